"""A conclusion: one number, the line at which its verdict turns, and the inputs it hangs on."""

from dataclasses import dataclass

from book1688.quantity import Quantity, flip, sensitivity
from book1688.quantity.quantity import Leaf
from book1688.quantity.text import settled


@dataclass(frozen=True)
class Input:
    """One uncertain input as a reader moves it.

    ``key`` is the input's id, or its beginning up to an ``@``. ``limits`` are the ends of its scale
    in base units, beyond the bounds we state wherever that makes sense.
    """

    name: str
    key: str
    words: str
    spec: str
    limits: tuple[float, float]


@dataclass(frozen=True)
class Conclusion:
    """``sentence`` says the answer in words, with ``{}`` for the number; the verdict is ``below``
    or ``above`` by the side of ``threshold`` on which the number lies, on the line being above.
    ``close_up`` is the number format of the figure by input, where ``spec`` would write different
    values alike.
    """

    slug: str
    title: str
    quantity: Quantity
    spec: str
    limits: tuple[float, float]
    sentence: str
    threshold: float
    mark: str
    below: str
    above: str
    inputs: tuple[Input, ...]
    close_up: str = ""

    def leaf(self, given: Input) -> Leaf:
        """Return the leaf of the quantity that an input moves."""
        return self.quantity.leaf(given.key)

    def verdict(self, value: float) -> str:
        """Return the verdict for a value of the quantity."""
        return self.above if settled(value) >= self.threshold else self.below

    def turning_point(self, given: Input) -> Quantity | None:
        """Return the value of one input that brings the answer to its line, if any does."""
        try:
            return flip(self.quantity, given.key, self.threshold)
        except ValueError:
            return None

    @property
    def turned_by(self) -> list[Input]:
        """The inputs that alone turn the verdict within the bounds we state, strongest first."""
        by_key = {self.leaf(given).key: given for given in self.inputs}
        rows = sensitivity(self.quantity).to_dict("records")
        return [
            by_key[row["key"]]
            for row in rows
            if self.verdict(row["at_low"]) != self.verdict(row["at_high"])
        ]

    @property
    def holds(self) -> bool:
        """Whether the verdict is the same everywhere within the bounds we state."""
        return self.verdict(self.quantity.low) == self.verdict(self.quantity.high)
