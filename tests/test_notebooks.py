"""What nbval cannot see in a stored notebook: cells never run, images, noise, typed numbers."""

import ast
import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode

from book1688.make.inputs import read_notebook
from book1688.make.run import normalise, notebooks, read, text_of
from book1688.quantity.usage import MIME

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = notebooks(ROOT)
FEWEST_NOTEBOOKS = 7
SHOWN = {"text/html", "text/markdown", "text/plain", "image/svg+xml"}

YEAR_OR_NAME = re.compile(r"\b(?:1688|(?:19|20)\d\d)\b")
CODE_SPAN = re.compile(r"(`+).+?\1", re.DOTALL)
LINK_TARGET = re.compile(r"\]\([^)]*\)|<[^>]*>|\bhttps?://\S+")
MACHINE_PATH = re.compile(
    r"(?<![\w./-])/(?:home|root|Users|tmp|work|opt|var|mnt|private)/|[A-Z]:\\"
)
LOADED_RESOURCE = re.compile(
    r"""<script\b|@import|<link\b|<iframe\b"""
    r"""|\b(?:src|srcset|poster)\s*=\s*["']?\s*(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//"""
    r"""|<(?:image|use)\b[^>]*href\s*=\s*["'](?:https?:)?//""",
    re.IGNORECASE,
)
OUR_OWN = {"'forecast'", "'assumption'"}  # classes that the book's own forecasts and lines have

every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Every output with the number of its code cell."""
    for number, cell in enumerate(code_cells(notebook), start=1):
        for output in cell.outputs:
            yield number, output


def output_texts(notebook: NotebookNode) -> Iterator[tuple[int, str]]:
    """Every text of every output, whatever its type, with the number of its code cell."""
    for number, output in outputs(notebook):
        yield from ((number, str(text)) for text in output.get("data", {}).values())
        if output.output_type == "stream":
            yield number, output.text


def typed_numbers(markdown: str) -> list[str]:
    """The lines of a Markdown cell that hold a digit other than a year or the name 1688."""
    prose = LINK_TARGET.sub("]", CODE_SPAN.sub("", markdown))
    return [line for line in prose.splitlines() if re.search(r"\d", YEAR_OR_NAME.sub("", line))]


def classes_set(source: str) -> list[str]:
    """What a cell puts as evidence_class: by keyword, in a dictionary or in a column."""
    values = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "evidence_class":
            values.append(node.value)
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            values += [v for k, v in pairs if k and ast.unparse(k) == "'evidence_class'"]
        if isinstance(node, ast.Assign) and "['evidence_class']" in ast.unparse(node.targets):
            values.append(node.value)
    return [ast.unparse(value) for value in values]


def test_the_book_is_there() -> None:
    assert len(NOTEBOOKS) >= FEWEST_NOTEBOOKS, [path.name for path in NOTEBOOKS]


@every_notebook
def test_whole_and_run_in_order(path: Path) -> None:
    read_notebook(path, path.name)


@every_notebook
def test_no_cell_is_empty(path: Path) -> None:
    assert all(cell.source.strip() for cell in read(path).cells)


@every_notebook
def test_no_output_of_a_kind_that_is_not_shown(path: Path) -> None:
    for number, output in outputs(read(path)):
        kinds = set(output.get("data", {}))
        assert kinds <= SHOWN | {MIME}, f"code cell {number}: {kinds}"
        assert not kinds or kinds & SHOWN, f"code cell {number}: {kinds}"


@every_notebook
def test_no_typed_number(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.cell_type == "markdown"]
    found = [line for cell in cells for line in typed_numbers(cell.source)]
    assert not found, "a number in prose is computed in a code cell, never typed"


@every_notebook
def test_evidence_classes_come_from_what_stands_behind(path: Path) -> None:
    found = [c for cell in code_cells(read(path)) for c in classes_set(cell.source)]
    assert set(found) <= OUR_OWN, "a class is computed by origin_of(), never typed"


@every_notebook
def test_no_machine_path(path: Path) -> None:
    notebook = read(path)
    texts = [cell.source for cell in notebook.cells]
    texts += [text for _, text in output_texts(notebook)]
    assert not [match[0] for text in texts for match in MACHINE_PATH.finditer(text)]


@every_notebook
def test_outputs_load_nothing(path: Path) -> None:
    for number, text in output_texts(read(path)):
        loaded = LOADED_RESOURCE.search(text)
        assert not loaded, f"code cell {number} loads {text[loaded.start() :][:80]}"


@every_notebook
def test_dollars_make_no_formulas_in_jupyterlab(path: Path) -> None:
    for number, output in outputs(read(path)):
        data = output.get("data", {})
        assert "$" not in data.get("text/markdown", ""), f"code cell {number}: write &#36;"
        html = data.get("text/html", "")
        pieces = [] if "mathjax_ignore" in html else re.split(r"<[^>]*>", html)
        assert not [p for p in pieces if p.count("$") > 1], f"code cell {number}: two in a piece"


@every_notebook
def test_stored_in_normal_form(path: Path) -> None:
    """Tags, metadata and layout as `make run` leaves them."""
    stored = read(path)
    expected = text_of(normalise(copy.deepcopy(stored)))
    assert path.read_text(encoding="utf-8") == expected, "run `make run`"


@pytest.mark.parametrize(
    ("markdown", "caught"),
    [
        ("In December 2023, 1688 grew.", False),
        ("See [the table](page.md#row-12) and `x[0]`.", False),
        ("It grew by 12%.", True),
        ("Some 16880 shops.", True),
        ("A [link of 5](page.md).", True),
        ("- 3 points", True),
    ],
)
def test_typed_numbers_are_recognised(markdown: str, caught: bool) -> None:
    assert bool(typed_numbers(markdown)) is caught


@pytest.mark.parametrize(
    ("source", "classes"),
    [
        ("rows.assign(evidence_class='press')", ["'press'"]),
        ("{'label': '1688', 'evidence_class': kind}", ["kind"]),
        ("rows['source_id'], rows['evidence_class'] = papers, 'filing'", ["(papers, 'filing')"]),
        ("rows[['source_id', 'evidence_class']]", []),
        ("rows.assign(**origin_of(found))", []),
    ],
)
def test_typed_classes_are_recognised(source: str, classes: list[str]) -> None:
    assert classes_set(source) == classes
