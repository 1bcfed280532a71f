"""Fans: how a line went, how far a walk from its end may carry it, and what it has to pass."""

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import (
    AREA,
    BOLD,
    DOT,
    Ticks,
    beside,
    key,
    key_height,
    pixel_axes,
    pixels,
    put,
)
from book1688.figure.rows import Words, Write
from book1688.figure.style import DASHED, SMALL
from book1688.figure.svg import say
from book1688.figure.time_axis import decimal_year, year_ticks
from book1688.html.palette import PAGE, colour
from book1688.quantity.words import date_words

PANEL, HEAD, FOOT, LEFT, RIGHT, GAP = 150, 30, 26, 40, 34, 26  # CSS pixels
SIDES = {"above": "^", "below": "v"}
MARKED = {"ha": "right", "va": "top", "size": SMALL, "style": "italic", "color": colour("neutral")}
TARGET = {"marker": "^", "markersize": 8}
KEY = [
    (DOT | {"markersize": 5}, "on record", "other"),
    (AREA | {"alpha": 0.4}, "two outcomes in three", "muted"),
    (TARGET, "to be passed", "class-forecast"),
]
TOP = key_height(KEY, narrow=True)


@form
def fans(rows: pd.DataFrame, *, write: Write, every: float, mark: Words = None) -> Drawing:
    """Draw one panel a line: its past, a fan from its last value, and marks to be passed.

    Data: panel, kind (past or target), period_end, value (for a target: the threshold), step (the
    size of the past steps), side and words (for a target: above or below, and what is said beside
    the mark). The fan covers two outcomes in three, one step's spread to either side; ``every`` is
    the length of a step in years. ``mark`` puts words at the last value of a panel's past.
    """
    panels = {name: part for name, part in rows.groupby("panel", sort=False)}

    def draw(figure: Figure, narrow: bool) -> None:
        columns, (width, height) = (1 if narrow else 2), pixels(figure)
        each = (width - (columns - 1) * GAP) / columns
        for i, (panel, part) in enumerate(panels.items()):
            row, column = divmod(i, columns)
            top, left = TOP + row * (HEAD + PANEL + FOOT) + HEAD, column * (each + GAP)
            right, bottom = width - left - each + RIGHT, height - top - PANEL
            ax = pixel_axes(figure, left=left + LEFT, right=right, top=top, bottom=bottom)
            _panel(ax, part, every, write, (mark or {}).get(panel, ""))
            put(figure, left, top - 18, panel, **BOLD)
        key(figure, KEY)

    told = " ".join(_told(part, panel, write) for panel, part in panels.items())
    heights = [TOP + math.ceil(len(panels) / n) * (HEAD + PANEL + FOOT) for n in (2, 1)]
    kind = f"{len(panels)} line charts by date, each with a fan of what may follow and the "
    return Drawing(draw, tuple(heights), f"{kind}thresholds to pass,", told)


def _panel(ax: Axes, part: pd.DataFrame, every: float, write: Write, marked: str) -> None:
    past, targets = (part[part["kind"] == kind] for kind in ("past", "target"))
    days, due = (rows["period_end"].map(decimal_year) for rows in (past, targets))
    first, start, end = days.iloc[0], days.iloc[-1], due.max()
    last, ahead = past["value"].iloc[-1], np.linspace(start, end, 25)
    reach = past["step"].iloc[0] * np.sqrt((ahead - start) / every)
    band = {"color": colour("muted"), "alpha": 0.22, "linewidth": 0}
    ax.fill_between(ahead, last - reach, last + reach, **band)
    ax.hlines(last, start, end, color=colour("muted"), linewidth=1.2, linestyle=DASHED)
    ax.plot(days, past["value"], color=colour("other"), clip_on=False)
    dots = ax.scatter(days, past["value"], s=13, color=colour("other"), clip_on=False, zorder=3)
    said = past["period_end"].str[:7].map(date_words) + ": " + past["value"].map(write)
    say(dots, said)
    if marked:
        ax.annotate(marked, (start, last), (0, -12), textcoords="offset points", **MARKED)
    ink = colour("class-forecast")
    for at, row in zip(due, targets.itertuples(), strict=True):
        look = {"color": ink, "markersize": 8, "markeredgecolor": PAGE, "zorder": 5}
        ax.plot([at], [row.value], SIDES[row.side], clip_on=False, **look)
        beside(ax, (at, row.value), row.words, ink, 7)
        ax.texts[-1].set_weight("bold")
    ax.grid(axis="y")
    ax.yaxis.set_major_formatter(Ticks(write))
    ax.yaxis.get_major_locator().set_params(nbins=4)
    ax.set_xlim(first - 0.05, end + 0.05)
    year_ticks(ax)


def _told(part: pd.DataFrame, panel: str, write: Write) -> str:
    past, targets = (part[part["kind"] == kind] for kind in ("past", "target"))
    ends = [f"{write(past['value'].iloc[i])} at {past['period_end'].iloc[i][:7]}" for i in (0, -1)]
    asked = ", ".join(
        f"{row['side']} {write(row['value'])} at {row['period_end'][:7]} ({row['words']})"
        for row in targets.to_dict("records")
    )
    return f"{panel}: {', '.join(ends)}; to pass: {asked}."
