"""From a matplotlib drawing to small, themeable, deterministic inline SVG."""

import io
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.ticker import Formatter

from book1688.figure.style import NARROW, POINTS, SMALL, TEXT, WIDE, house_style
from book1688.html.links import RUNS, curled
from book1688.html.palette import COLOURS, INK, PAGE, colour

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
ET.register_namespace("", SVG[1:-1])
ET.register_namespace("xlink", XLINK[1:-1])
DECIMALS, WHOLE = re.compile(r"\.\d"), re.compile(r"\.0+(?!\d)")
NUMBER = re.compile(r"-?\d+\.\d{2,}")
SAID, AND = "said:", "\u2063"  # before and between what marks say
SHAPES = {"d", "x", "y", "transform", "points", "width", "height"}
MUTED, NEUTRAL = colour("muted"), colour("neutral")  # letters of the first are too pale to read
COMMAND = re.compile(r" ?([A-Za-z]) ?")  # of a path
# What holds where an element says nothing: the first two because the root says so.
ROOT = {"fill": "currentColor", "font-size": f"{TEXT}px"}
# What stands behind a drawing where no page says, as in JupyterLab's dark theme; a page says none.
GROUND = {"width": "100%", "height": "100%", "fill": f"var(--c-ground,{PAGE})"}
DEFAULTS = ROOT | {"text-anchor": "start", "stroke-linejoin": "miter", "stroke-linecap": "butt"}

Draw = Callable[[Figure, bool], None]


def render(draw: Draw, slug: str, height: int, *, narrow: bool) -> str:
    """Draw at the width of one layout and return the ``<svg>`` element as text.

    ``draw(figure, narrow)`` fills an empty figure; ``height`` is in CSS pixels. Ids start with the
    slug and the layout, so that several drawings can share a page.
    """
    width = NARROW if narrow else WIDE
    with house_style(), warnings.catch_warnings():
        # matplotlib only measures; the reader's browser has the letters.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(width / 96, height / 96))
        FigureCanvasSVG(figure)
        draw(figure, narrow)
        raw = io.StringIO()
        figure.savefig(raw, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format")))
    return _clean(raw.getvalue(), f"{slug}-{'narrow' if narrow else 'wide'}-")


def say(artist: Artist, words: Iterable[str]) -> None:
    """Give each mark of an artist the words that a reader sees on pointing at it."""
    artist.set_gid(SAID + AND.join(words))


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


Entry = tuple[dict, str, str]  # how a mark looks (of Line2D), what it stands for, its colour's name
KEY_LINE, KEY_MARK, KEY_GAP = 18, 18, 16  # CSS pixels: a line of a key, a mark's room, between two
AREA = {"marker": "s", "markersize": 9}
DOT = {"marker": "o", "markersize": 7}
RING = DOT | {"markerfacecolor": PAGE, "markeredgewidth": 1.8}


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
        spot = ((x + KEY_MARK) / width, 1 - (y + 9) / height)
        figure.text(*spot, words, size=SMALL, va="center_baseline", color=colour(ink))


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
    """Writes the ticks of an axis, without decimals where none has any."""

    def __init__(self, write: Callable[[float], str]) -> None:
        self.write = write

    def __call__(self, value: float, pos: int | None = None) -> str:
        return self.write(value)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        texts = [self.write(value) for value in values]
        whole = [WHOLE.sub("", text) for text in texts]
        return texts if any(map(DECIMALS.search, whole)) else whole


def _clean(raw: str, prefix: str) -> str:
    root = ET.fromstring(raw)
    # matplotlib's ids are hashes of unrounded coordinates, which another numpy may compute
    # differently in the last digit; numbers in order of appearance do not care.
    found = dict.fromkeys(re.findall(r"""(?:url\(#|href="#)([^)"]+)""", raw))
    names = {old: f"{prefix}{i}" for i, old in enumerate(found, 1)}
    for element in root.iter():
        _plain_attributes(element)
        _rename_ids(element, names)
        for name in SHAPES.intersection(element.attrib):
            element.set(name, " ".join(NUMBER.sub(_rounded, element.get(name)).split()))
        if "d" in element.attrib:
            element.set("d", COMMAND.sub(r"\1", element.get("d")))
        if element.tag not in (f"{SVG}text", f"{SVG}title"):
            element.text = None
        element.tail = None
    for text in list(root.iter(f"{SVG}text")):
        _mark_languages(text)
    _unwrap(root)
    root.attrib.update(ROOT, color=f"var(--ink,{INK})")
    root.insert(0, ET.Element(f"{SVG}rect", GROUND))
    for name in ("width", "height", "version"):
        root.attrib.pop(name)
    return ET.tostring(root, encoding="unicode")


def _rounded(match: re.Match) -> str:
    return f"{float(match.group()):.1f}".removesuffix(".0")


def _plain_attributes(element: ET.Element) -> None:
    """Turn a style attribute into presentation attributes, colours into theme variables.

    The font family is left to the page, so that figures read in the page's own type.
    """
    for item in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in item.partition(":"))
        if name not in ("", "font-family", "stroke-miterlimit"):
            element.set(name, value)
    for name in ("fill", "stroke"):
        value = element.get(name)
        if value in COLOURS:
            if value == MUTED and element.tag == f"{SVG}text":
                value = NEUTRAL
            element.set(name, f"var({COLOURS[value]},{value})")
        elif value == INK:
            element.set(name, "currentColor")
    if element.get("transform", "").startswith("rotate(-0 "):
        element.attrib.pop("transform")
    for name, value in DEFAULTS.items():
        if element.get(name) == value:
            element.attrib.pop(name)


def _mark_languages(text: ET.Element) -> None:
    """Mark the languages and apostrophes of a text, as ``html.links.marked`` does in HTML."""
    words, text.text = curled(text.text or ""), ""
    runs = sorted((m.span(), lang) for lang, run in RUNS for m in run.finditer(words))
    at, before = 0, None
    for (start, end), lang in [*runs, ((len(words), len(words)), "")]:
        if before is None:
            text.text = words[at:start]
        else:
            before.tail = words[at:start]
        if lang:
            before = ET.SubElement(text, f"{SVG}tspan", lang=lang)
            before.text = words[start:end]
        at = end


def _is_invisible(element: ET.Element) -> bool:
    shape = element.tag in (f"{SVG}path", f"{SVG}rect")
    return shape and element.get("fill") == "none" and "stroke" not in element.attrib


def _rename_ids(element: ET.Element, names: dict[str, str]) -> None:
    """Rename the ids that something refers to, and drop all others, said values aside."""
    old = element.attrib.pop("id", "")
    if old.startswith(SAID):
        # Marks that look alike are uses of one path; others are paths.
        marks = list(element.iter(f"{SVG}use")) or list(element.iter(f"{SVG}path"))
        for mark, words in zip(marks, old.removeprefix(SAID).split(AND), strict=True):
            ET.SubElement(mark, f"{SVG}title").text = words
    if old in names:
        element.set("id", names[old])
    for name, value in element.attrib.items():
        if value.startswith("url(#"):
            element.set(name, f"url(#{names[value[5:-1]]})")
    if element.get(f"{XLINK}href", "").startswith("#"):
        element.set("href", "#" + names[element.attrib.pop(f"{XLINK}href")[1:]])


def _unwrap(root: ET.Element) -> None:
    """Remove what does not show: metadata, empty shapes, and groups without attributes."""
    for child in list(root):
        _unwrap(child)
        bare = child.tag == f"{SVG}g" and not child.attrib
        empty = child.tag == f"{SVG}defs" and not len(child)
        dead = child.tag in (f"{SVG}metadata", f"{SVG}style")
        if bare or empty or dead or (root.tag != f"{SVG}clipPath" and _is_invisible(child)):
            at = list(root).index(child)
            root[at : at + 1] = list(child) if bare else []
