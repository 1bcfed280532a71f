"""Fans: how a line went, how far a walk from its end may carry it, and what it has to pass."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.scale import percent
from book1688.figure.spans import place
from book1688.figure.style import PAGE, SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes, text_width

PANEL, HEAD, FOOT, LEFT, GAP = 150, 30, 26, 40, 26  # CSS pixels
SIDES = {"above": "^", "below": "v"}
KEY = (
    ("● seen", "other"), ("▒ two walks in three", "muted"), ("▲▼ to be passed", "class-forecast"),
)  # fmt: skip


def fans(
    slug: str, rows: pd.DataFrame, *, caption: str, axis: str, every: float, note: str = ""
) -> Exhibit:
    """Draw one panel a line: its past, a fan from its last value, and marks to be passed.

    ``rows``: panel, kind (past or target), period_end, value (for a target: the threshold),
    step (the size of the past steps), side and words (for a target: above or below, and what is
    said beside the mark), and optionally source_id, evidence_class. The fan covers two outcomes
    in three, one step's spread to either side; ``every`` is the length of a step in years.
    """
    rows = rows.reset_index(drop=True)
    panels = list(dict.fromkeys(rows["panel"]))

    def draw(figure: Figure, narrow: bool) -> None:
        columns, (width, height) = (1 if narrow else 2), figure.get_size_inches() * 96
        inside = (width - columns * LEFT - (columns - 1) * GAP - 34 * columns) / columns
        for i, panel in enumerate(panels):
            row, column = divmod(i, columns)
            top = 24 + row * (HEAD + PANEL + FOOT) + HEAD
            left = LEFT + column * (inside + LEFT + GAP + 34)
            ax = pixel_axes(figure, left=left, right=width - left - inside, top=top,
                            bottom=height - top - PANEL)  # fmt: skip
            _panel(ax, rows[rows["panel"] == panel], every)
            figure.text((left - LEFT) / width, 1 - (top - 14) / height, panel, size=TEXT,
                        weight="bold")  # fmt: skip
        x = 0.0
        for words, ink in KEY:
            figure.text(x / width, 1 - 9 / height, words, size=SMALL, va="center",
                        color=colour(ink))  # fmt: skip
            x += text_width(words, SMALL) + 12

    told = " ".join(_told(rows[rows["panel"] == panel], panel) for panel in panels)
    height, narrow_height = (
        24 + math.ceil(len(panels) / columns) * (HEAD + PANEL + FOOT) for columns in (2, 1)
    )
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height, note=note,
        description=f"{len(panels)} line charts of {axis} by date, each with a fan of what may "
        f"follow and the thresholds to pass. {told}",
    )  # fmt: skip


def _panel(ax: Axes, part: pd.DataFrame, every: float) -> None:
    past, targets = (part[part["kind"] == kind] for kind in ("past", "target"))
    days = [place(day) for day in past["period_end"]]
    last, step = past["value"].iloc[-1], past["step"].iloc[0]
    end = max(place(day) for day in targets["period_end"])
    ahead = [days[-1] + (end - days[-1]) * i / 24 for i in range(25)]
    reach = [step * math.sqrt((day - days[-1]) / every) for day in ahead]
    ax.fill_between(ahead, [last - r for r in reach], [last + r for r in reach],
                    color=colour("muted"), alpha=0.22, linewidth=0)  # fmt: skip
    ax.plot([days[-1], end], [last, last], color=colour("muted"), linewidth=1.2,
            linestyle=(0, (3, 2)))  # fmt: skip
    ax.plot(days, past["value"], color=colour("other"), marker="o", markersize=3.6,
            clip_on=False)  # fmt: skip
    for row in targets.to_dict("records"):
        ax.plot([place(row["period_end"])], [row["value"]], SIDES[row["side"]],
                color=colour("class-forecast"), markersize=8, markeredgecolor=PAGE, clip_on=False,
                zorder=5)  # fmt: skip
        ax.annotate(row["words"], (place(row["period_end"]), row["value"]), (7, 0), size=SMALL,
                    textcoords="offset points", weight="bold", va="center",
                    color=colour("class-forecast"))  # fmt: skip
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ax.yaxis.set_major_formatter(lambda v, _: percent(v))
    ax.yaxis.get_major_locator().set_params(nbins=4)
    years = range(math.ceil(days[0]), int(end) + 1)
    ax.set_xticks([float(y) for y in years], [str(y) for y in years])
    ax.set_xlim(days[0] - 0.05, end + 0.05)


def _told(part: pd.DataFrame, panel: str) -> str:
    past, targets = (part[part["kind"] == kind] for kind in ("past", "target"))
    asked = ", ".join(
        f"{row['side']} {percent(row['value'])} at {row['period_end'][:7]} ({row['words']})"
        for row in targets.to_dict("records")
    )
    return (
        f"{panel}: {percent(past['value'].iloc[0])} at {past['period_end'].iloc[0][:7]}, "
        f"{percent(past['value'].iloc[-1])} at {past['period_end'].iloc[-1][:7]}; to pass: {asked}."
    )
