"""A spread of points: what different sources say about one thing, none averaged away."""

import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import DOT, RING
from book1688.figure.row_chart import Rows, dots, labelled, row_drawing
from book1688.figure.rows import Limits, Words, Write, reach, told
from book1688.html.palette import PAGE, colour

FILLED = ("A", "B")
KEY = [(DOT, "reliability A or B", "other"), (RING, "C or D", "other")]


@form
def spread(
    rows: pd.DataFrame, *, write: Write, mark: Words = None, limits: Limits = None
) -> Drawing:
    """Draw every source's value as a point, one row a label.

    Data: label, value: ``{label: [value, value]}``, and optionally reliability (A to D; A and B are
    filled, C and D hollow), colour. A range without a value is a bar.
    ``mark`` puts words under a label's points.
    """
    labels, (low, high) = list(dict.fromkeys(rows["label"])), reach(rows)
    graded = "reliability" in rows
    said = pd.Series(told(rows, write), rows.index)
    said += ", grade " + rows["reliability"] if graded else ""
    first = low.groupby(rows["label"]).min()[labels]
    last = high.groupby(rows["label"]).max()[labels]
    edges, seen = rows["colour"].map(colour), rows["value"].notna()
    faces = edges.where(rows["reliability"].isin(FILLED), PAGE) if graded else edges

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        at = rows["label"].map(dict(zip(labels, layout.at, strict=True)))
        look = {"clip_on": False, "zorder": 1}
        ax.hlines(layout.at, first, last, colors=colour("grid"), linewidth=4, **look)
        wide = {"colors": edges[~seen], "linewidth": 6, "alpha": 0.35}
        ax.hlines(at[~seen], low[~seen], high[~seen], **wide, **look)
        words = rows["label"] + ": " + said
        dots(ax, rows["value"][seen], at[seen], edges[seen], faces[seen], words[seen], size=8)
        return (first + last) / 2

    return row_drawing(
        paint,
        "Dot chart of every source's value, one row a measure,",
        labelled(labels, [", ".join(said[rows["label"] == label]) for label in labels]),
        labels,
        entries=KEY if graded else (),
        right=24,
        write=write,
        mark=mark,
        limits=limits,
    )
