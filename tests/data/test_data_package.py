"""The package is valid by the library's own word, and tables come out as they went in."""

import csv
import json
import math
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import frictionless
import pandas as pd
import pytest

import book1688.data as data
from book1688.data import DataError, Tables, frame, record
from book1688.data.tables import FOLDER, ROOT

PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "data"))


def printed(name):
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The library's word


def test_frictionless_finds_nothing_wrong():
    report = frictionless.validate(PACKAGE, basepath=str(FOLDER))
    assert report.valid, report.flatten(["type", "title", "note"])
    assert report.stats["errors"] == 0 and report.stats["warnings"] == 0
    assert report.stats["tasks"] == len(RESOURCES) >= 13
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert rows == {name: len(printed(name)) for name in RESOURCES}
    rows.pop("register-resolutions")  # no forecast of the register has come due yet
    assert min(rows.values()) > 0


def test_our_rules_find_nothing_wrong():
    data.validate()


def test_the_book_has_at_least_the_research_it_was_made_from():
    least = {"claims": 128, "evidence": 344, "observations": 942, "series": 310, "sources": 426}
    least |= {"events": 82, "glossary": 70, "entities": 55, "forecasts": 12}
    assert {n: len(frame(n)) for n in least if len(frame(n)) < least[n]} == {}


# The descriptor says enough


@pytest.mark.parametrize("name", RESOURCES)
def test_every_table_and_field_is_described(name):
    resource = RESOURCES[name]
    assert resource["title"] and resource["description"].endswith(".")
    assert resource["schema"]["missingValues"] == [""] and resource["encoding"] == "utf-8"
    for field in resource["schema"]["fields"]:
        assert field["type"] in ("string", "number", "integer", "date"), field
        assert field["description"].rstrip().endswith("."), field
        if field["name"].endswith("_id") or field["name"] in ("as_of", "published"):
            assert "pattern" in field["constraints"], field
        if field["name"] in ("unit", "reliability", "basis", "kind"):
            assert len(field["constraints"]["enum"]) > 1, field


@pytest.mark.parametrize("name", RESOURCES)
def test_every_reference_is_a_foreign_key(name):
    homes = {"claim_id": "claims", "evidence_id": "evidence", "series_id": "series"}
    homes |= {"source_id": "sources", "identity_id": "identities", "parent_id": "entities"}
    schema = RESOURCES[name]["schema"]
    keyed = {key["fields"][0] for key in schema["foreignKeys"]} if "foreignKeys" in schema else {}
    for field in schema["fields"]:
        home = next((table for id_, table in homes.items() if id_ in field["name"]), None)
        if (home and home != name) or field["name"].startswith("parent_id"):
            assert field["name"] in keyed, field["name"]


def test_licence_date_and_authors_are_stated():
    assert [licence["name"] for licence in PACKAGE["licenses"]] == ["CC-BY-4.0"]
    assert PACKAGE["title"] and PACKAGE["description"] and PACKAGE["version"]
    assert [person["title"] for person in PACKAGE["contributors"]] == ["The 1688 book"]


# Round trip


@pytest.mark.parametrize("name", RESOURCES)
def test_types_survive_the_round_trip(name):
    read, rows = frame(name), printed(name)
    types = {field["name"]: field["type"] for field in RESOURCES[name]["schema"]["fields"]}
    assert list(read.columns) == list(types) and len(read) == len(rows)
    assert isinstance(read.index, pd.RangeIndex)
    for column, kind in types.items():
        cells = [row[column] for row in rows]
        values = read[column].tolist()
        if kind == "number":
            assert read[column].dtype == "float64"
            assert [c == "" for c in cells] == [math.isnan(v) for v in values]
            assert [float(c) for c in cells if c] == [v for v in values if not math.isnan(v)]
        elif kind == "integer":
            assert read[column].dtype == "int64" and [int(c) for c in cells] == values
        else:
            assert read[column].dtype == "str" and cells == values
            assert all(type(value) is str for value in values)


def test_whole_numbers_are_written_whole():
    for name, columns in {"observations": ["value"], "claims": ["low", "high"]}.items():
        cells = [row[column] for row in printed(name) for column in columns]
        assert any(cells) and not [cell for cell in cells if re.search(r"\.0*$|e", cell)]


def test_words_that_look_missing_stay_words():
    meant = {row["term"]: row["pinyin"] for row in printed("glossary")}
    assert dict(zip(frame("glossary")["term"], frame("glossary")["pinyin"], strict=True)) == meant


# Reading


def test_a_returned_table_is_yours_to_change():
    first = frame("claims")
    first.loc[0, "statement"] = "spoilt"
    first["low"] = 0.0
    first.columns = [column.upper() for column in first.columns]
    del first["TOPIC"]
    again = frame("claims")
    assert again.loc[0, "statement"] == printed("claims")[0]["statement"]
    assert again["low"].isna().any() and len(again) == len(printed("claims"))
    row = record("claims", "onplatform-turnover")
    row["unit"] = "spoilt"
    assert record("claims", "onplatform-turnover")["unit"] == "RMB"


def test_a_record_is_one_row_with_plain_types():
    row = record("claims", "onplatform-turnover")
    assert (row["low"], row["high"], row["unit"]) == (800e9, 800e9, "RMB")
    assert type(row["low"]) is float and type(row["line"]) is int and type(row["unit"]) is str
    first = printed("observations")[0]
    key = tuple(first[c] for c in RESOURCES["observations"]["schema"]["primaryKey"])
    assert record("observations", key)["note"] == first["note"]


@pytest.mark.parametrize("name", RESOURCES)
def test_every_row_is_found_by_its_key(name):
    columns, read = RESOURCES[name]["schema"]["primaryKey"], frame(name)
    for position, row in enumerate(printed(name)):
        found = record(name, tuple(row[column] for column in columns))
        assert pd.Series(found).equals(pd.Series(read.iloc[position].to_dict()))


def test_an_unknown_key_suggests_close_ones():
    with pytest.raises(DataError, match=r"data/claims\.csv, column claim_id") as caught:
        record("claims", "onplatform-turnovr")
    assert "'onplatform-turnovr' is not a key" in str(caught.value)
    assert "onplatform-turnover" in str(caught.value)
    with pytest.raises(DataError, match=r"'claim' is not a table; close to it: claims"):
        frame("claim")
    with pytest.raises(DataError, match="is not a key"):
        record("observations", "1688--gmv")


def test_an_error_survives_the_way_between_processes():
    import pickle

    error = DataError("data/x.csv", "is odd", row=3, column="c", value="v")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "data/x.csv, row 3, column c: 'v' is odd"
    assert (again.row, again.column, again.value) == (3, "c", "v")


# Loading once


def test_a_valid_folder_is_not_validated_twice(folder, tmp_path, monkeypatch):
    stamp = tmp_path / "cache" / "validated"
    Tables(folder, stamp).table("claims")
    assert [path.name for path in stamp.parent.iterdir()] == ["validated"]

    def refuse(self):
        raise AssertionError("validated again")

    monkeypatch.setattr(Tables, "validate", refuse)
    Tables(folder, stamp).table("evidence")
    with open(folder / "claims.csv", "a", encoding="utf-8") as file:
        file.write("one,more\n")
    with pytest.raises(AssertionError, match="validated again"):
        Tables(folder, stamp).table("evidence")


def test_damage_is_noticed_in_a_living_kernel(folder):
    tables, path = Tables(folder), folder / "events.csv"
    assert len(tables.table("claims"))
    good = path.read_bytes()
    path.write_bytes(good.replace(b"2010-03-08", b"2010-33-08"))
    with pytest.raises(DataError, match="'2010-33-08' is not a date of the calendar"):
        tables.table("claims")
    path.write_bytes(good)
    assert len(tables.table("claims"))


def test_validation_is_repeated_where_nothing_can_be_remembered(folder, tmp_path):
    (tmp_path / "file").write_text("in the way")
    for _ in range(2):
        assert len(Tables(folder, tmp_path / "file" / "validated").table("claims"))


@pytest.mark.thorough
def test_readers_at_the_same_time_all_succeed(folder, tmp_path):
    stamp, counts = tmp_path / "cache" / "validated", []
    readers = [
        threading.Thread(target=lambda: counts.append(len(Tables(folder, stamp).table("claims"))))
        for _ in range(4)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert counts == [len(printed("claims"))] * 4


def test_a_fresh_kernel_anywhere_loads_without_the_validator(tmp_path):
    frame("claims")  # leaves the stamp behind, if it may
    code = (
        "import sys, book1688.data as d; assert 'frictionless' not in sys.modules;"
        "print(len(d.frame('claims')), 'frictionless' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    remembered = (ROOT / ".cache" / "validated").is_file()
    assert done.stdout.split() == [str(len(printed("claims"))), str(not remembered)]


# What the tables say of one another


def test_forecasts_are_the_claims_that_forecast():
    claims = frame("claims")
    assert set(claims[claims["kind"] == "forecast"]["claim_id"]) == set(
        frame("forecasts")["claim_id"]
    )
    worded = claims[claims["stated_likelihood"] != ""].set_index("claim_id")["stated_likelihood"]
    assert worded.to_dict() == dict(
        zip(frame("forecasts")["claim_id"], frame("forecasts")["stated_likelihood"], strict=True)
    )
    assert set(frame("forecast-evidence")["claim_id"]) == set(frame("forecasts")["claim_id"])


def test_a_series_id_names_what_it_measures():
    def slug(text):
        return re.sub(r"[^a-z0-9]+", "-", text.replace("'", "").lower()).strip("-")

    for row in printed("series"):
        words = [row[c] for c in ("entity", "metric", "dimension") if row[c]]
        assert row["series_id"] == "--".join(map(slug, words))


def test_parents_lead_to_a_top():
    for column in ("parent_id", "parent_id_2024_11_21"):
        parents = dict(zip(frame("entities")["entity_id"], frame("entities")[column], strict=True))
        for entity in parents:
            seen = []
            while entity:
                assert entity not in seen
                seen.append(entity)
                entity = parents[entity]
