"""Evidence classes: what kind of statement a number is."""

import re

import pandas as pd

from book1688.data import record
from book1688.quantity.quantity import Quantity

Row = dict | pd.Series
ARTICLE = "yifan-2023-1688-article"  # the article under study, and what it claims
# Each class with the words a reader sees, from the hardest to the softest.
CLASSES = {
    "filing": "company accounts",
    "statistics": "statistics",
    "company": "company statement",
    "press": "press report",
    "unofficial": "unofficial note",
    "estimate": "estimate",
    "forecast": "forecast",
    "article": "the article",
    "assumption": "our assumption",
}
MEANING = {
    "filing": "a company's accounts or results release, in its own text or a copy that keeps it",
    "statistics": "an official count, or the panel or dataset of a firm that measures",
    "company": "what a company or its managers say of themselves, whoever prints it",
    "press": "what press, brokers or consultancies report on their own account",
    "unofficial": "a copy that nothing checks, public code, or a page of low grade",
    "estimate": "a number that its source calls an estimate",
    "forecast": "a number that its source gives for a time still to come",
    "article": "the article under study and what it claims",
    "assumption": "an assumption of ours, or our reading of a text",
}
BY_SOURCE_KIND = {
    "filing": "filing",
    "statistics": "statistics",
    "dataset": "statistics",
    "press_release": "company",
    "interview": "company",
    "article": "press",
    "reference": "press",
    "code": "unofficial",
}
RESULTS_WORDS = ("Results", "公布", "公佈", "Financial Highlights")


OWN_FIGURES = ("1688", "1688 Yanxuan")  # what the press prints of them, they have said
MEASURED_OUTSIDE = ("QuestMobile", "App Store", "sample buyer", "Douban", "qualitative")
# How a row's note says that the number is the company's own, whoever prints it.
OWN_WORD = re.compile(
    r"(?:^|[;(,] ?)"
    r"(?:company(?:-supplied|;|$| results| website| claim| reply)|CMO|self-reported)"
)

NO_ORIGIN = "Origin of the figure not stated"  # how the note of an evidence row begins


def evidence_class(source: dict, basis: str = "", entity: str = "", note: str = "") -> str:
    """Return the evidence class of a number from this source (a row of sources.csv).

    The article under study is a class of its own. Else a basis of forecast or estimate decides
    first. A results release counts as company accounts, since it is furnished to the regulator, but
    one below grade A was read only in a stranger's copy that nothing checks: an unofficial note.
    Any other release is a company statement. A number about 1688 or Yanxuan in the press goes back
    to their managers, unless the row's note says who else measured it, and so does any that the
    note calls the company's own; a rule or page of a company's own is its statement, and a
    reference page of low grade is an unofficial note.
    """
    if source["source_id"] == ARTICLE:
        return "article"
    if basis in ("forecast", "estimate"):
        return basis
    kind = source["kind"]
    if kind == "press_release" and any(word in source["title"] for word in RESULTS_WORDS):
        return "filing" if source["reliability"] == "A" else "unofficial"
    if kind == "reference" and source["reliability"] == "A":
        return "company"
    if kind == "reference" and source["reliability"] in "CD":
        return "unofficial"
    found = BY_SOURCE_KIND[kind]
    measured = any(word in note for word in MEASURED_OUTSIDE)
    own = (entity in OWN_FIGURES and not measured) or OWN_WORD.search(note)
    return "company" if found == "press" and own else found


def class_of_evidence(row: dict, source: dict) -> str:
    """Return the evidence class of a row of evidence.csv and its source (a row of sources.csv).

    What the press prints of an interested party is that company's statement, unless the row's note
    says that nobody knows where the press has it from.
    """
    found = evidence_class(source)
    if row["note"].startswith(NO_ORIGIN):
        return found
    return "company" if found == "press" and row["independent"] == "no" else found


def softest(classes: list[str]) -> str:
    """Return the softest of several classes: a result is no harder than its softest input."""
    order = list(CLASSES)
    return max(classes, key=order.index)


def origin_of(*parts: Quantity | Row | str) -> dict[str, str]:
    """Return what stands behind a result: ``source_id``, joined by spaces, and ``evidence_class``.

    A part is a quantity, a row that has both (of a series, of an event, of evidence as ``finding``
    gives it, or what this returned) or the id of a source. The class is the softest of them all;
    both are empty where nothing stands behind.
    """
    found = [pair for part in parts for pair in _origins(part)]
    ids = dict.fromkeys(i for ids, _ in found for i in ids)
    kind = softest([kind for _, kind in found]) if found else ""
    return {"source_id": " ".join(ids), "evidence_class": kind}


def _origins(part: Quantity | Row | str) -> list[tuple[list[str], str]]:
    """Return ids and class of every input of a quantity, of a row, or of a source."""
    if isinstance(part, Quantity):
        leaves = part.leaves.values()
        said = [[ARTICLE] if leaf.kind == "claim" else [] for leaf in leaves]
        return [([*a, *x.source_ids], x.evidence_class) for a, x in zip(said, leaves, strict=True)]
    if isinstance(part, str):
        return [([part], evidence_class(record("sources", part)))]
    return [(part["source_id"].split(), part["evidence_class"])]
