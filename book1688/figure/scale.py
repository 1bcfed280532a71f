"""How figures write values: percentages, billions, millions, plain numbers."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, localcontext


def scaled(digits: int = 0, by: float = 1, suffix: str = "") -> Callable[[float], str]:
    """Return a writer that divides by a scale and rounds: ``scaled(1, 1e9)`` writes billions.

    Halves go up, as in sentences (book1688.quantity.text), so that both print one number.
    """

    def write(value: float) -> str:
        with localcontext(rounding=ROUND_HALF_UP):
            text = f"{Decimal(f'{value / by:.12g}'):,.{digits}f}"
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("-")
        return text.replace("-", "−") + suffix

    return write


percent = scaled(0, 0.01, "%")
percent1 = scaled(1, 0.01, "%")
millions = scaled(0, 1e6)
billions = scaled(0, 1e9)
billions1 = scaled(1, 1e9)
trillions1 = scaled(1, 1e12)
plain = scaled(0)


def decimal_year(date: str) -> float:
    """Return an ISO date as a decimal year: where it stands on an axis of years."""
    return int(date[:4]) + (int(date[5:7]) - 1) / 12 + (int(date[8:10]) - 1) / 365
