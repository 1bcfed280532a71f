"""The register of forecasts only grows: what was registered stays, word for word, in its place.

A forecast is resolved by a row in data/register-resolutions.csv, never by an edit of the register.
"""

import csv
import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from repository import git

from book1688.data import DEFAULT, DataError, Tables, frame
from book1688.data.rules import Resolutions
from book1688.data.seal import HOW_TO_RESOLVE, seal
from book1688.data.tables import FOLDER, ROOT

# The seal of the last row of each registration, by how many rows stand above it, itself included.
# It vouches for all of them, so that not even a register that was sealed anew can pass as the old
# one. After registering more, add a line.
ANCHORS = {14: "226095c65c394424", 24: "0aab2486ae80674d"}

REGISTER = "data/register.csv"


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def print_rows(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def sealed_anew(rows):
    above = ""
    for row in rows:
        row["seal"] = above = seal(above, row)
    return rows


def history():
    """Every committed version of the register, oldest first."""
    log = git("log", "--reverse", "--format=%H", "--diff-filter=d", "--", REGISTER)
    return [git("show", f"{commit}:{REGISTER}") for commit in log.split()]


def losses(before, now):
    """What a later register does to an earlier one, in words; empty if it only adds rows below."""
    found = []
    for number, row in enumerate(read(before)):
        kept = read(now)[number] if number < len(read(now)) else None
        if kept != row:
            what = (
                "gone or moved"
                if kept is None or kept["forecast_id"] != row["forecast_id"]
                else ("changed in " + ", ".join(c for c in row if kept.get(c) != row[c]))
            )
            found.append(f"{row['forecast_id']}: {what}; {HOW_TO_RESOLVE}")
    return found


def anchored(rows):
    """Whether the first rows, sealed from the top, end in the seals that are on record here."""
    seals = [row["seal"] for row in sealed_anew([dict(row) for row in rows])]
    return all(seals[n - 1 : n] == [mark] for n, mark in ANCHORS.items())


NOW = (ROOT / REGISTER).read_text(encoding="utf-8")
ROWS = read(NOW)


def test_nothing_registered_was_ever_changed_or_taken_out():
    for version in history():
        assert losses(version, NOW) == []


def test_the_register_holds_what_was_anchored():
    assert anchored(ROWS), HOW_TO_RESOLVE


def test_the_newest_registration_is_anchored():
    assert max(ANCHORS) == len(ROWS), f"add {len(ROWS)}: {ROWS[-1]['seal']!r} to ANCHORS"


def test_every_seal_fits():
    above = ""
    for row in ROWS:
        above = seal(above, row)
        assert row["seal"] == above, f"{row['forecast_id']}: {HOW_TO_RESOLVE}"


def test_a_seal_is_what_the_package_describes():
    import hashlib

    first = [cell for column, cell in ROWS[0].items() if column != "seal"]
    text = "\x1f".join(["", *first])
    assert ROWS[0]["seal"] == hashlib.sha256(text.encode()).hexdigest()[:16]


# Damage shows, to the data check, to the anchors and to the comparison with earlier versions


def changed(rows):
    rows[3]["probability"] = "50"
    return rows


def removed(rows):
    del rows[5]
    return rows


def removed_last(rows):
    return rows[:-1]


def reordered(rows):
    rows[1], rows[2] = rows[2], rows[1]
    return rows


def put_between(rows):
    rows.insert(2, {**rows[2], "forecast_id": "late-thought", "question": "Really?"})
    return rows


def seldom(damage):
    return pytest.param(damage, marks=pytest.mark.thorough)


@pytest.mark.parametrize("resealed", [False, True], ids=["as it is", "sealed anew"])
@pytest.mark.parametrize(
    "damage", [changed, removed_last, *map(seldom, [removed, reordered, put_between])]
)
def test_damage_goes_red(tmp_path, damage, resealed):
    rows = damage(read(NOW))
    rows = sealed_anew(rows) if resealed else rows
    assert losses(NOW, print_rows(rows)), "an earlier version would show it"
    assert "add a row to register-resolutions.csv" in losses(NOW, print_rows(rows))[0]
    assert not anchored(rows), "the anchors would show it"
    folder = Path(shutil.copytree(FOLDER, tmp_path / "data"))
    (folder / "register.csv").write_text(print_rows(rows), encoding="utf-8")
    if damage in (removed, removed_last) and (resealed or damage is removed_last):
        with pytest.raises(DataError, match="register-titles"):  # a title that is left over
            Tables(folder).validate()
    elif resealed:  # consistent in itself: only the two above can tell
        Tables(folder).validate()
    else:
        with pytest.raises(DataError, match=r"register\.csv, row \d+, column seal: ") as caught:
            Tables(folder).validate()
        assert HOW_TO_RESOLVE in str(caught.value)


def test_every_forecast_has_a_title_and_every_judgement_a_reason():
    register, titles = (
        frame(name).set_index("forecast_id") for name in ("register", "register-titles")
    )
    assert list(titles.index) == list(register.index)
    assert list(titles.index[titles.reason != ""]) == list(
        register.index[register.method == "judgement"]
    )


def test_adding_below_is_allowed(tmp_path):
    more = {**ROWS[0], "forecast_id": "one-more", "question": "One more?"}
    rows = sealed_anew([*read(NOW), more])
    assert losses(NOW, print_rows(rows)) == [] and anchored(rows)
    folder = Path(shutil.copytree(FOLDER, tmp_path / "data"))
    (folder / "register.csv").write_text(print_rows(rows), encoding="utf-8")
    Tables(folder).validate()


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("deadline", "2026-09-30", "is not after the registration and the period"),
        ("registered_on", "2099-01-01", "is after the package was made"),
        ("known_until", "2026-11-23", "is after registered_on"),
        ("period_end", "2026-06-30", "was already known"),
    ],
)
def test_a_forecast_looks_ahead(tmp_path, column, value, rule):
    rows = read(NOW)
    rows[0][column] = value
    folder = Path(shutil.copytree(FOLDER, tmp_path / "data"))
    (folder / "register.csv").write_text(print_rows(sealed_anew(rows)), encoding="utf-8")
    with pytest.raises(DataError, match=rf"register\.csv, row 2, column {column}: .*{rule}"):
        Tables(folder).validate()


# Resolving


def test_a_resolution_is_a_row_of_its_own(tmp_path):
    folder = Path(shutil.copytree(FOLDER, tmp_path / "data"))
    path, source = folder / "register-resolutions.csv", DEFAULT.table("sources")["source_id"][0]
    header = path.read_text(encoding="utf-8").splitlines(keepends=True)[0]
    line = f"{ROWS[0]['forecast_id']},yes,2026-11-22,6.1,{source},\n"
    path.write_text(header + line, encoding="utf-8")
    Tables(folder).validate()
    for wrong, rule in (
        (line.replace("yes", "perhaps"), "is not one of"),
        (line.replace(source, "nobody-2023-nothing"), "is not a source_id of sources.csv"),
        (line.replace(ROWS[0]["forecast_id"], "late-thought"), "is not a forecast_id of register"),
        (line + line, "is a duplicate key"),
        (
            line.replace("6.1", "4.9"),
            "'yes' contradicts the value: 4.9 makes it no",
        ),
    ):
        path.write_text(header + wrong, encoding="utf-8")
        with pytest.raises(DataError, match=rule):
            Tables(folder).validate()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("global-wholesale-dec-2026,yes,2027-02-20,10.5", ""),
        ("global-wholesale-dec-2026,yes,2026-12-20,10.5", "before the forecast can be resolved"),
        ("global-wholesale-dec-2026,yes,2026-10,10.5", "before the forecast can be resolved"),
        ("global-wholesale-dec-2026,yes,2027-05-01,10.5", "is after the deadline, 2027-04-30"),
        ("global-wholesale-dec-2026,no,2027-02-20,10.5", "contradicts the value: 10.5 makes it"),
        ("global-wholesale-dec-2026,yes,2027-02-20,10", "contradicts the value: 10 makes it no"),
        ("customer-management-dec-2026,yes,2027-02-20,3", "contradicts the value: 3 makes it no"),
        ("global-wholesale-dec-2026,yes,2027-02-20,7600000000", "is not in the unit"),
        ("pdd-net-income-dec-2026,yes,2027-03-20,3.1", "is not in the unit of the forecast, RMB"),
        ("1688-korean-site-mar-2027,yes,2027-02-01,2", "is not in the unit of the forecast, state"),
        ("1688-korean-site-mar-2027,yes,2027-02-01,1", ""),
        ("1688-korean-site-mar-2027,no,2027-02-01,0", "before the forecast can be resolved"),
        ("1688-korean-site-mar-2027,yes,2026-11-27,1", "before the forecast can be resolved"),
        ("global-wholesale-dec-2026,void,2027-02-20,10.5", "given exactly where the outcome is"),
        ("global-wholesale-dec-2026,yes,2027-02-20,", "given exactly where the outcome is"),
    ],
)
def test_a_forecast_is_resolved_in_its_time_and_as_its_figure_says(line, rule):
    registered = {row["forecast_id"]: row for row in ROWS}
    names = ("forecast_id", "outcome", "resolved_on", "value")
    row = dict(zip(names, line.split(","), strict=True))
    row["value"] = Decimal(row["value"]) if row["value"] else None
    told = [rule for _, rule in Resolutions(registered, set()).faults(row)]
    assert bool(told) == bool(rule) and rule in "".join(told)


# The forecasts themselves


def test_enough_forecasts_about_each():
    words = [row["question"] + " " + row["series_id"] for row in ROWS]
    assert len(ROWS) >= 10
    for name in ("1688", "Alibaba.com", "Taobao", "PDD", "china--"):
        assert any(name in text for text in words), name
    assert sum(row["series_id"].startswith("1688--") for row in ROWS) >= 6


def test_a_share_of_past_is_the_base_rate():
    for row in ROWS:
        if row["method"] == "share of past":
            assert row["probability"] == row["base_rate"], row["forecast_id"]
