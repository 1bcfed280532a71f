"""The built site as a browser meets it: where it is, how it is served, what one visit saw."""

import gzip
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import Browser, Page

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


class Windows:
    """One window with one tab for every kind of reader: to open another costs more than a page."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.complaints = browser, []
        self.tabs: dict[str, Page] = {}

    def tab(self, **options: object) -> Page:
        """The tab of a kind of reader (the options of a context), empty and without memory."""
        kind = repr(sorted(options.items()))
        if kind not in self.tabs:
            context = self.browser.new_context(viewport={"width": 1300, "height": 800}, **options)
            context.set_default_timeout(PATIENCE)
            self.tabs[kind] = tab = context.new_page()
            tab.on("pageerror", lambda error: self.complaints.append(str(error)))
            tab.on("console", lambda told: told.type == "error"
                   and self.complaints.append(told.text))  # fmt: skip
        tab = self.tabs[kind]
        tab.mouse.move(0, 0)
        tab.emulate_media(media="screen", color_scheme="light")
        return tab

    def forget(self) -> list[str]:
        """Leave all pages and what they stored; return what they complained of."""
        for kind, tab in list(self.tabs.items()):
            if tab.url == "about:blank":
                continue
            if "('java_script_enabled', False)" not in kind:
                tab.evaluate("localStorage.clear(); sessionStorage.clear()")
            tab.goto("about:blank")
        told, self.complaints = self.complaints, []
        return told


def lay_out(page: Page) -> None:
    """Lay out the whole of a page: a test jumps about faster than a reader's scrolling does it.

    The proof at its end, which waits for its button, is laid out, too.
    """
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { content-visibility: visible !important }");
        document.adoptedStyleSheets = [sheet];
    }""")
