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


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "data"))


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


def position(file, key, value):
    """The row number of the record with this key."""
    with open(FOLDER / file, encoding="utf-8", newline="") as source:
        for number, row in enumerate(csv.DictReader(source), start=2):
            if row[key] == value:
                return number
    raise LookupError(value)


def printed(file, row, column):
    with open(FOLDER / file, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))[row - 2][column]


TURNOVER = position("claims.csv", "claim_id", "onplatform-turnover")
SHARE = position("claims.csv", "claim_id", "yanxuan-sales-share")
SURGE = position("evidence.csv", "evidence_id", "traffic-problem-solved-e4")
SHARE_SEEN = position("evidence.csv", "evidence_id", "xiaohongshu-mostly-women-e1")
SPENT = position("evidence.csv", "evidence_id", "public-traffic-ceiling-e5")
FEMALE = position("observations.csv", "series_id", "xiaohongshu--female-share")
LIMELIGHT = position("evidence.csv", "evidence_id", "1688-in-limelight-e1")
LATER = position("evidence.csv", "relation", "later")
CONTEXT = position("evidence.csv", "relation", "context")
FORECAST = position("evidence.csv", "evidence_id", "korea-site-february-2024-e1")
AUTHORS = position("evidence.csv", "evidence_id", "taote-lacks-traffic-e1")
UNSURE = position("claims.csv", "reading", "medium")
TWICE = position("evidence.csv", "evidence_id", "strategic-innovation-status-e1")
DIFFER = position("codings.csv", "evidence_id", "paid-acquisition-ebbing-e5")
ALIKE = position("codings.csv", "settled", "")
PAGE = "datapackage.json"

# name: damage, file, row, column, value, words of the rule. None: does not apply.
CASES = {
    "unknown claim id": (
        cell("evidence.csv", 17, "claim_id", "foo"),
        *("evidence.csv", 17, "claim_id", "foo", "is not a claim_id of claims.csv"),
    ),
    "unknown source id": (
        cell("events.csv", 3, "source_id", "nobody-2023-nothing"),
        *("events.csv", 3, "source_id", "nobody-2023-nothing", "not a source_id of sources.csv"),
    ),
    "unknown series id": (
        cell("observations.csv", 9, "series_id", "1688--wishes"),
        *("observations.csv", 9, "series_id", "1688--wishes", "not a series_id of series.csv"),
    ),
    "unknown parent": (
        cell("entities.csv", 6, "parent_id", "taotao"),
        *("entities.csv", 6, "parent_id", "taotao", "is not an entity_id of entities.csv"),
    ),
    "low above high": (
        cell("claims.csv", TURNOVER, "low", "900000000000"),
        *("claims.csv", TURNOVER, "low", "900000000000", "is above high, 800000000000"),
    ),
    "band upside down": (
        cell("forecasts.csv", 3, "implied_high", "60"),
        *("forecasts.csv", 3, "implied_low", "66", "is above implied_high, 60"),
    ),
    "missing unit": (
        cell("claims.csv", TURNOVER, "unit", ""),
        *("claims.csv", TURNOVER, "unit", "", "is missing although a number is given"),
    ),
    "unit without number": (
        cell("evidence.csv", 2, "unit", "RMB"),
        *("evidence.csv", 2, "unit", "RMB", "is given without value"),
    ),
    "figure that its statement does not say": (
        cell("evidence.csv", SURGE, "value", "82.41"),
        *("evidence.csv", SURGE, "value", "82.41", "percent is not what the statement says"),
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
    "number without a metric": (
        cell("evidence.csv", SURGE, "metric", ""),
        *("evidence.csv", SURGE, "metric", "", "exactly with value"),
    ),
    "share of evidence above 100": (
        cell("evidence.csv", SHARE_SEEN, "value", "690.3"),
        *("evidence.csv", SHARE_SEEN, "value", "690.3", "is a share outside 0 to 100 percent"),
    ),
    "number without wording": (
        cell("claims.csv", TURNOVER, "wording", ""),
        *("claims.csv", TURNOVER, "wording", "", "exactly with low and high"),
    ),
    "duplicate id": (
        cell("events.csv", 8, "event_id", printed("events.csv", 7, "event_id")),
        *("events.csv", 8, "event_id", printed("events.csv", 7, "event_id"), "is a duplicate key"),
    ),
    "observation twice": (
        line("observations.csv", 5, lambda text: text + b"\n" + text),
        *("observations.csv", 6, None, None, "is a duplicate key"),
    ),
    "date in the future": (
        cell("events.csv", 2, "date", "2031-03-08"),
        *("events.csv", 2, "date", "2031-03-08", "is after the package was made"),
    ),
    "measured in the future": (
        several(
            cell("observations.csv", 2, "period_start", "2027-01-01"),
            cell("observations.csv", 2, "period_end", "2027-12-31"),
        ),
        *("observations.csv", 2, "period_end", "2027-12-31", "the basis is not forecast"),
    ),
    "impossible date": (
        cell("events.csv", 2, "date", "2023-02-30"),
        *("events.csv", 2, "date", "2023-02-30", "is not a date of the calendar"),
    ),
    "impossible period": (
        cell("observations.csv", 2, "period_end", "2023-02-30"),
        *("observations.csv", 2, "period_end", "2023-02-30", "is not a date"),
    ),
    "loose date": (
        cell("observations.csv", 2, "period_start", "2023-1-1"),
        *("observations.csv", 2, "period_start", "2023-1-1", "is not a date as YYYY-MM-DD"),
    ),
    "precision of a date": (
        cell("events.csv", 2, "precision", "month"),
        *("events.csv", 2, "date", "2010-03-08", "does not have the precision stated, month"),
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
    "text in a number column": (
        cell("observations.csv", 2, "value", "sixty million"),
        *("observations.csv", 2, "value", "sixty million", "is not a number"),
    ),
    "not a number": (
        cell("observations.csv", 2, "value", "NaN"),
        *("observations.csv", 2, "value", "NaN", "is not a plain decimal number"),
    ),
    "unknown word": (
        cell("evidence.csv", 5, "relation", "confirms"),
        *("evidence.csv", 5, "relation", "confirms", "is not one of"),
    ),
    "malformed id": (
        cell("events.csv", 5, "event_id", "Jingxi launched"),
        *("events.csv", 5, "event_id", "Jingxi launched", "does not match the pattern"),
    ),
    "missing value": (
        cell("claims.csv", 7, "statement", ""),
        *("claims.csv", 7, "statement", "", "is empty, but a value is required"),
    ),
    "period reversed": (
        cell("observations.csv", 2, "period_end", "2022-12-31"),
        *("observations.csv", 2, "period_start", "2023-01-01", "is after period_end, 2022-12-31"),
    ),
    "period of the wrong length": (
        cell("observations.csv", 2, "frequency", "quarter"),
        *("observations.csv", 2, "frequency", "quarter", "from 2023-01-01 to 2023-12-31"),
    ),
    "precision of a period": (
        cell("observations.csv", FEMALE + 1, "precision", "day"),
        *("observations.csv", FEMALE + 1, "precision", "day", "does not fit a point"),
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
    "evidence of another claim": (
        cell("forecast-evidence.csv", 2, "evidence_id", "agri-goods-likely-e1"),
        *("forecast-evidence.csv", 2, "evidence_id", "agri-goods-likely-e1", "not evidence on"),
    ),
    "stray space": (
        cell("series.csv", 4, "metric", printed("series.csv", 4, "metric") + " "),
        *("series.csv", 4, "metric", printed("series.csv", 4, "metric") + " ", "stray space"),
    ),
    "damaged character": (
        cell("glossary.csv", 2, "pinyin", "Y\ufffdfān"),
        *("glossary.csv", 2, "pinyin", "Y\ufffdfān", "damaged or invisible character"),
    ),
    "UTF-8 read as Latin-1": (
        cell("glossary.csv", 2, "pinyin", "Yì".encode().decode("latin-1")),
        *("glossary.csv", 2, "pinyin", "YÃ¬", "damaged or invisible character"),
    ),
    "share above 100": (
        cell("observations.csv", FEMALE, "value", "170"),
        *("observations.csv", FEMALE, "value", "170", "is a share outside 0 to 100 percent"),
    ),
    "claimed share above 100": (
        cell("claims.csv", SHARE, "high", "150"),
        *("claims.csv", SHARE, "high", "150", "is a share outside 0 to 100 percent"),
    ),
    "unsure reading without a reason": (
        cell("claims.csv", UNSURE, "ambiguity", ""),
        *("claims.csv", UNSURE, "ambiguity", "", "is empty although the reading is medium"),
    ),
    "unknown reading": (
        cell("claims.csv", 2, "reading", "sure"),
        *("claims.csv", 2, "reading", "sure", "is not one of"),
    ),
    "own matter that is neither": (
        cell("claims.csv", 2, "own_matter", "no"),
        *("claims.csv", 2, "own_matter", "no", "is not one of"),
    ),
    "later row that tests": (
        cell("evidence.csv", LATER, "relation", "supports"),
        *("evidence.csv", LATER, "relation", "supports", "is later exactly for what is of a time"),
    ),
    "early row called later": (
        cell("evidence.csv", CONTEXT, "relation", "later"),
        *("evidence.csv", CONTEXT, "relation", "later", "is later exactly for what is of a time"),
    ),
    "forecast tested by what was known": (
        cell("evidence.csv", FORECAST, "relation", "supports"),
        *("evidence.csv", FORECAST, "relation", "supports", "cannot test a forecast"),
    ),
    "author asked whether he said it": (
        cell("evidence.csv", AUTHORS, "question", "said"),
        *("evidence.csv", AUTHORS, "question", "said", "the article’s author says it himself"),
    ),
    "speaker of no known kind": (
        cell("evidence.csv", 5, "said_by", "insider"),
        *("evidence.csv", 5, "said_by", "insider", "is not one of"),
    ),
    "two codings of one fact": (
        cell("evidence.csv", TWICE, "said_by", "unknown"),
        *("evidence.csv", TWICE, "said_by", "unknown", "is another coding of the statement of"),
    ),
    "difference of codings not settled": (
        cell("codings.csv", DIFFER, "settled", ""),
        *("codings.csv", DIFFER, "settled", "", "exactly where the codings and what stands"),
    ),
    "reason where all are the same": (
        cell("codings.csv", ALIKE, "settled", "Because."),
        *("codings.csv", ALIKE, "settled", "Because.", "exactly where the codings and what"),
    ),
    "coding changed without a reason": (
        cell("evidence.csv", LIMELIGHT, "relation", "context"),
        *("codings.csv", None, "settled", "", "exactly where the codings and what stands"),
    ),
    "coding of no evidence": (
        cell("codings.csv", 2, "evidence_id", "nothing-e1"),
        *("codings.csv", 2, "evidence_id", "nothing-e1", "is not an evidence_id of evidence.csv"),
    ),
    "source read in no known way": (
        cell("sources.csv", 2, "read", "skimmed"),
        *("sources.csv", 2, "read", "skimmed", "is not one of"),
    ),
    "source looked up in the future": (
        cell("sources.csv", 2, "accessed", "2099-01-01"),
        *("sources.csv", 2, "accessed", "2099-01-01", "is after the package was made"),
    ),
    "original of no date": (
        cell("sources.csv", 2, "original_published", "spring 2023"),
        *("sources.csv", 2, "original_published", "spring 2023", "does not match the pattern"),
    ),
    "original at no address": (
        cell("sources.csv", 2, "original_url", "javascript:alert(1)"),
        *("sources.csv", 2, "original_url", "javascript:alert(1)", "does not match the pattern"),
    ),
    "blank that is sure of nothing": (
        cell("blanks.csv", 2, "confidence", "certain"),
        *("blanks.csv", 2, "confidence", "certain", "is not one of"),
    ),
    "forecast of no known nature": (
        cell("forecasts.csv", 3, "nature", "hope"),
        *("forecasts.csv", 3, "nature", "hope", "is not one of"),
    ),
    "forecast of no nature": (
        cell("forecasts.csv", 3, "nature", ""),
        *("forecasts.csv", 3, "nature", "", "is empty"),
    ),
    "exclusion of what was never registered": (
        cell("register-exclusions.csv", 2, "forecast_id", "late-thought"),
        *("register-exclusions.csv", 2, "forecast_id", "late-thought"),
        "is not a forecast_id of register.csv",
    ),
    "excluded twice": (
        line("register-exclusions.csv", 2, lambda text: text + b"\n" + text),
        *("register-exclusions.csv", 3, "forecast_id", "global-wholesale-sep-2026"),
        "is a duplicate key",
    ),
    "excluded without a reason": (
        cell("register-exclusions.csv", 2, "reason", ""),
        *("register-exclusions.csv", 2, "reason", "", "is empty"),
    ),
    "excluded before it was registered": (
        cell("register-exclusions.csv", 2, "excluded_on", "2026-11-21"),
        *("register-exclusions.csv", 2, "excluded_on", "2026-11-21", "before its registration"),
    ),
    "excluded in the future": (
        cell("register-exclusions.csv", 2, "excluded_on", "2031-01-01"),
        *("register-exclusions.csv", 2, "excluded_on", "2031-01-01", "after the package was made"),
    ),
    "resolved without a date": (
        cell("forecasts.csv", 2, "resolved_on", ""),
        *("forecasts.csv", 2, "resolved_on", "", "does not go with the resolution yes"),
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
    for table in ("claims", "evidence", "observations", "sources", "glossary"):
        with pytest.raises(DataError):
            tables.table(table)
    with pytest.raises(DataError):
        tables.record("glossary", "1688")
    assert not (folder.parent / "stamp").exists()


def test_the_same_damage_always_gives_the_same_error(folder):
    several(
        cell("events.csv", 2, "date", "2031-03-08"),
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
