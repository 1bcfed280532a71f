"""Units as products of base units, so that sums of unlike things are refused.

A unit is a sympy expression over base symbols: ``RMB``, ``RMB/person``, ``1`` for pure numbers.
"""

import sympy


class UnitError(ValueError):
    """Two quantities were added, subtracted or compared that do not share a unit."""


RMB, USD, EUR, KRW = sympy.symbols("RMB USD EUR KRW", positive=True)
PERSON, COUNT = sympy.symbols("person count", positive=True)
YEAR, MONTH, DAY, HOUR, MINUTE = sympy.symbols("year month day hour minute", positive=True)
INDEX, RANK, STATE = sympy.symbols("index rank state", positive=True)
CALENDAR_YEAR, CALENDAR_MONTH = sympy.symbols("calendar_year calendar_month", positive=True)
PURE = sympy.Integer(1)

# The words of the data files, each with its unit and the factor that brings it to base units.
WORDS = {
    "RMB": (RMB, 1),
    "USD": (USD, 1),
    "EUR": (EUR, 1),
    "KRW": (KRW, 1),
    "persons": (PERSON, 1),
    "count": (COUNT, 1),
    "percent": (PURE, 0.01),
    "percentage points": (PURE, 0.01),
    "ratio": (PURE, 1),
    "years": (YEAR, 1),
    "months": (MONTH, 1),
    "days": (DAY, 1),
    "hours": (HOUR, 1),
    "minutes": (MINUTE, 1),
    "RMB per person": (RMB / PERSON, 1),
    "count per day": (COUNT / DAY, 1),
    "index": (INDEX, 1),
    "rank": (RANK, 1),
    "state": (STATE, 1),
    "year": (CALENDAR_YEAR, 1),
    "month number": (CALENDAR_MONTH, 1),
}


def parse(word: str) -> tuple[sympy.Expr, float]:
    """Return the unit and the factor to base units for a unit as the data files write it."""
    try:
        return WORDS[word]
    except KeyError:
        raise UnitError(f"unknown unit {word!r}; known: {', '.join(WORDS)}") from None


def same(left: sympy.Expr, right: sympy.Expr, doing: str) -> sympy.Expr:
    """Return the shared unit, or raise UnitError saying what was being done."""
    if left != right:
        raise UnitError(f"cannot {doing} {name(left)} and {name(right)}")
    return left


def name(unit: sympy.Expr) -> str:
    """Name a unit for readers: ``RMB per person``, ``pure number``."""
    if unit == PURE:
        return "pure number"
    above, below = unit.as_numer_denom()
    top = str(above).replace("*", " ") if above != 1 else "1"
    return top if below == 1 else f"{top} per {str(below).replace('*', ' ')}"
