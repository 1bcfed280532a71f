"""The records of what was measured, and how the page on method shows them."""

import json
import subprocess
from datetime import date
from pathlib import Path
from statistics import median

import pytest
from bs4 import BeautifulSoup

from book1688 import budgets
from book1688.make import measure
from book1688.prose import measured as shown

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted((ROOT / "measured").glob("*.json"))


def rows() -> dict[str, list[str]]:
    """The cells of the table by the first one."""
    table = BeautifulSoup(shown.measurements().html, "html.parser")
    lines = [[cell.get_text() for cell in row(["th", "td"])] for row in table.select("tbody tr")]
    return {first: rest for first, *rest in lines}


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name)
def test_a_record_says_when_and_on_what(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    assert date.fromisoformat(record["measured_on"]) <= date.today()
    assert len(record["stamp"]) == 64
    assert path.stem in shown.KINDS, "measured, but not shown"


def test_what_the_page_needs_is_there() -> None:
    assert {"mutants", "reading", "times"} <= {path.stem for path in RECORDS}


@pytest.mark.parametrize("page", shown.measured("reading")["pages"])
def test_what_was_recorded_keeps_the_limits(page: str) -> None:
    """Times depend on the machine: no page takes far longer than the others did on the same one.

    The page on method marks those that were over their limit.
    """
    pages = shown.measured("reading")["pages"]
    assert pages[page]["paint"] <= 2 * median(found["paint"] for found in pages.values())
    assert pages[page]["faults"] <= budgets.FAULTS


PHONE = "on a cheap phone and a slow line"


def test_the_page_shows_the_records_and_the_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {
        "intro.html": {"bytes": 90 * 1024, "paint": 900, "blocked": 0, "faults": 0},
        "chapters/small.html": {"bytes": 20 * 1024, "paint": 500, "blocked": 70, "faults": 1},
        "chapters/large-one.html": {"bytes": 150 * 1024, "paint": 1240, "blocked": 20, "faults": 0},
    }
    record = {"measured_on": "2026-11-22", "site": 3 * 1024**2, "pdf": 1024**2, "pages": pages}
    (tmp_path / "reading.json").write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr(shown, "RECORDS", tmp_path)
    day = "22 November 2026"
    heavy, light = budgets.CHAPTER // 1024, budgets.PAGE // 1024
    assert rows() == {
        "Pages": ["3", "–", day],
        "Heaviest chapter or search, first view, compressed: large one": [
            "150 KB",
            f"{heavy} KB",
            day,
        ],
        "Heaviest other page, first view, compressed: intro": ["90 KB", f"{light} KB", day],
        "All files, the book as a PDF among them": [
            "4.0 MB",
            f"{budgets.SITE / 1024**2:.1f} MB",
            day,
        ],
        f"Slowest chapter {PHONE}, largest paint: large one": [
            "1.2 s, over the limit",
            "1.0 s",
            day,
        ],
        f"Slowest other page {PHONE}, largest paint: intro": [
            "0.9 s, over the limit",
            "0.8 s",
            day,
        ],
        "Longest time without an answer on that phone: small": [
            "70 ms, over the limit",
            "50 ms",
            day,
        ],
        "Faults of access on all pages, by axe, light and dark": ["1, over the limit", "0", day],
    }


def test_the_page_shows_what_the_damages_showed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"tried": 1200, "noticed_share": 0.9876, "chapter_share": 0.75}
    record = {"measured_on": "2026-11-22", "data": data, "notebooks": {"tried": 40, "noticed": 39}}
    (tmp_path / "mutants.json").write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr(shown, "RECORDS", tmp_path)
    assert [cells[0] for cells in rows().values()] == ["98.8%", "75.0%", "39"]


def test_nothing_is_recorded_of_what_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> dict:
        raise subprocess.CalledProcessError(1, ["pytest"])

    monkeypatch.setattr(measure, "RECORDS", tmp_path)
    monkeypatch.setitem(measure.KINDS, "times", fails)
    assert measure.main(["times"]) == 1
    assert "Not recorded" in capsys.readouterr().err
    assert measure.main(["nothing"]) == 2
    assert not list(tmp_path.iterdir())
