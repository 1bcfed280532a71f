"""Timelines: dated events, with how precisely each date is known."""

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import BOLD, canvas, put, text_width, wrapped
from book1688.figure.rows import Words, Write
from book1688.figure.style import NARROW, TEXT, WIDE
from book1688.html.palette import colour
from book1688.quantity.words import date_words

LINE, GAP = 16, 12  # CSS pixels: a line of text, and between two events
MARKS = {
    "day": "a dot marks a day",
    "month": "a short bar marks a month",
    "year": "a long bar marks a year",
}
HALF = {"day": 0, "month": 5, "year": 10}  # CSS pixels of a bar


@form
def timeline(
    rows: pd.DataFrame, *, write: Write, colours: Words = None, mark: Words = None
) -> Drawing:
    """Draw events down a line in order of date, one entry each.

    Data: date (ISO, reduced precision where that is all that is known), precision (day, month or
    year), words (at most a sentence), and optionally colour. A dot is a day, a short bar a month, a
    long bar a year. ``colours`` go by event_id, and so does ``mark``: words below an event.
    """
    last = rows["date"] + "~"  # a month stands after its days, a year after its months
    rows = rows.loc[last.sort_values(kind="stable").index].reset_index(drop=True)
    inks = rows.get("colour", pd.Series("other", rows.index)).fillna("other")
    if colours:
        inks = rows["event_id"].map(colours).fillna(inks)
    dates = [date_words(date) for date in rows["date"]]
    known = [mark for precision, mark in MARKS.items() if precision in set(rows["precision"])]
    known = known if len(known) > 1 else []  # marks all alike need no key
    lefts = [24 + max(text_width(date, TEXT) for date in dates), 12]  # of the line
    marks = rows["event_id"].map(mark).fillna("") if mark else [""] * len(rows)
    words, below = (
        [
            [wrapped(words, width - left - 14, TEXT) if words else [] for words in column]
            for width, left in zip((WIDE, NARROW), lefts, strict=True)
        ]
        for column in (rows["words"], marks)
    )
    heights = [
        20 + sum(len(lines) * LINE + head + GAP for lines in told) + sum(map(len, more)) * LINE
        for head, told, more in zip((0, LINE), words, below, strict=True)
    ]

    def draw(figure: Figure, narrow: bool) -> None:
        ax, line, y = canvas(figure), lefts[narrow], 14
        ax.plot([line] * 2, [8, heights[narrow] - 8], color=colour("grid"), linewidth=2)
        entries = zip(
            rows["precision"].map(HALF), dates, words[narrow], below[narrow], inks, strict=True
        )
        for half, date, told, more, name in entries:
            ink = colour(name)
            look = {"solid_capstyle": "butt"} if half else {"marker": "o", "markersize": 7}
            ax.plot([line] * 2, [y - half, y + half], color=ink, linewidth=5, **look)
            x, side = (line + 14, "left") if narrow else (line - 14, "right")
            put(figure, x, y, date, ink, side, **BOLD)
            y += LINE * narrow
            for part in told:
                put(figure, line + 14, y, part, size=TEXT)
                y += LINE
            for part in more:
                put(figure, line + 14, y, part, ink, style="italic")
                y += LINE
            y += GAP

    said = [f"{w} {m and m + '.'}".strip() for w, m in zip(rows["words"], marks, strict=True)]
    told = " ".join(f"{date}: {w}" for date, w in zip(dates, said, strict=True))
    kind, note = f"Timeline of {len(rows)} events in order of date", ", ".join(known)
    return Drawing(draw, tuple(heights), kind, told, note=note and f"{note.capitalize()}.")
