"""Tornado charts: how far each uncertain input moves one answer."""

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import (
    BAR,
    THRESHOLD,
    heights,
    layouts,
    leave_room,
    threshold_line,
)
from book1688.figure.rows import Write
from book1688.figure.style import SMALL
from book1688.figure.svg import AREA, say, text_width
from book1688.html.palette import PAGE, colour
from book1688.quantity import Quantity, origin_of, sensitivity
from book1688.quantity.quantity import Leaf

KEY = [
    (AREA | {"markerfacecolor": PAGE}, "the input at its low bound", "neutral"),
    (AREA, "at its high bound", "neutral"),
]
LONG = 70  # CSS pixels; of longer values an axis has room for few


@form
def tornado(
    quantity: Quantity,
    *,
    write: Write,
    threshold: tuple[float, str] | None = None,
    labels: dict[str, str] | None = None,
) -> Drawing:
    """Draw the answer with each uncertain input at its low and at its high bound.

    Data: the quantity. ``threshold`` marks the value at which the conclusion would flip, with
    words. ``labels`` are words for the inputs, by key, where the names of the data will not do. The
    inputs without bounds are not drawn, but the answer rests on them too: they stand last among the
    rows, and their sources under the figure.
    """
    rows = sensitivity(quantity)
    rows["label"] = [(labels or {}).get(row.key, row.label) for row in rows.itertuples()]
    behind = pd.concat([rows, _fixed(quantity)], ignore_index=True)
    origins = {leaf.key: _origin(leaf) for leaf in quantity.leaves.values()}
    behind = behind.join(pd.DataFrame([origins[key] for key in behind["key"]]))
    both = layouts(list(rows["label"]), entries=KEY, head=THRESHOLD if threshold else 0, right=30)
    middle = quantity.value
    low, high = (rows[["at_low", "at_high"]].agg(end, axis=1) for end in ("min", "max"))

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write)
        look = {"linewidth": 1.4, "left": middle, "edgecolor": colour("neutral")}
        for end, face in (("at_low", PAGE), ("at_high", colour("neutral"))):
            bars = ax.barh(layout.at, rows[end] - middle, BAR[narrow], color=face, **look)
            for bar, name, value, top, y in zip(bars, rows["label"], rows[end], high, layout.at,
                                                strict=True):  # fmt: skip
                say(bar, [f"{name}, {end[3:]} bound: {write(value)}"])
                side = 1 if value == top else -1
                ax.annotate(write(value), (value, y), (4 * side, 0), textcoords="offset points",
                            ha="left" if side > 0 else "right", va="center", size=SMALL,
                            bbox={"facecolor": PAGE, "edgecolor": "none", "pad": 1})  # fmt: skip
        widths = {"left": text_width(write(low.min()), SMALL),
                  "right": text_width(write(high.max()), SMALL)}  # fmt: skip
        far = [low.min(), high.max(), *([threshold[0]] if threshold else [])]
        leave_room(ax, min(far), max(far), **widths)
        if max(widths.values()) > LONG:
            ax.xaxis.get_major_locator().set_params(nbins=2)
        ax.axvline(middle, color=colour("muted"), linewidth=1.2)
        if threshold:
            threshold_line(ax, threshold, "bad")

    told = "; ".join(
        f"{r['label']}: {write(r['at_low'])} at its low, {write(r['at_high'])} at its high bound"
        for r in rows.to_dict("records")
    )
    kind = f"Tornado chart around {write(middle)}, largest swing first,"
    return Drawing(draw, heights(both), kind, f"{told}.", rows=behind)


def _fixed(quantity: Quantity) -> pd.DataFrame:
    """Return the inputs without bounds as rows of the sensitivity: they move nothing."""
    fixed = [leaf for leaf in quantity.leaves.values() if leaf.low == leaf.high]
    same = dict.fromkeys(("at_low", "at_high"), quantity.value)
    return pd.DataFrame(
        [
            {"key": x.key, "label": x.label, "low": x.low, "high": x.high, **same, "swing": 0.0}
            for x in fixed
        ]
    )


def _origin(leaf: Leaf) -> dict[str, str]:
    """Return the sources and classes of an input; bounds of our own are our assumption."""
    found = origin_of(Quantity.of(leaf))
    if leaf.widened and found["evidence_class"] != "assumption":
        found["evidence_class"] += " assumption"
    return found
