"""Timelines: dated events, with how precisely each date is known."""

from textwrap import wrap

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.style import SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes, text_width
from book1688.quantity.words import date_words

LINE = 16  # CSS pixels a line of text
GAP = 12
MARKS = {"day": "a dot is a day", "month": "a short bar a month", "year": "a long bar a year"}


def timeline(slug: str, rows: pd.DataFrame, *, caption: str, note: str = "") -> Exhibit:
    """Draw events down a line in order of date, one entry each.

    ``rows``: date (ISO, reduced precision where that is all that is known), precision (day, month
    or year), words (at most a sentence), and optionally colour, source_id, evidence_class. A dot
    is a day, a short bar a month, a long bar a year.
    """
    rows = rows.sort_values("date", kind="stable").reset_index(drop=True)
    dates = [date_words(d) for d in rows["date"]]
    known = [mark for precision, mark in MARKS.items() if precision in set(rows["precision"])]
    key = f"{', '.join(known).capitalize()}."

    def wrapped(narrow: bool) -> list[list[str]]:
        most = 38 if narrow else 66
        return [wrap(words, most) for words in rows["words"]]

    def height(narrow: bool) -> int:
        head = LINE if narrow else 0
        return 20 + sum(len(w) * LINE + head + GAP for w in wrapped(narrow))

    def draw(figure: Figure, narrow: bool) -> None:
        ax = pixel_axes(figure, left=0, right=0, top=0, bottom=0)
        total, width = height(narrow), figure.get_size_inches()[0] * 96
        ax.set(xlim=(0, width), ylim=(total, 0))
        ax.axis("off")
        line = 12 if narrow else 24 + max(text_width(d, TEXT) for d in dates)
        ax.plot([line, line], [8, total - 8], color=colour("grid"), linewidth=2)
        y = 18
        for row, date, words in zip(rows.to_dict("records"), dates, wrapped(narrow), strict=True):
            ink = colour(row.get("colour") or "other")
            half = {"day": 0, "month": 5, "year": 10}[row["precision"]]
            if half:
                ax.plot([line, line], [y - 4 - half, y - 4 + half], color=ink, linewidth=5,
                        solid_capstyle="butt")  # fmt: skip
            else:
                ax.plot([line], [y - 4], "o", color=ink, markersize=7)
            if narrow:
                ax.text(line + 14, y, date, size=SMALL, weight="bold", color=ink)
                y += LINE
            else:
                ax.text(line - 14, y, date, size=TEXT, weight="bold", ha="right", color=ink)
            for part in words:
                ax.text(line + 14, y, part, size=TEXT)
                y += LINE
            y += GAP

    described = " ".join(f"{d}: {w}" for d, w in zip(dates, rows["words"], strict=True))
    return exhibit(
        slug, rows, draw, caption=caption, height=height(False), narrow_height=height(True),
        note=f"{note} {key}".strip(),
        description=f"Timeline of {len(rows)} events in order of date. {described}",
    )  # fmt: skip
