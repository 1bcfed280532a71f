"""Spans: from when to when, one row a thing; or which years of age a name covers."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import BAR, THRESHOLD, dots, heights, inks, layouts
from book1688.figure.rows import Write
from book1688.figure.style import SMALL
from book1688.figure.time_axis import decimal_year, year_ticks
from book1688.html.palette import colour

When = float | str


@form
def spans(
    rows: pd.DataFrame,
    *,
    write: Write,
    limits: tuple[float, float],
    shade: tuple[When, When, str] | None = None,
    mark: dict[str, str] | None = None,
) -> Drawing:
    """Draw one span a row, from its start to its end.

    Data: label, start, end (ISO dates, or numbers whose unit cells are counted: 25 to 30 is
    drawn as six; ``write`` is for numbers), words (said at the row's end), and optionally
    colour, shared_start, shared_end (the stretch drawn dark, the rest pale). A row whose start is
    its end is a dot. ``shade`` marks a stretch across all rows with words, ``mark`` puts
    words under the span of a label.
    """
    dated = isinstance(rows["start"].dropna().iloc[0], str)
    words = list(rows["words"])
    both = layouts(list(rows["label"]), words, mark=mark, head=THRESHOLD if shade else 0)
    half = 0 if dated else 0.5  # counted cells reach half a unit to either side
    start, end = (rows[side].map(place) for side in ("start", "end"))
    point = (start == end) & dated
    has_shared = "shared_start" in rows
    shared = rows["shared_start"].notna() if has_shared else pd.Series(False, rows.index)

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, limits)
        if dated:
            year_ticks(ax)
        edges = np.array(inks(rows)[0])
        if shade:
            first, last = place(shade[0]) - half, place(shade[1]) + half
            ax.axvspan(first, last, color=colour("grid"), alpha=0.5, linewidth=0)
            ax.text((first + last) / 2, 1, shade[2], transform=ax.get_xaxis_transform(),
                    size=SMALL, ha="center", va="bottom", color=colour("neutral"))  # fmt: skip
        for own, alpha in ((~point & shared, 0.3), (~point & ~shared, 1)):
            ax.barh(layout.at[own], (end - start)[own] + 2 * half, BAR[narrow] - 4,
                    left=start[own] - half, color=edges[own], alpha=alpha)  # fmt: skip
        if has_shared:
            first, last = (rows[f"shared_{side}"][shared].map(place) for side in ("start", "end"))
            ax.barh(layout.at[shared], last - first + 2 * half, BAR[narrow] - 4, left=first - half,
                    color=edges[shared])  # fmt: skip
        if point.any():
            dots(ax, start[point], layout.at[point], edges[point], edges[point],
                 [f"{n}: {w}" for n, w in zip(rows["label"][point], rows["words"][point],
                                              strict=True)])  # fmt: skip
        layout.write_ends(ax, edges)
        layout.write_marks(ax, (start + end) / 2)

    told = "; ".join(f"{n}: {w}" for n, w in zip(rows["label"], words, strict=True))
    ended = f" Marked across all rows: {shade[2]}." if shade else ""
    return Drawing(draw, heights(both), "Chart of spans, one row each,", f"{told}.{ended}")


def place(when: When) -> float:
    """Return a number as it is and an ISO date as a decimal year."""
    return decimal_year(when) if isinstance(when, str) else when
