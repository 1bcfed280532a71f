"""What was measured on the book, from the records of the last time, with the limits it keeps."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from book1688 import budgets
from book1688.links import ROOT
from book1688.prose.html import Html, exhibit_table

RECORDS = ROOT / "measured"
Row = tuple[str, str, str]  # what, measured, limit or ''


def measured(kind: str) -> dict:
    """One record: its date (`measured_on`), the edition (`stamp`), and what was measured."""
    return json.loads((RECORDS / f"{kind}.json").read_text(encoding="utf-8"))


def measurements() -> Html:
    """List what was last measured, each with its limit and its date."""
    rows = [
        [what, f"#{value}", f"#{limit or '–'}", _day(record["measured_on"])]
        for kind, told in KINDS.items()
        if (RECORDS / f"{kind}.json").is_file()
        for record in [measured(kind)]
        for what, value, limit in told(record)
    ]
    caption = "What was last measured, its limit where there is one, and when."
    head = ["Of the book", "Measured", "At most", "On"]
    return Html(exhibit_table("table-measured", caption, head, rows), caption)


def _reading(record: dict) -> Iterator[Row]:
    pages = record["pages"]
    yield "Pages", str(len(pages)), ""
    for kind, limit in (("chapter or search", budgets.CHAPTER), ("other page", budgets.PAGE)):
        weights = {p: m["bytes"] for p, m in pages.items() if budgets.first_view(p) == limit}
        heaviest = max(weights, key=weights.get)
        what = f"Heaviest {kind}, first view, compressed: {_name(heaviest)}"
        yield what, _kilobytes(weights[heaviest]), _kilobytes(limit)
    whole = record["site"] + record["pdf"]
    yield "All files, the book as a PDF among them", _megabytes(whole), _megabytes(budgets.SITE)
    for kind, limit in (("chapter", budgets.CHAPTER_PAINT), ("other page", budgets.PAGE_PAINT)):
        paints = {p: m["paint"] for p, m in pages.items() if budgets.paint(p) == limit}
        slowest = max(paints, key=paints.get)
        what = f"Slowest {kind} on a cheap phone and a slow line, largest paint: {_name(slowest)}"
        yield what, f"{paints[slowest] / 1000:.1f} s", f"{limit / 1000:.1f} s"
    busiest = max(pages, key=lambda page: pages[page]["blocked"])
    what = f"Longest time without an answer on that phone: {_name(busiest)}"
    yield what, f"{pages[busiest]['blocked']} ms", f"{budgets.BLOCKED} ms"
    faults = sum(page["faults"] for page in pages.values())
    yield "Faults of access on all pages, by axe, light and dark", str(faults), str(budgets.FAULTS)


def _times(record: dict) -> Iterator[Row]:
    seconds = record["notebooks"]
    slowest = max(seconds, key=seconds.get)
    yield f"Longest run of a notebook: {_name(slowest)}", f"{seconds[slowest]:.0f} s", ""
    yield "All notebooks, one after another", f"{sum(seconds.values()):.0f} s", ""
    yield "Building the site", f"{record['build']:.0f} s", ""


def _tests(record: dict) -> Iterator[Row]:
    yield f"All {record['tests']:,} tests", f"{record['seconds'] / 60:.0f} min", ""


def _mutants(record: dict) -> Iterator[Row]:
    data, notebooks = record["data"], record["notebooks"]
    what = f"Of {data['tried']:,} damages to the data, those that a test notices"
    yield what, f"{data['noticed_share']:.1%}", ""
    what = "Of those that the rules let through, those that an account or a chapter notices"
    yield what, f"{data['chapter_share']:.1%}", ""
    what = f"Of {notebooks['tried']:,} damages to notebooks, those that a test notices"
    yield what, str(notebooks["noticed"]), ""


KINDS = {"reading": _reading, "times": _times, "tests": _tests, "mutants": _mutants}


def _name(page: str) -> str:
    return Path(page).stem.replace("-", " ")


def _kilobytes(size: int) -> str:
    return f"{size / budgets.KB:.0f} KB"


def _megabytes(size: int) -> str:
    return f"{size / budgets.KB**2:.1f} MB"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
