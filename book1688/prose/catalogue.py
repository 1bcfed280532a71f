"""Reference pages about the data: its files, its columns, the terms, and counts of verdicts."""

import os
from collections import Counter
from html import escape
from inspect import getdoc
from pathlib import Path

from IPython.display import Markdown

from book1688 import verdict as rule
from book1688.data import frame, record
from book1688.edition import PACKAGE
from book1688.html.links import KOREAN, ROOT, class_chips, marked, page, publisher
from book1688.html.tables import Html, exhibit_table, stacking_table
from book1688.html.terms import anchor
from book1688.prose.claim_table import badge
from book1688.prose.places import places
from book1688.quantity.origin import CLASSES, MEANING, evidence_class
from book1688.quantity.words import in_words, months
from book1688.verdict import WORDS, Verdict, verdict_on

RATED = ("sources", "observations", "evidence")
GRADES = {
    "A": "primary publisher, company or filing",
    "B": "recognised media, broker or consultancy",
    "C": "reworded repost, aggregator, blog or machine summary",
    "D": "undated or unsourced",
}


OUTCOMES = frozenset(rule.RESOLUTIONS.values())


def ledger_summary() -> Html:
    """Count the claims by verdict, and those that no page uses or no evidence tests."""
    counts = _by_verdict()
    items = "".join(f"<li>{badge(Verdict(kind))} {count}</li>" for kind, count in counts.items())
    said = f"{sum(counts.values())} claims by verdict"
    ids = list(frame("claims")["claim_id"])
    unused = sum(not places().get(claim_id) for claim_id in ids)
    bare = len(set(ids) - set(frame("evidence")["claim_id"]))
    door = page("reference/claims")
    html = (
        f'<ul class="verdict-counts" aria-label="{said}">{items}</ul>'
        f'<p class="facts"><a href="{door}?use=unused">{unused} claims</a> are used by no other '
        f'page; <a href="{door}?evidence=none">{bare}</a> have no evidence at all.</p>'
    )
    return Html(html, said)


def _by_verdict() -> dict[str, int]:
    """Return how many claims have each verdict, in the order of WORDS, without the empty ones."""
    counts = Counter(verdict_on(claim_id).kind for claim_id in frame("claims")["claim_id"])
    return {kind: counts[kind] for kind in WORDS if counts[kind]}


def source_summary() -> Html:
    """Count the sources by grade, and by what kind of statement they carry."""
    sources = frame("sources")
    by_grade = Counter(sources["reliability"])
    by_class = Counter(evidence_class(row) for row in sources.to_dict("records"))
    rows = [[f"{g}: {words}", f"#{by_grade[g]}"] for g, words in GRADES.items()]
    publishers = len({publisher(row) for row in sources.to_dict("records")})
    caption = f"{len(sources)} sources of {publishers} publishers, by grade of the page."
    head = ["Grade", "Sources"]
    html = exhibit_table("table-grades", caption, head, rows)
    rows = [[class_chips([c]), f"#{by_class[c]}"] for c in CLASSES if by_class[c]]
    head = ["Kind", "Sources"]
    html += exhibit_table("table-kinds", "The same, by kind.", head, rows)
    return Html(html, caption)


def grades() -> Html:
    """Explain the reliability grades and count what carries them."""
    counts = {name: Counter(frame(name)["reliability"]) for name in RATED}
    rows = [
        [f"{g}: {words}", *(f"#{counts[name][g]}" for name in RATED)] for g, words in GRADES.items()
    ]
    caption = "Reliability grades, and how many pages, numbers and evidence rows carry each."
    head = ["Grade", "Sources", "Observations", "Evidence rows"]
    return Html(exhibit_table("table-grades", caption, head, rows), caption)


def classes() -> Html:
    """Explain the evidence classes, from the hardest to the softest."""
    rows = [[class_chips([name]), meaning] for name, meaning in MEANING.items()]
    caption = "Evidence classes, from the hardest to the softest."
    return Html(exhibit_table("table-classes", caption, ["Class", "What it is"], rows), caption)


def verdict_rule() -> Markdown:
    """Say what is computed and what is judged, then the rule in the words of its code."""
    claims, asked = frame("claims"), frame("forecasts")["claim_id"]
    alike = sum(rule.by_rule(claim_id).kind == verdict_on(claim_id).kind for claim_id in asked)
    said = (
        f"The verdicts on {len(claims) - len(asked)} statements are computed. The outcomes of "
        f"{in_words(len(asked))} forecasts are our judgement. They are marked as judged, and the "
        f"grounds stand beside each. For {in_words(alike)} of them the rule gives the same "
        "outcome, and the ledger says why we depart from it in the others. This is the rule:"
    )
    return Markdown(f"{said}\n\n{getdoc(rule)}")


CHECKS = {
    "missing": "a line is missing",
    "identity": "parts against total",
    "shares": "shares against all",
    "ratio": "share against counts",
    "sum": "quarters against year",
    "growth": "growth against levels",
}


def exceptions() -> Html:
    """List the published numbers that do not add up, with the reason."""
    rows = [
        [
            marked(series_name(row["series_id"]) or _spoken(row["identity_id"])),
            months(row["period_start"], row["period_end"]),
            CHECKS[row["check"]],
            *_compared(row),
            marked(row["reason"]),
        ]
        for row in frame("exceptions").to_dict("records")
    ]
    head = ["Series", "Period", "Check", "Stated", "Computed", "Reason"]
    caption = f"{len(rows)} known gaps, larger than rounding or for want of a line."
    return Html(stacking_table("table-exceptions", "labelled", caption, head, rows), caption)


def series_name(series_id: str) -> str:
    """Name a series in words: whose it is, and what is counted."""
    if not series_id:
        return ""
    series = record("series", series_id)
    return ", ".join(series[key] for key in ("entity", "metric", "dimension") if series[key])


def _spoken(identity_id: str) -> str:
    said = identity_id.replace("-", " ").replace("gmv yinma", "GMV, by Yinma")
    return said[:1].upper() + said[1:]


def _compared(row: dict) -> list[str]:
    """The two sides of a check; of a total that is not complete, its lines and those known."""
    if row["unit"] == "lines":
        return [f"{row['stated']:.0f} lines make the total", f"{row['computed']:.0f} are known"]
    return [_amount(row[side], row["unit"]) for side in ("stated", "computed")]


def _amount(value: float, unit: str) -> str:
    """Write a value with the digits it has."""
    if unit == "percent":
        return f"{value:.10g}%".replace("-", "−")
    sign, billions = "−" * (value < 0), f"{abs(value) / 1e9:,.7f}".rstrip("0").rstrip(".")
    return f"{sign}{unit}\N{NO-BREAK SPACE}{billions} billion"


def _corrected(row: dict) -> list[str]:
    """What was printed and what is used instead: two amounts, or two units."""
    if row["column"] == "unit":
        return [escape(row["printed"]), escape(row["used"])]
    of = record("series", row["series_id"]) if row["series_id"] else {}
    unit = (of or record("evidence", row["evidence_id"]))["unit"]
    return [_amount(float(row[side]), unit) for side in ("printed", "used")]


def _about(row: dict) -> str:
    """The series of a correction, or the claim whose evidence it concerns."""
    if row["series_id"]:
        return marked(series_name(row["series_id"]))
    claim_id = record("evidence", row["evidence_id"])["claim_id"]
    said = marked(record("claims", claim_id)["statement"])
    return f'Evidence on: <a href="{page("reference/claims", claim_id)}">{said}</a>'


def corrections() -> Html:
    """List the published figures that are not used as published."""
    rows = [
        [
            _about(row),
            months(row["period_start"], row["period_end"]),
            *_corrected(row),
            marked(f"{row['reason']} Published by {row['provider']}."),
        ]
        for row in frame("corrections").to_dict("records")
    ]
    head = ["Figure", "Period", "Published", "Used", "Reason"]
    caption = f"{len(rows)} corrections."
    return Html(stacking_table("table-corrections", "labelled", caption, head, rows), caption)


def glossary() -> Html:
    """List every term with original and romanised form, meaning and the article's rendering."""
    terms = sorted(frame("glossary").to_dict("records"), key=_alphabet)
    rows = [
        [
            marked(row["term"]),
            marked(row["chinese"]),
            romanised(row),
            marked(row["meaning"]),
            marked(row["as_in_article"]),
            row["confidence"],
        ]
        for row in terms
    ]
    head = ["Term", "Original", "Romanised", "Meaning", "In the translation", "Sure of the reading"]
    caption = f"{len(rows)} terms, each with how sure we are of its reading."
    ids = [anchor(row["term"]) for row in terms]
    return Html(stacking_table("table-terms", "labelled", caption, head, rows, ids), caption)


def blanks() -> Html:
    """List the blanked words of the article with our reading and its reason."""
    rows = [
        [
            f"Line {row['line']}",
            marked(row["printed"]),
            marked(" ".join(filter(None, (row["reading"], row["chinese"])))),
            row["confidence"],
            marked(row["reason"]),
        ]
        for row in frame("blanks").to_dict("records")
    ]
    head = ["Place", "Published", "Our reading", "Sure of it", "Why"]
    caption = f"{len(rows)} blanked words, in the order of the article."
    ids = frame("blanks")["blank_id"]
    return Html(stacking_table("table-blanks", "labelled", caption, head, rows, ids), caption)


def romanised(row: dict) -> str:
    """Write a term in Latin letters; nothing at all where there is nothing to write."""
    lang = "ko-Latn" if KOREAN.search(row["chinese"]) else "zh-Latn-pinyin"
    return f'<span lang="{lang}">{escape(row["pinyin"])}</span>' if row["pinyin"] else ""


def _alphabet(row: dict) -> str:
    return row["term"].lstrip('"(').casefold()


def data_files() -> Html:
    """List the files of the data package, each to keep, with its rows and its columns."""
    folder = Path(os.path.relpath(ROOT, Path.cwd())).as_posix() + "/data/"
    rows = [
        [
            f'<a href="{folder}{resource["path"]}">{resource["path"]}</a>',
            f"#{len(frame(resource['name'])):,}",
            f'#<a href="#columns-{resource["name"]}">{len(resource["schema"]["fields"])}</a>',
            marked(resource["description"]),
        ]
        for resource in PACKAGE["resources"]
    ]
    licence = PACKAGE["licenses"][0]["name"].replace("-", " ")
    caption = f"{len(rows)} files, described by datapackage.json; text and data under {licence}."
    html = exhibit_table("table-files", caption, ["File", "Rows", "Columns", "A row is"], rows)
    return Html(f'{html}<p><a href="{folder}datapackage.json">datapackage.json</a></p>', caption)


def data_columns() -> Html:
    """List the columns of every file, one table a file, with their types and meanings."""
    files = PACKAGE["resources"]
    html = "".join(_columns(file["name"], file["schema"]) for file in files)
    return Html(html, f"{sum(len(file['schema']['fields']) for file in files)} columns")


def _columns(name: str, schema: dict) -> str:
    key = schema["primaryKey"] if isinstance(schema["primaryKey"], list) else [schema["primaryKey"]]
    rows = [
        [
            field["name"],
            f"{field['type']}, key" if field["name"] in key else field["type"],
            marked(field.get("description", "")),
        ]
        for field in schema["fields"]
    ]
    return exhibit_table(f"columns-{name}", f"{name}.csv", ["Column", "Type", "Meaning"], rows)


def unused() -> Html:
    """Count the series and events in use, and the others by why they are not."""
    listed = frame("unused")
    kinds = {"series": "series_id", "events": "event_id"}
    left = {name: Counter(listed[listed[key] != ""]["why"]) for name, key in kinds.items()}
    in_use = [f"#{len(frame(name)) - left[name].total()}" for name in kinds]
    rows = [["In a sentence or an exhibit", *in_use]]
    for why in dict.fromkeys(listed["why"]):
        rows.append([f"Not used: {why}", *(f"#{left[name][why]}" for name in kinds)])
    caption = "Rows of two files by use; unused.csv gives the reason for each that is not used."
    head = ["Use", "Series", "Events"]
    return Html(exhibit_table("table-use", caption, head, rows), caption)
