"""The check of outside links: what its answers mean, and its report, against a local server."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest

from book1688.make import linkcheck
from book1688.make.linkcheck import ask, kind, main, report

PATIENCE = 1  # seconds
STATUS = {"/gone": 404, "/gone-for-good": 410, "/closed": 403, "/broken": 500}
MOVES = {"/moved": (301, "/there"), "/elsewhere": (302, "/there"), "/lost": (301, "/gone")}
MEANT = {
    "/there": "there",
    "/淘": "there",
    "/no-head": "there",
    "/elsewhere": "there",
    "/moved": "moved",
    "/gone": "gone",
    "/gone-for-good": "gone",
    "/lost": "gone",
    "/closed": "refused",
    "/broken": "silent",
    "/slow": "silent",
    "/cut": "silent",
}


class Host(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_HEAD(self) -> None:
        path = self.path
        if path == "/slow":
            time.sleep(3 * PATIENCE)
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


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_what_an_answer_means(host: str) -> None:
    """Broken addresses among them are no crash, and take no other's answer."""
    odd = {"http://": "silent", "https://[bad/": "silent"}
    wanted = {f"{host}{path}": meant for path, meant in MEANT.items()} | odd
    found = ask(list(wanted), linkcheck_timeout=PATIENCE)
    told = dict(zip(found["url"], found["kind"], strict=True))
    assert told == wanted
    assert found.set_index("url")["said"][f"{host}/moved"] == f"{host}/there"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Name or service not known", "gone"), ("Temporary failure in name resolution", "silent")],
)
def test_a_host_without_a_name(said: str, meant: str) -> None:
    assert kind({"status": "broken", "info": f"Failed to resolve 'host.invalid' ({said})"}) == meant


@pytest.mark.parametrize(
    ("paths", "status", "first"),
    [
        (["/there", "/closed"], 0, "1 there, 0 moved, 0 gone, 1 refused, 0 silent."),
        (["/there", "/gone", "/gone"], 1, "1 there, 0 moved, 2 gone, 0 refused, 0 silent."),
        (["/broken"], 2, ""),
    ],
)
def test_the_exit_status_and_the_report(
    host: str, monkeypatch, capsys, paths: list[str], status: int, first: str
) -> None:
    rows = {f"s{at}": f"{host}{path}" for at, path in enumerate(paths)} | {"none": ""}
    table = pd.DataFrame({"source_id": rows.keys(), "url": rows.values()})
    monkeypatch.setattr(linkcheck, "frame", {"sources": table}.get)
    assert main() == status
    assert capsys.readouterr().out.partition("\n")[0] == first


def test_the_report_names_what_is_not_there() -> None:
    told = ("https://a.example/", "gone", "404 `Not`\n@Found"), ("https://b.example/", "there", "")
    found = pd.DataFrame(told, columns=["url", "kind", "said"]).assign(source_id=["a", "b"])
    assert report(found).splitlines() == [
        "1 there, 0 moved, 1 gone, 0 refused, 0 silent.",
        "",
        "## Gone",
        "",
        "- `a`: `404 'Not' @Found`, <https://a.example/>",
    ]
