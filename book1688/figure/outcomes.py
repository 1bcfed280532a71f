"""Outcomes: what was said of each case, as a band of likelihood, and what then happened."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import dots, heights, layouts
from book1688.figure.rows import Write, between
from book1688.figure.style import DASHED
from book1688.figure.svg import DOT
from book1688.html.palette import colour

INKS = {
    "came true": "verdict-supported",
    "half right": "verdict-qualified",
    "failed": "verdict-contradicted",
    "not settled": "verdict-open",
}
KEY = [
    ({"linewidth": 6, "alpha": 0.45, "solid_capstyle": "butt"}, "said", "neutral"),
    (DOT, "happened", "other"),
    ({"linewidth": 1.2, "linestyle": DASHED}, "how far off", "muted"),
]
LEAST = 0.02  # narrower bands would not be seen


@form
def outcomes(rows: pd.DataFrame, *, write: Write) -> Drawing:
    """Draw one case a row: its band, its outcome at the end where it came to lie, and the miss.

    Data: label, low, high (shares of one), outcome (0, 0.5, 1 or missing if not settled), words
    (came true, half right, failed or not settled).
    """
    words = list(rows["words"])
    both = layouts(list(rows["label"]), words, entries=KEY)
    middle = (rows["low"] + rows["high"]) / 2
    outcome = rows["outcome"].astype(float)
    said = [between(low, high, write) for low, high in rows[["low", "high"]].to_numpy(float)]

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, (-0.02, 1.02))
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
        edges = np.array([colour(INKS[word]) for word in words])
        small, band = rows["high"] - rows["low"] < LEAST, {"color": colour("neutral")}
        ax.hlines(layout.at, rows["low"], rows["high"], linewidth=9, alpha=0.45, clip_on=False,
                  **band)  # fmt: skip
        ax.vlines(middle[small], layout.at[small] - 8, layout.at[small] + 8, linewidth=3.5,
                  clip_on=False, **band)  # fmt: skip
        seen = outcome.notna()
        ax.hlines(layout.at[seen], middle[seen], outcome[seen], color=colour("muted"),
                  linewidth=1.2, linestyle=DASHED, clip_on=False)  # fmt: skip
        told = [f"{n}: said {s}, {w}" for n, s, w in zip(rows["label"], said, words, strict=True)]
        dots(ax, outcome[seen], layout.at[seen], edges[seen], edges[seen],
             np.array(told)[seen], size=8)  # fmt: skip
        layout.write_ends(ax, edges)

    told = "; ".join(
        f"{n}: said {s}, {w}" for n, s, w in zip(rows["label"], said, words, strict=True)
    )
    kind = (
        "Chart of likelihood bands, one row a forecast, with a dot at what happened (all: came "
        "true, half: half right, none: failed),"
    )
    return Drawing(draw, heights(both), kind, f"{told}.")
