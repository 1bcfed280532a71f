"""Sphinx extension: what the site needs beyond Jupyter Book.

Stored outputs link to notebooks (`../reference/claims.ipynb#id`), so that the links also work in
JupyterLab; here they become links to pages. The data are published beside the pages, the search
gets its index, and the pages are made light.

Two variables of the environment say where the book is published. With ``BOOK_SITE_URL`` pages name
their own address and their picture; with ``BOOK_REPOSITORY_URL`` they lead to the repository and to
services that run it.
"""

import json
import os
import re
from html import unescape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from book1688.edition import PRINTED, TITLE, bibtex, citation, stamp
from book1688.html.palette import colour
from book1688.html.terms import link_terms
from book1688.quantity.usage import MIME
from book1688.site.chromium import chromium
from book1688.site.claim_review import reviews
from book1688.site.package import ARCHIVE, publish
from book1688.site.previews import write_previews
from book1688.site.search import write_search_index
from book1688.site.share import card_of, description, json_ld, sitemap, structured_data
from book1688.site.slim import Slim, pages_of, slim

PAGE_SCRIPT = re.compile(r'\bdata-script="([a-z-]+)"')
# A section whose heading a comment in its Markdown calls a fold; it holds no other section.
FOLD = re.compile(
    r'<section id="([^"]+)">\s*(<(h[23])>.*?</\3>)\s*<!-- fold -->(.*?)</section>', re.DOTALL
)
NOTEBOOK_LINK = re.compile(r'(<a\b[^>]*\bhref=")([^":#]+)\.ipynb(?=[?#"])')


def page_links(html: str) -> str:
    """Point every relative link to a notebook at the page made from it."""
    return NOTEBOOK_LINK.sub(r"\1\2.html", html)


def folds(html: str) -> str:
    """Close the sections that are folds: their headings open them."""
    closed = r'<section id="\1" class="fold"><details><summary>\2</summary>\4</details></section>'
    return FOLD.sub(closed, html)


def lightened(notebook: str) -> str:
    """A notebook to take away: its sentences, and of drawings and tables what they are.

    The page itself has them; running a cell, which needs the repository, brings them back.
    """
    stored = json.loads(notebook)
    for cell in stored["cells"]:
        for output in cell.get("outputs", []):
            for kind in ("text/html", MIME):
                output.get("data", {}).pop(kind, None)
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n"


def place(app: Sphinx, config: Config) -> None:
    """Tell Sphinx and the theme which edition this is, and where it is published, if anywhere."""
    config.html_context["stamp"] = stamp(Path(app.srcdir))
    site = os.environ.get("BOOK_SITE_URL", "").rstrip("/")
    config.html_baseurl = f"{site}/" if site else ""
    repository = os.environ.get("BOOK_REPOSITORY_URL", "").rstrip("/")
    if not repository:
        return
    launch = {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"}
    if "//github.com/" in repository:
        launch["colab_url"] = "https://colab.research.google.com"
    config.html_theme_options |= {
        "repository_url": repository,
        "repository_branch": "main",
        "use_edit_page_button": True,
        "use_issues_button": True,
        "launch_buttons": launch,
    }


def write_all(app: Sphinx) -> None:
    """Write every page, since one that was made light is nothing to build on, and no index.

    The book has a search index of its own; that of Sphinx would take a second and go unread.
    """
    builder = app.builder
    builder.get_outdated_docs = lambda: builder.env.found_docs
    builder.index_page = builder.dump_search_index = builder.load_indexer = lambda *_: None


def finish_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Mend the links of one page, describe it, and give it the book's scripts, not the theme's."""
    body = context.get("body", "")
    if body:
        # A browser's reader view leaves out what is called supplemental.
        code = '<details class="admonition hide'
        context["body"] = folds(page_links(body)).replace(code, f"{code} supplemental")
    if pagename == app.config.root_doc or pagename.startswith("chapters/"):
        glossary = app.builder.get_relative_uri(pagename, "reference/glossary")
        context["body"] = link_terms(context["body"], glossary)
    if doctree:
        _describe(app, pagename, context)
    context["orange"] = colour("1688")
    context["archive"] = f"data/{ARCHIVE}"
    context["book_file"] = PRINTED
    everywhere = sorted(path.name for path in (Path(app.srcdir) / "_static").glob("[!.]*.js"))
    # Where an element asks for it: `data-script="name"` brings `_static/some/name.js`.
    asked = [f"some/{name}.js" for name in dict.fromkeys(PAGE_SCRIPT.findall(body))]
    context["script_files"] = [f"_static/{name}" for name in [*everywhere, *asked]]


def _describe(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    kinds = {app.config.root_doc: "Book", "reference/data": "Dataset"}
    kind = kinds.get(pagename, "Article")
    title, text = unescape(context["title"]), description(context["body"])
    address = context.get("pageurl") or ""
    context |= {"book": TITLE, "plain_title": title, "description": text}
    context["structured_data"] = [structured_data(title, text, kind, address)]
    if pagename == "reference/claims":
        context["structured_data"].append(json_ld(reviews(address)))
    context["citation"] = citation(title, address)
    context["bibtex"] = bibtex(app.config.html_baseurl)
    if app.config.html_baseurl and chromium():
        context["card"] = app.config.html_baseurl + card_of(pagename)


def finish_site(app: Sphinx, exception: Exception | None) -> Slim | None:
    """Publish the data package, write the search index and slim the pages."""
    if exception is not None:
        return None
    site, source = Path(app.outdir), Path(app.srcdir)
    (site / ".buildinfo").unlink(missing_ok=True)  # a digest of this machine's folders, too
    publish(source / "data", site / "data")
    for notebook in (site / "_sources").rglob("*.ipynb"):
        notebook.write_text(lightened(notebook.read_text(encoding="utf-8")), encoding="utf-8")
    slimmed = slim(site, own=[path.name for path in (source / "_static").iterdir()])
    write_previews(site / "_static" / "previews.js")
    write_search_index(site, site / "_static" / "search-index.js")
    if app.config.html_baseurl:
        if browser := chromium():
            from book1688.site.card import draw_cards  # only where it is published

            draw_cards(site, browser)
        pages = [page.relative_to(site).as_posix() for page in pages_of(site)]
        addresses = [app.config.html_baseurl + page for page in pages if page != "search.html"]
        (site / "sitemap.xml").write_text(sitemap(addresses), encoding="utf-8")
    return slimmed


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    # Jupyter Book always sets this value of an extension that the book leaves out.
    app.add_config_value("comments_config", {}, "html")
    app.connect("config-inited", place)
    app.connect("builder-inited", write_all)
    app.connect("html-page-context", finish_page)
    # After the theme, which rewrites the colours of code at this point.
    app.connect("build-finished", finish_site, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
