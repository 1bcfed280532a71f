"""What readers meet: numbers that open, figures, code, phones, both themes, and no scripts at all.

Every check runs over whatever pages are built; none is listed by hand.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from built import soup
from faults import Inspection
from playwright.sync_api import Locator, Page, TimeoutError
from visit import DESK, KINDS, PHONE, SITE, Windows, at_first, lay_out, named, wear

from book1688.site.slim import pages_of

Read = Callable[..., Page]
Told = Callable[[str, object], None]


def pages(fit: Callable[[Path], bool]) -> pytest.MarkDecorator:
    """Run a test for every page that fits."""
    return pytest.mark.parametrize("page", named(list(filter(fit, pages_of(SITE)))))


def of_every_kind(mark: pytest.MarkDecorator) -> pytest.MarkDecorator:
    """Run a test for one page of every kind, and for the others when thorough."""
    return pytest.mark.parametrize("page", at_first(mark.args[1], named(KINDS)))


def holding(mark: str) -> pytest.MarkDecorator:
    """Run a test for every page whose source holds a piece of text."""
    return pages(lambda page: mark in page.read_text(encoding="utf-8"))


def holding_element(selector: str) -> pytest.MarkDecorator:
    """Run a test for every page that holds an element."""
    return pages(lambda page: bool(parsed(page).select_one(selector)))


def parsed(page: Path) -> Tag:
    """The text of a page without what surrounds it."""
    return soup(page).article or Tag(name="article")  # a page that only sends on has none


with_numbers = holding('class="number"')
with_figures = holding('class="plot wide"')
with_code = holding('class="cell_input')
REFERRING = "a.claim:not(table.claims *), a.event, a.term"  # links that open what they lead to
SEEN = f":is({REFERRING}):not(.fold *)"
with_references = holding_element(SEEN)
NUMBERS, FIGURES, CODE, REFERENCES = (
    mark.args[1] for mark in (with_numbers, with_figures, with_code, with_references)
)
of_all_pages = named(pages_of(SITE))
of_all_kinds = of_every_kind(pages(Path.is_file))
one_with_numbers = pytest.mark.parametrize("page", NUMBERS[:1])
one_with_figures = pytest.mark.parametrize("page", FIGURES[:1])


@pytest.fixture
def read(windows: Windows) -> Read:
    """Read a page of the book from disk; what a test before left as it was is not opened anew."""

    def opened(page: str, width: int = DESK, *, again: bool = True, **how: object) -> Page:
        return windows.open(f"{SITE.as_uri()}/{page}", width, again=again, **how)

    return opened


def test_there_is_something_to_check() -> None:
    assert len(NUMBERS) >= 5
    assert len(FIGURES) >= 5
    assert len(CODE) >= 8
    assert len(REFERENCES) >= 5


# ---- Accessibility and size


@pytest.mark.parametrize("page", at_first(of_all_pages, named([KINDS[0], KINDS[-1]])))
def test_a_page_is_open_to_everybody(read: Read, page: str, record_property: Told) -> None:
    """By axe, at a desk in both themes: what it finds, templates and forms of output do."""
    see = Inspection(read(page), page)
    see.access()
    see.wear("dark")
    see.contrast()
    record_property("page", page)
    record_property("faults", len(see.faults))
    see.tell()


def test_a_page_reads_well_at_a_desk(read: Read, path: str) -> None:
    """Letters of figures in both themes, and what has to fit at every width down to a phone's."""
    see = Inspection(read(path), path)
    for theme in ("light", "dark"):
        see.wear(theme)
        see.pale_letters()
    for width in (PHONE, 600, 760, 1000, DESK):
        see.at(width)
        see.tables()
        see.drawn_letters()
        if width in (DESK, PHONE):
            see.labels()
    see.tell()


# ---- Numbers


def panel_of(page: Page) -> dict | None:
    """The open panel: its text, its box, its role; None where none is open."""
    return page.evaluate("""() => {
        const panel = document.querySelector("#link-panel");
        if (!panel?.matches(":popover-open")) return null;
        const { left, right, top, bottom } = panel.getBoundingClientRect();
        return { text: panel.innerText, left, right, top, bottom, role: panel.role };
    }""")


def tap(link: Locator) -> None:
    """Tap a link that goes with its panel; once more if a busy machine made it a long press."""
    link.tap()
    try:
        link.wait_for(state="hidden", timeout=5000)
    except TimeoutError:
        link.tap()


def workings_of(page: Page, number: object) -> list[str]:
    """What the workings say of a number: name, value, formula."""
    return number.evaluate("""(link) => {
        const row = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        return ["th", ".value", ".bounds", ".formula"].map((part) =>
            row.querySelector(part).textContent);
    }""")


@of_every_kind(with_numbers)
def test_a_number_opens_under_the_pointer(read: Read, page: str) -> None:
    tab = read(page)
    number = tab.locator("a.number").first
    number.hover()
    tab.wait_for_selector("#link-panel")
    panel = panel_of(tab)
    with_panel = tab.evaluate("document.body.scrollHeight")
    name, *rest = workings_of(tab, number)
    assert name.casefold() in panel["text"].casefold()  # a name begins with a capital there
    assert all(part in panel["text"] for part in rest)
    assert panel["role"] == "tooltip"
    assert number.get_attribute("aria-describedby") == "link-panel"
    tab.keyboard.press("Escape")
    assert panel_of(tab) is None
    assert tab.evaluate("document.body.scrollHeight") == with_panel


@one_with_numbers
def test_a_number_opens_by_keyboard(read: Read, page: str) -> None:
    tab = read(page, again=False)
    number = tab.locator("a.number").first
    tab.keyboard.press("Tab")
    number.focus()
    assert panel_of(tab)
    tab.keyboard.press("Escape")
    assert panel_of(tab) is None
    assert number.evaluate("(link) => link === document.activeElement")
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == number.get_attribute("href")


@one_with_numbers
def test_the_panel_goes_where_the_pointer_goes(read: Read, page: str) -> None:
    tab = read(page)
    numbers = tab.locator("a.number")
    for at in (0, 1):
        numbers.nth(at).hover()
        tab.wait_for_function(
            "(text) => document.querySelector('#link-panel')?.innerText.includes(text)",
            arg=workings_of(tab, numbers.nth(at))[3],
        )
    assert tab.locator("#link-panel").count() == 1
    tab.mouse.move(2, 2)
    tab.wait_for_selector("#link-panel", state="detached")


# ---- Claims and dates


def previews() -> dict[str, str]:
    """What the pages load when a reader first asks."""
    script = (SITE / "_static" / "previews.js").read_text(encoding="utf-8")
    return json.loads(script.removeprefix("const previews = ").removesuffix(";\n"))


def key(link: Tag) -> str:
    """Under what name a link finds its preview."""
    place = unquote(link["href"].partition("#")[2])
    return f"{place} {link.time['datetime']}" if link.time else place


def test_every_claim_date_and_term_has_a_preview() -> None:
    links = [link for page in pages_of(SITE) for link in parsed(page).select(REFERRING)]
    assert {name for link in links for name in link["class"]} == {"claim", "event", "term"}
    assert not {key(link) for link in links} - set(previews())


@of_every_kind(with_references)
def test_claims_dates_and_terms_open_under_the_pointer(read: Read, page: str) -> None:
    tab = read(page)
    assert "previews.js" not in tab.content()  # not before a reader asks
    known = previews()
    for at, link in list(enumerate(parsed(SITE / page).select(SEEN)))[:3]:
        text = BeautifulSoup(known[key(link)], "html.parser").find_all("p")[1].get_text()
        tab.locator(f".bd-article :is({SEEN})").nth(at).hover()
        tab.wait_for_function(
            "(text) => document.querySelector('#link-panel')?.textContent.includes(text)", arg=text
        )
        panel = panel_of(tab)
        assert panel["role"] == "tooltip"
        assert panel["left"] >= 0 and panel["right"] <= DESK
        tab.keyboard.press("Escape")
        assert panel_of(tab) is None


# ---- Figures


@of_every_kind(with_figures)
def test_a_figure_is_enlarged_and_closed(read: Read, page: str) -> None:
    tab = read(page)
    button = tab.locator(".exhibit .enlarge").first
    small = tab.locator(".exhibit .plot.wide svg").first.bounding_box()["width"]
    button.click()
    large = tab.locator("dialog.enlarged[open] svg")
    assert large.bounding_box()["width"] > small
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))
    tab.keyboard.press("Escape")
    tab.wait_for_selector("dialog.enlarged", state="detached")
    assert button.evaluate("(button) => button === document.activeElement")


OVER_THE_EDGE = """(drawing) => {
    const image = new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
    const svg = document.body.appendChild(document.importNode(image, true));
    const paper = svg.getBoundingClientRect();
    const over = [...svg.querySelectorAll("text")].filter((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return left < paper.left || right > paper.right || top < paper.top || bottom > paper.bottom;
    });
    svg.remove();
    return over.map((text) => text.textContent);
}"""


@with_figures
def test_every_figure_is_an_image_of_its_own(read: Read, page: str) -> None:
    tab = read(page)
    figures = (SITE / page).read_text(encoding="utf-8").count('class="plot wide"')
    for theme in ("light", "dark"):
        wear(tab, theme)
        paper = tab.evaluate("getComputedStyle(document.body).getPropertyValue('--paper').trim()")
        images = tab.evaluate("""() =>
            [...document.querySelectorAll(".exhibit a.image")].map((link) => {
                link.addEventListener("click", (event) => event.preventDefault(), { once: true });
                link.click();
                return [link.closest("figure").querySelector("figcaption").textContent, link.href];
            })
        """)
        assert len(images) == figures
        for title, address in images:
            drawing = unquote(address.removeprefix("data:image/svg+xml;charset=utf-8,"))
            svg = ET.fromstring(drawing)
            assert float(svg.get("width")) > 0 and float(svg.get("height")) > 0
            assert "var(" not in drawing and "currentColor" not in drawing
            assert svg.find("{*}rect").get("fill") == paper
            assert title.split()[0] in "".join(svg.itertext())
            assert not tab.evaluate(OVER_THE_EDGE, drawing)


@one_with_figures
def test_the_image_is_downloaded(read: Read, page: str) -> None:
    tab = read(page)
    with tab.expect_download() as download:
        tab.locator(".exhibit a.image").first.click()
    assert download.value.suggested_filename.endswith(".svg")
    assert ET.parse(download.value.path())


@holding_element("[data-said]")
def test_marks_say_their_values(read: Read, page: str) -> None:
    """By pointer and by arrow keys, wherever marks carry words."""
    tab = read(page)
    for plot in tab.locator(".plot.wide:has([data-said])").all()[:2]:
        said = plot.locator("[data-said]").evaluate_all(
            "(marks) => marks.map((mark) => mark.dataset.said)"
        )
        plot.focus()
        plot.press("ArrowRight")
        readout = plot.locator(".readout")
        assert readout.inner_text() == said[0]
        plot.press("ArrowLeft")
        assert readout.inner_text() == said[-1]
        plot.locator("[data-said]").last.hover(force=True)
        assert readout.inner_text() in said


# ---- Code


@of_every_kind(with_code)
def test_one_switch_shows_all_code(read: Read, page: str) -> None:
    tab = read(page)
    cells = tab.locator("div.cell:not(.fold *) > details.hide").count()
    shown = tab.locator("div.cell_input:visible")
    switch = tab.locator(".code-switch")
    assert switch.count() == 1 and shown.count() == 0
    switch.click()
    assert shown.count() == cells
    switch.click()
    assert shown.count() == 0


@with_code
def test_closed_code_leaves_no_gap(read: Read, page: str) -> None:
    heights = read(page).evaluate("""() =>
        [...document.querySelectorAll("div.cell:not(:has(> div.cell_output))")]
            .map((cell) => cell.getBoundingClientRect().height)
    """)
    assert not any(heights)


@one_with_figures
def test_code_opens_with_the_cells_that_prepare_it(read: Read, page: str) -> None:
    tab = read(page, again=False)
    cell = tab.locator("div.cell:not(:has(> div.cell_output)) + div.cell:has(> div.cell_output)")
    cell.first.locator("summary").click()
    tab.wait_for_function("document.querySelectorAll('div.cell > details[open]').length > 1")
    assert tab.locator("div.cell_input:visible").count() > 1


# ---- On paper, and without scripts


@of_every_kind(with_numbers)
def test_on_paper(read: Read, page: str) -> None:
    tab = read(page, theme="dark")
    tab.emulate_media(media="print")
    ink, paper = tab.evaluate("""() => ["--ink", "--paper"].map((name) =>
        getComputedStyle(document.documentElement).getPropertyValue(name).trim())""")
    assert (ink, paper) == ("#1d1b18", "#fff")
    assert tab.locator("table.workings").is_visible()
    breaks = "() => getComputedStyle(document.querySelector('.workings')).breakInside"
    assert tab.evaluate(breaks) == "auto", "a long table begins where the page has room"
    for gone in (
        ".bd-sidebar-primary", ".bd-sidebar-secondary", ".bd-header-article",
        ".prev-next-footer", "details.hide > summary",
    ):  # fmt: skip
        assert tab.locator(f"{gone}:visible").count() == 0, gone
    assert tab.locator("h1").is_visible()


@of_all_kinds
def test_without_scripts(read: Read, page: str) -> None:
    tab = read(page, java_script_enabled=False)
    text = (SITE / page).read_text(encoding="utf-8")
    for fold in tab.locator(".fold > details > summary").all():
        fold.click(position={"x": 4, "y": 12})  # not on the heading's own link
    assert tab.locator(".exhibit .plot.wide:visible").count() == text.count('class="plot wide"')
    rows = set(re.findall(r'<tr id="(w-[^"]+)"', text))
    quoted = set(re.findall(r'<a class="number" href="#([^"]+)"', text))
    assert quoted <= rows
    assert tab.locator("table.workings tr[id]:visible").count() == len(rows)


# ---- On phones, after all that is asked at a desk


@pytest.mark.parametrize(
    ("opened", "laid_out"), [(412, PHONE), pytest.param(PHONE, 412, marks=pytest.mark.thorough)]
)
@of_all_kinds
def test_a_finger_has_room_to_press(read: Read, page: str, opened: int, laid_out: int) -> None:
    """As opened, and laid out to its end."""
    see = Inspection(read(page, opened, whole=False, again=False), page)
    see.room_to_press()
    lay_out(see.tab)
    see.at(laid_out)
    see.room_to_press()
    see.tell()


def test_a_page_reads_well_on_a_phone(read: Read, path: str) -> None:
    """On small ones and with large letters, too."""
    see = Inspection(read(path, PHONE), path)
    see.tables()
    for theme in ("light", "dark"):
        see.wear(theme)
        see.pale_letters()
    for width, letters in ((PHONE, 100), (320, 100), (PHONE, 200)):
        see.at(width, letters)
        see.one_way()
    see.at(PHONE)
    see.screens()
    see.tab.evaluate(
        "document.querySelectorAll('.primary-toggle, .secondary-toggle')"
        ".forEach((button) => button.click())"
    )
    see.letters()
    see.fields()
    see.tell()


@of_every_kind(holding_element("a.number:not(table *, .fold *)"))
def test_a_number_opens_under_a_finger_and_leads_to_its_proof(read: Read, page: str) -> None:
    """The proof waits in its fold, for the panel of a number and for whoever prints."""
    tab = read(page, PHONE, whole=False, has_touch=True, is_mobile=True)
    shown = "() => document.querySelector('#workings details').open"
    heading = tab.locator("#workings summary").first
    assert not tab.evaluate(shown)
    numbers = tab.locator(".bd-article a.number:not(table *, .fold *)")
    for at in range(min(4, numbers.count())):
        numbers.nth(at).tap()
        panel = panel_of(tab)
        assert panel["role"] == "dialog"
        assert panel["left"] >= 0 and panel["right"] <= PHONE
        assert tab.evaluate("location.hash") == ""
        numbers.nth(at).tap()
        assert panel_of(tab) is None
    numbers.first.tap()
    link = tab.locator("#link-panel a").last
    target = link.get_attribute("href")
    tap(link)
    tab.wait_for_function(f"() => location.hash === {json.dumps(target)}")
    assert tab.evaluate(shown)
    assert panel_of(tab) is None
    tab.wait_for_function("""() => {
        const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        return Math.abs(row.getBoundingClientRect().y - innerHeight / 4) < innerHeight / 4;
    }""")
    heading.click()
    assert not tab.evaluate(shown)
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate(shown)


@pytest.mark.parametrize("kind", ["claim", "event", "term"])
def test_claims_dates_and_terms_open_by_keyboard_and_finger(read: Read, kind: str) -> None:
    link = f".bd-article a.{kind}:not(table *, .fold *)"
    page = next(page for page in REFERENCES if parsed(SITE / page).select_one(link))
    tab = read(page)
    tab.keyboard.press("Tab")
    tab.locator(link).first.focus()
    tab.wait_for_selector("#link-panel:popover-open")
    assert tab.locator(link).first.get_attribute("aria-describedby") == "link-panel"
    tab = read(page, PHONE, has_touch=True, is_mobile=True)
    tab.locator(link).first.tap()
    tab.wait_for_selector("#link-panel:popover-open")
    panel = panel_of(tab)
    assert panel["role"] == "dialog"
    assert panel["left"] >= 0 and panel["right"] <= PHONE
    assert tab.url.endswith(page)
    target = tab.locator(link).first.get_attribute("href")
    tap(tab.locator("#link-panel a"))
    tab.wait_for_url(f"**/{target.removeprefix('../')}")
