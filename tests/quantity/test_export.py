"""Formulas as plain data: the same numbers, and no input forgotten."""

import json
import math

import pytest

from book1688.conclusion import CONCLUSIONS
from book1688.quantity import assume, ln
from book1688.quantity.export import export

OPERATIONS = {
    "Add": lambda *parts: math.fsum(parts),
    "Mul": lambda *parts: math.prod(parts),
    "Pow": pow,
    "log": math.log,
    "exp": math.exp,
}


def evaluate(formula: float | str | list, inputs: dict[str, float]) -> float:
    """Evaluate an exported formula as a page does."""
    if isinstance(formula, str):
        return inputs[formula]
    if isinstance(formula, list):
        return OPERATIONS[formula[0]](*(evaluate(part, inputs) for part in formula[1:]))
    return formula


def test_a_formula_is_exported_once_its_inputs_are_named() -> None:
    a, b = assume("a", 2, 1, 3, why="."), assume("b", 5, 5, 5, why=".")
    assert export(a * b + 1, {"a": "x"}) == ["Add", 1.0, ["Mul", 5.0, "x"]]
    with pytest.raises(ValueError, match="a has bounds"):
        export(a * b, {})


def test_an_unknown_operation_is_refused() -> None:
    a = assume("a", 2, 1, 3, why=".")
    odd = ln(a)
    odd.expr = odd.expr.func(abs(a.expr))
    with pytest.raises(ValueError, match="Abs"):
        export(odd, {"a": "x"})


@pytest.mark.parametrize("slug", CONCLUSIONS)
def test_every_conclusion_survives_the_export(slug: str) -> None:
    told = CONCLUSIONS[slug]()
    names = {told.leaf(given).key: given.name for given in told.inputs}
    formula = json.loads(json.dumps(export(told.quantity, names)))
    for end in ("low", "value", "high"):
        changes = {leaf.symbol: getattr(leaf, end) for leaf in map(told.leaf, told.inputs)}
        inputs = {names[told.leaf(x).key]: changes[told.leaf(x).symbol] for x in told.inputs}
        assert evaluate(formula, inputs) == pytest.approx(told.quantity.at(changes), rel=1e-12)


@pytest.mark.parametrize("slug", CONCLUSIONS)
def test_every_conclusion_is_whole(slug: str) -> None:
    told = CONCLUSIONS[slug]()
    assert told.slug == slug
    assert {told.leaf(x).key for x in told.inputs} == {x.key for x in told.quantity.uncertain}
    for given in told.inputs:
        leaf, (first, last) = told.leaf(given), given.limits
        assert first <= leaf.low < leaf.high <= last
        assert first < leaf.low or last > leaf.high or (first, last) == (0, 1), "nothing beyond"
    assert told.limits[0] <= told.quantity.low <= told.quantity.high <= told.limits[1]
    assert told.limits[0] < told.threshold < told.limits[1]
    assert told.below != told.above


@pytest.mark.parametrize("slug", CONCLUSIONS)
def test_a_turning_point_turns(slug: str) -> None:
    """At the point the answer is the line; on its two sides the verdicts differ."""
    told, found = CONCLUSIONS[slug](), 0
    for given in told.inputs:
        leaf, turning = told.leaf(given), told.turning_point(given)
        if turning is None:
            continue
        at = turning.value
        line = told.quantity.at({leaf.symbol: at})
        near = 1e-9 * (told.limits[1] - told.limits[0])
        assert line == pytest.approx(told.threshold, abs=near)
        sides = {told.quantity.at({leaf.symbol: at * x}) > told.threshold for x in (0.99, 1.01)}
        assert len(sides) == 2
        found += 1
    assert found
