"""Tornado charts: how far each uncertain input moves one answer."""

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import heights, leave_room, mark_height, row_axes
from book1688.figure.style import PAGE, SMALL, colour
from book1688.figure.svg import text_width
from book1688.quantity import Quantity, origin_of, sensitivity
from book1688.quantity.quantity import Leaf
from book1688.quantity.text import point

KEY = "Hollow: the input at its low bound. Filled: at its high bound."
LONG = 70  # CSS pixels; of longer values an axis has room for few


def tornado(
    slug: str,
    quantity: Quantity,
    spec: str,
    *,
    caption: str,
    threshold: tuple[float, str] | None = None,
    note: str = "",
    labels: dict[str, str] | None = None,
) -> Exhibit:
    """Draw the answer with each uncertain input at its low and at its high bound.

    ``spec`` is the number format of the answer (``.0%``); ``threshold`` marks the value at which
    the conclusion would flip, with words. ``labels`` are words for the inputs, by key,
    where the names of the data will not do. The inputs without bounds are not drawn, but the answer
    rests on them too: they stand last among the rows, and their sources under the figure.
    """
    rows = sensitivity(quantity)
    rows["label"] = [(labels or {}).get(row.key, row.label) for row in rows.itertuples()]
    behind = pd.concat([rows, _fixed(quantity)], ignore_index=True)
    origins = {leaf.key: _origin(leaf) for leaf in quantity.leaves.values()}
    behind = behind.join(pd.DataFrame([origins[key] for key in behind["key"]]))

    def write(value: float) -> str:
        return point(value, quantity.unit, spec)

    def draw(figure: Figure, narrow: bool) -> None:
        ax = row_axes(figure, list(rows["label"]), narrow, write=write, right=30,
                      axis=quantity.words, extra=18)  # fmt: skip
        if threshold:
            ax.axvline(threshold[0], color=colour("bad"), linewidth=1.4, linestyle=(0, (3, 2)))
            ax.text(threshold[0], 1, threshold[1], transform=ax.get_xaxis_transform(), size=SMALL,
                    ha="center", va="bottom", color=colour("bad"))  # fmt: skip
        for y, row in enumerate(rows.to_dict("records")):
            at = y + mark_height(narrow)
            for end, face in (("at_low", PAGE), ("at_high", colour("neutral"))):
                ax.barh(at, row[end] - quantity.value, 0.34 if narrow else 0.5, linewidth=1.4,
                        left=quantity.value, color=face, edgecolor=colour("neutral"))  # fmt: skip
                side = "left" if row[end] == max(row["at_low"], row["at_high"]) else "right"
                ax.annotate(write(row[end]), (row[end], at), (4 if side == "left" else -4, 0),
                            textcoords="offset points", ha=side, va="center",
                            size=SMALL)  # fmt: skip
        for text in ax.texts:  # lines pass behind words
            text.set_bbox({"facecolor": PAGE, "edgecolor": "none", "pad": 1})
        ends = [*rows["at_low"], *rows["at_high"]]
        far = [*ends, threshold[0]] if threshold else ends
        widths = {side: text_width(write(end), SMALL) for side, end in
                  (("left", min(ends)), ("right", max(ends)))}  # fmt: skip
        leave_room(ax, min(far), max(far), **widths)
        if max(widths.values()) > LONG:
            ax.xaxis.get_major_locator().set_params(nbins=2)
        ax.axvline(quantity.value, color=colour("muted"), linewidth=1.2)

    described = "; ".join(
        f"{r['label']}: {write(r['at_low'])} at its low, {write(r['at_high'])} at its high bound"
        for r in rows.to_dict("records")
    )
    height, narrow_height = heights(len(rows), 18)
    return exhibit(
        slug, behind, draw, caption=caption, height=height, narrow_height=narrow_height,
        description=f"Tornado chart around {write(quantity.value)}, largest swing first. "
        f"{described}.",
        note=f"{note} {KEY}".strip(),
    )  # fmt: skip


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
