"""Ranges: how far each value could lie, with the value itself where one stands."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import Rows, dots, inks, labelled, row_drawing
from book1688.figure.rows import Limits, Write, reach, told

ARROW = 5  # CSS pixels that half a cap is high


@form
def ranges(rows: pd.DataFrame, *, write: Write, limits: Limits = None) -> Drawing:
    """Draw one horizontal range a row.

    Data: label, value; or low and high, and a value where one stands; and optionally said, colour.
    A row without a value is a range that no one number stands for. Estimates and assumptions are
    hollow; an end without bound is an arrow.
    """
    low, high = reach(rows)
    value = rows["value"].astype(float) if "value" in rows else low * np.nan
    said = told(rows.assign(value=value.where(low == high)), write)
    (edges, faces), seen = inks(rows), value.notna()
    words = rows["label"] + ": " + value.map(write, na_action="ignore")
    ends = pd.concat([low, high]).replace([-np.inf, np.inf], np.nan).dropna()

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        at, free = layout.at, {"clip_on": False}
        dots(ax, value[seen], at[seen], edges[seen], faces[seen], words[seen])
        ax.update_datalim([(end, 0) for end in ends])
        ax.autoscale_view(scaley=False)
        first, last = ax.get_xlim()
        shown = low.clip(lower=first), high.clip(upper=last)
        ax.hlines(at, *shown, colors=edges, linewidth=6, alpha=0.35, **free)
        for end, limit, arrow in ((low, first, "<"), (high, last, ">")):
            capped, endless = (low < high) & np.isfinite(end), np.isinf(end)
            caps = at[capped] - ARROW, at[capped] + ARROW
            ax.vlines(end[capped], *caps, colors=edges[capped], linewidth=1.6, **free)
            arrows = [limit] * endless.sum(), at[endless]
            ax.scatter(*arrows, marker=arrow, s=40, c=edges[endless], **free)
        return value.fillna(sum(shown) / 2)

    return row_drawing(
        paint,
        "Range chart, one row a case,",
        labelled(rows["label"], said),
        rows["label"],
        said,
        inks=edges,
        write=write,
        limits=limits,
    )
