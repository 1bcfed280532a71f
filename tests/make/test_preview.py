"""`make preview`: the pages of `make site`, but for what it leaves out; and what a change runs."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path

import pytest
from test_build import PLACES, SITE
from test_red import copy_of_the_book

from book1688.data import frame
from book1688.edition import PRINTED
from book1688.make.affected import by_data, by_modules, data_files
from book1688.make.preview import LEFT_OUT, SCRIPT
from book1688.make.run import notebooks, read
from book1688.quantity.usage import used
from book1688.site.pdf import WAITING

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for a start on a busy machine
OVERVIEWS = [path for path in notebooks() if path.parent.name != "chapters"]
CHAPTERS = [path for path in notebooks() if path.parent.name == "chapters"]
OTHER = "Once it was otherwise."


@contextmanager
def preview(book: Path) -> Iterator[tuple[HTTPConnection, str]]:
    """A preview of a copy of the book, once it answers, and what it has printed."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "book1688.make.preview", str(port)], cwd=book,
        env={**os.environ, "PYTHONPATH": str(book)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        printed = ""
        for line in process.stdout:
            printed += line
            if line.startswith("Open http"):
                break
        assert str(port) in printed, printed
        with closing(HTTPConnection("localhost", port, timeout=PATIENCE)) as server:
            yield server, printed
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # and what it runs
        process.communicate()


def get(server: HTTPConnection, path: str) -> bytes:
    server.request("GET", f"/{path}")
    answer = server.getresponse()
    body = answer.read()
    assert answer.status == 200, path
    return body


def states(server: HTTPConnection) -> Iterator[bytes]:
    """The states that an open page is told of, the first that of now."""
    with closing(HTTPConnection(server.host, server.port, timeout=PATIENCE)) as listener:
        listener.request("GET", "/told")
        yield from (line for line in listener.getresponse() if line.startswith(b"data:"))


def as_built(shown: bytes, name: str) -> bytes:
    """What a preview shows, with what it leaves out and without what it adds."""
    if name.endswith(".html"):
        shown = shown.replace(SCRIPT, b"</head>")
    if (SITE / PRINTED).is_file():
        shown = re.sub(WAITING.pattern.encode(), rb"\1", shown)
    return shown


@pytest.mark.thorough
@pytest.mark.skipif(any(map(os.environ.get, PLACES)), reason="the site is built to be published")
def test_a_saved_page_is_the_one_of_the_site(tmp_path: Path) -> None:
    """It starts with another sentence; once that of the book is saved, nothing differs."""
    book = copy_of_the_book(tmp_path / "book")
    path = CHAPTERS[0].relative_to(ROOT)
    stored = (book / path).read_text(encoding="utf-8")
    (book / path).write_text(stored.replace("</p>", f" {OTHER}</p>", 1), encoding="utf-8")
    index = "_static/search-index.js"
    files = (file for file in SITE.rglob("*") if file.is_file())
    names = {file.relative_to(SITE).as_posix() for file in files} - {PRINTED, index}
    with preview(book) as (server, printed):
        assert f"Left out until `make site`: {LEFT_OUT}." in printed
        page = path.with_suffix(".html").as_posix()
        assert OTHER in get(server, page).decode() and OTHER in get(server, index).decode()
        told = states(server)
        before = next(told)
        (book / path).write_text(stored, encoding="utf-8")
        assert next(told) != before
        assert len(names) > 2 * len(notebooks())
        for name in sorted(names):
            assert as_built(get(server, name), name) == (SITE / name).read_bytes(), name
        for _ in range(50):  # the search follows within a moment
            if get(server, index) == (SITE / index).read_bytes():
                return
            time.sleep(0.2)
        pytest.fail("the search finds another sentence")


@pytest.mark.thorough
def test_a_changed_datum_shows_where_it_is_quoted(tmp_path: Path) -> None:
    """The notebooks that it moves are run, and the page shows it before all begins anew."""
    book = copy_of_the_book(tmp_path / "book")
    data = (book / "data" / "sources.csv").read_text(encoding="utf-8")
    path, row = next((path, row) for path, row in rested_on("sources") if f'\n{row},"' not in data)
    page = path.relative_to(ROOT).with_suffix(".html").as_posix()
    with preview(book) as (server, _):
        told = states(server)
        next(told)
        assert OTHER not in get(server, page).decode()
        renamed = data.replace(f"\n{row},", f"\n{row},{OTHER} ", 1)
        (book / "data" / "sources.csv").write_text(renamed, encoding="utf-8")
        # The server ends when all begins anew, and with it what it tells.
        assert any(OTHER in get(server, page).decode() for _ in told)


# What a change moves


def rested_on(kind: str) -> Iterator[tuple[Path, str]]:
    """Chapters with a row, by its id, that no other chapter uses."""
    registers = {path: set(used(read(path))[kind]) for path in CHAPTERS}
    for path, ids in registers.items():
        others = set().union(*(rows for other, rows in registers.items() if other != path))
        yield from ((path, row) for row in sorted(ids - others))


def with_changed_row(file: str, row: str) -> dict[str, str]:
    """The data with the rows of a table that name this id written once more, changed."""
    data = data_files()
    changed = re.subn(rf"(?m)^((?:.*,)?{re.escape(row)},.*?)(,?)$", r"\1.\2", data[file])
    assert changed[1]
    return {**data, file: changed[0]}


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("series", "series.csv"),
        ("series", "observations.csv"),
        ("events", "events.csv"),
        ("evidence", "evidence.csv"),
        ("sources", "sources.csv"),
    ],
)
def test_a_changed_row_moves_the_pages_that_use_it(kind: str, file: str) -> None:
    data = data_files()
    fewest = len(CHAPTERS)
    for path, row in islice(rested_on(kind), 5):
        moved = by_data(data, with_changed_row(file, row))
        assert {path, *OVERVIEWS} <= set(moved), row
        fewest = min(fewest, len(moved) - len(OVERVIEWS))
    assert fewest < len(CHAPTERS), "every row moves every page"


def test_a_changed_source_moves_the_verdicts_that_rest_on_it() -> None:
    cited = {row["evidence_id"]: row["source_id"] for row in frame("evidence").to_dict("records")}
    path, row = next(rested_on("verdicts"))
    assert path in by_data(data_files(), with_changed_row("sources.csv", cited[row]))


def test_a_changed_table_moves_the_pages_that_name_it() -> None:
    moved = by_data(data_files(), with_changed_row("entities.csv", "taobao-and-tmall-group"))
    named = {path for path in CHAPTERS if '"entities"' in path.read_text().replace("\\", "")}
    assert set(moved) == {*OVERVIEWS, *named} and len(named) < len(CHAPTERS)


def test_the_same_data_move_nothing_and_other_columns_everything() -> None:
    data = data_files()
    assert not by_data(data, dict(data))
    other = {**data, "datapackage.json": data["datapackage.json"] + "\n"}
    assert by_data(data, other) == notebooks()


@pytest.mark.parametrize(
    ("module", "word"),
    [
        ("data/tables.py", "import"),
        ("figure/__init__.py", "import"),
        ("figure/tree.py", r"\btree\("),
        ("prose/measured.py", r"\bmeasurements\("),
        ("site/claim_review.py", "claim_review"),
        ("site/slim.py", "in_no_page"),
        ("make/preview.py", "in_no_page"),
    ],
)
def test_a_module_moves_the_pages_with_its_words(module: str, word: str) -> None:
    moved = by_modules([ROOT / "book1688" / module])
    assert moved == [path for path in notebooks() if re.search(word, path.read_text("utf-8"))]
