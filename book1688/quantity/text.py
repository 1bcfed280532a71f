"""How a number reads: the one place that turns values and bounds into words.

The format spec is Python's for ``%`` and ``f`` and adds ``s``, the short scale with its unit:
``.0%`` gives 56%, ``.1f`` gives 5.1, ``.3s`` gives RMB 800 billion at three significant digits.

Numbers are rounded as at school, halves up, in decimals and from twelve digits: the last bits of
arithmetic, which another program may compute differently, decide no digit.
"""

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

import sympy

from book1688.quantity import unit as units

WIDE = 0.10  # bounds further apart than this share of the value are shown as a range
SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1e3, " thousand"), (1, ""))
CURRENCY = {units.RMB: "RMB ", units.USD: "US$", units.EUR: "€", units.KRW: "KRW "}
SPEC = re.compile(r"(?P<sign>\+?)(?P<comma>,?)\.(?P<digits>\d)(?P<kind>[%fs])")


def settled(value: float) -> float:
    """Return the value without the last bits that arithmetic leaves behind."""
    return float(f"{value:.12g}")


def parts(value: float, spec: str) -> tuple[str, str]:
    """Return the digits and the suffix (``%`` or a scale word) of one value."""
    match = SPEC.fullmatch(spec)
    if match is None:
        raise ValueError(f"unknown number format {spec!r}; use forms like .0% or ,.1f or .3s")
    sign, comma, digits, kind = match.group("sign", "comma", "digits", "kind")
    exact = Decimal(f"{value:.12g}")
    with localcontext(rounding=ROUND_HALF_UP):
        if kind == "%":
            text, suffix = f"{exact * 100:{sign}{comma}.{digits}f}", "%"
        elif kind == "f":
            text, suffix = f"{exact:{sign}{comma}.{digits}f}", ""
        else:
            text, suffix = _short(exact, sign, int(digits))
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-+")
    return text.replace("-", "−"), suffix


def _short(value: Decimal, sign: str, digits: int) -> tuple[str, str]:
    """Scale to thousand, million, billion or trillion, at so many significant digits."""
    rounded = float(f"{value:.{digits - 1}e}")
    scale, word = next((s, w) for s, w in SCALES if abs(rounded) >= s or s == 1)
    if scale == 1e3:  # 200,000 reads better than 200 thousand
        return f"{rounded:{sign},.0f}", ""
    places = max(0, digits - 1 - math.floor(math.log10(abs(rounded / scale)))) if rounded else 0
    text = f"{rounded / scale:{sign}.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text), word


def point(value: float, unit: sympy.Expr, spec: str) -> str:
    """Write one value with its currency sign or scale word, as plain text."""
    text, suffix = parts(value, spec)
    currency = CURRENCY.get(unit, "") if spec.endswith("s") else ""
    return _signed(currency, text) + suffix


def _signed(currency: str, text: str) -> str:
    """Put the minus before the currency: −RMB 2 billion."""
    return f"−{currency}{text[1:]}" if currency and text.startswith("−") else currency + text


def is_wide(value: float, low: float, high: float) -> bool:
    """Tell whether bounds are too far apart for one number to stand for them."""
    return math.isinf(low) or math.isinf(high) or high - low > WIDE * abs(value)


def span(low: float, high: float, unit: sympy.Expr, spec: str) -> str:
    """Write a range as plain text: ``54–57%``, ``at least 5.1``, ``RMB 0.95–1.05 trillion``."""
    if math.isinf(high):
        return f"at least {point(_towards(low, -math.inf, spec), unit, spec)}"
    if math.isinf(low):
        return f"at most {point(_towards(high, math.inf, spec), unit, spec)}"
    first, last = point(low, unit, spec), point(high, unit, spec)
    if first == last:
        return first
    low_text, low_suffix = parts(low, spec)
    high_text, high_suffix = parts(high, spec)
    if low < 0 or low_suffix != high_suffix:
        return f"{first} to {last}"
    currency = CURRENCY.get(unit, "") if spec.endswith("s") else ""
    return f"{currency}{low_text}–{high_text}{high_suffix}"


def _towards(value: float, end: float, spec: str) -> float:
    """Move a one-sided bound outwards to its last digit shown: at least 5.06 is at least 5.0."""
    match = SPEC.fullmatch(spec)
    if match is None or match["kind"] == "s":
        return value
    step = 10.0 ** -(int(match["digits"]) + (2 if match["kind"] == "%" else 0))
    steps = round(value / step, 9)
    return (math.ceil(steps) if end > 0 else math.floor(steps)) * step


def write(value: float, low: float, high: float, unit: sympy.Expr, spec: str) -> str:
    """Write a value, or its range where the bounds are wide, as plain text."""
    if spec.endswith("%") and unit != units.PURE:
        raise units.UnitError(f"cannot write {units.name(unit)} as a percentage")
    if is_wide(value, low, high):
        return span(low, high, unit, spec)
    return point(value, unit, spec)
