"""How the built pages read: what a rule can tell of sentences, numbers, names and exhibits."""

import re
from functools import cache
from statistics import mean

import pytest
from bs4 import BeautifulSoup, Tag
from built import SITE

from book1688.data import frame
from book1688.data.tables import ROOT
from book1688.quantity.words import in_words

CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("*.ipynb"))
PAGES = ["intro", *(f"chapters/{name}" for name in CHAPTERS), "reference/register"]
MOST_WORDS = dict.fromkeys(PAGES, 1700) | {"chapters/taotian-strategy": 2000}
MOST_IN_ALL = 7500
MOST_EXHIBITS, MOST_EXHIBITS_IN_ALL = 5, 26
MEAN_SENTENCE, LONGEST_SENTENCE = 20, 35
MOST_NUMBERS = 3  # in a hundred words
A_MINUTE = 220  # words of text, tables and charts

APART = ", ".join([
    "figure", "table", ".exhibit", ".what-if", "details.hide", "a.headerlink", ".by", ".actions",
    "nav", "script", "style", "#sources",  # titles of sources are others' words
])  # fmt: skip
ENDED = re.compile(r"(?<=[.!?])[”’)]*\s+(?=[A-Z0-9“‘(])")
WORD = re.compile(r"[\w’'.,%–-]*\w[\w’'.,%–-]*")
NUMBER = re.compile(r"\d[\d,.]*(?:\s?[–-]\s?\d[\d,.]*)?")
NO_NUMBER = re.compile(r"\b(?:1688|(?:19|20)\d\d|2B|B2B2B|B2B|B2C|36Kr)\b")


@cache
def article(page: str) -> BeautifulSoup:
    html = (SITE / f"{page}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "lxml").find("article")


def without(part: Tag, selector: str) -> Tag:
    copied = BeautifulSoup(str(part), "lxml")
    for element in copied.select(selector):
        element.decompose()
    return copied


@cache
def paragraphs(page: str, *, folds: bool) -> list[str]:
    """The running text of a page, a paragraph or a bullet each."""
    text = without(article(page), APART if folds else f"{APART}, .fold")
    parts = [p for p in text.select("p, li") if not p.select("p, li")]
    told = [" ".join(p.get_text().split()) for p in parts]
    return [paragraph for paragraph in told if paragraph]


def sentences(page: str) -> list[str]:
    return [s for p in paragraphs(page, folds=True) for s in ENDED.split(p)]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def numbers(text: str) -> list[str]:
    return NUMBER.findall(NO_NUMBER.sub("", text))


def exhibits(page: str) -> list[Tag]:
    """Charts and tables outside of folds."""
    return without(article(page), ".fold").select("figure.exhibit, .claims")


every_page = pytest.mark.parametrize("page", PAGES)
every_chapter = pytest.mark.parametrize("page", PAGES[1:-1])


@every_page
def test_sentences_are_short(page):
    told = sentences(page)
    longest = max(told, key=lambda s: len(words(s)))
    assert len(words(longest)) <= LONGEST_SENTENCE, longest
    assert mean(len(words(s)) for s in told) < MEAN_SENTENCE


@every_page
def test_numbers_are_few(page):
    text = " ".join(paragraphs(page, folds=False))
    found = numbers(text)
    assert len(found) <= MOST_NUMBERS * len(words(text)) / 100, found


@every_page
def test_a_page_is_short(page):
    assert len(words(" ".join(paragraphs(page, folds=False)))) <= MOST_WORDS[page]


def test_the_book_is_short():
    counts = {page: len(words(" ".join(paragraphs(page, folds=False)))) for page in PAGES[:-1]}
    assert sum(counts.values()) <= MOST_IN_ALL, counts


def minutes(page: str) -> float:
    shown = without(article(page), ".fold, details, a.headerlink, script, style, .plot.narrow")
    return len(words(shown.get_text(" "))) / A_MINUTE


def test_the_reading_time_is_true():
    chapters = [minutes(page) for page in PAGES[1:-1] if page != "chapters/what-if"]
    here, each = in_words(round(minutes("intro"))), in_words(round(mean(chapters)))
    told = f"Reading time: {here} minutes here, about {each} a chapter."
    assert told in " ".join(paragraphs("intro", folds=False)), told


@every_page
def test_exhibits_are_few(page):
    assert len(exhibits(page)) <= MOST_EXHIBITS


def test_exhibits_are_few_in_all():
    counts = {page: len(exhibits(page)) for page in PAGES[:-1]}
    assert sum(counts.values()) <= MOST_EXHIBITS_IN_ALL, counts


@every_page
def test_a_sentence_stands_before_every_exhibit(page):
    """A full sentence between an exhibit and the heading above it."""
    for heading in article(page).select("h1, h2, h3"):
        if heading.find_parent("section", id=("workings", "sources")):
            continue
        for part in heading.find_all_next(["h1", "h2", "h3", "p", "li", "figure", "table"]):
            if part.name in ("h1", "h2", "h3"):
                break
            if part.name in ("figure", "table"):
                pytest.fail(f"{heading.get_text()!r} has no sentence before its exhibit")
            told = " ".join(part.get_text().split())
            if part.find_parent(class_="what-if") is None and re.search(r"\w+( \S+){4,}[.:]", told):
                break


@every_chapter
def test_headings_tell(page):
    asking = [h.get_text() for h in article(page).select("h2") if "?" in h.get_text()]
    assert not asking


@every_chapter
def test_three_bullets_answer_the_title(page):
    bullets = article(page).select(".answer li")
    assert len(bullets) == 3
    assert max(len(words(b.get_text())) for b in bullets) <= 25


@every_page
def test_one_thing_has_one_name(page):
    """No word of ``words.csv``, outside of quotations and where a name is explained."""
    text = " ".join(paragraphs(page, folds=True))
    text += " ".join(
        c.get_text(" ") for c in article(page).select("figcaption, caption, h1, h2, h3")
    )
    for row in frame("words").to_dict("records"):
        found = re.findall(rf"\b(?:{row['instead_of']})\b", text, re.IGNORECASE)
        assert len(found) <= row["most"], f"{found} on this page; write {row['word']!r}"
