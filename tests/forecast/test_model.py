"""The two models, against examples worked by hand."""

from types import SimpleNamespace

import pandas as pd
import pytest

from book1688.forecast import (
    by_quarter,
    change,
    combined_growth,
    difference,
    growth,
    level,
    past,
    stated_growth,
)
from book1688.forecast.model import random_walk, share_of_past, spread_of_steps
from book1688.quantity import series


def quarters(*values, first=2021):
    ends = ("03-31", "06-30", "09-30", "12-31")
    days = [f"{first + i // 4}-{ends[i % 4]}" for i in range(len(values))]
    return pd.Series(values, index=days, dtype="float64")


def test_laplace():
    assert share_of_past(quarters(1, 1, 1), 0, "above") == 4 / 5  # three of three
    assert share_of_past(quarters(1, -1, 1, -1), 0, "above") == 1 / 2
    assert share_of_past(quarters(1, -1, -1, -1), 0, "below") == 4 / 6
    assert share_of_past(quarters(0, 0), 0, "above") == 1 / 4  # at the threshold is neither
    assert share_of_past(quarters(0, 0), 0, "below") == 1 / 4


def test_only_the_last_eight_count():
    assert share_of_past(quarters(*[-1] * 8, *[1] * 8), 0, "above") == 9 / 10
    assert spread_of_steps(quarters(100, 0, *[1, 0] * 4)) == 1.0


def test_spread_is_the_root_mean_square_of_the_steps():
    assert spread_of_steps(quarters(0, 1, 0, 1)) == 1.0
    assert spread_of_steps(quarters(0, 3, -1, -1)) == pytest.approx((25 / 3) ** 0.5)  # 3, -4, 0


def test_a_gap_makes_no_step():
    gapped = quarters(0, 1, 0, 1, 50, 51).drop("2021-12-31")
    assert spread_of_steps(gapped) == 1.0  # 0 to 1, 1 to 0, 50 to 51; not 0 to 50
    with pytest.raises(ValueError, match="2 steps are too few"):
        spread_of_steps(quarters(0, 1, 2))


def test_random_walk():
    past = quarters(0, 1, 0, 1)  # steps of one, the last value one
    assert random_walk(past, 1, "above", "2022-03-31") == 0.5
    assert random_walk(past, 0, "above", "2022-03-31") == pytest.approx(0.8413447)  # one spread
    assert random_walk(past, 0, "below", "2022-03-31") == pytest.approx(0.1586553)
    assert random_walk(past, -1, "above", "2022-12-31") == pytest.approx(0.8413447)  # two of two
    with pytest.raises(ValueError, match="is not after the last value"):
        random_walk(past, 0, "above", "2021-12-31")
    with pytest.raises(ValueError, match="above or below"):
        random_walk(past, 0, "over", "2022-12-31")


def test_a_series_of_years_steps_by_years():
    years = pd.Series({"2020-12-31": 0.0, "2021-12-31": 1.0, "2022-12-31": 0.0, "2023-12-31": 1.0})
    assert random_walk(years, 0, "above", "2024-12-31") == pytest.approx(0.8413447)


def test_growth_and_change_need_the_year_before():
    levels = quarters(100, 200, 300, 400, 110, 220)
    assert growth(levels).round(9).to_dict() == {"2022-03-31": 0.1, "2022-06-30": 0.1}
    assert change(levels).to_dict() == {"2022-03-31": 10.0, "2022-06-30": 20.0}
    together = combined_growth(levels, quarters(100, 0, 0, 0, 110))
    assert together.round(9).to_dict() == {"2022-03-31": 0.1}
    assert difference(levels, quarters(90, 150)).to_dict() == {
        "2021-03-31": 10.0,
        "2021-06-30": 50.0,
    }


def test_levels_as_first_published():
    fees = level("alibaba-group--customer-management-revenue", until="2025-06-30")
    assert fees["2025-06-30"] == 89_252e6 and fees.index[-1] == "2025-06-30"
    net = level("pdd-holdings--net-income")
    assert net["2021-06-30"] == 2_414.6e6  # known only as a comparative


def test_a_quarter_without_a_record_counts_as_none():
    launches = by_quarter("1688--product-for-buyers-abroad-launched", "2023-09-30", "2024-09-30")
    assert launches.to_dict() == {
        "2023-09-30": 0,
        "2023-12-31": 1,
        "2024-03-31": 0,
        "2024-06-30": 1,
        "2024-09-30": 1,
    }
    denied = by_quarter("1688--korean-site-opened", "2024-03-31", "2024-03-31")
    assert denied.to_dict() == {"2024-03-31": 0}  # on record as not so


def test_stated_growth_is_a_share():
    assert stated_growth("alibaba-group--customer-management-revenue")["2026-06-30"] == -0.07


def test_growth_stated_differently_is_not_picked(monkeypatch):
    rows = series("alibaba-group--customer-management-revenue")
    again = rows.rows.tail(1).assign(yoy_percent=8)
    twice = SimpleNamespace(select=lambda **_: pd.concat([rows.rows.tail(1), again]))
    monkeypatch.setattr(past, "series", lambda _: twice)
    with pytest.raises(LookupError, match="growth differs: 2026-06-30"):
        stated_growth("alibaba-group--customer-management-revenue")
