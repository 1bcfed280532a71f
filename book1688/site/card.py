"""The picture of a shared link, drawn by a Chromium: the question, and a figure or the answer."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from book1688.edition import TITLE
from book1688.html.palette import INK, PAGE, colour
from book1688.site.chromium import QUIET
from book1688.site.share import card_of
from book1688.site.slim import pages_of

FIGURE = re.compile(
    r'<figcaption>(.*?)</figcaption><div class="plot wide">(<svg.*?</svg>)', re.DOTALL
)
SAID = re.compile(r'<meta property="og:(?:title|description)" content="([^"]*)"')
SHAPE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
FLATTEST, TALLEST = 4.0, 1.25  # width by height of a figure that fills a card
ORANGE = colour("1688")
LOOK = f"""
body {{ box-sizing: border-box; display: flex; flex-direction: column; width: 1200px; height: 630px;
  margin: 0; padding: 44px 56px 32px; border-left: 24px solid {ORANGE}; background: {PAGE};
  color: {INK}; fill: {INK}; font-family: "DejaVu Sans", sans-serif; }}
h1 {{ margin: 0 0 14px; font-size: 44px; line-height: 1.15; text-wrap: balance; }}
p {{ margin: 0 0 18px; font-size: 22px; }}
.answer {{ font-size: 30px; line-height: 1.4; }}
svg {{ flex: 1; min-height: 0; width: 100%; }}
footer {{ margin-top: auto; color: {ORANGE}; font-size: 20px; font-weight: 700; }}
"""


def figure_of(html: str) -> str:
    """The first figure of a page with a fitting shape, with its caption, if it has one."""
    for caption, svg in FIGURE.findall(html):
        width, height = map(float, SHAPE.search(svg).groups())
        if TALLEST <= width / height <= FLATTEST:
            return f"<p>{caption}</p>{svg}"
    return ""


def draw_cards(site: Path, browser: str) -> None:
    """Draw the card of every page that says what it is."""
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=QUIET)
        tab = window.new_page(viewport={"width": 1200, "height": 630})
        for page in pages_of(site):
            html = page.read_text(encoding="utf-8")
            if not (said := SAID.findall(html)):
                continue
            shown = figure_of(html) or f'<p class="answer">{said[1]}</p>'
            tab.set_content(
                f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><style>{LOOK}</style>'
                f"<h1>{said[0]}</h1>{shown}<footer>{TITLE}</footer></html>"
            )
            file = site / card_of(page.relative_to(site).with_suffix("").as_posix())
            file.parent.mkdir(exist_ok=True)
            with Image.open(BytesIO(tab.screenshot())) as image:
                image.convert("RGB").quantize(32).save(file, optimize=True)
        window.close()
