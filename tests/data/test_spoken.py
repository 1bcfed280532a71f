"""Whether a sentence says a figure."""

from decimal import Decimal

import pytest

from book1688.data.spoken import says


@pytest.mark.parametrize(
    ("sentence", "figure", "unit"),
    [
        ("The app gained 1,126 buyers.", "1126", "count"),
        ("Spending rose to RMB 44.8 billion.", "44801720000", "RMB"),
        ("Just over one million merchants.", "1000000", "count"),
        ("Nearly a million posts.", "1000000", "count"),
        ("Nearly a third of sales.", "33", "percent"),
        ("Two-thirds of sales.", "66", "percent"),
        ("A male to female ratio of 3 to 7.", "70", "percent"),
        ("Goods must leave within 15 days.", "360", "hours"),
        ("Seven-day return.", "7", "days"),
        ("It topped the chart twice.", "2", "count"),
        ("Revenue shrank by 1%.", "-1", "percent"),
        ("Up 12.5%.", "12.5", "percent"),
    ],
)
def test_it_does(sentence: str, figure: str, unit: str) -> None:
    assert says(sentence, Decimal(figure), unit)


@pytest.mark.parametrize(
    ("sentence", "figure", "unit"),
    [
        ("The app gained 1,126 buyers.", "1127", "count"),
        ("The app gained 1,126 buyers.", "126", "count"),
        ("Spending rose to RMB 44.8 billion.", "44901720000", "RMB"),
        ("Spending rose to RMB 44.8 billion.", "44801720000", "USD"),
        ("Nearly a third of sales.", "36", "percent"),
        ("Up 12.5%.", "-12.5", "percent"),
        ("Up 12.5%.", "125", "percent"),
        ("12.5 points were told.", "12.5", "percent"),
        ("It topped the chart.", "2", "count"),
    ],
)
def test_it_does_not(sentence: str, figure: str, unit: str) -> None:
    assert not says(sentence, Decimal(figure), unit)
