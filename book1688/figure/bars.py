"""Bars from zero: amounts side by side, with their bounds."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import BAR, THRESHOLD, hbar, heights, inks, layouts, threshold_line
from book1688.figure.rows import Write, reach, told
from book1688.figure.svg import say
from book1688.html.palette import colour


@form
def bars(
    rows: pd.DataFrame,
    *,
    write: Write,
    mark: dict[str, str] | None = None,
    threshold: tuple[float, str] | None = None,
    longest_first: bool = False,
) -> Drawing:
    """Draw one bar a row from a zero baseline.

    Data: label, value (or low and high alone: the bar is full up to low and pale up to high), and
    optionally who (who says so, in small letters), said (words in place of the value), colour.
    Estimates and assumptions are outlined, all else is filled; a thin line spans the bounds of a
    value. ``mark`` puts words under the bar of a label, ``threshold`` at a value across all.
    """
    low, high = reach(rows)
    if longest_first:
        rows = rows.loc[(low + high).sort_values(ascending=False, kind="stable").index]
        rows = rows.reset_index(drop=True)
        low, high = reach(rows)
    said = told(rows, write)
    who = list(rows["who"].fillna("")) if "who" in rows else ()
    both = layouts(list(rows["label"]), said, who=who, mark=mark,
                   head=THRESHOLD if threshold else 0)  # fmt: skip
    value = rows["value"].astype(float) if "value" in rows else pd.Series(np.nan, rows.index)
    full = value.fillna(low.where(np.isfinite(low), 0))

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write)
        edges, faces = inks(rows)
        ends = high.where(np.isfinite(high), full * 1.15)
        hbar(ax, layout.at, ends.where(value.isna(), full), edges, BAR[narrow], alpha=0.35)
        drawn = hbar(ax, layout.at, full, faces, BAR[narrow], edges)
        for bar, name, words in zip(drawn, rows["label"], said, strict=True):
            say(bar, [f"{name}: {words}"])
        bound = value.notna() & (low < high)
        ax.hlines(layout.at[bound], low[bound], high[bound], colors=colour("muted"),
                  linewidth=1.6, clip_on=False)  # fmt: skip
        ax.axvline(0, color=colour("muted"), linewidth=1)
        ax.set_xlim(min(0, low.min()), None)
        if threshold:
            threshold_line(ax, threshold, "muted")
        layout.write_ends(ax, edges)
        layout.write_marks(ax, full)

    words = "; ".join(f"{n}: {s}" for n, s in zip(rows["label"], said, strict=True))
    return Drawing(draw, heights(both), "Bar chart from zero, one bar a row,", f"{words}.")
