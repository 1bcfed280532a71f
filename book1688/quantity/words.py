"""Numbers and dates in words."""

import re
from datetime import date

MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
MONTHS += ["August", "September", "October", "November", "December"]
SMALL = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(count: int) -> str:
    """Say a count under a thousand in words."""
    if count < len(SMALL):
        return SMALL[count]
    if count >= 100:
        rest = f" and {in_words(count % 100)}" if count % 100 else ""
        return f"{SMALL[count // 100]} hundred{rest}"
    tens, ones = divmod(count, 10)
    return TENS[tens - 2] + (f"-{SMALL[ones]}" if ones else "")


def slug(words: str) -> str:
    """Return words as part of an address: ``1688's new buyers`` is 1688-s-new-buyers."""
    return re.sub(r"\W+", "-", words.lower()).strip("-")


def date_words(day: str) -> str:
    """Say an ISO date of any precision in words: ``21 Nov 2024``, ``Nov 2024``, ``2024``."""
    return _date(day, 3)


def long_date(day: str) -> str:
    """Say an ISO date of any precision in full: ``21 November 2024``, or ``2024``."""
    return _date(day)


def _date(iso: str, letters: int | None = None) -> str:
    year, month, day = [*iso.split("-"), "", ""][:3]
    words = [day.lstrip("0"), MONTHS[int(month) - 1][:letters] if month else "", year]
    return " ".join(w for w in words if w)


def period_words(frequency: str, period_end: str, precision: str = "") -> str:
    """Say a period in words: ``quarter to Sep 2024``, ``year to Mar 2025``, ``2023``.

    A point in time known only to the year is just the year.
    """
    year, month = period_end[:4], MONTHS[int(period_end[5:7]) - 1][:3]
    if precision == "year" and frequency in ("point", "month"):
        return year
    return {
        "calendar_year": year,
        "fiscal_year": f"year to {month} {year}",
        "half_year": f"half-year to {month} {year}",
        "quarter": f"quarter to {month} {year}",
    }.get(frequency, f"{month} {year}")


def months(start: str, end: str) -> str:
    """Write a period of whole months so that it stays on one line: "Apr–Jun 2022"."""
    if not start:
        return ""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.month, last.month) == (1, 12) and first.year == last.year:
        return str(last.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%b}\N{NO-BREAK SPACE}{last.year}"
    ended = f"{last:%b}\N{NO-BREAK SPACE}{last.year}"
    if first.year == last.year:
        return f"{first:%b}–\N{WORD JOINER}{ended}"
    return f"{first:%b}\N{NO-BREAK SPACE}{first.year}–{ended}"
