"""Evidence classes: what kind of statement a number is."""

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
    "results": "filing",
    "statistics": "statistics",
    "dataset": "statistics",
    "press_release": "company",
    "interview": "company",
    "article": "press",
    "reference": "press",
    "code": "unofficial",
}
# To whom a statement goes back, whoever printed it (column said_by), with the words for it.
SPEAKERS = {
    "alibaba": "Alibaba’s word",
    "partner": "word of one who gains",
    "subject": "another company of itself",
    "official": "an authority",
    "counter": "one who measures",
    "press": "press",
    "unknown": "origin not stated",
}

BY_SPEAKER = {
    "alibaba": "company",
    "partner": "company",
    "subject": "company",
    "official": "statistics",
    "counter": "statistics",
    "press": "press",
    "unknown": "press",
}


def evidence_class(source: dict, said_by: str = "", basis: str = "") -> str:
    """Return the evidence class of a statement from this source (a row of sources.csv).

    The article under study is a class of its own. Else a basis of forecast or estimate decides
    first. Accounts and results releases are company accounts, but a release below grade A was read
    only in a stranger's copy that nothing checks: an unofficial note, like public code and a
    reference page of low grade. All else has the class of ``said_by``, to whom the statement goes
    back; without one, the class of what is usual for the kind of source.
    """
    if source["source_id"] == ARTICLE:
        return "article"
    if basis in ("forecast", "estimate"):
        return basis
    kind, grade = source["kind"], source["reliability"]
    if (kind == "results" and grade != "A") or (kind == "reference" and grade in "CD"):
        return "unofficial"
    if kind in ("filing", "results", "code") or not said_by:
        return BY_SOURCE_KIND[kind]
    return BY_SPEAKER[said_by]


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
