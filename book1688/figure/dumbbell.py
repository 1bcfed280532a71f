"""Dumbbells: one row a thing, two values, and the way from one to the other."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import TOP, heights, leave_room, mark_height, row_axes
from book1688.figure.style import PAGE, SMALL, TEXT, colour
from book1688.figure.svg import text_width


def dumbbell(
    slug: str,
    rows: pd.DataFrame,
    *,
    names: tuple[str, str],
    caption: str,
    write: Callable[[float], str],
    axis: str,
    colours: tuple[str, str] = ("neutral", "other"),
    limits: tuple[float, float] | None = None,
    note: str = "",
) -> Exhibit:
    """Draw two values a row joined by a line.

    ``rows``: label, first, second, and optionally source_id, evidence_class. ``names`` says what
    the first (hollow) and the second (filled) value are.
    """
    rows = rows.reset_index(drop=True)

    def draw(figure: Figure, narrow: bool) -> None:
        room = int(text_width(write(max(rows["second"].max(), rows["first"].max())), SMALL)) + 18
        ax = row_axes(figure, list(rows["label"]), narrow, write=write, axis=axis, extra=22,
                      right=room)  # fmt: skip
        if limits:
            ax.set_xlim(*limits)
        else:
            values = rows[["first", "second"]].to_numpy()
            leave_room(ax, values.min(), values.max(), left=text_width(write(values.min()), SMALL))
        for y, row in enumerate(rows.to_dict("records")):
            at = y + mark_height(narrow)
            pair = (row["first"], row["second"])
            ax.plot(pair, [at, at], color=colour("grid"), linewidth=4, zorder=1)
            for value, name, face in zip(pair, colours, (PAGE, colour(colours[1])), strict=True):
                ax.plot([value], [at], "o", color=colour(name), markersize=8, markerfacecolor=face,
                        markeredgewidth=1.8, clip_on=False)  # fmt: skip
                left = value == min(pair) and pair[0] != pair[1]
                ax.annotate(write(value), (value, at), (-8 if left else 8, 0), size=SMALL,
                            textcoords="offset points", ha="right" if left else "left",
                            va="center", color=colour(name))  # fmt: skip
        _key(figure, names, colours)

    described = "; ".join(
        f"{r['label']}: {write(r['first'])} and {write(r['second'])}"
        for r in rows.to_dict("records")
    )
    height, narrow_height = heights(len(rows), 22)
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height, note=note,
        description=f"Dumbbell chart along {axis}; first value {names[0]}, second {names[1]}. "
        f"{described}.",
    )  # fmt: skip


def _key(figure: Figure, names: tuple[str, str], colours: tuple[str, str]) -> None:
    width, height = figure.get_size_inches() * 96
    y, x = 1 - TOP / height, 8.0
    for mark, name, ink in zip("○●", names, colours, strict=True):
        figure.text(x / width, y, f"{mark} {name}", size=TEXT, va="center", color=colour(ink))
        x += text_width(f"{mark} {name}", TEXT) + 14
