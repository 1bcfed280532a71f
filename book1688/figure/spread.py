"""A spread of points: what different sources say about one thing, none averaged away."""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import heights, layouts
from book1688.figure.rows import Write
from book1688.figure.style import SMALL
from book1688.figure.svg import DOT, RING, say
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
    filled, C and D hollow), mark (words at the point), colour. ``mark`` puts words under a label's
    points.
    """
    labels = list(dict.fromkeys(rows["label"]))
    graded = "reliability" in rows
    grades = [f", grade {grade}" for grade in rows["reliability"]] if graded else [""] * len(rows)
    said = [f"{write(value)}{grade}" for value, grade in zip(rows["value"], grades, strict=True)]
    both = layouts(labels, mark=mark, entries=KEY if graded else (), right=24)
    groups = rows.groupby("label", sort=False)["value"]

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, limits)
        at = rows["label"].map(dict(zip(labels, layout.at, strict=True)))
        ax.hlines(layout.at, groups.min(), groups.max(), colors=colour("grid"), linewidth=4,
                  zorder=1, clip_on=False)  # fmt: skip
        sns.stripplot(x=rows["value"], y=at, orient="h", native_scale=True, jitter=False, size=8,
                      linewidth=1.8, clip_on=False, legend=False, ax=ax)  # fmt: skip
        edges = np.array([colour(name) for name in rows["colour"]])
        filled = rows["reliability"].isin(FILLED) if graded else np.full(len(rows), True)
        # One collection for each height, from the lowest.
        drawn = [marks for marks in ax.collections[1:] if len(marks.get_offsets())]
        for y, marks in zip(sorted(set(at)), drawn, strict=True):
            own = np.flatnonzero(at == y)
            marks.set(edgecolor=edges[own], facecolor=np.where(filled[own], edges[own], PAGE))
            say(marks, [f"{rows['label'][i]}: {said[i]}" for i in own])
        ax.set(xlabel="", ylabel="")
        for row, y in zip(rows.to_dict("records"), at, strict=True):
            if row.get("mark"):
                ax.annotate(row["mark"], (row["value"], y), (0, -13 if narrow else 7), size=SMALL,
                            ha="center", textcoords="offset points")  # fmt: skip
        layout.write_marks(ax, groups.mean())

    words = "; ".join(
        f"{label}: {', '.join(said[i] for i in np.flatnonzero(rows['label'] == label))}"
        for label in labels
    )
    return Drawing(draw, heights(both), "Dot chart of every source's value, one row a measure,",
                   f"{words}.")  # fmt: skip
