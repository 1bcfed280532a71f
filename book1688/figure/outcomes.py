"""Outcomes: what was said of each case, as a band of likelihood, and what then happened."""

import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import DOT
from book1688.figure.row_chart import Rows, dots, labelled, row_drawing
from book1688.figure.rows import Words, Write
from book1688.figure.style import DASHED
from book1688.html.palette import colour

INKS = {
    "came true": "verdict-supported",
    "half right": "verdict-qualified",
    "failed": "verdict-contradicted",
    "not settled": "verdict-open",
}
BAND = {"linewidth": 9, "alpha": 0.45}
MISS = {"linewidth": 1.2, "linestyle": DASHED}
KEY = [
    (BAND | {"linewidth": 6, "solid_capstyle": "butt"}, "said", "neutral"),
    (DOT, "happened", "other"),
    (MISS, "how far off", "muted"),
]
LEAST = 0.02  # narrower bands would not be seen


@form
def outcomes(rows: pd.DataFrame, *, write: Write, mark: Words = None) -> Drawing:
    """Draw one case a row: its band, its outcome at the end where it came to lie, and the miss.

    Data: label, low, high (shares of one), outcome (0, 0.5, 1 or missing if not settled), words
    (came true, half right, failed or not settled). ``mark`` puts words under the row of a label.
    """
    low, high, outcome = (rows[name].astype(float) for name in ("low", "high", "outcome"))
    middle, edges = (low + high) / 2, rows["words"].map(INKS).map(colour)
    said = [f"said {write.span(*ends)}, " for ends in zip(low, high, strict=True)] + rows["words"]
    seen, thin = outcome.notna(), high - low < LEAST

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        at, look = layout.at, {"color": colour("neutral"), "clip_on": False}
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
        ax.hlines(at, low, high, **BAND, **look)
        ax.vlines(middle[thin], at[thin] - 8, at[thin] + 8, linewidth=3.5, **look)
        look["color"] = colour("muted")
        ax.hlines(at[seen], middle[seen], outcome[seen], **MISS, **look)
        words = rows["label"] + ": " + said
        dots(ax, outcome[seen], at[seen], edges[seen], edges[seen], words[seen], size=8)
        return middle

    return row_drawing(
        paint,
        "Chart of likelihood bands, one row a forecast, with a dot at what happened: at the end it "
        "came true, in the middle half right, at the beginning it failed;",
        labelled(rows["label"], said),
        rows["label"],
        rows["words"],
        inks=edges,
        entries=KEY,
        write=write,
        mark=mark,
        limits=(-0.02, 1.02),
    )
