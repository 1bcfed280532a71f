"""The reference pages: every claim with its evidence, and every source with what rests on it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import chain, groupby
from urllib.parse import urlsplit

import pandas as pd

from book1688.data import frame, record
from book1688.html.links import chapter_names, curled, marked, page, publisher, source_page
from book1688.html.tables import Html
from book1688.prose.claim_table import badge
from book1688.prose.places import Place, places
from book1688.quantity import claim
from book1688.quantity.origin import CLASSES, SPEAKERS, evidence_class
from book1688.verdict import SAID, WORDS, by_rule, evidence_of, resolving, verdict_on

FRONT = "Front page"
READ = {
    "whole": "read whole",
    "opening": "read in its opening",
    "excerpt": "read in excerpts",
    "table": "read for its figures",
}
SAID_SO = {"supports": "said so", "contradicts": "said otherwise"}
NONE = {"none": "no evidence at all"}
USES = {"used": "used by a page", "unused": "used by none"}
WORKINGS_NAMED = 3  # rows of the workings of one page that an entry names; the rest it counts


def ledger_filter() -> Html:
    """Show the controls that narrow the ledger down, each choice with how many claims it has.

    They stay hidden where no script would answer them (`_static/some/ledger.js`).
    """
    claims = frame("claims")
    by_class = [evidence_classes(claim_id) for claim_id in claims["claim_id"]]
    used = [_use(claim_id) for claim_id in claims["claim_id"]]
    verdicts = [verdict_on(claim_id).kind for claim_id in claims["claim_id"]]
    chapters = {name.rpartition("/")[2]: said for name, said in chapter_names().items()}
    fields = "".join(
        _choice(name, label, words, Counter(found))
        for name, label, words, found in (
            ("topic", "Chapter", chapters, claims["topic"]),
            ("verdict", "Verdict", WORDS, verdicts),
            ("said", "Was it said", SAID, [verdict_on(i).said for i in claims["claim_id"]]),
            ("evidence", "Evidence from", CLASSES | NONE, chain.from_iterable(by_class)),
            ("use", "In the chapters", USES, used),
            ("kind", "Kind", {kind: kind for kind in claims["kind"].unique()}, claims["kind"]),
        )
    )
    html = (
        '<form class="ledger-filter" data-script="ledger" hidden autocomplete="off" role="search" '
        'aria-label="Claims"><label class="words">Words, all of which must occur '
        f'<input type="search" name="words" spellcheck="false"></label>{fields}'
        f'<p><output role="status">{len(claims)} claims</output> '
        '<button type="reset">Show all claims</button></p></form>'
    )
    return Html(html, "Search and filter the claims")


def _choice(name: str, label: str, words: dict[str, str], counts: Counter) -> str:
    options = "".join(
        f'<option value="{key}">{curled(said[0].upper() + said[1:])} ({counts[key]})</option>'
        for key, said in words.items()
        if counts[key]
    )
    options = f'<option value="">All</option>{options}'
    return f'<label>{label} <select name="{name}">{options}</select></label>'


def _use(claim_id: str) -> str:
    return "used" if places().get(claim_id) else "unused"


def evidence_classes(claim_id: str) -> list[str]:
    """Return what kinds of source the evidence on a claim comes from, hardest first, or none."""
    rows = evidence_of(claim_id).to_dict("records")
    found = {evidence_class(record("sources", row["source_id"]), row["said_by"]) for row in rows}
    return [name for name in CLASSES if name in found] or list(NONE)


def ledger(topic: str) -> Html:
    """List every claim of one topic (a chapter's file name) with evidence, in order."""
    claims = frame("claims")
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
    if row["own_matter"]:
        facts.append("a company’s own matter")
    if row["reading"] != "high":
        facts.append(f"{row['reading']} confidence in our reading")
    doubt = f'<p class="ambiguity">{marked(row["ambiguity"])}</p>' if row["ambiguity"] else ""
    asked, late = "", set()
    if row["kind"] == "forecast":
        asked = _resolved(record("forecasts", row["claim_id"]))
        late = set(evidence["evidence_id"]) - set(resolving(row["claim_id"])["evidence_id"])
    listed = "".join(
        _evidence(item, ", after the deadline" if item["evidence_id"] in late else "")
        for item in evidence.to_dict("records")
    )
    shown = (
        f'<ul class="evidence">{listed}</ul>' if listed else '<p class="evidence">No evidence.</p>'
    )
    judged, classes = verdict_on(row["claim_id"]), " ".join(evidence_classes(row["claim_id"]))
    read = " ".join([row["statement"], row["ambiguity"], *evidence["statement"], *evidence["note"]])
    return (
        f'<article class="claim-entry" id="{row["claim_id"]}" data-topic="{row["topic"]}" '
        f'data-verdict="{judged.kind}" data-said="{judged.said}" data-evidence="{classes}" '
        f'data-use="{_use(row["claim_id"])}" data-kind="{row["kind"]}" '
        f'data-words="{escape(" ".join(other_names(read)))}">'
        f"<h3>{marked(row['statement'])}"
        f'<a class="headerlink" href="#{row["claim_id"]}" title="Link to this claim">#</a></h3>'
        f'<div class="judged"><p>{badge(judged)}</p>'
        f'<p class="facts">{marked("; ".join(facts))}</p></div>{doubt}{asked}{shown}'
        f"{_used(places().get(row['claim_id'], []))}</article>"
    )


def other_names(text: str) -> list[str]:
    """Return what else the terms, companies and sites of a text are called, characters included."""
    known = [
        (*row["in_text"].split("; "), row["term"], row["chinese"], row["as_in_article"])
        for row in frame("glossary").to_dict("records")
    ]
    known += [(row["name"], row["chinese"]) for row in frame("entities").to_dict("records")]
    spoken = [names for names in known if any(re.search(_whole(name), text) for name in names)]
    return [
        name for name in dict.fromkeys(chain.from_iterable(spoken)) if name and name not in text
    ]


@cache
def _whole(name: str) -> str:
    """Return a pattern for a name where it stands as a word of its own; none for no name."""
    return rf"(?i)\b{re.escape(name)}\b" if name else "(?!)"


def _used(used: list[Place]) -> str:
    """Say where the book uses a claim, page by page."""
    if not used:
        return '<p class="used">Not used in a chapter.</p>'
    pages = "; ".join(
        f"{curled(chapter_names().get(name, FRONT))}: {_listed(list(found))}"
        for name, found in groupby(used, key=lambda place: place.page)
    )
    return f'<p class="used">Used in {pages}.</p>'


def _listed(found: list[Place]) -> str:
    sections = [_place(place, place.title) for place in found if not place.is_working]
    workings = [place for place in found if place.is_working]
    if workings:
        named = ", ".join(_place(place, place.title) for place in workings[:WORKINGS_NAMED])
        more = len(workings) - WORKINGS_NAMED
        named += f" and {more} more" if more > 0 else ""
        sections.append(f"workings of {named}")
    return ", ".join(sections)


def _place(place: Place, words: str) -> str:
    return f'<a href="{page(place.page, place.anchor)}">{marked(words)}</a>'


def _resolved(row: dict) -> str:
    when = f" ({row['resolved_on']})" if row["resolved_on"] else ""
    other = (
        f"The rule for claims would say {by_rule(row['claim_id']).words}. {row['departure']}"
        if row["departure"]
        else "The rule for claims gives the same."
    )
    said = f"{row['question']}{when} {row['reasoning']} {other}"
    return f'<p class="resolution">{marked(said)}</p>'


def _unit(unit: str) -> str:
    return "" if unit in ("percent", "RMB", "persons", "count") else unit


def _evidence(row: dict, when: str) -> str:
    source = record("sources", row["source_id"])
    dated = f"as of {row['as_of']}" if row["as_of"] else "undated"
    note = f' <span class="note">{marked(row["note"])}</span>' if row["note"] else ""
    kind = CLASSES[evidence_class(source, row["said_by"])]
    relation = row["relation"]
    if row["question"] == "said":
        relation = SAID_SO.get(relation, "on who said it")
    return (
        f'<li class="{row["relation"]}"><span class="relation">{relation}</span> '
        f"<span>{marked(row['statement'])}{note} "
        f'<span class="from"><a href="{source_page(row["source_id"])}">'
        f"{marked(publisher(source))}</a>, {dated}{when}, "
        f"{kind}, grade {row['reliability']}, {SPEAKERS[row['said_by']]}</span></span></li>"
    )


def source_ledger(grade: str) -> Html:
    """List the sources of one grade by publisher, with what rests on each: rows and claims."""
    evidence = frame("evidence").groupby("source_id")["claim_id"].unique()
    resting = {
        name: Counter(frame(name)["source_id"]) for name in ("observations", "events", "evidence")
    }
    items = []
    rows = [row for row in frame("sources").to_dict("records") if row["reliability"] == grade]
    for row in sorted(rows, key=_shelf):
        counts = ", ".join(
            f"{counter[row['source_id']]} {_plural(name, counter[row['source_id']])}"
            for name, counter in resting.items()
            if counter[row["source_id"]]
        )
        copy = f", a copy on {_host(row['publisher'])}" if row["copy_of"] else ""
        author = f"{row['author']}, " if row["author"] else ""
        day = row["published"] or "undated"
        items.append(
            f'<li id="source-{row["source_id"]}">{_title(row)}, {marked(author + publisher(row))}'
            f"{marked(copy)}{_read_via(row['read_via'])}, {day}. {_original(row)}"
            f'<span class="facts">{row["kind"].replace("_", " ").capitalize()}, '
            f"{READ[row['read']]}, {row['accessed']}{_archived(row['url'])}; {counts}"
            f"{_claims(evidence.get(row['source_id'], []))}.</span></li>"
        )
    said = f"{len(items)} sources of grade {grade}"
    html = f'<p class="facts">{len(items)} pages, by publisher.</p>'
    return Html(f'{html}<ul class="shelf">{"".join(items)}</ul>', said)


def _claims(claim_ids: Sequence[str]) -> str:
    links = "; ".join(
        f'<a href="{page("reference/claims", claim_id)}">{claim_id.replace("-", " ")}</a>'
        for claim_id in claim_ids
    )
    return f" on: {links}" if links else ""


def _original(row: dict) -> str:
    """Say what is known of the original of a copy: title, date and address."""
    title, when = marked(row["original_title"]), row["original_published"]
    if title and row["original_url"]:
        title = f'<a href="{escape(row["original_url"], quote=True)}">{title}</a>'
    elif row["original_url"]:
        title = f'<a href="{escape(row["original_url"], quote=True)}">address of the original</a>'
    told = ", ".join(filter(None, (title, when)))
    return f"Original: {told}. " if told else ""


def _archived(url: str) -> str:
    """Lead to where archived copies of an address would be."""
    address = escape(f"https://web.archive.org/web/*/{url}", quote=True)
    return f' (<a href="{address}">archived?</a>)' if url else ""


def _host(publisher: str) -> str:
    """Shorten the publisher of a copy: a file in a repository to the repository."""
    return publisher.partition(",")[0] if publisher.startswith("GitHub ") else publisher


def _read_via(address: str) -> str:
    """Say through which public copy a document was read."""
    if not address:
        return ""
    host = urlsplit(address).netloc
    where = "GitHub" if host == "github.com" else host
    return f', read through <a href="{escape(address, quote=True)}">a copy on {escape(where)}</a>'


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
