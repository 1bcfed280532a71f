"""No inputs within their own bounds lead outside the bounds that a page states for a result."""

import random
from importlib import import_module
from math import isfinite
from pathlib import Path

import pytest

from book1688.figure.exhibit import exhibit
from book1688.make.run import read
from book1688.quantity import Quantity, assume, usage

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "intro.ipynb", *sorted((ROOT / "chapters").glob("*.ipynb"))]
POINTS = 300
NEARLY = 1e-9  # of the width of the bounds: what arithmetic leaves behind


def stated_by(page: Path, monkeypatch: pytest.MonkeyPatch) -> list[Quantity]:
    """Run the cells of a page without drawing, and return the quantities that it states."""
    monkeypatch.setattr(usage, "page", usage.Usage())
    monkeypatch.setattr(import_module(exhibit.__module__), "render", lambda *_, **__: "<svg />")
    monkeypatch.chdir(page.parent)
    asked: dict[int, Quantity] = {}  # whose bounds were asked for, in a sentence, table or figure
    bounds = Quantity.bounds.fget
    monkeypatch.setattr(Quantity, "bounds", property(lambda q: bounds(asked.setdefault(id(q), q))))
    names = {}
    for cell in read(page).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, page.name, "exec"), names)
    return list(asked.values())


def escape(quantity: Quantity) -> float | None:
    """Return a result outside the stated bounds, at some inputs within theirs, if one is found."""
    low, high = quantity.bounds
    slack = NEARLY * (high - low if isfinite(high - low) else 1)
    draw = random.Random(1688)
    for _ in range(POINTS):
        inputs = {x.symbol: draw.uniform(x.low, x.high) for x in quantity.uncertain}
        if not low - slack <= quantity.at(inputs) <= high + slack:
            return quantity.at(inputs)
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_bounds_that_a_page_states_hold(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = stated_by(page, monkeypatch)
    assert {id(quantity) for quantity, _ in usage.page.quantities.values()} <= set(map(id, stated))
    found = {q.name or q.formula: (q.bounds, escape(q)) for q in stated if q.uncertain}
    assert found
    assert not {name: told for name, told in found.items() if told[1] is not None}


def test_a_result_outside_its_bounds_is_found() -> None:
    free = assume("free", 0.5, 0, 1, why="for the example")
    assert escape(free) is None
    assert escape((free - 0.2) ** 2) is not None
