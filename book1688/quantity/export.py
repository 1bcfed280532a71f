"""A formula as plain data, for a page to evaluate: the same expression, never retyped.

A formula is a number, the name of an input, or a list of an operation and its arguments:
``["Mul", "fee", ["Pow", "turnover", -1]]``. The operations are sympy's own.
"""

import sympy

from book1688.quantity.quantity import Quantity

OPERATIONS = {"Add", "Mul", "Pow", "log"}

Formula = float | str | list


def export(quantity: Quantity, names: dict[str, str]) -> Formula:
    """Return a quantity's formula with the inputs in ``names`` (key of the input: name) left open.

    Every other input is fixed at its value. Raises ValueError where one of those has bounds, or
    where the formula holds an operation that pages do not know.
    """
    fixed, open_names = {}, {}
    for symbol, leaf in quantity.leaves.items():
        if leaf.key in names:
            open_names[symbol] = names[leaf.key]
        elif leaf.low < leaf.high:
            raise ValueError(f"{leaf.key} has bounds, but no name for the page")
        else:
            fixed[symbol] = leaf.value
    return _plain(quantity.expr.subs(fixed), open_names)


def _plain(expr: sympy.Expr, names: dict[sympy.Symbol, str]) -> Formula:
    if expr in names:
        return names[expr]
    if expr.is_number and not expr.args:
        return float(expr)
    operation = type(expr).__name__
    if operation not in OPERATIONS:
        raise ValueError(f"pages do not know the operation {operation} of {expr}")
    return [operation, *(_plain(part, names) for part in expr.args)]
