"""The reference pages: every claim with its evidence, and every source with what rests on it."""

from collections import Counter
from html import escape

import pandas as pd

from book1688.data import record, table
from book1688.links import marked, page, publisher
from book1688.prose.claim_table import badge
from book1688.prose.html import Html
from book1688.quantity import claim
from book1688.verdict import evidence_of, verdict

RELATIONS = {
    "supports": "supports",
    "refines": "refines",
    "contradicts": "contradicts",
    "resolves": "later",
    "context": "context",
}


def ledger(topic: str) -> Html:
    """List every claim of one topic, in the order of the article, each with its evidence."""
    claims = table("claims")
    claims = claims[claims["topic"] == topic]
    entries = "".join(_entry(row) for row in claims.to_dict("records"))
    return Html(entries, f"{len(claims)} claims: {topic}")


def _entry(row: dict) -> str:
    evidence = evidence_of(row["claim_id"])
    facts = [f"Line {row['line']:.0f}", row["kind"], f"said by {row['attributed_to']}"]
    if pd.notna(row["low"]):
        spec = ".0%" if row["unit"] == "percent" else ".3s"
        facts.append(f"read as {claim(row['claim_id']).range(spec)} {_unit(row['unit'])}".strip())
    if row["as_of"]:
        facts.append(f"as of {row['as_of']}")
    doubt = f'<p class="ambiguity">{marked(row["ambiguity"])}</p>' if row["ambiguity"] else ""
    asked = _resolved(record("forecasts", row["claim_id"])) if row["kind"] == "forecast" else ""
    listed = "".join(_evidence(item) for item in evidence.to_dict("records"))
    shown = (
        f'<ul class="evidence">{listed}</ul>' if listed else '<p class="evidence">No evidence.</p>'
    )
    return (
        f'<article class="claim-entry" id="{row["claim_id"]}">'
        f"<h3>{marked(row['statement'])}</h3>"
        f'<div class="judged"><p>{badge(verdict(row["claim_id"]))}</p>'
        f'<p class="facts">{marked("; ".join(facts))}</p></div>{doubt}{asked}{shown}</article>'
    )


def _resolved(row: dict) -> str:
    when = f" ({row['resolved_on']})" if row["resolved_on"] else ""
    return f'<p class="resolution">{marked(row["question"])}{when} {marked(row["reasoning"])}</p>'


def _unit(unit: str) -> str:
    return "" if unit in ("percent", "RMB", "persons", "count") else unit


def _evidence(row: dict) -> str:
    source = record("sources", row["source_id"])
    party = "independent" if row["independent"] == "yes" else "interested party"
    note = f' <span class="note">{marked(row["note"])}</span>' if row["note"] else ""
    return (
        f'<li class="{row["relation"]}"><span class="relation">{RELATIONS[row["relation"]]}</span> '
        f"<span>{marked(row['statement'])}{note} "
        f'<span class="from"><a href="{page("reference/sources", "source-" + row["source_id"])}">'
        f"{marked(publisher(source))}</a>, {row['as_of'] or 'undated'}, "
        f"grade {row['reliability']}, {party}</span></span></li>"
    )


def source_ledger() -> Html:
    """List every source by publisher, with its grade and how many data rows rest on it."""
    resting = {
        name: Counter(table(name)["source_id"]) for name in ("observations", "evidence", "events")
    }
    items = []
    for row in sorted(table("sources").to_dict("records"), key=_shelf):
        counts = ", ".join(
            f"{counter[row['source_id']]} {_plural(name, counter[row['source_id']])}"
            for name, counter in resting.items()
            if counter[row["source_id"]]
        )
        copy = f", a copy on {row['publisher']}" if row["copy_of"] else ""
        copy += f", read through {row['read_via']}" if row["read_via"] else ""
        items.append(
            f'<li id="source-{row["source_id"]}">{_title(row)}, {marked(publisher(row))}'
            f"{marked(copy)}{', ' + row['published'] if row['published'] else ', undated'}. "
            f'<span class="facts">{row["kind"].replace("_", " ").capitalize()}, '
            f"grade {row['reliability']}; {counts}.</span></li>"
        )
    return Html(f'<ol class="sources">{"".join(items)}</ol>', f"{len(items)} sources")


def _shelf(row: dict) -> tuple[str, str, str]:
    return publisher(row).casefold(), row["published"], row["source_id"]


def _title(row: dict) -> str:
    whole = row["language"] != "en"
    title = escape(row["title"]) if whole else marked(row["title"])
    lang = f' lang="{row["language"]}"' if whole else ""
    return f'<a href="{escape(row["url"], quote=True)}"{lang}>{title}</a>'


def _plural(name: str, count: int) -> str:
    if name == "evidence":
        return "evidence row" if count == 1 else "evidence rows"
    return name.removesuffix("s") if count == 1 else name
