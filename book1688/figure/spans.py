"""Spans: from when to when, one row a thing; or which years of age a name covers."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import end_text, heights, mark_height, row_axes
from book1688.figure.scale import decimal_year
from book1688.figure.style import SMALL, TEXT, colour
from book1688.figure.svg import text_width


def spans(
    slug: str,
    rows: pd.DataFrame,
    *,
    caption: str,
    write: Callable[[float], str],
    axis: str,
    limits: tuple[float, float],
    shade: tuple[float | str, float | str, str] | None = None,
    note: str = "",
) -> Exhibit:
    """Draw one span a row, from its start to its end.

    ``rows``: label, start, end (ISO dates, or numbers whose unit cells are counted: 25 to 30 is
    drawn as six), words (said at the row's end), and optionally colour, shared_start, shared_end
    (the stretch drawn dark, the rest pale), source_id, evidence_class. A row whose start is its
    end is a dot. ``shade`` marks a stretch across all rows, with words.
    """
    rows = rows.reset_index(drop=True)
    dated = isinstance(rows["start"].dropna().iloc[0], str)

    def draw(figure: Figure, narrow: bool) -> None:
        right = 16 + (0 if narrow else int(max(text_width(s, TEXT) for s in rows["words"])))
        ax = row_axes(figure, list(rows["label"]), narrow, write=write, axis=axis, right=right,
                      extra=18 if shade else 0)  # fmt: skip
        ax.set_xlim(*limits)
        if shade:
            low, high = _stretch(shade[0], shade[1], dated)
            ax.axvspan(low, high, color=colour("grid"), alpha=0.5, linewidth=0)
            ax.text((low + high) / 2, 1.0, shade[2], transform=ax.get_xaxis_transform(),
                    size=SMALL, ha="center", va="bottom", color=colour("neutral"))  # fmt: skip
        for y, row in enumerate(rows.to_dict("records")):
            at = y + mark_height(narrow)
            ink = colour(row.get("colour") or "other")
            if pd.notna(row["start"]) and dated and row["start"] == row["end"]:
                ax.plot([place(row["start"])], [at], "o", color=ink, markersize=8)
            elif pd.notna(row["start"]):
                shared = (row.get("shared_start"), row.get("shared_end"))
                whole = pd.isna(shared[0])
                low, high = _stretch(row["start"], row["end"], dated)
                ax.barh(at, high - low, 0.34, left=low, color=ink, alpha=1 if whole else 0.3)
                if not whole:
                    low, high = _stretch(*shared, dated)
                    ax.barh(at, high - low, 0.34, left=low, color=ink)
            end_text(ax, y, row["words"], ink, narrow)

    described = "; ".join(f"{n}: {w}" for n, w in zip(rows["label"], rows["words"], strict=True))
    ended = f" Marked across all rows: {shade[2]}." if shade else ""
    height, narrow_height = heights(len(rows), 18 if shade else 0)
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height, note=note,
        description=f"Chart of spans along {axis}, one row each. {described}.{ended}",
    )  # fmt: skip


def _stretch(start: float | str, end: float | str, dated: bool) -> tuple[float, float]:
    """Return where a span begins and ends; counted cells reach half a unit to either side."""
    half = 0 if dated else 0.5
    return place(start) - half, place(end) + half


def place(when: float | str) -> float:
    """Return a number as it is and an ISO date as a decimal year."""
    return decimal_year(when) if isinstance(when, str) else when
