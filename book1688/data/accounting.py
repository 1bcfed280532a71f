"""Accounting checks: do the published numbers agree with one another?

Six checks recompute what the data states. ``exceptions.csv`` lists every gap that is known; the
tests and ``python -m book1688.data`` hold the two lists equal.

=========  ==============================================================================
missing    a quarter that has one line of a total has them all (kind sum), so that it can be added
identity   a total is exactly the sum of its parts (``identities.csv``, kind sum)
sum        a year or half-year is exactly the sum of its quarters
growth     stated growth follows from the level and the level a year before, to rounding
shares     shares of one source and period add to at most 100, to rounding (kind shares)
ratio      a stated share is part over whole, to rounding (kind ratio)
=========  ==============================================================================
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pandas as pd

from . import DEFAULT
from .tables import Tables

COLUMNS = [
    "check", "identity_id", "series_id", "period_start", "period_end", "basis",
    "stated", "computed", "unit", "holds", "lacking",
]  # fmt: skip
KEY = COLUMNS[:6]

Row = dict[str, str]


def checks(tables: Tables = DEFAULT) -> pd.DataFrame:
    """Every check that the data allows, one row each.

    Columns: the key (check, identity_id, series_id, period_start, period_end, basis; "" where it
    does not apply), ``stated`` and ``computed`` in ``unit`` (RMB or percent), and ``holds``.
    Where one thing has several published levels, the comparable and then the closest counts:
    conflicting levels are all kept, and one that agrees is enough.
    """
    units = {row["series_id"]: row["unit"] for row in tables.text("series")}
    rows = [{**row, "unit": units[row["series_id"]]} for row in tables.text("observations")]
    parts: dict[str, list[Row]] = {}
    for row in tables.text("identities"):
        parts.setdefault(row["identity_id"], []).append(row)
    levels: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        levels.setdefault((row["series_id"], row["period_start"], row["period_end"]), []).append(
            row
        )
    found = []
    for lines in parts.values():
        check = {"sum": _identity, "shares": _shares, "ratio": _ratio}[lines[0]["kind"]]
        found += check(lines, levels)
    added = {(row[1], row[5]) for row in found if row[0] == "identity"}
    whole = {row[2:5] for row in found if row[0] == "identity"}
    missing = _missing(parts, levels, added, whole)
    found += _quarters(rows) + _growth(rows, levels)
    frame = pd.DataFrame([*missing, *((*row, "") for row in found)], columns=COLUMNS)
    frame[["stated", "computed"]] = frame[["stated", "computed"]].astype("float64")
    return frame


def complaints(tables: Tables = DEFAULT) -> list[str]:
    """What to put right, a sentence each: gaps that are not listed, exceptions without a gap."""
    rows = checks(tables)
    gaps = {tuple(row[name] for name in KEY): row for row in rows[~rows.holds].to_dict("records")}
    listed = [tuple(row[name] for name in KEY) for row in tables.text("exceptions")]
    told = [_complaint(row) for key, row in gaps.items() if key not in listed]
    return told + [
        f"{' '.join(filter(None, key))}: no gap any more; delete it in data/exceptions.csv"
        for key in listed
        if key not in gaps
    ]


def _complaint(row: dict) -> str:
    where = " ".join(row[name] for name in KEY[1:] if row[name])
    stated, computed = (f"{row[name]:,.12g}" for name in ("stated", "computed"))
    if row["check"] == "missing":
        wrong = f"{computed} of {stated} lines; add {row['lacking']}"
    else:
        wrong = f"stated {stated} {row['unit']}, computed {computed}; put it right"
    return f"{row['check']}: {where}: {wrong}, or list the gap in data/exceptions.csv"


def _missing(
    parts: dict[str, list[Row]],
    levels: dict,
    added: set[tuple[str, str]],
    whole: set[tuple[str, str, str]],
) -> list[tuple]:
    """Quarters that have a line of a total, with how many of its lines they have.

    Only where the identity is ``added`` up on that basis somewhere; a quarter is complete too if
    its total is ``whole`` by other lines. Comparative and restated columns give what they please.
    """
    out = []
    for identity, lines in parts.items():
        total, *series = (lines[0]["series_id"], *(line["part_series_id"] for line in lines))
        places = {
            (row["period_start"], row["period_end"], row["basis"])
            for (name, _, _), rows in levels.items()
            for row in rows
            if name in series and row["frequency"] == "quarter"
        }
        for start, end, basis in sorted(places):
            if (identity, basis) not in added or basis.startswith(("comparative", "restated")):
                continue
            lacking = [
                name
                for name in (total, *series)
                if not any(_comparable(row, basis) for row in levels.get((name, start, end), []))
            ]
            count, there = len(series) + 1, len(series) + 1 - len(lacking)
            where = (identity, total, start, end, basis)
            holds = not lacking or (total, start, end) in whole
            out.append(("missing", *where, count, there, "lines", holds, ", ".join(lacking)))
    return out


def _identity(lines: list[Row], levels: dict) -> list[tuple]:
    """Totals against their parts. Parts on another basis measure other things: not compared."""
    total = lines[0]["series_id"]
    out = []
    for (series, start, end), totals in levels.items():
        candidates = [levels.get((line["part_series_id"], start, end), []) for line in lines]
        if series != total or not all(candidates):
            continue
        for basis in dict.fromkeys(row["basis"] for row in totals):
            choices = [
                (rank, stated, computed)
                for rank, stated, computed in _combine(
                    [row for row in totals if row["basis"] == basis],
                    [[row for row in part if _comparable(row, basis)] for part in candidates],
                )
            ]
            if choices:
                _, stated, computed = min(choices)
                where = (lines[0]["identity_id"], series, start, end, basis)
                unit = totals[0]["unit"]
                out.append(("identity", *where, stated, computed, unit, stated == computed))
    return out


def _quarters(rows: list[Row]) -> list[tuple]:
    """Years and half-years against their quarters.

    Quarters on another basis are compared where no others exist, so that a break in a line
    shows as an exception and not as silence.
    """
    quarters: dict[tuple[str, str], list[Row]] = {}
    spans: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row["unit"] != "RMB":
            continue
        if row["frequency"] == "quarter":
            quarters.setdefault((row["series_id"], row["period_start"]), []).append(row)
        elif row["frequency"] in ("calendar_year", "fiscal_year", "half_year"):
            key = (row["series_id"], row["period_start"], row["period_end"])
            spans.setdefault(key, []).append(row)
    out = []
    for (series, start, end), totals in spans.items():
        candidates, day = [], start
        while day <= end and (series, day) in quarters:
            candidates.append(quarters[series, day])
            day = _next_day(candidates[-1][0]["period_end"])
        if day <= end or not candidates:
            continue
        choices = []
        for basis in dict.fromkeys(row["basis"] for row in totals):
            same = [row for row in totals if row["basis"] == basis]
            choices += [(*choice, basis) for choice in _combine(same, candidates)]
        _, stated, computed, basis = min(choices)
        where = ("", series, start, end, basis)
        out.append(("sum", *where, stated, computed, "RMB", stated == computed))
    return out


def _growth(rows: list[Row], levels: dict) -> list[tuple]:
    """Stated growth against the levels; a loss that narrows counts as growth.

    A comparative or restated level of the year before is what a company divides by, so it goes
    before one as first published.
    """
    out = []
    for row in rows:
        if not row["yoy_percent"] or row["unit"] == "percent":
            continue
        start, end = _year_before(row["period_start"]), _year_before(row["period_end"])
        before = [
            prior
            for prior in levels.get((row["series_id"], start, end), [])
            if prior["frequency"] == row["frequency"]
        ]
        before = [p for p in before if p["basis"].startswith(("comparative", "restated"))] or before
        if not before:
            continue
        stated, level = Decimal(row["yoy_percent"]), Decimal(row["value"])
        growths = [(level - (p := Decimal(b["value"]))) / abs(p) * 100 for b in before]
        computed = min(growths, key=lambda growth: abs(growth - stated))
        holds = abs(computed - stated) <= _half_unit(row["yoy_percent"])
        where = ("", row["series_id"], row["period_start"], row["period_end"], row["basis"])
        out.append(("growth", *where, stated, computed, "percent", holds))
    return out


def _shares(lines: list[Row], levels: dict) -> list[tuple]:
    """Groups of shares against 100: two or more shares of one source and period."""
    wanted = {line["part_series_id"] for line in lines}
    groups: dict[tuple[str, str, str], dict[str, str]] = {}
    for (series, start, end), rows in levels.items():
        if series in wanted:
            for row in rows:
                groups.setdefault((start, end, row["source_id"]), {})[series] = row["value"]
    out = []
    for (start, end, _), shares in groups.items():
        if len(shares) > 1:
            computed = sum(map(Decimal, shares.values()))
            limit = 100 + sum(map(_half_unit, shares.values()))
            where = (lines[0]["identity_id"], "", start, end, "")
            holds = computed <= limit
            out.append(("shares", *where, Decimal(100), computed, "percent", holds))
    return out


def _ratio(lines: list[Row], levels: dict) -> list[tuple]:
    """A stated share against part over whole, the two levels taken as printed."""
    [line] = lines
    out = []
    for (series, start, end), rows in levels.items():
        part = levels.get((line["part_series_id"], start, end))
        whole = levels.get((line["whole_series_id"], start, end))
        if series != line["series_id"] or not part or not whole:
            continue
        for row in rows:
            computed = Decimal(part[0]["value"]) / Decimal(whole[0]["value"]) * 100
            stated = Decimal(row["value"])
            holds = abs(computed - stated) <= _half_unit(row["value"])
            where = (line["identity_id"], series, start, end, row["basis"])
            out.append(("ratio", *where, stated, computed, "percent", holds))
    return out


def _combine(totals: list[Row], parts: list[list[Row]]):
    """All (rank, total, sum of parts): fewest parts on another basis first, then closest."""
    for total, *chosen in product(totals, *parts):
        stated = Decimal(total["value"])
        computed = sum(Decimal(row["value"]) for row in chosen)
        others = sum(_family(row["basis"]) != _family(total["basis"]) for row in chosen)
        yield (others, abs(stated - computed)), stated, computed


def _family(basis: str) -> str:
    """The accounting change a basis belongs to, by year; "" before any or untouched by them."""
    year = basis.rpartition("-")[2]
    return year if year.isdigit() else ""


def _comparable(row: Row, basis: str) -> bool:
    """Same change of accounts, or a line that the changes left alone."""
    return _family(row["basis"]) in (_family(basis), "")


def _half_unit(number: str) -> Decimal:
    """Half a unit of the last printed digit after the point: 0.5 for 12, 0.05 for 12.0."""
    return Decimal(5).scaleb(Decimal(number).as_tuple().exponent - 1)


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _year_before(day: str) -> str:
    year, rest = int(day[:4]) - 1, day[4:]
    if rest in ("-02-28", "-02-29"):  # the last day of February, leap year or not
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        rest = "-02-29" if leap else "-02-28"
    return f"{year}{rest}"
