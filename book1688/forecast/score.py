"""Scoring forecasts: stated likelihoods, outcomes, and the Brier score with its bounds.

A Brier score is the mean squared distance between the probability given and what happened: 0 is
perfect, 0.25 is what always saying even odds gets, 1 is being certain and wrong every time.
"""

from dataclasses import replace
from math import comb

from sympy import Symbol

from book1688.data import record
from book1688.quantity import Quantity, origin_of, total
from book1688.quantity.quantity import Leaf
from book1688.quantity.unit import PURE
from book1688.verdict import resolving

HAPPENED = {"yes": 1.0, "no": 0.0}
PARTLY = (0.5, 0.0, 1.0)  # a half-right forecast: its value, and the two ends it could count as


def is_scored(claim_id: str) -> bool:
    """Say whether a forecast states a likelihood and is resolved."""
    row = record("forecasts", claim_id)
    return (row["implied_low"], row["implied_high"]) != (0, 100) and row["resolution"] != "open"


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


def outcome(
    claim_id: str, *, partly: tuple[float, float, float] = PARTLY, resolution: str = ""
) -> Quantity:
    """Return what became of a forecast: 1 came true, 0 failed, and for half right ``partly``.

    ``partly`` is a value with its low and high end. ``resolution`` puts another resolution in the
    place of the one on record, to see what it would change.
    """
    row = record("forecasts", claim_id)
    resolved = resolution or row["resolution"]
    if resolved not in (*HAPPENED, "partly"):
        raise LookupError(f"{claim_id!r} is {resolved}: it has no outcome")
    key, label = f"{claim_id}@outcome", f"outcome of “{row['title']}”"
    if resolved == "partly":
        why = "half right, by our judgement"
        return Quantity.of(Leaf(key, label, *partly, PURE, "assumption", "assumption", "", (), why))
    value = HAPPENED[resolved]
    rows = _evidence(claim_id)
    ids = tuple(dict.fromkeys(row["source_id"] for row in rows))
    worst = max(row["reliability"] for row in rows)
    why = "our judgement of what they report"
    return Quantity.of(
        Leaf(key, label, value, value, value, PURE, "evidence", "assumption", worst, ids, why)
    )


def _evidence(claim_id: str) -> list[dict]:
    """Return the evidence rows that resolve a forecast, without those that are only context."""
    rows = resolving(claim_id).to_dict("records")
    return [row for row in rows if row["relation"] != "context"] or rows


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


def others_say(outcomes: list[Quantity]) -> Quantity:
    """Return the score of one who gives each forecast the share of the others that came true."""
    whole, rest = total(outcomes), len(outcomes) - 1
    pairs = [((whole - happened) / rest, happened) for happened in outcomes]
    return brier(pairs, f"mean outcome of the other {rest}")


def hits_at_most(hits: int, n: int, chance: Quantity) -> Quantity:
    """Return how probable it is that at most so many of n independent forecasts come true."""
    ways = [comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(hits + 1)]
    return said(total(ways), f"chance of at most {hits} among {n} at the stated likelihood")


def said(quantity: Quantity, words: str) -> Quantity:
    """Put a formula in words in the place of one that would fill a page."""
    return replace(quantity, shown=Symbol(words, real=True), parts={}, _cache={})


def plausible(hits: int, n: int) -> tuple[float, float]:
    """Return where nine tenths of the probability of the true rate lie after so many hits among n.

    Every rate counts as equally credible beforehand; the same chance is left out at either end.
    """
    return _quantile(hits, n, 0.05), _quantile(hits, n, 0.95)


def calibration_box(claim_ids: list[str], label: str, ink: str) -> dict:
    """Return a group of forecasts, all right or wrong, as one box of the calibration figure.

    ``label`` holds a place for how many came true. A half-right forecast raises KeyError: it fits
    almost any rate.
    """
    rows, n = [record("forecasts", claim_id) for claim_id in claim_ids], len(claim_ids)
    hits = int(sum(HAPPENED[row["resolution"]] for row in rows))
    true_low, true_high = plausible(hits, n)
    return {
        "label": label.format(f"{hits} of {n}"),
        "low": min(row["implied_low"] for row in rows) / 100,
        "high": max(row["implied_high"] for row in rows) / 100,
        "share": hits / n,
        "true_low": true_low,
        "true_high": true_high,
        "colour": ink,
        **origin_of(*map(stated, claim_ids), *map(outcome, claim_ids)),
    }


def _quantile(hits: int, n: int, share: float) -> float:
    """Halve the range until the chance of a lower rate is the share asked for."""
    low, high = 0.0, 1.0
    for _ in range(60):
        rate = (low + high) / 2
        # The chance of a lower rate is that of more than `hits` successes among n + 1 at this rate.
        lower = sum(
            comb(n + 1, k) * rate**k * (1 - rate) ** (n + 1 - k) for k in range(hits + 1, n + 2)
        )
        low, high = (rate, high) if lower < share else (low, rate)
    return (low + high) / 2
