"""Links between pages, and small HTML pieces that figures and prose share.

Links name notebooks (``../reference/claims.ipynb#id``), so that they work in JupyterLab; the site
build turns them into pages.
"""

import os
import re
from functools import cache
from html import escape
from pathlib import Path

import yaml

from book1688.data import record
from book1688.data.tables import ROOT
from book1688.quantity import usage
from book1688.quantity.origin import CLASSES

# A run begins and ends with a character of the script; digits and signs within it belong to it.
RUNS = [
    (lang, re.compile(f"[{script}](?:[^<>&;a-zA-Z{script}]*[{script}])*"))
    for lang, script in (("zh", "\u3007\u3400-\u9fff"), ("ko", "\uac00-\ud7a3"))
]
KOREAN = dict(RUNS)["ko"]
APOSTROPHE = re.compile(r"(?<=[\w.,;:!?…)])'")  # it closes a quotation, too
OPENING = re.compile(r"(?<![\w.,;:!?…)=])'(?=\w)")
QUOTED = re.compile(r'"([^"<>]+)"')


def curled(text: str) -> str:
    """Curl the apostrophes and single quotation marks of a text, as the site does in sentences."""
    return OPENING.sub("‘", APOSTROPHE.sub("’", text))


def marked(text: str) -> str:
    """Escape a text, curl its quotes and mark its Chinese and Korean parts, for voices."""
    html = escape(QUOTED.sub(r"“\1”", curled(text)))
    for lang, run in RUNS:
        html = run.sub(rf'<span lang="{lang}">\g<0></span>', html)
    return html


def page(name: str, anchor: str = "") -> str:
    """Return the link from the running notebook to a page such as ``reference/claims``."""
    to_root = os.path.relpath(ROOT, Path.cwd()).replace(os.sep, "/")
    path = f"{name}.ipynb" if to_root == "." else f"{to_root}/{name}.ipynb"
    return f"{path}#{anchor}" if anchor else path


def source_page(source_id: str) -> str:
    """Return the link to the entry of a source."""
    return page("reference/sources", "source-" + source_id)


@cache
def chapter_names() -> dict[str, str]:
    """Return the short name of every chapter by its page, as the contents of the site have it."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    pages = [page for part in contents["parts"] for page in part["chapters"]]
    return {page["file"]: page["title"] for page in pages if "title" in page}


def claim_link(claim_id: str, words: str) -> str:
    """Link words of a sentence to a claim's entry in the ledger, and note the use."""
    record("claims", claim_id)
    usage.page.claims.setdefault(claim_id)
    return f'<a class="claim" href="{page("reference/claims", claim_id)}">{marked(words)}</a>'


def finding_link(evidence_id: str, words: str) -> str:
    """Link words of a sentence to the source of one evidence row, and note the use."""
    source_id = record("evidence", evidence_id)["source_id"]
    usage.page.evidence.setdefault(evidence_id)
    usage.cite(source_id)
    return f'<a class="source" href="{source_page(source_id)}">{marked(words)}</a>'


def source_links(source_ids: list[str]) -> str:
    """Link to the sources' entries by publisher, several of one by number, and note the use."""
    by_publisher: dict[str, list[str]] = {}
    for source_id in dict.fromkeys(source_ids):
        source = record("sources", source_id)
        usage.cite(source_id)
        by_publisher.setdefault(publisher(source), []).append(source_id)
    return ", ".join(
        _entry(ids[0], marked(name))
        if len(ids) == 1
        else f"{marked(name)} ({', '.join(_entry(i, str(n)) for n, i in enumerate(ids, 1))})"
        for name, ids in by_publisher.items()
    )


def _entry(source_id: str, words: str) -> str:
    title = escape(record("sources", source_id)["title"])
    return f'<a href="{source_page(source_id)}" title="{title}">{words}</a>'


def publisher(source: dict) -> str:
    """Name who stands behind a source: the original publisher where the page is a copy."""
    return (source["copy_of"] or source["publisher"]).split(" (SEC EDGAR)")[0]


def class_chips(classes: list[str]) -> str:
    """Show evidence classes, hardest first."""
    return f"{bare(',')} ".join(
        f'<span class="class class-{name}">{CLASSES[name]}</span>'
        for name in CLASSES
        if name in set(classes)
    )


def bare(mark: str) -> str:
    """Write punctuation for where no style sheet frames the classes, as in JupyterLab."""
    return f'<span class="bare">{mark}</span>'
