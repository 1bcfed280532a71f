"""The verdict on a claim, computed from its evidence by one rule; of a forecast, our judgement.

Strength of an evidence row by reliability: A 3, B 2, C 1, D 0. A row that goes back to 1688,
Alibaba or their managers is an interested party's word and loses one step.

1. A forecast takes the outcome that we judge it to have had, from forecasts.csv: came true, half
   right, failed or not settled. Beside it stands what rules 2 to 5 give for the evidence that is
   dated after the article and by the question's deadline: supported or a single source reads as
   came true, a qualification or a dispute as half right, contradicted as failed, untested as not
   settled.
2. Rows that support, refine or contradict test a claim; context and later turns do not.
   Without a testing row of any strength, the claim is untested.
3. Contradiction stronger than the rest: contradicted. As strong as the rest, or from a strength of
   2 upwards: disputed.
4. A refinement at least as strong as the support: true with a qualification.
5. Support from an independent row of strength 2, from independent rows of two publishers, or, for a
   fact, from an interested party's own statement of grade A (strength 2): supported. Anything less
   rests on a single source or on an interested party's word.

Confidence is high with an independent row of strength 3, or two independent ones of strength 2 or
more from different publishers, and nothing against; medium with a strength of 2; otherwise low. It
is always low for a dispute, a single source, and a qualification without any support. A claim that
is untested has none, nor has a forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from book1688.data import record
from book1688.data import rows as data_rows
from book1688.quantity.origin import ARTICLE

TESTING = ("supports", "refines", "contradicts")
GRADES = {"A": 3, "B": 2, "C": 1, "D": 0}
WORDS = {
    "supported": "supported",
    "qualified": "true with a qualification",
    "disputed": "disputed",
    "contradicted": "contradicted",
    "single-source": "single source",
    "untested": "untested",
    "came-true": "came true",
    "half-right": "half right",
    "failed": "failed",
    "open": "not settled",
}
JUDGED = ("relation", "reliability", "independent", "source_id")
AS_OUTCOME = {
    "supported": "came-true",
    "single-source": "came-true",
    "qualified": "half-right",
    "disputed": "half-right",
    "contradicted": "failed",
    "untested": "open",
}
RESOLUTIONS = {"yes": "came-true", "partly": "half-right", "no": "failed", "open": "open"}


@dataclass(frozen=True)
class Verdict:
    """A verdict (a key of WORDS) and a confidence: high, medium or low; '' where none applies.

    ``judged`` marks an outcome that is our judgement, not computed.
    """

    kind: str
    confidence: str = ""
    judged: bool = False

    @property
    def words(self) -> str:
        return WORDS[self.kind]


def strength(reliability: str, independent: str) -> int:
    """Return the strength of one evidence row, 0 to 3."""
    return max(0, GRADES[reliability] - (independent == "no"))


def judge(evidence: pd.DataFrame, kind: str = "judgement") -> Verdict:
    """Judge a claim of some kind (fact, figure or judgement) by its evidence rows.

    Needs the columns relation, reliability, independent and publisher.
    """
    rows = _testing(evidence)
    for_, refined, against = (rows[rows["relation"] == relation] for relation in TESTING)
    s, r, k = (int(part["strength"].max()) if len(part) else 0 for part in (for_, refined, against))
    if not s and not r and not k:
        return Verdict("untested")
    if k > max(s, r):
        return Verdict("contradicted", _confidence(against, opposed=max(s, r) > 0))
    if k and (k == max(s, r) or k >= 2):
        return Verdict("disputed", "low")
    if r >= s:
        sure = _confidence(pd.concat([for_, refined]), opposed=k > 0)
        return Verdict("qualified", sure if s else "low")
    independent = for_[for_["independent"] == "yes"]
    firm = for_ if kind == "fact" else independent
    if (firm["strength"] >= 2).any() or independent["publisher"].nunique() >= 2:
        return Verdict("supported", _confidence(for_, opposed=k > 0))
    return Verdict("single-source", "low")


def _testing(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that test a claim, with their strength."""
    grades = zip(evidence["reliability"], evidence["independent"], strict=True)
    rows = evidence.assign(strength=[strength(*grade) for grade in grades])
    return rows[(rows["strength"] > 0) & rows["relation"].isin(TESTING)]


def _confidence(rows: pd.DataFrame, *, opposed: bool) -> str:
    independent = rows[rows["independent"] == "yes"]
    firm = independent[independent["strength"] >= 2]
    if not opposed and ((firm["strength"] == 3).any() or firm["publisher"].nunique() >= 2):
        return "high"
    return "medium" if (rows["strength"] >= 2).any() else "low"


def resolving(claim_id: str) -> pd.DataFrame:
    """Return the evidence rows that bear on a forecast by its deadline, with their publishers."""
    linked = data_rows("forecast-evidence", "claim_id", claim_id)["evidence_id"]
    rows = evidence_of(claim_id)
    return rows[rows["evidence_id"].isin(linked)]


@cache
def by_rule(claim_id: str) -> Verdict:
    """Return the outcome that the rule for claims gives a forecast, to set beside our judgement."""
    rows, said_on = resolving(claim_id), record("sources", ARTICLE)["published"]
    since = [day[: len(said_on)] > said_on[: len(day)] for day in rows["as_of"]]
    found = judge(rows[since])
    return Verdict(AS_OUTCOME[found.kind], found.confidence)


def evidence_of(claim_id: str, only: Sequence[str] = ()) -> pd.DataFrame:
    """Return the evidence rows of a claim with the publisher each goes back to.

    ``only`` names the columns wanted, ``source_id`` among them, where not all are.
    """
    rows = data_rows("evidence", "claim_id", claim_id, only)
    sources = [record("sources", source_id) for source_id in rows["source_id"]]
    return rows.assign(publisher=[s["copy_of"] or s["publisher"] for s in sources])


@cache
def deciding(claim_id: str) -> list[str]:
    """Return the ids of the evidence rows that the verdict on a claim is computed from."""
    if record("claims", claim_id)["kind"] == "forecast":
        return list(resolving(claim_id)["evidence_id"])
    return list(_testing(evidence_of(claim_id))["evidence_id"])


@cache
def verdict(claim_id: str) -> Verdict:
    """Return the verdict on a claim. Raises DataError for an unknown id."""
    kind = record("claims", claim_id)["kind"]
    if kind == "forecast":
        return Verdict(RESOLUTIONS[record("forecasts", claim_id)["resolution"]], judged=True)
    return judge(evidence_of(claim_id, JUDGED), kind)
