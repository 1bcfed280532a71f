"""The verdict on a claim, computed from its evidence by one rule; of a forecast, our judgement.

1. **Two questions.** Where the article puts something into somebody's mouth, we ask two
   questions: was it said, and is it so? It was said if a row of grade A to C shows it. Otherwise
   the verdict says that this was not found. Of all other claims we ask only whether they are so.
2. **What no evidence can test** gets its name as verdict: an opinion, or a definition.
3. **What tests a claim.** A row tests a claim if it supports, qualifies, weakens or contradicts
   it, and has grade A, B or C. It must also be of the article's own time or without a date. Rows
   on what happened later, after December 2023, test forecasts alone. Context tests nothing.
4. **How strong a row is.** Grade A gives strength 3, B gives 2, C gives 1. The word of an
   interested party has one less. Interested are Alibaba, whoever gains by the claim, and an
   origin that nobody can tell. In a matter of its own Alibaba's word loses nothing: who leads
   what, where a line is reported, what it launched, named, stressed or required. The ledger marks
   these claims. Three sides are weighed: support, qualification and contradiction. Each is as
   strong as its strongest row. Rows that weaken count as qualification, but only beside rows that
   support or qualify.
5. **Contradicted**, if the contradiction is stronger than both other sides. **Disputed**, if it
   is as strong as the stronger of them, or else has strength 2 or 3.
6. **True with a qualification**, if there is a qualification and it is at least as strong as the
   support. Rows that only weaken leave a claim untested.
7. **Supported**, if independent rows of two publishers support the claim, or one independent row
   of strength 3. In a matter of its own, Alibaba's word of strength 2 is enough. **One source**,
   if a single publisher is independent. **One party's word**, if only interested parties support
   it, however many published it.
8. **Untested**, if nothing of the above applies.

The verdict is the first in this order that applies. A row of strength 0 weighs nothing; such
support alone makes one party's word.

A forecast has the outcome that we judge it to have had, from forecasts.csv: came true, half
right, failed or not settled. Beside it stands what rules 3 to 8 give for the evidence by the
question's deadline. There supported, one source and one party's word read as came true. A
qualification or a dispute reads as half right, contradicted as failed, and untested as not
settled.

**Confidence** looks at the rows on the side of the verdict. A qualification has the rows that
support or qualify on its side, and one source has the independent rows alone. Confidence is high
on two conditions. There is an independent row of strength 3, or there are independent rows of
strength 2 or more from two publishers. And nothing contradicts the claim or, where it is
contradicted, nothing supports or qualifies it. Confidence is medium if a row on that side has
strength 2 or 3. Otherwise it is low.

Confidence is always low for a dispute and for one party's word. It is at most medium for one
source, for a qualification without any support, and for claims of the kind judgement, on which
sources can only agree. It is never higher than our confidence in our reading of the article.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from book1688.data import record
from book1688.data import rows as data_rows
from book1688.data.codes import INDEPENDENT, TESTING

GRADES = {"A": 3, "B": 2, "C": 1, "D": 0}
CONFIDENCE = ("low", "medium", "high")
WORDS = {
    "supported": "supported",
    "qualified": "true with a qualification",
    "disputed": "disputed",
    "contradicted": "contradicted",
    "one-party": "one party’s word",
    "one-source": "one source",
    "untested": "untested",
    "opinion": "an opinion",
    "definition": "a definition",
    "came-true": "came true",
    "half-right": "half right",
    "failed": "failed",
    "open": "not settled",
}
SAID = {"confirmed": "was said", "not-found": "not found that it was said"}
UNTESTABLE = ("opinion", "definition")
JUDGED = ("question", "relation", "reliability", "said_by", "source_id")
AS_OUTCOME = {
    "supported": "came-true",
    "one-party": "came-true",
    "one-source": "came-true",
    "qualified": "half-right",
    "disputed": "half-right",
    "contradicted": "failed",
    "untested": "open",
}
RESOLUTIONS = {"yes": "came-true", "partly": "half-right", "no": "failed", "open": "open"}


@dataclass(frozen=True)
class Verdict:
    """A verdict (a key of WORDS) and a confidence: high, medium or low; '' where none applies.

    ``said`` (a key of SAID) answers whether it was said, where the article says who said it.
    ``judged`` marks an outcome that is our judgement, not computed.
    """

    kind: str
    confidence: str = ""
    said: str = ""
    judged: bool = False

    @property
    def words(self) -> str:
        return WORDS[self.kind]


def is_free(said_by: str, *, own_matter: bool = False) -> bool:
    """Say whether a row counts in full: from an independent speaker, or in a matter of its own."""
    return said_by in INDEPENDENT or (own_matter and said_by == "alibaba")


def judge(evidence: pd.DataFrame, *, own_matter: bool = False) -> Verdict:
    """Judge by its evidence rows whether a claim is so.

    Needs the columns question, relation, reliability, said_by and publisher.
    """
    rows = _testing(evidence, own_matter)
    for_, qualified, weak, against = (rows[rows["relation"] == relation] for relation in TESTING)
    s, k = _strength(for_), _strength(against)
    q = max(_strength(qualified), _strength(weak) if s or _strength(qualified) else 0)
    if not s and not q and not k:
        return Verdict("one-party", "low") if len(for_) else Verdict("untested")
    if k > max(s, q):
        return Verdict("contradicted", _confidence(against, opposed=max(s, q) > 0))
    if k and (k == max(s, q) or k >= 2):
        return Verdict("disputed", "low")
    if q >= s:
        sure = _confidence(pd.concat([for_, qualified]), opposed=k > 0)
        return Verdict("qualified", sure if s else _least(sure, "medium"))
    free = for_[for_["free"]]
    enough = 3 - (free["said_by"] == "alibaba")
    if (free["strength"] >= enough).any() or free["publisher"].nunique() >= 2:
        return Verdict("supported", _confidence(for_, opposed=k > 0))
    if not len(free):
        return Verdict("one-party", "low")
    return Verdict("one-source", _least(_confidence(free, opposed=k > 0), "medium"))


def _testing(evidence: pd.DataFrame, own_matter: bool) -> pd.DataFrame:
    """Return the rows that test whether a claim is so, with their strength and freedom."""
    free = evidence["said_by"].map(lambda who: is_free(who, own_matter=own_matter)).astype(bool)
    strength = evidence["reliability"].map(GRADES) - ~free
    rows = evidence.assign(free=free, strength=strength)
    tests = rows["relation"].isin(TESTING) & (rows["question"] == "so")
    return rows[tests & (rows["reliability"] != "D")]


def _strength(rows: pd.DataFrame) -> int:
    return int(rows["strength"].max()) if len(rows) else 0


def _confidence(rows: pd.DataFrame, *, opposed: bool) -> str:
    firm = rows[rows["free"] & (rows["strength"] >= 2)]
    if not opposed and ((firm["strength"] == 3).any() or firm["publisher"].nunique() >= 2):
        return "high"
    return "medium" if (rows["strength"] >= 2).any() else "low"


def _least(*sure: str) -> str:
    return min(sure, key=CONFIDENCE.index)


def was_said(evidence: pd.DataFrame) -> str:
    """Return whether rows show that a statement was made: a key of SAID."""
    rows = evidence[(evidence["question"] == "said") & (evidence["relation"] == "supports")]
    return "confirmed" if rows["reliability"].isin(["A", "B", "C"]).any() else "not-found"


def resolving(claim_id: str) -> pd.DataFrame:
    """Return the evidence rows that bear on a forecast by its deadline, with their publishers."""
    linked = data_rows("forecast-evidence", "claim_id", claim_id)["evidence_id"]
    rows = evidence_of(claim_id)
    return rows[rows["evidence_id"].isin(linked)]


@cache
def by_rule(claim_id: str) -> Verdict:
    """Return the outcome that the rule for claims gives a forecast, to set beside our judgement."""
    found = judge(resolving(claim_id))
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
    claim = record("claims", claim_id)
    if claim["kind"] == "forecast":
        return list(resolving(claim_id)["evidence_id"])
    rows = evidence_of(claim_id)
    said = rows[rows["question"] == "said"]
    so = rows.iloc[:0] if claim["kind"] in UNTESTABLE else _testing(rows, _is_own(claim))
    return [*said["evidence_id"], *so["evidence_id"]]


def _is_own(claim: dict) -> bool:
    return claim["own_matter"] == "yes"


@cache
def verdict_on(claim_id: str) -> Verdict:
    """Return the verdict on a claim. Raises DataError for an unknown id."""
    claim, rows = record("claims", claim_id), evidence_of(claim_id, JUDGED)
    said = "" if claim["attributed_to"] == "author" else was_said(rows)
    if claim["kind"] == "forecast":
        return Verdict(RESOLUTIONS[record("forecasts", claim_id)["resolution"]], "", said, True)
    if claim["kind"] in UNTESTABLE:
        return Verdict(claim["kind"], "", said)
    found = judge(rows, own_matter=_is_own(claim))
    most = "medium" if claim["kind"] == "judgement" else "high"
    sure = found.confidence and _least(found.confidence, claim["reading"], most)
    return Verdict(found.kind, sure, said)
