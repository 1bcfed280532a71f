"""Which edition of the book this is, and how to cite it: the data package says, and one stamp."""

import hashlib
import json
from datetime import date
from pathlib import Path

from book1688.data.tables import FOLDER, ROOT

TITLE = "1688, checked"
AUTHOR = "The 1688 book"
PRINTED = "1688-book.pdf"  # the whole book, beside its pages

PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
VERSION = PACKAGE["version"]
MADE_ON = date.fromisoformat(PACKAGE["created"][:10])
LICENCE = PACKAGE["licenses"][0]["path"]
SHORT = 12  # digits that a page shows

MADE_FROM = (
    "_config.yml",
    "_toc.yml",
    "requirements.txt",
    "intro.ipynb",
    "chapters/*.ipynb",
    "reference/*.ipynb",
    "data/*.csv",
    "data/*.json",
    "book1688/**/*.py",
    "book1688/**/*.css",
    "_static/**/*.css",
    "_static/**/*.js",
    "_templates/*.html",
)


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


def made_from(root: Path = ROOT) -> list[Path]:
    """Every file that decides what the pages say, in the same order everywhere.

    What was measured on the book (``measured/``) is left out: it reaches pages only through the
    outputs of notebooks, which are in.
    """
    found = {path for pattern in MADE_FROM for path in root.glob(pattern) if path.name[0] != "."}
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def stamp(root: Path = ROOT) -> str:
    """SHA-256 over the names and contents of these files, 64 hex digits."""
    total = hashlib.sha256()
    for path in made_from(root):
        content = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
