"""Terms lead to the glossary at their first use on a page, and nowhere else."""

import re

import pytest
from bs4 import BeautifulSoup
from built import CHAPTERS, SITE, soup

from book1688.data import frame
from book1688.html.terms import anchor, link_terms, words_for_terms

WORDS = words_for_terms()


def prose_of(page: str) -> list[str]:
    """What the paragraphs of a page say outside of links and code, but with links to terms."""
    tree = BeautifulSoup(page, "html.parser").select_one("article.bd-article")
    for other in tree.select("a:not(.term), code, .text_html"):
        other.replace_with("|")
    return [paragraph.get_text() for paragraph in tree("p", class_=False)]


def first_uses(texts: list[str]) -> list[str]:
    """The terms in the order of their first use, read word by word."""
    found = {}
    for number, text in enumerate(texts):
        for word, term in WORDS.items():
            for use in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
                found[term] = min(found.get(term, (number, use.start())), (number, use.start()))
    return sorted(found, key=found.get)


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_the_first_use_of_every_term_is_a_link(page) -> None:
    html = page.read_text(encoding="utf-8")
    links = BeautifulSoup(html, "html.parser").select("a.term")
    terms = first_uses(prose_of(html))
    assert terms or page.stem == "intro"  # the front page says it without
    assert [link["href"].partition("#")[2] for link in links] == [anchor(t) for t in terms]


def test_every_term_with_words_is_used_somewhere() -> None:
    """Words that the book no longer uses would be a promise in the glossary."""
    used = {term for page in CHAPTERS for term in first_uses(prose_of(page.read_text("utf-8")))}
    unused = set(WORDS.values()) - used
    assert not unused, "take their in_text out of data/glossary.csv, or write of them"
    assert len(used) >= 10


def test_every_term_has_a_row_of_its_own() -> None:
    rows = soup(SITE / "reference" / "glossary.html").select("#table-terms tr[id]")
    assert sorted(row["id"] for row in rows) == sorted(anchor(t) for t in frame("glossary")["term"])


def test_only_plain_text_of_paragraphs_is_linked() -> None:
    kept = '<h2>Taotian</h2><p class="note">Taotian</p><p><a href="x">Taotian</a> Taotian-like</p>'
    assert link_terms(kept, "g") == kept
    linked = link_terms("<p><em>Taotian</em> and Taotian.</p><p>Taotian</p>", "g.html")
    assert linked.count("<a ") == 1
    assert linked.startswith(f'<p><em><a class="term" href="g.html#{anchor(WORDS["Taotian"])}">')
