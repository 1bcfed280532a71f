"""The built site: complete, self-contained, and showing exactly what the notebooks store."""

import html
import json
import re
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
import yaml
from bs4 import BeautifulSoup
from built import PAGES, SITE, soup
from markdown_it import MarkdownIt

from book1688.make.run import notebooks, read
from book1688.quantity.usage import MIME
from book1688.site.extension import page_links
from book1688.site.package import ARCHIVE, packaged
from book1688.site.slim import PRINTED

ROOT = Path(__file__).resolve().parents[2]
MACHINE_PATH = re.compile(rb"(?<![\w./-])/(?:home|root|Users|work|private|opt|mnt)/[\w.-]+/")
PLAIN_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
CSS_LOAD = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""")
LOADING = {
    "script": ["src"],
    "link": ["href"],
    "img": ["src", "srcset"],
    "iframe": ["src"],
    "source": ["src", "srcset"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "use": ["href", "xlink:href"],
    "image": ["href", "xlink:href"],
}

every_page = pytest.mark.parametrize(
    "page", PAGES, ids=lambda path: path.relative_to(SITE).as_posix()
)


@cache
def ids(page: Path) -> frozenset[str]:
    """Every place of a page that a link can lead to."""
    return frozenset(tag["id"] for tag in soup(page).select("[id]"))


def toc_entries() -> list[str]:
    """Every page that `_toc.yml` names."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    return [toc["root"], *chapters]


def elsewhere(url: str) -> bool:
    """Whether a browser would ask another host for this address."""
    return urlsplit(url).scheme not in ("", "data") or bool(urlsplit(url).netloc)


def loaded(page: Path) -> list[str]:
    """Everything that a browser fetches by itself for a page, style sheets included."""
    tree = soup(page)
    urls = [
        tag[name]
        for element, names in LOADING.items()
        for tag in tree(element)
        if "canonical" not in tag.get("rel", [])  # says where the page is; loads nothing
        for name in names
        if tag.get(name)
    ]
    styles = [tag.get_text() for tag in tree("style")] + [
        tag["style"] for tag in tree.select("[style]")
    ]
    return urls + [url for style in styles for url in CSS_LOAD.findall(style)]


def local(page: Path, url: str) -> Path:
    """The file that a relative address of a page names."""
    return (page.parent / unquote(urlsplit(url).path)).resolve() if urlsplit(url).path else page


def readable(text: str) -> str:
    """Text without markup and white space, its quotes plain again: the site curls them."""
    plain = BeautifulSoup(text, "html.parser").get_text().translate(PLAIN_QUOTES)
    return "".join(plain.split())


@every_page
def test_a_page_knows_its_place_and_fetches_no_other(page: Path) -> None:
    """The list of pages says which is open; a browser may fetch what the head calls next."""
    listed = page.relative_to(SITE).with_suffix("").as_posix() in toc_entries()
    assert len(soup(page).select(".bd-links [aria-current=page]")) == listed
    assert not soup(page).select("link[rel=next], link[rel=prev]")


@every_page
def test_a_reader_view_begins_with_the_text(page: Path) -> None:
    """Firefox's leaves out what is called supplemental, and so does not begin with code."""
    assert not soup(page).select("details.hide:not(.supplemental)")


def test_every_entry_of_the_contents_has_a_page_and_no_other_is_there() -> None:
    """A page that outlived its source would still be published."""
    expected = {SITE / f"{entry}.html" for entry in toc_entries()} | {SITE / "search.html"}
    assert set(PAGES) == expected


def test_the_start_page_leads_to_the_introduction() -> None:
    assert "url=intro.html" in (SITE / "index.html").read_text(encoding="utf-8")


def test_no_title_twice() -> None:
    titles = Counter(soup(page).title.get_text(strip=True) for page in PAGES if soup(page).title)
    assert not [title for title, count in titles.items() if count > 1]


@every_page
def test_title_heading_and_language(page: Path) -> None:
    tree = soup(page)
    assert tree.title and tree.title.get_text(strip=True)
    assert len(tree("h1")) == 1
    assert tree.h1.get_text(strip=True).rstrip("#")
    assert tree.html.get("lang") == "en"


@pytest.mark.parametrize(
    "unfit",
    [
        # Lines alone: with a style or a colour, WebKit drops the whole declaration.
        r"\btext-decoration:(?!\s*(?:none|underline|inherit)\s*(?:!important\s*)?[;}])",
        r"\btext-wrap(?:-style)?:[^;}]*\bpretty\b",  # WebKit ends over text that cannot break
    ],
)
def test_styles_that_webkit_does_not_bear(unfit: str) -> None:
    css = (SITE.parent / PRINTED).read_text(encoding="utf-8")  # the styles of every page
    assert len(css) > 10_000
    assert not [css[found.start() :][:80] for found in re.finditer(unfit, css)]


@every_page
def test_nothing_comes_from_another_host(page: Path) -> None:
    """What is loaded includes what the styles load, which stand in the page itself."""
    assert not soup(page).select("link[rel=stylesheet]") and len(soup(page)("style")) == 1
    assert not [url for url in loaded(page) if elsewhere(url)]


@every_page
def test_everything_loaded_is_there(page: Path) -> None:
    files = [url for url in loaded(page) if not url.startswith(("data:", "#"))]
    assert not [url for url in files if not elsewhere(url) and not local(page, url).is_file()]


def arrives(page: Path, url: str) -> bool:
    """Whether a relative link leads to a file and, in a page, to a place that is there."""
    target, fragment = local(page, url), unquote(urlsplit(url).fragment)
    if not target.is_file():
        return False
    if target.suffix == ".ipynb":  # to be kept, not to be read: only from where notebooks lie
        return SITE / "_sources" in target.parents
    return not fragment or target.suffix != ".html" or fragment in ids(target)


@every_page
def test_links_arrive(page: Path) -> None:
    links = [link["href"] for link in soup(page).select("a[href]")]
    inside = [url for url in links if not elsewhere(url) and not url.startswith("data:")]
    assert inside, "no link to check"
    assert not [url for url in inside if not arrives(page, url)]


def test_what_the_search_finds_is_there() -> None:
    script = (SITE / "_static" / "search-index.js").read_text(encoding="utf-8")
    pages = json.loads(script.removeprefix("const searchIndex = ").removesuffix(";\n"))
    assert {url for _, url, _ in pages} == set(map("{}.html".format, toc_entries()))
    places = [f"{url}#{place}" for _, url, found in pages for place, *_ in found]
    assert places and not [url for url in places if not arrives(SITE / "search.html", url)]


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("reference/claims.html", True),
        ("reference/claims.html#no-such-claim", False),
        ("#no-such-place", False),
        ("no-such-page.html", False),
        ("_static/no-such-file.css", False),
        ("data/claims.csv", True),
        ("data/no-such-file.csv", False),
        ("reference/claims.ipynb", False),
        ("_sources/reference/claims.ipynb", True),
    ],
)
def test_what_arriving_means(url: str, there: bool) -> None:
    assert arrives(SITE / "intro.html", url) is there


@every_page
def test_no_id_twice(page: Path) -> None:
    counts = Counter(tag["id"] for tag in soup(page).select("[id]"))
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize(
    "path", notebooks(ROOT), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_what_is_published_is_what_was_checked(path: Path) -> None:
    """Every stored output stands in the page: HTML letter by letter, Markdown by its text."""
    page = (SITE / path.relative_to(ROOT)).with_suffix(".html").read_text(encoding="utf-8")
    text = readable(page)
    compared = 0
    for cell in read(path).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                assert page_links(data["text/html"]).strip() in page
            elif "text/markdown" in data:
                assert readable(MarkdownIt().render(data["text/markdown"])) in text
            elif "image/svg+xml" not in data:
                plain = output.get("text") or data["text/plain"]
                assert readable(html.escape(plain)) in text
            compared += 1
    assert compared, "no output to compare"


@pytest.mark.parametrize(
    "path", notebooks(ROOT), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_notebook_is_published_without_drawings_and_tables(path: Path) -> None:
    taken, stored = read(SITE / "_sources" / path.relative_to(ROOT)), read(path)
    assert stored.cells
    for cell in stored.cells:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                assert output.data["text/plain"]  # says what stands there once the cell is run
            for kind in ("text/html", MIME):
                output.get("data", {}).pop(kind, None)
    assert taken == stored


def test_no_machine_path() -> None:
    files = [path for path in SITE.rglob("*") if path.is_file()]
    here = str(ROOT).encode()
    told = [path for path in files if here in path.read_bytes()]
    assert not told, "the folder of the build stands in the site"
    assert not (SITE / ".buildinfo").exists(), "a digest of the folders of this machine"
    own = [path for path in files if "_static" not in path.relative_to(SITE).parts]
    assert not [path for path in own if MACHINE_PATH.search(path.read_bytes())]


def test_the_data_are_published() -> None:
    source = {name: (ROOT / "data" / name).read_bytes() for name in packaged(ROOT / "data")}
    assert source
    published = {path.name: path.read_bytes() for path in (SITE / "data").iterdir()}
    with ZipFile(BytesIO(published.pop(ARCHIVE))) as archive:
        packed = {Path(name).name: archive.read(name) for name in archive.namelist()}
    assert published == packed == source


@pytest.mark.parametrize(
    ("stored", "published"),
    [
        ('<a href="../reference/claims.ipynb#x">', '<a href="../reference/claims.html#x">'),
        ('<a class="n" href="a.ipynb">', '<a class="n" href="a.html">'),
        ('<a href="https://example.org/a.ipynb">', '<a href="https://example.org/a.ipynb">'),
        ('<a href="#a.ipynb">', '<a href="#a.ipynb">'),
    ],
)
def test_links_to_notebooks_become_links_to_pages(stored: str, published: str) -> None:
    assert page_links(stored) == published
