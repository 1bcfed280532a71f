"""Lines over time, labelled at their ends: who led when, how fast each grew."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.scale import decimal_year
from book1688.figure.style import PAGE, SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes, say, text_width
from book1688.quantity.words import date_words

RESTATED = ("restated", "comparative")
BOTTOM, PAD = (
    34,
    6,
)  # below the axes, and from them to the years (points), clear of the lowest value
MARK = 14  # CSS pixels that the words of marks take above the axes


def lines(
    slug: str,
    rows: pd.DataFrame,
    *,
    caption: str,
    write: Callable[[float], str],
    axis: str,
    colours: dict[str, str],
    height: int = 340,
    zero: bool = True,
    marks: dict[str, str] | None = None,
    note: str = "",
) -> Exhibit:
    """Draw one line a label over dates.

    ``rows``: label, period_end (ISO date), value, and optionally basis, source_id, evidence_class.
    A change of basis within a label breaks the line; restated points are hollow, estimates and
    forecasts dashed. Where every row ends with a calendar year, each stands on its year's tick.
    ``write`` writes a value; ``axis`` names the y axis with its unit; ``colours`` gives each label
    a colour name; ``marks`` labels dates with vertical lines.
    """
    rows = rows.sort_values(["label", "period_end"], kind="stable").reset_index(drop=True)
    labels = list(colours)
    yearly = bool(rows["period_end"].str.endswith("-12-31").all())
    place = _middle_of_year if yearly else decimal_year
    marks = {place(date): words for date, words in (marks or {}).items()}
    rise = MARK if marks else 0

    def draw(figure: Figure, narrow: bool) -> None:
        ends = {n: f"{n} {write(rows[rows['label'] == n]['value'].iloc[-1])}" for n in labels}
        right = 14 if narrow else 14 + max(text_width(t, TEXT) for t in ends.values())
        top = 26 + rise + 18 * len(labels) * narrow
        ax = pixel_axes(figure, left=44, right=right, top=top, bottom=BOTTOM)
        for name in labels:
            part = rows[rows["label"] == name]
            _line(ax, part, colour(colours[name]), write, place)
        ax.spines["left"].set_visible(False)
        ax.grid(axis="y")
        ax.set_axisbelow(True)
        if zero:
            ax.set_ylim(bottom=min(0, rows["value"].min()) * 1.05)
        ax.yaxis.set_major_formatter(lambda v, _: write(v))
        ax.yaxis.get_major_locator().set_params(nbins=5)
        _dates(ax, [place(d) for d in rows["period_end"]], narrow)
        pixel = 1 / (figure.get_size_inches()[1] * 96 * ax.get_position().height)
        above = 1 + (10 + rise) * pixel
        top = above + 18 * len(labels) * narrow * pixel
        ax.text(-44 / _width(figure, ax), top, axis, transform=ax.transAxes, size=SMALL)
        if narrow:
            for i, name in enumerate(labels):
                y = above + 18 * (len(labels) - 1 - i) * pixel
                ax.text(0, y, ends[name], transform=ax.transAxes, size=TEXT,
                        weight="bold", color=colour(colours[name]))  # fmt: skip
        else:
            _end_labels(figure, ax, rows, ends, colours)
        for x, words in marks.items():
            ax.axvline(x, color=colour("muted"), linewidth=1, linestyle=(0, (2, 2)))
            ax.text(x, 1, words, transform=ax.get_xaxis_transform(), size=SMALL,
                    ha=_side(figure, ax, x, words, right), va="bottom",
                    color=colour("neutral"))  # fmt: skip

    description = f"Line chart of {axis} by date. " + " ".join(
        _summary(rows[rows["label"] == name], name, write, 4 if yearly else 7) for name in labels
    )
    return exhibit(
        slug, rows, draw, caption=caption, description=description, height=height,
        narrow_height=height - 14 + 18 * len(labels), note=note,
    )  # fmt: skip


def _line(
    ax, part: pd.DataFrame, ink: str, write: Callable[[float], str], place: Callable[[str], float]
) -> None:
    basis = part.get("basis", pd.Series("", index=part.index))
    run = (basis != basis.shift()).cumsum()
    for _, piece in part.groupby(run):
        kind = basis[piece.index[0]]
        soft = kind in ("estimate", "forecast")
        hollow = kind.startswith(RESTATED) or soft
        ax.plot([place(d) for d in piece["period_end"]], piece["value"], color=ink,
                linestyle=(0, (4, 2)) if soft else "-", clip_on=False)  # fmt: skip
        for row in piece.to_dict("records"):
            mark = ax.plot([place(row["period_end"])], [row["value"]], "o", color=ink,
                           markersize=3.6, markerfacecolor=PAGE if hollow else ink,
                           clip_on=False)  # fmt: skip
            when = date_words(row["period_end"][: 4 if place is _middle_of_year else 7])
            say(mark[0], f"{row['label']}, {when}: {write(row['value'])}")


def _middle_of_year(date: str) -> float:
    """Return a date as a decimal year where the tick of a year stands for the whole of it."""
    return float(date[:4]) if date.endswith("-12-31") else decimal_year(date) - 0.5


def _dates(ax, places: list[float], narrow: bool) -> None:
    low, high = min(places), max(places)
    first, last = int(low), int(high) + (high % 1 > 0)
    step = -(-(last - first + 1) // (5 if narrow else 10))
    years = range(first, last + 1, step)
    ax.set_xticks([float(y) for y in years], [str(y) for y in years])
    ax.tick_params(axis="x", pad=PAD)
    pad = (high - low) * 0.02
    ax.set_xlim(low - pad, high + pad)


def _side(figure: Figure, ax, x: float, words: str, right: float) -> str:
    """Return how words stand at a mark: in the middle, unless the edge would cut them."""
    low, high = ax.get_xlim()
    room = (high - x) / (high - low) * _width(figure, ax) + right
    return "right" if room < text_width(words, SMALL) / 2 else "center"


def _width(figure: Figure, ax) -> float:
    return figure.get_size_inches()[0] * 96 * ax.get_position().width


def _end_labels(figure: Figure, ax, rows: pd.DataFrame, ends: dict, colours: dict) -> None:
    """Put each label at its line's end, pushed apart where they would collide."""
    low, high = ax.get_ylim()
    gap = (high - low) * 17 / (figure.get_size_inches()[1] * 96 * ax.get_position().height)
    lasts = sorted((rows[rows["label"] == n]["value"].iloc[-1], n) for n in ends)
    y = -float("inf")
    for value, name in lasts:
        y = max(value, y + gap)
        ax.text(1 + 8 / _width(figure, ax), y, ends[name], transform=ax.get_yaxis_transform(),
                size=TEXT, weight="bold", va="center", color=colour(colours[name]))  # fmt: skip


def _summary(part: pd.DataFrame, name: str, write: Callable[[float], str], digits: int) -> str:
    first, last = part.iloc[0], part.iloc[-1]
    top = part.loc[part["value"].idxmax()]
    return (
        f"{name}: {write(first['value'])} at {first['period_end'][:digits]}, "
        f"{write(last['value'])} at {last['period_end'][:digits]}, "
        f"highest {write(top['value'])} at {top['period_end'][:digits]}."
    )
