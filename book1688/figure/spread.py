"""A spread of points: what different sources say about one thing, none averaged away."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import TOP, heights, mark_height, row_axes
from book1688.figure.style import PAGE, SMALL, colour
from book1688.figure.svg import say

FILLED = ("A", "B")


def spread(
    slug: str,
    rows: pd.DataFrame,
    *,
    caption: str,
    write: Callable[[float], str],
    axis: str,
    limits: tuple[float, float] | None = None,
    note: str = "",
) -> Exhibit:
    """Draw every source's value as a point, one row a label.

    ``rows``: label, value, reliability (A to D), and optionally colour, mark (words at the point),
    source_id, evidence_class. Grades A and B are filled, C and D hollow.
    """
    rows = rows.reset_index(drop=True)
    labels = list(dict.fromkeys(rows["label"]))

    def draw(figure: Figure, narrow: bool) -> None:
        ax = row_axes(figure, labels, narrow, write=write, axis=axis, extra=22, right=24)
        if limits:
            ax.set_xlim(*limits)
        for y, label in enumerate(labels):
            part = rows[rows["label"] == label]
            at = y + mark_height(narrow)
            ax.plot([part["value"].min(), part["value"].max()], [at, at],
                    color=colour("grid"), linewidth=4, zorder=1, clip_on=False)  # fmt: skip
            for row in part.to_dict("records"):
                ink = colour(row.get("colour") or "other")
                filled = row["reliability"] in FILLED
                dot = ax.plot([row["value"]], [at], "o", color=ink, markersize=8,
                              markeredgewidth=1.8, markerfacecolor=ink if filled else PAGE,
                              clip_on=False)  # fmt: skip
                say(dot[0], f"{label}: {write(row['value'])}, grade {row['reliability']}")
                if row.get("mark"):
                    ax.annotate(row["mark"], (row["value"], at), (0, -13 if narrow else 7),
                                size=SMALL, ha="center", textcoords="offset points")  # fmt: skip
        _key(figure, ax)

    described = "; ".join(
        f"{label}: "
        + ", ".join(
            f"{write(v)} (grade {g})"
            for v, g in rows[rows["label"] == label][["value", "reliability"]].values
        )
        for label in labels
    )
    height, narrow_height = heights(len(labels), 22)
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height, note=note,
        description=f"Dot chart of every source's value, one row a measure, along {axis}. "
        f"{described}.",
    )  # fmt: skip


def _key(figure: Figure, ax) -> None:
    width, height = figure.get_size_inches() * 96
    y = 1 - TOP / height
    for x, face, words in ((10, "other", "reliability A or B"), (160, None, "C or D")):
        figure.add_artist(_dot(x / width, y, colour(face) if face else PAGE))
        figure.text((x + 10) / width, y, words, size=SMALL, va="center")


def _dot(x: float, y: float, face: str):
    from matplotlib.lines import Line2D

    return Line2D([x], [y], marker="o", markersize=7, color=colour("other"), markerfacecolor=face,
                  markeredgewidth=1.8)  # fmt: skip
