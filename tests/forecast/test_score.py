"""Brier scores with bounds, against hand-worked examples."""

import pytest

from book1688.data import frame
from book1688.forecast import (
    OUTCOMES,
    brier,
    by_method,
    everyone_says,
    grounds,
    is_scored,
    outcome,
    stated,
)
from book1688.quantity import assume

SCORED = [claim_id for claim_id in frame("forecasts")["claim_id"] if is_scored(claim_id)]


def certain(value, name):
    return assume(name, value, value, value, why="for the example")


def within(low, value, high, name):
    return assume(name, value, low, high, why="for the example")


def test_brier_by_hand():
    pairs = [(certain(0.9, "a"), certain(1, "b")), (certain(0.9, "c"), certain(0, "d"))]
    assert brier(pairs).value == pytest.approx((0.01 + 0.81) / 2)
    assert brier([(1, certain(1, "a"))]).value == 0
    assert brier([(1, certain(0, "a"))]).value == 1


def test_bounds_are_the_two_ends_of_each_band():
    score = brier([(within(0.66, 0.83, 1, "a"), certain(0, "b"))])
    assert score.bounds == pytest.approx((0.4356, 1.0))
    assert score.value == pytest.approx(0.6889)


def nearest_and_farthest(p, o):
    """The exact bounds of a squared distance between two ranges."""
    gap = max(0.0, p[0] - o[1], o[0] - p[1])
    return gap**2, max(abs(p[0] - o[1]), abs(p[1] - o[0])) ** 2


def test_corners_give_the_exact_bounds_of_the_articles_score():
    pairs = [(stated(i), outcome(i)) for i in SCORED]
    exact = [nearest_and_farthest(p.bounds, o.bounds) for p, o in pairs]
    low, high = (sum(ends) / len(ends) for ends in zip(*exact, strict=True))
    assert brier(pairs).bounds == pytest.approx((low, high))


def test_a_coin_gets_a_quarter():
    outcomes = [certain(value, f"o{value}") for value in (0, 1)]
    assert everyone_says(0.5, outcomes).value == 0.25
    assert everyone_says(0.5, [certain(0.5, "o")]).value == 0


def test_which_forecasts_are_scored():
    assert SCORED == [
        "korea-site-february-2024",
        "full-custody-catch-up",
        "integration-very-difficult",
        "overseas-competition-intensifies",
    ]
    assert not is_scored("agri-goods-likely")  # a forecast, not settled
    assert not is_scored("cross-border-next-battlefield")  # settled, of the present
    assert not is_scored("small-b-differentiator")  # settled, a condition


def test_an_open_forecast_has_no_outcome():
    with pytest.raises(LookupError, match="is open"):
        outcome("agri-goods-likely")
    assert outcome("agri-goods-likely", resolution="yes").value == 1


def test_stated_is_the_band_and_its_middle():
    band = stated("integration-very-difficult")
    assert (band.low, band.value, band.high) == pytest.approx((0.66, 0.83, 1))
    assert stated("integration-very-difficult", middle=True).bounds == pytest.approx((0.83, 0.83))


def test_half_right_counts_half_give_or_take_it():
    half = outcome("cross-border-next-battlefield")
    assert (half.low, half.value, half.high) == (0, 0.5, 1)
    assert outcome("korea-site-february-2024", resolution="partly").bounds == (0, 1)


def test_the_method_is_asked_in_the_words_of_the_outcomes():
    asked = frame("forecasts").set_index("claim_id").resolution
    ruled = {i: by_method(i) for i in asked.index}
    assert set(ruled.values()) <= set(OUTCOMES)
    assert {i for i in asked.index if ruled[i] != asked[i]} == {
        "full-custody-catch-up",
        "integration-very-difficult",
        "cross-border-next-battlefield",
    }


def test_grounds_leave_out_what_is_only_context():
    relations = {row["relation"] for i in SCORED for row in grounds(i)}
    assert relations and "context" not in relations
    assert [row["relation"] for row in grounds("agri-goods-likely")] == ["context"]  # no other
