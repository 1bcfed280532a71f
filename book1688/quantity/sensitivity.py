"""Which input moves an answer most, and which could flip the conclusion."""

import pandas as pd
import sympy

from book1688.quantity.quantity import Quantity


def sensitivity(quantity: Quantity) -> pd.DataFrame:
    """Return one row per uncertain input: the result with it at its low and at its high bound.

    Columns: key, label, low, high (the input's bounds), at_low, at_high (results), swing.
    The other inputs stay at their values. Largest swing first.
    """
    rows = []
    for leaf in quantity.uncertain:
        at_low = quantity.at({leaf.symbol: leaf.low})
        at_high = quantity.at({leaf.symbol: leaf.high})
        swing = abs(at_high - at_low)
        rows.append((leaf.key, leaf.label, leaf.low, leaf.high, at_low, at_high, swing))
    columns = ["key", "label", "low", "high", "at_low", "at_high", "swing"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values("swing", ascending=False, kind="stable").reset_index(drop=True)


def flip(quantity: Quantity, key: str, threshold: float) -> Quantity:
    """Return the value of one input at which the quantity equals the threshold.

    The other inputs stay inside their bounds, so the result has bounds too. ``key`` is the input's
    id (``offplatform-turnover``), or the beginning of it up to an ``@`` where one input has it.
    Raises ValueError where no real value does it.
    """
    leaf = quantity.leaf(key)
    equation = sympy.Eq(quantity.expr, sympy.sympify(threshold))
    roots = sympy.solve(equation, leaf.symbol, simplify=False)
    others = {s: other for s, other in quantity.leaves.items() if s != leaf.symbol}
    for root in roots:
        words = {s: sympy.Symbol(other.label, real=True) for s, other in others.items()}
        answer = Quantity(root, root.subs(words), leaf.unit, others)
        if root.subs({s: other.value for s, other in others.items()}).is_real:
            return answer
    raise ValueError(f"no value of {key} brings {quantity.formula} to {threshold}")
