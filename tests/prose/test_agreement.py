"""Agreement of two codings: the measure against cases worked by hand, and the table complete."""

import pandas as pd
import pytest

from book1688.data import table
from book1688.prose.agreement import VARIABLES, agreement, alpha


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("aabb", "aabb", 1.0),
        # Four of ten differ; chance: fourteen of one code and six of the other, in pairs.
        ("0100000000", "1110010100", 1 - 0.4 / (1 - (14 * 13 + 6 * 5) / (20 * 19))),
        # All differ; chance: two and two.
        ("ab", "ba", 1 - 1 / (1 - (2 + 2) / 12)),
    ],
)
def test_alpha(first: str, second: str, expected: float) -> None:
    assert alpha(pd.Series(list(first)), pd.Series(list(second))) == pytest.approx(expected)


def test_every_batch_and_variable_is_shown() -> None:
    codings = table("codings")
    shown = agreement()._repr_html_().count("<tr") - 1
    assert shown == codings["batch"].nunique() * len(VARIABLES) > 0


def test_the_second_batch_agrees_as_far_as_was_asked() -> None:
    second = table("codings").query("batch == 2")
    for name, least in {"relation": 0.8, "independent": 0.9}.items():
        assert alpha(second[f"{name}_first"], second[f"{name}_second"]) >= least, name
