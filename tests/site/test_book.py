"""The printed book: a cover, contents that tell the right pages, and few blanks."""

from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
import pytest
from paper import Words, words

from book1688.data import frame
from book1688.data.tables import ROOT
from book1688.edition import PRINTED, TITLE, VERSION

SITE = ROOT / "_build" / "html"
MOST = 130  # pages
FULL = 0.62  # how far down a page reaches at least: a chart that moved on leaves a third
SOME = 0.1
FOOT = 0.945  # below this stands the number of the page


class Entry(NamedTuple):
    """A line of the contents: what it says, the page it says, and the page it leads to."""

    title: str
    says: str
    leads: int
    down: float  # where on that page, from its upper edge


@pytest.fixture(scope="module")
def book() -> Iterator[pikepdf.Pdf]:
    if not (SITE / PRINTED).exists():
        pytest.skip("the book is not printed on this machine")
    with pikepdf.open(SITE / PRINTED) as book:
        yield book


@pytest.fixture(scope="module")
def told(book: pikepdf.Pdf) -> list[list[Words]]:
    """The text of every page; that of the first page is at 0."""
    return words(book)


def said(page: list[Words]) -> str:
    return " ".join("".join(text for _, text in page).split())


@pytest.fixture(scope="module")
def contents(book: pikepdf.Pdf, told: list[list[Words]]) -> list[Entry]:
    number = {page.objgen: at for at, page in enumerate(book.pages, 1)}
    found = []
    for page, texts in zip(book.pages[1:4], told[1:4], strict=True):
        height = float(page.mediabox[3])
        for mark in page.get("/Annots", []) if "Contents" in said(told[1]) else []:
            low, high = (1 - float(mark.Rect[at]) / height for at in (1, 3))
            line = [text for depth, text in texts if high <= depth <= low]
            if "/Dest" in mark and line and line[-1].isdigit():
                goal = book.Root.Dests[str(mark.Dest)]
                down = 1 - float(goal[3]) / height
                found.append(Entry("".join(line[:-1]), line[-1], number[goal[0].objgen], down))
    return found


def test_cover(told: list[list[Words]]) -> None:
    cover = said(told[0])
    assert cover.startswith(TITLE)
    assert f"Version {VERSION} of " in cover
    assert "Sources read up to " in cover
    assert not [text for depth, text in told[0] if depth > FOOT], "a cover has no number"


def test_every_page_has_its_number(told: list[list[Words]]) -> None:
    for number, page in enumerate(told[1:], 2):
        assert "".join(text for depth, text in page if depth > FOOT) == str(number)


def test_contents_tell_the_page_of_every_heading(
    book: pikepdf.Pdf, told: list[list[Words]], contents: list[Entry]
) -> None:
    with book.open_outline() as outline:
        chapters = [entry for entry in outline.root if entry.title != "Contents"]
        sections = [section for chapter in chapters for section in chapter.children]
    assert len(contents) == len(chapters) + len(sections) > 50
    for entry in contents:
        assert entry.says == str(entry.leads), entry.title
        assert _letters(entry.title) in _letters(said(told[entry.leads - 1])), entry.title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_addresses_of_sources_are_printed(told: list[list[Words]]) -> None:
    text = _signs("".join(map(said, told)))
    assert not [url for url in frame("sources")["url"] if _signs(url) not in text]


def _signs(address: str) -> str:
    """Without Chinese letters: a font may say of one that it is another of the same shape."""
    return "".join(sign for sign in address if "!" <= sign <= "~")


def test_the_book_is_not_longer_than_it_may_be(book: pikepdf.Pdf) -> None:
    assert 80 < len(book.pages) <= MOST


def test_no_page_is_half_empty(book: pikepdf.Pdf, told: list[list[Words]]) -> None:
    """But the cover and the last page of a chapter, which must not be empty, either."""
    number = {page.objgen: at for at, page in enumerate(book.pages, 1)}
    with book.open_outline() as outline:
        begin = {number[entry.destination[0].objgen] for entry in outline.root}
    depths = [max((depth for depth, _ in page if depth <= FOOT), default=0) for page in told]
    last = begin | {len(depths) + 1}
    blank = {
        at: round(depth, 2)
        for at, depth in enumerate(depths, 1)
        if depth < (SOME if at + 1 in last else FULL) and at > 1
    }
    assert not blank
