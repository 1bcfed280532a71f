"""A browser may refuse storage, history or the clipboard, and an address may be nonsense."""

import pytest
from playwright.sync_api import Browser, Page, expect
from visit import PATIENCE, SITE, UNOPENED, at_first

ALONE = {
    "storage": "[window, 'localStorage'], [window, 'sessionStorage']",
    "history": "[window, 'history']",
    "clipboard": "[navigator, 'clipboard']",
}
REFUSED = {"all": ", ".join(ALONE.values()), "an address that can be read": "", **ALONE}
REFUSE = """for (const [owner, name] of [{parts}]) Object.defineProperty(owner, name, {{
  get() {{ throw new DOMException("refused", "SecurityError"); }},
}});"""


def number_theme_and_search(page: Page) -> None:
    page.locator("a.number").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#link-panel")).to_be_visible()
    page.keyboard.press("Escape")
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    page.locator(".theme-switch-button").click()
    expect(root).to_have_attribute("data-theme", "light")
    page.locator(".search-button__button:visible").first.click()
    expect(page.locator("#pst-search-dialog input")).to_be_visible()


def results(page: Page) -> None:
    field = page.locator(".bd-search-container input[type=search]")
    field.fill("Yanxuan")
    field.press("Enter")
    expect(page.locator("#search-results li").first).to_be_visible()


def a_slider_moves_its_answer(page: Page) -> None:
    panel = page.locator(".what-if").first
    page.locator(".fold:has(.what-if) summary").first.press("Enter")
    expect(panel.locator(".reset")).to_be_disabled()
    before = panel.locator(".says strong").inner_text()
    panel.locator("input[type=range]").first.press("End")
    panel.locator("input[type=range]").last.press("End")
    expect(panel.locator(".says strong")).not_to_have_text(before)
    panel.locator(".share").click()
    expect(panel.locator("[role=status]")).to_contain_text("ink")


def the_ledger_is_narrowed(page: Page) -> None:
    page.get_by_label("Words").fill("korea")
    expect(page.locator(".ledger-filter output")).to_contain_text(" of ")


PAGES = {
    "intro.html": number_theme_and_search,
    "search.html": results,
    "chapters/taotian-strategy.html": a_slider_moves_its_answer,
    "reference/claims.html": the_ledger_is_narrowed,
}


@pytest.mark.parametrize("refused", at_first(list(REFUSED), list(REFUSED)[:1]))
def test_no_script_stumbles(refused: str, browser: Browser) -> None:
    """On a dark system without these, together or one, every page still does what it is for."""
    parts, complaints = REFUSED[refused], []
    with browser.new_context(color_scheme="dark") as context:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REFUSE.format(parts=parts))
        page = context.new_page()
        page.on("pageerror", lambda fault: complaints.append(f"{page.url}: {fault}"))
        for where, do_as_readers_do in PAGES.items():
            page.goto(f"{(SITE / where).as_uri()}{'' if parts else '#%E0%A4%A'}")
            page.locator(UNOPENED).last.wait_for(state="detached")  # the last part had its turn
            do_as_readers_do(page)
    assert not complaints
