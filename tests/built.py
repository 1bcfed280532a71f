"""The built site, each page parsed once; where there is none, the tests of it say so."""

from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from book1688.data.tables import ROOT

SITE = ROOT / "_build" / "html"
# index.html only sends the reader on to intro.html.
PAGES = sorted(path for path in SITE.rglob("*.html") if path != SITE / "index.html")
CHAPTERS = [SITE / "intro.html", *sorted((SITE / "chapters").glob("*.html"))]
if not PAGES:
    pytest.fail("no site in _build/html: run `make site`", pytrace=False)


@cache
def soup(page: Path) -> BeautifulSoup:
    """One page, parsed once."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
