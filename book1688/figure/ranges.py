"""Ranges: how far each value could lie, with the value itself where one stands."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import THRESHOLD, dots, heights, inks, layouts, threshold_line
from book1688.figure.rows import Write, reach, told

ARROW = 5  # CSS pixels that half a cap or arrow is high


@form
def ranges(
    rows: pd.DataFrame,
    *,
    write: Write,
    mark: dict[str, str] | None = None,
    limits: tuple[float, float] | None = None,
    threshold: tuple[float, str] | None = None,
) -> Drawing:
    """Draw one horizontal range a row.

    Data: label, value; or low and high, and a value where one stands; and optionally said, colour.
    A row without a value is a range that no one number stands for. Estimates and assumptions are
    hollow; an end without bound is an arrow. ``mark`` puts words under the range of a label,
    ``threshold`` at a value across all.
    """
    low, high = reach(rows)
    value = rows["value"].astype(float) if "value" in rows else pd.Series(np.nan, rows.index)
    said = told(rows.assign(value=value.where(low == high)), write)
    both = layouts(list(rows["label"]), said, mark=mark, head=THRESHOLD if threshold else 0)

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, limits)
        at = layout.at
        edges, faces = (np.array(part) for part in inks(rows))
        seen = value.notna()
        words = rows["label"] + ": " + value.map(write, na_action="ignore")
        dots(ax, value[seen], at[seen], edges[seen], faces[seen], words[seen])
        ends = pd.concat([low, high]).replace([-np.inf, np.inf], np.nan)
        ax.update_datalim([(end, 0) for end in ends.dropna()])
        ax.autoscale_view(scaley=False)
        first, last = ax.get_xlim()
        ax.hlines(at, low.clip(lower=first), high.clip(upper=last), colors=edges, linewidth=6,
                  alpha=0.35, clip_on=False)  # fmt: skip
        for end, limit, arrow in ((low, first, "<"), (high, last, ">")):
            caps, open_ = (low < high) & np.isfinite(end), np.isinf(end)
            ax.vlines(end[caps], at[caps] - ARROW, at[caps] + ARROW, colors=edges[caps],
                      linewidth=1.6, clip_on=False)  # fmt: skip
            ax.scatter([limit] * open_.sum(), at[open_], marker=arrow, s=40, c=edges[open_],
                       clip_on=False)  # fmt: skip
        if threshold:
            threshold_line(ax, threshold, "muted")
        layout.write_ends(ax, edges)
        layout.write_marks(ax, value.fillna((low.clip(first) + high.clip(upper=last)) / 2))

    words = "; ".join(f"{n}: {s}" for n, s in zip(rows["label"], said, strict=True))
    ended = f" Marked: {threshold[1]}." if threshold else ""
    return Drawing(draw, heights(both), "Range chart, one row a case,", f"{words}.{ended}")
