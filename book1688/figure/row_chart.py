"""The frame that all row charts share: one row a label, a value axis, labels beside or above."""

from collections.abc import Callable
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.style import SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes, text_width

WIDE_ROW, NARROW_ROW = 38, 52  # CSS pixels; the narrow layout puts labels above their rows
TOP, BOTTOM = 14, 40
LINE = 15  # CSS pixels between the lines of a wrapped label
MARGIN = 14  # CSS pixels between the outermost marks and the edges
LABEL_SHARE = 0.34  # of the width at most, for labels beside the rows


def heights(rows: int, extra: int = 0) -> tuple[int, int]:
    """Return the heights of the wide and the narrow layout for so many rows."""
    return TOP + BOTTOM + extra + rows * WIDE_ROW, TOP + BOTTOM + extra + rows * NARROW_ROW


def row_axes(
    figure: Figure,
    labels: list[str],
    narrow: bool,
    *,
    write: Callable[[float], str],
    axis: str,
    right: int = 16,
    extra: int = 0,
) -> Axes:
    """Add axes whose rows are y = 0, 1, 2… from the top, each with its label.

    ``axis`` names the value axis with its unit, ``write`` writes its ticks, ``right`` leaves room
    for text at the row ends and ``extra`` for a key above, both in CSS pixels.
    """
    width = figure.get_size_inches()[0] * 96
    most = int(LABEL_SHARE * width / text_width("x", TEXT))
    wrapped = [wrap(label, most) for label in labels]
    longest = max(text_width(part, TEXT) for lines in wrapped for part in lines)
    left = MARGIN if narrow else longest + 12
    ax = pixel_axes(figure, left=left, right=right, top=TOP + extra, bottom=BOTTOM)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_color(colour("grid"))
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    inside = width - left - right
    for y, (label, lines) in enumerate(zip(labels, wrapped, strict=True)):
        if narrow:
            ax.text(0, y - 0.30, label, transform=ax.get_yaxis_transform(), size=TEXT, va="center")
        else:
            for i, part in enumerate(lines):
                shift = (i - (len(lines) - 1) / 2) * LINE / WIDE_ROW
                ax.text(-12 / inside, y + shift, part, transform=ax.get_yaxis_transform(),
                        size=TEXT, ha="right", va="center")  # fmt: skip
    ax.xaxis.get_major_locator().set_params(nbins=4 if narrow else 7)
    ax.xaxis.set_major_formatter(lambda v, _: write(v))
    ax.set_xlabel(axis, loc="left", labelpad=6, size=SMALL)
    return ax


def leave_room(ax: Axes, low: float, high: float, *, left: float = 0, right: float = 0) -> None:
    """Set limits with room for text of these widths (CSS pixels) before the lowest mark, and
    after the highest."""
    pixels = ax.get_position().width * ax.figure.get_size_inches()[0] * 96
    scale = (high - low) / (pixels - left - right - 2 * MARGIN)
    ax.set_xlim(low - (left + MARGIN) * scale, high + (right + MARGIN) * scale)


def end_text(ax: Axes, y: int, words: str, ink: str, narrow: bool) -> None:
    """Write what a row amounts to at its end, or beside its label where that stands above."""
    x, up, side = (1, y - 0.30, "right") if narrow else (1.015, y, "left")
    ax.text(x, up, words, transform=ax.get_yaxis_transform(), size=TEXT, weight="bold", ha=side,
            va="center", color=ink)  # fmt: skip


def mark_height(narrow: bool) -> float:
    """Return where in a row the marks sit: in the middle, or below the label."""
    return 0.14 if narrow else 0.0
