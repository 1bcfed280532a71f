"""Lines over time, labelled at their ends: who led when, how fast each grew."""

from functools import partial
from itertools import chain

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import (
    BOLD,
    DOT,
    RING,
    Ticks,
    key,
    key_height,
    pixel_axes,
    put,
    text_width,
    wrapped,
)
from book1688.figure.rows import Words, Write, reach, told
from book1688.figure.style import NARROW, SOFT, TEXT, WIDE
from book1688.figure.svg import say
from book1688.figure.time_axis import Marks, decimal_year, year_ticks
from book1688.html.palette import PAGE, colour, distinct
from book1688.quantity.words import date_words

RESTATED = ("restated", "comparative")
LEFT, BOTTOM, PAD = 44, 30, 6  # CSS pixels; points from the axes to the years, clear of low values
LINE, NAME = 16, 150  # CSS pixels: a line of the names at the ends, and its width at most
SQUARE = DOT | {"marker": "s", "markersize": 6}
KEY = {"restated": (SQUARE, "restated", "other"), "soft": (RING, "estimate or forecast", "other")}
FREE = {"legend": False, "clip_on": False}


@form(inner="period_end")
def lines(rows: pd.DataFrame, *, write: Write, mark: Words = None, height: int = 270) -> Drawing:
    """Draw one line a label over dates.

    Data: label, period_end (ISO date), value: ``{label: {date: value}}``, and optionally basis,
    colour. A change of basis within a label breaks the line; restated points are square, estimates
    and forecasts hollow and dashed; a range without a value is a bar. Where every row ends with a
    calendar year, each stands on its year's tick. ``mark`` puts words at dates,
    ``height`` is that of the axes, which begin at zero, in CSS pixels.
    """
    labels = list(dict.fromkeys(rows["label"]))
    rows = rows.sort_values(["label", "period_end"], kind="stable").reset_index(drop=True)
    yearly = bool(rows["period_end"].str.endswith("-12-31").all())
    place, (low, high) = partial(_place, yearly=yearly), reach(rows)
    basis = rows.get("basis", pd.Series("", rows.index)).fillna("")
    kind = basis.map(lambda name: "restated" if name.startswith(RESTATED) else name)
    kind = kind.mask(kind.isin(SOFT) | rows.get("evidence_class", kind).isin(SOFT), "soft")
    changes = (basis != basis.shift()) | (rows["label"] != rows["label"].shift())
    rows = rows.assign(
        at=rows["period_end"].map(place),
        when=rows["period_end"].str[: 4 if yearly else 7],
        kind=kind.where(kind.isin([*KEY]), ""),
        run=changes.cumsum(),
        middle=rows["value"].astype(float).fillna((low + high) / 2),
        low=low,
        high=high,
        said=told(rows, write),
    )
    own = {row.label: row.colour for row in rows.itertuples() if row.colour != "other"}
    inks = {label: colour(name) for label, name in distinct(labels, own).items()}
    last = {label: rows[rows["label"] == label].iloc[-1] for label in labels}
    names = {label: f"{label} {row['said']}" for label, row in last.items()}
    pad = (rows["at"].max() - rows["at"].min()) * 0.02
    limits = (rows["at"].min() - pad, rows["at"].max() + pad)
    entries = [entry for name, entry in KEY.items() if name in set(rows["kind"])]
    marks_at = {place(date): words for date, words in (mark or {}).items()}

    def plan(narrow: bool) -> tuple[dict, float, float, Marks]:
        """Return the names at the ends, the margins at the right and at the top, and the marks."""
        width = NARROW if narrow else WIDE
        most = width if narrow else NAME
        ends = {n: wrapped(words, most, TEXT, bold=True) for n, words in names.items()}
        longest = max(text_width(line, TEXT, bold=True) for line in chain(*ends.values()))
        right = 14 + (0 if narrow else longest)
        marks = Marks(marks_at, limits, LEFT, width - LEFT - right, width)
        above = LINE * len([*chain(*ends.values())]) + 4 if narrow else 0
        return ends, right, 12 + key_height(entries, narrow) + above + marks.height, marks

    def draw(figure: Figure, narrow: bool) -> None:
        ends, right, top, marks = plan(narrow)
        ax = pixel_axes(figure, left=LEFT, right=right, top=top, bottom=BOTTOM)
        _draw_lines(ax, rows, inks)
        ax.grid(axis="y")
        ax.set_ylim(bottom=min(0, low.min()) * 1.05)
        ax.yaxis.set_major_formatter(Ticks(write))
        ax.yaxis.get_major_locator().set_params(nbins=5)
        ax.set_xlim(*limits)
        year_ticks(ax)
        ax.tick_params(axis="x", pad=PAD)
        marks.draw(ax, top)
        key(figure, entries)
        floor, roof = ax.get_ylim()
        middles = {n: top + height * (roof - last[n]["middle"]) / (roof - floor) for n in labels}
        first = key_height(entries, narrow) + LINE / 2
        tops = _listed(ends, first) if narrow else _apart(ends, middles)
        for name in labels:
            for i, line in enumerate(ends[name]):
                x = 0 if narrow else WIDE - right + 8
                put(figure, x, tops[name] + i * LINE, line, inks[name], **BOLD)

    words = " ".join(_summary(rows[rows["label"] == name], name) for name in labels)
    heights = [round(plan(narrow)[2]) + height + BOTTOM for narrow in (False, True)]
    return Drawing(draw, tuple(heights), "Line chart by date", words)


def _draw_lines(ax: Axes, rows: pd.DataFrame, inks: dict[str, str]) -> None:
    edges, soft, is_range = rows["label"].map(inks), rows["kind"] == "soft", rows["value"].isna()
    hue = {"hue": "label", "palette": inks, "units": "run", "estimator": None}
    dashes = {False: "", True: (4, 2)}
    sns.lineplot(rows, x="at", y="value", style=soft, dashes=dashes, ax=ax, **hue, **FREE)
    wide, look = rows[is_range], {"linewidth": 5, "alpha": 0.35, "clip_on": False}
    ax.vlines(wide["at"], wide["low"], wide["high"], colors=edges[is_range], **look)
    seen, marks = rows[~is_range], {"": "o", "soft": "o", "restated": "s"}
    look = {"style": "kind", "markers": marks, "s": 17, "linewidth": 1.2, "zorder": 3}
    sns.scatterplot(seen, x="at", y="value", ax=ax, **look, **FREE)
    dots = ax.collections[-1]
    dots.set(edgecolor=edges[~is_range], facecolor=edges.mask(soft, PAGE)[~is_range])
    say(dots, seen["label"] + ", " + seen["when"].map(date_words) + ": " + seen["said"])
    ax.set(xlabel="", ylabel="")


def _place(date: str, *, yearly: bool) -> float:
    """Return a date as a decimal year; where a tick stands for a whole year, its end is there."""
    if not yearly:
        return decimal_year(date)
    return float(date[:4]) if date.endswith("-12-31") else decimal_year(date) - 0.5


def _listed(ends: dict[str, list[str]], first: float) -> dict[str, float]:
    """Return where the first line of each name stands, one name below the other."""
    starts = np.cumsum([0, *map(len, ends.values())])
    return {name: first + LINE * start for name, start in zip(ends, starts, strict=False)}


def _apart(ends: dict[str, list[str]], middles: dict[str, float]) -> dict[str, float]:
    """Return where the first line of each name stands, pushed apart where they would collide."""
    tops, floor = {}, np.inf
    for name, middle in sorted(middles.items(), key=lambda item: -item[1]):
        tall = LINE * len(ends[name])
        bottom = min(middle + tall / 2, floor)
        tops[name], floor = bottom - tall + LINE / 2, bottom - tall - 1
    return tops


def _summary(part: pd.DataFrame, name: str) -> str:
    rows = part.iloc[0], part.iloc[-1], part.loc[part["middle"].idxmax()]
    first, last, top = (f"{row['said']} at {row['when']}" for row in rows)
    return f"{name}: {first}, {last}, highest {top}."
