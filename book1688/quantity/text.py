"""How a number reads: the one place that turns values and bounds into words.

The format spec is Python's for ``%`` and ``f``. It adds ``s``, the scale that fits, and ``m``,
``b`` and ``t``, the scale that is wanted: ``.0%`` gives 56%, ``.1f`` gives 5.1, ``.3s`` gives
RMB 800 billion at three significant digits, ``.1b`` gives RMB 19.7 billion. ``w`` writes a small
number in words: five. Figures and tables, which name a scale once, write ``bare`` digits.

Numbers are rounded as at school, halves up, in decimals and from twelve digits: the last bits of
arithmetic, which another program may compute differently, decide no digit.

Formulas are written here too: fractions as fractions, and no digit of a number that says nothing.
"""

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import sympy

from book1688.quantity import unit as units
from book1688.quantity.words import in_words

RANGE_BEYOND = 0.10  # bounds further apart than this share of the value are shown as a range
SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1e3, " thousand"), (1, ""))
FIXED = {"m": SCALES[2], "b": SCALES[1], "t": SCALES[0]}
CURRENCY = {units.RMB: "RMB ", units.USD: "US$", units.EUR: "€", units.KRW: "KRW "}
LARGEST_PART = 12  # of a fraction that is written as one: a month of a year, a twelfth
IN_WORDS = "w"
SPEC = re.compile(r"(?P<sign>\+?)(?P<comma>,?)\.(?P<digits>\d)(?P<kind>[%fsmbt])")


def settled(value: float) -> float:
    """Return the value without the last bits that arithmetic leaves behind."""
    return float(f"{value:.12g}")


def parts(value: float, spec: str) -> tuple[str, str]:
    """Return the digits and the suffix (``%`` or a scale word) of one value."""
    if spec == IN_WORDS:
        return in_words(int(parts(value, ".0f")[0])), ""
    match = SPEC.fullmatch(spec)
    if match is None:
        raise ValueError(f"unknown number format {spec!r}; use forms like .0%, ,.1f, .3s or .1b")
    sign, comma, digits, kind = match.group("sign", "comma", "digits", "kind")
    exact = Decimal(f"{value:.12g}")
    with localcontext(rounding=ROUND_HALF_UP):
        if kind == "%":
            text, suffix = f"{exact * 100:{sign}{comma}.{digits}f}", "%"
        elif kind == "f":
            text, suffix = f"{exact:{sign}{comma}.{digits}f}", ""
        elif kind in FIXED:
            scale, suffix = FIXED[kind]
            text = f"{exact / Decimal(scale):{sign}{comma}.{digits}f}"
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


def bare(value: float, spec: str) -> str:
    """Write one value for a place that names unit and scale: ``.1b`` gives 19.7, ``.0%`` 56%."""
    text, suffix = parts(value, spec)
    return text if spec[-1] in FIXED else text + suffix


def point(value: float, unit: sympy.Expr, spec: str) -> str:
    """Write one value with its currency sign or scale word, as plain text."""
    text, suffix = parts(value, spec)
    return _signed(_currency(unit, spec), text) + suffix


def _currency(unit: sympy.Expr, spec: str) -> str:
    return CURRENCY.get(unit, "") if spec[-1] in ("s", *FIXED) else ""


def _signed(currency: str, text: str) -> str:
    """Put the minus before the currency: −RMB 2 billion."""
    return f"−{currency}{text[1:]}" if currency and text.startswith("−") else currency + text


def is_wide(value: float, low: float, high: float) -> bool:
    """Tell whether bounds are too far apart for one number to stand for them."""
    if math.isinf(low) or math.isinf(high):
        return True
    return settled(high - low) > settled(RANGE_BEYOND * abs(value))


def span(low: float, high: float, unit: sympy.Expr, spec: str, *, plain: bool = False) -> str:
    """Write a range as plain text: ``54–57%``, ``at least 5.1``, ``RMB 0.95–1.05 trillion``.

    ``plain`` is for figures, which name unit and scale once.
    """

    def one(value: float) -> str:
        return bare(value, spec) if plain else point(value, unit, spec)

    if math.isinf(high):
        return f"at least {one(towards(low, -math.inf, spec))}"
    if math.isinf(low):
        return f"at most {one(towards(high, math.inf, spec))}"
    first, last = one(low), one(high)
    if first == last:
        return first
    (_, suffix), (_, other) = parts(low, spec), parts(high, spec)
    if low < 0 or suffix != other or spec == IN_WORDS:
        return f"{first} to {last}"
    return f"{first.removesuffix(suffix)}–{last.removeprefix(_currency(unit, spec))}"


def towards(value: float, end: float, spec: str) -> float:
    """Move a one-sided bound outwards to its last digit shown: at least 5.06 is at least 5.0."""
    match = SPEC.fullmatch(".0f" if spec == IN_WORDS else spec)
    if match is None or match["kind"] == "s":
        return value
    step = 10.0 ** -(int(match["digits"]) + (2 if match["kind"] == "%" else 0))
    step *= FIXED[match["kind"]][0] if match["kind"] in FIXED else 1
    steps = round(value / step, 9)
    return (math.ceil(steps) if end > 0 else math.floor(steps)) * step


def write(value: float, low: float, high: float, unit: sympy.Expr, spec: str) -> str:
    """Write a value, or its range where the bounds are wide, as plain text."""
    if spec.endswith("%") and unit != units.PURE:
        raise units.UnitError(f"cannot write {units.name(unit)} as a percentage")
    if is_wide(value, low, high):
        return span(low, high, unit, spec)
    return point(value, unit, spec)


def formula(expr: sympy.Expr) -> str:
    """Write an expression in words and signs: ``bypassed ÷ (bypassed + on platform)``."""
    if isinstance(expr, sympy.Add):
        return _sum(expr)
    if isinstance(expr, sympy.Mul):
        return _product(expr)
    if isinstance(expr, sympy.Pow):
        return _power(*expr.args)
    if isinstance(expr, sympy.log):
        return f"ln({formula(expr.args[0])})"
    return _number(float(expr)) if expr.is_Number else str(expr)


def _sum(expr: sympy.Add) -> str:
    """Write what is added before what is taken off, and a factor that all terms share once."""
    split = [term.as_coeff_Mul() for term in expr.as_ordered_terms()]
    shared = {number for number, _ in split}
    if len(shared) == 1 and shared.isdisjoint({1, -1}):
        rest = sympy.Add(*[part for _, part in split])
        return f"{_number(float(shared.pop()))} × ({_sum(rest)})"
    added = [formula(number * part) for number, part in split if number > 0]
    taken = [_bracketed(-number * part, sympy.Add) for number, part in split if number < 0]
    if not added:
        added, taken = [f"−{taken[0]}"], taken[1:]
    return " − ".join([" + ".join(added), *taken])


def _product(expr: sympy.Mul) -> str:
    number, rest = expr.as_coeff_Mul()
    if number < 0:
        return f"−{_bracketed(-expr, sympy.Add)}"
    above, below = [], []
    if number.is_Rational and number.p == 1 and number.q > 1:
        below.append(_number(float(number.q)))
    elif number != 1:
        above.append(_number(float(number)))
    for factor in rest.as_ordered_factors():
        base, power = factor.as_base_exp()
        if power.is_Number and power < 0:
            below.append(_bracketed(base**-power, sympy.Add, sympy.Mul))
        else:
            above.append(_bracketed(factor, sympy.Add))
    top = " × ".join(above) or "1"
    bottom = f"({' × '.join(below)})" if len(below) > 1 else "".join(below)
    return f"{top} ÷ {bottom}" if bottom else top


def _power(base: sympy.Expr, power: sympy.Expr) -> str:
    if power.is_Number and power < 0:
        return f"1 ÷ {_bracketed(base**-power, sympy.Add, sympy.Mul)}"
    simple = base.is_Symbol and " " not in str(base)
    low = formula(base) if simple else f"({formula(base)})"
    if not power.is_Number:
        return f"{low}^{formula(power) if power.is_Symbol else f'({formula(power)})'}"
    return f"{low}^{_exponent(float(power))}"


def _exponent(value: float) -> str:
    """Write a root as one: 1/8, 2/3, and where no fraction will do, 1 ÷ 2.58."""
    fraction = _fraction(value)
    if fraction.denominator == 1:
        return f"{value:.0f}"
    if math.isclose(value, fraction, rel_tol=1e-9):
        return f"({fraction})"
    return f"(1 ÷ {1 / value:.3g})" if value < 1 else f"{value:.3g}"


def _number(value: float) -> str:
    """Write a number of a formula: whole, short, or as the fraction that it is."""
    if value == int(value):
        return f"{value:,.0f}".replace("-", "−")
    fraction = _fraction(value)
    if float(f"{value:.6g}") != settled(value) and math.isclose(value, fraction, rel_tol=1e-9):
        return str(fraction).replace("-", "−")
    return f"{value:.6g}".replace("-", "−")


def _fraction(value: float) -> Fraction:
    return Fraction(value).limit_denominator(LARGEST_PART)


def _bracketed(expr: sympy.Expr, *kinds: type) -> str:
    return f"({formula(expr)})" if isinstance(expr, kinds) else formula(expr)
