"""One browser and one server for all tests of the built site, and one visit a page for many."""

import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from visit import DESK, PATIENCE, SITE, SLOW, SLOWER, WATCH, Gzip, Visit, Windows, named, size

from book1688.site.chromium import QUIET, chromium
from book1688.site.slim import pages_of

expect.set_options(timeout=PATIENCE)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for ``path`` every page of the site."""
    if "path" in metafunc.fixturenames:
        metafunc.parametrize("path", named(pages_of(SITE)))


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


@pytest.fixture(params=["http", pytest.param("file", marks=pytest.mark.thorough)])
def site(request: pytest.FixtureRequest) -> str:
    """The address of the site: from a server and, when thorough, from disk, where all tests of
    reading open it."""
    return request.getfixturevalue("http") if request.param == "http" else f"{SITE.as_uri()}/"


@pytest.fixture(scope="session")
def all_windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def windows(all_windows: Windows) -> Iterator[Windows]:
    """One window for every kind of reader; a page that complains fails the test."""
    yield all_windows
    assert not all_windows.forget()


@pytest.fixture
def open_page(windows: Windows) -> Callable[..., Page]:
    return windows.open


@pytest.fixture(scope="session")
def visit(browser: Browser) -> Callable[..., Visit]:
    """Visit a page for the first time, once for all tests that ask about it.

    From a server as a phone does, on a slow line where that is asked; from disk at a desk.
    """

    @cache
    def visited(url: str, slow: bool = False) -> Visit:
        seen, far = Visit(), url.startswith("http")
        screen = {"width": 375, "height": 667} if far else size(DESK)
        with browser.new_context(viewport=screen) as context:
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
            if slow:
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
