"""Lines over time, labelled at their ends: who led when, how fast each grew."""

from functools import partial

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.rows import Write, reach, told
from book1688.figure.style import NARROW, SOFT, TEXT, WIDE
from book1688.figure.svg import (
    DOT,
    RING,
    Ticks,
    key,
    key_height,
    pixel_axes,
    say,
    text_width,
    wrapped,
)
from book1688.figure.time_axis import Marks, decimal_year, year_ticks
from book1688.html.palette import PAGE, colour
from book1688.quantity.words import date_words

RESTATED = ("restated", "comparative")
LEFT, BOTTOM, PAD = 44, 30, 6  # CSS pixels; points from the axes to the years, clear of low values
LINE = 16  # CSS pixels a line of the names at the ends
SQUARE = DOT | {"marker": "s", "markersize": 6}
KEY = {"restated": (SQUARE, "restated", "other"), "soft": (RING, "estimate or forecast", "other")}


@form(inner="period_end")
def lines(
    rows: pd.DataFrame,
    *,
    write: Write,
    mark: dict[str, str] | None = None,
    height: int = 270,
    zero: bool = True,
) -> Drawing:
    """Draw one line a label over dates.

    Data: label, period_end (ISO date), value: ``{label: {date: value}}``, and optionally basis,
    colour. A change of basis within a label breaks the line; restated points are square, estimates
    and forecasts hollow and dashed; a range without a value is a bar. Where every row ends with a
    calendar year, each stands on its year's tick. ``mark`` puts words at dates, ``zero`` says
    whether the axis begins there, ``height`` is that of the axes in CSS pixels.
    """
    labels = list(dict.fromkeys(rows["label"]))
    rows = rows.sort_values(["label", "period_end"], kind="stable").reset_index(drop=True)
    yearly = bool(rows["period_end"].str.endswith("-12-31").all())
    place = partial(_place, yearly=yearly)
    low, high = reach(rows)
    basis = rows["basis"].fillna("") if "basis" in rows else pd.Series("", rows.index)
    kind = basis.map(lambda name: "restated" if name.startswith(RESTATED) else name)
    classes = rows.get("evidence_class", kind)
    kind = kind.mask(kind.isin(SOFT) | classes.isin(SOFT), "soft")
    changes = (basis != basis.shift()) | (rows["label"] != rows["label"].shift())
    drawn = rows.assign(
        at=rows["period_end"].map(place),
        kind=kind.where(kind.isin([*KEY]), ""),
        run=changes.cumsum(),
        middle=rows["value"].astype(float).fillna((low + high) / 2),
        low=low,
        high=high,
        said=told(rows, write),
    )
    inks = {label: colour(part["colour"].iloc[0]) for label, part in drawn.groupby("label")}
    last = {label: drawn[drawn["label"] == label].iloc[-1] for label in labels}
    pad = (drawn["at"].max() - drawn["at"].min()) * 0.02
    limits = (drawn["at"].min() - pad, drawn["at"].max() + pad)
    entries = [entry for name, entry in KEY.items() if name in set(drawn["kind"])]

    def plan(narrow: bool) -> tuple[dict, float, float, Marks]:
        """Return the names at the ends, the margins at the right and at the top, and the marks."""
        width = NARROW if narrow else WIDE
        ends = {
            n: wrapped(f"{n} {last[n]['said']}", width if narrow else 150, TEXT, bold=True)
            for n in labels
        }
        longest = max(
            text_width(line, TEXT, bold=True) for lines in ends.values() for line in lines
        )
        right = 14 if narrow else 14 + longest
        marks = Marks({place(date): words for date, words in (mark or {}).items()}, limits,
                      left=LEFT, inside=width - LEFT - right, width=width)  # fmt: skip
        above = narrow * (LINE + 2) * sum(map(len, ends.values()))
        return ends, right, 12 + key_height(entries, narrow) + above + marks.height, marks

    def draw(figure: Figure, narrow: bool) -> None:
        ends, right, top, marks = plan(narrow)
        ax = pixel_axes(figure, left=LEFT, right=right, top=top, bottom=BOTTOM)
        _draw_lines(ax, drawn, inks)
        ax.grid(axis="y")
        if zero:
            ax.set_ylim(bottom=min(0, low.min()) * 1.05)
        ax.yaxis.set_major_formatter(Ticks(write))
        ax.yaxis.get_major_locator().set_params(nbins=5)
        ax.set_xlim(*limits)
        year_ticks(ax)
        ax.tick_params(axis="x", pad=PAD)
        marks.draw(ax, top)
        key(figure, entries)
        total = height + top + BOTTOM
        y = key_height(entries, narrow) + 12
        if not narrow:
            tops = _apart({n: _from_top(ax, last[n]["middle"], top, height) for n in labels}, ends)
        for name in labels:
            x = 0 if narrow else (WIDE - right + 8) / WIDE
            for i, line in enumerate(ends[name]):
                at = y if narrow else tops[name] + i * LINE
                figure.text(x, 1 - at / total, line, size=TEXT, weight="bold",
                            va="center", color=inks[name])  # fmt: skip
                y += LINE + 2

    words = " ".join(_summary(drawn[drawn["label"] == n], n, write, yearly) for n in labels)
    heights = [round(plan(narrow)[2]) + height + BOTTOM for narrow in (False, True)]
    return Drawing(draw, tuple(heights), "Line chart by date", words)


def _draw_lines(ax: Axes, drawn: pd.DataFrame, inks: dict[str, str]) -> None:
    alone = {"legend": False, "ax": ax, "clip_on": False}
    soft = drawn["kind"] == "soft"
    sns.lineplot(drawn, x="at", y="value", hue="label", palette=inks, units="run", style=soft,
                 dashes={False: "", True: (4, 2)}, estimator=None, **alone)  # fmt: skip
    edges = drawn["label"].map(inks)
    wide = drawn["value"].isna()
    ax.vlines(drawn["at"][wide], drawn["low"][wide], drawn["high"][wide], colors=edges[wide],
              linewidth=5, alpha=0.35, clip_on=False)  # fmt: skip
    seen = drawn[~wide]
    sns.scatterplot(seen, x="at", y="value", style="kind", s=17, linewidth=1.2, zorder=3,
                    markers={"": "o", "soft": "o", "restated": "s"}, **alone)  # fmt: skip
    dots = ax.collections[-1]
    dots.set(edgecolor=edges[~wide], facecolor=edges.mask(soft, PAGE)[~wide])
    digits = seen["period_end"].str[:7].where(seen["at"] % 1 > 0, seen["period_end"].str[:4])
    say(dots, seen["label"] + ", " + digits.map(date_words) + ": " + seen["said"])
    ax.set(xlabel="", ylabel="")


def _place(date: str, *, yearly: bool) -> float:
    """Return a date as a decimal year; where a tick stands for a whole year, its end is there."""
    if not yearly:
        return decimal_year(date)
    return float(date[:4]) if date.endswith("-12-31") else decimal_year(date) - 0.5


def _from_top(ax: Axes, value: float, top: float, height: float) -> float:
    low, high = ax.get_ylim()
    return top + height * (high - value) / (high - low)


def _apart(middles: dict[str, float], ends: dict[str, list[str]]) -> dict[str, float]:
    """Return where the first line of each name stands, pushed apart where they would collide."""
    tops, floor = {}, np.inf
    for name, middle in sorted(middles.items(), key=lambda item: -item[1]):
        tall = LINE * len(ends[name])
        bottom = min(middle + tall / 2, floor)
        tops[name] = bottom - tall + LINE / 2
        floor = bottom - tall - 1
    return tops


def _summary(part: pd.DataFrame, name: str, write: Write, yearly: bool) -> str:
    digits = 4 if yearly else 7
    first, last, top = part.iloc[0], part.iloc[-1], part.loc[part["middle"].idxmax()]
    return (
        f"{name}: {first['said']} at {first['period_end'][:digits]}, "
        f"{last['said']} at {last['period_end'][:digits]}, "
        f"highest {top['said']} at {top['period_end'][:digits]}."
    )
