"""The picture of a shared link where there is a Chromium: the question over its first figure."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from book1688.edition import TITLE
from book1688.html.palette import INK, PAGE
from book1688.site.chromium import QUIET
from book1688.site.share import ORANGE, card_of
from book1688.site.slim import pages_of

FIGURE = re.compile(
    r'<figcaption>(.*?)</figcaption><div class="plot wide">(<svg.*?</svg>)', re.DOTALL
)
QUESTION = re.compile(r'<meta property="og:title" content="([^"]*)"')
SHAPE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
FLATTEST, TALLEST = 4.0, 1.25  # width by height of a figure that fills a card
LOOK = f"""
body {{ box-sizing: border-box; display: flex; flex-direction: column; width: 1200px; height: 630px;
  margin: 0; padding: 44px 56px 32px; border-left: 24px solid {ORANGE}; background: {PAGE};
  color: {INK}; fill: {INK}; font-family: "DejaVu Sans", sans-serif; }}
h1 {{ margin: 0 0 14px; font-size: 44px; line-height: 1.15; text-wrap: balance; }}
p {{ margin: 0 0 18px; font-size: 22px; }}
svg {{ flex: 1; min-height: 0; width: 100%; }}
footer {{ margin-top: 12px; color: {ORANGE}; font-size: 20px; font-weight: 700; }}
"""


def card_page(html: str) -> str | None:
    """The card of a page as HTML, from the first figure with a fitting shape, if it has one."""
    for caption, svg in FIGURE.findall(html):
        width, height = map(float, SHAPE.search(svg).groups())
        if TALLEST <= width / height <= FLATTEST:
            return (
                f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><style>{LOOK}</style>'
                f"<h1>{QUESTION.search(html)[1]}</h1><p>{caption}</p>{svg}"
                f"<footer>{TITLE}</footer></html>"
            )
    return None


def draw_figure_cards(site: Path, browser: str) -> None:
    """Replace the cards of the pages that have a figure."""
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=QUIET)
        tab = window.new_page(viewport={"width": 1200, "height": 630})
        for page in pages_of(site):
            card = card_page(page.read_text(encoding="utf-8"))
            if not card:
                continue
            tab.set_content(card)
            place = card_of(page.relative_to(site).with_suffix("").as_posix())
            with Image.open(BytesIO(tab.screenshot())) as image:
                few = image.convert("RGB").quantize(32)
            few.save(site / place, optimize=True)
        window.close()
