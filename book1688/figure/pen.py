"""What drawings are made with: places and words in CSS pixels, keys, ticks."""

import re
from collections.abc import Sequence
from functools import cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.ticker import Formatter

from book1688.figure.rows import Write
from book1688.figure.style import NARROW, POINTS, SMALL, TEXT, WIDE
from book1688.html.palette import INK, PAGE, colour

BOLD = {"size": TEXT, "weight": "bold"}
DECIMALS = re.compile(r"\.\d+")
Entry = tuple[dict, str, str]  # how a mark looks (of Line2D), what it stands for, its colour's name
KEY_LINE, KEY_MARK, KEY_GAP = 18, 18, 16  # CSS pixels: a line of a key, a mark's room, between two
AREA = {"marker": "s", "markersize": 9}
DOT = {"marker": "o", "markersize": 7}
RING = DOT | {"markerfacecolor": PAGE, "markeredgewidth": 1.8}


def pixels(part: Figure | Axes) -> tuple[float, float]:
    """Return the width and the height of a figure or of axes in CSS pixels."""
    width, height = part.figure.get_size_inches() * 96
    place = part.get_position() if isinstance(part, Axes) else None
    return (width * place.width, height * place.height) if place else (width, height)


def pixel_axes(figure: Figure, *, left: float, right: float, top: float, bottom: float) -> Axes:
    """Add axes with margins in CSS pixels."""
    width, height = pixels(figure)
    return figure.add_axes(
        (left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height)
    )


def canvas(figure: Figure) -> Axes:
    """Add axes without a frame over the whole figure, in CSS pixels from the upper left corner."""
    ax = pixel_axes(figure, left=0, right=0, top=0, bottom=0)
    width, height = pixels(figure)
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    return ax


def put(
    figure: Figure, x: float, y: float, words: str, ink: str = INK, side: str = "left", **look: str
) -> None:
    """Write words into a figure, their middle so many CSS pixels from its upper edge."""
    width, height = pixels(figure)
    look = {"ha": side, "va": "center", "size": SMALL, "color": ink} | look
    figure.text(x / width, 1 - y / height, words, **look)


def beside(ax: Axes, at: tuple, words: str, ink: str, x: float = 0, y: float = 0) -> None:
    """Write small words beside a place of axes, so many points to its right and above it."""
    side = "center" if not x else "left" if x > 0 else "right"
    rise = "center" if not y else "bottom" if y > 0 else "top"
    look = {"ha": side, "va": rise, "size": SMALL, "color": ink}
    ax.annotate(words, at, (x, y), textcoords="offset points", **look)


def above(ax: Axes, x: float, words: str, ink: str, side: str = "center") -> None:
    """Write small words over axes, at a place along them."""
    look = {"ha": side, "va": "bottom", "size": SMALL, "color": ink}
    ax.text(x, 1, words, transform=ax.get_xaxis_transform(), **look)


def _key_places(entries: Sequence[Entry], width: float) -> list[tuple[float, float]]:
    """Return where the entries of a key begin: side by side, in as many lines as they need."""
    places, x, y = [], 0.0, 0
    for _, words, _ in entries:
        need = KEY_MARK + text_width(words, SMALL)
        if x and x + need > width:
            x, y = 0.0, y + KEY_LINE
        places.append((x, y))
        x += need + KEY_GAP
    return places


def key_height(entries: Sequence[Entry], narrow: bool) -> int:
    """Return how much room a key takes above a drawing, in CSS pixels."""
    places = _key_places(entries, NARROW if narrow else WIDE)
    return int(places[-1][1]) + KEY_LINE + 6 if places else 0


def key(figure: Figure, entries: Sequence[Entry]) -> None:
    """Say at the top of a figure what its marks stand for."""
    width, height = pixels(figure)
    for (look, words, ink), (x, y) in zip(entries, _key_places(entries, width), strict=True):
        ends = (x + 1, x + 13) if "linewidth" in look else (x + 7,)
        line = Line2D([at / width for at in ends], [1 - (y + 9) / height] * len(ends))
        line.set(color=colour(ink), **look)
        figure.add_artist(line)
        put(figure, x + KEY_MARK, y + 9, words, colour(ink))


@cache
def _advance(letter: str, bold: bool) -> float:
    """Return the width of a letter by its size, in a font wider than what readers have."""
    if ord(letter) > 0x2E80:
        return 1.0
    face = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
    font = get_font(findfont(face))
    font.set_size(100, 72)
    return font.load_char(ord(letter)).linearHoriAdvance / 0x10000 / 100


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Return the width of a text in CSS pixels, for margins."""
    return sum(_advance(letter, bold) for letter in text) * points / POINTS


def wrapped(text: str, width: float, points: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of at most so many CSS pixels."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        fits = not lines[-1] or text_width(longer, points, bold=bold) <= width
        lines[-1:] = [longer] if fits else [lines[-1], word]
    return lines


class Ticks(Formatter):
    """Writes the ticks of an axis with the decimals that they need, and no others."""

    def __init__(self, write: Write) -> None:
        self.write = write

    def __call__(self, value: float, pos: int | None = None) -> str:
        return self.write(value)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        exact = [_short(self.write.finer(4)(value)) for value in values]
        tries = ([_short(self.write.finer(n)(value)) for value in values] for n in range(4))
        return next((texts for texts in tries if texts == exact), exact)


def _short(number: str) -> str:
    """Leave out the zeros at the end of decimals."""
    return DECIMALS.sub(lambda found: found[0].rstrip("0").rstrip("."), number)
