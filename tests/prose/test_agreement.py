"""Agreement of two codings: the measure against cases worked by hand, and the table complete."""

import pandas as pd
import pytest

from book1688.prose.agreement import FRESH, SECOND, agreement, alpha, batches


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


def test_every_batch_is_shown() -> None:
    shown = agreement()._repr_mimebundle_()["text/html"]
    for pairs in batches().values():
        assert len(pairs) > 100
        for name in ("relation", "independent"):
            found = alpha(pairs[f"{name}_first"], pairs[f"{name}_second"])
            assert f">{found:.2f}<" in shown


@pytest.mark.parametrize(
    ("batch", "relation", "independent"), [(SECOND, 0.67, 0.8), (FRESH, 0.8, 0.9)]
)
def test_readers_agree(batch: str, relation: float, independent: float) -> None:
    pairs = batches()[batch]
    for name, least in {"relation": relation, "independent": independent}.items():
        assert alpha(pairs[f"{name}_first"], pairs[f"{name}_second"]) >= least, name
