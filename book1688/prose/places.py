"""Where the book uses a claim: read from the stored outputs of the front page and the chapters.

The ledger is written from this, so it is run after them.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, SoupStrainer
from docutils.nodes import make_id

from book1688.html.links import ROOT

LEDGER = "reference/claims.ipynb#"
LINKS = SoupStrainer(["tr", "a"])  # drawings, which are most of an output, take long to read


@dataclass(frozen=True)
class Place:
    """A place on a page such as ``chapters/scorecard``: a section, or a row of the workings."""

    page: str
    anchor: str
    title: str

    @property
    def is_working(self) -> bool:
        """Whether the claim is an input of a number here."""
        return self.anchor.startswith("w-")


@cache
def places() -> dict[str, list[Place]]:
    """Return the places of every claim that the front page or a chapter uses, in reading order."""
    found: dict[str, dict[Place, None]] = defaultdict(dict)
    for notebook in (ROOT / "intro.ipynb", *sorted((ROOT / "chapters").glob("[!.]*.ipynb"))):
        for claim_id, place in _used_in(notebook):
            found[claim_id].setdefault(place)
    return {claim_id: list(used) for claim_id, used in found.items()}


def _used_in(notebook: Path) -> list[tuple[str, Place]]:
    """List the claims that the outputs of a notebook link to, each with its place."""
    page = notebook.relative_to(ROOT).with_suffix("").as_posix()
    used, section = [], Place(page, "", "")
    # Not by nbformat: importing it takes a kernel longer than pandas and all else of the book.
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            for line in "".join(cell["source"]).splitlines():
                if line.startswith("#"):
                    title = line.lstrip("# ")
                    section = Place(page, make_id(title), title)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            html = "".join(data.get("text/html") or data.get("text/markdown") or "")
            if LEDGER in html:
                used += [(claim_id, place or section) for claim_id, place in _links(html, page)]
    return used


def _links(html: str, page: str) -> list[tuple[str, Place | None]]:
    """List the links to the ledger; one in the workings comes with its row, which is a place."""
    found = []
    parsed = BeautifulSoup(html, "lxml", parse_only=LINKS)
    for link in parsed.select(f'a[href*="{LEDGER}"]'):
        row = link.find_parent("tr", id=lambda name: name and name.startswith("w-"))
        place = Place(page, row["id"], row.th.get_text()) if row else None
        found.append((link["href"].partition("#")[2], place))
    return found
