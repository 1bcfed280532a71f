"""Every series and event is used by a page, or listed with the reason why not; the ledger shows
all evidence."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from book1688.data import frame
from book1688.make.run import read
from book1688.quantity.usage import Usage, used

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "intro.ipynb",
    *sorted((ROOT / "chapters").glob("*.ipynb")),
    ROOT / "reference" / "register.ipynb",
]
KEYS = {"series": "series_id", "events": "event_id"}
NO_CLAIMS = {"register"}  # it is about the book's own forecasts
NO_SERIES = {"scorecard"}  # it judges statements, by evidence
FEWEST = {"series": 100, "events": 40}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


def in_use() -> dict[str, set[str]]:
    """The ids that the stored pages use."""
    found = {kind: set() for kind in Usage().ids()}
    for page in PAGES:
        for kind, ids in used(read(page)).items():
            found[kind] |= set(ids)
    return found


IN_USE = in_use()
LISTED = frame("unused")


@every_page
def test_every_page_carries_its_register(page: Path) -> None:
    register = used(read(page))
    assert set(register) == set(Usage().ids())
    assert register["sources"]
    assert bool(register["claims"]) == (page.stem not in NO_CLAIMS), "mend the list above"
    assert bool(register["series"]) == (page.stem not in NO_SERIES), "mend the list above"
    assert all(ids == sorted(set(ids)) for ids in register.values())


@pytest.mark.parametrize("name", KEYS)
def test_every_row_is_used_or_listed(name: str) -> None:
    rows = set(frame(name)[KEYS[name]])
    listed = set(LISTED[KEYS[name]]) - {""}
    assert len(IN_USE[name]) >= FEWEST[name]
    assert IN_USE[name] <= rows, "a page uses what the data do not hold: run `make run`"
    assert not listed & IN_USE[name], "now used: take it out of data/unused.csv"
    assert not rows - IN_USE[name] - listed, "use it, or say why not in data/unused.csv"


def test_the_ledger_shows_every_row_of_evidence() -> None:
    shown = "".join(
        "".join(output["data"]["text/html"])
        for cell in read(ROOT / "reference" / "claims.ipynb").cells
        for output in cell.get("outputs", [])
    )
    rows = frame("evidence")
    assert len(rows) > 300
    assert shown.count('<li class="') == len(rows)


def test_a_listed_row_is_one_row() -> None:
    for row in LISTED.to_dict("records"):
        assert sum(row[key] != "" for key in KEYS.values()) == 1, row


def test_what_carries_a_row_is_in_use() -> None:
    anything = set().union(*IN_USE.values()) | set(frame("evidence")["evidence_id"])
    for row in LISTED.to_dict("records"):
        assert bool(row["carried_by"]) == (row["why"] == "carried elsewhere"), row
        assert not row["carried_by"] or row["carried_by"] in anything, row


def test_what_checks_sums_is_in_an_identity() -> None:
    identities = frame("identities")
    parts = set(identities["series_id"]) | set(identities["part_series_id"])
    parts |= set(identities["whole_series_id"])
    assert set(LISTED[LISTED["why"] == "checks sums"]["series_id"]) <= parts


def test_reasons_are_sentences_and_not_one_for_all() -> None:
    assert all(reason.endswith(".") and len(reason) > 25 for reason in LISTED["reason"])
    assert max(Counter(LISTED["reason"]).values()) <= len(LISTED) // 20


@every_page
def test_what_a_cell_computes_is_shown(page: Path) -> None:
    """To read a row is to use it, so no name may be set and then left alone."""
    tree = ast.parse("\n".join(c.source for c in read(page).cells if c.cell_type == "code"))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    read_names = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    idle = {node.id for node in names if isinstance(node.ctx, ast.Store)} - read_names - {"_"}
    assert not idle


@every_page
def test_rows_are_read_where_the_register_sees_it(page: Path) -> None:
    calls = [
        (node.func.id, node.args[0].value)
        for cell in read(page).cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert calls
    blind = {("record", name) for name in (*KEYS, "evidence", "observations")}
    blind |= {("data_table", name) for name in ("events", "series", "observations")}
    assert not blind & set(calls), "read it by series(), event(), evidence() or finding()"
