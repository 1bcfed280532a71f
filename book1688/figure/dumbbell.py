"""Dumbbells: one row a thing, two values, and the way from one to the other."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import dots, heights, layouts, leave_room
from book1688.figure.rows import Write
from book1688.figure.style import SMALL
from book1688.figure.svg import DOT, RING, text_width
from book1688.html.palette import PAGE, colour, colour_name


@form
def dumbbell(
    rows: pd.DataFrame,
    *,
    names: tuple[str, str],
    write: Write,
    colours: dict[str, str] | None = None,
    mark: dict[str, str] | None = None,
    limits: tuple[float, float] | None = None,
) -> Drawing:
    """Draw two values a row joined by a line.

    Data: label, first, second: ``{label: (first, second)}``. ``names`` says what the first (hollow)
    and the second (filled) value are; ``colours`` goes by these names. ``mark`` puts words under
    the dots of a label.
    """
    pair = [colour_name(n, colours, o) for n, o in zip(names, ("neutral", "other"), strict=True)]
    entries = [(look, n, ink) for look, n, ink in zip((RING, DOT), names, pair, strict=True)]
    first, second = (rows[name].astype(float) for name in ("first", "second"))
    low, high = np.minimum(first, second), np.maximum(first, second)
    room = text_width(write(high.max()), SMALL) + 18
    both = layouts(list(rows["label"]), mark=mark, entries=entries, right=room)

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, limits)
        if not limits:
            leave_room(ax, low.min(), high.max(), left=text_width(write(low.min()), SMALL))
        ax.hlines(layout.at, low, high, colors=colour("grid"), linewidth=4, zorder=1)
        for values, others, ink, name in zip((first, second), (second, first), pair, names,
                                             strict=True):  # fmt: skip
            edges = [colour(ink)] * len(rows)
            faces = [PAGE] * len(rows) if values is first else edges
            words = [f"{n}, {name}: {write(v)}" for n, v in zip(rows["label"], values, strict=True)]
            dots(ax, values, layout.at, edges, faces, words, size=8)
            for value, other, y in zip(values, others, layout.at, strict=True):
                side = -1 if value < other or (value == other and values is first) else 1
                ax.annotate(write(value), (value, y), (8 * side, 0), size=SMALL,
                            textcoords="offset points", ha="right" if side < 0 else "left",
                            va="center", color=colour(ink))  # fmt: skip
        layout.write_marks(ax, second)

    told = "; ".join(
        f"{name}: {write(one)} and {write(other)}"
        for name, one, other in zip(rows["label"], first, second, strict=True)
    )
    kind = f"Dumbbell chart, first value {names[0]}, second {names[1]},"
    return Drawing(draw, heights(both), kind, f"{told}.")
