"""Timelines: dated events, with how precisely each date is known."""

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.rows import Write
from book1688.figure.style import NARROW, SMALL, TEXT, WIDE
from book1688.figure.svg import canvas, text_width, wrapped
from book1688.html.palette import colour
from book1688.quantity.words import date_words

LINE, GAP = 16, 12  # CSS pixels: a line of text, and between two events
MARKS = {"day": "a dot is a day", "month": "a short bar a month", "year": "a long bar a year"}
HALF = {"day": 0, "month": 5, "year": 10}  # CSS pixels of a bar


@form
def timeline(rows: pd.DataFrame, *, write: Write, colours: dict[str, str] | None = None) -> Drawing:
    """Draw events down a line in order of date, one entry each.

    Data: date (ISO, reduced precision where that is all that is known), precision (day, month or
    year), words (at most a sentence), and optionally colour. A dot is a day, a short bar a month, a
    long bar a year. ``colours`` go by event_id.
    """
    rows = rows.sort_values("date", kind="stable").reset_index(drop=True)
    inks = rows.get("colour", pd.Series("other", rows.index)).fillna("other")
    if colours:
        inks = rows["event_id"].map(colours).fillna(inks)
    dates = [date_words(date) for date in rows["date"]]
    known = [mark for precision, mark in MARKS.items() if precision in set(rows["precision"])]
    lefts = [24 + max(text_width(date, TEXT) for date in dates), 12]  # of the line
    words = [
        [wrapped(words, width - left - 14, TEXT) for words in rows["words"]]
        for width, left in zip((WIDE, NARROW), lefts, strict=True)
    ]
    heights = [
        20 + sum(len(lines) * LINE + head + GAP for lines in told)
        for head, told in zip((0, LINE), words, strict=True)
    ]

    def draw(figure: Figure, narrow: bool) -> None:
        ax, line, y = canvas(figure), lefts[narrow], 18
        ax.plot([line] * 2, [8, heights[narrow] - 8], color=colour("grid"), linewidth=2)
        for precision, date, lines, name in zip(rows["precision"], dates, words[narrow], inks,
                                                strict=True):  # fmt: skip
            ink, half = colour(name), HALF[precision]
            look = {"marker": "o", "markersize": 7} if not half else {"solid_capstyle": "butt"}
            ax.plot([line] * 2, [y - 4 - half, y - 4 + half], color=ink, linewidth=5, **look)
            x, side, size = (line + 14, "left", SMALL) if narrow else (line - 14, "right", TEXT)
            ax.text(x, y, date, size=size, weight="bold", ha=side, color=ink)
            y += LINE * narrow
            for words_ in lines:
                ax.text(line + 14, y, words_, size=TEXT)
                y += LINE
            y += GAP

    told = " ".join(f"{date}: {w}" for date, w in zip(dates, rows["words"], strict=True))
    return Drawing(draw, tuple(heights), f"Timeline of {len(rows)} events in order of date", told,
                   note=f"{', '.join(known).capitalize()}.")  # fmt: skip
