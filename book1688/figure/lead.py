"""Leads: who was ahead of whom, and by how much, period by period."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import BOLD, beside, pixel_axes, pixels, put
from book1688.figure.row_chart import labelled
from book1688.figure.rows import Words, Write
from book1688.figure.svg import say
from book1688.html.palette import INK, colour, colour_name
from book1688.quantity.words import date_words

PANEL, HEAD, FOOT, NAME = 172, 44, 24, 8  # CSS pixels: a panel, above it, the dates below, a line


@form
def lead(
    rows: pd.DataFrame, *, names: tuple[str, str], write: Write, colours: Words = None
) -> Drawing:
    """Draw one column a period, up where the first is ahead and down where the second is.

    Data: panel, period_end (ISO date), value (the first's lead, negative where the second is
    ahead). Panels share the dates and the scale. ``names`` are the first and the second, and
    ``colours`` goes by them.
    """
    dates = sorted(set(rows["period_end"]))
    inks = [colour(colour_name(name, colours)) for name in names]
    behind = (rows["value"] < 0).astype(int)
    columns = rows.assign(
        at=rows["period_end"].map(dates.index),
        amount=rows["value"].abs().map(write),
        ahead=behind.map(dict(enumerate(names))),
        ink=behind.map(dict(enumerate(inks))),
    )
    columns["when"] = [date_words(date[:7]) for date in rows["period_end"]]
    panels = dict(list(columns.groupby("panel", sort=False)))
    reach = rows["value"].abs().max() * 1.5

    def draw(figure: Figure, narrow: bool) -> None:
        width, tall = pixels(figure)
        for i, (panel, part) in enumerate(panels.items()):
            top = i * (PANEL + HEAD) + HEAD
            ax = pixel_axes(figure, left=0, right=0, top=top, bottom=tall - top - PANEL)
            ax.axis("off")
            ax.set(xlim=(-0.5, len(dates) - 0.5), ylim=(-reach, reach))
            ax.axhline(0, color=colour("muted"), linewidth=1)
            _columns(ax, part, "none" if width / len(dates) > 40 else "–", len(dates))
            put(figure, 0, top - 24, panel, **BOLD)
            for name, ink, y in zip(names, inks, (top + NAME, top + PANEL - NAME), strict=True):
                put(figure, 0, y, f"{name} ahead", ink)
        for i in range(len(dates) - 1, -1, -2):
            month, year = date_words(dates[i][:7]).split()
            # The outermost end where the columns end, so that nothing is cut off.
            ends = {0: ("left", 0), len(dates) - 1: ("right", 1)}
            side, shift = ends.get(i, ("center", 0.5))
            words = f"{month} {year[2:] if narrow else year}"
            put(figure, (i + shift) / len(dates) * width, tall - FOOT / 2, words, INK, side)

    height = len(panels) * (PANEL + HEAD) + FOOT
    each = {name: part["ahead"] + " by " + part["amount"] for name, part in panels.items()}
    told = ". ".join(f"{n}: {labelled(panels[n]['when'], said)}" for n, said in each.items())
    kind = f"Column chart, {len(panels)} panels, up where {names[0]} is ahead of {names[1]},"
    return Drawing(draw, (height, height), kind, f"{told}.")


def _columns(ax: Axes, part: pd.DataFrame, none: str, dates: int) -> None:
    for at in sorted(set(range(dates)) - set(part["at"])):
        beside(ax, (at, 0), none, colour("neutral"), y=1)
    bars = ax.bar(part["at"], part["value"], 0.62, color=part["ink"])
    for bar, row in zip(bars, part.itertuples(), strict=True):
        say(bar, [f"{row.when}: {row.ahead} ahead by {row.amount}"])
        beside(ax, (row.at, row.value), row.amount, row.ink, y=3 if row.value >= 0 else -3)
