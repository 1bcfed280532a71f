"""Leads: who was ahead of whom, and by how much, period by period."""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.style import SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes
from book1688.quantity.words import date_words

PANEL, HEAD, FOOT = 172, 44, 24  # CSS pixels: one panel, its title, the dates below


def lead(
    slug: str,
    rows: pd.DataFrame,
    *,
    panels: list[str],
    names: tuple[str, str],
    colours: tuple[str, str],
    caption: str,
    write: Callable[[float], str],
    axis: str,
    note: str = "",
) -> Exhibit:
    """Draw one column a period, up where the first is ahead and down where the second is.

    ``rows``: panel, period_end (ISO date), value (the first's lead, negative where the second is
    ahead), and optionally source_id, evidence_class. Panels share the dates and the scale.
    ``names`` and ``colours`` (colour names) are those of the first and the second.
    """
    dates = sorted(set(rows["period_end"]))
    at = {date: i for i, date in enumerate(dates)}
    reach = rows["value"].abs().max() * 1.5

    def draw(figure: Figure, narrow: bool) -> None:
        tall = figure.get_size_inches()[1] * 96
        for i, panel in enumerate(panels):
            top = i * (PANEL + HEAD)
            ax = pixel_axes(figure, left=0, right=0, top=top + HEAD,
                            bottom=tall - top - HEAD - PANEL)  # fmt: skip
            _columns(ax, rows[rows["panel"] == panel], at, names, colours, reach, write)
            figure.text(0, 1 - (top + 24) / tall, panel, size=TEXT, weight="bold")
        for date in dates[::-2]:
            # The outermost end where the columns end, so that nothing is cut off.
            side, shift = {dates[0]: ("left", -0.5), dates[-1]: ("right", 0.5)}.get(
                date, ("center", 0)
            )
            ax.text(at[date] + shift, -reach * 1.06, _label(date, narrow), size=SMALL, ha=side,
                    va="top")  # fmt: skip

    height = len(panels) * (PANEL + HEAD) + FOOT
    told = " ".join(_told(rows[rows["panel"] == p], p, names, write) for p in panels)
    return exhibit(
        slug, rows, draw, caption=caption, note=note, height=height, narrow_height=height,
        description=f"Column chart of {axis} by period, {len(panels)} panels; columns rise where "
        f"{names[0]} is ahead and fall where {names[1]} is. {told}",
    )  # fmt: skip


def _columns(
    ax: Axes, part: pd.DataFrame, at: dict[str, int], names: tuple[str, str],
    colours: tuple[str, str], reach: float, write: Callable[[float], str],
) -> None:  # fmt: skip
    ax.axis("off")
    ax.set(xlim=(-0.5, len(at) - 0.5), ylim=(-reach, reach))
    ax.axhline(0, color=colour("muted"), linewidth=1)
    for date in sorted(set(at) - set(part["period_end"])):
        ax.text(at[date], 0, "none", size=SMALL, ha="center", va="bottom", color=colour("neutral"))
    for date, value in zip(part["period_end"], part["value"], strict=True):
        up = value >= 0
        ink = colour(colours[0] if up else colours[1])
        ax.bar(at[date], value, 0.62, color=ink)
        ax.annotate(write(abs(value)), (at[date], value), (0, 3 if up else -3), ha="center",
                    va="bottom" if up else "top", textcoords="offset points", size=SMALL,
                    color=ink)  # fmt: skip
    for name, ink, edge, va in zip(names, colours, (reach, -reach), ("top", "bottom"), strict=True):
        ax.text(-0.5, edge, f"{name} ahead", size=SMALL, va=va, color=colour(ink))


def _label(date: str, narrow: bool) -> str:
    month, year = date_words(date[:7]).split()
    return f"{month} {year[2:] if narrow else year}"


def _told(part: pd.DataFrame, panel: str, names: tuple[str, str], write: Callable) -> str:
    each = "; ".join(
        f"{date_words(date[:7])} {names[0] if value >= 0 else names[1]} by {write(abs(value))}"
        for date, value in zip(part["period_end"], part["value"], strict=True)
    )
    return f"{panel}: {each}."
