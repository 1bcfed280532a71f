"""Bars from zero: amounts side by side, with their bounds as whiskers."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import end_text, heights, mark_height, row_axes
from book1688.figure.style import PAGE, SOFT, TEXT, colour
from book1688.figure.svg import text_width


def bars(
    slug: str,
    rows: pd.DataFrame,
    *,
    caption: str,
    write: Callable[[float], str],
    axis: str,
    note: str = "",
) -> Exhibit:
    """Draw one bar a row from a zero baseline.

    ``rows``: label, value, and optionally low, high, colour (a colour name), evidence_class,
    source_id, said (words in place of the value). Estimates and assumptions are outlined, all else
    is filled.
    """
    rows = rows.reset_index(drop=True)
    said = list(rows["said"]) if "said" in rows else [write(v) for v in rows["value"]]

    def draw(figure: Figure, narrow: bool) -> None:
        right = 16 + (0 if narrow else int(max(text_width(s, TEXT) for s in said)))
        ax = row_axes(figure, list(rows["label"]), narrow, write=write, axis=axis, right=right)
        for y, row in enumerate(rows.to_dict("records")):
            at = y + mark_height(narrow)
            ink = colour(row.get("colour") or "other")
            soft = row.get("evidence_class") in SOFT
            ax.barh(at, row["value"], 0.34 if narrow else 0.56, color=PAGE if soft else ink,
                    edgecolor=ink, linewidth=1.4 if soft else 0)  # fmt: skip
            if pd.notna(row.get("low")) and row["low"] < row["high"]:
                ax.plot([row["low"], row["high"]], [at, at], color=colour("muted"), linewidth=1.6,
                        clip_on=False)  # fmt: skip
            end_text(ax, y, said[y], ink, narrow)
        ax.axvline(0, color=colour("muted"), linewidth=1)

    described = "; ".join(f"{n}: {s}" for n, s in zip(rows["label"], said, strict=True))
    height, narrow_height = heights(len(rows))
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height, note=note,
        description=f"Bar chart from zero, one bar a row, along {axis}. {described}.",
    )  # fmt: skip
