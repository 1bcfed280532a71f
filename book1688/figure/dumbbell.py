"""Dumbbells: one row a thing, two values, and the way from one to the other."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import DOT, RING, beside, text_width
from book1688.figure.row_chart import Rows, dots, labelled, leave_room, row_drawing
from book1688.figure.rows import Limits, Words, Write
from book1688.figure.style import SMALL
from book1688.html.palette import PAGE, colour, colour_name


@form
def dumbbell(
    rows: pd.DataFrame,
    *,
    names: tuple[str, str],
    write: Write,
    colours: Words = None,
    mark: Words = None,
    limits: Limits = None,
) -> Drawing:
    """Draw two values a row joined by a line.

    Data: label, first, second: ``{label: (first, second)}``. ``names`` says what the first (hollow)
    and the second (filled) value are; ``colours`` goes by these names. ``mark`` puts words under
    the dots of a label.
    """
    pair = [colour_name(n, colours, o) for n, o in zip(names, ("neutral", "other"), strict=True)]
    first, second = (rows[name].astype(float) for name in ("first", "second"))
    low, high = np.minimum(first, second), np.maximum(first, second)

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        if not limits:
            leave_room(ax, low.min(), high.max(), left=text_width(write(low.min()), SMALL))
        ax.hlines(layout.at, low, high, colors=colour("grid"), linewidth=4, zorder=1)
        for values, others, ink, name in (
            (first, second, pair[0], names[0]),
            (second, first, pair[1], names[1]),
        ):
            edges = [colour(ink)] * len(rows)
            faces = [PAGE] * len(rows) if values is first else edges
            said = rows["label"] + f", {name}: " + values.map(write)
            dots(ax, values, layout.at, edges, faces, said, size=8)
            for value, other, y in zip(values, others, layout.at, strict=True):
                is_left = value < other or (value == other and values is first)
                beside(ax, (value, y), write(value), colour(ink), -8 if is_left else 8)
        return second

    return row_drawing(
        paint,
        f"Dumbbell chart, first value {names[0]}, second {names[1]},",
        labelled(rows["label"], first.map(write) + " and " + second.map(write)),
        rows["label"],
        entries=[(RING, names[0], pair[0]), (DOT, names[1], pair[1])],
        right=text_width(write(high.max()), SMALL) + 18,
        write=write,
        mark=mark,
        limits=limits,
    )
