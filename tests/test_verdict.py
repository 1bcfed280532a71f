"""The verdict rule, one case a branch."""

from dataclasses import replace

import pandas as pd
import pytest

from book1688.data import frame
from book1688.prose.claim_table import badge
from book1688.verdict import (
    CONFIDENCE,
    RESOLUTIONS,
    UNTESTABLE,
    WORDS,
    Verdict,
    by_rule,
    evidence_of,
    judge,
    resolving,
    verdict_on,
    was_said,
)

FORECASTS = frame("forecasts").to_dict("records")


def rows(*cells: str) -> pd.DataFrame:
    """Rows from cells such as "supports A press x", or "said supports …" for the other question."""
    columns = ["question", "relation", "reliability", "said_by", "publisher"]
    full = [cell if cell.startswith("said ") else f"so {cell}" for cell in cells]
    return pd.DataFrame([cell.split() for cell in full], columns=columns)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], Verdict("untested")),
        (["context A press x", "later A press y"], Verdict("untested")),
        (["supports D press x"], Verdict("untested")),
        (["contradicts C alibaba x", "qualifies C unknown y"], Verdict("untested")),
        (["supports C alibaba x"], Verdict("one-party", "low")),
        (["supports C alibaba x", "contradicts C press y"], Verdict("contradicted", "low")),
        (["said supports A press x"], Verdict("untested")),
        (["contradicts B press x"], Verdict("contradicted", "medium")),
        (["contradicts A press x", "supports C press y"], Verdict("contradicted", "medium")),
        (["contradicts B press x", "contradicts B press y"], Verdict("contradicted", "high")),
        (["contradicts C press x"], Verdict("contradicted", "low")),
        (["contradicts B press x", "supports B press y"], Verdict("disputed", "low")),
        (["contradicts B press x", "supports A press y"], Verdict("disputed", "low")),
        (["contradicts C press x", "supports B press y"], Verdict("one-source", "medium")),
        (["qualifies B press x", "supports B press y"], Verdict("qualified", "high")),
        (["qualifies B press x", "supports C press y"], Verdict("qualified", "medium")),
        (["qualifies A press x"], Verdict("qualified", "medium")),
        (["qualifies C press x"], Verdict("qualified", "low")),
        (["qualifies C press x", "supports B press y"], Verdict("one-source", "medium")),
        (["supports A press x"], Verdict("supported", "high")),
        (["supports B subject x"], Verdict("one-source", "medium")),
        (["supports B official x", "supports B counter x"], Verdict("one-source", "medium")),
        (["supports B official x", "supports C counter y"], Verdict("supported", "medium")),
        (["weakens A press x"], Verdict("untested")),
        (["weakens B press x", "supports B press y"], Verdict("qualified", "medium")),
        (["weakens B press x", "qualifies C press y"], Verdict("qualified", "low")),
        (["weakens C press x", "supports A press y"], Verdict("supported", "high")),
        (["supports B press x", "supports B press y"], Verdict("supported", "high")),
        (["supports C press x", "supports C press y"], Verdict("supported", "low")),
        (["supports C press x"], Verdict("one-source", "low")),
        (["supports C press x", "supports A alibaba y"], Verdict("one-source", "low")),
        (["supports A alibaba x", "supports B alibaba y"], Verdict("one-party", "low")),
        (["supports B partner x"], Verdict("one-party", "low")),
        (["supports B unknown x"], Verdict("one-party", "low")),
    ],
)
def test_rule(cells: list[str], expected: Verdict) -> None:
    assert judge(rows(*cells)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["supports A alibaba x"], Verdict("supported", "high")),
        (["supports B alibaba x"], Verdict("supported", "medium")),
        (["contradicts B alibaba x", "supports B press y"], Verdict("disputed", "low")),
        (["supports B partner x"], Verdict("one-party", "low")),
        (["supports B unknown x"], Verdict("one-party", "low")),
    ],
)
def test_in_a_matter_of_its_own_a_company_counts_like_anybody(
    cells: list[str], expected: Verdict
) -> None:
    assert judge(rows(*cells), own_matter=True) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], "not-found"),
        (["supports A press x"], "not-found"),
        (["said supports C alibaba x"], "confirmed"),
        (["said supports D press x"], "not-found"),
        (["said contradicts A press x"], "not-found"),
    ],
)
def test_was_it_said(cells: list[str], expected: str) -> None:
    assert was_said(rows(*cells)) == expected


def test_what_no_evidence_can_test_is_named() -> None:
    for claim_id, kind in frame("claims")[["claim_id", "kind"]].values:
        assert (verdict_on(claim_id).kind == kind) == (kind in UNTESTABLE), claim_id


def test_two_questions_have_two_answers() -> None:
    for claim_id, whose in frame("claims")[["claim_id", "attributed_to"]].values:
        assert bool(verdict_on(claim_id).said) == (whose != "author"), claim_id
    answers = {verdict_on(claim_id).said for claim_id in frame("claims")["claim_id"]}
    assert answers == {"", "confirmed", "not-found"}


def test_no_verdict_is_surer_than_the_reading() -> None:
    capped = 0
    for claim in frame("claims").to_dict("records"):
        judged = verdict_on(claim["claim_id"])
        if judged.confidence:
            assert CONFIDENCE.index(judged.confidence) <= CONFIDENCE.index(claim["reading"])
            own = claim["own_matter"] == "yes"
            capped += judge(evidence_of(claim["claim_id"]), own_matter=own) != replace(
                judged, said=""
            )
    assert capped, "no reading lowers a confidence: the rule is not seen at work"


def test_every_claim_has_a_verdict_and_forecasts_follow_their_resolution():
    forecasts = dict(frame("forecasts")[["claim_id", "resolution"]].values)
    claims = frame("claims")
    assert len(claims) > 100
    for claim_id, kind in claims[["claim_id", "kind"]].values:
        judged = verdict_on(claim_id)
        assert judged.kind in WORDS
        if kind == "forecast":
            assert judged.kind == RESOLUTIONS[forecasts[claim_id]]
        assert judged.judged == (kind == "forecast") == (">judged" in badge(judged))


def test_a_departure_from_the_rule_is_explained_and_nothing_else_is():
    apart = [f for f in FORECASTS if by_rule(f["claim_id"]).kind != verdict_on(f["claim_id"]).kind]
    assert 0 < len(apart) < len(FORECASTS)
    assert [f["claim_id"] for f in apart] == [f["claim_id"] for f in FORECASTS if f["departure"]]


def test_no_evidence_after_the_deadline_resolves_a_forecast():
    looked_at = 0
    for forecast in FORECASTS:
        for day in resolving(forecast["claim_id"])["as_of"] if forecast["until"] else ():
            assert day <= forecast["until"][: len(day)], forecast["claim_id"]
            looked_at += day != ""
    assert looked_at > 20
