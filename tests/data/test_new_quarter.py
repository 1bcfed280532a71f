"""Adding a quarter as the README says: each message names what is missing, until nothing is.

The quarter and its figures are made up and exist only in a copy of the data.
"""

import csv
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from book1688 import series
from book1688.data.__main__ import main
from book1688.data.tables import FOLDER
from book1688.edition import PACKAGE

SOURCE, NAME = "made-up-release", "datapackage.json"
TOTAL = "alibaba-group--e-commerce-group-revenue"
WHOLESALE = "alibaba-group--global-wholesale-revenue-1688-and-alibaba-com"
LINES = {  # million RMB
    WHOLESALE: 14_000,
    "alibaba-group--customer-management-revenue": 80_000,
    "alibaba-group--direct-sales-logistics-and-others-revenue": 28_000,
    "alibaba-group--china-quick-commerce-revenue": 55_000,
    "alibaba-group--international-e-commerce-revenue": 28_000,
}
NEWEST = pd.Period(series(WHOLESALE).rows["period_end"].max(), "Q")


def days(quarter: pd.Period) -> tuple[str, str]:
    """The first and the last day of a quarter."""
    return tuple(f"{day:%Y-%m-%d}" for day in (quarter.start_time, quarter.end_time))


QUARTER, NOT_YET = days(NEWEST + 1), days(NEWEST + 2)
CREATED = max(PACKAGE["created"][:10], QUARTER[1])  # of the package that has the quarter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "data"))
    package = json.loads((folder / NAME).read_text(encoding="utf-8")) | {
        "created": f"{CREATED}T00:00:00Z"
    }
    (folder / NAME).write_text(json.dumps(package), encoding="utf-8")
    return folder


def add_source(folder: Path) -> None:
    append(
        folder / "sources.csv",
        source_id=SOURCE,
        title="A made-up release",
        publisher="Nobody",
        url="https://example.org/",
        language="en",
        kind="results",
        reliability="A",
        read="whole",
        accessed=CREATED,
    )


def add(folder: Path, series: str, millions: int, growth: str = "", period=QUARTER) -> None:
    append(
        folder / "observations.csv",
        series_id=series,
        frequency="quarter",
        period_start=period[0],
        period_end=period[1],
        precision="day",
        value=f"{millions}000000",
        yoy_percent=growth,
        basis="re-segmented-2026",
        source_id=SOURCE,
        said_by="alibaba",
        reliability="A",
    )


def append(file: Path, **cells: str) -> None:
    """Add one row; columns that are not named stay empty."""
    with file.open(encoding="utf-8", newline="") as stream:
        columns = next(csv.reader(stream))
    with file.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, columns, lineterminator="\n").writerow(cells)


def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the check says is wrong, a line each; nothing if and only if it passes."""
    status = main([str(folder)])
    lines = capsys.readouterr().err.splitlines()
    assert status == (1 if lines else 0)
    return lines


def test_a_row_without_its_source(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(folder, WHOLESALE, 14_000)
    [line] = told(folder, capsys)
    assert f"column source_id: '{SOURCE}' is not a source_id of sources.csv" in line


def test_a_source_without_a_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_source(folder)
    [line] = told(folder, capsys)
    assert f"column source_id: '{SOURCE}' is an orphan" in line


def test_a_quarter_after_the_date_of_the_package(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_source(folder)
    add(folder, WHOLESALE, 14_000, period=NOT_YET)
    [line] = told(folder, capsys)
    assert f"column period_end: '{NOT_YET[1]}' is after the package was made" in line
    assert "set created in datapackage.json" in line


def test_line_by_line_until_the_quarter_is_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_source(folder)
    begun = f"missing: alibaba-e-commerce-group {TOTAL} {' '.join(QUARTER)} re-segmented-2026: "
    add(folder, WHOLESALE, LINES[WHOLESALE])
    _, *others = LINES
    [line] = told(folder, capsys)
    assert line.startswith(f"{begun}1 of 6 lines; add {', '.join([TOTAL, *others])}, or list")
    for one in others:
        add(folder, one, LINES[one])
    [line] = told(folder, capsys)
    assert line.startswith(f"{begun}5 of 6 lines; add {TOTAL}, or list")
    add(folder, TOTAL, sum(LINES.values()))
    assert told(folder, capsys) == []


def test_figures_that_do_not_agree(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_source(folder)
    for one, millions in LINES.items():
        add(folder, one, millions)
    add(folder, TOTAL, sum(LINES.values()) + 1)
    [line] = told(folder, capsys)
    assert line.startswith(f"identity: alibaba-e-commerce-group {TOTAL} {' '.join(QUARTER)}")
    assert "stated 205,001,000,000 RMB, computed 205,000,000,000; put it right" in line


def test_growth_that_the_levels_do_not_give(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The quarter of the year before, in the same copy, is what the growth is checked against."""
    add_source(folder)
    series_id = "alibaba-group--customer-management-revenue"
    before = series(series_id).at(days(NEWEST - 3)[1], frequency="quarter").value
    add(folder, series_id, 80_000, growth="9")
    lines = told(folder, capsys)
    assert len(lines) == 2 and lines[0].startswith("missing: ")
    assert lines[1].startswith("growth: alibaba-group--customer-management-revenue")
    [computed] = re.findall(r"stated 9 percent, computed ([\d.]+);", lines[1])
    assert float(computed) == pytest.approx(8e12 / before - 100)


def test_an_exception_that_is_none_any_more(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "observations.csv"
    gap = "alibaba-group--china-commerce-segment-revenue,quarter,2022-04-01,2022-06-30,day,{},"
    text = file.read_text(encoding="utf-8")
    assert gap.format("141935000000") in text
    changed = text.replace(gap.format("141935000000"), gap.format("141940000000"))
    file.write_text(changed, encoding="utf-8", newline="")
    lines = told(folder, capsys)
    assert any("identity china-commerce-segment" in line and "delete it" in line for line in lines)
