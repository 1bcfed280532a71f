"""What iPhones and Firefox make of the pages: a few questions to their engines, where those are.

Both are asked by the W3C's WebDriver protocol: WebKit through the driver that its port brings,
Firefox directly, by the same commands under other names.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from visit import SITE

pytestmark = pytest.mark.thorough

Ask = Callable[..., Any]

PATIENCE = 60  # seconds
SIZES = (100, 175, 200, 400)  # of letters, in percent; lines then break in other places
TO_FIREFOX = {
    "url": "WebDriver:Navigate",
    "back": "WebDriver:Back",
    "actions": "WebDriver:PerformActions",
    "window/rect": "WebDriver:SetWindowRect",
    "execute/sync": "WebDriver:ExecuteScript",
}
# What a page shows once its scripts have done their work.
FIGURES = "all('.plot.wide').length && all('.enlarge').length === all('.plot.wide').length"
DONE = {
    "intro.html": FIGURES,
    "chapters/taotian-strategy.html": FIGURES,
    "chapters/taotian-strategy.html?recapture.fee=0.05": "all('[data-name=fee] output')"
    "[0].textContent.startsWith('5') && all('.reset')[0].checkVisibility()",
    "reference/claims.html?words=korea#%": "all('.ledger-filter output')[0].textContent"
    ".includes(' of ')",
    "search.html?q=ｔａｏｔｅ": "all('#search-results mark').length > 5",
}
LINES = """return Object.fromEntries(arguments[0].map((selector) => {
  const { textDecorationLine, textDecorationStyle } = getComputedStyle(document.querySelector(selector));
  return [selector, `${textDecorationLine} ${textDecorationStyle}`];
}));"""  # noqa: E501
ENLARGE = """document.documentElement.style.fontSize = `${arguments[0]}%`;
return document.documentElement.scrollHeight;"""
HIDDEN = """const bar = all(".bd-header-article")[0].getBoundingClientRect();
return all("section[id] > :is(h1, h2, h3)").filter((heading) => {
  location.hash = heading.parentElement.id;
  return heading.getBoundingClientRect().top < bar.height;
}).map((heading) => heading.textContent);"""
ALL = "const all = (selector) => [...document.querySelectorAll(selector)];"
OPEN = "return all('dialog[open]').length;"


def missing(what: str) -> None:
    told = f"{what}: what it makes of the pages stays untested"
    (pytest.fail if os.environ.get("CI") else pytest.skip)(told)


@contextmanager
def running(*command: str) -> Iterator[None]:
    run = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        os.killpg(run.pid, signal.SIGTERM)  # with the browser that it started
        run.wait()


def patiently(act: Callable[[], Any], *unready: type[Exception]) -> Any:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except unready:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def webkit() -> Iterator[Ask]:
    driver = shutil.which("WebKitWebDriver")
    screen = [] if os.environ.get("DISPLAY") else [shutil.which("xvfb-run"), "--auto-servernum"]
    if not driver or None in screen:
        missing("no WebKitWebDriver, or no screen for it")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    def ask(method: str, path: str, **told: object) -> Any:
        body = json.dumps(told).encode() if method == "POST" else None
        request = Request(f"http://127.0.0.1:{port}/session{path}", body, method=method)
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def begin() -> str:
        try:
            return f"/{ask('POST', '', capabilities={})['sessionId']}"
        except HTTPError as fault:
            missing(f"WebKit does not start here: {fault.read().decode()[:200]}")

    with running(*screen, driver, f"--port={port}"):
        session = patiently(begin, ConnectionError, URLError)
        yield lambda command, **told: ask("POST", f"{session}/{command}", **told)
        ask("DELETE", session)


@contextmanager
def firefox(profile: Path) -> Iterator[Ask]:
    browser = shutil.which("firefox-esr") or shutil.which("firefox")
    if not browser:
        missing("no Firefox")
    (profile / "user.js").write_text('user_pref("marionette.port", 0);\n')  # any that is free
    port = profile / "MarionetteActivePort"
    with running(browser, "--headless", "--marionette", "--profile", str(profile)):
        number = patiently(lambda: int(port.read_text()), FileNotFoundError, ValueError)
        with socket.create_connection(("127.0.0.1", number), PATIENCE) as line:
            answers = line.makefile("rb")

            def answer() -> Any:
                size = b"".join(iter(lambda: answers.read(1), b":"))
                return json.loads(answers.read(int(size)))

            def ask(command: str, **told: object) -> Any:
                text = json.dumps([0, 1, TO_FIREFOX.get(command, command), told]).encode()
                line.sendall(b"%d:%s" % (len(text), text))
                _, _, fault, found = answer()
                assert not fault, fault
                return found.get("value") if isinstance(found, dict) else found

            answer()  # how it greets
            ask("WebDriver:NewSession", capabilities={})
            yield ask


@pytest.fixture(scope="module", params=["WebKit", "Firefox"])
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask an engine one thing."""
    profile = tmp_path_factory.mktemp("profile")
    with webkit() if request.param == "WebKit" else firefox(profile) as ask:
        yield ask


def run(ask: Ask, script: str, *given: object) -> Any:
    return ask("execute/sync", script=f"{ALL}\n{script}", args=list(given))


def visit(ask: Ask, page: str) -> None:
    address, _, rest = page.partition("?")
    ask("url", url=f"{(SITE / address).as_uri()}{'?' * bool(rest)}{rest}")


def press(ask: Ask, *keys: str) -> None:
    typed = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
    ask("actions", actions=[{"type": "key", "id": "keys", "actions": typed}])


@pytest.mark.parametrize("page", DONE)
def test_a_page_does_what_it_is_for(ask: Ask, page: str) -> None:
    visit(ask, page)
    end = time.monotonic() + PATIENCE
    while not run(ask, f"return {DONE[page]};"):
        assert time.monotonic() < end, "its scripts have not done their work"
        time.sleep(0.2)


def test_links_look_like_links(ask: Ask) -> None:
    visit(ask, "chapters/taotian-strategy.html")
    kinds = {"a.number": "dotted", "a.term": "dotted", "a.claim": "solid"}
    drawn = run(ask, LINES, list(kinds))
    assert drawn == {kind: f"underline {style}" for kind, style in kinds.items()}


def test_no_heading_hides_under_the_bar(ask: Ask) -> None:
    visit(ask, "chapters/taotian-strategy.html")
    assert run(ask, HIDDEN) == []


def test_escape_closes_the_search(ask: Ask) -> None:
    visit(ask, "intro.html")
    run(ask, "all('.search-button__button').find((button) => button.checkVisibility()).click();")
    assert run(ask, OPEN)
    press(ask, "a", "\ue00c")
    assert not run(ask, OPEN)


def test_the_menu_is_closed_on_the_way_back(ask: Ask) -> None:
    ask("window/rect", width=600, height=667)
    visit(ask, "intro.html")
    run(ask, "all('.primary-toggle')[0].click();")
    assert run(ask, OPEN)
    visit(ask, "reference/method.html")
    ask("back")
    assert not run(ask, OPEN)


def test_enlarged_letters(ask: Ask) -> None:
    """On a narrow window; a page that ends is an error of the driver."""
    ask("window/rect", width=375, height=667)
    for name in ("intro.html", "chapters/taotian-strategy.html"):
        visit(ask, name)
        heights = [run(ask, ENLARGE, size) for size in SIZES]
        assert heights == sorted(set(heights)), f"{name}: letters stay as they are"
