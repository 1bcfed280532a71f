"""Are the sources still where `data/sources.csv` says? Asks the hosts; run by hand or by schedule.

`make links` writes Markdown. Its exit status is 1 if a page is gone, 2 if nothing could be reached
at all, which says nothing about the sources. The tests of the book never run it.

=========  =====================================================================
there      the page answers
moved      the page answers at another address, and its host says for good
gone       the host says so (404, 410), or no host has that name
refused    the host does not serve programs, or not from here (401, 403, 429 …)
silent     no answer in time, a broken connection, or a fault of the host (5xx)
=========  =====================================================================
"""

import csv
import socket
import ssl
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SOURCES = Path(__file__).resolve().parents[2] / "data" / "sources.csv"
KINDS = ("there", "moved", "gone", "refused", "silent")
AT_ONCE = 16  # hosts
PAUSE = 1.0  # seconds between two questions to one host
TIMEOUT = 20.0  # seconds
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; link check of a research book; asks once a week)",
    "Accept": "*/*",
}
FOR_GOOD = (301, 308)
NO_SUCH_HOST = (socket.EAI_NONAME, socket.EAI_NODATA)


@dataclass(frozen=True)
class Answer:
    """What became of one address: one of KINDS, and a status, an address or a reason."""

    kind: str
    detail: str


class _Redirects(HTTPRedirectHandler):
    """Follows redirects with the same method and keeps their codes."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        self.codes.append(code)
        new = super().redirect_request(req, fp, code, msg, headers, quoted(newurl))
        if new is not None:
            new.method = req.get_method()
        return new


def quoted(url: str) -> str:
    """The address with every character outside ASCII percent-encoded."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def ask(url: str, timeout: float = TIMEOUT) -> Answer:
    """Ask for one page: its head, and the page itself where that does not succeed."""
    answer = _ask(url, "HEAD", timeout)
    return answer if answer.kind in ("there", "moved") else _ask(url, "GET", timeout)


def _ask(url: str, method: str, timeout: float) -> Answer:
    redirects = _Redirects()
    try:
        request = Request(quoted(url), headers=HEADERS, method=method)
        with build_opener(redirects).open(request, timeout=timeout) as page:
            end = page.url
    except HTTPError as fault:
        fault.close()
        return Answer(_kind(fault.code), str(fault.code))
    except URLError as fault:
        return _unreached(fault.reason)
    except (HTTPException, OSError, ValueError) as fault:
        return _unreached(fault)
    moved = redirects.codes and all(code in FOR_GOOD for code in redirects.codes)
    return Answer("moved", end) if moved and _place(end) != _place(url) else Answer("there", "")


def _kind(status: int) -> str:
    if status in (404, 410):
        return "gone"
    return "silent" if status >= 500 or status == 408 else "refused"


def _unreached(reason: object) -> Answer:
    if isinstance(reason, socket.gaierror) and reason.errno in NO_SUCH_HOST:
        return Answer("gone", "no host of that name")
    if isinstance(reason, TimeoutError):
        return Answer("silent", "no answer in time")
    if isinstance(reason, ssl.SSLError):
        return Answer("silent", "no secure connection")
    return Answer("silent", type(reason).__name__)


def _place(url: str) -> tuple[str, str, str]:
    """What makes an address another one: not https, www or a last slash."""
    parts = urlsplit(quoted(url))
    return (parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query)


def ask_all(urls: list[str], pause: float = PAUSE) -> dict[str, Answer]:
    """Ask for all pages: many hosts at once, each one slowly. Tells its progress on stderr."""
    hosts: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        hosts.setdefault(urlsplit(url).netloc, []).append(url)
    answers: dict[str, Answer] = {}

    def ask_host(pages: list[str]) -> dict[str, Answer]:
        found = {}
        for number, url in enumerate(pages):
            time.sleep(pause if number else 0)
            found[url] = ask(url)
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in as_completed([pool.submit(ask_host, pages) for pages in hosts.values()]):
            answers |= done.result()
            print(f"\r{len(answers)} pages asked for", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return answers


def report(sources: dict[str, str], answers: dict[str, Answer]) -> str:
    """Markdown: how many sources are there, and every one that is not."""
    found = {source: answers[url] for source, url in sources.items()}
    counts = Counter(answer.kind for answer in found.values())
    lines = [", ".join(f"{counts[kind]} {kind}" for kind in KINDS) + "."]
    for kind in KINDS[1:]:
        those = [source for source, answer in found.items() if answer.kind == kind]
        if those:
            lines += ["", f"## {kind.capitalize()}", ""]
        for source in those:
            lines.append(f"- `{source}`: {found[source].detail}, <{quoted(sources[source])}>")
    return "\n".join(lines) + "\n"


def main(file: Path = SOURCES) -> int:
    """Check every source of a table and print the report; 1 if one is gone, 2 without network."""
    with file.open(encoding="utf-8-sig", newline="") as rows:
        sources = {row["source_id"]: row["url"] for row in csv.DictReader(rows) if row["url"]}
    answers = ask_all(list(sources.values()))
    kinds = {answer.kind for answer in answers.values()}
    if kinds <= {"silent"}:
        print("Nothing answered: is there a network?", file=sys.stderr)
        return 2
    print(report(sources, answers), end="")
    return 1 if "gone" in kinds else 0


if __name__ == "__main__":
    sys.exit(main())
