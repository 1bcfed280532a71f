"""The verdict rule, one case a branch."""

import pandas as pd
import pytest

from book1688.data import record, table
from book1688.prose.claim_table import badge
from book1688.verdict import (
    RESOLUTIONS,
    WORDS,
    Verdict,
    by_rule,
    evidence_of,
    judge,
    resolving,
    strength,
    verdict,
)

FORECASTS = table("forecasts").to_dict("records")


def rows(*cells):
    columns = ["relation", "reliability", "independent", "publisher"]
    return pd.DataFrame([cell.split() for cell in cells], columns=columns)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], Verdict("untested")),
        (["context A yes x", "resolves A yes y"], Verdict("untested")),
        (["supports D yes x"], Verdict("untested")),
        (["supports C no x"], Verdict("untested")),
        (["contradicts B yes x"], Verdict("contradicted", "medium")),
        (["contradicts A yes x", "supports C yes y"], Verdict("contradicted", "medium")),
        (["contradicts B yes x", "contradicts B yes y"], Verdict("contradicted", "high")),
        (["contradicts C yes x"], Verdict("contradicted", "low")),
        (["contradicts B yes x", "supports B yes y"], Verdict("disputed", "low")),
        (["contradicts B yes x", "supports A yes y"], Verdict("disputed", "low")),
        (["contradicts C yes x", "supports B yes y"], Verdict("supported", "medium")),
        (["refines B yes x", "supports B yes y"], Verdict("qualified", "high")),
        (["refines B yes x", "supports C yes y"], Verdict("qualified", "medium")),
        (["refines B yes x"], Verdict("qualified", "low")),
        (["refines C yes x", "supports B yes y"], Verdict("supported", "medium")),
        (["supports A yes x"], Verdict("supported", "high")),
        (["supports B yes x"], Verdict("supported", "medium")),
        (["supports B yes x", "supports B yes x"], Verdict("supported", "medium")),
        (["supports B yes x", "supports B yes y"], Verdict("supported", "high")),
        (["supports C yes x", "supports C yes y"], Verdict("supported", "low")),
        (["supports C yes x"], Verdict("single-source", "low")),
        (["supports A no x", "supports B no y"], Verdict("single-source", "low")),
    ],
)
def test_rule(cells, expected):
    assert judge(rows(*cells)) == expected


@pytest.mark.parametrize("grade", "AB")
def test_a_dispute_and_a_single_source_are_never_more_than_low(grade):
    divided = rows(
        f"supports {grade} yes x", f"supports {grade} yes y", f"contradicts {grade} yes z"
    )
    assert judge(divided) == Verdict("disputed", "low")
    assert judge(rows(f"supports {grade} no x")) == Verdict("single-source", "low")


def test_any_statement_of_grade_a_settles_a_fact_about_its_own_speaker():
    said = [i for i in table("claims").query("kind == 'fact'")["claim_id"] if own_word_settles(i)]
    assert said
    assert any(source_kinds(i) - {"filing"} for i in said), "then the rule can say: a filing"


def own_word_settles(claim_id):
    found = evidence_of(claim_id)
    return verdict(claim_id).kind == "supported" and judge(found).kind == "single-source"


def source_kinds(claim_id):
    found = evidence_of(claim_id).query("relation == 'supports' and reliability == 'A'")
    return {record("sources", source_id)["kind"] for source_id in found["source_id"]}


def test_an_own_statement_settles_a_fact_and_no_figure():
    filed = rows("supports A no x")
    assert judge(filed, "fact") == Verdict("supported", "medium")
    assert judge(filed, "figure") == Verdict("single-source", "low")
    assert judge(rows("supports B no x"), "fact") == Verdict("single-source", "low")


def test_an_interested_party_loses_a_step():
    assert [strength(g, "yes") for g in "ABCD"] == [3, 2, 1, 0]
    assert [strength(g, "no") for g in "ABCD"] == [2, 1, 0, 0]


def test_every_claim_has_a_verdict_and_forecasts_follow_their_resolution():
    forecasts = dict(table("forecasts")[["claim_id", "resolution"]].values)
    claims = table("claims")
    assert len(claims) > 100
    for claim_id, kind in claims[["claim_id", "kind"]].values:
        judged = verdict(claim_id)
        assert judged.kind in WORDS
        if kind == "forecast":
            assert judged.kind == RESOLUTIONS[forecasts[claim_id]]
        assert judged.judged == (kind == "forecast") == ("judged" in badge(judged).split(">")[-2])


def test_a_departure_from_the_rule_is_explained_and_nothing_else_is():
    apart = [f for f in FORECASTS if by_rule(f["claim_id"]).kind != verdict(f["claim_id"]).kind]
    assert 0 < len(apart) < len(FORECASTS)
    assert [f["claim_id"] for f in apart] == [f["claim_id"] for f in FORECASTS if f["departure"]]


def test_no_evidence_after_the_deadline_resolves_a_forecast():
    looked_at = 0
    for forecast in FORECASTS:
        for day in resolving(forecast["claim_id"])["as_of"] if forecast["until"] else ():
            assert day <= forecast["until"][: len(day)], forecast["claim_id"]
            looked_at += day != ""
    assert looked_at > 20


def test_what_was_known_before_the_article_does_not_count_by_the_rule():
    plan = "korea-site-february-2024"  # the plan of December 2023 would make it come true
    assert by_rule(plan).kind == "failed"
    assert judge(resolving(plan)).kind == "supported"
