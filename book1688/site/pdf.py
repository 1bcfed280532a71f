"""The whole book as one file, printed from the built pages where there is a Chromium."""

import re
import shutil
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from book1688.data import frame
from book1688.data.tables import ROOT
from book1688.edition import AUTHOR, MADE_ON, TITLE, VERSION
from book1688.edition import PRINTED as BOOK
from book1688.quantity.words import long_date
from book1688.site.chromium import QUIET, chromium
from book1688.site.slim import PRINTED, pages_of
from book1688.site.step import step

SITE = ROOT / "_build" / "html"
STYLES = Path(__file__).with_name("print.css")
PAPER = {"prefer_css_page_size": True, "print_background": True}
KEPT = ROOT / ".cache" / "printed"  # the last print, by what it was made from

ID = re.compile(r'(\s(?:id|aria-labelledby|aria-describedby)=")([^"]+)"')
LINK = re.compile(r'(\s(?:xlink:)?href=")([^":#]*?)#([^"]+)"')
PAINT = re.compile(r"url\(#([^)]+)\)")
OUTSIDE = re.compile(r'(<a\b[^>]*?)\shref="(?!#|https?:)[^"]*"')  # files beside the book
WAITING = re.compile(r"<!--once printed (.*?)-->")  # on every page: its link to the printed book
FONT = re.compile(r'^  --(?:serif|sans|mono): "(.*)", ', re.MULTILINE)
PAGE_LINK = re.compile(r'(\shref=")([^":#?]+\.html)(?:\?[^"]*)?"')

HEAD = """<!DOCTYPE html>
<html lang="en" data-theme="light" data-mode="light"><head><meta charset="utf-8">
<title>{title}</title><link rel="stylesheet" href="{styles}">
<style>{paper}</style></head><body><main class="bd-main"><div class="bd-content">
<div class="bd-article-container">
"""
CODE = re.compile(r'<details class="admonition hide.*?</details>', re.DOTALL)  # not on paper
FACTS = re.compile(
    r'(<li id="source-[^>]*><a href="([^"]*)".*?)<span class="facts">.*?</span></li>'
)
HEADING = re.compile(r'<section id="([^"]+)">\s*<h([12])>(.*?)<a class="headerlink"', re.DOTALL)
# Run in the browser once a first print has told the pages.
NUMBER = """pages => document.querySelectorAll(".book-contents a").forEach(
    entry => entry.lastChild.textContent = pages[entry.hash.slice(1)])"""


def whole_book(site: Path) -> str:
    """One page of all pages in the order of the contents, linked within itself."""
    front = BeautifulSoup((site / "intro.html").read_text(encoding="utf-8"), "html.parser")
    entries = [link["href"] for link in front.select("nav.bd-docs-nav a[href]")]
    entries = [entry for entry in entries if entry != "reference/data.html"]  # columns of files
    pages = [site / ("intro.html" if entry == "#" else entry) for entry in entries]
    text = "\n".join(_article(site, page) for page in dict.fromkeys(pages))
    head = HEAD.format(styles=PRINTED, title=TITLE, paper=STYLES.read_text(encoding="utf-8"))
    return head + _cover() + _contents(text) + text


def _cover() -> str:
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["abstract"]
    read = long_date(frame("sources")["accessed"].max())
    made = long_date(MADE_ON.isoformat())
    return f"""<header class="bd-article cover"><p class="title">{TITLE}</p><p>{about.strip()}</p>
<p class="edition">{AUTHOR}<br>Version {VERSION} of {made}<br>Sources read up to {read}</p></header>
"""


def _contents(text: str) -> str:
    """Chapters and their sections, each with room for the page on which it begins."""
    lines = [
        f'<li class="level-{level}"><a href="#{place}"><span>{title}</span> <b></b></a></li>'
        for place, level, title in HEADING.findall(text)
    ]
    head = '<nav class="bd-article book-contents"><h1>Contents</h1><ul>'
    return f"{head}{''.join(lines)}</ul></nav>\n"


def _article(site: Path, page: Path) -> str:
    """The text of a page, with ids and links that hold in the whole book."""
    html = page.read_text(encoding="utf-8")
    article = html[html.index('<article class="bd-article') : html.rindex("</article>") + 10]

    def name(file: str, place: str) -> str:
        target = (page.parent / file).resolve() if file else page
        return f"{target.relative_to(site).with_suffix('').as_posix().replace('/', '-')}--{place}"

    def local(file: str) -> bool:
        return not file or file.endswith(".html")

    # On paper the address of a source takes the place of what the site tells about its use.
    article = FACTS.sub(r'\1<span class="address">\2</span></li>', CODE.sub("", article))
    article = ID.sub(
        lambda m: m[1] + " ".join(name("", place) for place in m[2].split()) + '"', article
    )
    article = LINK.sub(lambda m: f'{m[1]}#{name(m[2], m[3])}"' if local(m[2]) else m[0], article)
    article = PAGE_LINK.sub(lambda m: f'{m[1]}#{name(m[2], "page")}"', article)
    article = OUTSIDE.sub(r"\1", article)
    article = PAINT.sub(lambda m: f"url(#{name('', m[1])})", article)
    return article.replace("<article ", f'<article id="{name("", "page")}" ', 1)


def print_book(site: Path, browser: str) -> bytes:
    """Print the whole book twice: only a print tells on which page a heading stands."""
    source = site.parent / "book.html"
    source.write_text(whole_book(site), encoding="utf-8")
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=QUIET)
        page = window.new_page()
        page.goto(source.as_uri())
        # Digits take as much room as none, so that the second print breaks where the first did.
        page.evaluate(NUMBER, pages_of_places(page.pdf(**PAPER)))
        pdf = page.pdf(**PAPER, outline=True, tagged=True)
        window.close()
    source.unlink()
    return packed(pdf)


def pages_of_places(pdf: bytes) -> dict[str, int]:
    """On which page of a print each place is that a link leads to."""
    with pikepdf.open(BytesIO(pdf)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        return {
            name.removeprefix("/"): numbers[place[0].objgen]
            for name, place in document.Root.Dests.items()
        }


def packed(pdf: bytes) -> bytes:
    """Pack a PDF tightly, without its dates, so that the same pages make the same small file."""
    pikepdf.settings.set_flate_compression_level(9)
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for date in ("/CreationDate", "/ModDate"):
            del document.docinfo[date]
        document.save(
            file, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True,
            recompress_flate=True, deterministic_id=True,
        )  # fmt: skip
    return file.getvalue()


def missing_fonts(pdf: bytes) -> list[str]:
    """The fonts of the printed book in which nothing is set: this machine has not got them."""
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = (obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary))
        named = [str(font.FontName) for font in fonts if "/FontName" in font]
    used = {name.partition("+")[2].partition("-")[0].lower() for name in named}
    asked = '", "'.join(FONT.findall(STYLES.read_text(encoding="utf-8"))).split('", "')
    return [name for name in asked if name.lower().replace(" ", "") not in used]


def digest(site: Path, browser: str) -> str:
    """What a print depends on: the pages in one, their styles, this file and the browser."""
    made_from = [whole_book(site).encode("utf-8"), (site.parent / PRINTED).read_bytes()]
    made_from += [Path(__file__).read_bytes(), str(Path(browser).resolve().stat()).encode()]
    return sha256(b"\0".join(made_from)).hexdigest()


def link_book(site: Path) -> None:
    """Let the pages lead to the printed book."""
    for page in pages_of(site):
        html = page.read_text(encoding="utf-8")
        page.write_text(WAITING.sub(r"\1", html), encoding="utf-8")


def main() -> None:
    """Print the book beside its pages, and only then lead to it."""
    browser = chromium()
    if not browser:
        print("No Chromium that starts on this machine, so no PDF and no link to one.")
        return
    kept = KEPT / f"{digest(SITE, browser)}.pdf"
    if not kept.exists():
        with step("Printing the book"):
            printed = print_book(SITE, browser)
        shutil.rmtree(KEPT, ignore_errors=True)
        kept.parent.mkdir(parents=True)
        kept.write_bytes(printed)
    shutil.copyfile(kept, SITE / BOOK)
    link_book(SITE)
    if missing := missing_fonts(kept.read_bytes()):
        kept.unlink()  # printed again with the next site, perhaps with these
        print(f"Set in other fonts than elsewhere, for lack of {', '.join(missing)}: see .ci/run.")
    print(f"The book is in {(SITE / BOOK).relative_to(ROOT)}.")


if __name__ == "__main__":
    sys.exit(main())
