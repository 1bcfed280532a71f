"""A browser may refuse storage, history or the clipboard, and an address may be nonsense."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from visit import PATIENCE, SITE

REFUSED = {
    "storage": ("window", ["localStorage", "sessionStorage"]),
    "history": ("window", ["history"]),
    "clipboard": ("navigator", ["clipboard"]),
    "an address that can be read": ("window", []),
}
REFUSE = """for (const name of {names}) Object.defineProperty({owner}, name, {{
  get() {{ throw new DOMException("refused", "SecurityError"); }},
}});"""


@pytest.fixture(params=REFUSED)
def opened(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open pages on a dark system without one of these; no script may stumble over it."""
    owner, names = REFUSED[request.param]
    complaints = []

    with browser.new_context(color_scheme="dark") as context:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REFUSE.format(owner=owner, names=names))
        page = context.new_page()
        page.on("pageerror", lambda fault: complaints.append(str(fault)))

        def at(where: str) -> Page:
            page.goto(f"{(SITE / where).as_uri()}{'' if names else '#%E0%A4%A'}")
            # No part waits longer for its turn.
            page.wait_for_timeout(300)
            return page

        yield at
    assert not complaints


def test_theme_and_search(opened: Callable[[str], Page]) -> None:
    page = opened("intro.html")
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    page.locator(".theme-switch-button").click()
    expect(root).to_have_attribute("data-theme", "light")
    page.locator(".search-button__button:visible").first.click()
    expect(page.locator("#pst-search-dialog input")).to_be_visible()


def test_results(opened: Callable[[str], Page]) -> None:
    page = opened("search.html")
    field = page.locator(".bd-search-container input[type=search]")
    field.fill("Yanxuan")
    field.press("Enter")
    expect(page.locator("#search-results li").first).to_be_visible()


def test_a_slider_moves_its_answer(opened: Callable[[str], Page]) -> None:
    page = opened("chapters/what-if.html")
    panel = page.locator(".what-if").first
    expect(panel.locator(".reset")).to_be_disabled()
    before = panel.locator(".says strong").inner_text()
    panel.locator("input[type=range]").first.press("End")
    panel.locator("input[type=range]").last.press("End")
    expect(panel.locator(".says strong")).not_to_have_text(before)
    panel.locator(".share").click()
    expect(panel.locator("[role=status]")).to_contain_text("ink")


def test_the_ledger_is_narrowed(opened: Callable[[str], Page]) -> None:
    page = opened("reference/claims.html")
    page.get_by_label("Words").fill("korea")
    expect(page.locator(".ledger-filter output")).to_contain_text(" of ")


def test_a_number_opens(opened: Callable[[str], Page]) -> None:
    page = opened("intro.html")
    page.locator("a.number").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#link-panel")).to_be_visible()
