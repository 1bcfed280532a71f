"""The list of what a change does to readers: all of it, and nothing else."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from test_red import copy_of_the_book

from book1688.make.changes.__main__ import main
from book1688.make.changes.report import NOTHING, report
from book1688.make.changes.stored import LEDGER, LOOKS, Book, files_in, read_book, read_books

ROOT = Path(__file__).resolve().parents[2]
SERIES, DATE = "alibaba-group--china-wholesale-revenue-1688", "2025-03-31"
INERT = {"h2", "ul", "li", "code"}
FIGURE = "#fig-claimed-and-counted"
SHARE = "w-share-of-taotian-s-revenue-from-1688"  # what the introduction computes from it


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The introduction, the ledger, the data and the looks; other pages would only take time."""
    pages = ("intro.ipynb", f"{LEDGER}.ipynb", "_toc.yml", "data/", *LOOKS)
    return {name: blob for name, blob in files_in(ROOT).items() if name.startswith(pages)}


@pytest.fixture(scope="module")
def stored(files: dict[str, bytes]) -> Book:
    """The same files, read once."""
    return read_book(files)


def sections(text: str) -> dict[str, list[str]]:
    """The lines of a report by their heading."""
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {
        part.splitlines()[0]: re.findall(r"^- `([^`\n]*)`$", part, re.MULTILINE) for part in parts
    }


def difference(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, list[str]]:
    """What the report says once one text of one stored file is another."""
    text = files[name].decode("utf-8")
    assert old in text
    changed = {**files, name: text.replace(old, new).encode("utf-8")}
    return sections(report(*read_books(files, changed)))


def test_every_part_of_the_book_is_read(files: dict[str, bytes], stored: Book) -> None:
    book = stored
    assert len(book.data) == len(list((ROOT / "data").glob("*.csv")))
    assert set(book.pages) == {"intro", LEDGER}
    ids = BeautifulSoup("".join(_html(files[f"{LEDGER}.ipynb"])), "html.parser")
    assert set(book.verdicts) == {entry["id"] for entry in ids.select(".claim-entry")}
    assert all(book.verdicts.values())
    intro = book.pages["intro"]
    assert SHARE in intro.numbers and intro.exhibits and intro.words and intro.headings


def _html(notebook: bytes) -> list[str]:
    outputs = [o for cell in json.loads(notebook)["cells"] for o in cell.get("outputs", [])]
    return ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]


def test_no_change(files: dict[str, bytes], stored: Book) -> None:
    marked = {n: b"\xef\xbb\xbf" * n.endswith(".csv") + blob for n, blob in files.items()}
    assert report(read_book(marked), stored) == NOTHING


def test_a_changed_cell_of_the_data(files: dict[str, bytes]) -> None:
    [line] = difference(
        files, "data/series.csv", "1688--annual-buyers,1688,", "1688--annual-buyers,Yanxuan,"
    )["Data"]
    assert line == "data/series.csv, “1688--annual-buyers”, entity: “1688” → “Yanxuan”"


@pytest.mark.parametrize("file", ["data/series.csv", "intro.ipynb"])
def test_what_the_book_says_is_inert(files: dict[str, bytes], file: str) -> None:
    """Rendered, it is one code span a line: no image, link, HTML or mention, nor a way out."""
    said = "` @someone ![x](//h/x.png) <b> https://x.org #1 ```` " + "long " * 40
    swapped = {"data/series.csv": "Yanxuan", "intro.ipynb": "Four of the most important"}[file]
    changed = {**files, file: files[file].replace(swapped.encode(), said.encode())}
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        report(read_book(files), read_book(changed))
    )
    tree = BeautifulSoup(html, "html.parser")
    assert "@someone" in tree.get_text() and {tag.name for tag in tree()} <= INERT
    for code in tree("code"):
        code.decompose()
    assert not set("@!<[#`") & set(tree.get_text())


def test_a_changed_number_of_a_key_is_no_new_row(files: dict[str, bytes]) -> None:
    old = next(csv.DictReader(files["data/observations.csv"].decode("utf-8").splitlines()))
    found = difference(files, "data/observations.csv", f",{old['value']},", f",{old['value']}1,")
    assert found["Data"] and all(" value: “" in line for line in found["Data"])


def test_rows_that_come_and_go(files: dict[str, bytes]) -> None:
    lines = files["data/glossary.csv"].decode("utf-8").splitlines(keepends=True)
    other = {**files, "data/glossary.csv": "".join(lines[:-1]).encode("utf-8")}
    full, short = read_books(files, other)
    [gone] = sections(report(full, short))["Data"]
    [back] = sections(report(short, full))["Data"]
    assert gone.startswith("data/glossary.csv, row gone: ")
    assert back.startswith("data/glossary.csv, new row: ")


def test_a_changed_verdict(files: dict[str, bytes]) -> None:
    old, new = ('<span class=\\"verdict verdict-failed\\">' + word for word in ("failed", "open"))
    found = difference(files, f"{LEDGER}.ipynb", old, new)
    assert list(found) == ["Verdicts"]
    assert found["Verdicts"] and all(
        ": failed" in line and "→ open" in line for line in found["Verdicts"]
    )


def test_a_changed_drawing_caption_heading_and_sentence(
    files: dict[str, bytes], stored: Book
) -> None:
    drawn = difference(files, "intro.ipynb", "Bar chart from zero", "Chart of bars from zero")
    assert drawn == {
        "Figures and tables": [
            "intro, drawn in another way from the same data: #fig-claimed-and-counted"
        ]
    }
    span = r'<span class=\\"{}\\">(.*?)</span>'
    titled = re.compile(f"<figcaption>{span.format('title')} {span.format('measure')}")
    caption, measure = titled.search(files["intro.ipynb"].decode()).groups()
    found = difference(files, "intro.ipynb", caption, "Sums.")
    assert found == {
        "Figures and tables": [
            f"intro, {FIGURE}: caption: “{caption} {measure}” → “Sums. {measure}”"
        ]
    }
    heading = stored.pages["intro"].headings[1]
    found = difference(files, "intro.ipynb", f"## {heading}", "## Something else")
    assert found == {"Pages": [f"intro, heading: {heading} → Something else"]}
    found = difference(files, "intro.ipynb", "Four of the most important", "Four of the greatest")
    [line] = found.pop("Other words")
    assert not found and "greatest" in line.partition("→")[2]


def test_pages_that_come_and_go(files: dict[str, bytes], stored: Book) -> None:
    fewer = {name: blob for name, blob in files.items() if name != f"{LEDGER}.ipynb"}
    full, short = stored, read_book(fewer)
    assert sections(report(full, short))["Pages"] == [f"gone: {LEDGER}"]
    [line] = sections(report(short, full))["Pages"]
    assert line.startswith(f"new: {LEDGER}, “")


def test_looks(files: dict[str, bytes]) -> None:
    changed = {**files, "_static/book.css": b""}
    found = sections(report(*read_books(files, changed)))
    assert found == {"Looks": ["pages may look different: _static/book.css"]}


# The whole way: a repository, a change, a new run


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as the one commit of a repository of its own."""
    book = copy_of_the_book(tmp_path_factory.mktemp("changes") / "book")
    who = ["-c", "user.name=A reader", "-c", "user.email=reader@example.org"]
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}  # hooks, signatures
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "The book"]):
        subprocess.run(["git", "-C", book, *command], env={**os.environ, **none}, check=True)
    return book


@pytest.fixture
def book(repository: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(repository, tmp_path / "book"))


def printed(book: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["HEAD"], book) == 0
    return capsys.readouterr().out


def test_a_refactoring_shows_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module = book / "book1688" / "verdict.py"
    module.write_text("# Tidier.\n" + module.read_text(encoding="utf-8"), encoding="utf-8")
    notebook = json.loads((book / "intro.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code[0]["source"] = ["# Tidier.\n", *code[0]["source"]]
    (book / "intro.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    assert printed(book, capsys) == NOTHING


@pytest.mark.thorough
def test_a_datum_and_a_new_run_show_precisely_that(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = book / "data" / "observations.csv"
    row = re.compile(rf"^({SERIES},fiscal_year,[^,]+,{DATE},[a-z]+,)24301000000,", re.MULTILINE)
    text, count = row.subn(r"\g<1>26301000000,", file.read_text(encoding="utf-8"))
    assert count == 1
    file.write_text(text, encoding="utf-8", newline="\n")
    subprocess.run(
        [sys.executable, "-m", "book1688.make.run", "intro.ipynb"],
        cwd=book,
        env={**os.environ, "PYTHONPATH": str(book)},
        check=True,
        capture_output=True,
    )
    found = sections(printed(book, capsys))
    assert set(found) == {"Data", "Numbers in the text"}
    [datum] = found["Data"]
    assert datum.startswith("data/observations.csv") and SERIES in datum
    assert datum.endswith("value: “24301000000” → “26301000000”")
    assert found["Numbers in the text"] == [
        f"intro, share of Taotian’s revenue from 1688 (#{SHARE}): 5% → 6%, no bounds stated",
        "intro, 1688’s part in growth to 2025 (#w-1688-s-part-in-growth-to-2025): 26% → 39%, "
        "no bounds stated",
    ]


def test_settings_of_the_caller_change_nothing(
    repository: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither another repository nor other ends of lines."""
    monkeypatch.setenv("GIT_DIR", os.devnull)
    (tmp_path / ".gitconfig").write_text("[core]\nautocrlf = true\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert printed(repository, capsys) == NOTHING


@pytest.mark.parametrize(
    ("base", "said"), [("nowhere", "no such revision: 'nowhere'"), ("", "Name one revision")]
)
def test_a_bad_base_is_one_clear_error(
    repository: Path, base: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([base], repository) == 2
    told = capsys.readouterr()
    assert told.out == "" and said in told.err and len(told.err.splitlines()) == 1


def test_a_damaged_file_is_named(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "intro.ipynb").write_text("{", encoding="utf-8")
    assert main(["HEAD"], book) == 2
    assert "intro.ipynb cannot be read" in capsys.readouterr().err
