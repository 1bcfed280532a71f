"""Quantities against examples worked by hand."""

import math

import pytest

from book1688.quantity import Quantity, flip, ln, sensitivity, total
from book1688.quantity.quantity import Leaf
from book1688.quantity.unit import COUNT, PERSON, PURE, RMB, YEAR, UnitError


def leaf(key, value, low, high, unit=PURE, **more):
    bounds = (value, low, high)
    return Quantity.of(Leaf(key, key, *bounds, unit, "assumption", "assumption", "", (), **more))


def exact(key, value, unit=PURE):
    return leaf(key, value, value, value, unit)


def test_bypass_share_by_hand():
    # 1.0 / 1.8 = 5/9; corners 0.95/1.75 = 19/35 and 1.05/1.85 = 21/37.
    bypassed = leaf("bypassed", 1.0e12, 0.95e12, 1.05e12, RMB)
    on_platform = exact("on-platform", 0.8e12, RMB)
    share = bypassed / (bypassed + on_platform)
    assert share.value == pytest.approx(5 / 9)
    assert share.bounds == pytest.approx((19 / 35, 21 / 37))
    assert share.unit == PURE
    assert share.formula == "bypassed ÷ (bypassed + on-platform)"


def test_a_leaf_that_appears_twice_moves_as_one():
    x = leaf("x", 2.0, 1.0, 3.0)
    assert (x - x).bounds == (0.0, 0.0)
    assert (x / x).bounds == (1.0, 1.0)
    y = leaf("y", 2.0, 1.0, 3.0)
    assert (x - y).bounds == (-2.0, 2.0)


def test_bounds_over_all_corners():
    a, b = leaf("a", 3.0, 2.0, 4.0), leaf("b", -1.0, -2.0, 1.0)
    assert (a * b).bounds == (-8.0, 4.0)
    assert (a - b).bounds == (1.0, 6.0)
    assert (-a).bounds == (-4.0, -2.0)
    assert (a**2).bounds == (4.0, 16.0)


def test_years_to_catch_up_by_hand():
    # ln(40 / 5.94) / ln(1.76) = 1.90720 / 0.56531 = 3.374
    ratio = exact("target", 40e6, PERSON) / exact("buyers", 5.94e6, PERSON)
    years = (ln(ratio) / ln(1 + exact("growth", 0.76))).per(YEAR)
    assert years.value == pytest.approx(3.374, abs=0.001)
    assert years.unit == YEAR
    assert years.formula == "ln(target ÷ buyers) ÷ ln(growth + 1)"


def test_a_divisor_that_may_reach_zero_leaves_one_side_open():
    # (0.9 / 64) / (0.1 / 36) = 5.0625; at 100% the consumers' part is nothing.
    value_share = leaf("value", 0.9, 0.9, 1.0)
    intensity = (value_share / 64) / ((1 - value_share) / 36)
    assert intensity.low == pytest.approx(5.0625)
    assert intensity.high == math.inf
    assert intensity.text(".1f") == "at least 5.0"
    assert (1 / (value_share - 1)).bounds[0] == -math.inf


def test_division_by_a_range_that_spans_zero_is_refused():
    with pytest.raises(ZeroDivisionError, match="spans zero: x is -1 to 2"):
        1 / leaf("x", 1.0, -1.0, 2.0)
    with pytest.raises(ZeroDivisionError, match="spans zero"):
        1 / exact("x", 0.0)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda a, b: a + b, "add RMB and pure number"),
        (lambda a, b: b - a, "subtract pure number and RMB"),
        (lambda a, b: a + 1, "add RMB and pure number"),
        (lambda a, b: 1 - a, "subtract pure number and RMB"),
        (lambda a, b: ln(a), "logarithm of RMB and pure number"),
        (lambda a, b: b**a, "raise pure number to RMB"),
        (lambda a, b: a**b, "raise RMB to"),
    ],
)
def test_units_that_do_not_fit_are_refused(act, words):
    with pytest.raises(UnitError, match=words):
        act(exact("money", 5.0, RMB), exact("share", 0.5))


def test_units_multiply_and_divide():
    spending = exact("sales", 6e9, RMB) / exact("buyers", 3e6, PERSON)
    assert spending.unit == RMB / PERSON
    assert spending.value == 2000.0
    assert (spending * exact("buyers", 3e6, PERSON)).unit == RMB
    assert total([exact("a", 1.0, COUNT), exact("b", 2.0, COUNT)]).value == 3.0


def test_a_leaf_outside_its_bounds_is_refused():
    with pytest.raises(ValueError, match="is not within"):
        leaf("x", 3.0, 0.0, 2.0)


def test_too_many_uncertain_inputs_are_refused():
    many = total([leaf(f"x{i}", 1.0, 0.0, 2.0) for i in range(15)])
    with pytest.raises(ValueError, match="15 uncertain inputs"):
        _ = many.bounds


def test_two_inputs_under_one_key_are_refused():
    with pytest.raises(ValueError, match="two different inputs share the key 'x'"):
        leaf("x", 1.0, 0.0, 2.0) - leaf("x", 1.5, 0.0, 2.0)


def test_sensitivity_orders_by_swing():
    a, b = leaf("a", 10.0, 9.0, 11.0), leaf("b", 2.0, 1.0, 4.0)
    rows = sensitivity(a / b)
    assert list(rows["key"]) == ["b", "a"]
    assert list(rows["swing"]) == pytest.approx([7.5, 1.0])
    assert list(rows.loc[0, ["at_low", "at_high"]]) == [10.0, 2.5]


def test_flip_by_hand():
    # x / (x + 800) = 1/2 at x = 800; with 700 to 900 beside it, at 700 to 900.
    bypassed = leaf("bypassed", 1000.0, 950.0, 1050.0, RMB)
    other = leaf("other", 800.0, 700.0, 900.0, RMB)
    at = flip(bypassed / (bypassed + other), "bypassed", 0.5)
    assert at.value == pytest.approx(800.0)
    assert at.bounds == pytest.approx((700.0, 900.0))
    assert at.unit == RMB
    with pytest.raises(ValueError, match="no one input of"):
        flip(bypassed / other, "nothing", 0.5)
    with pytest.raises(ValueError, match="no value of bypassed"):
        flip((bypassed / other) ** 2, "bypassed", -1)


def test_quoting_needs_a_name_and_links_to_the_workings():
    share = exact("x", 0.5) / exact("y", 2.0)
    with pytest.raises(ValueError, match="give this quantity a name"):
        f"{share:.0%}"
    named = share.named("quarter share")
    assert f"{named:.0%}" == '<a class="number" href="#w-quarter-share">25%</a>'
    with pytest.raises(ValueError, match="two quantities share the name"):
        f"{(share * 2).named('quarter share'):.0%}"


def test_a_minus_is_no_hyphen():
    a, b = exact("b-type buyers", 1.0), exact("b", 2.0)
    assert (1 - (b - a) / b).formula == "1 − (b − b-type buyers) ÷ b"
    assert (-b).formula == "−b"
    assert (a * (-b + 1)).formula == "b-type buyers × (1 − b)"
    assert (10.0 - 10.0 * a).formula == "10 − 10 × b-type buyers"


def test_named_parts_show_in_the_formula():
    part = (exact("a", 1.0) + exact("b", 2.0)).named("the part")
    assert (part / exact("c", 4.0)).formula == "the part ÷ c"
