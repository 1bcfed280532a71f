"""Claims and the places that use them lead to each other, on the built pages."""

import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import Tag
from built import CHAPTERS, SITE, soup

from book1688.data import frame

LEDGER = SITE / "reference" / "claims.html"
TEXTS = {page: soup(page).select_one("article.bd-article") for page in (*CHAPTERS, LEDGER)}


def target(page: Path, link: Tag) -> tuple[Path, str]:
    parts = urlsplit(link["href"])
    return (page.parent / parts.path).resolve() if parts.path else page, parts.fragment


def uses() -> dict[str, set[tuple[Path, str]]]:
    """For every claim the places whose text links to it: a row of the workings or a section."""
    found = defaultdict(set)
    for page in CHAPTERS:
        for link in TEXTS[page].select("a[href*='claims.html#']"):
            if target(page, link)[0] == LEDGER:
                row = link.find_parent("tr", id=lambda name: name and name.startswith("w-"))
                place = row or link.find_parent("section")
                found[target(page, link)[1]].add((page, place["id"]))
    return found


def test_there_is_something_to_check() -> None:
    assert len(CHAPTERS) > 5
    assert len(uses()) > 50


def test_every_entry_lists_the_places_that_use_the_claim() -> None:
    used = uses()
    for claim_id in frame("claims")["claim_id"]:
        said = TEXTS[LEDGER].find(id=claim_id).select_one(".used")
        listed = {target(LEDGER, link) for link in said("a")}
        assert listed <= used[claim_id], claim_id
        rest = used[claim_id] - listed  # rows of the workings that are counted, not named
        assert all(place.startswith("w-") for _, place in rest), claim_id
        assert len(rest) == sum(map(int, re.findall(r"and (\d+) more", said.get_text()))), claim_id
        assert (said.get_text() == "Not used in a chapter.") == (not used[claim_id]), claim_id


def test_every_number_leads_to_its_row_and_the_row_to_its_claims() -> None:
    numbers = 0
    for page in CHAPTERS:
        for link in TEXTS[page].select("a.number"):
            row = TEXTS[page].find("tr", id=target(page, link)[1])
            assert row, link
            inputs = row.select(".inputs li")
            assert inputs, row["id"]
            numbers += 1
            for item in inputs:
                if item.select_one(".class-article"):
                    assert item.a and target(page, item.a)[0] == LEDGER, item
    assert numbers > 100


def test_every_claim_that_is_named_leads_to_its_entry() -> None:
    for page in CHAPTERS:
        for link in TEXTS[page].select("a.claim"):
            ledger, claim_id = target(page, link)
            assert ledger == LEDGER
            assert TEXTS[LEDGER].find("article", id=claim_id), link
