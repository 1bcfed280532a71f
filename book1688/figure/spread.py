"""A spread of points: what different sources say about one thing, none averaged away."""

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import dots, heights, layouts
from book1688.figure.rows import Write, reach, told
from book1688.figure.style import SMALL
from book1688.figure.svg import DOT, RING
from book1688.html.palette import PAGE, colour

FILLED = ("A", "B")
KEY = [(DOT, "reliability A or B", "other"), (RING, "C or D", "other")]


@form
def spread(
    rows: pd.DataFrame,
    *,
    write: Write,
    mark: dict[str, str] | None = None,
    limits: tuple[float, float] | None = None,
) -> Drawing:
    """Draw every source's value as a point, one row a label.

    Data: label, value: ``{label: [value, value]}``, and optionally reliability (A to D; A and B are
    filled, C and D hollow), mark (words at the point), colour. A range without a value is a bar.
    ``mark`` puts words under a label's points.
    """
    labels = list(dict.fromkeys(rows["label"]))
    low, high = reach(rows)
    graded = rows["reliability"] if "reliability" in rows else pd.Series("A", rows.index)
    said = pd.Series(told(rows, write), rows.index)
    if "reliability" in rows:
        said += ", grade " + graded
    both = layouts(labels, mark=mark, entries=KEY if "reliability" in rows else (), right=24)
    first, last = (end.groupby(rows["label"]).agg(how)[labels]
                   for end, how in ((low, "min"), (high, "max")))  # fmt: skip
    edges = rows["colour"].map(colour)
    faces = edges.where(graded.isin(FILLED), PAGE)
    seen = rows["value"].notna()

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, limits)
        at = rows["label"].map(dict(zip(labels, layout.at, strict=True)))
        look = {"clip_on": False, "zorder": 1}
        ax.hlines(layout.at, first, last, colors=colour("grid"), linewidth=4, **look)
        ax.hlines(at[~seen], low[~seen], high[~seen], colors=edges[~seen], linewidth=6, alpha=0.35,
                  **look)  # fmt: skip
        words = rows["label"] + ": " + said
        dots(ax, rows["value"][seen], at[seen], edges[seen], faces[seen], words[seen], size=8)
        for row, y in zip(rows.to_dict("records"), at, strict=True):
            if row.get("mark"):
                ax.annotate(row["mark"], (row["value"], y), (0, -13 if narrow else 7), size=SMALL,
                            ha="center", textcoords="offset points")  # fmt: skip
        layout.write_marks(ax, (first + last) / 2)

    words = "; ".join(f"{label}: {', '.join(said[rows['label'] == label])}" for label in labels)
    kind = "Dot chart of every source's value, one row a measure,"
    return Drawing(draw, heights(both), kind, f"{words}.")
