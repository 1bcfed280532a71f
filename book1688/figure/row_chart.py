"""The frame that all row charts share: one row a label, a value axis, labels beside or above."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing
from book1688.figure.pen import (
    BOLD,
    Entry,
    Ticks,
    above,
    key,
    key_height,
    pixel_axes,
    pixels,
    put,
    text_width,
    wrapped,
)
from book1688.figure.rows import Words, Write
from book1688.figure.style import DASHED, NARROW, SMALL, SOFT, TEXT, WIDE
from book1688.figure.svg import say
from book1688.html.palette import INK, PAGE, colour

# CSS pixels. A line of text, a row at least, room for its marks where labels stand above, a bar.
LINE, ROW, MARKS, BAR = 15, 38, 32, {False: 20, True: 16}
TOP, BOTTOM = 6, 26
MARGIN = 14  # between the outermost marks and the edges
LABEL_SHARE = 0.36  # of the width at most, for labels beside the rows
THRESHOLD = 18  # above the axes, for the words of a threshold


class Rows:
    """Where the rows of a chart stand in one layout, in CSS pixels.

    ``ends`` are words at the ends of the rows, ``who`` small words under the labels, ``mark`` words
    under the marks of some rows, ``entries`` the key, ``head`` more room above, ``right`` at least
    so much at the right. ``at`` is where the marks of each row sit, from the top of the axes.
    """

    def __init__(
        self,
        narrow: bool,
        labels: Sequence[str],
        ends: Sequence[str] = (),
        *,
        inks: Sequence = (),
        who: Sequence[str] = (),
        mark: Words = None,
        entries: Sequence[Entry] = (),
        head: int = 0,
        right: float = 16,
    ) -> None:
        if unknown := set(mark or {}) - set(labels):
            raise ValueError(f"no row has the label to mark: {', '.join(sorted(unknown))}")
        self.narrow, self.entries, self.bar = narrow, entries, BAR[narrow]
        self.ends, who = (list(words) or [""] * len(labels) for words in (ends, who))
        self.inks = list(inks) or [INK] * len(labels)
        width = NARROW if narrow else WIDE
        beyond = [text_width(words, TEXT, bold=True) for words in self.ends]
        # Words at the end stand beside the label where that stands above, clear of the zero line.
        room = [width - words - MARGIN - 18 if narrow else LABEL_SHARE * width for words in beyond]
        self.labels = [
            [(line, TEXT, INK) for line in wrapped(label, most, TEXT)]
            + [(line, SMALL, colour("neutral")) for line in wrapped(by, most, SMALL) if line]
            for label, by, most in zip(labels, who, room, strict=True)
        ]
        beside = max(text_width(line, size) for lines in self.labels for line, size, _ in lines)
        self.left = MARGIN if narrow else beside + 12
        self.right = max(right, 16 if narrow else max(beyond) + 18)
        half = (width - self.left - self.right) / 2
        marks = [(mark or {}).get(label, "") for label in labels]
        self.marks = [wrapped(words, half, SMALL) if words else [] for words in marks]
        text = np.array([LINE * len(lines) for lines in self.labels])
        tall = text + MARKS if narrow else np.maximum(ROW, text + 10)
        below = np.array([LINE * len(lines) + 4 * bool(lines) for lines in self.marks])
        ends_at = np.cumsum(tall + below)
        self.tops, self.inner = ends_at - tall - below, ends_at[-1]
        self.at = self.tops + (tall - MARKS / 2 - 3 if narrow else tall / 2)
        self.below = self.tops + tall - (7 if narrow else 6)
        self.top = TOP + head + key_height(entries, narrow)
        self.height = round(self.top + self.inner + BOTTOM)

    def axes(self, figure: Figure, write: Write, limits: tuple | None) -> Axes:
        """Add the axes with labels, ends of rows and key; ``write`` writes the ticks."""
        ax = pixel_axes(figure, left=self.left, right=self.right, top=self.top, bottom=BOTTOM)
        ax.set_ylim(self.inner, 0)
        ax.set_yticks([])
        ax.spines["bottom"].set_color(colour("grid"))
        ax.grid(axis="x")
        if limits:
            ax.set_xlim(*limits)
        x, side = (self.left + 5, "left") if self.narrow else (self.left - 12, "right")
        width, text = pixels(figure)[0], self.top + (self.tops + 8 if self.narrow else self.at)
        for y, label, end, ink in zip(text, self.labels, self.ends, self.inks, strict=True):
            first = y if self.narrow else y - (len(label) - 1) * LINE / 2
            for i, (line, size, own) in enumerate(label):
                put(figure, x, first + i * LINE, line, own, side, size=size)
            if end and self.narrow:
                put(figure, width - 2, y, end, ink, "right", **BOLD)
            elif end:
                put(figure, width - self.right + 12, y, end, ink, **BOLD)
        ax.xaxis.get_major_locator().set_params(nbins=4 if self.narrow else 7)
        ax.xaxis.set_major_formatter(Ticks(write))
        key(figure, self.entries)
        return ax

    def write_marks(self, ax: Axes, values: Sequence[float]) -> None:
        """Write the words of marks under their values, towards the side with more room."""
        low, high = ax.get_xlim()
        look = {"size": SMALL, "style": "italic", "va": "center", "color": colour("neutral")}
        for y, lines, value in zip(self.below, self.marks, values, strict=True):
            side = "left" if value < (low + high) / 2 else "right"
            for i, line in enumerate(lines):
                ax.text(value, y + (i + 0.5) * LINE, line, ha=side, **look)


def row_drawing(
    paint: Callable[[Axes, Rows], Sequence[float]],
    kind: str,
    told: str,
    *given: Sequence,
    write: Write,
    limits: tuple[float, float] | None = None,
    threshold: tuple[float, str] | None = None,
    line: str = "muted",
    **options: object,
) -> Drawing:
    """Return the drawing of rows (``given`` and ``options`` as Rows has them).

    ``paint(ax, layout)`` draws the marks, and returns under which value each row's words go.
    ``threshold`` marks one value across all rows, with words above, in the colour ``line``.
    """
    head = options.pop("head", THRESHOLD if threshold else 0)
    both = [Rows(narrow, *given, head=head, **options) for narrow in (False, True)]

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, limits)
        values = paint(ax, layout)
        if threshold:
            _threshold(ax, *threshold, line)
        layout.write_marks(ax, values)

    ended = f" Marked: {threshold[1]}." if threshold else ""
    return Drawing(draw, (both[0].height, both[1].height), kind, f"{told}.{ended}")


def _threshold(ax: Axes, value: float, words: str, ink: str) -> None:
    """Mark a value with a line, and with words that the edges do not cut."""
    low, high = ax.get_xlim()
    half, width = text_width(words, SMALL) / 2, pixels(ax)[0]
    x = (value - low) / (high - low) * width
    side = "left" if x < half else "right" if width - x < half else "center"
    ax.axvline(value, color=colour(ink), linewidth=1.2, linestyle=DASHED)
    above(ax, value, words, colour("neutral" if ink == "muted" else ink), side)


def labelled(labels: Sequence[str], said: Sequence[str]) -> str:
    """Say what each label comes to, in one line."""
    return "; ".join(f"{label}: {words}" for label, words in zip(labels, said, strict=True))


def inks(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the colour of each row, and what fills its mark: the page where it is an estimate."""
    edges = rows["colour"].map(colour)
    soft = rows.get("evidence_class", edges).isin(SOFT)
    return edges.to_numpy(), edges.mask(soft, PAGE).to_numpy()


def hbar(
    ax: Axes,
    layout: Rows,
    values: Sequence[float],
    edges: Sequence[str],
    faces: Sequence[str],
    words: Sequence[str] = (),
    **look: object,
) -> None:
    """Draw a bar a row in its own colour, that says its words; outlined where it is hollow."""
    step = float(np.diff(layout.at).min()) if len(layout.at) > 1 else 1.0
    alone = {"dodge": False, "errorbar": None, "saturation": 1, "legend": False, "linewidth": 0}
    sns.barplot(
        x=np.asarray(values, float),
        y=layout.at,
        hue=[str(i) for i in range(len(faces))],
        ax=ax,
        palette=list(faces),
        orient="h",
        native_scale=True,
        width=layout.bar / step,
        **alone | look,
    )
    drawn = ax.patches[-len(faces) :]
    for bar, edge, face in zip(drawn, edges, faces, strict=True):
        if face != edge:
            bar.set(edgecolor=edge, linewidth=1.4)
    for bar, said in zip(drawn, words, strict=False):
        say(bar, [said])
        bar.set_visible(bar.get_width() != 0)
    ax.set(xlabel="", ylabel="")


def dots(
    ax: Axes,
    x: Sequence,
    y: Sequence,
    edges: Sequence,
    faces: Sequence,
    words: Sequence[str],
    size: float = 7,
) -> None:
    """Draw a dot a row, as wide as ``size`` (points), that says its words."""
    if not len(words):
        return
    place = {"x": np.asarray(x, float), "y": np.asarray(y, float), "ax": ax, "zorder": 3}
    sns.scatterplot(**place, s=size**2, linewidth=1.6, legend=False, clip_on=False)
    marks = ax.collections[-1]
    marks.set(edgecolor=list(edges), facecolor=list(faces))
    say(marks, words)
    ax.set(xlabel="", ylabel="")


def leave_room(ax: Axes, low: float, high: float, *, left: float = 0, right: float = 0) -> None:
    """Set limits with room for text of these widths (CSS pixels) before the lowest mark, and
    after the highest."""
    scale = (high - low) / (pixels(ax)[0] - left - right - 2 * MARGIN)
    ax.set_xlim(low - (left + MARGIN) * scale, high + (right + MARGIN) * scale)
