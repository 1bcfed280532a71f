"""What iPhones draw: a few questions to WebKit itself, where its driver and a screen are."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from visit import SITE, at_first

PATIENCE = 60  # seconds
SIZES = (100, 175, 200, 400)  # of letters, in percent; lines then break in other places
LINES = """return Object.fromEntries(arguments[0].map((selector) => {
  const { textDecorationLine, textDecorationStyle } = getComputedStyle(document.querySelector(selector));
  return [selector, `${textDecorationLine} ${textDecorationStyle}`];
}));"""  # noqa: E501
ENLARGE = """document.documentElement.style.fontSize = `${arguments[0]}%`;
return document.documentElement.scrollHeight;"""


@pytest.fixture(scope="module")
def webkit() -> Iterator[Callable[..., Any]]:
    """Ask WebKit one thing of its driver, by the WebDriver protocol."""
    driver = shutil.which("WebKitWebDriver")
    screen = [] if os.environ.get("DISPLAY") else [shutil.which("xvfb-run"), "--auto-servernum"]
    if not driver or None in screen:
        pytest.skip("no WebKitWebDriver, or no screen for it: what iPhones draw stays untested")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*screen, driver, f"--port={port}"]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)

    def ask(method: str, path: str, **told: object) -> Any:
        body = json.dumps(told).encode() if method == "POST" else None
        request = Request(f"http://127.0.0.1:{port}/session{path}", body, method=method)
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def begin() -> str:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return f"/{ask('POST', '', capabilities={})['sessionId']}"
            except HTTPError as fault:
                pytest.skip(f"WebKit does not start here: {fault.read().decode()[:200]}")
            except URLError:  # the driver does not listen yet
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    try:
        session = begin()
        yield lambda path, **told: ask("POST", f"{session}/{path}", **told)
        ask("DELETE", session)
    finally:
        os.killpg(run.pid, signal.SIGTERM)  # with the browser that it started
        run.wait()


def test_links_look_like_links(webkit: Callable[..., Any]) -> None:
    webkit("url", url=(SITE / "intro.html").as_uri())
    kinds = {"a.number": "dotted", "a.term": "dotted", "a.claim": "solid"}
    drawn = webkit("execute/sync", script=LINES, args=[list(kinds)])
    assert drawn == {kind: f"underline {style}" for kind, style in kinds.items()}


@pytest.mark.parametrize(
    "page", at_first(["intro.html", "chapters/taotian-strategy.html"], ["intro.html"])
)
def test_enlarged_letters(webkit: Callable[..., Any], page: str) -> None:
    """On a narrow window; a page that ends is an error of the driver."""
    webkit("window/rect", width=375, height=667)
    webkit("url", url=(SITE / page).as_uri())
    heights = [webkit("execute/sync", script=ENLARGE, args=[size]) for size in SIZES]
    assert heights == sorted(set(heights)), "letters stay as they are"
