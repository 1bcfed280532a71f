"""What can go wrong with the data, one damage at a time: cells, foreign keys and whole rows."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data"
ROWS_EACH = 2  # of the sample: rows for every way to damage a column

Table = list[dict[str, str]]


@dataclass(frozen=True, order=True)
class Mutant:
    """One damage. ``row`` counts the header as 1; ``column`` is "" where a whole row is hit."""

    file: str
    column: str
    way: str
    row: int
    old: str
    new: str

    @property
    def id(self) -> str:
        return f"{self.file}, row {self.row}, {self.column or 'whole row'}: {self.way}"

    def apply(self, folder: Path) -> tuple[dict[str, str] | None, dict[str, str] | None]:
        """Write the damaged file to a folder; return the row before and after (None: no row)."""
        columns, rows = read(self.file)
        before = rows[self.row - 2]
        after = {**before, self.column: self.new} if self.column else before
        if self.way == "deleted":
            after = None
            del rows[self.row - 2]
        elif self.way == "duplicated":
            rows.insert(self.row - 1, before)
        else:
            rows[self.row - 2] = after
        with open(folder / self.file, "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return before, after


def mutants(*, every_row: bool) -> list[Mutant]:
    """The sample: every way to damage every column, each on a few rows; or every cell of all rows.

    With ``every_row`` each cell is damaged in one of the ways that fit it. Both choices follow
    from a digest, so they are the same on every machine.
    """
    found = []
    for resource in schemas().values():
        file = resource["path"]
        rows = read(file)[1]
        for field in [*resource["schema"]["fields"], None]:
            column = field["name"] if field else ""
            fitting: dict[str, list[Mutant]] = {}
            for number, row in enumerate(rows, start=2):
                ways = [
                    Mutant(file, column, way, number, row.get(column, ""), new)
                    for way, new in (_cell(resource, field, row[column]) if field else _row())
                    if not field or new != row[column]
                ]
                if every_row:
                    found += sorted(ways, key=lot)[:1]
                for mutant in ways:
                    fitting.setdefault(mutant.way, []).append(mutant)
            if not every_row:
                for those in fitting.values():
                    found += sorted(those, key=lot)[:ROWS_EACH]
    return sorted(found)


def lot(mutant: Mutant) -> str:
    """What the choice follows, by chance but always alike."""
    return hashlib.sha256(mutant.id.encode()).hexdigest()


@cache
def schemas() -> dict[str, dict]:
    """The tables of the data package by name."""
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


@cache
def _text(file: str) -> str:
    return (FOLDER / file).read_text(encoding="utf-8")


def read(file: str) -> tuple[list[str], Table]:
    """The header and the rows of one undamaged file, as printed."""
    reader = csv.DictReader(io.StringIO(_text(file), newline=""))
    return list(reader.fieldnames), list(reader)


def _row() -> Iterator[tuple[str, str]]:
    yield from (("deleted", ""), ("duplicated", ""))


def _cell(resource: dict, field: dict, old: str) -> Iterator[tuple[str, str]]:
    """The ways to damage one cell, each with the new text; an empty cell is left alone."""
    if not old:
        return
    constraints = field.get("constraints", {})
    target = _target(resource, field["name"])
    if field["type"] in ("number", "integer"):
        yield from _number(old)
    elif field["type"] == "date" or constraints.get("pattern", "").startswith("[0-9]{4}(-"):
        yield from _date(old)
    elif target:
        yield "another key", _other(_values(*target), old)
    elif "enum" in constraints:
        yield "another word", _other(constraints["enum"], old)
    elif "pattern" in constraints:
        yield "another text", old + "0"
    else:
        yield "another text", old + " changed"
    yield "emptied", ""


def _number(old: str) -> Iterator[tuple[str, str]]:
    value = Decimal(old)
    more = value * Decimal("1.1")
    if value == value.to_integral():
        yield "one more", f"{value + 1:f}"
        more = more.to_integral()
    yield "a tenth more", f"{more.normalize():f}"
    yield "other sign", f"{-value:f}"


def _date(old: str) -> Iterator[tuple[str, str]]:
    """Earlier, since nothing may lie in the future, and no more precise than it was."""
    yield "a year earlier", f"{int(old[:4]) - 1}{old[4:]}"
    if len(old) > 4:
        month = int(old[5:7]) - 1
        yield "a month earlier", f"{old[:4]}-{month or 12:02}{old[7:]}"
    if len(old) > 7:
        day = date.fromisoformat(old).toordinal() - 1
        yield "a day earlier", date.fromordinal(day).isoformat()


def _target(resource: dict, column: str) -> tuple[str, str] | None:
    """The table and column that a foreign key leads to."""
    for key in resource["schema"].get("foreignKeys", []):
        if key["fields"] == [column]:
            reference = key["reference"]
            return reference["resource"] or resource["name"], reference["fields"][0]
    return None


@cache
def _values(table: str, column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in read(schemas()[table]["path"])[1]))


def _other(choices: list[str] | tuple[str, ...], old: str) -> str:
    """The next choice after the present one: allowed, and another."""
    return choices[(choices.index(old) + 1) % len(choices)]
