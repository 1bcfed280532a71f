"""What search engines and shared links show of a page: description, picture, structured data."""

import json
import re
import textwrap

from bs4 import BeautifulSoup

from book1688.edition import AUTHOR, LICENCE, MADE_ON, TITLE
from book1688.site.dataset import dataset

SHORTEST, LONGEST = 100, 300  # characters of a description
SENTENCE_END = re.compile(r"[.?!](?=\s|$)")


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


def sitemap(addresses: list[str]) -> str:
    """The list of pages for search engines."""
    entries = "".join(f"<url><loc>{address}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )
