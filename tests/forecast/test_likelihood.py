"""Likelihood words stand for bands, and stand only beside them."""

import re

import pytest
from bs4 import BeautifulSoup

from book1688.data import frame
from book1688.forecast.likelihood import TERMS, likelihood
from book1688.make.run import notebooks, read
from book1688.prose.sentence import CALIBRATED

BAND = re.compile(r"\d+(?:–\d+)?%")
# Texts of the data in our own words, which pages show.
OURS = {
    "claims": ["statement", "ambiguity"],
    "evidence": ["note"],
    "events": ["event"],
    "exceptions": ["reason"],
    "corrections": ["reason"],
    "forecasts": ["question", "reasoning", "departure"],
    "glossary": ["meaning"],
    "observations": ["note"],
    "register": ["question", "model", "resolution_rule"],
}


def undeclared(text: str) -> str | None:
    """The first calibrated word of a text that names no band; None if there is none."""
    word = CALIBRATED.search(text)
    return word[0] if word and not BAND.search(text) else None


@pytest.mark.parametrize(
    ("percent", "term"),
    [
        ((99, 100), "virtually certain"),
        ((90, 100), "very likely"),
        ((66, 100), "likely"),
        ((50, 100), "more likely than not"),
        ((33, 66), "about as likely as not"),
        ((65, 65), "about as likely as not"),
        ((67, 67), "likely"),
        ((92, 92), "very likely"),
        ((20, 20), "unlikely"),
        ((0, 0), "exceptionally unlikely"),
    ],
)
def test_words_of_bands(percent: tuple[int, int], term: str) -> None:
    assert likelihood(*percent) == term


def test_a_range_across_bands_has_no_word() -> None:
    with pytest.raises(LookupError, match="no calibrated term for 20 to 80%"):
        likelihood(20, 80)


def test_every_term_is_one_that_prose_refuses() -> None:
    assert [term for term in TERMS if not CALIBRATED.search(term)] == []
    widths = [most - least for least, most in TERMS.values()]
    assert widths == sorted(widths)


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_calibrated_words_only_with_their_band(path) -> None:
    found, looked_at = [], 0
    for cell in read(path).cells:
        texts = [cell.source] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            html = BeautifulSoup(output.get("data", {}).get("text/html", ""), "html.parser")
            said = html.select("figcaption, caption, p.note, p.resolution, p.ambiguity")
            texts += [element.get_text() for element in said]
        found += [(word, text) for text in texts if (word := undeclared(text))]
        looked_at += len(texts)
    assert looked_at
    assert not found, "a likelihood word needs its band in percent beside it"


@pytest.mark.parametrize("name", OURS)
def test_calibrated_words_of_the_data_only_with_their_band(name: str) -> None:
    rows = frame(name)
    if name == "claims":  # a forecast keeps the article's own word; its band is in forecasts.csv
        rows = rows[rows["stated_likelihood"] == ""]
    assert len(rows)
    found = [(word, text) for c in OURS[name] for text in rows[c] if (word := undeclared(text))]
    assert not found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It is likely.", "likely"),
        ("Probably so.", "Probably"),
        ("Likely (66–100%).", None),
        ("Likely: 70%.", None),
        ("Business-like", None),
    ],
)
def test_undeclared_words_are_recognised(text: str, word: str | None) -> None:
    assert undeclared(text) == word
