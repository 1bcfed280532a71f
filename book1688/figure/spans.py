"""Spans: from when to when, one row a thing; or which years of age a name covers."""

import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import above
from book1688.figure.row_chart import THRESHOLD, Rows, dots, inks, labelled, row_drawing
from book1688.figure.rows import Limits, Write
from book1688.figure.time_axis import decimal_year, year_ticks
from book1688.html.palette import colour

When = float | str


@form
def spans(
    rows: pd.DataFrame,
    *,
    limits: Limits,
    write: Write,
    shade: tuple[When, When, str] | None = None,
) -> Drawing:
    """Draw one span a row, from its start to its end.

    Data: label, start, end (ISO dates, or numbers whose unit cells are counted: 25 to 30 is
    drawn as six; ``write`` is for numbers), words (said at the row's end), and optionally
    colour, shared_start, shared_end (the stretch drawn dark, the rest pale). A row whose start is
    its end is a dot. Rows of one label share a line, and the first has its words. ``shade`` marks a
    stretch across all rows with words.
    """
    lines = rows.drop_duplicates("label")
    dated = isinstance(rows["start"].dropna().iloc[0], str)
    half = 0 if dated else 0.5  # counted cells reach half a unit to either side
    start, end = rows["start"].map(_place) - half, rows["end"].map(_place) + half
    point, (edges, _) = start == end, inks(rows)
    dark = [rows.get(f"shared_{side}", rows[side]).map(_place) for side in ("start", "end")]
    dark = dark[0].fillna(start + half) - half, dark[1].fillna(end - half) + half
    said = rows["label"] + ": " + rows["words"]

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        tall = layout.bar - 4
        at = rows["label"].map(dict(zip(lines["label"], layout.at, strict=True)))
        if dated:
            year_ticks(ax)
        if shade:
            first, last = _place(shade[0]) - half, _place(shade[1]) + half
            ax.axvspan(first, last, color=colour("grid"), alpha=0.5, linewidth=0)
            above(ax, (first + last) / 2, shade[2], colour("neutral"))
        ax.barh(at, end - start, tall, left=start, color=edges, alpha=0.3)
        ax.barh(at, dark[1] - dark[0], tall, left=dark[0], color=edges)
        dots(ax, start[point], at[point], edges[point], edges[point], said[point], size=8)
        return ((start + end) / 2).groupby(rows["label"], sort=False).mean()

    ended = f". Marked across all rows: {shade[2]}" if shade else ""
    return row_drawing(
        paint,
        "Chart of spans, one row each,",
        labelled(lines["label"], lines["words"]) + ended,
        lines["label"],
        lines["words"],
        inks=edges[lines.index],
        head=THRESHOLD if shade else 0,
        write=write,
        limits=limits,
    )


def _place(when: When) -> float:
    """Return a number as it is and an ISO date as a decimal year."""
    return decimal_year(when) if isinstance(when, str) else when
