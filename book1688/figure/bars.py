"""Bars from zero: amounts side by side, with their bounds."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import Rows, hbar, inks, labelled, row_drawing
from book1688.figure.rows import Threshold, Words, Write, reach, told
from book1688.html.palette import colour


@form
def bars(
    rows: pd.DataFrame,
    *,
    write: Write,
    mark: Words = None,
    threshold: Threshold = None,
    longest_first: bool = False,
) -> Drawing:
    """Draw one bar a row from a zero baseline.

    Data: label, value (or low and high alone: the bar is full up to low and pale up to high), and
    optionally who (who says so, in small letters), said (words in place of the value), colour.
    Estimates and assumptions are outlined, all else is filled; a thin line spans the bounds of a
    value. ``mark`` puts words under the bar of a label, ``threshold`` at a value across all.
    """
    if longest_first:
        order = sum(reach(rows)).sort_values(ascending=False, kind="stable").index
        rows = rows.loc[order].reset_index(drop=True)
    low, high = reach(rows)
    said, (edges, faces) = told(rows, write), inks(rows)
    value = rows["value"].astype(float) if "value" in rows else low * np.nan
    full = value.fillna(low.where(np.isfinite(low), 0))
    end = value.fillna(high.where(np.isfinite(high), full * 1.15))
    bound = value.notna() & (low < high)

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        hbar(ax, layout, end, edges, edges, alpha=0.35)
        hbar(ax, layout, full, edges, faces, rows["label"] + ": " + said)
        look = {"colors": colour("muted"), "linewidth": 1.6, "clip_on": False}
        ax.hlines(layout.at[bound], low[bound], high[bound], **look)
        ax.axvline(0, color=colour("muted"), linewidth=1)
        ax.set_xlim(left=min(0, low.replace(-np.inf, 0).min()))
        return full

    return row_drawing(
        paint,
        "Bar chart from zero, one bar a row,",
        labelled(rows["label"], said),
        rows["label"],
        said,
        inks=edges,
        who=rows["who"].fillna("") if "who" in rows else (),
        write=write,
        mark=mark,
        threshold=threshold,
    )
