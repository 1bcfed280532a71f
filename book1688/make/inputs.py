"""`python -m book1688.make.inputs [folder]`: is everything there, whole and well formed?

The first thing that `make site` does. Data, contents, configuration and notebooks are each read by
what will use them; the first fault ends it with one line that names the file and what is wrong, and
nothing is built or written.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import yaml
from jupyter_book.config import PATH_YAML_DEFAULT, validate_yaml
from nbformat import NotebookNode
from nbformat.validator import iter_validate
from sphinx_external_toc.parsing import parse_toc_data

from book1688.data import DEFAULT, DataError, Tables
from book1688.data.tables import ROOT
from book1688.make.run import notebooks

CONFIG, CONTENTS = "_config.yml", "_toc.yml"
MEND = ": run `make run`"  # which stores a notebook of any format 4 as it must be
NBVAL = re.compile(r"\b(?:NBVAL|PYTEST_VALIDATE)_\w+")
LONGEST = 240  # letters; libraries like to quote the whole file


class InputError(ValueError):
    """A file of the book is not as it must be: one line that says where, what and why.

    ``place`` is a line, a key or a cell in words, ``value`` the offending text; both may be "".
    """

    def __init__(self, file: str, place: str, value: object, rule: str) -> None:
        shown = "" if value == "" else repr(value)
        where = f"{file}, {place}" if place else file
        told = " ".join(f"{where}: {shown} {rule}".split())
        super().__init__(told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…")


@contextmanager
def _reading(file: str) -> Iterator[None]:
    """Say of whatever a library finds wrong in which file it was."""
    try:
        yield
    except InputError:
        raise
    except Exception as fault:  # odd files have odd faults
        kind = type(fault).__name__
        raise InputError(file, "", "", f"cannot be read: {kind}: {fault}") from None


def check(root: Path = ROOT) -> None:
    """Check all that the book is made from; InputError or DataError names the first fault."""
    (DEFAULT if root == ROOT else Tables(root / "data")).table("claims")
    check_pages(root)


def check_pages(root: Path) -> None:
    """Check all but the data; InputError names the first fault."""
    with _reading(CONFIG):
        check_config(_yaml(root / CONFIG))
    with _reading(CONTENTS):
        check_contents(_yaml(root / CONTENTS), root)
    for path in notebooks(root):
        read_notebook(path, path.relative_to(root).as_posix())


# Configuration and contents


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key that stands there twice instead of taking the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        keys = [str(key.value) for key, _ in node.value]
        if twice := [key for key in keys if keys.count(key) > 1]:
            mark = node.start_mark
            raise yaml.constructor.ConstructorError(None, None, f"{twice[0]!r} twice", mark)
        return super().construct_mapping(node, deep)


def _yaml(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)


def check_config(config: dict) -> None:
    """`_config.yml` has the form of Jupyter Book 1, and publishes stored outputs only."""
    validate_yaml(config, raise_on_errors=True)
    known = _yaml(PATH_YAML_DEFAULT)
    parts = {"": (config, known)} | {key: (config[key], known[key]) for key in ("execute", "html")}
    for place, (given, may_be) in parts.items():
        if unknown := set(given) - set(may_be):
            raise InputError(CONFIG, place, min(unknown), "is no key of Jupyter Book")
    if (how := config["execute"].get("execute_notebooks")) != "off":
        place = "execute.execute_notebooks"
        raise InputError(CONFIG, place, how, 'must be "off": pages show what the tests compared')
    if "book1688.site.extension" not in config["sphinx"]["config"]["extensions"]:
        place = "sphinx.config.extensions"
        raise InputError(CONFIG, place, "", "must hold book1688.site.extension, the site’s maker")


def check_contents(contents: dict, root: Path) -> None:
    """`_toc.yml` has the form of Jupyter Book 1, and an entry for every notebook."""
    named = set(parse_toc_data(contents))
    there = {path.relative_to(root).with_suffix("").as_posix() for path in notebooks(root)}
    for name in sorted(named ^ there):
        rule = "is not the name of a page" if name in named else "is a page without an entry"
        raise InputError(CONTENTS, "", name, rule)


# Notebooks


def read_notebook(path: Path, name: str) -> NotebookNode:
    """Read a notebook that was run from the first cell to the last; InputError if it was not."""
    with _reading(name):
        content = json.loads(path.read_text(encoding="utf-8"))
        for key, number in (("nbformat", 4), ("nbformat_minor", 5)):
            if content[key] != number:
                rule = f"is not {number}: a notebook has format 4.5{MEND}"
                raise InputError(name, key, content[key], rule)
        # Not nbformat.validate, which mends some faults instead of naming them.
        for fault in iter_validate(content):
            rule = fault.message + MEND * fault.message.startswith("'id'")
            raise InputError(name, ".".join(map(str, fault.path)), "", rule)
        notebook = nbformat.from_dict(content)
        _check_cells(name, notebook)
        return notebook


def _check_cells(name: str, notebook: NotebookNode) -> None:
    count, ids = 0, set()
    for number, cell in enumerate(notebook.cells, start=1):
        place = f"cell {number}"
        if cell.get("id") in ids:
            raise InputError(name, place, cell.id, f"is the id of two cells{MEND}")
        ids.add(cell.get("id"))
        # Other tags, and nbval's words in a comment, keep an output from the tests or the readers.
        tags = ["hide-input"] if cell.cell_type == "code" else []
        if (found := cell.metadata.get("tags", [])) != tags:
            raise InputError(name, place, found, f"should be the tags {tags}")
        if cell.cell_type != "code":
            continue
        if mark := NBVAL.search("".join(cell.source)):
            raise InputError(name, place, mark[0], "keeps nbval from comparing this cell")
        count += 1
        if cell.execution_count != count:
            rule = f"should be the execution count {count}{MEND}"
            raise InputError(name, place, cell.execution_count, rule)
        for output in cell.outputs:
            if output.output_type == "error":
                raise InputError(name, place, output.ename, "was raised when this cell was run")
            if output.get("name") == "stderr":
                raise InputError(name, place, output.text, "is a complaint, stored as an output")
    if not count:
        raise InputError(name, "", "", "has no code cell")


def main(arguments: list[str]) -> int:
    """Print the first fault, if there is one; 0 if all is well, else 1."""
    try:
        check(Path(arguments[0]).resolve() if arguments else ROOT)
    except (DataError, InputError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
