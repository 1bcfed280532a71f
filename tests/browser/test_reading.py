"""What readers meet: numbers that open, figures, code, phones, both themes, and no scripts at all.

Every check runs over whatever pages are built; none is listed by hand.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import axe_playwright_python
import pytest
from bs4 import BeautifulSoup, SoupStrainer, Tag
from playwright.sync_api import Page
from visit import SITE, Windows, lay_out

from book1688 import budgets
from book1688.site.slim import pages_of

UNOPENED = ".exhibit:has(> .plot):not(:has(.enlarge))"  # scripts open figures one by one
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
DESK, PHONE = 1300, 375  # CSS pixels
SMALLEST_TEXT = 11
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# One visible element of every look with text of its own: same colours, type and ground, same
# contrast. Measuring each of thousands would take minutes and find nothing more.
LOOKS = """() => {
    const looks = new Map();
    for (const element of document.body.querySelectorAll("*")) {
        const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        if (!texts.some((text) => text.data.trim()) || !element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        const grounds = [];
        for (let up = element; up; up = up.parentElement) {
            grounds.push(getComputedStyle(up).backgroundColor, getComputedStyle(up).opacity);
        }
        const ground = grounds.filter((part) => !["rgba(0, 0, 0, 0)", "1"].includes(part));
        const look = [element.localName, style.color, style.fontSize, style.fontWeight, ...ground];
        looks.set(look.join(), element);
    }
    return [...looks.values()];
}"""

Read = Callable[..., Page]
Told = Callable[[str, object], None]


def holding(mark: str) -> pytest.MarkDecorator:
    """Run a test for every page whose source holds a piece of text."""
    found = [page for page in pages_of(SITE) if mark in page.read_text(encoding="utf-8")]
    return pytest.mark.parametrize("page", [page.relative_to(SITE).as_posix() for page in found])


def holding_element(selector: str) -> pytest.MarkDecorator:
    """Run a test for every page that holds an element."""
    pages = [page for page in pages_of(SITE) if parsed(page).select_one(selector)]
    return pytest.mark.parametrize("page", [page.relative_to(SITE).as_posix() for page in pages])


def parsed(page: Path) -> BeautifulSoup:
    """The text of a page without what surrounds it."""
    html = page.read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser", parse_only=SoupStrainer("article"))


with_numbers = holding('class="number"')
with_figures = holding('class="plot wide"')
with_code = holding('class="cell_input')
REFERRING = "a.claim:not(table.claims *), a.event, a.term"  # links that open what they lead to
with_references = holding_element(REFERRING)
NUMBERS, FIGURES, CODE, REFERENCES = (
    mark.args[1] for mark in (with_numbers, with_figures, with_code, with_references)
)


@pytest.fixture
def read(windows: Windows) -> Iterator[Read]:
    """Open a page as one reader would, failing the test on any error it reports.

    ``whole`` lays it out to its end at once.
    """

    def opened(
        page: str, width: int = DESK, theme: str = "light", whole: bool = True, **options: object
    ) -> Page:
        tab = windows.tab(**options)
        tab.goto("about:blank")
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=theme)
        tab.goto(f"{SITE.as_uri()}/{page}")
        if whole and options.get("java_script_enabled", True):
            lay_out_all(tab)
        return tab

    yield opened
    assert not windows.forget()


def lay_out_all(tab: Page) -> None:
    """Lay out a page to its end, and wait until scripts have opened all its figures."""
    lay_out(tab)
    tab.locator(UNOPENED).last.wait_for(state="detached")


def wear(tab: Page, theme: str) -> None:
    """Change the reader's system to light or dark, which an open page follows."""
    tab.emulate_media(color_scheme=theme)
    tab.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)


def test_there_is_something_to_check() -> None:
    assert len(NUMBERS) >= 5
    assert len(FIGURES) >= 5
    assert len(CODE) >= 8
    assert len(REFERENCES) >= 5


# ---- Accessibility and size


def violations(page: Page, context: str, options: dict) -> list[str]:
    """What axe finds wrong in a part of a page, one line a fault, with the first one at fault."""
    options = json.dumps({"resultTypes": ["violations"], **options})
    found = page.evaluate(f"async () => (await axe.run({context}, {options})).violations")
    return [f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html']}" for fault in found]


# axe looks at no drawing. Behind a text lies the paper, around its letters too, or what was drawn
# there before.
PALE = """() => {
    const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => colour
        .map((part) => part / 255)
        .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const paper = rgb(getComputedStyle(document.body).backgroundColor).slice(0, 3);
    const found = [];
    for (const svg of document.querySelectorAll(".plot svg")) {
        let shapes = [];
        for (const drawn of svg.querySelectorAll("path, rect, circle, use, text")) {
            const box = drawn.getBoundingClientRect();
            const look = getComputedStyle(drawn);
            if (drawn.closest("defs, clipPath") || !box.width) continue;
            if (drawn.localName !== "text") {
                if (look.fill !== "none") shapes.push([box, look]);
                continue;
            }
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const haloed = look.stroke === `rgb(${paper.join(", ")})`;
            const behind = (haloed ? [] : shapes).filter(([{ left, right, top, bottom }]) =>
                left <= x && x <= right && top <= y && y <= bottom).reduce((ground, [, over]) => {
                const [r, g, b, a = 1] = rgb(over.fill);
                const part = a * over.fillOpacity * over.opacity;
                return [r, g, b].map((one, at) => part * one + (1 - part) * ground[at]);
            }, paper);
            const [ink, ground] = [light(rgb(look.fill).slice(0, 3)), light(behind)];
            const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
            if (contrast < 4.5) found.push(`${drawn.textContent}: ${contrast.toFixed(1)}`);
        }
    }
    return found;
}"""


LABELS = """() => {
  const faults = [];
  for (const drawing of document.querySelectorAll(".plot svg")) {
    const edge = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll("text")]
      .map((text) => [text.textContent, text.getBoundingClientRect()])
      .filter(([, box]) => box.width);
    const name = drawing.closest("figure").id;
    texts.forEach(([words, box], at) => {
      const beyond = Math.max(edge.left - box.left, box.right - edge.right);
      if (beyond > 8) faults.push(`${name}: ${words} reaches ${beyond.toFixed()} px beyond`);
      for (const [others, other] of texts.slice(at + 1)) {
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (across > 6 && down > 5) faults.push(`${name}: ${words} runs into ${others}`);
      }
    });
  }
  return faults;
}"""


TOO_WIDE = """() => {
    const room = document.querySelector("article.bd-article, main").getBoundingClientRect();
    return [...document.querySelectorAll("main :is(table, th, td)")]
        .filter((part) => part.getBoundingClientRect().right > room.right + 1)
        .map((part) => `${part.closest("table").id}: ${part.textContent.slice(0, 40)}`);
}"""
# Code toggles write their words at size zero.
TEXT_SIZES = """() => [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest("svg") && element.checkVisibility()
        && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => [parseFloat(getComputedStyle(element).fontSize), element.textContent])
    .filter(([size]) => size)"""
DRAWN_SIZES = """() => [...document.querySelectorAll(".plot svg text")]
    .filter((text) => text.getBoundingClientRect().width)
    .map((text) => [parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
        text.textContent])"""


class Inspection:
    """What is wrong with one open page: every fault with the width and the theme it shows at."""

    def __init__(self, tab: Page, page: str) -> None:
        self.tab, self.page, self.faults = tab, page, []
        self.pixels = tab.viewport_size["width"]
        self.width, self.theme = f"{self.pixels} px", "light"
        tab.evaluate(AXE)

    def at(self, width: int, letters: int = 100) -> None:
        self.pixels = width
        self.width = f"{width} px" + f", letters at {letters}%" * (letters != 100)
        self.tab.set_viewport_size({"width": width, "height": 900})
        self.tab.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")

    def wear(self, theme: str) -> None:
        self.theme = theme
        wear(self.tab, theme)

    def note(self, what: str, found: Iterable[object]) -> None:
        where = f"{self.page}, {self.width}, {self.theme}"
        self.faults += [f"{where}: {what}: {one}" for one in found]

    def tell(self) -> None:
        """Fail with every fault, a line each."""
        if len(self.faults) > budgets.FAULTS:
            pytest.fail("\n".join(dict.fromkeys(self.faults)), pytrace=False)

    def access(self) -> None:
        but_colours = {"rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
        self.note("axe", violations(self.tab, "document", but_colours))

    def room_to_press(self) -> None:
        """Axe keeps this rule for those who ask; Lighthouse asks."""
        room = {"runOnly": {"type": "rule", "values": ["target-size"]}}
        self.note("too small to press", violations(self.tab, "document", room))

    def contrast(self) -> None:
        """Of one element of every look, and of letters in drawings."""
        assert self.tab.evaluate(f"({LOOKS})().length") > 5
        only_colours = {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
        looks = f"{{ include: ({LOOKS})() }}"
        self.note("axe", violations(self.tab, looks, only_colours))
        self.pale_letters()

    def pale_letters(self) -> None:
        self.note("letters in a figure do not stand out", self.tab.evaluate(PALE))

    def one_way(self) -> None:
        wide = self.tab.evaluate("document.documentElement.scrollWidth")
        self.note("scrolls sideways, width", [wide] if wide > self.pixels else [])

    def tables(self) -> None:
        """In columns where there is room, else as blocks; nothing is cut off or scrolls away."""
        self.note("a table is too wide", self.tab.evaluate(TOO_WIDE))

    def letters(self) -> None:
        sizes = self.tab.evaluate(TEXT_SIZES)
        assert len(sizes) > 10
        self.note("tiny text", [told for told in sizes if told[0] < SMALLEST_TEXT])

    def drawn_letters(self) -> None:
        sizes = self.tab.evaluate(DRAWN_SIZES)
        assert sizes or self.page not in FIGURES
        self.note("tiny text in a figure", [told for told in sizes if told[0] < SMALLEST_TEXT])

    def labels(self) -> None:
        """A drawing has a margin around it: a few pixels beyond its edge still show."""
        self.note("a label", self.tab.evaluate(LABELS))


def test_a_page_reads_well_at_a_desk(read: Read, path: str, record_property: Told) -> None:
    """Access, contrast in both themes, and what has to fit at every width down to a phone's."""
    see = Inspection(read(path, bypass_csp=True), path)
    see.access()
    for theme in ("light", "dark"):
        see.wear(theme)
        see.contrast()
    record_property("page", path)
    record_property("faults", sum(": axe: " in fault for fault in see.faults))
    for width in (DESK, 1000, 760, 600, PHONE):
        see.at(width)
        see.tables()
        see.drawn_letters()
        if width in (DESK, PHONE):
            see.labels()
    see.tell()


def test_a_page_reads_well_on_a_phone(read: Read, path: str) -> None:
    """As opened, and laid out to its end; on small ones and with large letters, too."""
    see = Inspection(read(path, PHONE, whole=False, bypass_csp=True), path)
    for width in (412, PHONE):
        see.at(width)
        see.room_to_press()
    lay_out_all(see.tab)
    for width in (412, PHONE):
        see.at(width)
        see.room_to_press()
    see.tables()
    for theme in ("light", "dark"):
        see.wear(theme)
        see.pale_letters()
    for width, letters in ((PHONE, 100), (320, 100), (PHONE, 200)):
        see.at(width, letters)
        see.one_way()
    see.at(PHONE)
    see.tab.evaluate(
        "document.querySelectorAll('.primary-toggle, .secondary-toggle')"
        ".forEach((button) => button.click())"
    )
    see.letters()
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


def workings_of(page: Page, number: object) -> list[str]:
    """What the workings say of a number: name, value, formula."""
    return number.evaluate("""(link) => {
        const row = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        return ["th", ".value", ".bounds", ".formula"].map((part) =>
            row.querySelector(part).textContent);
    }""")


@with_numbers
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


def test_a_number_opens_by_keyboard(read: Read) -> None:
    tab = read(NUMBERS[0])
    number = tab.locator("a.number").first
    tab.keyboard.press("Tab")
    number.focus()
    assert panel_of(tab)
    tab.keyboard.press("Escape")
    assert panel_of(tab) is None
    assert number.evaluate("(link) => link === document.activeElement")
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == number.get_attribute("href")


def test_the_panel_goes_where_the_pointer_goes(read: Read) -> None:
    tab = read(NUMBERS[0])
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


@with_numbers
def test_a_number_opens_under_a_finger(read: Read, page: str) -> None:
    tab = read(page, PHONE, has_touch=True, is_mobile=True)
    numbers = tab.locator(".bd-article a.number:not(table *)")
    for at in range(min(4, numbers.count())):
        numbers.nth(at).tap()
        panel = panel_of(tab)
        assert panel["role"] == "dialog"
        assert panel["left"] >= 0 and panel["right"] <= PHONE
        assert tab.evaluate("location.hash") == ""
        numbers.nth(at).tap()
        assert panel_of(tab) is None
    numbers.first.tap()
    link = tab.locator("#link-panel a")
    target = link.get_attribute("href")
    link.tap()
    assert tab.evaluate("location.hash") == target
    assert panel_of(tab) is None


# ---- Claims and dates


def previews() -> dict[str, str]:
    """What the pages load when a reader first asks."""
    script = (SITE / "_static" / "previews.js").read_text(encoding="utf-8")
    return json.loads(script.removeprefix("const previews = ").removesuffix(";\n"))


def key(link: Tag) -> str:
    """Under what name a link finds its preview."""
    place = unquote(link["href"].partition("#")[2])
    return f"{place} {link.time['datetime']}" if link.time else place


@with_numbers
def test_the_proof_waits_until_it_is_asked_for(read: Read, page: str) -> None:
    """By its button, by the panel of a number, and by whoever prints; sources, too."""
    tab = read(page, PHONE, whole=False, has_touch=True)
    shown = "() => document.querySelector('.workings tbody tr').checkVisibility()"
    button = tab.locator("#workings .unfold")
    button.wait_for(state="attached")
    assert tab.locator("#sources .unfold").count() == 1
    assert (tab.evaluate(shown), button.get_attribute("aria-expanded")) == (False, "false")
    number = tab.locator("a.number").first
    number.tap()
    tab.locator("#link-panel a").last.tap()
    tab.wait_for_function(shown)
    tab.wait_for_function("""() => {
        const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        return Math.abs(row.getBoundingClientRect().y - innerHeight / 4) < innerHeight / 4;
    }""")
    button.click()
    assert not tab.evaluate(shown)
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate(shown)


def test_every_claim_date_and_term_has_a_preview() -> None:
    links = [link for page in pages_of(SITE) for link in parsed(page).select(REFERRING)]
    assert {name for link in links for name in link["class"]} == {"claim", "event", "term"}
    assert not {key(link) for link in links} - set(previews())


@with_references
def test_claims_dates_and_terms_open_under_the_pointer(read: Read, page: str) -> None:
    tab = read(page)
    assert "previews.js" not in tab.content()  # not before a reader asks
    known = previews()
    for at, link in list(enumerate(parsed(SITE / page).select(REFERRING)))[:3]:
        text = BeautifulSoup(known[key(link)], "html.parser").find_all("p")[1].get_text()
        tab.locator(REFERRING).nth(at).hover()
        tab.wait_for_function(
            "(text) => document.querySelector('#link-panel')?.textContent.includes(text)", arg=text
        )
        panel = panel_of(tab)
        assert panel["role"] == "tooltip"
        assert panel["left"] >= 0 and panel["right"] <= DESK
        tab.keyboard.press("Escape")
        assert panel_of(tab) is None


@pytest.mark.parametrize("kind", ["claim", "event", "term"])
def test_claims_dates_and_terms_open_by_keyboard_and_finger(read: Read, kind: str) -> None:
    link = f".bd-article a.{kind}:not(table *)"
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
    tab.locator("#link-panel a").tap()
    tab.wait_for_url(f"**/{target.removeprefix('../')}")


# ---- Figures


@with_figures
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
                link.addEventListener("click", (event) => event.preventDefault());
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


def test_the_image_is_downloaded(read: Read) -> None:
    tab = read(FIGURES[0])
    with tab.expect_download() as download:
        tab.locator(".exhibit a.image").first.click()
    assert download.value.suggested_filename.endswith(".svg")
    assert ET.parse(download.value.path())


def test_marks_say_their_values(read: Read) -> None:
    """By pointer and by arrow keys, wherever marks carry words."""
    told = 0
    for page in FIGURES:
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
            told += 1
    assert told


# ---- Code


@with_code
def test_one_switch_shows_all_code(read: Read, page: str) -> None:
    tab = read(page)
    cells = tab.locator("div.cell > details.hide").count()
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


def test_code_opens_with_the_cells_that_prepare_it(read: Read) -> None:
    tab = read(FIGURES[0])
    cell = tab.locator("div.cell:not(:has(> div.cell_output)) + div.cell:has(> div.cell_output)")
    cell.first.locator("summary").click()
    tab.wait_for_function("document.querySelectorAll('div.cell > details[open]').length > 1")
    assert tab.locator("div.cell_input:visible").count() > 1


# ---- Without scripts, and on paper


def test_without_scripts(read: Read, path: str) -> None:
    tab = read(path, java_script_enabled=False)
    text = (SITE / path).read_text(encoding="utf-8")
    assert tab.locator(".exhibit .plot.wide:visible").count() == text.count('class="plot wide"')
    rows = set(re.findall(r'<tr id="(w-[^"]+)"', text))
    quoted = set(re.findall(r'<a class="number" href="#([^"]+)"', text))
    assert quoted <= rows
    assert tab.locator("table.workings tr[id]:visible").count() == len(rows)


@with_numbers
def test_on_paper(read: Read, page: str) -> None:
    tab = read(page, theme="dark")
    tab.emulate_media(media="print")
    ink, paper = tab.evaluate("""() => ["--ink", "--paper"].map((name) =>
        getComputedStyle(document.documentElement).getPropertyValue(name).trim())""")
    assert (ink, paper) == ("#1d1b18", "#fff")
    assert tab.locator("table.workings").is_visible()
    breaks = "() => getComputedStyle(document.querySelector('.workings')).breakInside"
    assert tab.evaluate(breaks) == "auto", "a long table begins where the page has room"
    for gone in (".bd-sidebar-primary", ".bd-header-article", ".prev-next-footer", "summary"):
        assert tab.locator(f"{gone}:visible").count() == 0, gone
