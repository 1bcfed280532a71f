"""Leaves against rows of the data."""

from dataclasses import replace

import pytest

from book1688.data import DataError, frame
from book1688.quantity import assume, claim, compare, evidence, finding, origin_of, series, widen
from book1688.quantity.leaf import PRINTED_AT
from book1688.quantity.origin import (
    ARTICLE,
    BY_SOURCE_KIND,
    BY_SPEAKER,
    CLASSES,
    SPEAKERS,
    evidence_class,
    softest,
)
from book1688.quantity.quantity import Quantity
from book1688.quantity.unit import PURE, RMB, YEAR, parse
from book1688.quantity.words import period_words


def test_claim_bounds_and_printed_value():
    bypassed = claim("offplatform-turnover")
    assert (bypassed.low, bypassed.value, bypassed.high) == (0.95e12, 1.0e12, 1.05e12)
    share = claim("b-value-share")
    assert (share.low, share.value, share.high) == (0.9, 0.9, 1.0)
    assert share.unit == PURE


def test_bounds_of_our_own_say_so():
    stated, later = claim("alibabacom-buyers"), evidence("alibabacom-buyers-e2")
    (leaf,) = widen(stated, 30e6, later.value, why="because", by=later).leaves.values()
    assert (leaf.low, leaf.value, leaf.high) == (30e6, 40e6, 50e6)
    assert (leaf.kind, leaf.evidence_class, leaf.widened) == ("claim", "article", "because")
    assert leaf.source_ids == ("divainternational-2024-kuo-zhang",)


def test_every_figure_of_the_article_becomes_a_leaf():
    figures = frame("claims").dropna(subset=["low"])
    assert len(figures) == len([claim(claim_id) for claim_id in figures["claim_id"]]) > 20
    assert set(figures["wording"]) <= set(PRINTED_AT)


def test_every_unit_of_the_data_is_known():
    words = {w for name in ("claims", "evidence", "series") for w in frame(name)["unit"]} - {""}
    assert len(words) > 10
    assert all(parse(word) for word in words)


def test_claims_without_a_figure_and_unknown_ids_are_errors():
    with pytest.raises(LookupError, match="states no figure"):
        claim("1688-in-limelight")
    with pytest.raises(DataError, match="onplatform-turnover"):
        claim("onplatform-turnovr")


def test_series_at_a_date():
    wholesale = series("alibaba-group--china-wholesale-revenue-1688")
    quarter = wholesale.at("2024-09-30", frequency="quarter")
    assert (quarter.value, quarter.unit) == (5.986e9, RMB)
    assert wholesale.at("2020-09-30").value == 7.121e9  # two documents that agree
    with pytest.raises(LookupError, match="differs: 5"):
        wholesale.at("2024-09-30")
    with pytest.raises(LookupError, match="no such observation at 1999-12-31"):
        wholesale.at("1999-12-31")


def test_growth_that_is_stated_twice_is_not_picked():
    abroad = series("alibaba-group--aidc-revenue")
    stated = abroad.rows.dropna(subset=["yoy_percent"]).groupby("period_end")["yoy_percent"]
    with pytest.raises(LookupError, match="growth differs: "):
        abroad.stated_growth(stated.nunique().idxmax())


def test_rows_on_two_bases_are_two_inputs():
    wholesale = series("alibaba-group--china-wholesale-revenue-1688")
    old = wholesale.at("2022-09-30", frequency="half_year", basis="re-segmented-2021")
    new = wholesale.at("2022-09-30", frequency="half_year", basis="restated-2023")
    assert (new - old).value == 9.393e9 - 9.167e9


def test_conflicting_sources_are_a_spread():
    women = series("xiaohongshu--female-share")
    dates = women.rows.groupby("period_end")["value"].nunique()
    both = women.spread(dates.idxmax())
    assert both.is_spread
    assert both.low < both.high
    assert both.text(".0%") == both.range(".0%")


def test_evidence_and_assumptions():
    row = frame("evidence").dropna(subset=["value"]).iloc[0]
    factor = parse(row["unit"])[1]
    assert evidence(row["evidence_id"]).value == pytest.approx(row["value"] * factor)
    (press_of_1688,) = evidence("b-value-share-e1").leaves.values()
    (panel,) = evidence("xiaohongshu-mostly-women-e1").leaves.values()
    assert (press_of_1688.evidence_class, panel.evidence_class) == ("company", "statistics")
    years = assume("delay", 2, 1, 3, unit="years", why="a guess")
    assert (years.bounds, years.unit) == ((1, 3), YEAR)


def test_inputs_are_labelled_by_what_they_measure():
    assert claim("onplatform-turnover").formula == "1688, yearly turnover on the platform"
    value = evidence("b-value-share-e1").formula
    assert value == "business buyers' share of Yanxuan's value, Oct 2023"
    assert evidence("jd-has-jingxi-e1").formula.endswith("unit, 2021")


def test_compare_merges_sources_that_agree():
    rows = compare({"1688": "alibaba-group--china-wholesale-revenue-1688"}, frequency="half_year")
    first_half = rows[rows["period_end"] == "2020-09-30"]
    assert len(first_half) == 1
    assert len(first_half["source_id"].iloc[0].split()) == 2


def test_periods_in_words():
    assert period_words("quarter", "2024-09-30") == "quarter to Sep 2024"
    assert period_words("calendar_year", "2023-12-31") == "2023"
    assert period_words("month", "2023-06-30") == "Jun 2023"
    assert period_words("point", "2023-12-31", "year") == "2023"


@pytest.mark.parametrize(
    ("kind", "grade", "said_by", "basis", "expected"),
    [
        ("filing", "A", "alibaba", "", "filing"),
        ("filing", "B", "subject", "forecast", "forecast"),
        ("results", "A", "subject", "", "filing"),
        ("results", "B", "subject", "", "unofficial"),
        ("results", "A", "alibaba", "estimate", "estimate"),
        ("press_release", "A", "", "", "company"),
        ("article", "B", "", "", "press"),
        ("article", "B", "press", "", "press"),
        ("article", "B", "alibaba", "", "company"),
        ("article", "C", "partner", "", "company"),
        ("article", "C", "subject", "", "company"),
        ("article", "B", "counter", "", "statistics"),
        ("article", "B", "official", "", "statistics"),
        ("article", "B", "unknown", "", "press"),
        ("reference", "A", "alibaba", "", "company"),
        ("reference", "B", "press", "", "press"),
        ("reference", "C", "press", "", "unofficial"),
        ("statistics", "A", "", "", "statistics"),
        ("code", "C", "alibaba", "", "unofficial"),
    ],
)
def test_evidence_class(kind: str, grade: str, said_by: str, basis: str, expected: str) -> None:
    source = {"source_id": "a-source", "kind": kind, "reliability": grade}
    assert evidence_class(source, said_by, basis) == expected


def test_evidence_classes_cover_the_columns_they_follow() -> None:
    assert evidence_class({"source_id": ARTICLE}, "press", "estimate") == "article"
    assert set(frame("sources")["kind"]) <= set(BY_SOURCE_KIND)
    spoken = {*frame("evidence")["said_by"], *frame("observations")["said_by"]}
    assert spoken <= set(BY_SPEAKER) == set(SPEAKERS)
    assert {*BY_SOURCE_KIND.values(), *BY_SPEAKER.values()} <= set(CLASSES)
    assert softest(["filing", "estimate", "press"]) == "estimate"


def test_a_result_is_no_harder_than_its_softest_input():
    revenue = series("alibaba-group--china-wholesale-revenue-1688").at(
        "2024-09-30", frequency="quarter"
    )
    of_revenue = origin_of(revenue)
    of_yield = origin_of(revenue / claim("onplatform-turnover"))
    assert of_revenue["evidence_class"] == "filing"
    assert of_yield["evidence_class"] == "article"
    assert set(of_yield["source_id"].split()) == {*of_revenue["source_id"].split(), ARTICLE}
    guess = assume("share", 0.5, 0, 1, why="a guess")
    assert origin_of(guess) == {"source_id": "", "evidence_class": "assumption"}


def test_origins_of_rows_sources_and_nothing():
    of_1688, wholesale = finding("b-value-share-e1"), "alibaba-2023-september-quarter-results"
    both = {"source_id": f"{of_1688['source_id']} {wholesale}", "evidence_class": "company"}
    assert origin_of(of_1688, wholesale) == origin_of(both, of_1688) == both
    assert origin_of(series("xiaohongshu--mau").rows.iloc[0])["source_id"]
    assert origin_of(ARTICLE) == {"source_id": ARTICLE, "evidence_class": "article"}
    assert origin_of() == {"source_id": "", "evidence_class": ""}


def test_inputs_that_a_formula_would_take_for_one_are_told_apart():
    wholesale = series("alibaba-group--china-wholesale-revenue-1688")
    old, new = (
        wholesale.at("2022-09-30", frequency="half_year", basis=basis)
        for basis in ("re-segmented-2021", "restated-2023")
    )
    assert (new / old).formula.endswith("half-year to Sep 2022, re-segmented 2021")
    (leaf,) = old.leaves.values()
    alike = Quantity.of(replace(leaf, key="another"))
    with pytest.raises(ValueError, match="two inputs share a label"):
        old / alike
