"""How far two codings of the evidence agree, from codings.csv and fresh-codings.csv."""

import pandas as pd

from book1688.data import frame
from book1688.html.tables import Html, exhibit_table

CLARIFYING, SECOND = "first, which clarified the code book", "second, which did not"
FRESH = "two fresh readers, with the final code book"


def alpha(first: pd.Series, second: pd.Series) -> float:
    """Return Krippendorff's alpha for two codings of the same rows, on a nominal scale.

    1 is perfect agreement, 0 what chance gives. NaN where only one code occurs.
    """
    counts = pd.concat([first, second]).value_counts()
    n = counts.sum()
    expected = 1 - (counts * (counts - 1)).sum() / (n * (n - 1))
    return float(1 - (first.to_numpy() != second.to_numpy()).mean() / expected)


def batches() -> dict[str, pd.DataFrame]:
    """Return the rows that two readers coded, by what their batch was for."""
    codings = frame("codings")
    first, second = (codings[codings["batch"] == batch] for batch in (1, 2))
    return {CLARIFYING: first, SECOND: second, FRESH: frame("fresh-codings")}


def agreement() -> Html:
    """Show by batch and variable how many rows were coded twice, and how far the codings agree."""
    codings, rows = frame("codings"), []
    for batch, pairs in batches().items():
        own_time = pairs[
            (pairs["relation_first"] != "later") & (pairs["relation_second"] != "later")
        ]
        for name, words, coded in (
            ("relation", "relation to the claim", pairs),
            ("relation", "the same, without what a date alone decides", own_time),
            ("independent", "independent or not", pairs),
        ):
            one, other = coded[f"{name}_first"], coded[f"{name}_second"]
            same, found = (one == other).sum(), alpha(one, other)
            rows.append([batch, words, f"#{len(coded)}", f"#{same}", f"#{found:.2f}"])
    once = len(frame("evidence")) - len(codings)
    caption = (
        f"{len(codings)} rows of evidence coded twice, {once} once: how far the two codings agree "
        "(Krippendorff’s alpha: 1 is always, 0 is chance)."
    )
    head = ["Batch", "What was coded", "Rows", "Coded alike", "Alpha"]
    return Html(exhibit_table("table-agreement", caption, head, rows), caption)
