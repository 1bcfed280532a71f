"""Validation is not vacuous: in a copy of the book, each kind of damage turns the run red."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from mutants.pages import change_drawing, change_text, clear, shows_figure
from nbformat import NotebookNode
from repository import files

from book1688.make.run import notebooks, read

ROOT = Path(__file__).resolve().parents[2]
MISMATCH = "Cell outputs differ"

Damage = Callable[[Path, Path], None]


def series_in(cell: NotebookNode) -> str | None:
    """The first series id that a cell names."""
    found = re.search(r'\bseries\("([\w-]+)"\)', cell.source)
    return found[1] if found and cell.cell_type == "code" else None


def pick() -> list[str]:
    """Notebooks that draw a figure and name a series, the smallest first: enough to break."""
    fit = [
        (len(notebook.cells), path.relative_to(ROOT).as_posix())
        for path in notebooks(ROOT)
        for notebook in [read(path)]
        if any(map(shows_figure, notebook.cells)) and any(map(series_in, notebook.cells))
    ]
    return [name for _, name in sorted(fit)]


def stored(change: Callable[[NotebookNode], object]) -> Damage:
    """Damage a stored notebook without running it."""

    def damage(path: Path, book: Path) -> None:
        notebook = read(path)
        change(notebook)
        nbformat.write(notebook, path)

    return damage


def changed_datum(path: Path, book: Path) -> None:
    """Multiply the values of one series that the notebook uses."""
    wanted = next(filter(None, map(series_in, read(path).cells)))
    file = book / "data" / "observations.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        columns, rows = reader.fieldnames, list(reader)
    for row in rows:
        if row["series_id"] == wanted:
            row["value"] = str(float(row["value"]) * 0.9)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def copy_of_the_book(target: Path) -> Path:
    """Every file that a commit would hold, and nothing else."""
    for name in files():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)
    return target


def failures(book: Path, *names: str) -> tuple[dict[str, list[str]], str]:
    """What fails in a run of some notebooks of a copy: cells and tests by file, and the output."""
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--numprocesses=0",
            "-q",
            *names,
            "tests/test_notebooks.py",
        ],
        cwd=book,
        # The copy's own package, not the one this environment points to.
        env={**os.environ, "PYTHONPATH": str(book)},
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, list[str]] = {}
    for file, what in re.findall(r"^FAILED (\S+?)::(.+?)(?: - .*)?$", result.stdout, re.MULTILINE):
        found.setdefault(file, []).append(what)
    assert result.returncode == (1 if found else 0), result.stdout
    return found, result.stdout


@pytest.mark.thorough
def test_each_damage_of_a_notebook_turns_the_run_red(tmp_path: Path) -> None:
    """One damage a notebook, in one run; every cell and test that is not damaged passes."""
    book = copy_of_the_book(tmp_path / "book")
    ways = {"text": change_text, "cleared": clear, "chart": change_drawing}
    names = dict(zip(ways, pick(), strict=False))
    assert len(names) == len(ways), "too few notebooks draw a figure and name a series"
    for way, change in ways.items():
        stored(change)(book / names[way], book)
    found, told = failures(book, *names.values())
    assert set(found) == {names["text"], names["chart"], "tests/test_notebooks.py"}, told
    assert len(found[names["text"]]) == 1, told
    [test] = [test for test in found["tests/test_notebooks.py"] if "run_in_order" in test]
    assert test == f"test_whole_and_run_in_order[{names['cleared']}]"
    assert told.count(MISMATCH) >= 2
    assert re.search(r"changed” → “", told), "the sentence that moved is not told"
    assert "drawn in another way" in told, "the figure that moved is not told"
    assert "make run" in told


@pytest.mark.thorough
def test_a_changed_datum_turns_the_run_red(tmp_path: Path) -> None:
    book = copy_of_the_book(tmp_path / "book")
    name = pick()[0]
    changed_datum(book / name, book)
    found, told = failures(book, name)
    assert name in found and MISMATCH in told and " → " in told
