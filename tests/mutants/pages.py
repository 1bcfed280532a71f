"""What can go wrong with a stored notebook: outputs, counts, code, order and metadata."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from book1688.make.run import ROOT, notebooks, read, text_of

from .judge import difference, in_fork

# Drawn into every figure of the cell, whatever function of the package it calls.
CHANGED_DRAWING = """\
from matplotlib.figure import Figure as _Figure
_draw = _Figure.draw
def _changed(figure, renderer):
    figure.text(0.5, 0.5, "changed")
    _draw(figure, renderer)
_Figure.draw = _changed
"""

Change = Callable[[NotebookNode], object]


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in code(notebook) if cell.outputs]


def shows_figure(cell: NotebookNode) -> bool:
    """Whether a cell's stored output holds a drawn figure."""
    return any(
        "<svg" in output.get("data", {}).get("text/html", "") for output in cell.get("outputs", [])
    )


def change_text(notebook: NotebookNode) -> None:
    """Change one stored sentence, table or figure: the last, which nothing follows."""
    data = shown(notebook)[-1].outputs[0].data
    data[next(mime for mime in data if isinstance(data[mime], str))] += "changed"


def change_plain_text(notebook: NotebookNode) -> None:
    shown(notebook)[0].outputs[0].data["text/plain"] += "changed"


def change_drawing(notebook: NotebookNode) -> None:
    cell = next(filter(shows_figure, notebook.cells))
    cell.source = CHANGED_DRAWING + cell.source


def clear(notebook: NotebookNode) -> None:
    """Remove every output and count, which nbval alone would pass."""
    for cell in code(notebook):
        cell.outputs, cell.execution_count = [], None


def silence(notebook: NotebookNode) -> None:
    """Make a cell compute and show nothing, with nothing stored."""
    cell = shown(notebook)[0]
    cell.source, cell.outputs = "", []


def swap(notebook: NotebookNode) -> None:
    first, second = shown(notebook)[:2]
    first.source, second.source = second.source, first.source


def hide_sentence(notebook: NotebookNode) -> None:
    """Take away what folds the code of a finished sentence in JupyterLab."""
    cell = next(cell for cell in code(notebook) if "jupyter" in cell.metadata)
    del cell.metadata["jupyter"]


def complain(notebook: NotebookNode) -> None:
    stream = {"output_type": "stream", "name": "stderr", "text": "a warning"}
    shown(notebook)[0].outputs.append(NotebookNode(stream))


def type_a_number(notebook: NotebookNode) -> None:
    notebook.cells.append(nbformat.v4.new_markdown_cell("It grew by 12%.", id="typed"))


WAYS: dict[str, Change] = {
    "stored text changed": change_text,
    "stored plain text changed": change_plain_text,
    "stored output removed": lambda notebook: shown(notebook)[-1].outputs.clear(),
    "stored output doubled": lambda n: shown(n)[-1].outputs.append(shown(n)[-1].outputs[0]),
    "outputs and counts cleared": clear,
    "execution count changed": lambda n: code(n)[-1].update(execution_count=999),
    "execution count removed": lambda n: code(n)[-1].update(execution_count=None),
    "figure code changed": change_drawing,
    "code cell emptied": silence,
    "code cell removed": lambda n: n.cells.remove(code(n)[0]),
    "code cells swapped": swap,
    "tag hide-input removed": lambda n: code(n)[0].metadata.update(tags=[]),
    "tag remove-output added": lambda n: shown(n)[0].metadata.tags.append("remove-output"),
    "source_hidden removed": hide_sentence,
    "output metadata added": lambda n: shown(n)[0].outputs[0].metadata.update(scrolled=True),
    "kernel changed": lambda n: n.metadata.kernelspec.update(name="python2"),
    "complaint stored": complain,
    "number typed": type_a_number,
}


def page_mutants(*, every_page: bool) -> list[tuple[str, str]]:
    """Every way to damage a notebook, on one that it fits or on all: (path from the root, way)."""
    found = []
    for place, (way, change) in enumerate(WAYS.items()):
        fitting = [path.relative_to(ROOT).as_posix() for path in notebooks() if fits(change, path)]
        found += [
            (name, way) for name in fitting if every_page or name == fitting[place % len(fitting)]
        ]
    return found


def fits(change: Change, path: Path) -> bool:
    """Whether a notebook has what the change damages."""
    try:
        change(read(path))
    except (StopIteration, ValueError):
        return False
    return True


def judge_page(name: str, way: str) -> dict:
    """Damage one stored notebook: do its tests notice, or a comparison with a fresh run?"""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder)
        for path in [*notebooks(), ROOT / "tests" / "test_notebooks.py"]:
            target = book / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        notebook = read(book / name)
        WAYS[way](notebook)
        (book / name).write_text(text_of(notebook), encoding="utf-8")
        where = in_fork(lambda: _tests(book, name)) or in_fork(lambda: difference(book / name))
    return {"id": f"{name}: {way}", "by": "tests" if where else "", "where": where}


def _tests(book: Path, name: str) -> str:
    failed: list[str] = []

    class Listen:
        def pytest_collection_modifyitems(self, items: list) -> None:
            items[:] = [item for item in items if f"[{name}]" in item.name]

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid.rpartition("::")[2])

    file = str(book / "tests" / "test_notebooks.py")
    options = ["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "--rootdir", str(book)]
    status = pytest.main([file, *options], plugins=[Listen()])
    return "" if status == 0 else (failed or ["cannot be collected"])[0]
