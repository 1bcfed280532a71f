"""The script of the sliders writes numbers as the book does."""

import re

import pytest

from book1688.data.tables import ROOT
from book1688.quantity.text import CURRENCY
from tests.numbers import NUMBERS


@pytest.fixture(scope="module")
def writer() -> str:
    """What in the script writes numbers, up to the end of that function."""
    script = (ROOT / "_static/some/what-if.js").read_text(encoding="utf-8")
    return re.search(r"  const FIXED = .*?  function write.*?\n  }\n", script, re.DOTALL)[0]


def test_the_script_writes_every_number_so(browser, writer):
    asked = [
        [value, {"spec": spec, "currency": CURRENCY.get(unit, "")}]
        for value, unit, spec, _, _ in NUMBERS
    ]
    script = f"asked => {{{writer} return asked.map(([value, as]) => write(value, as)); }}"
    with browser.new_page() as page:
        written = page.evaluate(script, asked)
    assert dict(enumerate(written)) == {at: told for at, (*_, told, _) in enumerate(NUMBERS)}
