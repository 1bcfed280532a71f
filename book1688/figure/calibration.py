"""Calibration: what was said against how often it happened, with how little a few cases tell."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.scale import percent
from book1688.figure.style import SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes

HEIGHT, NARROW_HEIGHT = 330, 330
TOP, BOTTOM, LEFT = 34, 46, 44


def calibration(
    slug: str, rows: pd.DataFrame, *, caption: str, words: str, note: str = ""
) -> Exhibit:
    """Draw one box a group: as wide as what was said, as tall as what its cases leave possible.

    ``rows``: label, low, high (said), true_low, true_high (where the true rate lies), colour, and
    share, the part of the cases that came true; and optionally source_id, evidence_class.
    ``words`` names the diagonal.
    """
    rows = rows.reset_index(drop=True)

    def draw(figure: Figure, narrow: bool) -> None:
        ax = pixel_axes(figure, left=LEFT, right=20, top=TOP, bottom=BOTTOM)
        ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 0.25, 0.5, 0.75, 1],
               yticks=[0, 0.25, 0.5, 0.75, 1])  # fmt: skip
        ax.xaxis.set_major_formatter(lambda v, _: percent(v))
        ax.yaxis.set_major_formatter(lambda v, _: percent(v))
        ax.grid()
        ax.set_axisbelow(True)
        ax.plot([0, 1], [0, 1], color=colour("muted"), linewidth=1.2, linestyle=(0, (3, 2)))
        ax.annotate(words, (0.36, 0.36), (-5, 3), textcoords="offset points", size=SMALL,
                    ha="right", va="bottom", color=colour("neutral"))  # fmt: skip
        ax.set_xlabel("likelihood stated", loc="left", labelpad=6, size=SMALL)
        wide, tall = figure.get_size_inches() * 96
        figure.text(2 / wide, 1 - 14 / tall, "share that came true", size=SMALL)
        for row in rows.to_dict("records"):
            _box(ax, row)

    told = "; ".join(
        f"{r['label']}: said {percent(r['low'])} to {percent(r['high'])}, true rate anywhere from "
        f"{percent(r['true_low'])} to {percent(r['true_high'])}"
        for r in rows.to_dict("records")
    )
    return exhibit(
        slug, rows, draw, caption=caption, note=note, height=HEIGHT, narrow_height=NARROW_HEIGHT,
        description="Calibration chart: likelihood stated against share that came true, with the "
        f"diagonal on which the two agree. {told}.",
    )  # fmt: skip


def _box(ax: Axes, row: dict) -> None:
    ink, width = colour(row["colour"]), max(row["high"] - row["low"], 0.012)
    left, tall = min(row["low"], 1 - width), row["true_high"] - row["true_low"]
    ax.add_patch(Rectangle((left, row["true_low"]), width, tall, facecolor=ink, alpha=0.16,
                           linewidth=0, clip_on=False))  # fmt: skip
    middle = left + width / 2
    ax.plot([middle] * 2, [row["true_low"], row["true_high"]], color=ink, linewidth=3,
            clip_on=False)  # fmt: skip
    ax.plot([middle], [row["share"]], "o", color=ink, markersize=9, clip_on=False)
    ax.annotate(row["label"], (middle, row["share"]), (-10, 0), textcoords="offset points",
                size=TEXT, weight="bold", ha="right", va="center", color=ink)  # fmt: skip
