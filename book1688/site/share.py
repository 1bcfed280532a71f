"""What search engines and shared links show of a page: description, picture, structured data."""

import json
import re
import textwrap
from pathlib import Path

from bs4 import BeautifulSoup

from book1688.edition import AUTHOR, LICENCE, MADE_ON, TITLE
from book1688.html.palette import INK, PAGE, colour
from book1688.site.dataset import dataset

SHORTEST, LONGEST = 100, 300  # characters of a description
SENTENCE_END = re.compile(r"[.?!](?=\s|$)")
ORANGE = colour("1688")
CHINESE = re.compile(r"\s*\([^()]*[\u3000-\u9fff][^()]*\)")


def description(body: str) -> str:
    """The answer of a page, or else its first paragraph, in whole sentences where they fit."""
    start = body.find('class="answer')
    end = body.index("</p>", max(start, 0))  # all before is little, and what follows is long
    tree = BeautifulSoup(body[:end], "html.parser")
    paragraph = tree.select_one(".answer p") or tree.find("p")
    whole = " ".join(paragraph.get_text().split())
    end = max((stop.end() for stop in SENTENCE_END.finditer(whole[:LONGEST])), default=0)
    return (
        whole[:end].strip()
        if end >= SHORTEST
        else textwrap.shorten(whole, LONGEST, placeholder=" …")
    )


def structured_data(title: str, text: str, kind: str, address: str = "") -> str:
    """A page as JSON-LD. ``address``, the page's own, is known only for a published site."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": title,
        "description": text,
        "inLanguage": "en",
        "license": LICENCE,
        "author": {"@type": "Organization", "name": AUTHOR},
    }
    if kind != "Book":
        data["isPartOf"] = {"@type": "Book", "name": TITLE}
    if kind == "Article":
        data["headline"] = title
    if kind != "Dataset":
        data["datePublished"] = MADE_ON.isoformat()
    if address:
        data["url"] = address
    if kind == "Dataset":
        data |= dataset(address.removesuffix("reference/data.html"))
    return json_ld(data)


def json_ld(data: dict[str, object]) -> str:
    """Write data so that they can stand in a page."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def card_of(page: str) -> str:
    """Return where the picture of a page (its path without an ending) lies in the site."""
    return f"cards/{page.replace('/', '-')}.png"


def draw_card(title: str, text: str, file: Path) -> None:
    """Draw the picture of a shared link: the question, and as much of the answer as fits."""
    from matplotlib.figure import Figure  # only where the book is published
    from matplotlib.patches import Rectangle
    from PIL import Image

    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=PAGE)
    figure.add_artist(Rectangle((0, 0), 0.02, 1, color=ORANGE))
    question = textwrap.wrap(CHINESE.sub("", title), 36)
    room = 8 - len(question)
    answer = textwrap.wrap(CHINESE.sub("", text), 68, max_lines=room, placeholder=" …")
    write = {"ha": "left", "va": "top", "linespacing": 1.35, "family": "DejaVu Sans"}
    figure.text(0.08, 0.88, "\n".join(question), size=34, weight="bold", color=INK, **write)
    figure.text(0.08, 0.83 - 0.105 * len(question), "\n".join(answer), size=21, color=INK, **write)
    figure.text(0.08, 0.11, TITLE, size=18, weight="bold", color=ORANGE, **write)
    file.parent.mkdir(exist_ok=True)
    figure.savefig(file, metadata={"Software": None})
    with Image.open(file) as image:
        few = image.convert("RGB").quantize(32)
    few.save(file, optimize=True)


def sitemap(addresses: list[str]) -> str:
    """The list of pages for search engines."""
    entries = "".join(f"<url><loc>{address}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )
