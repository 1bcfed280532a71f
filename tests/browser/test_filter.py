"""The ledger narrowed down: by words, choices, address and keyboard, from disk, or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from visit import DESK, PHONE

from book1688.data import frame
from book1688.prose.ledger import evidence_classes
from book1688.prose.places import places
from book1688.verdict import verdict_on

LEDGER = "reference/claims.html"
CLAIMS = frame("claims")
ENTRIES = ".claim-entry:visible"

Opened = Callable[..., Page]


@pytest.fixture
def ledger(site: str, open_page: Opened) -> Iterator[Page]:
    """The ledger at a desk, open for all who ask it something and show all claims again."""
    page = open_page(f"{site}{LEDGER}", again=True)
    yield page
    page.get_by_role("button", name="Show all claims").click()
    page.wait_for_function("() => !location.search")


def status(page: Page) -> str:
    return page.locator(".ledger-filter [role=status]").inner_text()


def expected(name: str, claim_id: str) -> list[str]:
    """What a claim counts as under one of the choices, from the data and not from the page."""
    if name == "verdict":
        return [verdict_on(claim_id).kind]
    if name == "evidence":
        return evidence_classes(claim_id)
    if name == "said":
        return [verdict_on(claim_id).said] * bool(verdict_on(claim_id).said)
    if name == "use":
        return ["used" if places().get(claim_id) else "unused"]
    return [CLAIMS.set_index("claim_id").loc[claim_id, name]]


@pytest.mark.parametrize("name", ["topic", "verdict", "said", "evidence", "use", "kind"])
def test_every_choice_shows_what_it_counts(ledger: Page, name: str) -> None:
    told = {claim_id: expected(name, claim_id) for claim_id in CLAIMS["claim_id"]}
    counts = Counter(value for values in told.values() for value in values)
    choice = ledger.locator(f"select[name={name}]")
    offered = choice.locator("option").evaluate_all("(all) => all.map((one) => one.value)")
    assert sorted(offered) == sorted(["", *counts])
    told_by = dict(zip(offered, choice.locator("option").all_inner_texts(), strict=True))
    for value, count in counts.items():
        assert f"({count})" in told_by[value]
    for value, count in (counts.most_common()[0], counts.most_common()[-1]):
        choice.select_option(value)
        shown = ledger.locator(ENTRIES).evaluate_all("(all) => all.map((one) => one.id)")
        assert len(shown) == count
        assert all(value in told[claim_id] for claim_id in shown)
        assert status(ledger) == f"{count} of {len(CLAIMS)} claims"


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_words_and_choices_together(site: str, width: int, open_page: Opened) -> None:
    page = open_page(f"{site}{LEDGER}", width)
    page.get_by_label("Words").fill("KOREA  february")
    both = page.locator(ENTRIES)
    assert 0 < both.count() < len(CLAIMS)
    for text in both.all_text_contents():
        assert "korea" in text.lower() and "february" in text.lower()
    page.get_by_role("combobox", name="Verdict").select_option("failed")
    expect(both).to_have_count(1)
    expect(page.locator("#korea-site-february-2024")).to_be_visible()
    # A chapter without any is not there, nor in the contents.
    assert page.locator(".bd-article h2:visible").count() == 1
    assert page.locator("#pst-page-toc-nav li:not([hidden])").count() == 1


def test_words_are_found_however_written(ledger: Page) -> None:
    for words, found in (
        ("Koréa", "korea-site-february-2024"),
        ("泼天的富贵", "xiaohongshu-windfall"),
        ("小红书", "xiaohongshu-windfall"),
        ("off-platform", "offplatform-turnover"),
        ("off platform", "offplatform-turnover"),
        ("off\u2011platform", "offplatform-turnover"),
        ("ｏｆｆ　ｐｌａｔｆｏｒｍ", "offplatform-turnover"),
        ("kore\u0301a", "korea-site-february-2024"),
        ("“unexpected weapon”", "taotian-surprise-weapon"),
        ('"unexpected weapon"', "taotian-surprise-weapon"),
    ):
        ledger.get_by_label("Words").fill(words)
        assert 0 < ledger.locator(ENTRIES).count() < len(CLAIMS) / 2, words
        expect(ledger.locator(f"#{found}"), words).to_be_visible()


def test_the_address_keeps_what_is_asked(site: str, open_page: Opened) -> None:
    page = open_page(f"{site}{LEDGER}")
    page.get_by_label("Words").fill("sam's club")
    page.get_by_label("Evidence from").select_option("press")
    found = page.locator(ENTRIES).evaluate_all("(all) => all.map((one) => one.id)")
    assert found and page.url.endswith("?words=sam%27s+club&evidence=press")
    again = open_page(page.url)
    assert again.get_by_label("Words").input_value() == "sam's club"
    assert again.get_by_label("Evidence from").input_value() == "press"
    assert again.locator(ENTRIES).evaluate_all("(all) => all.map((one) => one.id)") == found
    again.get_by_role("button", name="Show all claims").click()
    expect(again.locator(ENTRIES)).to_have_count(len(CLAIMS))
    assert again.url == f"{site}{LEDGER}"
    assert again.evaluate("document.activeElement.name") == "words"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "?verdict=none&stranger=1",
            f"{len(CLAIMS)} claims; the address asks for no known verdict",
        ),
        ("?words=onplatform-turnover#%", f"1 of {len(CLAIMS)} claims"),
    ],
)
def test_a_damaged_address_is_read_as_far_as_it_goes(
    site: str, address: str, told: str, open_page: Opened
) -> None:
    page = open_page(f"{site}{LEDGER}{address}")
    assert status(page) == told
    expect(page.locator(ENTRIES)).to_have_count(int(told.split()[0]))


def test_nothing_found_is_said(site: str, open_page: Opened) -> None:
    page = open_page(f"{site}{LEDGER}?words=zzzz")
    expect(page.locator(ENTRIES)).to_have_count(0)
    assert status(page).startswith("No claim fits")


def test_a_link_to_a_claim_shows_it(site: str, open_page: Opened) -> None:
    page = open_page(f"{site}{LEDGER}?verdict=failed#onplatform-turnover")
    claim = page.locator("#onplatform-turnover")
    expect(claim).to_be_in_viewport()
    assert status(page).endswith("and the one you followed a link to")
    page.evaluate("location.hash = 'taote-lacks-traffic'")
    expect(page.locator("#taote-lacks-traffic")).to_be_in_viewport()
    expect(claim).to_be_hidden()


def test_by_keyboard(site: str, open_page: Opened) -> None:
    page = open_page(f"{site}{LEDGER}")
    page.get_by_label("Words").focus()
    page.keyboard.type("taote")
    page.keyboard.press("Enter")  # sends nothing anywhere
    for name in ("topic", "verdict"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    before = page.locator(ENTRIES).count()
    page.keyboard.press("s")  # supported
    assert "verdict=supported" in page.url
    assert 0 < page.locator(ENTRIES).count() < before
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # "Show all claims"
    expect(page.locator(ENTRIES)).to_have_count(len(CLAIMS))


def test_without_scripts_all_is_there_and_nothing_dead(site: str, open_page: Opened) -> None:
    page = open_page(f"{site}{LEDGER}?verdict=failed", java_script_enabled=False)
    assert page.locator(ENTRIES).count() == len(CLAIMS)
    assert page.locator(".ledger-filter").count() == 1
    expect(page.locator(".ledger-filter:visible, .ledger-filter :visible")).to_have_count(0)
