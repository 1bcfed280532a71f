"""One browser and one server for all tests of the built site, and one visit a page for many."""

import gzip
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from book1688.chromium import QUIET, chromium
from book1688.slim import pages_of

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"
PATIENCE = 180_000  # milliseconds; a busy machine is slow, and that is no fault of a page
# A cheap phone on a slow line shows what moves while a page arrives, and how long one waits.
SLOWER = {"rate": 4}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
WATCH = """
  window.seen = { shift: 0, paint: 0, blocked: 0, violations: [] };
  let first = Infinity;  // blocking counts from the first paint: before, there is nothing to use
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    first = Math.min(first, entry.startTime);
  })).observe({ type: "paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  })).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    seen.paint = entry.startTime;
  })).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    const after = entry.startTime + entry.duration - first;
    seen.blocked += Math.max(0, Math.min(entry.duration, after) - 50);
  })).observe({ type: "longtask", buffered: true });
  addEventListener("securitypolicyviolation", (event) => {
    seen.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
"""


@dataclass
class Visit:
    """What a browser did and said on its first view of a page."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    bytes: int = 0
    shift: float = 0.0
    paint: float = 0.0  # milliseconds to the largest text or drawing of the first screen
    blocked: float = 0.0  # milliseconds in which the page could not answer, beyond 50 at a time


class Gzip(SimpleHTTPRequestHandler):
    """Serves files as web hosts do: compressed."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for ``path`` every page of the site."""
    if "path" in metafunc.fixturenames:
        paths = [page.relative_to(SITE).as_posix() for page in pages_of(SITE)]
        metafunc.parametrize("path", paths)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if not executable:
        missing = "no Chromium on this machine: how pages behave in a browser stays untested"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=executable, args=QUIET) as browser,
    ):
        yield browser


@pytest.fixture(scope="session")
def http() -> Iterator[str]:
    """The address of the site on a local server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Gzip, directory=str(SITE)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(params=["http", "file"])
def site(request: pytest.FixtureRequest) -> str:
    """The address of the site: once from a server, once from disk."""
    return request.getfixturevalue("http") if request.param == "http" else f"{SITE.as_uri()}/"


def lay_out(page: Page) -> None:
    """Lay out the whole of a page: a test jumps about faster than a reader's scrolling does it.

    The proof at its end, which waits for its button, is laid out, too.
    """
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { content-visibility: visible !important }");
        document.adoptedStyleSheets = [sheet];
    }""")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a window of a given width, and close the window after the test.

    ``whole`` lays it out to its end at once.
    """
    contexts = []

    def opened(url: str, width: int = 1300, whole: bool = True) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        page.goto(url)
        if whole:
            lay_out(page)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def visit(browser: Browser) -> Callable[[str], Visit]:
    """Visit a page for the first time, once for all tests that ask about it.

    From a server as a phone on a slow line does; from disk at a desk.
    """

    @cache
    def visited(url: str) -> Visit:
        seen, far = Visit(), url.startswith("http")
        size = {"width": 375, "height": 667} if far else {"width": 1300, "height": 800}
        with browser.new_context(viewport=size) as context:
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.add_init_script(WATCH)
            page.on("request", lambda request: seen.requests.append(request.url))
            page.on("console", lambda message: message.type == "error"
                    and seen.complaints.append(message.text))  # fmt: skip
            page.on("pageerror", lambda error: seen.complaints.append(str(error)))
            page.on("requestfailed", lambda request: seen.complaints.append(request.url))
            sizes = []
            page.on("response", lambda answer: sizes.append(answer.headers.get("content-length")))
            if far:
                phone = context.new_cdp_session(page)
                phone.send("Network.emulateNetworkConditions", SLOW)
                phone.send("Emulation.setCPUThrottlingRate", SLOWER)
            page.goto(url)
            page.wait_for_timeout(300)
            while not page.evaluate("seen.paint"):  # the policy lets no function be waited for
                page.wait_for_timeout(100)
            seen.bytes = sum(int(size) for size in sizes if size)
            told = page.evaluate("seen")
            # To the third decimal, as it is reported elsewhere: a word whose letters arrive in two
            # parts counts as a hundred thousandth.
            seen.shift = round(told["shift"], 3)
            seen.paint, seen.blocked = told["paint"], told["blocked"]
            seen.complaints += told["violations"]
        return seen

    return visited
