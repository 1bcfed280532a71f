"""What-if panels in a browser: every panel of every page says what Python computes.

Panels are found in the built pages, none is listed by hand.
"""

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from test_reading import AXE, COLOUR_RULES, LOOKS, violations
from visit import SITE

from book1688.conclusion import CONCLUSIONS, Conclusion, Input
from book1688.conclusion.what_if import end_words, last_digit, turning_words
from book1688.html.links import curled
from book1688.quantity.text import point, settled
from book1688.quantity.unit import YEAR
from book1688.site.slim import pages_of

WHAT_IF = "chapters/what-if.html"
PANEL = re.compile(r'<section class="what-if" id="what-if-([a-z-]+)"')
PANELS = [
    (page.relative_to(SITE).as_posix(), slug)
    for page in pages_of(SITE)
    for slug in PANEL.findall(page.read_text(encoding="utf-8"))
]
# A panel stands on the page of what-ifs and in its chapter, from one source; there it is heavier.
every_panel = pytest.mark.parametrize(
    ("where", "slug"),
    [
        pytest.param(where, slug, marks=[pytest.mark.thorough] * (where != WHAT_IF))
        for where, slug in PANELS
    ],
)
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
        slider.step = "any";
        slider.value = value;
        slider.dispatchEvent(new Event("input"));
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
            "beyond": "Beyond the stated bounds." if beyond else "",
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
            "side": "beyond " if self.is_beyond(given) else "",
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


def address(slug: str, state: State) -> str:
    """The part of a link that carries a state."""
    return "?" + "&".join(f"{slug}.{name}={value!r}" for name, value in state.items())


def panel_in(page: Page, slug: str) -> Locator:
    """The panel of a conclusion, once the script has opened it."""
    panel = page.locator(f"#what-if-{slug}")
    panel.locator(".reset:not([hidden])").wait_for(state="attached")
    return panel


def slide(panel: Locator, name: str, value: float) -> None:
    """Move one input as a pointer would, to the step of its scale nearest to a value."""
    panel.locator(f"[data-name={name}] input").evaluate(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }",
        value,
    )


def test_every_conclusion_has_a_panel() -> None:
    assert {slug for _, slug in PANELS} == set(CONCLUSIONS)
    assert len({path for path, _ in PANELS}) >= 5


def test_the_script_is_small_and_only_where_it_is_used() -> None:
    script = SITE / "_static" / "some" / "what-if.js"
    assert 1024 < script.stat().st_size <= SMALL
    with_panel = {path for path, _ in PANELS}
    for page in pages_of(SITE):
        loaded = "some/what-if.js" in page.read_text(encoding="utf-8")
        assert loaded == (page.relative_to(SITE).as_posix() in with_panel)


@every_panel
def test_python_and_the_page_agree_to_the_last_digit(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    told = conclusion(slug)
    states = grid(told)
    shown = panel_in(open_page(http + where), slug).evaluate(READ_AT, states)
    expected = [Expected(told, state).says() for state in states]
    assert len({one["says"] for one in expected}) > 10
    assert {one["verdict"] for one in expected} == {told.below, told.above}
    assert len({one["beyond"] for one in expected}) == 2
    assert len({tuple(one["ends"]) for one in expected}) > 1, "no answer off the scale"
    wrong = [(s, e) for s, e in zip(shown, expected, strict=True) if not same(s, e)]
    assert not wrong, wrong[:3]


@every_panel
def test_the_stored_output_says_what_the_script_would(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    panel = panel_in(open_page(http + where), slug)
    expected = Expected(conclusion(slug), start(conclusion(slug))).says()
    assert same(panel.evaluate(READ), expected)
    place = panel.locator(".book").get_attribute("cx")
    assert abs(float(place.removesuffix("%")) - expected["now"]) < 0.01


@every_panel
def test_a_key_moves_sentence_and_picture(
    where: str, slug: str, site: str, open_page: Opened
) -> None:
    told, page = conclusion(slug), open_page(site + where)
    panel, state = panel_in(page, slug), start(told)
    for given in told.inputs:
        slider = panel.locator(f"[data-name={given.name}] input")
        slider.focus()
        for key in ("PageUp", "ArrowRight"):
            before = panel.evaluate(READ)
            page.keyboard.press(key)
            state[given.name] = slider.evaluate("(slider) => slider.valueAsNumber")
            shown = panel.evaluate(READ)
            assert same(shown, Expected(told, state).says())
            assert shown != before
    assert panel.locator(".reset").is_enabled()
    panel.locator(".reset").click()
    assert same(panel.evaluate(READ), Expected(told, start(told)).says())
    assert panel.locator(".reset").is_disabled()
    page.wait_for_function("() => location.search === ''")


@every_panel
def test_arrow_keys_stop_at_the_value_and_at_the_bounds(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    told, page = conclusion(slug), open_page(http + where)
    panel = panel_in(page, slug)
    for given in told.inputs:
        leaf, slider = told.leaf(given), panel.locator(f"[data-name={given.name}] input")
        step = last_digit(leaf.value, given.spec)
        for stop in sorted({leaf.low, leaf.value, leaf.high}):
            slide(panel, given.name, stop - 1.6 * step)
            slider.focus()
            seen = [panel.evaluate(READ)]
            for _ in range(3):
                page.keyboard.press("ArrowRight")
                seen.append(panel.evaluate(READ))
            expected = Expected(told, start(told) | {given.name: stop}).says()
            assert [one for one in seen if same(one, expected)], (given.name, stop)
        panel.locator(".reset").click()
        slider.focus()
        page.keyboard.press("ArrowLeft")
        before = max(leaf.low if leaf.low < leaf.value else given.limits[0], leaf.value - step)
        expected = Expected(told, start(told) | {given.name: before}).says()
        assert same(panel.evaluate(READ), expected), "an arrow key moves by one digit"
        page.keyboard.press("ArrowRight")
        assert panel.locator(".reset").is_disabled(), "the way back misses the book's value"


@every_panel
def test_no_link_on_the_page_wipes_the_settings(
    where: str, slug: str, site: str, open_page: Opened
) -> None:
    told, page = conclusion(slug), open_page(site + where)
    panel, moved = panel_in(page, slug), told.inputs[0]
    slide(panel, moved.name, moved.limits[1])
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


@every_panel
def test_crossing_the_turning_point_turns_the_verdict(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    told, crossed = conclusion(slug), 0
    panel = panel_in(open_page(http + where), slug)
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
        panel.locator(".reset").click()
        crossed += 1
    assert crossed


@every_panel
def test_a_link_carries_the_state(where: str, slug: str, site: str, open_page: Opened) -> None:
    told = conclusion(slug)
    page = open_page(site + where)
    panel, moved = panel_in(page, slug), told.inputs[-1]
    first, last = moved.limits
    slide(panel, moved.name, first + 0.8 * (last - first))
    shown = panel.evaluate(READ)
    assert shown["says"] != Expected(told, start(told)).says()["says"]
    page.wait_for_function("() => location.search.length > 1")
    page.reload()
    assert panel_in(page, slug).evaluate(READ) == shown
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { copied = text; }; }")
    panel.locator(".share").click()
    page.wait_for_function("() => window.copied")
    assert panel.locator("[role=status]").text_content() == "Link copied."
    elsewhere = open_page(page.evaluate("copied"), whole=False, has_touch=True)
    assert panel_in(elsewhere, slug).evaluate(READ) == shown
    box = panel_in(elsewhere, slug).bounding_box()
    assert 0 <= box["y"] < 800, "the link does not lead to the panel"


def test_a_refused_copy_leaves_the_link_on_the_page(http: str, open_page: Opened) -> None:
    where, slug = PANELS[0]
    page = open_page(http + where)
    page.evaluate("() => { navigator.clipboard.writeText = async () => { throw Error(); }; }")
    panel = panel_in(page, slug)
    panel.locator(".share").click()
    page.wait_for_function("() => document.querySelector('.what-if [role=status]').textContent")
    link = panel.locator("[role=status] a").evaluate("(link) => link.href")
    assert link.endswith(f"#what-if-{slug}")


@pytest.mark.parametrize("value", ["", "NaN", "Infinity", "-1e99", "words", "1e99"])
def test_a_bad_link_does_no_harm(value: str, http: str, open_page: Opened) -> None:
    where, slug = PANELS[0]
    told = conclusion(slug)
    given = told.inputs[0]
    page = open_page(f"{http}{where}?{slug}.{given.name}={value}&unknown.thing=1&{slug}.none=3")
    state = start(told)
    if value in ("Infinity", "-1e99", "1e99"):
        state[given.name] = given.limits[0 if value.startswith("-") else 1]
    assert same(panel_in(page, slug).evaluate(READ), Expected(told, state).says())


@every_panel
def test_every_control_has_its_words(where: str, slug: str, http: str, open_page: Opened) -> None:
    page = open_page(http + where)
    panel = panel_in(page, slug)
    for given in conclusion(slug).inputs:
        slider = panel.get_by_role("slider", name=curled(given.words), exact=True)
        assert slider.get_attribute("aria-valuetext")
        assert slider.bounding_box()["height"] >= 24
    assert panel.locator("[aria-live=polite] .says").count() == 1
    assert page.get_by_role("region", name=curled(conclusion(slug).title), exact=True).count() == 1


@every_panel
def test_axe_finds_nothing_after_moving(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    told = conclusion(slug)
    ends = {given.name: given.limits[1] for given in told.inputs}
    page = open_page(http + where + address(slug, ends), bypass_csp=True)
    assert panel_in(page, slug).locator(".beyond").count()
    page.evaluate(AXE)
    within = f'"#what-if-{slug}"'
    assert not violations(page, within, {"rules": {r: {"enabled": False} for r in COLOUR_RULES}})
    only_colours = {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(f"() => document.documentElement.dataset.theme === '{theme}'")
        inside = LOOKS.replace("document.body", f"document.querySelector('#what-if-{slug}')")
        looks = f"({inside})()"
        assert page.evaluate(f"{looks}.length") > 5
        assert not violations(page, f"{{ include: {looks} }}", only_colours), theme


@every_panel
def test_the_answer_stays_in_sight_on_a_phone(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    panel = panel_in(open_page(http + where, 375), slug)
    slider = panel.get_by_role("slider").last
    slider.scroll_into_view_if_needed()
    slider.evaluate("""(slider) => {
        slider.stepUp();  // as a finger does it: a range is moved without focus
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        scrollBy(0, slider.getBoundingClientRect().bottom - 400);
    }""")
    expect(panel.locator(".says strong")).to_be_in_viewport(ratio=1)


@every_panel
def test_it_fits_a_phone(where: str, slug: str, http: str, open_page: Opened) -> None:
    told = conclusion(slug)
    page = open_page(http + where + address(slug, {x.name: x.limits[1] for x in told.inputs}), 375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert panel_in(page, slug).locator("[data-name] input:visible").count() == len(told.inputs)
    depth = """(panel) => panel.querySelector("input").getBoundingClientRect().y
        - panel.getBoundingClientRect().y"""
    before = panel_in(page, slug).evaluate(depth)
    panel_in(page, slug).locator(".reset").click()
    assert panel_in(page, slug).evaluate(depth) == before, "the sliders move under the finger"


@every_panel
def test_sliders_stand_level_with_their_neighbours(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    panel = panel_in(open_page(http + where, 1300), slug)
    heights = panel.evaluate("""(panel) => [...panel.querySelectorAll(".track")]
        .map((track) => track.getBoundingClientRect().y)""")
    assert heights[::2][: len(heights) // 2] == heights[1::2]


@every_panel
def test_without_scripts_and_on_paper_nothing_dead_shows(
    where: str, slug: str, http: str, open_page: Opened
) -> None:
    for scripts in (False, True):
        page = open_page(http + where, whole=False, java_script_enabled=scripts)
        if scripts:
            page.emulate_media(media="print")
        panel = page.locator(f"#what-if-{slug}")
        expect(panel.locator("input:visible, button:visible")).to_have_count(
            0
        )  # once it is laid out
        assert panel.locator(".says, .scale, .turning").first.is_visible()
        assert panel.locator("[data-name]:visible").count() == len(conclusion(slug).inputs)
        assert page.locator(f"#fig-{slug}-inputs .plot:visible").count() == 1
