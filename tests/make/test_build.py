"""Building again: the same pages byte for byte, and what only a published book shows."""

import filecmp
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import Tag
from built import SITE, soup
from PIL import Image
from test_red import copy_of_the_book

from book1688.edition import PACKAGE
from book1688.edition import PRINTED as BOOK
from book1688.site.card import figure_of
from book1688.site.chromium import chromium
from book1688.site.package import ARCHIVE
from book1688.site.pdf import link_book
from book1688.site.slim import pages_of

ROOT = Path(__file__).resolve().parents[2]
HOME = "https://example.org/book/"
PLACES = {"BOOK_SITE_URL": HOME, "BOOK_REPOSITORY_URL": "https://github.com/example/book"}
HEAVIEST_CARD = 60 * 1024


OFFLINE = ROOT / "tests" / "offline"
# The time is a quarter of an hour off any other, so that a time of day would show.
ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "1688"}


def build(folder: Path, settings: dict[str, str], *, source: Path = ROOT) -> Path:
    """Build the site into a folder, for the given places and no others, with the network cut."""
    outside = {key: value for key, value in os.environ.items() if key not in PLACES}
    path = os.pathsep.join(map(str, (OFFLINE, source)))
    command = [sys.executable, Path(sys.executable).with_name("jupyter-book"), "build", source]
    done = subprocess.run(
        [*command, "--path-output", folder, "-W", "-n", "--keep-going", "--quiet"],
        env=outside | {"PYTHONPATH": path} | settings,
        cwd=source,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = any(os.environ.get(name) for name in PLACES)
    return build(tmp_path_factory.mktemp("unpublished"), {}) if here else SITE


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("published"), PLACES)


def head(page: Path) -> Tag:
    return soup(page).head


def described(site: Path) -> list[Path]:
    pages = [page for page in pages_of(site) if page.name != "search.html"]
    assert pages
    return pages


@pytest.mark.thorough
def test_a_build_elsewhere_is_the_same(tmp_path: Path) -> None:
    """In another folder, time zone, language and order of hashing, with nothing left over."""
    assert all(os.environ.get(name) != value for name, value in ELSEWHERE.items())
    here = {name: os.environ.get(name, "") for name in PLACES}
    book = copy_of_the_book(tmp_path / "another" / "folder")
    for _ in range(2):  # over a site that is there, too
        again = build(tmp_path, here | ELSEWHERE, source=book)
    if (SITE / BOOK).is_file():
        link_book(again)
    files = {path.relative_to(SITE) for path in SITE.rglob("*") if path.is_file()} - {Path(BOOK)}
    assert files == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    _, different, unread = filecmp.cmpfiles(SITE, again, map(str, files), shallow=False)
    assert not different + unread


def test_the_other_settings_take_effect() -> None:
    """Python in that environment really has another clock, encoding of names and order."""
    asks = (
        "import sys, time, locale; print(time.strftime('%z'), hash('1688'), "
        "locale.setlocale(locale.LC_ALL, ''))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", asks], env=env, capture_output=True, check=True, text=True
        ).stdout.split()
        for env in (os.environ, {**os.environ, **ELSEWHERE})
    ]
    assert all(one != other for one, other in zip(*told, strict=True)), told


@pytest.mark.parametrize(
    ("asks", "status"),
    [
        ("socket.create_connection(('192.0.2.1', 80), timeout=1)", 1),
        ("socket.getaddrinfo('example.org', 443)", 1),
        ("urllib.request.urlopen('https://example.org')", 1),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))", 1),
        ("socket.getaddrinfo('localhost', 80)", 0),
        ("socket.create_server(('127.0.0.1', 0))", 0),
    ],
)
def test_what_asks_for_another_host_ends(asks: str, status: int) -> None:
    program = f"import socket, urllib.request\ntry: {asks}\nexcept OSError: pass"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == status
    assert (b"asks for another host" in done.stderr) is bool(status)


def test_every_page_says_what_it_is() -> None:
    texts = set()
    for page in described(SITE):
        tags = head(page)
        text = tags.select_one("meta[name=description]")["content"]
        assert 40 <= len(text) <= 300, f"{page.name}: {text}"
        assert tags.select_one("meta[property='og:description']")["content"] == text
        assert tags.select_one("meta[property='og:title']")["content"]
        data = json.loads(tags.select_one("script[type='application/ld+json']").get_text())
        own = data["@type"] == "Dataset"  # the package describes itself
        assert data["description"] == (PACKAGE["description"] if own else text)
        texts.add(text)
    assert len(texts) == len(described(SITE)), "two pages with one description"


def test_an_unpublished_book_names_no_place(unpublished: Path) -> None:
    assert not (unpublished / "sitemap.xml").exists()
    for page in described(unpublished):
        assert not head(page).select("link[rel=canonical], meta[property='og:image']")
        menu = soup(page).select("#take-away a")
        assert not [link["href"] for link in menu if "://" in link["href"]]


@pytest.mark.thorough
def test_a_published_book_names_its_pages_and_pictures(published: Path) -> None:
    addresses = (published / "sitemap.xml").read_text(encoding="utf-8")
    for page in described(published):
        tags = head(page)
        address = HOME + page.relative_to(published).as_posix()
        assert tags.select_one("link[rel=canonical]")["href"] == address
        assert f"<loc>{address}</loc>" in addresses
        if not chromium():
            assert not tags.select("meta[property='og:image']")
            continue
        card = tags.select_one("meta[property='og:image']")["content"]
        file = published / card.removeprefix(HOME)
        assert file.stat().st_size <= HEAVIEST_CARD
        with Image.open(file) as image:
            assert image.size == (1200, 630)


def test_cards_show_the_first_figure() -> None:
    """Where a page has a figure of a fitting shape; elsewhere the answer stands there."""
    drawn = [page for page in described(SITE) if figure_of(page.read_text(encoding="utf-8"))]
    assert 5 <= len(drawn) < len(described(SITE))


@pytest.mark.thorough
def test_the_data_page_names_its_archive(published: Path) -> None:
    tags = head(published / "reference" / "data.html")
    data = json.loads(tags.select_one("script[type='application/ld+json']").get_text())
    assert data["@type"] == "Dataset"
    files = [file["contentUrl"] for file in data["distribution"]]
    assert files[0] == f"{HOME}data/{ARCHIVE}"
    assert all((published / file.removeprefix(HOME)).is_file() for file in files)


@pytest.mark.thorough
@pytest.mark.parametrize("service", ["mybinder.org", "colab", "/edit/main/", "/issues/new"])
def test_a_published_book_can_be_run_and_mended(published: Path, service: str) -> None:
    for page in described(published):
        html = soup(page)
        assert [link for link in html.select("#take-away a") if service in link["href"]]
        assert not html.select("#take-away img")
