"""Reference pages about the data: its files, its columns, the terms, and counts of verdicts."""

import json
import os
from collections import Counter
from html import escape
from inspect import getdoc
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

from book1688 import verdict as rule
from book1688.data import table
from book1688.links import ROOT, class_chips, marked, page, publisher
from book1688.prose.claim_table import badge
from book1688.prose.html import Html, exhibit_table, stacking_table
from book1688.quantity.origin import CLASSES, evidence_class
from book1688.terms import anchor
from book1688.verdict import WORDS, Verdict, verdict

RATED = ("sources", "observations", "evidence")
GRADES = {
    "A": "primary publisher, company or filing",
    "B": "recognised media, broker or consultancy",
    "C": "repost, aggregator, blog or machine summary",
    "D": "undated or unsourced",
}


def ledger_summary() -> Html:
    """Count the claims by verdict."""
    counts = _by_verdict()
    items = "".join(f"<li>{badge(Verdict(kind))} {count}</li>" for kind, count in counts.items())
    said = f"{sum(counts.values())} claims by verdict"
    return Html(f'<ul class="verdict-counts" aria-label="{said}">{items}</ul>', said)


def verdict_doors() -> Html:
    """Lead to the ledger, narrowed down to one verdict."""
    items = "".join(
        f'<li><a href="{page("reference/claims")}?verdict={kind}">{badge(Verdict(kind))}</a></li>'
        for kind in _by_verdict()
    )
    return Html(
        f'<ul class="verdict-counts" aria-label="Claims by verdict">{items}</ul>', "Verdicts"
    )


def _by_verdict() -> dict[str, int]:
    """Return how many claims have each verdict, in the order of WORDS, without the empty ones."""
    counts = Counter(verdict(claim_id).kind for claim_id in table("claims")["claim_id"])
    return {kind: counts[kind] for kind in WORDS if counts[kind]}


def source_summary() -> Html:
    """Count the sources by grade, and by what kind of statement they carry."""
    sources = table("sources")
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
    counts = {name: Counter(table(name)["reliability"]) for name in RATED}
    rows = [
        [f"{g}: {words}", *(f"#{counts[name][g]}" for name in RATED)] for g, words in GRADES.items()
    ]
    caption = "Reliability grades, and how many pages, numbers and evidence rows carry each."
    head = ["Grade", "Sources", "Observations", "Evidence rows"]
    return Html(exhibit_table("table-grades", caption, head, rows), caption)


def verdict_rule() -> Markdown:
    """Say what is computed and what is judged, then the rule in the words of its code."""
    claims, asked = table("claims"), table("forecasts")["claim_id"]
    alike = sum(rule.by_rule(claim_id).kind == verdict(claim_id).kind for claim_id in asked)
    said = (
        f"The verdicts on {len(claims) - len(asked)} statements are computed. The outcomes of "
        f"{len(asked)} forecasts are our judgement, marked as judged, with the grounds beside "
        f"each. For {alike} of them the rule gives the same; the ledger says why the others "
        "depart. The rule, in the words of its code:"
    )
    return Markdown(f"{said}\n\n{getdoc(rule)}")


def exceptions() -> Html:
    """List the published numbers that do not add up, with the reason."""
    rows = [
        (
            "",
            [
                escape(row["series_id"] or row["identity_id"]),
                f"{row['period_start']} to {row['period_end']}",
                escape(row["check"]),
                _amount(row["stated"], row["unit"]),
                _amount(row["computed"], row["unit"]),
                escape(row["reason"]),
            ],
        )
        for row in table("exceptions").to_dict("records")
    ]
    head = ["Series", "Period", "Check", "Stated", "Computed", "Reason"]
    caption = f"{len(rows)} known gaps, beyond rounding or for want of a line."
    return Html(stacking_table("table-exceptions", "labelled", caption, head, rows), caption)


def _amount(value: float, unit: str) -> str:
    if unit == "percent":
        return f"{value:.1f}%".replace("-", "−")
    if unit == "lines":
        return f"{value:.0f} lines"
    return f"{unit} {value / 1e6:,.1f} million".replace("-", "−")


def _figure(text: str) -> str:
    try:
        return f"{float(text):,.0f}".replace("-", "−")
    except ValueError:
        return escape(text)


def claims_with(*kinds: str, confidence: str = "") -> list[str]:
    """Return the ids of the claims with one of these verdicts, in the article's order."""
    wanted = []
    for claim_id in table("claims")["claim_id"]:
        judged = verdict(claim_id)
        if judged.kind in kinds and judged.confidence.startswith(confidence):
            wanted.append(claim_id)
    return wanted


def verdict_counts() -> pd.DataFrame:
    """Count the claims by verdict, as rows for a unit chart: label, count, colour."""
    counts = _by_verdict()
    same = {"came-true": "supported", "half-right": "qualified", "failed": "contradicted"}
    return pd.DataFrame(
        {
            "label": [WORDS[kind] for kind in counts],
            "count": list(counts.values()),
            "colour": [f"verdict-{same.get(kind, kind)}" for kind in counts],
        }
    )


def corrections() -> Html:
    """List the published figures that are not used as printed."""
    rows = [
        (
            "",
            [
                escape(row["series_id"] or row["evidence_id"]),
                f"{row['period_start']} to {row['period_end']}" if row["period_start"] else "",
                _figure(row["printed"]),
                _figure(row["used"]),
                escape(row["reason"]),
                escape(row["provider"]),
            ],
        )
        for row in table("corrections").to_dict("records")
    ]
    head = ["Figure", "Period", "Printed", "Used", "Reason", "Printed by"]
    caption = f"{len(rows)} corrections."
    return Html(stacking_table("table-corrections", "labelled", caption, head, rows), caption)


def glossary() -> Html:
    """List every term with characters, pinyin, meaning and the article's rendering."""
    rows = [
        (
            anchor(row["term"]),
            [
                marked(row["term"]),
                marked(row["chinese"]),
                f'<span lang="zh-Latn-pinyin">{escape(row["pinyin"])}</span>',
                marked(row["meaning"]),
                marked(row["as_in_article"]),
                row["confidence"],
            ],
        )
        for row in sorted(table("glossary").to_dict("records"), key=_alphabet)
    ]
    head = ["Term", "Chinese", "Pinyin", "Meaning", "In the translation", "Reading"]
    caption = f"{len(rows)} terms. The last column says how sure the reading is."
    return Html(stacking_table("table-terms", "labelled", caption, head, rows), caption)


def _alphabet(row: dict) -> str:
    return row["term"].lstrip('"(').casefold()


def _package() -> dict:
    return json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))


def data_files() -> Html:
    """List the files of the data package, each to keep, with its rows and its columns."""
    folder = Path(os.path.relpath(ROOT, Path.cwd())).as_posix() + "/data/"
    rows = [
        [
            f'<a href="{folder}{resource["path"]}">{resource["path"]}</a>',
            f"#{len(table(resource['name'])):,}",
            f'#<a href="#columns-{resource["name"]}">{len(resource["schema"]["fields"])}</a>',
            escape(resource["description"]),
        ]
        for resource in _package()["resources"]
    ]
    caption = f"{len(rows)} files, described by datapackage.json; text and data under CC BY 4.0."
    html = exhibit_table("table-files", caption, ["File", "Rows", "Columns", "A row is"], rows)
    return Html(f'{html}<p><a href="{folder}datapackage.json">datapackage.json</a></p>', caption)


def data_columns() -> Html:
    """List the columns of every file, one table a file, with their types and meanings."""
    files = _package()["resources"]
    html = "".join(_columns(file["name"], file["schema"]) for file in files)
    return Html(html, f"{sum(len(file['schema']['fields']) for file in files)} columns")


def _columns(name: str, schema: dict) -> str:
    key = schema["primaryKey"] if isinstance(schema["primaryKey"], list) else [schema["primaryKey"]]
    rows = [
        [
            field["name"],
            f"{field['type']}, key" if field["name"] in key else field["type"],
            escape(field.get("description", "")),
        ]
        for field in schema["fields"]
    ]
    return exhibit_table(f"columns-{name}", f"{name}.csv", ["Column", "Type", "Meaning"], rows)


def unused() -> Html:
    """Count the series, events and evidence rows in use, and the others by why they are not."""
    listed = table("unused")
    kinds = {"series": "series_id", "events": "event_id", "evidence": "evidence_id"}
    left = {name: Counter(listed[listed[key] != ""]["why"]) for name, key in kinds.items()}
    in_use = [f"#{len(table(name)) - left[name].total()}" for name in kinds]
    rows = [["In a sentence, an exhibit or a verdict shown", *in_use]]
    for why in dict.fromkeys(listed["why"]):
        rows.append([f"Not used: {why}", *(f"#{left[name][why]}" for name in kinds)])
    caption = "Rows of three files by use; unused.csv gives the reason for each that is not used."
    head = ["Use", "Series", "Events", "Evidence rows"]
    return Html(exhibit_table("table-use", caption, head, rows), caption)
