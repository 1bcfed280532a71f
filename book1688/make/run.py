"""Execute the notebooks and store their outputs in one normal form.

`python -m book1688.make.run` runs them all, with names of notebooks behind it those; the
ledger is run after any other, since it says where the stored pages use each claim.
The normal form keeps differences between two runs to what a reader would see: no timings, no
Python version, no editor state, execution counts from one.
"""

import asyncio
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from book1688.data.tables import ROOT

LEDGER = ROOT / "reference" / "claims.ipynb"  # says where the stored pages use each claim
AT_ONCE = 2
CELL_SECONDS = 300


def notebooks(root: Path = ROOT) -> list[Path]:
    """Every notebook of the book."""
    patterns = ("intro.ipynb", "chapters/*.ipynb", "reference/*.ipynb")
    return [path for pattern in patterns for path in sorted(root.glob(pattern))]


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Reduce an executed notebook, in place, to what readers and tests need."""
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    count = 0
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", []))
        cell.metadata = NotebookNode()
        if cell.cell_type == "code":
            count += 1
            tags.add("hide-input")
            if cell.source.startswith(("say(", "prose(")):
                # JupyterLab then shows the finished sentence, not its f-string.
                cell.metadata["jupyter"] = {"source_hidden": True}
            cell.execution_count = count
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = count
                if "metadata" in output:
                    output.metadata = NotebookNode()
        if tags:
            cell.metadata["tags"] = sorted(tags)
    return notebook


def text_of(notebook: NotebookNode) -> str:
    """The notebook as it is written to disk."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def read(path: Path) -> NotebookNode:
    """Read a notebook of any format 4, as 4.5; one that is damaged is an error, not a warning."""
    notebook = nbformat.v4.upgrade(nbformat.read(path, as_version=4))
    nbformat.validate(notebook)
    return notebook


async def execute(path: Path, turns: asyncio.Semaphore) -> str | None:
    """Run one notebook and store it; on failure leave the file alone and return the reason."""
    name = path.relative_to(ROOT)
    async with turns:
        notebook = read(path)
        print(f"  {name}: running {len(notebook.cells)} cells", flush=True)
        begun = time.monotonic()
        reached = 0

        def follow(cell: NotebookNode, cell_index: int) -> None:
            nonlocal reached
            reached = cell_index + 1

        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=CELL_SECONDS,
            coalesce_streams=True,
            record_timing=False,
            on_cell_start=follow,
            # Kernels talk on this machine only; their note that this is unencrypted is noise.
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            await client.async_execute()
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            return f"{name}, cell {reached}: {error}"
        path.write_text(text_of(normalise(notebook)), encoding="utf-8", newline="\n")
        print(f"  {name}: stored after {time.monotonic() - begun:.1f} s", flush=True)
        return None


async def execute_all(paths: list[Path]) -> list[str]:
    """Run the notebooks, a few at a time, the ledger last; return the reason of every failure."""
    turns = asyncio.Semaphore(AT_ONCE)
    first = [path for path in paths if path != LEDGER]
    results = await asyncio.gather(*(execute(path, turns) for path in first))
    if LEDGER in paths:
        results.append(await execute(LEDGER, turns))
    return [result for result in results if result]


def main(arguments: list[str]) -> int:
    """Run the notebooks named, or all of them; the exit status says whether every one ran.

    The ledger depends on the other pages, so it is run whenever one of them is.
    """
    paths = [Path(argument).resolve() for argument in arguments] or notebooks()
    paths += [LEDGER] if LEDGER not in paths else []
    unknown = [path for path in paths if path not in notebooks()]
    if unknown:
        print(f"Not a notebook of this book: {', '.join(map(str, unknown))}", file=sys.stderr)
        print("Name notebooks as in chapters/what-if.ipynb, or none for all.", file=sys.stderr)
        return 2
    failures = asyncio.run(execute_all(paths))
    for failure in failures:
        print(f"\nNot stored: {failure}", file=sys.stderr)
    print(f"{len(paths) - len(failures)} of {len(paths)} notebooks run and stored")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
