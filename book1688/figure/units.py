"""Unit charts: one square a thing, stacked in rows, for counts a reader can see."""

import pandas as pd
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from book1688.figure.exhibit import Drawing, form
from book1688.figure.rows import Write
from book1688.figure.style import NARROW, TEXT
from book1688.figure.svg import canvas, text_width
from book1688.html.palette import colour

GAP, ROW_GAP, LABEL, PART = 2.5, 14, 20, 12  # CSS pixels


@form
def units(rows: pd.DataFrame, *, write: Write, things: str) -> Drawing:
    """Draw as many squares a row as the row counts.

    Data: label, count, colour, and optionally part (what belongs together: a gap parts it from the
    next). ``things`` names what one square is.
    """
    parts = rows.get("part", pd.Series("", rows.index))
    gaps = list((parts != parts.shift(fill_value=parts[0])).cumsum() * PART)
    most = rows["count"].max()

    def side(narrow: bool) -> float:
        return (NARROW if narrow else 440) / most - GAP

    def row_height(narrow: bool) -> float:
        return side(narrow) + ROW_GAP + LABEL * narrow

    def draw(figure: Figure, narrow: bool) -> None:
        ax, size = canvas(figure), side(narrow)
        beside = 0 if narrow else max(text_width(label, TEXT) for label in rows["label"])
        for i, row in enumerate(rows.to_dict("records")):
            ink, top = colour(row["colour"]), i * row_height(narrow) + gaps[i] + LABEL * narrow
            left = 0 if narrow else beside + 14
            squares = [
                Rectangle((left + n * (size + GAP), top), size, size) for n in range(row["count"])
            ]
            ax.add_collection(PatchCollection(squares, facecolor=ink, linewidth=0))
            if narrow:
                ax.text(0, top - 6, f"{row['label']} {row['count']}", size=TEXT, weight="bold",
                        color=ink)  # fmt: skip
                continue
            at, end = top + size / 2, left + 6 + row["count"] * (size + GAP)
            ax.text(beside, at, row["label"], size=TEXT, ha="right", va="center")
            ax.text(end, at, row["count"], size=TEXT, weight="bold", va="center", color=ink)

    told = "; ".join(f"{label}: {count}" for label, count in rows[["label", "count"]].values)
    heights = [round(len(rows) * row_height(n) + gaps[-1]) for n in (False, True)]
    kind = f"Unit chart, one square for each of {rows['count'].sum()} {things}"
    return Drawing(draw, tuple(heights), kind, f"{told}.")
