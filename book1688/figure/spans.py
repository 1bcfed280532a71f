"""Spans: from when to when, one row a thing."""

import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import above
from book1688.figure.row_chart import THRESHOLD, Rows, dots, inks, labelled, row_drawing
from book1688.figure.rows import Limits, Write
from book1688.figure.time_axis import decimal_year, year_ticks
from book1688.html.palette import colour


@form
def spans(
    rows: pd.DataFrame,
    *,
    limits: Limits,
    write: Write,
    shade: tuple[str, str, str] | None = None,
) -> Drawing:
    """Draw one span a row, from its start to its end.

    Data: label, start, end (ISO dates), words (said at the row's end), and optionally colour,
    shared_start, shared_end (the stretch drawn dark, the rest pale). A row whose start is its end
    is a dot. Rows of one label share a line, and the first has its words. ``shade`` marks a
    stretch across all rows with words.
    """
    lines = rows.drop_duplicates("label")
    start, end = _places(rows["start"]), _places(rows["end"])
    point, (edges, _) = start == end, inks(rows)
    dark = [_places(rows.get(f"shared_{at}", rows[at]).fillna(rows[at])) for at in ("start", "end")]
    said = rows["label"] + ": " + rows["words"]

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        tall = layout.bar - 4
        at = rows["label"].map(dict(zip(lines["label"], layout.at, strict=True)))
        year_ticks(ax)
        if shade:
            first, last = map(decimal_year, shade[:2])
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


def _places(dates: pd.Series) -> pd.Series:
    """Return ISO dates as decimal years; a row without one draws nothing."""
    return dates.map(decimal_year, na_action="ignore").astype(float)
