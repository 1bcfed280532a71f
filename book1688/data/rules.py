"""What makes the data package valid. Imports frictionless, which is slow: import it late.

``datapackage.json`` states the schemas, and the frictionless library checks them. The classes
here add the rules that cross columns, rows or files. A row number counts the header as row 1.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import ClassVar
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

import jsonschema
from frictionless import Check, Checklist, FrictionlessException, Package, errors

from .codes import INDEPENDENT, TESTING
from .errors import DataError
from .seal import HOW_TO_RESOLVE, seal
from .spoken import says

PACKAGE = "datapackage.json"
RENEW = "; if it has happened, set created in datapackage.json to today"
Fault = tuple[str, str]  # column, rule
ARTICLE_DAY = "2023-12-28"  # on which the article under study was written

# Every cell is printable text as it is typed: no character that no eye sees (fillers, variation
# selectors), no digit but 0 to 9, and no trace of another encoding: a replacement character, what
# stands for lost letters, UTF-8 or GBK that was read as Latin-1 or Windows.
BAD = re.compile(
    r"(?![0-9])\d|\?\?|^\?|[\ufffd\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f]"
    r"|[\u00c2-\u00ef][\u0080-\u00bf]|\u00e2\u20ac|[\u00a1-\u00ff]{4}"
)
LONGEST = 1000  # characters
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
DATE = re.compile(r"(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2}")
FORMS = {
    "number": (NUMBER, "is not a plain decimal number"),
    "integer": (re.compile(r"0|[1-9][0-9]{0,14}"), "is not a plain whole number"),
    "date": (re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"), "is not a date as YYYY-MM-DD"),
}

# What the book reads of the descriptor; tables and columns are held to it by frictionless.
TEXT = {"type": "string", "minLength": 1}
FIELD = {"type": "object", "required": ["name", "type"]}
SCHEMA = {
    "type": "object",
    "required": ["fields", "primaryKey"],
    "properties": {
        "fields": {"type": "array", "minItems": 1, "items": FIELD},
        "primaryKey": {"type": "array", "minItems": 1, "items": TEXT},
    },
}
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "schema"],
    "properties": {"name": {"type": "string", "pattern": "^[a-z-]+$"}, "schema": SCHEMA},
}
LICENCE = {"type": "object", "required": ["path"], "properties": {"path": TEXT}}
DESCRIPTOR = {
    "type": "object",
    "required": ["resources", "title", "description", "version", "created", "licenses", "keywords"],
    "properties": {
        **dict.fromkeys(("title", "description", "version", "created"), TEXT),
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
        "licenses": {"type": "array", "minItems": 1, "items": LICENCE},
        "keywords": {"type": "array", "items": TEXT},
    },
}


def check_package(folder: Path) -> None:
    """Raise DataError at the first fault of a data folder; the order is always the same."""
    descriptor = _descriptor(folder)
    _check_files(folder, descriptor)
    try:
        package = Package(str(folder / PACKAGE))
        package.to_descriptor(validate=True)
        checklist = Checklist(checks=_checks(folder, descriptor))
        for resource in package.resources:  # no further than the first table with a fault
            report = resource.validate(checklist)
            for error in report.errors:
                raise DataError(f"{folder.name}/{PACKAGE}", error.note)
            for task in report.tasks:
                if task.errors:
                    raise _translate(f"{folder.name}/{task.place}", _first(task.errors), descriptor)
                for warning in task.warnings:
                    raise DataError(f"{folder.name}/{task.place}", warning)
    except FrictionlessException as fault:
        reason = (fault.reasons or [fault.error])[0]
        raise DataError(f"{folder.name}/{PACKAGE}", reason.note) from None
    _check_orphans(folder)


# Before the schemas: are the files there, and are they text?


def _descriptor(folder: Path) -> dict:
    path = f"{folder.name}/{PACKAGE}"
    if not (folder / PACKAGE).is_file():
        raise DataError(path, "the file is missing")
    text = _decode(folder, PACKAGE)
    try:
        descriptor = json.loads(text)
    except json.JSONDecodeError as fault:
        line = text.splitlines()[fault.lineno - 1] if text else ""
        raise DataError(
            path, f"is not JSON: {fault.msg}", row=fault.lineno, value=line.strip()
        ) from None
    try:
        jsonschema.validate(descriptor, DESCRIPTOR)
        date.fromisoformat(descriptor["created"][:10])
    except jsonschema.ValidationError as fault:
        place = "".join(f"[{step!r}]" for step in fault.absolute_path)
        raise DataError(path, f"{place} {fault.message}".strip()) from None
    except ValueError as fault:
        raise DataError(path, f"created: {fault}") from None
    for resource in descriptor["resources"]:
        if resource["path"] != f"{resource['name']}.csv":
            raise DataError(path, f"is not {resource['name']}.csv", value=resource["path"])
    return descriptor


def _check_files(folder: Path, descriptor: dict) -> None:
    listed = [resource["path"] for resource in descriptor["resources"]]
    for name in listed:
        if not (folder / name).is_file():
            raise DataError(
                f"{folder.name}/{name}", f"is listed in {PACKAGE} but is missing", value=name
            )
    for path in sorted(folder.glob("*.csv")):
        if path.name not in listed:
            raise DataError(
                f"{folder.name}/{path.name}", f"is not listed in {PACKAGE}", value=path.name
            )
    for resource in descriptor["resources"]:
        _check_cells(folder, resource)


def _check_cells(folder: Path, resource: dict) -> None:
    """The header and every cell by one rule, before anything is taken for a number or a date."""
    path, fields = f"{folder.name}/{resource['path']}", resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    reader = csv.reader(io.StringIO(_decode(folder, resource["path"]), newline=""), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if row == 1 and cells != names:
                raise _header(path, cells, names)
            for field, cell in zip(fields, cells, strict=False):  # their number is checked below
                if row > 1 and cell and (rule := cell_fault(cell, field)):
                    name, value = field["name"], cell[:LONGEST]
                    raise DataError(path, rule, row=row, column=name, value=value)
    except csv.Error as fault:  # in the row after the last whole one
        rule = f"is not CSV, as after a quotation mark that nothing closes: {fault}"
        raise DataError(path, rule, row=row + 1) from None
    if row == 0:
        raise _header(path, [], names)


def cell_fault(cell: str, field: dict) -> str:
    """What is wrong with the text of a cell that is not empty, whatever it says; "" if nothing."""
    pattern = field.get("constraints", {}).get("pattern", "")
    form, rule = FORMS.get(field["type"], (None, ""))
    odd = BAD.search(cell)
    if len(cell) > LONGEST:
        return f"is cut here: a cell has at most {LONGEST} characters"
    if cell != cell.strip():
        return "has stray space before or after it"
    if odd or not cell.isprintable() or normalize("NFC", cell) != cell:
        letter = odd[0] if odd else next((c for c in cell if not c.isprintable()), "")
        return f"has a damaged or invisible character or a digit of another script: {letter!a}"
    if cell[0] in "=+-@" and not NUMBER.fullmatch(cell):
        return f"begins with {cell[0]}, which a spreadsheet takes for a formula"
    if form and not form.fullmatch(cell):
        return rule
    if (field["type"] == "date" or pattern.startswith("[0-9]{4}")) and not _is_day(cell):
        return "is not a date of the calendar, in whole or from the year on"
    if pattern.startswith("https?:") and not _is_address(cell):
        return "is not an address as https://host/path"
    return ""


def _is_day(text: str) -> bool:
    try:
        return bool(DATE.fullmatch(text) and date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        return False


def _decode(folder: Path, name: str) -> str:
    blob = (folder / name).read_bytes()
    try:
        text = blob.decode("utf-8")
    except UnicodeDecodeError as fault:
        row = blob.count(b"\n", 0, fault.start) + 1
        line = blob[blob.rfind(b"\n", 0, fault.start) + 1 : fault.start].decode("utf-8")
        header = blob[: blob.find(b"\n")].decode("utf-8", "replace").strip().split(",")
        cell = len(next(csv.reader([line]), [""])) - 1
        raise DataError(
            f"{folder.name}/{name}",
            "is not UTF-8",
            row=row,
            column=header[cell] if name.endswith(".csv") and 0 <= cell < len(header) else None,
            value=f"byte 0x{blob[fault.start]:02x}",
        ) from None
    # Lines may end in CRLF, which every reader takes as an end; these are taken for text.
    for mark, rule in (
        ("^\ufeff", "begins with a byte-order mark: save it as UTF-8 without one"),
        ("\r(?!\n)", "holds a lone carriage return: end lines with a line feed"),
        (r"(?m)^(?:<{7}|={7}|>{7})(?: |\r?$)", "is a conflict that git left: keep one side"),
    ):
        if found := re.search(mark, text):
            row = text.count("\n", 0, found.start()) + 1
            raise DataError(f"{folder.name}/{name}", rule, row=row)
    return text


# Rules that cross columns, as frictionless checks


def _checks(folder: Path, descriptor: dict) -> list[Check]:
    created = date.fromisoformat(descriptor["created"][:10])
    shares = {
        row.get("series_id")
        for row in _rows(folder, "series")
        if row.get("unit") == "percent" and _is_share(row.get("metric"))
    }
    claims, evidence = (
        {row.get(key, ""): row for row in _rows(folder, name)}
        for name, key in (("claims", "claim_id"), ("evidence", "evidence_id"))
    )
    registered = {row.get("forecast_id", ""): row for row in _rows(folder, "register")}
    excluded = {row.get("forecast_id") for row in _rows(folder, "register-exclusions")}
    return [
        CalendarDates(created),
        Bounds(),
        Units(),
        Periods(created),
        Decimals(),
        Shares(shares),
        OneSource(),
        EvidenceNumbers(),
        EvidenceFigures(),
        Claims(),
        EvidenceTimes(claims),
        OneFact(),
        Codings(evidence),
        Forecasts(),
        Register(created),
        Exclusions(registered),
        Resolutions(registered, excluded),
    ]


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file as printed, before anything is known to be valid."""
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class _Rule(Check):
    """A rule for rows: ``faults`` yields (column, what is wrong) for one valid row."""

    tables: ClassVar[tuple[str, ...]] = ()  # empty means every table
    Errors: ClassVar[list] = [errors.ConstraintError]

    def validate_row(self, row) -> Iterator:
        if self.tables and self.resource.name not in self.tables:
            return
        if not row.valid:  # reported by the library itself
            return
        for column, rule in self.faults(row):
            yield errors.ConstraintError.from_row(row, note=rule, field_name=column)

    def faults(self, row) -> Iterator[Fault]:
        raise NotImplementedError


class CalendarDates(_Rule):
    """Dates of reduced precision do not lie after the package was made."""

    type = "calendar-dates"
    columns = (
        *("as_of", "date", "published", "original_published", "accessed"),
        *("resolved_on", "excluded_on"),
    )

    def __init__(self, created: date) -> None:
        super().__init__()
        self.created = created

    def faults(self, row) -> Iterator[Fault]:
        for column in self.columns:
            text = row.get(column)
            if not text:
                continue
            if date.fromisoformat((text + "-01-01")[:10]) > self.created:
                yield column, f"is after the package was made, {self.created}{RENEW}"
            words = {4: "year", 7: "month", 10: "day"}
            if column == "date" and row["precision"] != words[len(text)]:
                yield column, f"does not have the precision stated, {row['precision']}"


class Bounds(_Rule):
    """Low is not above high."""

    type = "bounds"
    tables = ("claims", "forecasts")

    def faults(self, row) -> Iterator[Fault]:
        low, high = ("low", "high") if "low" in row else ("implied_low", "implied_high")
        if None not in (row[low], row[high]) and row[low] > row[high]:
            yield low, f"is above {high}, {row[high]}"


class Units(_Rule):
    """A unit is given exactly where a number is, and a claim's number is complete."""

    type = "units"
    tables = ("claims", "evidence")

    def faults(self, row) -> Iterator[Fault]:
        numbers = ("low", "high") if "low" in row else ("value",)
        together = ("metric", "wording") if "low" in row else ("metric",)
        given = [row[column] is not None for column in numbers]
        if any(given) and row["unit"] is None:
            yield "unit", "is missing although a number is given"
        if row["unit"] is not None and not all(given):
            yield "unit", f"is given without {' and '.join(numbers)}"
        for column in together:
            if any(given) != (row[column] is not None):
                yield column, f"must be given exactly with {' and '.join(numbers)}"


class Periods(_Rule):
    """Periods run forwards, have the length their words say, and only forecasts lie ahead."""

    type = "periods"
    tables = ("observations", "exceptions", "corrections")
    months: ClassVar[dict[str, int]] = {
        "month": 1, "quarter": 3, "half_year": 6, "calendar_year": 12, "fiscal_year": 12,
    }  # fmt: skip

    def __init__(self, created: date) -> None:
        super().__init__()
        self.created = created

    def faults(self, row) -> Iterator[Fault]:
        start, end = row["period_start"], row["period_end"]
        if start is None or end is None:
            return
        if start > end:
            yield "period_start", f"is after period_end, {end}"
            return
        if self.resource.name != "observations":
            return
        if end > self.created and row["basis"] != "forecast":
            rule = f"is after the package was made, {self.created}, and the basis is not forecast"
            yield "period_end", rule + RENEW
        frequency, precision = row["frequency"], row["precision"]
        whole = _whole_months(start, end)
        year = whole == 12 and start.month == 1
        if frequency == "point":
            fits = {"day": start == end, "month": 0 < whole < 12, "year": year}
            if not fits.get(precision, False):
                yield "precision", f"does not fit a point from {start} to {end}"
            return
        if whole != self.months[frequency] or (frequency == "calendar_year" and not year):
            yield "frequency", f"does not fit the period from {start} to {end}"
        elif frequency == "fiscal_year" and start.month == 1:
            yield "frequency", "is a calendar year by its dates"
        # A quarter may belong to a company's own year, so it may start in any month.
        elif {"year": not year, "quarter": whole % 3 != 0}.get(precision, False):
            yield "precision", f"does not fit the period from {start} to {end}"


class Decimals(_Rule):
    """One source prints the growth of one line alike: 12.0 saved as 12 is another precision."""

    type = "decimals"
    tables = ("observations",)

    def validate_start(self) -> Iterator:
        self.printed: dict[tuple[str, str], int] = {}
        return iter(())

    def faults(self, row) -> Iterator[Fault]:
        if row["yoy_percent"] is not None:
            digits = -row["yoy_percent"].as_tuple().exponent
            first = self.printed.setdefault((row["series_id"], row["source_id"]), digits)
            if digits != first:
                yield "yoy_percent", f"has other decimals ({first}) in the source's rows above"


class Shares(_Rule):
    """A share in percent lies between 0 and 100; growth and change of a share may not.

    A share under 1 stands in the words of its row as well, since 0.7 may be meant for 70 percent.
    """

    type = "shares"
    tables = ("claims", "evidence", "observations")

    def __init__(self, series: set[str]) -> None:
        super().__init__()
        self.series = series  # those whose metric is a share in percent

    def faults(self, row) -> Iterator[Fault]:
        if self.resource.name == "observations":
            is_share = row["series_id"] in self.series
        else:
            is_share = row["unit"] == "percent" and _is_share(row["metric"])
        words = row.get("statement") or row.get("note") or ""
        for column in ("low", "high") if self.resource.name == "claims" else ("value",):
            if is_share and row[column] is not None and not 0 <= row[column] <= 100:
                yield column, "is a share outside 0 to 100 percent"
            elif (
                is_share and 0 < (row[column] or 0) < 1 and not says(words, row[column], "percent")
            ):
                yield column, "is a share under 1 percent, which no word of the row says"


class OneSource(_Rule):
    """A page is one source, however its address is written, and a publisher has one spelling."""

    type = "one-source"
    tables = ("sources",)

    def validate_start(self) -> Iterator:
        self.pages: dict[str, str] = {}
        self.originals: dict[str, str] = {}
        self.names: dict[str, str] = {}
        return iter(())

    def faults(self, row) -> Iterator[Fault]:
        column = "copy_of" if row["copy_of"] else "publisher"
        name = row[column]
        plain = re.sub(r"[\W_]", "", name.partition(" (")[0].casefold())
        if (known := self.names.setdefault(plain, name)) != name:
            yield column, f"is another spelling of {known}"
        if row["url"] is None:
            return
        page = _page(row["url"])
        if (known := self.pages.setdefault(page, row["source_id"])) != row["source_id"]:
            yield "url", f"is the page of {known} by another address"
        page = _page(row["original_url"] or row["url"])
        if (known := self.originals.setdefault(page, name)) != name:
            yield column, f"is not {known}, who published the same original"


class EvidenceNumbers(_Rule):
    """Evidence of a claim is numbered -e1, -e2 and so on, in order, and links keep to it."""

    type = "evidence-numbers"
    tables = ("evidence", "forecast-evidence")

    def validate_start(self) -> Iterator:
        self.count: Counter[str] = Counter()
        return iter(())

    def faults(self, row) -> Iterator[Fault]:
        claim = row["claim_id"]
        if self.resource.name == "forecast-evidence":
            if row["evidence_id"].rpartition("-e")[0] != claim:
                yield "evidence_id", f"is not evidence on {claim}"
            return
        self.count[claim] += 1
        expected = f"{claim}-e{self.count[claim]}"
        if row["evidence_id"] != expected:
            yield "evidence_id", f"breaks the numbering: {expected} should stand here"


class EvidenceFigures(_Rule):
    """The figure of an evidence row is the one that its statement says."""

    type = "evidence-figures"
    tables = ("evidence",)

    def faults(self, row) -> Iterator[Fault]:
        value, unit = row["value"], row["unit"]
        if value is not None and not says(row["statement"], value, unit):
            yield "value", f"{unit} is not what the statement says: {row['statement']}"


class Claims(_Rule):
    """A reading that is not sure says why."""

    type = "claims"
    tables = ("claims",)

    def faults(self, row) -> Iterator[Fault]:
        if row["reading"] != "high" and row["ambiguity"] is None:
            yield "ambiguity", f"is empty although the reading is {row['reading']}"


class EvidenceTimes(_Rule):
    """What tests a statement is of its own time, and what tests a forecast came after it."""

    type = "evidence-times"
    tables = ("evidence",)

    def __init__(self, claims: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.claims = claims  # by claim_id, as printed

    def faults(self, row) -> Iterator[Fault]:
        claim = self.claims.get(row["claim_id"], {})
        when = row["as_of"] or ""
        later = when[:7] > ARTICLE_DAY[:7]
        if row["question"] == "said" and claim.get("attributed_to") == "author":
            yield "question", "asks who said it, but the article’s author says it himself"
        if claim.get("kind") == "forecast":
            if when and when < ARTICLE_DAY[: len(when)] and row["relation"] in TESTING:
                yield "relation", f"cannot test a forecast: {when} was before it"
        elif row["question"] == "so" and later != (row["relation"] == "later"):
            yield (
                "relation",
                f"is later exactly for what is of a time (as_of) after {ARTICLE_DAY[:7]}",
            )


class OneFact(_Rule):
    """The same statement of the same source is coded in one way wherever it stands."""

    type = "one-fact"
    tables = ("evidence",)
    columns = ("said_by", "reliability", "as_of", "value", "unit")

    def validate_start(self) -> Iterator:
        self.seen: dict[tuple, dict] = {}
        return iter(())

    def faults(self, row) -> Iterator[Fault]:
        coding = {column: row[column] for column in self.columns} | {"id": row["evidence_id"]}
        first = self.seen.setdefault((row["source_id"], row["statement"]), coding)
        for column in self.columns:
            if coding[column] != first[column]:
                yield column, f"is another coding of the statement of {first['id']}"


class Codings(_Rule):
    """Where two codings and the one that stands are not the same, it is said why it stands."""

    type = "codings"
    tables = ("codings",)

    def __init__(self, evidence: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.evidence = evidence  # by evidence_id, as printed

    def faults(self, row) -> Iterator[Fault]:
        stands = self.evidence.get(row["evidence_id"], {})
        independent = "yes" if stands.get("said_by") in INDEPENDENT else "no"
        relations = {row["relation_first"], row["relation_second"], stands.get("relation")}
        parties = {row["independent_first"], row["independent_second"], independent}
        if (row["settled"] is None) != (len(relations) == len(parties) == 1):
            yield "settled", "is given exactly where the codings and what stands are not the same"


class Forecasts(_Rule):
    """A forecast has a date of resolution exactly if it is resolved."""

    type = "forecasts"
    tables = ("forecasts",)

    def faults(self, row) -> Iterator[Fault]:
        if (row["resolution"] == "open") != (row["resolved_on"] is None):
            yield "resolved_on", f"does not go with the resolution {row['resolution']}"


class Register(_Rule):
    """A registered forecast looks ahead, was made in time, and carries its seal."""

    type = "register"
    tables = ("register",)

    def __init__(self, created: date) -> None:
        super().__init__()
        self.created = created

    def validate_start(self) -> Iterator:
        self.above = ""
        return iter(())

    def faults(self, row) -> Iterator[Fault]:
        names = [field.name for field in self.resource.schema.fields]
        expected = seal(self.above, dict(zip(names, row.cells, strict=True)))
        self.above = expected
        if row["seal"] != expected:
            yield "seal", f"does not fit this row and those above it: {HOW_TO_RESOLVE}"
        if row["registered_on"] > self.created:
            yield "registered_on", f"is after the package was made, {self.created}{RENEW}"
        if row["known_until"] > row["registered_on"]:
            yield "known_until", f"is after registered_on, {row['registered_on']}"
        if row["known_until"] >= row["period_end"]:
            yield "period_end", f"was already known on {row['known_until']}"
        if row["deadline"] <= max(row["registered_on"], row["period_end"]):
            yield "deadline", "is not after the registration and the period"


class Exclusions(_Rule):
    """A registered forecast is left out of the count no earlier than it was registered."""

    type = "exclusions"
    tables = ("register-exclusions",)

    def __init__(self, registered: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.registered = registered  # by forecast_id, as printed

    def faults(self, row) -> Iterator[Fault]:
        made = self.registered.get(row["forecast_id"], {}).get("registered_on")
        if made and row["excluded_on"] < made:
            yield "excluded_on", f"is before its registration, {made}"


class Resolutions(_Rule):
    """A forecast is resolved in its time, and as its figure says.

    What happens or ends a business may do so before the period is over; a figure that is missing
    or printed can not. The answer to an excluded forecast may have been public before it was made.
    """

    type = "resolutions"
    tables = ("register-resolutions",)

    def __init__(self, registered: dict[str, dict[str, str]], excluded: set) -> None:
        super().__init__()
        self.registered = registered  # by forecast_id, as printed
        self.excluded = excluded

    def faults(self, row) -> Iterator[Fault]:
        asked = self.registered.get(row["forecast_id"])
        if asked is None:  # the foreign key tells
            return
        day, value, unit = row["resolved_on"], row["value"], asked["unit"]
        early = unit == "state" and row["outcome"] != "no"
        first = "" if early else asked["period_end"]
        if row["forecast_id"] not in self.excluded:
            first = max(first, asked["registered_on"])
        if day < first[: len(day)]:
            yield "resolved_on", f"is before the forecast can be resolved, {first}"
        if day > asked["deadline"][: len(day)]:
            yield "resolved_on", f"is after the deadline, {asked['deadline']}"
        if (row["outcome"] == "void") != (value is None):
            yield "value", "is given exactly where the outcome is not void"
        if value is None:
            return
        fits = {"state": value in (0, 1), "RMB": value == 0 or abs(value) >= 1_000_000}
        if not fits.get(unit, abs(value) < 1000):
            yield "value", f"is not in the unit of the forecast, {unit}"
        over = value - Decimal(asked["threshold"])
        so = "yes" if (over > 0 if asked["side"] == "above" else over < 0) else "no"
        if row["outcome"] not in (so, "void"):
            yield "outcome", f"contradicts the value: {value} makes it {so}"


def _is_share(metric: str | None) -> bool:
    words = (metric or "").lower().split()
    return "share" in words and not {"growth", "change"} & set(words)


def _page(url: str) -> str:
    """An address without what leads to the same page: scheme, www, marks of where one came from."""
    parts = urlsplit(url)
    asked = [pair for pair in parts.query.split("&") if not re.match("utm_|fbclid=|gclid=", pair)]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}?{'&'.join(sorted(asked))}"


def _whole_months(start: date, end: date) -> int:
    """How many whole calendar months a period spans; 0 if it starts or ends inside one."""
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


# Rules that cross files and that foreign keys cannot state


def _check_orphans(folder: Path) -> None:
    """No source that nothing cites, no series without an observation."""

    def column(name: str, field: str) -> list[str]:
        return [row[field] for row in _rows(folder, name)]

    citing = ("evidence", "observations", "events", "corrections", "register-resolutions")
    used = {source for name in citing for source in column(name, "source_id")}
    for key, table, known in (
        ("source_id", "sources", used),
        ("series_id", "series", set(column("observations", "series_id"))),
    ):
        for row, value in enumerate(column(table, key), start=2):
            if value not in known:
                raise DataError(
                    f"{folder.name}/{table}.csv",
                    "is an orphan: no other row uses it; cite it in another table, or delete it",
                    row=row,
                    column=key,
                    value=value,
                )


# From the library's errors to ours


def _first(found: list):
    """The first error; a row of the wrong length before what follows from that."""
    row = getattr(found[0], "row_number", None)
    same = [error for error in found if getattr(error, "row_number", None) == row]
    return min(same, key=lambda error: error.type not in ("missing-cell", "extra-cell"))


def _translate(file: str, error, descriptor: dict) -> DataError:
    """One frictionless error as a DataError."""
    row = getattr(error, "row_number", None)
    column = getattr(error, "field_name", None) or None
    [schema] = (r["schema"] for r in descriptor["resources"] if r["path"] == Path(file).name)
    names = [field["name"] for field in schema["fields"]]
    value = getattr(error, "cell", None)
    if column in names and hasattr(error, "cells") and names.index(column) < len(error.cells):
        value = error.cells[names.index(column)]  # as printed; the library gives None for ""
    rule = error.note or error.description
    if error.type == "foreign-key":
        column, value = ", ".join(error.field_names), ", ".join(error.field_cells)
        target = error.reference_name or Path(file).stem
        [key] = error.reference_field_names
        rule = f"is not {'an' if key[0] in 'aeiou' else 'a'} {key} of {target}.csv"
    elif error.type == "primary-key":
        column = ", ".join(schema["primaryKey"])
        cells = [error.cells[names.index(name)] for name in schema["primaryKey"]]
        value, rule = ", ".join(cells), f"is a duplicate key: {rule}"
    elif error.type == "type-error":
        kind = re.search(r'"(\w+)', error.note)
        rule = f"is not a {kind[1] if kind else 'valid value'}"
    elif error.type == "constraint-error":
        rule = _constraint(error.note)
    elif error.type == "unique-error":
        rule = f"is not unique: {error.note}"
    elif error.type in ("missing-cell", "extra-cell"):
        value = value or ""
        missing = error.type == "missing-cell"
        rule = "the row is cut short: this cell is missing" if missing else "is a cell too many"
        value = None if missing else value
    elif error.type == "blank-row":
        rule = "the row is empty"
    return DataError(file, rule, row=row, column=column, value=value)


def _header(file: str, labels: list[str], names: list[str]) -> DataError:
    """A header that is not the schema's."""
    missing = next((name for name in names if name not in labels), None)
    surplus = next((label for label in labels if label not in names), None)
    if missing and surplus is not None:
        rule = "stands in the header instead of this column"
    elif missing:
        rule = "the column is missing from the header"
    elif surplus is not None:
        rule = "is a column too many in the header"
    else:
        surplus, rule = ",".join(labels), f"should be the header {','.join(names)}"
    return DataError(file, rule, row=1, column=missing, value=surplus)


def _constraint(note: str) -> str:
    found = re.match(r'constraint "(\w+)" is "(.*)"$', note, re.DOTALL)
    if not found:
        return note  # one of our own rules
    name, limit = found.groups()
    return {
        "required": "is empty, but a value is required",
        "enum": f"is not one of {limit}",
        "pattern": f"does not match the pattern {limit}",
        "minimum": f"is below the minimum, {limit}",
        "maximum": f"is above the maximum, {limit}",
    }.get(name, note)
