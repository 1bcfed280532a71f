"""Scoring forecasts: stated likelihoods, outcomes, and the Brier score with its bounds.

A Brier score is the mean squared distance between the probability given and what happened: 0 is
perfect, 0.25 is what always saying fifty-fifty gets, 1 is being certain and wrong every time.
"""

from dataclasses import replace

from sympy import Symbol

from book1688.data import record
from book1688.quantity import Quantity, finding, total
from book1688.quantity.quantity import Leaf
from book1688.quantity.unit import PURE
from book1688.verdict import RESOLUTIONS, Verdict, by_rule, resolving

OUTCOMES = {resolution: Verdict(kind) for resolution, kind in RESOLUTIONS.items()}
HAPPENED = {"yes": (1, 1, 1), "no": (0, 0, 0), "partly": (0.5, 0, 1)}  # value, low, high


def is_scored(claim_id: str) -> bool:
    """Say whether the headline score counts it: a forecast with a likelihood, and resolved."""
    row = record("forecasts", claim_id)
    has_band = (row["implied_low"], row["implied_high"]) != (0, 100)
    return row["nature"] == "forecast" and has_band and row["resolution"] != "open"


def stated(claim_id: str, *, middle: bool = False) -> Quantity:
    """Return the likelihood that a forecast of the article states: its band and the middle of it.

    With ``middle`` it is the middle alone, without bounds.
    """
    row = record("forecasts", claim_id)
    low, high = row["implied_low"] / 100, row["implied_high"] / 100
    value = (low + high) / 2
    ends = (value, value) if middle else (low, high)
    label = f"likelihood of “{row['title']}”"
    why = f"the article’s “{row['stated_likelihood']}” as our rule reads it"
    return Quantity.of(
        Leaf(claim_id, label, value, *ends, PURE, "claim", "assumption", "", (), widened=why)
    )


def outcome(claim_id: str, *, resolution: str = "") -> Quantity:
    """Return what became of a forecast: 1 came true, 0 failed, half right a half, give or take it.

    ``resolution`` puts another resolution in the place of the one on record, to see what it would
    change. A forecast that is open raises LookupError.
    """
    row = record("forecasts", claim_id)
    resolved = resolution or row["resolution"]
    if resolved not in HAPPENED:
        raise LookupError(f"{claim_id!r} is {resolved}: it has no outcome")
    key, label = f"{claim_id}@outcome", f"outcome of “{row['title']}”"
    rows = grounds(claim_id)
    ids = tuple(dict.fromkeys(row["source_id"] for row in rows))
    worst = max(row["reliability"] for row in rows)
    why = "our judgement of what they report"
    values = HAPPENED[resolved]
    return Quantity.of(Leaf(key, label, *values, PURE, "evidence", "assumption", worst, ids, why))


def by_method(claim_id: str) -> str:
    """Return the resolution that the rule for claims gives: yes, partly, no or open."""
    kind = by_rule(claim_id).kind
    return next(resolution for resolution, known in RESOLUTIONS.items() if known == kind)


def grounds(claim_id: str) -> list[dict]:
    """Return the evidence that resolves a forecast, without what is only context, if it can."""
    rows = resolving(claim_id)
    beyond = rows[rows["relation"] != "context"]
    return [finding(i) for i in (beyond if len(beyond) else rows)["evidence_id"]]


def brier(
    pairs: list[tuple[Quantity | float, Quantity]], given: str = "stated likelihood"
) -> Quantity:
    """Return the mean squared distance over pairs of probability and outcome.

    ``given`` names the probability in the formula that readers see.
    """
    score = total([(said - happened) ** 2 for said, happened in pairs]) / len(pairs)
    return said(score, f"mean of ({given} − outcome)² over {len(pairs)} forecasts")


def everyone_says(share: float, outcomes: list[Quantity]) -> Quantity:
    """Return the score of a forecaster who gives every forecast the same probability."""
    return brier([(share, happened) for happened in outcomes], f"{share}")


def said(quantity: Quantity, words: str) -> Quantity:
    """Put a formula in words in the place of one that would fill a page."""
    return replace(quantity, shown=Symbol(words, real=True), parts={}, _cache={})
