"""The whole book as one file, printed from the built pages where there is a Chromium."""

import re
import shutil
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from book1688.data.tables import ROOT
from book1688.edition import PRINTED as BOOK
from book1688.html.palette import colour
from book1688.site.chromium import QUIET, chromium
from book1688.site.slim import PRINTED, pages_of
from book1688.site.step import step

SITE = ROOT / "_build" / "html"
KEPT = ROOT / ".cache" / "printed"  # the last print, by what it was made from

ID = re.compile(r'(\s(?:id|aria-labelledby|aria-describedby)=")([^"]+)"')
LINK = re.compile(r'(\s(?:xlink:)?href=")([^":#]*?)#([^"]+)"')
PAINT = re.compile(r"url\(#([^)]+)\)")
OUTSIDE = re.compile(r'(<a\b[^>]*?)\shref="(?!#|https?:)[^"]*"')  # files beside the book
WAITING = re.compile(r"<!--once printed (.*?)-->")  # on every page: its link to the printed book
PAGE_LINK = re.compile(r'(\shref=")([^":#?]+\.html)(?:\?[^"]*)?"')

HEAD = """<!DOCTYPE html>
<html lang="en" data-theme="light" data-mode="light"><head><meta charset="utf-8">
<title>{title}</title><link rel="stylesheet" href="{styles}">
<style>
  @page {{ size: A4; margin: 18mm 16mm 20mm; }}
  .bd-article + .bd-article {{ break-before: page; }}
  .take-home {{ display: none; }}
  section[id$="--sources"] {{ display: none; }}  /* the page of every source is in the book */
  /* On paper claims have verdicts, numbers formulas, sources names; the site has the rest. */
  ul.evidence, .used, .shelf .facts, .workings .inputs {{ display: none; }}
</style></head><body><main class="bd-main"><div class="bd-content">
<div class="bd-article-container">
"""
GREY = colour("verdict-untested")
FOOT = f"""<div style="width: 100%; font-size: 8px; text-align: center; color: {GREY}">
<span class="pageNumber"></span></div>"""


def whole_book(site: Path) -> str:
    """One page of all pages in the order of the contents, linked within itself."""
    front = BeautifulSoup((site / "intro.html").read_text(encoding="utf-8"), "html.parser")
    entries = [link["href"] for link in front.select("nav.bd-docs-nav a[href]")]
    entries = [entry for entry in entries if entry != "reference/data.html"]  # columns of files
    pages = [site / ("intro.html" if entry == "#" else entry) for entry in entries]
    articles = [_article(site, page) for page in dict.fromkeys(pages)]
    return HEAD.format(styles=PRINTED, title=front.h1.get_text().rstrip("#")) + "\n".join(articles)


def _article(site: Path, page: Path) -> str:
    """The text of a page, with ids and links that hold in the whole book."""
    html = page.read_text(encoding="utf-8")
    article = html[html.index('<article class="bd-article') : html.rindex("</article>") + 10]

    def name(file: str, place: str) -> str:
        target = (page.parent / file).resolve() if file else page
        return f"{target.relative_to(site).with_suffix('').as_posix().replace('/', '-')}--{place}"

    def local(file: str) -> bool:
        return not file or file.endswith(".html")

    article = ID.sub(
        lambda m: m[1] + " ".join(name("", place) for place in m[2].split()) + '"', article
    )
    article = LINK.sub(lambda m: f'{m[1]}#{name(m[2], m[3])}"' if local(m[2]) else m[0], article)
    article = PAGE_LINK.sub(lambda m: f'{m[1]}#{name(m[2], "page")}"', article)
    article = OUTSIDE.sub(r"\1", article)
    article = PAINT.sub(lambda m: f"url(#{name('', m[1])})", article)
    return article.replace("<article ", f'<article id="{name("", "page")}" ', 1)


def print_book(site: Path, browser: str) -> bytes:
    """Print the whole book."""
    source = site.parent / "book.html"
    source.write_text(whole_book(site), encoding="utf-8")
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=QUIET)
        page = window.new_page()
        page.goto(source.as_uri())
        pdf = page.pdf(
            prefer_css_page_size=True, print_background=True, outline=True, tagged=True,
            display_header_footer=True, header_template="<span></span>", footer_template=FOOT,
        )  # fmt: skip
        window.close()
    source.unlink()
    return packed(pdf)


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
    print(f"The book is in {(SITE / BOOK).relative_to(ROOT)}.")


if __name__ == "__main__":
    sys.exit(main())
