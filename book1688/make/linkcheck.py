"""Are the sources still where `data/sources.csv` says? Asks the hosts; run by hand or by schedule.

`make links` has Sphinx's link checker ask for every address, and writes Markdown: how many are
there, and which are not. Its exit status is 1 if a page is gone, 2 if nothing could be reached at
all, which says nothing about the sources. The tests never run it against other hosts.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
from sphinx.cmd.build import main as sphinx

from book1688.data import frame
from book1688.make.changes.report import inert

SETTINGS = {
    "linkcheck_timeout": 20,  # seconds
    "linkcheck_rate_limit_timeout": 60,
    "linkcheck_report_timeouts_as_broken": 0,
    "linkcheck_anchors": 0,
    "linkcheck_workers": 1,  # so that no host is asked for two pages at once
    "user_agent": "Mozilla/5.0 (compatible; link check of a research book; asks once a week)",
}
# What the words of an answer mean, the first that fits; silence may be for the time being.
ANSWERS = {
    "gone": re.compile(r"^(?:404|410) |not known|No address associated"),
    "refused": re.compile(r"^4(?!08)\d\d |rate-limited"),
    "silent": re.compile(r""),
}
KINDS = ("there", "moved", *ANSWERS)
FOR_GOOD = (301, 308)


def ask(urls: list[str], **settings: object) -> pd.DataFrame:
    """Ask for every page: a row each, with url, kind (of KINDS) and what the host said."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # On every other line; one that is no address would stop the checker.
        lines = [f"`{at} <{url}>`__" if _is_address(url) else "none" for at, url in enumerate(urls)]
        links = "\n\n".join(lines)
        (folder / "index.rst").write_text(links, encoding="utf-8")
        options = [f"-D{key}={value}" for key, value in (SETTINGS | settings).items()]
        sphinx(["-C", "-Q", "-b", "linkcheck", *options, str(folder), str(folder / "out")])
        text = (folder / "out" / "output.json").read_text(encoding="utf-8")
    told = {line["lineno"]: line for line in map(json.loads, text.splitlines())}
    rows = [told.get(2 * at + 1, {"status": "", "info": "no address"}) for at in range(len(urls))]
    return pd.DataFrame({
        "url": urls, "kind": map(kind, rows), "said": [row["info"] for row in rows],
    })  # fmt: skip


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def kind(row: dict) -> str:
    """Say what Sphinx's answer means for a source."""
    if row["status"] in ("working", "redirected"):
        return "moved" if row.get("code") in FOR_GOOD else "there"
    return next(name for name, words in ANSWERS.items() if words.search(row["info"]))


def report(found: pd.DataFrame) -> str:
    """Write Markdown of a row per source: how many are there, and every one that is not."""
    counts = Counter(found["kind"])
    lines = [", ".join(f"{counts[name]} {name}" for name in KINDS) + "."]
    for name in KINDS[1:]:
        rows = found[found["kind"] == name].itertuples()
        lines += ["", f"## {name.capitalize()}", ""] if counts[name] else []
        lines += [
            f"- `{row.source_id}`: {inert(row.said or 'no answer')}, <{row.url}>" for row in rows
        ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Check every source and print the report; 1 if one is gone, 2 without network."""
    sources = frame("sources").query("url != ''")
    found = sources[["source_id", "url"]].merge(ask(list(sources["url"].unique())), on="url")
    if set(found["kind"]) <= {"silent"}:
        print("Nothing answered: is there a network?", file=sys.stderr)
        return 2
    print(report(found), end="")
    return 1 if "gone" in set(found["kind"]) else 0


if __name__ == "__main__":
    sys.exit(main())
