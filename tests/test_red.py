"""Validation is not vacuous: in a copy of the book, each kind of damage turns the run red."""

import csv
import os
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
from test_notebooks import ids_in

from book1688.run import notebooks, read

ROOT = Path(__file__).resolve().parents[1]
MISMATCH = "Cell outputs differ"

Damage = Callable[[Path, Path], None]


def series_in(cell: NotebookNode) -> str | None:
    """The first series id that a cell names."""
    return next(iter(ids_in(cell.source, "series")), None) if cell.cell_type == "code" else None


def pick() -> str:
    """The smallest notebook that draws a figure and names a series: enough to break, and quick."""
    fit = [
        (len(notebook.cells), path.relative_to(ROOT).as_posix())
        for path in notebooks(ROOT)
        for notebook in [read(path)]
        if any(map(shows_figure, notebook.cells)) and any(map(series_in, notebook.cells))
    ]
    assert fit, "no notebook draws a figure and names a series"
    return min(fit)[1]


def stored(change: Callable[[NotebookNode], object]) -> Damage:
    """Damage a stored notebook without running it."""

    def damage(path: Path, book: Path) -> None:
        notebook = read(path)
        change(notebook)
        nbformat.write(notebook, path)

    return damage


def nothing(path: Path, book: Path) -> None:
    """Leave the copy as it is."""


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


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (nothing, None),
        (changed_datum, MISMATCH),
        (stored(change_text), MISMATCH),
        (stored(clear), "test_every_cell_was_run_in_order"),
        (stored(change_drawing), MISMATCH),
    ],
    ids=["nothing", "datum", "output", "cleared", "chart"],
)
def test_damage_turns_the_run_red(tmp_path: Path, damage: Damage, expected: str | None) -> None:
    book = copy_of_the_book(tmp_path / "book")
    name = pick()
    damage(book / name, book)
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "--numprocesses=0", name, "tests/test_notebooks.py"],
        cwd=book,
        # The copy's own package, not the one this environment points to.
        env={**os.environ, "PYTHONPATH": str(book)},
        capture_output=True,
        text=True,
        check=False,
    )
    if expected is None:
        assert result.returncode == 0, result.stdout
    else:
        assert result.returncode == 1, result.stdout
        assert expected in result.stdout
