"""Sphinx extension: what the site needs beyond Jupyter Book.

Stored outputs link to notebooks (`../reference/claims.ipynb#id`), so that the links also work in
JupyterLab; here they become links to pages. The data are published beside the pages, and files of
the theme that no page asks for are not.
"""

import re
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

NOTEBOOK_LINK = re.compile(r'(<a\b[^>]*\bhref=")([^":#]+)\.ipynb(?=[#"])')
UNUSED = ("*.map", "fontawesome.js*", "*webpack-macros.html")


def page_links(html: str) -> str:
    """Point every relative link to a notebook at the page made from it."""
    return NOTEBOOK_LINK.sub(r"\1\2.html", html)


def finish_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Mend the links of one page before it is written."""
    if "body" in context:
        context["body"] = page_links(context["body"])


def finish_site(app: Sphinx, exception: Exception | None) -> None:
    """Copy the data package to `data/`, byte for byte, and drop what no page uses."""
    if exception is not None:
        return
    shutil.copytree(Path(app.srcdir) / "data", Path(app.outdir) / "data", dirs_exist_ok=True)
    for pattern in UNUSED:
        for path in (Path(app.outdir) / "_static").rglob(pattern):
            path.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    # Jupyter Book always sets this value of an extension that the book leaves out.
    app.add_config_value("comments_config", {}, "html")
    app.connect("html-page-context", finish_page)
    app.connect("build-finished", finish_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
