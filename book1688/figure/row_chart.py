"""The frame that all row charts share: one row a label, a value axis, labels beside or above."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book1688.figure.rows import Write
from book1688.figure.style import DASHED, NARROW, SMALL, SOFT, TEXT, WIDE
from book1688.figure.svg import (
    Entry,
    Ticks,
    key,
    key_height,
    pixel_axes,
    pixels,
    say,
    text_width,
    wrapped,
)
from book1688.html.palette import PAGE, colour

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
        who: Sequence[str] = (),
        mark: dict[str, str] | None = None,
        entries: Sequence[Entry] = (),
        head: int = 0,
        right: float = 16,
    ) -> None:
        if unknown := set(mark or {}) - set(labels):
            raise ValueError(f"no row has the label to mark: {', '.join(sorted(unknown))}")
        self.narrow, self.entries = narrow, entries
        self.ends = list(ends) or [""] * len(labels)
        self.top = TOP + head + key_height(entries, narrow)
        longest = max(text_width(words, TEXT, bold=True) for words in self.ends)
        width = NARROW if narrow else WIDE
        # Words at the end stand beside the label where that stands above.
        room = [width - text_width(words, TEXT) - 20 if narrow else LABEL_SHARE * width
                for words in self.ends]  # fmt: skip
        self.labels = [wrapped(n, most, TEXT) for n, most in zip(labels, room, strict=True)]
        self.who = [wrapped(n, most, SMALL) for n, most in zip(who or labels, room, strict=True)]
        self.who = self.who if who else [[]] * len(labels)
        beside = max(text_width(line, TEXT) for lines in self.labels for line in lines)
        beside = max([beside, *(text_width(line, SMALL) for lines in self.who for line in lines)])
        self.left = MARGIN if narrow else beside + 12
        self.right = max(right, 16 if narrow else longest + 16)
        self.inside = width - self.left - self.right
        said = [(mark or {}).get(label, "") for label in labels]
        self.marks = [wrapped(words, self.inside / 2, SMALL) for words in said]
        tops, heights = [0.0], []
        for label, by, below in zip(self.labels, self.who, self.marks, strict=True):
            text = LINE * (len(label) + len(by))
            heights.append(text + MARKS if narrow else max(ROW, text + 10))
            tops.append(tops[-1] + heights[-1] + LINE * len(below) + 4 * bool(below))
        self.tops, self.inner = np.array(tops[:-1]), tops[-1]
        tall = np.array(heights)
        self.at = self.tops + (tall - MARKS / 2 - 3 if narrow else tall / 2)
        self.below = self.tops + tall - (7 if narrow else 6)
        self.height = round(self.top + self.inner + BOTTOM)

    def axes(self, figure: Figure, write: Write, limits: tuple | None = None) -> Axes:
        """Add the axes with labels, ends of rows and key; ``write`` writes the ticks."""
        ax = pixel_axes(figure, left=self.left, right=self.right, top=self.top, bottom=BOTTOM)
        ax.set_ylim(self.inner, 0)
        ax.set_yticks([])
        ax.spines["bottom"].set_color(colour("grid"))
        ax.grid(axis="x")
        if limits:
            ax.set_xlim(*limits)
        x, side = (0, "left") if self.narrow else (-12 / self.inside, "right")
        style = {"transform": ax.get_yaxis_transform(), "ha": side, "va": "center"}
        for top, at, label, who in zip(self.tops, self.at, self.labels, self.who, strict=True):
            lines = [(line, TEXT, "black") for line in label]
            lines += [(line, SMALL, "neutral") for line in who]
            first = top + 8 if self.narrow else at - (len(lines) - 1) * LINE / 2
            for i, (line, size, ink) in enumerate(lines):
                look = {"color": colour(ink)} if ink == "neutral" else {}
                ax.text(x, first + i * LINE, line, size=size, **look, **style)
        ax.xaxis.get_major_locator().set_params(nbins=4 if self.narrow else 7)
        ax.xaxis.set_major_formatter(Ticks(write))
        key(figure, self.entries)
        return ax

    def write_ends(self, ax: Axes, inks: Sequence[str]) -> None:
        """Write what rows amount to at their ends, or beside their labels where those are above."""
        x, side = (1, "right") if self.narrow else (1 + 10 / self.inside, "left")
        if self.narrow:
            x += (self.right - 2) / self.inside
        style = {"transform": ax.get_yaxis_transform(), "ha": side, "va": "center", "size": TEXT}
        for y, words, ink in zip(self.tops + 8 if self.narrow else self.at, self.ends, inks,
                                 strict=True):  # fmt: skip
            if words:
                ax.text(x, y, words, weight="bold", color=ink, **style)

    def write_marks(self, ax: Axes, values: Sequence[float]) -> None:
        """Write the words of marks under their values, towards the side with more room."""
        low, high = ax.get_xlim()
        for y, lines, value in zip(self.below, self.marks, values, strict=True):
            side = "left" if value < (low + high) / 2 else "right"
            for i, line in enumerate(lines):
                ax.text(value, y + (i + 0.5) * LINE, line, size=SMALL, ha=side, va="center",
                        color=colour("neutral"), style="italic")  # fmt: skip


def layouts(*given: object, **options: object) -> tuple[Rows, Rows]:
    """Return the wide and the narrow layout of the same rows."""
    return Rows(False, *given, **options), Rows(True, *given, **options)


def heights(both: tuple[Rows, Rows]) -> tuple[int, int]:
    """Return the heights of both layouts."""
    return both[0].height, both[1].height


def inks(rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the colour of each row, and what fills its mark: the page where it is an estimate."""
    edges = [colour(name) for name in rows["colour"]]
    soft = rows["evidence_class"].isin(SOFT) if "evidence_class" in rows else [False] * len(rows)
    return edges, [PAGE if hollow else ink for hollow, ink in zip(soft, edges, strict=True)]


def hbar(
    ax: Axes, at: np.ndarray, values: Sequence[float], faces: Sequence[str], height: float,
    edges: Sequence[str] | None = None, alpha: float = 1,
) -> list:  # fmt: skip
    """Draw a bar a row in its own colour, outlined where that is the page's; return the bars."""
    step = float(np.diff(at).min()) if len(at) > 1 else 1.0
    names = [str(i) for i in range(len(faces))]
    sns.barplot(
        x=np.asarray(values, float),
        y=at,
        hue=names,
        palette=list(faces),
        orient="h",
        native_scale=True,
        width=height / step,
        dodge=False,
        errorbar=None,
        saturation=1,
        legend=False,
        ax=ax,
        alpha=alpha,
        linewidth=0,
    )
    drawn = ax.patches[-len(names) :]
    for bar, face, edge in zip(drawn, faces, edges or faces, strict=True):
        if face != edge:
            bar.set(edgecolor=edge, linewidth=1.4)
    ax.set(xlabel="", ylabel="")
    return drawn


def dots(
    ax: Axes, x: Sequence[float], y: Sequence[float], edges: Sequence[str],
    faces: Sequence[str], words: Sequence[str], size: float = 7,
) -> None:  # fmt: skip
    """Draw a dot a row, as wide as ``size`` (points), that says its words."""
    if not len(words):
        return
    sns.scatterplot(
        x=np.asarray(x, float),
        y=np.asarray(y, float),
        s=size**2,
        linewidth=1.6,
        legend=False,
        clip_on=False,
        zorder=3,
        ax=ax,
    )
    marks = ax.collections[-1]
    marks.set(edgecolor=edges, facecolor=faces)
    say(marks, words)
    ax.set(xlabel="", ylabel="")


def leave_room(ax: Axes, low: float, high: float, *, left: float = 0, right: float = 0) -> None:
    """Set limits with room for text of these widths (CSS pixels) before the lowest mark, and
    after the highest."""
    scale = (high - low) / (pixels(ax)[0] - left - right - 2 * MARGIN)
    ax.set_xlim(low - (left + MARGIN) * scale, high + (right + MARGIN) * scale)


def threshold_line(ax: Axes, threshold: tuple[float, str], ink: str) -> None:
    """Mark one value across all rows, with words above that the edges do not cut."""
    value, words = threshold
    low, high = ax.get_xlim()
    half, width = text_width(words, SMALL) / 2, pixels(ax)[0]
    x = (value - low) / (high - low) * width
    side = "left" if x < half else "right" if width - x < half else "center"
    ax.axvline(value, color=colour(ink), linewidth=1.2, linestyle=DASHED)
    ax.text(value, 1, words, transform=ax.get_xaxis_transform(), size=SMALL, ha=side, va="bottom",
            color=colour(ink if ink != "muted" else "neutral"))  # fmt: skip
