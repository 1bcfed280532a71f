"""What readers see, read off the stored files of one state of the book.

Nothing is run and nothing is imported from that state: data are its CSV files, and pages, numbers,
figures and verdicts are the stored outputs of its notebooks, which are what the site publishes.
Verdicts too: so a new rule shows as well as new evidence.
"""

import csv
import io
import json
import re
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import yaml
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from book1688.make.surroundings import own

Files = dict[str, bytes]  # path inside the book -> content
LOOKS = ("_static/", "_templates/", "_config.yml")
READ = re.compile(r"data/[^/]+|(?:[^/]+|chapters/[^/]+|reference/[^/]+)\.ipynb|_toc\.yml")
HEADINGS = ["h1", "h2", "h3", "h4"]
BLOCKS = [*HEADINGS, "p", "li", "tr", "dt", "dd", "div", "caption"]
LEDGER = "reference/claims"
DRAWN_ID = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=href="#)[^"]+')


class Unreadable(ValueError):
    """A revision that does not exist, or a stored file that cannot be read."""


@dataclass(frozen=True)
class Number:
    """A computed number of a page: its name, as shown, its bounds, and how it is made."""

    name: str
    shown: str
    bounds: str
    made: str


@dataclass(frozen=True)
class Exhibit:
    """A figure or table of a page: caption, the rows behind it, and a digest of the drawing."""

    caption: str
    rows: tuple[str, ...]
    drawing: str


@dataclass
class Page:
    """One page. ``words`` are its pieces of text without numbers, verdicts and exhibits."""

    headings: list[str] = field(default_factory=list)
    numbers: dict[str, Number] = field(default_factory=dict)
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


@dataclass
class Book:
    """One state of the book: cells by file, key and column; pages; verdicts by claim; looks."""

    data: dict[str, dict[tuple[str, ...], dict[str, str]]]
    keys: dict[str, list[str]]  # the columns that make the key of a file
    pages: dict[str, Page]
    verdicts: dict[str, str]
    looks: dict[str, str]


def files_of(revision: str, root: Path) -> Files:
    """The files of a git revision. Raises Unreadable where there is no such revision."""
    commit = ["git", "-C", root, "rev-parse", "--verify", "--quiet", "--end-of-options"]
    ask = partial(subprocess.run, env=own(), capture_output=True)  # the root says which repository
    found = ask([*commit, f"{revision}^{{commit}}"], text=True)
    if found.returncode:
        raise Unreadable(f"no such revision: {revision!r}; name a commit, a branch or a tag")
    archive = ["git", "-C", root, "archive", "--format=tar", found.stdout.strip()]
    packed = ask(archive, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar if m.isfile() and _wanted(m.name)}


def files_in(root: Path) -> Files:
    """The files of a folder, as they are now."""
    inside = [*root.glob("*"), *root.glob("*/*"), *root.glob("_static/**/*")]
    names = {path.relative_to(root).as_posix(): path for path in inside if path.is_file()}
    return {name: path.read_bytes() for name, path in names.items() if _wanted(name)}


def _wanted(name: str) -> bool:
    return name.startswith(LOOKS) or READ.fullmatch(name) is not None


def read_books(*states: Files) -> list[Book]:
    """Read states of the book to compare; a page that is the same in all needs no reading."""
    same = set.intersection(*(set(files.items()) for files in states))
    if any(name == "_toc.yml" for name, _ in same):  # else a page may be new that was there
        spare = {name for name, _ in same if name.endswith(".ipynb")}
        states = [{n: b for n, b in files.items() if n not in spare} for files in states]
    return [read_book(files) for files in states]


def read_book(files: Files) -> Book:
    """Read one state of the book. Raises Unreadable, naming the file that is damaged."""
    data, keys = _data(files)
    pages, verdicts = {}, {}
    for name in _contents(files):
        notebook = f"{name}.ipynb"
        if notebook in files:
            trees = _outputs(_parsed(files, notebook, json.loads))
            if name == LEDGER:
                verdicts = dict(_verdicts(trees))
            pages[name] = _page(trees)
    looks = {n: sha256(blob).hexdigest() for n, blob in files.items() if n.startswith(LOOKS)}
    return Book(data, keys, pages, verdicts, looks)


def _parsed(files: Files, name: str, parse: Any) -> Any:
    try:
        return parse(files[name].decode("utf-8-sig"))
    except (ValueError, KeyError, csv.Error, yaml.YAMLError) as fault:
        reason = " ".join(str(fault).split())
        raise Unreadable(f"{name} cannot be read: {reason}") from None


def _data(files: Files) -> tuple[dict, dict]:
    if "data/datapackage.json" not in files:
        return {}, {}
    tables, keys = {}, {}
    for resource in _parsed(files, "data/datapackage.json", json.loads)["resources"]:
        name = f"data/{resource['path']}"
        if name in files:
            rows = _parsed(files, name, lambda text: list(csv.DictReader(io.StringIO(text))))
            keys[name] = resource["schema"]["primaryKey"]
            tables[name] = {tuple(row.get(c) or "" for c in keys[name]): row for row in rows}
    return tables, keys


def _contents(files: Files) -> list[str]:
    if "_toc.yml" not in files:
        return []
    toc = _parsed(files, "_toc.yml", yaml.safe_load)
    parts = toc.get("parts", [])
    return [toc["root"], *(chapter["file"] for part in parts for chapter in part["chapters"])]


def _outputs(notebook: dict) -> list[BeautifulSoup]:
    """What each cell shows, parsed: Markdown cells, and the outputs of code cells."""
    shown = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            shown.append(MarkdownIt().render("".join(cell["source"])))
        for output in cell.get("outputs", []):
            data = output.get("data", {"text/plain": output.get("text", "")})
            if "text/html" in data:
                shown.append("".join(data["text/html"]))
            else:
                text = data.get("text/markdown", data.get("text/plain", ""))
                shown.append(MarkdownIt().render("".join(text)))
    return [BeautifulSoup(html, "html.parser") for html in shown]


def page_of(outputs: list[dict]) -> Page:
    """One cell's outputs as a page of their own."""
    return _page(_outputs({"cells": [{"cell_type": "code", "outputs": outputs}]}))


def texts_of(outputs: list[dict]) -> list[str]:
    """The pieces of text that a cell's outputs show, numbers among them, without drawings."""
    trees = _outputs({"cells": [{"cell_type": "code", "outputs": outputs}]})
    for tree in trees:
        for drawn in tree.select(".workings, figure.exhibit"):
            drawn.decompose()
    return [piece for tree in trees for piece in _pieces(tree)]


def _verdicts(trees: list[BeautifulSoup]) -> Iterator[tuple[str, str]]:
    for tree in trees:
        for entry in tree.select(".claim-entry"):
            words = entry.select(".judged .verdict, .judged .confidence-note")
            yield entry["id"], ", ".join(map(_text, words))


def _page(trees: list[BeautifulSoup]) -> Page:
    """Take a page apart; what is taken out of a tree is not counted among its words."""
    page = Page()
    shown: dict[str, list[str]] = {}
    for tree in trees:
        for link in tree.select("a.number"):
            shown.setdefault(link["href"].removeprefix("#"), []).append(_text(link))
    for tree in trees:
        for row in tree.select(".workings tbody tr"):
            value, made = row.select("td")
            places = " / ".join(dict.fromkeys(shown.get(row["id"], [_text(value.span)])))
            bounds = _text(value.select_one(".bounds"))
            page.numbers[row["id"]] = Number(_text(row.th), places, bounds, _text(made))
        for exhibit in tree.select("figure.exhibit"):
            page.exhibits[exhibit["id"].removeprefix("fig-")] = _exhibit(exhibit)
        for known in tree.select(".workings, figure.exhibit, .judged, .verdict, .confidence-note"):
            known.decompose()
        for link in tree.select("a.number, a.number + .bounds"):
            link.replace_with("…")
        page.headings += [
            _text(heading) for heading in tree(HEADINGS) if not heading.find_parent("article")
        ]
        page.words += _pieces(tree)
    return page


def _exhibit(figure: Tag) -> Exhibit:
    data = figure.select_one("a.download[href^='data:text/csv']")
    rows = urlopen(data["href"]).read().decode("utf-8") if data else ""
    caption = figure.select_one("figcaption, caption")
    drawing = DRAWN_ID.sub("", "".join(map(str, figure.select(".plot, tbody"))))
    digest = sha256(drawing.encode()).hexdigest()
    return Exhibit(_text(caption) if caption else "", tuple(rows.splitlines()), digest)


def _pieces(tree: BeautifulSoup) -> list[str]:
    for text in tree.find_all(string=True):
        text.replace_with(re.sub(r"\s+", " ", text))
    for cell in tree(["th", "td"]):
        cell.append(" | ")
    for block in tree.select(f"{', '.join(BLOCKS)}, nav *"):
        block.insert_before("\n")
        block.insert_after("\n")
    for heading in tree(HEADINGS):
        heading.decompose()
    return [line.strip(" |") for line in tree.get_text().split("\n") if line.strip(" |")]


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())
