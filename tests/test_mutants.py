"""A few damages of `make mutants`, each noticed by whom it should be; and its tools, tested."""

import pytest
from mutants.__main__ import fallen
from mutants.damage import FOLDER, Mutant, mutants, read, schemas
from mutants.judge import ACCOUNTING, Reading, concerned, difference, in_fork, judge, readings
from mutants.pages import WAYS, fits

from book1688.make.run import ROOT, notebooks

pytestmark = pytest.mark.thorough  # `make mutants` itself, on a few damages

CHAPTER, LEDGER = "chapters/yanxuan-positioning.ipynb", "reference/claims.ipynb"
SHARE = "yanxuan-sales-share"


@pytest.fixture(scope="module")
def seen() -> dict[str, set[Reading]]:
    """What some of the watchers read; here each computes again exactly what is stored."""
    return readings([ACCOUNTING, CHAPTER, LEDGER])


def damage(file: str, key: str, column: str, new: str) -> Mutant:
    """Another text in one cell of the first row with this key."""
    first = schemas()[file.removesuffix(".csv")]["schema"]["primaryKey"][0]
    row, old = next(
        (number, row[column])
        for number, row in enumerate(read(file)[1], start=2)
        if row[first] == key
    )
    assert old != new
    return Mutant(file, column, "changed", row, old, new)


@pytest.mark.parametrize(
    ("mutant", "by", "where"),
    [
        (damage("claims.csv", SHARE, "low", "900"), "rule", "data/claims.csv, row"),
        (damage("claims.csv", SHARE, "low", "41"), CHAPTER, "cell"),
        (damage("claims.csv", SHARE, "ambiguity", "Another."), LEDGER, "cell"),
        (damage("exceptions.csv", "identity", "stated", "1"), ACCOUNTING, "test_"),
        (damage("sources.csv", read("sources.csv")[1][1]["source_id"], "title", "Ours"), "", ""),
    ],
    ids=lambda value: value.id if isinstance(value, Mutant) else "",
)
def test_a_damage_is_noticed_first_by(
    seen: dict[str, set[Reading]], mutant: Mutant, by: str, where: str
) -> None:
    """The title of the last case is shown by a page that is not asked here."""
    found = judge(mutant, seen, ask_all=not by)
    assert found["by"] == by
    assert found["looked_at"] is (mutant.column == "low")  # others: nobody, or in a whole table
    assert found["where"].startswith(where)


def test_the_judge_leaves_the_data_alone(seen: dict[str, set[Reading]]) -> None:
    before = {path: path.read_bytes() for path in FOLDER.iterdir()}
    judge(damage("claims.csv", SHARE, "low", "900"), seen)
    assert {path: path.read_bytes() for path in FOLDER.iterdir()} == before


def test_only_who_looked_at_a_cell_is_concerned() -> None:
    read_by = {("claims", "claim_id", "one", "low")}
    row = {"claim_id": "one", "low": "1", "high": "2"}
    cell = Mutant("claims.csv", "low", "", 2, "1", "3")
    assert concerned(cell, row, {**row, "low": "3"}, read_by)
    other = Mutant("claims.csv", "high", "", 2, "2", "3")
    assert not concerned(other, row, {**row, "high": "3"}, read_by)
    gone = Mutant("claims.csv", "", "deleted", 2, "", "")
    assert concerned(gone, row, None, read_by)
    renamed = Mutant("claims.csv", "claim_id", "", 2, "two", "one")
    assert concerned(renamed, {**row, "claim_id": "two"}, row, read_by)
    assert concerned(other, row, row, {("claims", "*", "*", "*")})


def test_every_column_is_damaged() -> None:
    """Each column that holds anything, and whole rows, in the sample and where all rows count."""
    filled = {
        (resource["path"], column)
        for resource in schemas().values()
        for rows in [read(resource["path"])[1]]
        for column in ["", *(c for c in (rows or [{}])[0] if any(row[c] for row in rows))]
        if rows
    }
    for every_row in (False, True):
        found = mutants(every_row=every_row)
        assert {(mutant.file, mutant.column) for mutant in found} == filled
        assert len({mutant.id for mutant in found}) == len(found)
        assert found == mutants(every_row=every_row)
    cells = sum(bool(cell) for file in {m.file for m in found} for row in read(file)[1]
                for cell in row.values())  # fmt: skip
    assert sum(bool(mutant.column) for mutant in found) == cells


def test_every_way_to_damage_a_notebook_fits_one() -> None:
    for way, change in WAYS.items():
        assert any(fits(change, path) for path in notebooks()), way


def test_a_fork_tells_what_it_found() -> None:
    assert in_fork(lambda: ["a", 1]) == ["a", 1]
    assert in_fork(lambda: 1 / 0).startswith("ended with status")
    assert in_fork(lambda: difference(ROOT / "reference" / "glossary.ipynb")) == ""


def test_a_rate_that_falls_is_told() -> None:
    best = {"noticed_share": 0.9, "chapter_share": 0.5}
    assert not fallen({"noticed_share": 0.89, "chapter_share": 0.6}, best)
    assert fallen({"noticed_share": 0.87, "chapter_share": 0.6}, best) == [
        "noticed_share fell: 90.0% → 87.0%"
    ]
    assert not fallen({"noticed_share": 0.1, "chapter_share": 0.1}, {})
