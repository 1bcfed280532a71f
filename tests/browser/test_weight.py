"""What a reader's browser meets: little to load, nothing from elsewhere, and everything working."""

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from visit import DESK, KINDS, LARGE, PHONE, SITE, Visit, Windows, at_first, named

from book1688 import budgets
from book1688.edition import PRINTED as BOOK
from book1688.site.slim import pages_of

PLACE = re.compile(r'<(section|li|figure)\b[^>]* id="([^"]+)"')

Told = Callable[[str, object], None]
Visited = Callable[..., Visit]
Opened = Callable[..., Page]


def test_there_are_pages() -> None:
    assert len(pages_of(SITE)) >= 8


def sizes() -> tuple[int, int]:
    """Bytes of the PDF, and of all other files but the cards that only a published book has."""
    files = [file for file in SITE.rglob("*") if file.is_file()]
    others = [file for file in files if file.name != BOOK and file.parent.name != "cards"]
    pdf = SITE / BOOK
    return pdf.stat().st_size if pdf.exists() else 0, sum(file.stat().st_size for file in others)


def test_the_whole_site_is_small(record_property: Told) -> None:
    """With the whole book as a PDF, which a machine with a browser prints."""
    whole = sum(file.stat().st_size for file in SITE.rglob("*") if file.is_file())
    for name, size in zip(("pdf", "site"), sizes(), strict=True):
        record_property(name, size)
    assert 2 * budgets.KB**2 < whole <= budgets.SITE


def test_the_book_is_printed_and_linked(http: str, open_page: Opened) -> None:
    with pikepdf.open(SITE / BOOK) as book:
        assert len(book.pages) > len(pages_of(SITE))
        assert not [name for name in book.docinfo if "Date" in name]  # or no two would be the same
        marks = [mark for page in book.pages for mark in page.get("/Annots", [])]
        led = [str(mark.A.URI) for mark in marks if "/A" in mark and "/URI" in mark.A]
        assert len(led) > 100
        assert not [link for link in led if not link.startswith("http")], "leads to a file here"
    for page in pages_of(SITE):
        links = page.read_text(encoding="utf-8").count(f'{BOOK}" download')
        assert links == {"intro.html": 2, "search.html": 0}.get(page.name, 1), page.name
    page = open_page(f"{http}intro.html")
    with page.expect_download() as download:
        page.locator(".take-home a").first.click()
    assert download.value.suggested_filename == BOOK


def test_first_view_is_light(path: str, http: str, visit: Visited) -> None:
    seen = visit(http + path)
    limit = budgets.first_view(path)
    assert 5 * budgets.KB < seen.bytes <= limit, f"{seen.bytes}: {seen.requests}"


def test_a_search_loads_the_words_of_the_book_only_when_asked(http: str, visit: Visited) -> None:
    plain, asked = (visit(f"{http}search.html{query}").bytes for query in ("", "?q=1688"))
    assert plain + 50 * budgets.KB < asked <= budgets.CHAPTER


def test_nothing_moves_while_the_page_arrives(path: str, site: str, visit: Visited) -> None:
    """By itself, that is on every visit: a starved browser may paint half a line first."""
    assert any(visit(site + path + once).shift == budgets.SHIFT for once in ("", "?2", "?3"))


@pytest.mark.parametrize("page", at_first(named(LARGE), named(KINDS[:1])))
def test_nothing_moves_on_a_slow_line(
    page: str, http: str, visit: Visited, record_property: Told
) -> None:
    seen = visit(http + page, slow=True)
    record_property("page", page)
    for name in ("bytes", "paint", "blocked"):
        record_property(name, round(getattr(seen, name)))
    again = (visit(http + page + once, slow=True) for once in ("?2", "?3"))
    assert any(one.shift == budgets.SHIFT for one in (seen, *again))


def test_no_other_host_is_asked(path: str, site: str, visit: Visited) -> None:
    requests = visit(site + path).requests
    assert requests
    assert not [url for url in requests if not url.startswith((site, "data:"))]


def test_no_complaint_and_no_breach_of_the_policy(path: str, site: str, visit: Visited) -> None:
    assert not visit(site + path).complaints


def test_the_policy_stops_what_is_not_allowed(site: str, windows: Windows) -> None:
    """A check of the checks above: without a policy this script would run."""
    page = windows.open(f"{site}intro.html")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.stranger = true";
          document.head.append(script);
        }"""
    )
    assert page.evaluate("window.stranger") is None
    assert "script-src" in windows.forget().pop()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_search_finds_a_word(site: str, width: int, open_page: Opened) -> None:
    page = open_page(f"{site}chapters/taotian-strategy.html", width)
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog input").fill("Xiaohongshu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Xiaohongshu")
    results = page.locator("#search-results li")
    assert results.count() > 5
    expect(results.first.locator("mark").first).to_have_text("Xiaohongshu")
    target = results.first.locator("a").get_attribute("href")
    results.first.locator("a").click()
    page.wait_for_url(f"**/{target}")
    expect(page.locator(f"[id='{urlsplit(target).fragment}']")).to_be_in_viewport()


@pytest.mark.parametrize("query", ["zzzz", "갸냐"])
def test_search_says_when_it_finds_nothing(site: str, query: str, open_page: Opened) -> None:
    page = open_page(f"{site}search.html?q={query}")
    expect(page.locator("#search-status")).to_contain_text("Nothing found")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("taote", "Taote"),
        ("Ta\u0301ote", "Taote"),
        ("ｔａｏｔｅ", "Taote"),
        ("１６８８", "1688"),
        ("淘特", "淘特"),
        ("헤럴드", "헤럴드"),
        ("\u1112\u1166\u1105\u1165\u11af\u1103\u1173", "헤럴드"),
        ('"sam\'s club"', "Sam’s"),
        ("e\u2011commerce", "e-commerce"),
        ("github", "github"),
    ],
)
def test_search_finds_words_however_written(
    site: str, query: str, found: str, open_page: Opened
) -> None:
    """Long words in the results stay on the page."""
    page = open_page(f"{site}search.html?q={quote(query)}", PHONE)
    marks = page.locator("#search-results mark")
    expect(marks.first).to_be_visible()
    assert found in marks.all_inner_texts()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_dark_switch(site: str, open_page: Opened) -> None:
    """Keywords differ from plain code in both themes, and from theme to theme."""
    page = open_page(f"{site}intro.html")
    colours = """() => ["body", ".highlight .kn", ".highlight pre"].map((selector) =>
        getComputedStyle(document.querySelector(selector)))
        .flatMap(({ backgroundColor, color }, at) => at ? color : [backgroundColor, color])"""
    light = page.evaluate(colours)
    page.locator(".theme-switch-button").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Light or dark: dark")).to_be_visible()
    dark = page.evaluate(colours)
    assert len({*light[2:], *dark[2:]}) == 4
    assert not set(light[:2]) & set(dark[:2])
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_sidebars_open_on_a_phone(site: str, name: str, open_page: Opened) -> None:
    page = open_page(f"{site}chapters/taotian-strategy.html", PHONE)
    menu = page.locator(f"#pst-{name}-sidebar-modal")
    expect(menu).to_be_hidden()
    page.locator(f".{name}-toggle").click()
    expect(menu.locator("a").last).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert page.locator(f"#pst-{name}-sidebar a").count()
    page.locator(f".{name}-toggle").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect(menu).to_be_hidden()  # or it would lie open over the page on the way back


def test_the_contents_lead_to_the_heading(http: str, open_page: Opened) -> None:
    page = open_page(f"{http}chapters/taotian-strategy.html", PHONE)
    page.locator(".secondary-toggle").click()
    link = page.locator("#pst-secondary-sidebar-modal a").nth(3)
    place = urlsplit(link.get_attribute("href") or "").fragment
    link.click()
    page.wait_for_function(
        """(place) => {
            const heading = document.getElementById(place).querySelector("h2, h3");
            return Math.abs(heading.getBoundingClientRect().y - 120) < 80;
        }""",
        arg=place,
    )


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("page", named(KINDS))
def test_no_heading_hides_under_the_bar(
    page: str, width: int, http: str, open_page: Opened
) -> None:
    tab = open_page(http + page, width)
    hidden = """async () => {
        const bar = document.querySelector(".bd-header-article"), found = [];
        for (const heading of document.querySelectorAll("section[id] > :is(h1, h2, h3)")) {
            location.hash = heading.parentElement.id;
            await new Promise(requestAnimationFrame);
            const { top } = heading.getBoundingClientRect();
            if (top < bar.getBoundingClientRect().bottom) found.push(heading.textContent);
        }
        return found;
    }"""
    assert not tab.evaluate(hidden)


def test_a_reload_keeps_the_place(http: str, open_page: Opened) -> None:
    page = open_page(f"{http}reference/claims.html", PHONE, whole=False)
    claim = page.locator(".claim-entry").nth(60)
    claim.evaluate("(claim) => claim.scrollIntoView()")
    page.wait_for_timeout(500)
    before = claim.bounding_box()["y"]
    page.reload()
    page.wait_for_function(
        "(y) => Math.abs(document.querySelectorAll('.claim-entry')[60].getBoundingClientRect().y"
        " - y) < 5",
        arg=before,
    )


def test_large_letters_leave_no_hole_beside_the_text(http: str, open_page: Opened) -> None:
    page = open_page(f"{http}chapters/what-if.html")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    contents = page.locator("#pst-secondary-sidebar").bounding_box()
    assert DESK - contents["x"] - contents["width"] < 20


def test_every_button_shows_its_focus(http: str, open_page: Opened) -> None:
    page = open_page(f"{http}chapters/what-if.html", PHONE)
    page.keyboard.press("Tab")
    for button in page.locator(".bd-header-article button:visible").all():
        button.focus()
        expect(button).not_to_have_css("outline-style", "none")


def test_without_scripts_a_phone_has_the_list_of_pages(http: str, open_page: Opened) -> None:
    page = open_page(f"{http}intro.html", PHONE, java_script_enabled=False)
    expect(page.locator(".bd-header-article .sidebar-toggle:visible")).to_have_count(0)
    last = page.locator("nav.bd-links a").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()


def test_the_sidebar_makes_room(http: str, open_page: Opened) -> None:
    page = open_page(f"{http}intro.html")
    sidebar = page.locator("#pst-primary-sidebar")
    expect(sidebar).to_be_visible()
    page.locator(".primary-toggle").click()
    expect(sidebar).to_be_hidden()


def test_showing_all_code_keeps_the_place(http: str, open_page: Opened) -> None:
    page = open_page(f"{http}chapters/taotian-strategy.html")
    figure = page.locator("figure.exhibit:not(.fold *)").last
    figure.evaluate("(e) => e.scrollIntoView({ block: 'start', behavior: 'instant' })")
    figure.evaluate("(e) => scrollBy({ top: -200, behavior: 'instant' })")
    before = figure.bounding_box()["y"]
    # A click by Playwright scrolls first, because the button hangs at the top of the screen.
    page.locator(".code-switch").evaluate("(button) => button.click()")
    page.wait_for_timeout(500)
    assert page.locator("div.cell_input:visible").count()
    assert abs(figure.bounding_box()["y"] - before) < 5


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_take_away_menu(http: str, width: int, open_page: Opened) -> None:
    page = open_page(f"{http}intro.html", width)
    menu = page.locator("#take-away")
    page.locator("[popovertarget=take-away]").click()
    box = menu.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    with page.expect_download() as download:
        menu.locator("a", has_text="notebook").click()
    assert download.value.suggested_filename == "intro.ipynb"


@pytest.mark.parametrize(
    ("link", "kind"), [("a.download[download$='.csv']", ".csv"), (".cite a", ".bib")]
)
def test_small_files_can_be_kept(site: str, link: str, kind: str, open_page: Opened) -> None:
    page = open_page(f"{site}chapters/taotian-strategy.html")
    with page.expect_download() as download:
        page.locator(link).first.click()
    assert download.value.suggested_filename.endswith(kind)


@pytest.mark.parametrize(
    ("path_of_link", "link"),
    [("chapters/taotian-strategy", "a.number:not(.fold *)"), ("intro", "#sources li:last-child a")],
)
def test_links_into_far_places_arrive(
    http: str, path_of_link: str, link: str, open_page: Opened
) -> None:
    """What is far off the screen is laid out late; a link into it must arrive all the same."""
    page = open_page(f"{http}{path_of_link}.html", whole=False)
    if link.startswith("#sources"):
        page.locator("#sources summary").first.click()
    found = page.locator(link).last
    found.scroll_into_view_if_needed()
    fragment = urlsplit(found.get_attribute("href")).fragment
    found.click()
    expect(page.locator(f"[id='{fragment}']")).to_be_in_viewport()


@pytest.mark.parametrize("page", at_first(named(LARGE), named(KINDS)))
def test_an_address_leads_to_its_place(page: str, http: str, open_page: Opened) -> None:
    """An address shared with its anchor shows that place: the last of each kind on the page."""
    last = dict(PLACE.findall((SITE / page).read_text(encoding="utf-8")))
    for place in last.values():
        tab = open_page(f"{http}{page}#{quote(place)}", PHONE, whole=False)
        expect(tab.locator(f"[id='{place}']").first).to_be_in_viewport()
