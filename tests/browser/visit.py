"""The built site as a browser meets it: where it is, how it is served, what one visit saw."""

import gzip
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from book1688.site.slim import pages_of

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"
DESK, PHONE, HEIGHT = 1300, 375, 800  # CSS pixels
UNOPENED = ".exhibit:has(> .plot):not(:has(.enlarge))"
PATIENCE = 60_000  # milliseconds; a busy machine is slow, and that is no fault of a page
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


LARGE = sorted(pages_of(SITE), key=lambda page: page.stat().st_size, reverse=True)
# A page of every kind, the largest: where a template is at fault, it shows there.
KINDS = [
    *[page for page in LARGE if page.parent.name == "chapters"][:1],
    *[page for page in LARGE if page.parent.name == "reference"][:2],
    SITE / "intro.html",
]


def at_first(pages: list, chosen: list) -> list:
    """Parameters of a test: some pages in everybody's tests, the others in the thorough ones."""
    others = [page for page in pages if page not in chosen]
    return [
        *[page for page in pages if page in chosen],
        *[pytest.param(page, marks=pytest.mark.thorough) for page in others],
    ]


def named(pages: list[Path]) -> list[str]:
    """Pages by the end of their address."""
    return [page.relative_to(SITE).as_posix() for page in pages]


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
        body = squeezed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@cache
def squeezed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9)


class Windows:
    """One window with one tab for every kind of reader: to open another costs more than a page."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.complaints = browser, []
        self.tabs: dict[str, Page] = {}
        self.left: dict[Page, tuple] = {}  # what a tab shows that was left as it was opened

    def tab(self, options: dict) -> Page:
        """The tab of a kind of reader, which the options of a context make."""
        kind = repr(sorted(options.items()))
        if kind not in self.tabs:
            context = self.browser.new_context(**options)
            context.set_default_timeout(PATIENCE)
            self.tabs[kind] = tab = context.new_page()
            tab.on("pageerror", lambda error: self.complaints.append(str(error)))
            tab.on("console", lambda told: told.type == "error"
                   and self.complaints.append(told.text))  # fmt: skip
        return self.tabs[kind]

    def open(self, url: str, width: int = DESK, theme: str = "light", *, whole: bool = True,
             again: bool = False, **options: object) -> Page:  # fmt: skip
        """Open an address in a window of a width; ``whole`` lays the page out to its end at once.

        With ``again`` nothing is loaded where the tab still shows the same: whoever asks for that
        leaves behind a focus, a theme or an open panel at most.
        """
        tab = self.tab(options)
        view = (url, size(width))
        tab.mouse.move(0, 0)
        tab.emulate_media(media="screen")
        if again and self.left.get(tab) == (*view, whole) and (tab.url, tab.viewport_size) == view:
            tab.keyboard.press("Escape")
            tab.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            wear(tab, theme)
            return tab
        self.left[tab] = (*view, whole) if again else ()
        tab.goto("about:blank")  # from one place of a page to another nothing is loaded anew
        tab.set_viewport_size(size(width))
        tab.emulate_media(color_scheme=theme)
        tab.goto(url)
        if whole and options.get("java_script_enabled", True):
            lay_out(tab)
        return tab

    def forget(self) -> list[str]:
        """Clear what pages stored; return what they complained of."""
        for tab in self.tabs.values():
            if tab.url != "about:blank":  # without scripts, nothing is stored or run
                tab.evaluate("localStorage.clear(); sessionStorage.clear()")
        told, self.complaints = self.complaints, []
        return told


def size(width: int) -> dict[str, int]:
    return {"width": width, "height": HEIGHT}


def lay_out(tab: Page) -> None:
    """Lay a page out to its end: a test jumps about faster than a reader scrolls.

    The proof, which waits for its button, and the figures, which scripts open one by one, too.
    """
    tab.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { content-visibility: visible !important }");
        document.adoptedStyleSheets = [sheet];
    }""")
    tab.locator(UNOPENED).last.wait_for(state="detached")


def wear(tab: Page, theme: str) -> None:
    """Change the reader's system to light or dark, which an open page follows."""
    tab.emulate_media(color_scheme=theme)
    tab.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
