"""Make the built site light and strict: one script, the styles a page uses, and nothing else.

The theme brings rules for hundreds of components, three icon fonts and many scripts. The pages
decide what stays. A page carries its styles itself: fetched after it, they would keep a phone on a
slow line a third of a second from its first words. Each page also gets a policy that keeps a
browser from loading anything else.
"""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable
from functools import reduce
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from book1688.site.stylesheet import Names, icon_font, names_in, read_sheet, used_sheet

STYLE = re.compile(r'[ \t]*<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]+)"[^>]*>\n?')
SCRIPT = re.compile(r'[ \t]*<script\b[^>]*\bsrc="([^"]+)"[^>]*></script>\n?')
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
INLINE_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
LOADED = re.compile(r'\b(?:src|href)="([^":#?]+)')
IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"')]+)["']?\)?\s*;""")
ICONS = "vendor/fontawesome/webfonts/fa-solid-900.ttf"
# Code in the colour of all code, which signs do without, and one colour under several names and in
# several pieces, as the highlighter writes it.
PLAIN_CODE = re.compile(r'<span(?: class="(?:n|nn|o|p|w)")?>([^<]*)</span>')
QUOTED_CODE = re.compile(r'(?<=<span class=")s[12aid](?=">)')
TORN_CODE = re.compile(r'(<span class="(\w+)">[^<]*)</span><span class="\2">')
HIGHLIGHTED = re.compile(r"(?<=<pre>)<span></span>.*?(?=</pre>)", re.DOTALL)
PRINTED = "book.css"  # the styles of all pages, for the book as a PDF
CHARSET = '<meta charset="utf-8" />'

# `file:` because not every browser takes a page on disk for 'self'. On the web it allows nothing.
POLICY = (
    "default-src 'none'; script-src 'self' file: {script}; style-src {styles}; "
    "img-src 'self' file: data:; font-src data:; connect-src 'self'; "
    "form-action 'self' file:; base-uri 'none'"
)


def pages_of(site: Path) -> list[Path]:
    """Every page of a built site; the start page, which only sends the reader on, is none."""
    others = (site / "index.html", *site.glob("_static/*.html"))
    return sorted(page for page in site.rglob("*.html") if page not in others)


def slim(site: Path, own: Collection[str]) -> "Slim":
    """Rewrite every page of a built site, and drop the files that no page uses any more.

    ``own`` names our files in ``_static``: nothing in them is dropped, and they have the last word.
    """
    pages = {page: page.read_text(encoding="utf-8") for page in pages_of(site)}
    made = Slim(site, own, pages)
    made.write(pages)
    _drop_unused(site, site / "_static")
    return made


class Slim:
    """What the pages of a site share: the rules of all style sheets, and one script."""

    def __init__(self, site: Path, own: Collection[str], pages: dict[Path, str]) -> None:
        self.site, static = site, site / "_static"
        sheets = _on_every_page(_files(page, STYLE, html) for page, html in pages.items())
        self.scripts = _on_every_page(_files(page, SCRIPT, html) for page, html in pages.items())
        self.js = "\n".join(script.read_text(encoding="utf-8") for script in self.scripts)
        theme = [sheet for sheet in sheets if sheet.name not in own]
        ours = sorted(sheet for sheet in sheets if sheet.name in own)
        self.rules = read_sheet("\n".join(map(_sheet, theme + ours)))
        self.icons = (static / ICONS).read_bytes()
        self.script = _publish(static / "site.js", self.js)
        self.names: dict[Path, Names] = {}

    def write(self, pages: dict[Path, str]) -> None:
        """Write pages, given as Sphinx wrote them."""
        pages = {page: _with_plain_code(html) for page, html in pages.items()}
        self.names |= {page: names_in(html) for page, html in pages.items()}
        every = used_sheet(self.rules, reduce(Names.__or__, self.names.values()), self.js)
        icons = icon_font(every, self.icons)
        (self.site.parent / PRINTED).write_text(icons + every, encoding="utf-8")
        for page, html in pages.items():
            root = "../" * len(page.relative_to(self.site).parents[1:])
            rest = [file for file in _files(page, SCRIPT, html) if file not in self.scripts]
            said = self.js + "".join(file.read_text(encoding="utf-8") for file in rest)
            styles = icons + used_sheet(self.rules, self.names[page], said)
            head = f"<style>{styles}</style>\n" + "".join(
                f'<script defer src="{root}{url}"></script>\n'
                for url in [self.script, *(f.relative_to(self.site).as_posix() for f in rest)]
            )
            # Light where no script runs.
            html = _bundled(html, head).replace("<html ", '<html data-theme="light" ', 1)
            page.write_text(_with_policy(html), encoding="utf-8")


def _files(page: Path, pattern: re.Pattern[str], html: str) -> list[Path]:
    """Name the local files that the matches in a page load, each once, in order."""
    urls = dict.fromkeys(urlsplit(url).path for url in pattern.findall(html))
    return [(page.parent / unquote(url)).resolve() for url in urls]


def _on_every_page(lists: Iterable[list[Path]]) -> list[Path]:
    first, *others = lists
    return [path for path in first if all(path in other for other in others)]


def _sheet(file: Path) -> str:
    """Read a style sheet with those that it imports in their places."""
    css = file.read_text(encoding="utf-8")
    return IMPORT.sub(lambda found: _sheet(file.parent / found[1]), css)


def _publish(file: Path, text: str) -> str:
    """Write a file. Pages name it with a digest, so that no browser shows an old one."""
    file.write_text(text, encoding="utf-8")
    return f"_static/{file.name}?v={sha256(text.encode('utf-8')).hexdigest()[:8]}"


def _bundled(html: str, head: str) -> str:
    """Put styles and script where the first style sheet was, and drop every other of them."""
    start = STYLE.search(html).start()
    before, after = html[:start], html[start:]
    return SCRIPT.sub("", before) + head + SCRIPT.sub("", STYLE.sub("", after))


def _with_plain_code(html: str) -> str:
    return HIGHLIGHTED.sub(lambda code: _plain_code(code[0]), html)


def _plain_code(html: str) -> str:
    """Write highlighted code with few elements; only signs lose their colour."""
    html, torn = QUOTED_CODE.sub("s", PLAIN_CODE.sub(r"\1", html)), 1
    while torn:
        html, torn = TORN_CODE.subn(r"\1", html)
    return html


def _with_policy(html: str) -> str:
    """Allow the page's own files, the inline script that sets the theme, and the page's styles."""
    script, styles = (_digest(part.search(html)[1]) for part in (INLINE_SCRIPT, INLINE_STYLE))
    policy = POLICY.format(script=script, styles=styles)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}" />'
    return html.replace(CHARSET, f"{CHARSET}\n    {meta}", 1)


def _digest(text: str) -> str:
    digest = b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _drop_unused(site: Path, static: Path) -> None:
    used = set()
    for page in site.rglob("*.html"):
        for url in LOADED.findall(page.read_text(encoding="utf-8")):
            used.add((page.parent / unquote(url)).resolve())
    for file in sorted(static.rglob("*"), reverse=True):
        if file.is_file() and file not in used:
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
