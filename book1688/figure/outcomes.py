"""Outcomes: what was said of each case, as a band of likelihood, and what then happened."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import TOP, heights, mark_height, row_axes
from book1688.figure.scale import percent
from book1688.figure.style import PAGE, SMALL, TEXT, colour
from book1688.figure.svg import text_width

INKS = {
    "came true": "verdict-supported",
    "half right": "verdict-qualified",
    "failed": "verdict-contradicted",
    "not settled": "verdict-open",
}
KEY = (("▬ said", "neutral"), ("● happened", "other"), ("┄ how far off", "muted"))


def outcomes(slug: str, rows: pd.DataFrame, *, caption: str, axis: str) -> Exhibit:
    """Draw one case a row: its band, its outcome at the end where it came to lie, and the miss.

    ``rows``: label, low, high (shares of one), outcome (0, 0.5, 1 or missing if not settled), words
    (came true, half right, failed or not settled), and optionally source_id, evidence_class.
    """
    rows = rows.reset_index(drop=True)
    longest = int(max(text_width(words, TEXT) for words in rows["words"])) + 14

    def draw(figure: Figure, narrow: bool) -> None:
        ax = row_axes(figure, list(rows["label"]), narrow, write=percent, axis=axis, extra=22,
                      right=16 if narrow else longest)  # fmt: skip
        ax.set_xlim(-0.02, 1.02)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
        for y, row in enumerate(rows.to_dict("records")):
            _case(ax, y, row, narrow)
        width, height = figure.get_size_inches() * 96
        x = 8.0
        for words, ink in KEY:
            figure.text(x / width, 1 - TOP / height, words, size=SMALL, va="center",
                        color=colour(ink))  # fmt: skip
            x += text_width(words, SMALL) + 14

    height, narrow_height = heights(len(rows), 22)
    told = "; ".join(
        f"{r['label']}: said {percent(r['low'])} to {percent(r['high'])}, {r['words']}"
        for r in rows.to_dict("records")
    )
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height,
        description=f"Chart of likelihood bands, one row a forecast, along {axis}, with a dot at "
        f"what happened: 100% came true, 50% half right, 0% failed. {told}.",
    )  # fmt: skip


def _case(ax: Axes, y: int, row: dict, narrow: bool) -> None:
    at, ink = y + mark_height(narrow), colour(INKS[row["words"]])
    middle = (row["low"] + row["high"]) / 2
    ax.plot([row["low"], row["high"]], [at, at], color=colour("neutral"), linewidth=9,
            alpha=0.45, solid_capstyle="butt", clip_on=False)  # fmt: skip
    if row["high"] - row["low"] < 0.02:  # a band too narrow to see
        ax.plot([middle] * 2, [at - 0.2, at + 0.2], color=colour("neutral"), linewidth=3.5,
                clip_on=False)  # fmt: skip
    if pd.notna(row["outcome"]):
        ax.plot([middle, row["outcome"]], [at, at], color=colour("muted"), linewidth=1.2,
                linestyle=(0, (3, 2)), clip_on=False)  # fmt: skip
        ax.plot([row["outcome"]], [at], "o", color=ink, markersize=9, markeredgecolor=PAGE,
                markeredgewidth=1.2, clip_on=False, zorder=5)  # fmt: skip
    x, up, side = (1, y - 0.30, "right") if narrow else (1.03, at, "left")
    ax.text(x, up, row["words"], transform=ax.get_yaxis_transform(), size=TEXT, weight="bold",
            ha=side, va="center", color=ink)  # fmt: skip
