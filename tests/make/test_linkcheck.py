"""The check of outside links: its verdicts, its manners and its report, against a local server."""

import itertools
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from book1688.make import linkcheck
from book1688.make.linkcheck import Answer, ask, ask_all, main, report

PATIENCE = 0.5  # seconds
SLOW = 3 * PATIENCE
STATUS = {
    "/there": 200,
    "/gone": 404,
    "/gone-for-good": 410,
    "/closed": 403,
    "/too-often": 429,
    "/broken": 500,
    "/%E6%B7%98": 200,
}
MOVES = {"/moved": (301, "/there"), "/elsewhere": (302, "/there"), "/lost": (301, "/gone")}


class Host(BaseHTTPRequestHandler):
    """Answers by path, and notes what was asked."""

    def do_HEAD(self) -> None:
        path = self.path.removesuffix("/")
        self.server.asked.append((time.monotonic(), self.command, path))
        if path == "/slow":
            time.sleep(SLOW)
        if path == "/cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, to = MOVES.get(path, (STATUS.get(path, 200), ""))
        if path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def address(host: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{host.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "kind", "detail"),
    [
        ("/there", "there", ""),
        ("/淘", "there", ""),
        ("/no-head", "there", ""),
        ("/elsewhere", "there", ""),
        ("/there/", "there", ""),
        ("/moved", "moved", "/there"),
        ("/gone", "gone", "404"),
        ("/gone-for-good", "gone", "410"),
        ("/lost", "gone", "404"),
        ("/closed", "refused", "403"),
        ("/too-often", "refused", "429"),
        ("/broken", "silent", "500"),
        ("/slow", "silent", "no answer in time"),
        ("/cut", "silent", "RemoteDisconnected"),
    ],
)
def test_what_an_answer_means(host: ThreadingHTTPServer, path: str, kind: str, detail: str) -> None:
    expected = address(host, detail) if kind == "moved" else detail
    assert ask(address(host, path), PATIENCE) == Answer(kind, expected)


def test_the_page_is_asked_for_only_where_its_head_fails(host: ThreadingHTTPServer) -> None:
    ask(address(host, "/there"), PATIENCE)
    ask(address(host, "/moved"), PATIENCE)
    ask(address(host, "/no-head"), PATIENCE)
    methods = [(method, path) for _, method, path in host.asked]
    assert methods == [
        ("HEAD", "/there"),
        ("HEAD", "/moved"),
        ("HEAD", "/there"),
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
    ]


@pytest.mark.parametrize(
    ("number", "kind"), [(socket.EAI_NONAME, "gone"), (socket.EAI_AGAIN, "silent")]
)
def test_a_host_without_a_name(monkeypatch: pytest.MonkeyPatch, number: int, kind: str) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert ask("https://host.invalid/page", PATIENCE).kind == kind


@pytest.mark.parametrize("url", ["http://", "nonsense", "https://[bad/"])
def test_an_address_that_is_none_is_no_crash(url: str) -> None:
    assert ask(url, PATIENCE).kind == "silent"


def test_one_host_is_asked_slowly_and_once_a_page(host: ThreadingHTTPServer) -> None:
    urls = [address(host, path) for path in ("/there", "/gone", "/there", "/closed")]
    answers = ask_all(urls, pause=0.2)
    assert [answers[url].kind for url in urls] == ["there", "gone", "there", "refused"]
    heads = [when for when, method, _ in host.asked if method == "HEAD"]
    assert len(heads) == 3
    assert min(b - a for a, b in itertools.pairwise(heads)) >= 0.2


def table(folder: Path, urls: dict[str, str]) -> Path:
    file = folder / "sources.csv"
    rows = [f"{source},{url}\n" for source, url in urls.items()]
    file.write_text("".join(["source_id,url\n", *rows]), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("paths", "status", "first"),
    [
        (["/there", "/closed"], 0, "1 there, 0 moved, 0 gone, 1 refused, 0 silent."),
        (["/there", "/gone"], 1, "1 there, 0 moved, 1 gone, 0 refused, 0 silent."),
        (["/broken"], 2, ""),
    ],
)
def test_the_exit_status_and_the_report(
    host: ThreadingHTTPServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    paths: list[str],
    status: int,
    first: str,
) -> None:
    monkeypatch.setattr(linkcheck, "ask_all", partial(ask_all, pause=0))
    urls = {f"s{number}": address(host, path) for number, path in enumerate(paths)}
    assert main(table(tmp_path, {**urls, "no-address": ""})) == status
    assert capsys.readouterr().out.partition("\n")[0] == first


def test_the_report_names_what_is_not_there() -> None:
    sources = {"a": "https://a.example/淘", "b": "https://b.example/", "c": "https://b.example/"}
    answers = {
        "https://a.example/淘": Answer("gone", "404"),
        "https://b.example/": Answer("there", ""),
    }
    assert report(sources, answers).splitlines() == [
        "2 there, 0 moved, 1 gone, 0 refused, 0 silent.",
        "",
        "## Gone",
        "",
        "- `a`: 404, <https://a.example/%E6%B7%98>",
    ]
