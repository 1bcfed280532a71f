"""A number that knows where it came from.

A quantity is a sympy expression over leaves. Each leaf is an input with a value, a low and a high
bound, a unit and an origin (a claim, an observation, an evidence row or a stated assumption).
From the one expression come the value, the bounds, the formula and the sensitivity.
"""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import sympy

from book1688.quantity import text, usage
from book1688.quantity import unit as units
from book1688.quantity.words import slug

MOST_UNCERTAIN = 14  # all corners of the bounds are tried: two to this power at most


@dataclass(frozen=True)
class Leaf:
    """One input. ``value``, ``low`` and ``high`` are in base units (percent as a share of one)."""

    key: str
    label: str
    value: float
    low: float
    high: float
    unit: sympy.Expr
    kind: str  # claim, series, evidence or assumption
    evidence_class: str
    reliability: str
    source_ids: tuple[str, ...]
    note: str = ""
    spread: bool = False  # conflicting sources: no one value stands for them
    widened: str = ""  # the reason for bounds of our own, beyond what the source says

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.key}: {self.value} is not within {self.low} to {self.high}")

    @property
    def symbol(self) -> sympy.Symbol:
        return sympy.Symbol(self.key, real=True)


@dataclass(eq=False)
class Quantity:
    """An expression over leaves, with a unit. Build one from leaves by plain arithmetic."""

    expr: sympy.Expr
    shown: sympy.Expr
    unit: sympy.Expr
    leaves: dict[sympy.Symbol, Leaf]
    given_name: str = ""
    parts: dict[str, "Quantity"] = field(default_factory=dict)  # what the formula's names stand for
    _cache: dict = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, leaf: Leaf) -> "Quantity":
        """Make the quantity that is just this leaf."""
        return cls(leaf.symbol, sympy.Symbol(leaf.label, real=True), leaf.unit, {leaf.symbol: leaf})

    def named(self, name: str) -> "Quantity":
        """Return the same quantity under the phrase by which readers know it."""
        return Quantity(self.expr, self.shown, self.unit, self.leaves, name, self.parts)

    @property
    def is_leaf(self) -> bool:
        return self.expr in self.leaves

    @property
    def name(self) -> str:
        """The phrase by which readers know it: the one given, an input's own label, or ''."""
        return self.given_name or (self.leaves[self.expr].label if self.is_leaf else "")

    def leaf(self, key: str) -> Leaf:
        """Return the one input that has this id, or has it up to an ``@``; else ValueError."""
        found = [leaf for leaf in self.leaves.values() if f"{leaf.key}@".startswith(f"{key}@")]
        if len(found) != 1:
            known = ", ".join(leaf.key for leaf in self.leaves.values())
            raise ValueError(f"{key!r} is no one input of {self.formula}; inputs: {known}")
        return found[0]

    # -- value and bounds

    def at(self, changes: dict[sympy.Symbol, float] | None = None) -> float:
        """Evaluate with some leaves changed and the others at their values."""
        changes = changes or {}
        if self.is_leaf:
            return float(changes.get(self.expr, self.leaves[self.expr].value))
        symbols = list(self.leaves)
        if "call" not in self._cache:
            self._cache["call"] = sympy.lambdify(symbols, self.expr, "math")
        inputs = [changes.get(s, self.leaves[s].value) for s in symbols]
        return float(self._cache["call"](*inputs))

    @property
    def value(self) -> float:
        """The value with every leaf at its own value, in base units."""
        return self.at()

    @property
    def uncertain(self) -> list[Leaf]:
        """The leaves whose bounds differ."""
        return [leaf for leaf in self.leaves.values() if leaf.low < leaf.high]

    @property
    def bounds(self) -> tuple[float, float]:
        """Low and high over all corners of the leaves' bounds and at their values.

        A leaf moves as one. Exact where the expression is monotone in each leaf, as nearly all in
        this book are; a test tries inputs in between for each that a page states.
        """
        if "bounds" not in self._cache:
            leaves = self.uncertain
            if len(leaves) > MOST_UNCERTAIN:
                raise ValueError(f"{self.name or self.shown}: {len(leaves)} uncertain inputs")
            corners = itertools.product(*[(leaf.low, leaf.high) for leaf in leaves])
            results = [self._corner(dict(zip(leaves, c, strict=True))) for c in corners]
            self._cache["bounds"] = (min([self.value, *results]), max([self.value, *results]))
        return self._cache["bounds"]

    def _corner(self, corner: dict[Leaf, float]) -> float:
        try:
            return self.at({leaf.symbol: end for leaf, end in corner.items()})
        except ZeroDivisionError:
            # A bound at which a divisor is exactly zero: unbounded, signed as seen from inside.
            inside = {
                leaf.symbol: end + (leaf.value - end or leaf.low + leaf.high - 2 * end) * 1e-9
                for leaf, end in corner.items()
            }
            return math.copysign(math.inf, self.at(inside))

    @property
    def low(self) -> float:
        return self.bounds[0]

    @property
    def high(self) -> float:
        return self.bounds[1]

    @property
    def is_spread(self) -> bool:
        """Whether an input is a spread of conflicting sources, so that no one value stands."""
        return any(leaf.spread for leaf in self.leaves.values())

    # -- arithmetic

    def _join(
        self, other: "Quantity | float", unit: sympy.Expr, act: Callable, swap: bool = False
    ) -> "Quantity":
        left, right = (other, self) if swap else (self, other)
        expr = act(_expr(left), _expr(right))
        shown = act(_shown(left), _shown(right))
        leaves = _leaves(left)
        for symbol, leaf in _leaves(right).items():
            if leaves.setdefault(symbol, leaf) != leaf:
                raise ValueError(f"two different inputs share the key {leaf.key!r}")
        if len({leaf.label for leaf in leaves.values()}) < len(
            leaves
        ):  # a formula would cancel them
            raise ValueError(f"two inputs share a label among {[*map(str, leaves)]}")
        return Quantity(expr, shown, unit, leaves, parts=_parts(left) | _parts(right))

    def __add__(self, other: "Quantity | float") -> "Quantity":
        unit = units.same(self.unit, _unit(other), "add")
        return self._join(other, unit, lambda a, b: a + b)

    __radd__ = __add__

    def __sub__(self, other: "Quantity | float") -> "Quantity":
        unit = units.same(self.unit, _unit(other), "subtract")
        return self._join(other, unit, lambda a, b: a - b)

    def __rsub__(self, other: float) -> "Quantity":
        unit = units.same(_unit(other), self.unit, "subtract")
        return self._join(other, unit, lambda a, b: a - b, swap=True)

    def __mul__(self, other: "Quantity | float") -> "Quantity":
        return self._join(other, self.unit * _unit(other), lambda a, b: a * b)

    __rmul__ = __mul__

    def __truediv__(self, other: "Quantity | float") -> "Quantity":
        _refuse_zero(other)
        return self._join(other, self.unit / _unit(other), lambda a, b: a / b)

    def __rtruediv__(self, other: float) -> "Quantity":
        _refuse_zero(self)
        return self._join(other, _unit(other) / self.unit, lambda a, b: a / b, swap=True)

    def __pow__(self, power: "Quantity | float") -> "Quantity":
        if _unit(power) != units.PURE or (isinstance(power, Quantity) and self.unit != units.PURE):
            raise units.UnitError(f"cannot raise {units.name(self.unit)} to {_unit(power)}")
        unit = self.unit if isinstance(power, Quantity) else self.unit**power
        return self._join(power, unit, lambda a, b: a**b)

    def __neg__(self) -> "Quantity":
        return self * -1

    def per(self, unit: sympy.Expr) -> "Quantity":
        """Return the same numbers under another unit, where a formula's result needs one.

        ``years = (ln(ratio) / ln(1 + growth)).per(unit.YEAR)``: growth a year makes it years.
        """
        return Quantity(self.expr, self.shown, self.unit * unit, self.leaves, parts=_parts(self))

    # -- text

    def text(self, spec: str) -> str:
        """Write the number as plain text, a range where the bounds are wide."""
        if self.is_spread:
            return text.span(self.low, self.high, self.unit, spec)
        return text.write(self.value, self.low, self.high, self.unit, spec)

    def range(self, spec: str) -> str:
        """Write both bounds as plain text, however near they are."""
        return text.span(self.low, self.high, self.unit, spec)

    @property
    def formula(self) -> str:
        """The formula in words and signs: ``bypassed ÷ (bypassed + on platform)``."""
        return text.formula(self.shown)

    @property
    def anchor(self) -> str:
        """The id of this quantity's row among the page's workings."""
        if not self.name:
            raise ValueError(f"give this quantity a name before quoting it: {self.formula}")
        return f"w-{slug(self.name)}"

    def __format__(self, spec: str) -> str:
        """Write the number as a link to its workings, and note that this page quotes it.

        What a sentence says in words stands in digits there.
        """
        usage.quote(self, ".0f" if spec == text.IN_WORDS else spec)
        return f'<a class="number" href="#{self.anchor}">{self.text(spec)}</a>'


def named(quantities: dict[str, Quantity], phrase: str = "{}") -> dict[str, Quantity]:
    """Name each quantity by its key: ``named({"2024": x}, "growth in {}")``."""
    return {key: quantity.named(phrase.format(key)) for key, quantity in quantities.items()}


def ln(pure: Quantity) -> Quantity:
    """Natural logarithm of a pure number."""
    units.same(pure.unit, units.PURE, "take the logarithm of")
    shown, parts = sympy.log(_shown(pure)), _parts(pure)
    return Quantity(sympy.log(pure.expr), shown, units.PURE, pure.leaves, parts=parts)


def _refuse_zero(divisor: Quantity | float) -> None:
    if isinstance(divisor, Quantity):
        low, high = divisor.bounds
        if low < 0 < high or low == high == 0:
            raise ZeroDivisionError(
                f"division by a range that spans zero: {divisor.formula} is {low:g} to {high:g}"
            )


def _expr(side: Quantity | float) -> sympy.Expr:
    return side.expr if isinstance(side, Quantity) else sympy.sympify(side)


def _shown(side: Quantity | float) -> sympy.Expr:
    if not isinstance(side, Quantity):
        return sympy.sympify(side)
    return sympy.Symbol(side.name, real=True) if side.name else side.shown


def _parts(side: Quantity | float) -> dict[str, Quantity]:
    if not isinstance(side, Quantity):
        return {}
    return {side.name: side} if side.name else side.parts


def _unit(side: Quantity | float) -> sympy.Expr:
    return side.unit if isinstance(side, Quantity) else units.PURE


def _leaves(side: Quantity | float) -> dict[sympy.Symbol, Leaf]:
    return dict(side.leaves) if isinstance(side, Quantity) else {}
