"""What-if panels in a browser: every panel of every page says what Python computes.

Panels are found in the built pages, none is listed by hand.
"""

import itertools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from faults import COLOUR_RULES, violations
from playwright.sync_api import Locator, Page, expect
from visit import HEIGHT, PHONE, SITE, at_first, wear

from book1688.conclusion import CONCLUSIONS, Conclusion, Input
from book1688.conclusion.what_if import end_words, last_digit, turning_words
from book1688.html.links import curled
from book1688.quantity.text import point, settled
from book1688.quantity.unit import YEAR
from book1688.site.slim import pages_of

WHAT_IF = "chapters/taotian-strategy.html"
PANEL = re.compile(r'class="what-if(?: undecided)?" id="what-if-([a-z-]+)"')
PANELS = {
    page.relative_to(SITE).as_posix(): found
    for page in pages_of(SITE)
    if (found := PANEL.findall(page.read_text(encoding="utf-8")))
}


EVERY = [(where, slug) for where, slugs in PANELS.items() for slug in slugs]
every_panel = pytest.mark.parametrize(("where", "slug"), EVERY)
one_panel = pytest.mark.parametrize(
    ("where", "slug"),
    [EVERY[0], *[pytest.param(*panel, marks=pytest.mark.thorough) for panel in EVERY[1:]]],
)
every_page = pytest.mark.parametrize("where", PANELS)
UNDECIDED = [
    where for where in PANELS if '"what-if undecided"' in (SITE / where).read_text("utf-8")
]
of_both_kinds = pytest.mark.parametrize("where", at_first(list(PANELS), [WHAT_IF, *UNDECIDED]))
MOST_POINTS = 500  # of the grid, per panel
SMALL = 8 * 1024
READ = """(panel) => ({
    says: panel.querySelector(".says").textContent,
    verdict: panel.querySelector(".turns b").textContent,
    beyond: panel.querySelector(".turns span").textContent,
    now: panel.querySelector(".now").getAttribute("cx"),
    ends: [".least", ".most"].map((end) => panel.querySelector(end).textContent),
    inputs: [...panel.querySelectorAll("[data-name]")].map((row) => ({
        output: row.querySelector("output").textContent,
        spoken: row.querySelector("input").getAttribute("aria-valuetext"),
        turning: row.querySelector(".turning").textContent,
        side: row.querySelector(".side").textContent,
        marked: row.classList.contains("beyond"),
    })),
})"""
# Each state by way of the sliders, freed of their steps.
READ_AT = f"""(panel, states) => states.map((state) => {{
    for (const [name, value] of Object.entries(state)) {{
        const slider = panel.querySelector(`[data-name=${{name}}] input`);
        const {{ step }} = slider;
        slider.step = "any";
        slider.value = value;
        slider.dispatchEvent(new Event("input"));
        slider.step = step;
    }}
    return ({READ})(panel);
}})"""

State = dict[str, float]
Opened = Callable[..., Page]


@dataclass
class Expected:
    """What Python says a panel must show with its inputs at given values."""

    told: Conclusion
    state: State

    def says(self) -> dict:
        told, quantity = self.told, self.told.quantity
        changes = {told.leaf(x).symbol: self.state[x.name] for x in told.inputs}
        value = settled(quantity.at(changes))
        first, last = told.limits
        years = " years" if quantity.unit == YEAR else ""
        ends = [point(end, quantity.unit, told.spec) + years for end in told.limits]
        beyond = any(self.is_beyond(x) for x in told.inputs)
        return {
            "says": curled(told.sentence.format(point(value, quantity.unit, told.spec))),
            "verdict": told.verdict(value),
            "beyond": "Outside the stated ranges." if beyond else "",
            "now": 100 * min(max((value - first) / (last - first), 0), 1),
            "ends": end_words(ends, value, told.limits),
            "inputs": [self.row(x, changes) for x in told.inputs],
        }

    def is_beyond(self, given: Input) -> bool:
        leaf, value = self.told.leaf(given), settled(self.state[given.name])
        return not settled(leaf.low) <= value <= settled(leaf.high)

    def row(self, given: Input, changes: dict) -> dict:
        leaf, turning = self.told.leaf(given), turning_of(self.told.slug, given.name)
        text = point(self.state[given.name], leaf.unit, given.spec)
        try:
            with np.errstate(divide="ignore"):
                at = turning.at({s: v for s, v in changes.items() if s != leaf.symbol})
        except ZeroDivisionError:
            at = math.inf
        return {
            "output": text,
            "spoken": text,
            "turning": turning_words(at, self.state[given.name], given, leaf),
            "side": ", now outside" if self.is_beyond(given) else "",
            "marked": self.is_beyond(given),
        }


@cache
def conclusion(slug: str) -> Conclusion:
    return CONCLUSIONS[slug]()


@cache
def turning_of(slug: str, name: str) -> object:
    told = conclusion(slug)
    return told.turning_point(next(given for given in told.inputs if given.name == name))


def start(told: Conclusion) -> State:
    """The book's own values."""
    return {given.name: told.leaf(given).value for given in told.inputs}


def grid(told: Conclusion) -> list[State]:
    """States at, between and beyond the bounds of every input, thinned out where they are many."""
    axes = []
    for given in told.inputs:
        leaf, (first, last) = told.leaf(given), given.limits
        points = [first, leaf.low, leaf.value, leaf.high, last]
        points += [first + (last - first) * share for share in (0.123, 0.377, 0.61, 0.85)]
        axes.append(sorted(set(points)))
    every = list(itertools.product(*axes))
    step = -(-len(every) // MOST_POINTS)
    while step > 1 and any(math.gcd(step, len(axis)) > 1 for axis in axes):
        step += 1  # or some values of an input would never come up
    names = [given.name for given in told.inputs]
    return [dict(zip(names, values, strict=True)) for values in every[::step]]


def same(shown: dict, expected: dict) -> bool:
    """Whether a panel shows what is expected: words to the letter, the mark to the pixel."""
    at = float(shown["now"].removesuffix("%"))
    return abs(at - expected["now"]) < 0.01 and shown | {"now": 0} == expected | {"now": 0}


def address(state: dict[str, State]) -> str:
    """The part of a link that carries the states of some panels."""
    told = [
        f"{slug}.{name}={value!r}" for slug, one in state.items() for name, value in one.items()
    ]
    return "?" + "&".join(told)


def far(where: str) -> str:
    """The link that moves every input of a page to its end."""
    ends = {slug: {x.name: x.limits[1] for x in conclusion(slug).inputs} for slug in PANELS[where]}
    return where + address(ends)


def panel_in(page: Page, slug: str) -> Locator:
    """The panel of a conclusion, once its fold is open and the script has taken it up."""
    panel = page.locator(f"#what-if-{slug}")
    panel.evaluate("(panel) => { panel.closest('details').open = true; }")
    panel.locator(".reset:not([hidden])").wait_for(state="attached")
    return panel


def reset(panel: Locator) -> None:
    panel.locator(".reset").evaluate("(button) => button.click()")
    panel.page.wait_for_function("() => !location.search")


@pytest.fixture
def panel(where: str, slug: str, http: str, open_page: Opened) -> Iterator[Locator]:
    """A panel at a desk, open for all who ask it something, and then as the book has it again."""
    panel = panel_in(open_page(http + where, again=True), slug)
    yield panel
    reset(panel)


def slide(panel: Locator, name: str, value: float) -> None:
    """Move one input as a pointer would, to the step of its scale nearest to a value."""
    panel.locator(f"[data-name={name}] input").evaluate(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }",
        value,
    )


def test_every_conclusion_has_a_panel() -> None:
    assert {slug for slugs in PANELS.values() for slug in slugs} == set(CONCLUSIONS)
    assert len(PANELS) >= 4


def test_the_script_is_small_and_only_where_it_is_used() -> None:
    script = SITE / "_static" / "some" / "what-if.js"
    assert 1024 < script.stat().st_size <= SMALL
    for page in pages_of(SITE):
        loaded = "some/what-if.js" in page.read_text(encoding="utf-8")
        assert loaded == (page.relative_to(SITE).as_posix() in PANELS)


@every_page
def test_the_stored_output_says_what_the_script_would(
    where: str, http: str, open_page: Opened
) -> None:
    """A panel that nobody has touched."""
    page = open_page(http + where)
    for slug in PANELS[where]:
        panel = panel_in(page, slug)
        expected = Expected(conclusion(slug), start(conclusion(slug))).says()
        assert same(panel.evaluate(READ), expected), slug
        place = panel.locator(".book").get_attribute("cx")
        assert abs(float(place.removesuffix("%")) - expected["now"]) < 0.01, slug


@every_panel
def test_python_and_the_page_agree_to_the_last_digit(slug: str, panel: Locator) -> None:
    told = conclusion(slug)
    states = grid(told)
    shown = panel.evaluate(READ_AT, states)
    expected = [Expected(told, state).says() for state in states]
    assert len({one["says"] for one in expected}) > 10
    assert {one["verdict"] for one in expected} == {told.below, told.above}
    assert len({one["beyond"] for one in expected}) == 2
    assert len({tuple(one["ends"]) for one in expected}) > 1, "no answer off the scale"
    wrong = [(s, e) for s, e in zip(shown, expected, strict=True) if not same(s, e)]
    assert not wrong, wrong[:3]


@every_panel
def test_a_key_moves_sentence_and_picture(slug: str, panel: Locator) -> None:
    told = conclusion(slug)
    state = start(told)
    for given in told.inputs:
        slider = panel.locator(f"[data-name={given.name}] input")
        slider.focus()
        for key in ("PageUp", "ArrowRight"):
            before = panel.evaluate(READ)
            panel.page.keyboard.press(key)
            state[given.name] = slider.evaluate("(slider) => slider.valueAsNumber")
            shown = panel.evaluate(READ)
            assert same(shown, Expected(told, state).says())
            assert shown != before
    assert panel.locator(".reset").is_enabled()
    reset(panel)
    assert same(panel.evaluate(READ), Expected(told, start(told)).says())
    assert panel.locator(".reset").is_disabled()


@one_panel
def test_arrow_keys_stop_at_the_value_and_at_the_bounds(slug: str, panel: Locator) -> None:
    told, keyboard = conclusion(slug), panel.page.keyboard
    for given in told.inputs:
        leaf, slider = told.leaf(given), panel.locator(f"[data-name={given.name}] input")
        step = last_digit(leaf.value, given.spec)
        for stop in sorted({leaf.low, leaf.value, leaf.high}):
            slide(panel, given.name, stop - 1.6 * step)
            slider.focus()
            seen = [panel.evaluate(READ)]
            for _ in range(3):
                keyboard.press("ArrowRight")
                seen.append(panel.evaluate(READ))
            expected = Expected(told, start(told) | {given.name: stop}).says()
            assert [one for one in seen if same(one, expected)], (given.name, stop)
        reset(panel)
        slider.focus()
        keyboard.press("ArrowLeft")
        before = max(leaf.low if leaf.low < leaf.value else given.limits[0], leaf.value - step)
        expected = Expected(told, start(told) | {given.name: before}).says()
        assert same(panel.evaluate(READ), expected), "an arrow key moves by one digit"
        keyboard.press("ArrowRight")
        assert panel.locator(".reset").is_disabled(), "the way back misses the book's value"


@every_panel
def test_crossing_the_turning_point_turns_the_verdict(slug: str, panel: Locator) -> None:
    told, crossed = conclusion(slug), 0
    for given in told.inputs:
        turning, (first, last) = turning_of(slug, given.name), given.limits
        at = math.nan if turning is None else turning.value
        if not first < at < last:
            continue
        mark = panel.locator(f"[data-name={given.name}] .track line").get_attribute("x1")
        place = 100 * (at - first) / (last - first)
        assert abs(float(mark.removesuffix("%")) - place) < 0.01
        verdicts = []
        for end in (first, last):
            slide(panel, given.name, end)
            verdicts.append(panel.locator(".turns b").text_content())
        assert set(verdicts) == {told.below, told.above}
        reset(panel)
        crossed += 1
    assert crossed


@every_panel
def test_every_control_has_its_words(slug: str, panel: Locator) -> None:
    for given in conclusion(slug).inputs:
        slider = panel.get_by_role("slider", name=curled(given.words), exact=True)
        assert slider.get_attribute("aria-valuetext")
        assert slider.bounding_box()["height"] >= 24
    assert panel.locator("[aria-live=polite] .says").count() == 1
    name = curled(conclusion(slug).title)
    assert panel.page.get_by_role("region", name=name, exact=True).count() == 1


@every_panel
def test_sliders_stand_level_with_their_neighbours(slug: str, panel: Locator) -> None:
    heights = panel.evaluate("""(panel) => [...panel.querySelectorAll(".track")]
        .map((track) => track.getBoundingClientRect().y)""")
    assert heights[::2][: len(heights) // 2] == heights[1::2]


@one_panel
def test_a_link_carries_the_state(slug: str, panel: Locator, open_page: Opened) -> None:
    """And no link on the page wipes it."""
    told, page = conclusion(slug), panel.page
    moved = told.inputs[-1]
    first, last = moved.limits
    slide(panel, moved.name, first + 0.8 * (last - first))
    shown = panel.evaluate(READ)
    assert shown["says"] != Expected(told, start(told)).says()["says"]
    page.wait_for_function("() => location.search.length > 1")
    panel.get_by_role("link", name="Workings", exact=True).click()
    page.wait_for_function("() => location.hash.startsWith('#w-')")
    assert panel.evaluate(READ) == shown
    page.reload()
    assert panel_in(page, slug).evaluate(READ) == shown
    page.go_back()
    page.wait_for_function("() => !location.hash")
    assert panel.evaluate(READ) == shown
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { copied = text; }; }")
    panel.locator(".share").click()
    page.wait_for_function("() => window.copied")
    assert panel.locator("[role=status]").text_content() == "Link copied."
    elsewhere = open_page(page.evaluate("copied"), whole=False, has_touch=True)
    expect(elsewhere.locator(f"#what-if-{slug} .says")).to_be_visible()
    assert panel_in(elsewhere, slug).evaluate(READ) == shown
    box = panel_in(elsewhere, slug).bounding_box()
    assert 0 <= box["y"] < HEIGHT, "the link does not lead to the panel"


SOME = pytest.mark.parametrize(("where", "slug"), [(WHAT_IF, PANELS[WHAT_IF][0])])


@SOME
def test_a_refused_copy_leaves_the_link_on_the_page(slug: str, panel: Locator) -> None:
    page = panel.page
    page.evaluate("() => { navigator.clipboard.writeText = async () => { throw Error(); }; }")
    panel.locator(".share").click()
    page.wait_for_function("() => document.querySelector('.what-if [role=status]').textContent")
    link = panel.locator("[role=status] a").evaluate("(link) => link.href")
    assert link.endswith(f"#what-if-{slug}")


@SOME
@pytest.mark.parametrize("value", ["", "NaN", "Infinity", "-1e99", "words", "1e99", "5%", "1,5"])
def test_a_bad_link_does_no_harm(
    where: str, slug: str, value: str, http: str, open_page: Opened
) -> None:
    told = conclusion(slug)
    given = told.inputs[0]
    link = f"{http}{where}?{slug}.{given.name}={value}&unknown.thing=1&{slug}.none=3"
    page = open_page(link, whole=False)
    state = start(told)
    if value in ("Infinity", "-1e99", "1e99"):
        state[given.name] = given.limits[0 if value.startswith("-") else 1]
    assert same(panel_in(page, slug).evaluate(READ), Expected(told, state).says())
    refused = panel_in(page, slug).locator("[role=status]").inner_text()
    assert f"{slug}.{given.name}={value}" in refused and "thing" not in refused


@pytest.mark.parametrize("where", at_first(list(PANELS), UNDECIDED))
def test_axe_finds_nothing_after_moving(where: str, http: str, open_page: Opened) -> None:
    page = open_page(http + far(where))
    for slug in PANELS[where]:
        assert panel_in(page, slug).locator(".beyond").count(), slug
    assert not violations(page, part=".what-if")
    wear(page, "dark")
    assert not violations(page, *COLOUR_RULES, part=".what-if")


@every_page
def test_it_fits_a_phone(where: str, http: str, open_page: Opened) -> None:
    """And the answer stays in sight there."""
    page = open_page(http + far(where), PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    depth = """(panel) => panel.querySelector("input").getBoundingClientRect().y
        - panel.getBoundingClientRect().y"""
    for slug in PANELS[where]:
        panel = panel_in(page, slug)
        sliders = panel.locator("[data-name] input:visible")
        assert sliders.count() == len(conclusion(slug).inputs)
        before = panel.evaluate(depth)
        panel.locator(".reset").click()
        assert panel.evaluate(depth) == before, f"{slug}: the sliders move under the finger"
        sliders.last.scroll_into_view_if_needed()
        sliders.last.evaluate("""(slider) => {
            slider.stepUp();  // as a finger does it: a range is moved without focus
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            scrollBy(0, slider.getBoundingClientRect().bottom - 400);
        }""")
        expect(panel.locator(".says strong")).to_be_in_viewport(ratio=1)


@of_both_kinds
def test_without_scripts_and_on_paper_nothing_dead_shows(
    where: str, http: str, open_page: Opened
) -> None:
    for scripts in (False, True):
        page = open_page(http + where, whole=False, java_script_enabled=scripts)
        if scripts:
            page.emulate_media(media="print")
        else:
            page.locator(".fold:has(.what-if) summary").first.press("Enter")
        dead = page.locator(".what-if :is(input, button):visible")
        expect(dead).to_have_count(0)  # once it is laid out
        for slug in PANELS[where]:
            panel = page.locator(f"#what-if-{slug}")
            assert panel.locator(".says, .scale, .turning").first.is_visible()
            assert panel.locator("[data-name]:visible").count() == len(conclusion(slug).inputs)
