"""What a link into the reference opens beside itself: a claim with its verdict, an event, a term.

The pages load this script when a reader first asks, as no browser fetches data from disk.
"""

import json
from pathlib import Path

from book1688.data import frame, record
from book1688.html.links import marked, publisher
from book1688.html.terms import anchor
from book1688.prose.catalogue import romanised
from book1688.prose.claim_table import badge
from book1688.quantity.words import long_date
from book1688.verdict import verdict_on


def previews() -> dict[str, str]:
    """HTML by what a link names: a claim's id, a term's anchor, or a source's and a date."""
    found = {}
    for claim in frame("claims").to_dict("records"):
        judged = badge(verdict_on(claim["claim_id"]))
        found[claim["claim_id"]] = (
            f'<p class="panel-name">The article says</p><p>{marked(claim["statement"])}</p>'
            f"<p>{judged}</p>"
        )
    for term in frame("glossary").to_dict("records"):
        found[anchor(term["term"])] = (
            f'<p class="panel-name">{marked(term["chinese"])} {romanised(term)}</p>'
            f"<p>{marked(term['meaning'])}</p>"
        )
    for event in frame("events").to_dict("records"):
        key = f"source-{event['source_id']} {event['date']}"
        when = f'<p class="panel-name">{long_date(event["date"])}</p>'
        by = f'<p class="panel-name">{marked(publisher(record("sources", event["source_id"])))}</p>'
        before = found[key].removesuffix(by) if key in found else when
        found[key] = f"{before}<p>{marked(event['event'])}</p>{by}"
    return found


def write_previews(file: Path) -> None:
    """Write ``previews`` as a script that gives the page the same name."""
    rows = json.dumps(previews(), ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"const previews = {rows};\n", encoding="utf-8")
