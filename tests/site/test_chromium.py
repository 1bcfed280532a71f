"""A browser that does not start is none, and pages lead to the printed book where there is one."""

import os
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup

from book1688.site import chromium, pdf
from book1688.site.slim import pages_of

LINKS = {"intro.html": 2, "search.html": 0}  # elsewhere 1


def links(site: Path) -> dict[str, int]:
    """How many links to the printed book each page has."""
    trees = {
        page.name: BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for page in pages_of(site)
    }
    return {name: len(tree.select(f"a[href$='{pdf.BOOK}']")) for name, tree in trees.items()}


@pytest.mark.parametrize(
    "programs",
    [
        {},
        {"chromium": "#!/bin/sh\necho 'Install it with: apt install chromium'\n"},
        {"chromium-browser": "#!/bin/sh\necho 'install the snap' >&2; exit 1\n"},
        {"google-chrome": "neither a program nor a script"},
        {
            "chromium": "#!/bin/sh\nexit 1\n",
            "google-chrome": "#!/bin/sh\necho '<p>It starts</p>'\n",
        },
    ],
    ids=lambda programs: ", ".join(programs) or "none",
)
def test_only_what_starts_is_a_browser(
    programs: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in programs.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    fit = str(tmp_path / "google-chrome") if len(programs) == 2 else None
    assert chromium.chromium.__wrapped__() == fit


def test_a_link_stands_where_the_book_is() -> None:
    printed = (pdf.SITE / pdf.BOOK).is_file()
    assert links(pdf.SITE) == {p.name: LINKS.get(p.name, 1) * printed for p in pages_of(pdf.SITE)}


def test_a_browser_that_comes_later_brings_book_and_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "intro.html"
    page.write_text(f'<p>Take <!--once printed <a href="{pdf.BOOK}">a file</a> or -->nothing.</p>')
    monkeypatch.setattr(pdf, "ROOT", tmp_path)
    monkeypatch.setattr(pdf, "SITE", tmp_path)
    monkeypatch.setattr(pdf, "KEPT", tmp_path / "printed")
    monkeypatch.setattr(pdf, "digest", lambda *_: "of the pages")
    monkeypatch.setattr(pdf, "chromium", lambda: None)
    pdf.main()
    assert links(tmp_path) == {"intro.html": 0} and not (tmp_path / pdf.BOOK).exists()
    monkeypatch.setattr(pdf, "chromium", lambda: os.devnull)
    monkeypatch.setattr(pdf, "print_book", lambda *_: b"printed")
    monkeypatch.setattr(pdf, "missing_fonts", lambda *_: ["Some Letters"])
    pdf.main()
    [line] = [line for line in capsys.readouterr().out.splitlines() if "fonts" in line]
    assert "Some Letters" in line and not list(pdf.KEPT.iterdir())
    assert page.read_text() == f'<p>Take <a href="{pdf.BOOK}">a file</a> or nothing.</p>'
    assert (tmp_path / pdf.BOOK).read_bytes() == b"printed"


@pytest.mark.parametrize(
    ("fonts", "missing"),
    [
        (["DejaVuSerif-Bold", "DejaVuSansMono", "NotoSerifCJKsc-Regular"], ["Sans", "Sans CJK SC"]),
        (["LiberationSerif"], ["Serif", "Serif CJK SC", "Sans", "Sans CJK SC", "Sans Mono"]),
    ],
)
def test_fonts_that_a_print_lacks_are_named(fonts: list[str], missing: list[str]) -> None:
    with pikepdf.new() as book:
        names = (pikepdf.Dictionary(FontName=pikepdf.Name(f"/AAAAAA+{font}")) for font in fonts)
        book.Root.Kept = pikepdf.Array(map(book.make_indirect, names))
        book.save(file := BytesIO())
    told = pdf.missing_fonts(file.getvalue())
    assert [name.partition(" ")[2] for name in told] == missing
