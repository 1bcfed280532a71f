"""Text, code and result take turns in every notebook, and names are short."""

import ast
from itertools import groupby
from pathlib import Path
from statistics import median

import pytest
from nbformat import NotebookNode

import book1688
from book1688.data.tables import ROOT
from book1688.make.run import notebooks, read

MOST_CELLS = 60
LONGEST_CELL = 30  # lines
LONGEST_SILENCE = 2  # cells in a row that show nothing
MEDIAN_NAME, LONGEST_NAME = 15, 30  # letters
MOST_IMPORTS = 3  # lines

every_notebook = pytest.mark.parametrize(
    "path", notebooks(), ids=lambda path: path.relative_to(ROOT).as_posix()
)


def code(path: Path) -> list[NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def names(path: Path) -> set[str]:
    """Every name that the cells of a notebook give, of variables, functions and arguments."""
    found = set()
    for node in ast.walk(ast.parse("\n".join(cell.source for cell in code(path)))):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
    return found


@every_notebook
def test_cells_are_few_and_short(path):
    lines = [len(cell.source.splitlines()) for cell in code(path)]
    assert len(lines) <= MOST_CELLS
    assert max(lines) <= LONGEST_CELL, f"code cell {lines.index(max(lines)) + 1}"


@every_notebook
def test_cells_show_something(path):
    silent = [cell.cell_type == "code" and not cell.outputs for cell in read(path).cells]
    longest = max(len(list(run)) for is_silent, run in groupby(silent) if is_silent)
    assert longest <= LONGEST_SILENCE


@every_notebook
def test_names_are_short(path):
    given = names(path)
    assert not [name for name in given if len(name) > LONGEST_NAME]
    assert not given or median(map(len, given)) < MEDIAN_NAME


@every_notebook
def test_names_hide_no_word_of_the_book(path):
    assert not names(path) & set(book1688.__all__)


@every_notebook
def test_one_import_of_the_book(path):
    lines = [line for cell in code(path) for line in cell.source.splitlines()]
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert "from book1688 import *" in imports and len(imports) <= MOST_IMPORTS


@every_notebook
def test_prose_without_numbers_is_markdown(path):
    """At least half of the words that hold no computed number stand in Markdown cells."""
    cells = read(path).cells
    markdown = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    told = [cell.source for cell in code(path) if cell.source.startswith("say(")]
    plain = sum(len(source.split()) for source in told if "{" not in source)
    assert markdown >= plain


def test_every_word_of_the_book_is_there():
    for word in book1688.__all__:
        if word not in ("conclusion", "forecast"):
            assert getattr(book1688, word) is not None
