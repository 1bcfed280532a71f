"""From a matplotlib drawing to small, themeable, deterministic inline SVG."""

import io
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable

from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from book1688.figure.style import NARROW, TEXT, WIDE, house_style
from book1688.html.links import RUNS, curled
from book1688.html.palette import COLOURS, INK, PAGE, SEABORN, colour

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
ET.register_namespace("", SVG[1:-1])
ET.register_namespace("xlink", XLINK[1:-1])
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
        value = SEABORN.get(value, value)
        if value in COLOURS:
            if value == MUTED and element.tag == f"{SVG}text":
                value = NEUTRAL
            element.set(name, f"var({COLOURS[value]},{value})")
        elif value == INK:
            element.set(name, "currentColor")
        elif value and value.startswith("#"):
            raise ValueError(f"{value} is no colour of the book; seaborn's bars want saturation=1")
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
