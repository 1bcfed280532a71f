"""Every kind of damage gives one clear error, and then nothing loads."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from book1688.data import DEFAULT, DataError, Tables
from book1688.data.tables import FOLDER, ROOT

PAGE = "datapackage.json"
DAMAGES = Path(__file__).with_name("damages.csv")


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "[x] 书" / "data"))  # no name of a pattern


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def position(file, at=""):
    """The row number of the first record that has these cells, "column=text" each, or of all."""
    wanted = [pair.split("=") for pair in at.split()]
    for number, row in enumerate(rows_of(FOLDER / file), start=2):
        if all(row[key] == value for key, value in wanted):
            return number
    raise LookupError(at)


def printed(file, row, column):
    return rows_of(FOLDER / file)[row - 2][column]


def cell(file, row, column, value):
    """Damage: put a value into one cell; the row number counts the header as 1."""

    def damage(folder):
        rows = list(csv.reader(io.StringIO((folder / file).read_text("utf-8"), newline="")))
        rows[row - 1][rows[0].index(column)] = value
        with open(folder / file, "w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)

    return damage


def line(file, row, change):
    """Damage: change the bytes of one line, or drop it where ``change`` gives None."""

    def damage(folder):
        lines = (folder / file).read_bytes().split(b"\n")
        lines[row - 1] = change(lines[row - 1])
        (folder / file).write_bytes(b"\n".join(part for part in lines if part is not None))

    return damage


def descriptor(change):
    """Damage: change what datapackage.json says."""

    def damage(folder):
        told = json.loads((folder / PAGE).read_text("utf-8"))
        change(told)
        (folder / PAGE).write_text(json.dumps(told), encoding="utf-8")

    return damage


def several(*damages):
    def damage(folder):
        for one in damages:
            one(folder)

    return damage


TURNOVER = position("claims.csv", "claim_id=onplatform-turnover")
SHARE = position("claims.csv", "claim_id=yanxuan-sales-share")
LIMELIGHT = position("evidence.csv", "evidence_id=1688-in-limelight-e1")
SPENT = position("evidence.csv", "evidence_id=public-traffic-ceiling-e5")
YEAR = position("observations.csv", "frequency=calendar_year period_end=2023-12-31")
BAND = position("forecasts.csv", "claim_id=agri-goods-likely")
OPENED = position("events.csv", "event_id=1688-site-opened")

INVISIBLE = {
    "direction mark": "\u200f",
    "embedding": "\u202a",
    "soft hyphen": "\u00ad",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "filler": "\u3164",
    "variation selector": "\ufe0f",
    "blank of full width": "\u3000",
    "line separator": "\u2028",
    "tab": "\t",
    "letter in two parts": "e\u0301",
    "letter of private use": "\ue000",
}
DRESSES = {
    "with marks": lambda url: f"{url}?utm_source=x",
    "in the other scheme": lambda url: url.replace("https:", "http:"),
    "without www": lambda url: url.replace("//www.", "//"),
    "with a slash": lambda url: f"{url}/#top",
}

# What a wrong cell is told of itself stands in damages.csv. Here what is told of another place, and
# what is no cell: damage, file, row, column, value, words of the rule. None: does not apply.
CASES = {
    name: (cell(file, row, column, value), file, row, column, value, rule)
    for name, file, at, column, value, rule in map(dict.values, rows_of(DAMAGES))
    for row in [position(file, at)]
} | {
    "band upside down": (
        cell("forecasts.csv", BAND, "implied_high", "60"),
        *("forecasts.csv", BAND, "implied_low", "66", "is above implied_high, 60"),
    ),
    "unit that its statement does not say": (
        cell("evidence.csv", SPENT, "unit", "USD"),
        *("evidence.csv", SPENT, "value", None, "USD is not what the statement says"),
    ),
    "half a range": (
        cell("claims.csv", TURNOVER, "high", ""),
        *("claims.csv", TURNOVER, "unit", "RMB", "is given without low and high"),
    ),
    "half a range of shares": (
        cell("claims.csv", SHARE, "high", ""),
        *("claims.csv", SHARE, "unit", "percent", "is given without low and high"),
    ),
    "observation twice": (
        line("observations.csv", 5, lambda text: text + b"\n" + text),
        *("observations.csv", 6, None, None, "is a duplicate key"),
    ),
    "measured in the future": (
        several(
            cell("observations.csv", YEAR, "period_start", "2098-01-01"),
            cell("observations.csv", YEAR, "period_end", "2098-12-31"),
        ),
        *("observations.csv", YEAR, "period_end", "2098-12-31", "the basis is not forecast"),
    ),
    "precision of a date": (
        cell("events.csv", OPENED, "precision", "month"),
        *("events.csv", OPENED, "date", "2010-03-08", "does not have the precision stated, month"),
    ),
    "not UTF-8": (
        line("glossary.csv", 4, lambda text: text.replace("淘".encode(), b"\xcc\xd4", 1)),
        *("glossary.csv", 4, "chinese", "byte 0xcc", "is not UTF-8"),
    ),
    "truncated row": (
        line("evidence.csv", 30, lambda text: text.split(b",")[0] + b"," + text.split(b",")[1]),
        *("evidence.csv", 30, "question", None, "the row is cut short: this cell is missing"),
    ),
    "extra cell": (
        line("series.csv", 12, lambda text: text + b",surplus"),
        *("series.csv", 12, None, "surplus", "is a cell too many"),
    ),
    "blank row": (
        line("events.csv", 5, lambda text: b"\n" + text),
        *("events.csv", 5, None, None, "the row is empty"),
    ),
    "period reversed": (
        cell("observations.csv", YEAR, "period_end", "2022-12-31"),
        *(
            "observations.csv",
            YEAR,
            "period_start",
            "2023-01-01",
            "is after period_end, 2022-12-31",
        ),
    ),
    "missing file": (
        lambda folder: (folder / "events.csv").unlink(),
        *("events.csv", None, None, "events.csv", "is listed in datapackage.json but is missing"),
    ),
    "unlisted file": (
        lambda folder: shutil.copy(folder / "events.csv", folder / "events-old.csv"),
        *("events-old.csv", None, None, "events-old.csv", "is not listed in datapackage.json"),
    ),
    "missing column": (
        line("series.csv", 1, lambda text: text.replace(b",dimension", b"")),
        *("series.csv", 1, "dimension", None, "the column is missing from the header"),
    ),
    **{
        f"byte-order mark in {file}": (
            line(file, 1, lambda text: b"\xef\xbb\xbf" + text),
            *(file, 1, None, None, "begins with a byte-order mark"),
        )
        for file in ("claims.csv", "series.csv", PAGE)
    },
    "lone carriage return": (
        line("series.csv", 3, lambda text: text.replace(b",", b"\r,", 1)),
        *("series.csv", 3, None, None, "holds a lone carriage return"),
    ),
    "blank in the header": (
        line("series.csv", 1, lambda text: text.replace(b",", b", ", 1)),
        *("series.csv", 1, "entity", " entity", "stands in the header instead of this column"),
    ),
    "blank at the end of the header": (
        line("claims.csv", 1, lambda text: text.replace(b",topic,", b",topic ,", 1)),
        *("claims.csv", 1, "topic", "topic ", "stands in the header instead of this column"),
    ),
    "changed header": (
        line("claims.csv", 1, lambda text: text.replace(b"topic", b"chapter")),
        *("claims.csv", 1, "topic", "chapter", "stands in the header instead of this column"),
    ),
    "columns out of order": (
        line("series.csv", 1, lambda text: b"entity,series_id,metric,dimension,unit"),
        *("series.csv", 1, None, "entity,series_id,metric,dimension,unit", "should be the header"),
    ),
    "surplus column": (
        line("series.csv", 1, lambda text: text + b",colour"),
        *("series.csv", 1, None, "colour", "is a column too many in the header"),
    ),
    "broken JSON": (
        line(PAGE, 3, lambda text: text.rstrip(b",")),
        *(PAGE, 4, None, None, "is not JSON"),
    ),
    "no package": (
        lambda folder: (folder / PAGE).unlink(),
        *(PAGE, None, None, None, "the file is missing"),
    ),
    "no title": (
        descriptor(lambda told: told.pop("title")),
        *(PAGE, None, None, None, "'title' is a required property"),
    ),
    "empty version": (
        descriptor(lambda told: told.update(version="")),
        *(PAGE, None, None, None, "['version'] ''"),
    ),
    "key that is no list": (
        descriptor(lambda told: told["resources"][0]["schema"].update(primaryKey="claim_id")),
        *(PAGE, None, None, None, "['primaryKey'] 'claim_id' is not of type 'array'"),
    ),
    "column without a type": (
        descriptor(lambda told: told["resources"][2]["schema"]["fields"][1].pop("type")),
        *(PAGE, None, None, None, "['fields'][1] 'type' is a required property"),
    ),
    "table in another file": (
        descriptor(lambda told: told["resources"][0].update(path="other.csv")),
        *(PAGE, None, None, "other.csv", "is not claims.csv"),
    ),
    "no such day": (
        descriptor(lambda told: told.update(created="2026-02-30T00:00:00Z")),
        *(PAGE, None, None, None, "created:"),
    ),
    "foreign key to nowhere": (
        lambda folder: (folder / PAGE).write_text(
            (folder / PAGE).read_text("utf-8").replace('"resource": "claims"', '"resource": "x"'),
            encoding="utf-8",
        ),
        *("evidence.csv", None, None, None, 'resource "x" does not exist'),
    ),
    "orphan source": (
        line(
            "sources.csv",
            2,
            lambda text: b"nobody-x,T,,P,,https://x.org,en,article,,,,,A,,whole,2026\n" + text,
        ),
        *("sources.csv", 2, "source_id", "nobody-x", "is an orphan"),
    ),
    "orphan series": (
        line("series.csv", 2, lambda text: b"1688--wishes,1688,wishes,,count\n" + text),
        *("series.csv", 2, "series_id", "1688--wishes", "is an orphan"),
    ),
    "gap in evidence": (
        line("evidence.csv", LIMELIGHT + 1, lambda _: None),
        *("evidence.csv", LIMELIGHT + 1, "evidence_id", "1688-in-limelight-e3", "breaks the"),
    ),
    "coding changed without a reason": (
        cell("evidence.csv", LIMELIGHT, "relation", "context"),
        *("codings.csv", None, "settled", "", "exactly where the codings and what stands"),
    ),
    **{
        f"{name} in a cell": (
            cell("glossary.csv", 3, "meaning", f"a{letter}b"),
            *("glossary.csv", 3, "meaning", f"a{letter}b", "damaged or invisible character"),
        )
        for name, letter in INVISIBLE.items()
    },
    "cell of a megabyte": (
        cell("claims.csv", 4, "ambiguity", "long " * 200_000 + "."),
        *("claims.csv", 4, "ambiguity", None, "a cell has at most 1000 characters"),
    ),
    "quotation mark that nothing closes": (
        line("events.csv", 9, lambda text: text.replace(b",", b',"', 1)),
        *("events.csv", 9, None, None, "a quotation mark that nothing closes"),
    ),
    "conflict that git left": (
        line("series.csv", 7, lambda text: b"<<<<<<< HEAD\n" + text),
        *("series.csv", 7, None, None, "is a conflict that git left"),
    ),
    "conflict in the package": (
        line(PAGE, 7, lambda text: b"=======\n" + text),
        *(PAGE, 7, None, None, "is a conflict that git left"),
    ),
    **{
        f"page cited twice, {name}": (
            cell("sources.csv", 3, "url", dress(printed("sources.csv", 2, "url"))),
            *("sources.csv", 3, "url", None, "by another address"),
        )
        for name, dress in DRESSES.items()
    },
    "publisher in two spellings": (
        cell("sources.csv", 3, "publisher", "10100 COM"),
        *("sources.csv", 3, "publisher", "10100 COM", "is another spelling of 10100.com"),
    ),
    "excluded twice": (
        line("register-exclusions.csv", 2, lambda text: text + b"\n" + text),
        *("register-exclusions.csv", 3, "forecast_id", None, "is a duplicate key"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_damage_gives_one_clear_error_and_nothing_loads(folder, name):
    damage, file, row, column, value, rule = CASES[name]
    damage(folder)
    tables = Tables(folder, folder.parent / "stamp")
    with pytest.raises(DataError) as caught:
        tables.table("claims")
    error, message = caught.value, str(caught.value)
    assert rule in error.rule and rule in message
    assert "\n" not in message
    if file is not None:
        assert error.file == f"data/{file}" and message.startswith(error.file)
        assert row in (None, error.row) and (row is None or f"row {row}" in message)
    if column is not None:
        assert error.column == column and f"column {column}" in message
    if value is not None:
        assert error.value == value
        assert " ".join(repr(value).split()) in message
    with pytest.raises(DataError):
        tables.record("glossary", "1688")  # sound, but nothing of the folder loads
    assert not (folder.parent / "stamp").exists()


def test_the_same_damage_always_gives_the_same_error(folder):
    several(
        cell("events.csv", 2, "date", "2099-03-08"),
        cell("evidence.csv", 17, "claim_id", "foo"),
        cell("evidence.csv", 9, "relation", "confirms"),
    )(folder)
    messages = set()
    for _ in range(3):
        with pytest.raises(DataError) as caught:
            Tables(folder).validate()
        messages.add(str(caught.value))
    assert len(messages) == 1
    assert messages.pop().startswith("data/evidence.csv, row 9, column relation: 'confirms' is")


def test_lines_may_end_as_spreadsheets_end_them(folder):
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    tables = Tables(folder)
    for name in DEFAULT.names():
        assert tables.text(name) == DEFAULT.text(name)
        assert tables.table(name).equals(DEFAULT.table(name))


TYPED = sorted(
    (resource["path"], field["name"])
    for resource in DEFAULT.package()["resources"]
    for field in resource["schema"]["fields"]
    if (field["type"] != "string" or set(field.get("constraints", {})) & {"enum", "pattern"})
    and DEFAULT.text(resource["name"])
)


@pytest.mark.thorough
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,  # the same damages in every run
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(where=st.sampled_from(TYPED), place=st.floats(0, 1, exclude_max=True), text=st.text())
@example(where=("observations.csv", "value"), place=0, text="1e3")
@example(where=("observations.csv", "value"), place=0.5, text="١٢")  # Arabic digits
@example(where=("claims.csv", "low"), place=0.5, text="inf")
@example(where=("events.csv", "date"), place=0.5, text="2023-1-1")
@example(where=("register.csv", "deadline"), place=0.5, text="2026-12-31T00:00")
def test_any_text_in_a_typed_cell_is_an_error_or_fits(folder, where, place, text):
    """Nothing else is ever raised, and what is not refused is read as it was written."""
    file, column = where
    shutil.copy(FOLDER / file, folder / file)
    row = 2 + int(place * len(DEFAULT.text(file.removesuffix(".csv"))))
    before = printed(file, row, column)
    cell(file, row, column, text)(folder)
    try:
        tables = Tables(folder)
        found = tables.text(file.removesuffix(".csv"))[row - 2][column]
    except DataError as error:
        assert text != before
        assert error.file.startswith("data/") and "\n" not in str(error)
        assert error.row is None or error.file != f"data/{file}" or error.row >= row
    else:
        assert found == text
    finally:
        shutil.copy(FOLDER / file, folder / file)


def test_the_command_says_where_and_fails(folder, tmp_path):
    command = [sys.executable, "-m", "book1688.data", str(folder)]
    here = {"cwd": tmp_path, "env": {"PYTHONPATH": str(ROOT)}, "text": True}
    good = subprocess.run(command, capture_output=True, **here)
    assert good.returncode == 0 and "claims.csv" in good.stdout and not good.stderr
    cell("evidence.csv", 17, "claim_id", "foo")(folder)
    bad = subprocess.run(command, capture_output=True, **here)
    assert bad.returncode == 1 and not bad.stdout
    expected = "data/evidence.csv, row 17, column claim_id: 'foo' is not a claim_id of claims.csv\n"
    assert bad.stderr == expected
