"""Slopes: two moments, one line a thing, for who rose and who fell."""

from collections.abc import Callable
from textwrap import wrap

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.style import PAGE, SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes, text_width

LINE, MOST = 16, 48  # CSS pixels a line of the axis's name, and its letters at most on a phone
GAP = 17  # CSS pixels between labels at the same end


def slope(
    slug: str,
    rows: pd.DataFrame,
    *,
    names: tuple[str, str],
    caption: str,
    write: Callable[[float], str],
    axis: str,
    height: int = 320,
    note: str = "",
) -> Exhibit:
    """Draw one line a row between its first and its second value.

    ``rows``: label, first, second, and optionally colour, source_id, evidence_class. ``names``
    says when the two moments are.
    """
    rows = rows.reset_index(drop=True)
    firsts = [write(v) for v in rows["first"]]
    seconds = [f"{write(v)} {n}" for v, n in zip(rows["second"], rows["label"], strict=True)]

    def draw(figure: Figure, narrow: bool) -> None:
        left = 20 + max(text_width(t, TEXT) for t in firsts)
        right = 12 + max(text_width(t, TEXT) for t in seconds)
        named = wrap(axis, MOST) if narrow else [axis]
        top = 38 + LINE * len(named)
        ax = pixel_axes(figure, left=left, right=right, top=top, bottom=14)
        ax.set(xlim=(0, 1), xticks=[], yticks=[])
        low = min(rows["first"].min(), rows["second"].min())
        high = max(rows["first"].max(), rows["second"].max())
        pad = (high - low) * 0.06
        ax.set_ylim(low - pad, high + pad)
        ax.spines[["left", "bottom"]].set_visible(False)
        for x in (0, 1):
            ax.axvline(x, color=colour("grid"), linewidth=1.5, clip_on=False)
        inks = [colour(row.get("colour") or "other") for row in rows.to_dict("records")]
        for first, second, ink in zip(rows["first"], rows["second"], inks, strict=True):
            ax.plot([0, 1], [first, second], color=ink, clip_on=False)
            ax.plot([0], [first], "o", color=ink, markerfacecolor=PAGE, clip_on=False)
            ax.plot([1], [second], "o", color=ink, clip_on=False)
        unit = (high - low + 2 * pad) * GAP / (figure.get_size_inches()[1] * 96 - top - 14)
        _labels(ax, 0, rows["first"], firsts, inks, unit, "right")
        _labels(ax, 1, rows["second"], seconds, inks, unit, "left")
        for i, part in enumerate(named):
            figure.text(
                0, 1 - (14 + LINE * i) / (figure.get_size_inches()[1] * 96), part, size=SMALL
            )
        for x, name, side in ((0, names[0], "left"), (1, names[1], "right")):
            ax.annotate(name, (x, 1), (0, 14), xycoords="axes fraction", size=SMALL, ha=side,
                        textcoords="offset points", color=colour("neutral"))  # fmt: skip

    described = "; ".join(
        f"{r['label']}: from {write(r['first'])} to {write(r['second'])}"
        for r in rows.to_dict("records")
    )
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=height, note=note,
        description=f"Slope chart of {axis}, {names[0]} to {names[1]}. {described}.",
    )  # fmt: skip


def _labels(ax, x: float, values, texts: list[str], inks: list[str], gap: float, side: str) -> None:
    y = -float("inf")
    for value, label, ink in sorted(zip(values, texts, inks, strict=True)):
        y = max(value, y + gap)
        ax.annotate(label, (x, y), (8 if side == "left" else -8, 0), ha=side, va="center",
                    textcoords="offset points", size=TEXT, weight="bold", color=ink)  # fmt: skip
