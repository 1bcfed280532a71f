"""Axes of time: where dates stand on them, and words at some of them."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

from book1688.figure.pen import pixels, put, text_width, wrapped
from book1688.figure.style import DOTTED, SMALL
from book1688.html.palette import colour

LINE, GAP, YEAR = 14, 8, 48  # CSS pixels: a line of words, between two words, for a year


def decimal_year(date: str) -> float:
    """Return an ISO date, or its month or year, as a decimal year: where it stands on an axis."""
    year, month, day = [int(part) for part in [*date.split("-"), "1", "1"][:3]]
    return year + (month - 1) / 12 + (day - 1) / 365


def year_ticks(ax: Axes) -> None:
    """Name the years along an axis that has its limits, as many as have room."""
    low, high = ax.get_xlim()
    first, last = math.ceil(low), math.floor(high)
    years = range(first, last + 1, math.ceil((last - first + 1) / pixels(ax)[0] * YEAR))
    ax.set_xticks([float(year) for year in years], [str(year) for year in years])


class Marks:
    """Words above axes of time, each over a dotted line, one above the other where they collide.

    ``marks`` are words by place on the axis, ``limits`` those of the axis, which begins at ``left``
    and is ``inside`` wide in a figure of ``width`` (all in CSS pixels).
    """

    def __init__(
        self, marks: dict[float, str], limits: Sequence, left: float, inside: float, width: float
    ) -> None:
        self.placed: list[tuple[float, list[str], float, int]] = []  # place, lines, middle, level
        ends: list[float] = []  # of the words of each level
        for at, words in sorted(marks.items()):
            if not limits[0] <= at <= limits[1]:
                raise ValueError(f"the mark {words!r} lies outside the axis")
            lines = wrapped(words, width / 4 + 20, SMALL)
            half = max(text_width(line, SMALL) for line in lines) / 2
            x = left + inside * (at - limits[0]) / (limits[1] - limits[0])
            middle = min(max(x, half), width - half)
            level = next((i for i, end in enumerate(ends) if end + GAP < middle - half), len(ends))
            ends[level : level + 1] = [middle + half]
            self.placed.append((at, lines, middle, level))
        deep = [max(len(p[1]) for p in self.placed if p[3] == i) for i in range(len(ends))]
        self.levels = [LINE * sum(deep[:i]) for i in range(len(deep) + 1)]
        self.height = self.levels[-1]

    def draw(self, ax: Axes, top: float) -> None:
        """Draw the marks over axes that begin ``top`` CSS pixels under the figure's upper edge."""
        for at, lines, middle, level in self.placed:
            base, ink = self.levels[level], colour("neutral")
            way = ax.axvline(at, ymax=1 + base / pixels(ax)[1], linestyle=DOTTED)
            way.set(color=colour("muted"), linewidth=1, clip_on=False)
            for i, line in enumerate(reversed(lines)):
                put(ax.figure, middle, top - base - i * LINE - 9, line, ink, "center")
