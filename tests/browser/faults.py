"""What is wrong with an open page: for those who cannot see well, point well or look wide."""

import json
from collections.abc import Iterable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page
from visit import size, wear

from book1688 import budgets

SMALLEST_TEXT = 11  # CSS pixels
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
COLOUR_RULES = {"color-contrast": "", "link-in-text-block": ":is(a[href], [role=link])"}
# One visible element of every look with text of its own: same colours, type and ground, same
# contrast. Measuring each of thousands would take minutes and find nothing more.
LOOKS = """(part) => {
    document.querySelectorAll("[data-look]").forEach((one) => one.removeAttribute("data-look"));
    const looks = new Map(), known = new Map([[null, ""]]);
    const ground = (element) => {
        if (!known.has(element)) {
            const { backgroundColor, opacity } = getComputedStyle(element);
            const own = [backgroundColor, opacity]
                .filter((part) => !["rgba(0, 0, 0, 0)", "1"].includes(part));
            known.set(element, own + ground(element.parentElement));
        }
        return known.get(element);
    };
    for (const element of document.querySelectorAll(`${part} *`)) {
        const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        if (!texts.some((text) => text.data.trim()) || !element.checkVisibility()) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const look = [element.localName, color, fontSize, fontWeight, ground(element)];
        looks.set(look.join(), element);
    }
    looks.forEach((element) => element.setAttribute("data-look", ""));
    return looks.size;
}"""


def violations(page: Page, *only: str, part: str = "body") -> list[str]:
    """What axe finds wrong in a part of a page, one line a fault, with the first one at fault.

    By the rules named, or by all that axe has for everybody.
    """
    if not page.evaluate("'axe' in window"):
        looks = [{"id": r, "selector": f"{s}[data-look]"} for r, s in COLOUR_RULES.items()]
        page.evaluate(f"{AXE}; axe.configure({json.dumps({'rules': looks})})")
    if not only or COLOUR_RULES.keys() & set(only):
        assert page.evaluate(LOOKS, part) > 5
    options = {"resultTypes": ["violations"], "preload": False}
    if only:
        options["runOnly"] = {"type": "rule", "values": only}
    where = "document" if part == "body" else json.dumps(part)
    found = page.evaluate(f"async () => (await axe.run({where}, {json.dumps(options)})).violations")
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

    def at(self, width: int, letters: int = 100) -> None:
        self.pixels = width
        self.width = f"{width} px" + f", letters at {letters}%" * (letters != 100)
        self.tab.set_viewport_size(size(width))
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
        self.note("axe", violations(self.tab))

    def room_to_press(self) -> None:
        """Axe keeps this rule for those who ask; Lighthouse asks."""
        self.note("too small to press", violations(self.tab, "target-size"))

    def contrast(self) -> None:
        self.note("axe", violations(self.tab, *COLOUR_RULES))

    def pale_letters(self) -> None:
        self.note("letters in a figure do not stand out", self.tab.evaluate(PALE))

    def one_way(self) -> None:
        wide = self.tab.evaluate("document.documentElement.scrollWidth")
        self.note("scrolls sideways, width", [wide] if wide > self.pixels else [])

    def screens(self) -> None:
        """A chapter with its folds closed, on a phone of 812 px."""
        told = self.tab.evaluate("document.documentElement.scrollHeight / 812")
        if self.page.startswith("chapters/"):
            self.note("too long, screens", [round(told, 1)] if told > budgets.SCREENS else [])

    def tables(self) -> None:
        """In columns where there is room, else as blocks; nothing is cut off or scrolls away."""
        self.note("a table is too wide", self.tab.evaluate(TOO_WIDE))

    def fields(self) -> None:
        """Where a field's letters are smaller, a phone zooms in on it and stays there."""
        small = self.tab.locator("input:not([type=range]), select").evaluate_all(
            "(all) => all.map((field) => parseFloat(getComputedStyle(field).fontSize))"
            ".filter((size) => size < 16)"
        )
        self.note("a field with small letters", small)

    def letters(self) -> None:
        sizes = self.tab.evaluate(TEXT_SIZES)
        assert len(sizes) > 10
        self.note("tiny text", [told for told in sizes if told[0] < SMALLEST_TEXT])

    def drawn_letters(self) -> None:
        sizes = self.tab.evaluate(DRAWN_SIZES)
        assert sizes or not self.tab.locator(".plot").count()
        self.note("tiny text in a figure", [told for told in sizes if told[0] < SMALLEST_TEXT])

    def labels(self) -> None:
        """A drawing has a margin around it: a few pixels beyond its edge still show."""
        self.note("a label", self.tab.evaluate(LABELS))
