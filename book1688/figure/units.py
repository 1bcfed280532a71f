"""Unit charts: one square a thing, stacked in rows, for counts a reader can see."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.style import TEXT, colour
from book1688.figure.svg import pixel_axes, text_width

GAP, ROW_GAP, LABEL, PART = 2.5, 14, 20, 12  # CSS pixels


def units(slug: str, rows: pd.DataFrame, *, caption: str, things: str, note: str = "") -> Exhibit:
    """Draw as many squares a row as the row counts.

    ``rows``: label, count, colour (a colour name), and optionally part (what belongs together: a
    gap parts it from the next), source_id, evidence_class. ``things`` names what one square is.
    """
    rows = rows.reset_index(drop=True)
    parts = rows.get("part", pd.Series("", rows.index))
    gaps = list((parts != parts.shift(fill_value=parts[0])).cumsum() * PART)
    most = rows["count"].max()

    def side(narrow: bool) -> float:
        return (344 if narrow else 440) / most - GAP

    def row_height(narrow: bool) -> float:
        return side(narrow) + ROW_GAP + LABEL * narrow

    def draw(figure: Figure, narrow: bool) -> None:
        ax = pixel_axes(figure, left=0, right=0, top=0, bottom=0)
        width, height = figure.get_size_inches() * 96
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.axis("off")
        left = 0 if narrow else max(text_width(label, TEXT) for label in rows["label"])
        for i, row in enumerate(rows.to_dict("records")):
            ink, top = colour(row["colour"]), i * row_height(narrow) + gaps[i] + LABEL * narrow
            middle = top + side(narrow) / 2
            if narrow:
                ax.text(0, top - 6, f"{row['label']} {row['count']}", size=TEXT, weight="bold",
                        color=ink)  # fmt: skip
            else:
                ax.text(left, middle, row["label"], size=TEXT, ha="right", va="center")
            for n in range(row["count"]):
                x = (0 if narrow else left + 14) + n * (side(narrow) + GAP)
                ax.add_patch(
                    Rectangle((x, top), side(narrow), side(narrow), color=ink, linewidth=0)
                )
            if not narrow:
                x = left + 20 + row["count"] * (side(narrow) + GAP)
                ax.text(
                    x, middle, f"{row['count']}", size=TEXT, weight="bold", va="center", color=ink
                )

    told = "; ".join(f"{label}: {count}" for label, count in rows[["label", "count"]].values)
    height, narrow_height = (
        round(len(rows) * row_height(narrow) + gaps[-1]) for narrow in (False, True)
    )
    return exhibit(
        slug, rows, draw, caption=caption, note=note, height=height, narrow_height=narrow_height,
        description=f"Unit chart, one square for each of {rows['count'].sum()} {things}. {told}.",
    )  # fmt: skip
