"""How numbers read."""

import math

import pytest

from book1688.quantity import text
from book1688.quantity.unit import PURE, RMB, UnitError
from tests.numbers import NUMBERS


@pytest.mark.parametrize(("value", "unit", "spec", "told", "drawn"), NUMBERS)
def test_a_number_reads_the_same_in_a_sentence_and_a_figure(value, unit, spec, told, drawn):
    assert text.point(value, unit, spec) == told
    assert text.write(value, value, value, unit, spec) == told
    assert text.bare(value, spec) == drawn


@pytest.mark.parametrize(
    ("low", "high", "unit", "spec", "expected"),
    [
        (0.306, math.inf, PURE, ".0%", "at least 30%"),
        (0.543, 0.568, PURE, ".0%", "54–57%"),
        (0.95e12, 1.05e12, RMB, ".3s", "RMB 950 billion to RMB 1.05 trillion"),
        (21e9, 24e9, RMB, ".2s", "RMB 21–24 billion"),
        (-0.05, 0.03, PURE, ".0%", "−5% to 3%"),
        (5.0625, math.inf, PURE, ".1f", "at least 5.0"),
        (-math.inf, 0.0312, PURE, ".0%", "at most 4%"),
        (0.94, math.inf, PURE, ".0%", "at least 94%"),
        (5.9, math.inf, PURE, "w", "at least five"),
        (4.5, 6, PURE, "w", "five to six"),
        (4.6, 5.4, PURE, "w", "five"),
        (0.501, 0.502, PURE, ".0%", "50%"),
        (133.3, 200, PURE, ".0f", "133–200"),
        (19.65e9, 28.4e9, RMB, ".0b", "RMB 20–28 billion"),
        (-19.65e9, 28.4e9, RMB, ".0b", "−RMB 20 billion to RMB 28 billion"),
        (19.65e9, math.inf, RMB, ".0b", "at least RMB 19 billion"),
    ],
)
def test_span(low, high, unit, spec, expected):
    assert text.span(low, high, unit, spec) == expected


@pytest.mark.parametrize(
    ("low", "high", "spec", "expected"),
    [
        (0.3, 0.7, ".0%", "30–70%"),
        (19.65e9, 28.4e9, ".0b", "20–28"),
        (-19.65e9, 28.4e9, ".0b", "−20 to 28"),
        (19.65e9, math.inf, ".0b", "at least 19"),
        (21e9, 24e9, ".2s", "21–24 billion"),
    ],
)
def test_a_range_in_a_figure_leaves_out_what_the_figure_says(low, high, spec, expected):
    assert text.span(low, high, RMB, spec, plain=True) == expected


def test_wide_bounds_become_a_range():
    assert text.write(0.556, 0.543, 0.568, PURE, ".0%") == "56%"
    assert text.write(0.5, 0.45, 0.55, PURE, ".0%") == "45–55%"
    assert text.write(0.5, 0.475, 0.525, PURE, ".0%") == "50%"  # exactly a tenth


def test_money_is_no_percentage():
    with pytest.raises(UnitError, match="cannot write RMB as a percentage"):
        text.write(5, 5, 5, RMB, ".0%")


def test_unknown_formats_are_refused():
    with pytest.raises(ValueError, match="unknown number format"):
        text.point(5, PURE, "d")
