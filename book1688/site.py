"""Sphinx extension: what the site needs beyond Jupyter Book.

Stored outputs link to notebooks (`../reference/claims.ipynb#id`), so that the links also work in
JupyterLab; here they become links to pages. The data are published beside the pages, the search
gets its index, and the pages are made light.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from book1688.package import publish
from book1688.search import write_search_index
from book1688.slim import slim

NOTEBOOK_LINK = re.compile(r'(<a\b[^>]*\bhref=")([^":#]+)\.ipynb(?=[#"])')


def page_links(html: str) -> str:
    """Point every relative link to a notebook at the page made from it."""
    return NOTEBOOK_LINK.sub(r"\1\2.html", html)


def finish_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Mend the links of one page, and leave out the theme's scripts."""
    if "body" in context:
        context["body"] = page_links(context["body"])
    own = [path.name for path in (Path(app.srcdir) / "_static").glob("*.js")]
    own.remove("search.js")  # which the search page names itself
    context["script_files"] = [f"_static/{name}" for name in sorted(own)]


def finish_site(app: Sphinx, exception: Exception | None) -> None:
    """Publish the data package, write the search index and slim the pages."""
    if exception is not None:
        return
    site, source = Path(app.outdir), Path(app.srcdir)
    publish(source / "data", site / "data")
    write_search_index(site, site / "_static" / "search-index.js")
    (site / "searchindex.js").unlink()
    slim(site, own=[path.name for path in (source / "_static").iterdir()])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    # Jupyter Book always sets this value of an extension that the book leaves out.
    app.add_config_value("comments_config", {}, "html")
    app.connect("html-page-context", finish_page)
    # After the theme, which rewrites the colours of code at this point.
    app.connect("build-finished", finish_site, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
