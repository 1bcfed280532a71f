"""The search index: the words of every section, figure, table, claim, source and term.

Sphinx's own index knows pages and their words, so a result would have to fetch the page to show a
sentence, which no browser does from disk. This one is a script with the sentences in it.
"""

import json
import re
from functools import lru_cache
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag

ARTICLE = re.compile(r'<article class="bd-article.*</article>', re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)  # most of a page, and never read
PLACES = ("section", "article", "figure", "table", "tr", "li")
HEADINGS = ["h1", "h2", "h3", "h4", "figcaption", "caption", "th"]
# Code, drawings, buttons, and what only repeats the page of sources or the sentences above.
UNREAD_TAGS = {"svg", "script", "thead"}
UNREAD_IDS = {"workings", "sources"}
UNREAD_CLASSES = {
    "headerlink",
    "cell_input",
    "hide",
    "provenance",
    "facts",
    "actions",
    "relation",
    "used",
}
INLINE = (
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sup",
    "time",
)


def write_search_index(site: Path, file: Path) -> None:
    """Write ``searchIndex``: title and address of every page, with its places that have an id.

    A place is its id, heading and text.
    """
    pages = []
    for page in sorted(site.rglob("*.html")):
        article = ARTICLE.search(page.read_text(encoding="utf-8"))
        if found := article and _read(DRAWING.sub("", article[0])):
            title, places = found
            pages.append((title, page.relative_to(site).as_posix(), places))
    rows = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"const searchIndex = {rows};\n", encoding="utf-8")


@lru_cache(64)  # in a preview pages are read again and again, and one of them has changed
def _read(article: str) -> tuple[str, list[list[str]]] | None:
    """Title and places of a page, if it has a title."""
    body = BeautifulSoup(article, "lxml").article
    return (_tidy(body.h1.get_text()), _places(body)) if body.h1 else None


def _places(body: Tag) -> list[list[str]]:
    """List the places of a page in reading order; text belongs to the innermost."""
    for unread in body.find_all(_is_unread):
        unread.extract()
    found: dict[str, list[str]] = {}
    _collect(body, body.section["id"], found)
    places, by_id = (
        [],
        {tag["id"]: tag for tag in reversed(body.find_all(id=True))},
    )  # the first wins
    for name, parts in found.items():
        place = by_id[name]
        heading = place.find("a" if place.name == "li" else HEADINGS)
        title = _tidy(heading.get_text()) if heading else ""
        text = _tidy("".join(parts)).removeprefix(title).strip(" ·,").replace("· ·", "·")
        if title or text:
            places.append([name, title, text])
    return places


def _is_unread(tag: Tag) -> bool:
    return (
        tag.name in UNREAD_TAGS
        or tag.get("id") in UNREAD_IDS
        or not UNREAD_CLASSES.isdisjoint(tag.get("class", ()))
    )


def _collect(tag: Tag, place: str, found: dict[str, list[str]]) -> None:
    parts = found.setdefault(place, [])
    for child in tag.children:
        if isinstance(child, Tag):
            gap = "" if child.name in INLINE else " · " if child.name in ("td", "li") else " "
            own = child.name in PLACES and child.get("id") and not child.find_parent("figure")
            inner = child["id"] if own else place
            parts.append(gap)
            _collect(child, inner, found)
            parts.append(gap)
        elif type(child) is NavigableString:
            parts.append(child)


def _tidy(text: str) -> str:
    return " ".join(text.split())
