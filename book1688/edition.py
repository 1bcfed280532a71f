"""Which edition of the data this is, and how to cite it: the data package says, nothing else."""

import json
from datetime import date

from book1688.data.tables import FOLDER

TITLE = "1688, checked"
AUTHOR = "The 1688 book"
PRINTED = "1688-book.pdf"  # the whole book, beside its pages

PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
VERSION = PACKAGE["version"]
MADE_ON = date.fromisoformat(PACKAGE["created"][:10])
LICENCE = PACKAGE["licenses"][0]["path"]


def citation(title: str, address: str = "") -> str:
    """One line that cites a page by its title, and by its address where it is published."""
    made_on = f"{MADE_ON.day} {MADE_ON:%B %Y}"
    whole = TITLE if title == TITLE else f"“{title}”, in {TITLE}"
    parts = [f"{AUTHOR} ({MADE_ON.year}).", f"{whole}, version {VERSION} of {made_on}.", address]
    return " ".join(part for part in parts if part)


def bibtex(address: str = "") -> str:
    """The whole book as a BibTeX entry."""
    fields = {
        "author": f"{{{{{AUTHOR}}}}}",  # doubled: a name that is not to be split
        "title": f"{{{{{TITLE}}}}}",
        "year": f"{MADE_ON.year}",
        "month": f"{MADE_ON:%b}".lower(),
        "date": f"{{{MADE_ON.isoformat()}}}",
        "version": f"{{{VERSION}}}",
        "url": address and f"{{{address}}}",
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join(["@book{book1688,", *lines, "}", ""])
