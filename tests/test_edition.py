"""One stamp over all that decides the pages: the site that stands there is that of this book."""

import shutil
from pathlib import Path

import pytest
from built import PAGES, soup
from repository import files

from book1688.edition import MADE_FROM, ROOT, SHORT, made_from, stamp

# Tracked files that do not decide what a page says. Anything else must be in the stamp.
BESIDE = (
    ".ci/", ".github/", "binder/", "docs/", "lab/", "measured/", "tests/",
    ".gitattributes", ".gitignore", "CITATION.cff", "LICENSE", "LICENSE-text-and-data", "Makefile",
    "README.md", "pyproject.toml", "requirements.in",
)  # fmt: skip


def test_every_page_shows_the_stamp_of_this_book() -> None:
    expected = stamp()
    for page in PAGES:
        [shown] = soup(page).select("footer .edition a")
        assert shown.code.get_text() == expected[:SHORT], f"{page.name}: run `make site`"
        assert shown["title"] == expected


def test_every_file_is_in_the_stamp_or_beside_it() -> None:
    stamped = {path.relative_to(ROOT).as_posix() for path in made_from()}
    others = set(files()) - stamped
    assert {name for name in others if not name.startswith(BESIDE)} == set()
    assert not {name for name in stamped if name.startswith(BESIDE)}
    assert stamped <= set(files()), "a file that git ignores would decide a page"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """One small file for each kind of file that the stamp is made from."""
    for pattern in MADE_FROM:
        file = tmp_path / "book" / pattern.replace("**/*", "some/name").replace("*", "name")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("as it was", encoding="utf-8")
    assert len(made_from(tmp_path / "book")) == len(MADE_FROM)
    return tmp_path / "book"


@pytest.mark.parametrize("place", range(len(MADE_FROM)))
@pytest.mark.parametrize("change", ["content", "name", "gone", "new"])
def test_any_change_makes_another_stamp(book: Path, place: int, change: str) -> None:
    before = stamp(book)
    file = made_from(book)[place]
    if change == "content":
        file.write_text("as it is", encoding="utf-8")
    elif change == "new" and "name" in file.name:
        shutil.copy(file, file.with_name(file.name.replace("name", "another")))
    elif change == "name" and "name" in file.name:
        file.rename(file.with_name(file.name.replace("name", "another")))
    else:
        file.unlink()
    assert stamp(book) != before


def test_the_stamp_is_that_of_the_book_and_not_of_its_folder(book: Path, tmp_path: Path) -> None:
    again = shutil.copytree(book, tmp_path / "elsewhere")
    assert stamp(Path(again)) == stamp(book)
