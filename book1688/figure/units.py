"""Unit charts: one square a thing, stacked in rows, for counts a reader can see."""

import pandas as pd
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import BOLD, canvas, put, text_width
from book1688.figure.row_chart import labelled
from book1688.figure.rows import Write
from book1688.figure.style import NARROW, TEXT
from book1688.html.palette import INK, colour

GAP, ROW_GAP, LABEL, PART = 2.5, 14, 20, 12  # CSS pixels


@form
def units(rows: pd.DataFrame, *, write: Write, things: str) -> Drawing:
    """Draw as many squares a row as the row counts.

    Data: label, count, colour, and optionally part (what belongs together: a gap parts it from the
    next). ``things`` names what one square is.
    """
    parts = rows.get("part", pd.Series("", rows.index))
    gaps = list((parts != parts.shift(fill_value=parts[0])).cumsum() * PART)
    sides = [room / rows["count"].max() - GAP for room in (440, NARROW)]
    talls = [side + ROW_GAP + head for side, head in zip(sides, (0, LABEL), strict=True)]

    def draw(figure: Figure, narrow: bool) -> None:
        ax, side = canvas(figure), sides[narrow]
        beside = 0 if narrow else max(text_width(label, TEXT) for label in rows["label"]) + 14
        for i, row in enumerate(rows.assign(number=rows["count"]).itertuples()):
            ink, top = colour(row.colour), i * talls[narrow] + gaps[i] + LABEL * narrow
            lefts = [beside + n * (side + GAP) for n in range(row.number)]
            squares = [Rectangle((left, top), side, side) for left in lefts]
            ax.add_collection(PatchCollection(squares, facecolor=ink, linewidth=0))
            if narrow:
                put(figure, 0, top - 11, f"{row.label} {row.number}", ink, **BOLD)
            else:
                put(figure, beside - 14, top + side / 2, row.label, INK, "right", size=TEXT)
                end = beside + 6 + row.number * (side + GAP)
                put(figure, end, top + side / 2, str(row.number), ink, **BOLD)

    heights = [round(len(rows) * tall + gaps[-1]) for tall in talls]
    kind = f"Unit chart, one square for each of {rows['count'].sum()} {things}"
    told = labelled(rows["label"], rows["count"])
    return Drawing(draw, tuple(heights), kind, f"{told}.")
