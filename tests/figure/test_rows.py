"""What a figure is given, as a tidy frame."""

import math

import pandas as pd
import pytest

from book1688.figure.pen import Ticks
from book1688.figure.rows import Write, tidy, told
from book1688.quantity import assume, claim, series

FEES = series("alibaba-group--china-wholesale-revenue-1688")
EXACT = FEES.at("2021-03-31", frequency="fiscal_year")
WIDE = assume("a wide one", 0.5, 0.3, 0.7, why="for the example")
NARROW = assume("a narrow one", 0.5, 0.49, 0.51, why="for the example")


percent = Write(".0%")


def test_quantities_by_label() -> None:
    rows = tidy({"1688": NARROW, "PDD, 2020": WIDE})
    assert list(rows["label"]) == ["1688", "PDD, 2020"]
    assert rows[["value", "low", "high"]].iloc[0].tolist() == [0.5, 0.49, 0.51]
    assert math.isnan(rows["value"][1])  # too wide for one number
    assert rows[["low", "high"]].iloc[1].tolist() == [0.3, 0.7]
    assert list(rows["colour"]) == ["1688", "pdd"]
    assert list(rows["evidence_class"]) == ["assumption"] * 2


def test_conflicting_sources_have_no_value() -> None:
    users = series("xiaohongshu--mau")
    day = next(d for d, part in users.rows.groupby("period_end") if part["value"].nunique() > 1)
    [row] = tidy({"Xiaohongshu": users.spread(day)}).to_dict("records")
    assert math.isnan(row["value"]) and row["low"] < row["high"]
    assert len(row["source_id"].split()) > 1


def test_origins_are_those_of_all_quantities_in_a_row() -> None:
    stated = claim("offplatform-turnover")
    [row] = tidy({"1688": (EXACT, stated)}).to_dict("records")
    assert row["first"] == EXACT.value and row["second"] == stated.value
    assert set(EXACT.leaves[EXACT.expr].source_ids) < set(row["source_id"].split())
    assert row["evidence_class"] == "article"  # the softest
    given = tidy([{"label": "x", "value": EXACT, "source_id": "own", "evidence_class": "press"}])
    assert list(given["source_id"]) == ["own"] and list(given["evidence_class"]) == ["press"]


@pytest.mark.parametrize(
    ("data", "columns", "count"),
    [
        ({"a": 1.0, "b": 2.0}, ["label", "value"], 2),
        ({"a": [1.0, 2.0], "b": [3.0]}, ["label", "value"], 3),
        ({"a": (1.0, 2.0)}, ["label", "first", "second"], 1),
        ({"a": {"value": 1.0, "who": "us"}}, ["label", "value", "who"], 1),
        ([{"label": "a", "value": 1.0}], ["label", "value"], 1),
        (pd.DataFrame({"label": ["a"], "value": [1.0]}, index=[7]), ["label", "value"], 1),
    ],
)
def test_forms_of_data(data: object, columns: list[str], count: int) -> None:
    rows = tidy(data)
    assert list(rows) == [*columns, "colour"] and list(rows.index) == list(range(count))


def test_inner_keys_fill_a_column() -> None:
    rows = tidy({"1688": {"2020-03-31": 1.0, "2021-03-31": EXACT}}, inner="period_end")
    assert list(rows["period_end"]) == ["2020-03-31", "2021-03-31"]
    assert rows["value"].tolist() == [1.0, EXACT.value]


def test_colours() -> None:
    data = {"1688's share": 0.1, "A rest": 0.2}
    assert list(tidy(data)["colour"]) == ["1688", "other"]
    assert list(tidy(data, {"A": "muted", "1688": "bad"})["colour"]) == ["bad", "muted"]
    own = [{"label": "1688", "value": 1, "colour": "good"}, {"label": "1688", "value": 2}]
    assert list(tidy(own)["colour"]) == ["good", "1688"]
    assert list(tidy({"One": WIDE, "Two": EXACT}, "class")["colour"]) == [
        "class-assumption",
        "class-filing",
    ]


def test_what_rows_come_to() -> None:
    rows = tidy({"a": NARROW, "b": WIDE, "c": {"value": 0.2, "said": "a fifth"}})
    assert told(rows, percent) == ["50%", "30–70%", "a fifth"]


@pytest.mark.parametrize(
    ("spec", "values", "texts"),
    [
        (".0b", [0, 2.5e9, 5e9, 7.5e9, 1e10], ["0", "2.5", "5", "7.5", "10"]),
        (".1%", [0, 0.1, 0.2], ["0%", "10%", "20%"]),
        (".0%", [0, 0.025, 0.05], ["0%", "2.5%", "5%"]),
        (",.0f", [-1000, 0, 1000], ["−1,000", "0", "1,000"]),
        (".3s", [0, 5e9], ["0", "5 billion"]),
    ],
)
def test_ticks_say_where_they_stand(spec: str, values: list[float], texts: list[str]) -> None:
    assert Ticks(Write(spec)).format_ticks(values) == texts
