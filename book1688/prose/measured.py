"""What was measured on the book, from the records of the last time, with the limits it keeps."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from book1688 import budgets
from book1688.html.links import ROOT, chapter_names
from book1688.html.tables import Html, exhibit_table
from book1688.quantity.words import long_date

RECORDS = ROOT / "measured"
Row = tuple[str, str, str]  # what, measured, limit or ''


def measured(kind: str) -> dict:
    """One record: its date (`measured_on`), the edition (`stamp`), and what was measured."""
    return json.loads((RECORDS / f"{kind}.json").read_text(encoding="utf-8"))


def measurements() -> Html:
    """List what was last measured, each with its limit and its date."""
    rows = [
        [what, f"#{value}", f"#{limit or '–'}", long_date(record["measured_on"])]
        for kind, told in KINDS.items()
        if (RECORDS / f"{kind}.json").is_file()
        for record in [measured(kind)]
        for what, value, limit in told(record)
    ]
    caption = (
        "What was last measured, its limit where there is one, and when. A test fails once a page "
        f"weighs {budgets.TOLERANCE:.0%} more or less than its record says."
    )
    head = ["Of the book", "Measured", "At most", "On"]
    return Html(exhibit_table("table-measured", caption, head, rows), caption)


def _reading(record: dict) -> Iterator[Row]:
    pages = record["pages"]
    yield "Pages", str(len(pages)), ""
    for kind, limit in (("chapter or search", budgets.CHAPTER), ("other page", budgets.PAGE)):
        weights = {p: m["bytes"] for p, m in pages.items() if budgets.first_view(p) == limit}
        heaviest = max(weights, key=weights.get)
        what = f"Heaviest {kind}, first view, compressed: {_name(heaviest)}"
        yield _held(what, weights[heaviest], limit, _kilobytes)
    whole = record["site"] + record["pdf"]
    yield _held("All files, the book as a PDF among them", whole, budgets.SITE, _megabytes)
    for kind, limit in (("chapter", budgets.CHAPTER_PAINT), ("other page", budgets.PAGE_PAINT)):
        paints = {p: m["paint"] for p, m in pages.items() if budgets.paint(p) == limit}
        slowest = max(paints, key=paints.get)
        what = f"Slowest {kind} on a cheap phone and a slow line, largest paint: {_name(slowest)}"
        yield _held(what, paints[slowest], limit, lambda ms: f"{ms / 1000:.1f} s")
    busiest = max(pages, key=lambda page: pages[page]["blocked"])
    what = f"Longest time without an answer on that phone: {_name(busiest)}"
    yield _held(what, pages[busiest]["blocked"], budgets.BLOCKED, lambda ms: f"{ms} ms")
    faults = sum(page["faults"] for page in pages.values())
    yield _held(
        "Faults of access on all pages, by axe, light and dark", faults, budgets.FAULTS, str
    )


def _held(what: str, value: int, limit: int, write: Callable[[int], str]) -> Row:
    """A measure with its limit; one that is over it says so."""
    return what, write(value) + ", over the limit" * (value > limit), write(limit)


def _times(record: dict) -> Iterator[Row]:
    seconds = record["notebooks"]
    slowest = max(seconds, key=seconds.get)
    yield f"Longest run of a notebook: {_name(slowest)}", f"{seconds[slowest]:.0f} s", ""
    yield (
        "All notebooks, which run side by side, their times added",
        f"{sum(seconds.values()):.0f} s",
        "",
    )
    yield "Building the site", f"{record['build']:.0f} s", ""


def _validation(record: dict) -> Iterator[Row]:
    what = "Checking all notebooks, by as many kernels that only import pandas and seaborn"
    yield what, f"{record['ratio']:.1f}", "1.5"


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


KINDS = {
    "reading": _reading,
    "times": _times,
    "validation": _validation,
    "tests": _tests,
    "mutants": _mutants,
}


def _name(page: str) -> str:
    path = Path(page).with_suffix("")
    return chapter_names().get(path.as_posix(), path.name.replace("-", " "))


def _kilobytes(size: int) -> str:
    return f"{size / budgets.KB:.0f} KB"


def _megabytes(size: int) -> str:
    return f"{size / budgets.KB**2:.1f} MB"
