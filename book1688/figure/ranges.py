"""Ranges: how far each value could lie, with the value itself where one stands."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import end_text, heights, mark_height, row_axes
from book1688.figure.style import PAGE, SMALL, SOFT, TEXT, colour
from book1688.figure.svg import text_width


def ranges(
    slug: str,
    rows: pd.DataFrame,
    *,
    caption: str,
    write: Callable[[float], str],
    axis: str,
    limits: tuple[float, float] | None = None,
    threshold: tuple[float, str] | None = None,
    note: str = "",
) -> Exhibit:
    """Draw one horizontal range a row.

    ``rows``: label, low, high, and optionally value, colour (a colour name), evidence_class,
    source_id. A row without a value is a spread of sources that no one number stands for.
    Estimates and assumptions are hollow. ``threshold`` marks one value with words.
    """
    rows = rows.reset_index(drop=True)
    said = [_said(row, write) for row in rows.to_dict("records")]

    def draw(figure: Figure, narrow: bool) -> None:
        right = 16 + (0 if narrow else int(max(text_width(s, TEXT) for s in said)))
        ax = row_axes(figure, list(rows["label"]), narrow, write=write, axis=axis, right=right,
                      extra=16 if threshold else 0)  # fmt: skip
        if limits:
            ax.set_xlim(*limits)
        for y, row in enumerate(rows.to_dict("records")):
            at = y + mark_height(narrow)
            ink = colour(row.get("colour") or "other")
            soft = row.get("evidence_class") in SOFT
            ax.plot([row["low"], row["high"]], [at, at], color=ink, linewidth=6, alpha=0.35,
                    solid_capstyle="butt", clip_on=False)  # fmt: skip
            dot_only = pd.notna(row.get("value")) and row["low"] == row["high"]
            for end in () if dot_only else (row["low"], row["high"]):
                ax.plot([end, end], [at - 0.14, at + 0.14], color=ink, linewidth=1.6, clip_on=False)
            if pd.notna(row.get("value")):
                ax.plot([row["value"]], [at], "o", color=ink, markersize=7, clip_on=False,
                        markerfacecolor=PAGE if soft else ink, markeredgewidth=1.6)  # fmt: skip
            end_text(ax, y, said[y], ink, narrow)
        if threshold:
            value, words = threshold
            ax.axvline(value, color=colour("muted"), linewidth=1.2, linestyle=(0, (3, 2)))
            low, high = ax.get_xlim()
            side = "left" if value < (low + high) / 2 else "right"
            ax.text(value, 1.0, words, transform=ax.get_xaxis_transform(), size=SMALL, ha=side,
                    va="bottom", color=colour("neutral"))  # fmt: skip

    described = "; ".join(f"{n}: {s}" for n, s in zip(rows["label"], said, strict=True))
    ended = f" Marked: {threshold[1]}." if threshold else ""
    height, narrow_height = heights(len(rows), 16 if threshold else 0)
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height, note=note,
        description=f"Range chart, one row a case, along {axis}. {described}.{ended}",
    )  # fmt: skip


def _said(row: dict, write: Callable[[float], str]) -> str:
    low, high = write(row["low"]), write(row["high"])
    if low == high:
        return low
    shared = "%" if low.endswith("%") and high.endswith("%") else ""
    return f"{low.removesuffix(shared)}–{high}"
