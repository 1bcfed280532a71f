"""Leads: who was ahead of whom, and by how much, period by period."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.rows import Write
from book1688.figure.style import SMALL, TEXT
from book1688.figure.svg import pixel_axes, pixels, say
from book1688.html.palette import colour, colour_name
from book1688.quantity.words import date_words

PANEL, HEAD, FOOT = 172, 44, 24  # CSS pixels: one panel, its title, the dates below


@form
def lead(
    rows: pd.DataFrame,
    *,
    names: tuple[str, str],
    write: Write,
    colours: dict[str, str] | None = None,
) -> Drawing:
    """Draw one column a period, up where the first is ahead and down where the second is.

    Data: panel, period_end (ISO date), value (the first's lead, negative where the second is
    ahead). Panels share the dates and the scale. ``names`` are the first and the second, and
    ``colours`` goes by them.
    """
    dates, panels = sorted(set(rows["period_end"])), list(dict.fromkeys(rows["panel"]))
    at = {date: i for i, date in enumerate(dates)}
    reach = rows["value"].abs().max() * 1.5
    inks = [colour(colour_name(name, colours)) for name in names]

    def draw(figure: Figure, narrow: bool) -> None:
        tall = pixels(figure)[1]
        for i, panel in enumerate(panels):
            top = i * (PANEL + HEAD) + HEAD
            ax = pixel_axes(figure, left=0, right=0, top=top, bottom=tall - top - PANEL)
            _columns(ax, rows[rows["panel"] == panel], at, names, inks, reach, write)
            figure.text(0, 1 - (top - 20) / tall, panel, size=TEXT, weight="bold")
        for date in dates[::-2]:
            # The outermost end where the columns end, so that nothing is cut off.
            ends = {dates[0]: ("left", -0.5), dates[-1]: ("right", 0.5)}
            side, shift = ends.get(date, ("center", 0))
            ax.text(at[date] + shift, -reach * 1.06, _label(date, narrow), size=SMALL, ha=side,
                    va="top")  # fmt: skip

    height = len(panels) * (PANEL + HEAD) + FOOT
    told = " ".join(_told(rows[rows["panel"] == p], p, names, write) for p in panels)
    kind = f"Column chart, {len(panels)} panels, up where {names[0]} is ahead of {names[1]},"
    return Drawing(draw, (height, height), kind, told)


def _columns(
    ax: Axes, part: pd.DataFrame, at: dict[str, int], names: tuple[str, str], inks: list[str],
    reach: float, write: Write,
) -> None:  # fmt: skip
    ax.axis("off")
    ax.set(xlim=(-0.5, len(at) - 0.5), ylim=(-reach, reach))
    ax.axhline(0, color=colour("muted"), linewidth=1)
    none = "none" if pixels(ax)[0] / len(at) > 40 else "–"
    for date in sorted(set(at) - set(part["period_end"])):
        ax.text(at[date], 0, none, size=SMALL, ha="center", va="bottom", color=colour("neutral"))
    own = [inks[value < 0] for value in part["value"]]
    bars = ax.bar(part["period_end"].map(at), part["value"], 0.62, color=own)
    for bar, date, value, ink in zip(bars, part["period_end"], part["value"], own, strict=True):
        up, amount = value >= 0, write(abs(value))
        say(bar, [f"{date_words(date[:7])}: {names[not up]} ahead by {amount}"])
        ax.annotate(amount, (at[date], value), (0, 3 if up else -3), textcoords="offset points",
                    size=SMALL, ha="center", va="bottom" if up else "top", color=ink)  # fmt: skip
    for name, ink, edge, va in zip(names, inks, (reach, -reach), ("top", "bottom"), strict=True):
        ax.text(-0.5, edge, f"{name} ahead", size=SMALL, va=va, color=ink)


def _label(date: str, narrow: bool) -> str:
    month, year = date_words(date[:7]).split()
    return f"{month} {year[2:] if narrow else year}"


def _told(part: pd.DataFrame, panel: str, names: tuple[str, str], write: Write) -> str:
    each = "; ".join(
        f"{date_words(date[:7])} {names[value < 0]} by {write(abs(value))}"
        for date, value in zip(part["period_end"], part["value"], strict=True)
    )
    return f"{panel}: {each}."
