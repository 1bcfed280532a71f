"""How numbers read."""

import math

import pytest

from book1688.quantity import text
from book1688.quantity.unit import COUNT, EUR, PERSON, PURE, RMB, USD, UnitError


@pytest.mark.parametrize(
    ("value", "unit", "spec", "expected"),
    [
        (0.5556, PURE, ".0%", "56%"),
        (0.0543, PURE, ".1%", "5.4%"),
        (-0.47, PURE, "+.0%", "−47%"),
        (0.13, PURE, "+.0%", "+13%"),
        (-0.0001, PURE, ".0%", "0%"),
        (8e11, RMB, ".3s", "RMB 800 billion"),
        (1e12, RMB, ".3s", "RMB 1 trillion"),
        (999.6e9, RMB, ".3s", "RMB 1 trillion"),
        (-8.6e9, RMB, ".3s", "−RMB 8.6 billion"),
        (1.9589e11, USD, ".4s", "US$195.9 billion"),
        (3, EUR, ".2s", "€3"),
        (5.94e6, PERSON, ".3s", "5.94 million"),
        (1.03e6, COUNT, ".3s", "1.03 million"),
        (200000, COUNT, ".3s", "200,000"),
        (0, COUNT, ".3s", "0"),
        (558.4, RMB / PERSON, ".0f", "558"),
        (12345.6, PURE, ",.1f", "12,345.6"),
    ],
)
def test_point(value, unit, spec, expected):
    assert text.point(value, unit, spec) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "spec", "expected"),
    [
        (0.543, 0.568, PURE, ".0%", "54–57%"),
        (0.95e12, 1.05e12, RMB, ".3s", "RMB 950 billion to RMB 1.05 trillion"),
        (21e9, 24e9, RMB, ".2s", "RMB 21–24 billion"),
        (-0.05, 0.03, PURE, ".0%", "−5% to 3%"),
        (5.0625, math.inf, PURE, ".1f", "at least 5.0"),
        (-math.inf, 0.0312, PURE, ".0%", "at most 4%"),
        (0.94, math.inf, PURE, ".0%", "at least 94%"),
        (0.501, 0.502, PURE, ".0%", "50%"),
        (133.3, 200, PURE, ".0f", "133–200"),
    ],
)
def test_span(low, high, unit, spec, expected):
    assert text.span(low, high, unit, spec) == expected


def test_wide_bounds_become_a_range():
    assert text.write(0.556, 0.543, 0.568, PURE, ".0%") == "56%"
    assert text.write(0.5, 0.45, 0.55, PURE, ".0%") == "45–55%"


def test_money_is_no_percentage():
    with pytest.raises(UnitError, match="cannot write RMB as a percentage"):
        text.write(5, 5, 5, RMB, ".0%")


def test_unknown_formats_are_refused():
    with pytest.raises(ValueError, match="unknown number format"):
        text.point(5, PURE, "d")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("growth_of_pdd_to_march_2024", "growth of PDD to March 2024"),
        ("gain, share of Taotian's revenue", "gain, share of Taotian's revenue"),
    ],
)
def test_names_are_spelled_as_readers_know_them(name: str, words: str) -> None:
    assert text.spelled(name) == words
