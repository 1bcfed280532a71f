"""Tornado charts: how far each uncertain input moves one answer."""

from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import AREA, beside, text_width
from book1688.figure.row_chart import Rows, labelled, leave_room, row_drawing
from book1688.figure.rows import Threshold, Words, Write
from book1688.figure.style import SMALL
from book1688.figure.svg import say
from book1688.html.palette import INK, PAGE, colour
from book1688.quantity import Quantity, origin_of, sensitivity
from book1688.quantity.quantity import Leaf

KEY = [
    (AREA | {"markerfacecolor": PAGE}, "the input at its low bound", "neutral"),
    (AREA, "at its high bound", "neutral"),
]
LONG = 70  # CSS pixels; of longer values an axis has room for few


@form
def tornado(
    quantity: Quantity, *, write: Write, threshold: Threshold = None, labels: Words = None
) -> Drawing:
    """Draw the answer with each uncertain input at its low and at its high bound.

    Data: the quantity. ``threshold`` marks the value at which the conclusion would flip, with
    words. ``labels`` are words for the inputs, by key, where the names of the data will not do. The
    inputs without bounds are not drawn, but the answer rests on them too: they stand last among the
    rows, and their sources under the figure.
    """
    rows, middle = sensitivity(quantity), quantity.value
    rows["label"] = [(labels or {}).get(row.key, row.label) for row in rows.itertuples()]
    behind = pd.concat([rows, _fixed(quantity)], ignore_index=True)
    origins = {leaf.key: _origin(leaf) for leaf in quantity.leaves.values()}
    behind = behind.join(pd.DataFrame([origins[key] for key in behind["key"]]))
    low, high = (rows[["at_low", "at_high"]].agg(end, axis=1) for end in ("min", "max"))

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        look = {"height": layout.bar, "linewidth": 1.4, "edgecolor": colour("neutral")}
        for end, face in (("at_low", PAGE), ("at_high", colour("neutral"))):
            bars = ax.barh(layout.at, rows[end] - middle, left=middle, color=face, **look)
            for bar, name, value in zip(bars, rows["label"], rows[end], strict=True):
                say(bar, [f"{name}, {end[3:]} bound: {write(value)}"])
        for values, x in ((low, -4), (high, 4)):
            for value, y in zip(values, layout.at, strict=True):
                beside(ax, (value, y), write(value), INK, x)
                # The lines of the axis and the threshold pass behind words.
                ax.texts[-1].set_bbox({"facecolor": PAGE, "edgecolor": "none", "pad": 1})
        left, right = (text_width(write(end), SMALL) for end in (low.min(), high.max()))
        far = [low.min(), high.max(), *([threshold[0]] if threshold else [])]
        leave_room(ax, min(far), max(far), left=left, right=right)
        if max(left, right) > LONG:
            ax.xaxis.get_major_locator().set_params(nbins=2)
        ax.axvline(middle, color=colour("muted"), linewidth=1.2)
        return high

    said = [
        f"{write(a)} at its low, {write(b)} at its high bound"
        for a, b in zip(rows["at_low"], rows["at_high"], strict=True)
    ]
    kind = f"Tornado chart around {write(middle)}, largest swing first,"
    told = labelled(rows["label"], said)
    drawing = row_drawing(
        paint,
        kind,
        told,
        rows["label"],
        entries=KEY,
        right=30,
        write=write,
        threshold=threshold,
        line="bad",
    )
    return replace(drawing, rows=behind)


def _fixed(quantity: Quantity) -> pd.DataFrame:
    """Return the inputs without bounds as rows of the sensitivity: they move nothing."""
    fixed = [leaf for leaf in quantity.leaves.values() if leaf.low == leaf.high]
    same = dict.fromkeys(("at_low", "at_high"), quantity.value) | {"swing": 0.0}
    names = ("key", "label", "low", "high")
    return pd.DataFrame([{name: getattr(x, name) for name in names} | same for x in fixed])


def _origin(leaf: Leaf) -> dict[str, str]:
    """Return the sources and classes of an input; bounds of our own are our assumption."""
    found = origin_of(Quantity.of(leaf))
    if leaf.widened and found["evidence_class"] != "assumption":
        found["evidence_class"] += " assumption"
    return found
