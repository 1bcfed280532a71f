"""Sentences refuse what nothing stands behind."""

import pytest
from bs4 import BeautifulSoup

from book1688.data import DataError
from book1688.html.links import claim_link
from book1688.prose.event import event
from book1688.prose.sentence import ProseError, answer, say
from book1688.prose.workings import workings
from book1688.quantity import assume, claim, evidence
from book1688.quantity.words import long_date


def test_a_typed_number_is_refused():
    with pytest.raises(ProseError, match="typed number '56%'"):
        say("It is 56% of all.")
    with pytest.raises(ProseError, match="typed number '1,688'"):
        say("There are 1,688 of them.")


def test_quantities_years_and_names_pass():
    share = claim("b-buyer-share").named("buyers")
    shown = say(f"In 2023, 1688 said {share:.0%}; a B2B2B model, says 36Kr.")
    assert shown.data.startswith("In 2023, 1688 said <a class=")
    assert ">64%</a>" in shown.data


@pytest.mark.parametrize("word", ["likely", "very unlikely", "probably", "high confidence"])
def test_calibrated_words_need_a_band(word):
    with pytest.raises(ProseError, match="calibrated term"):
        say(f"That is {word}.")


def test_a_calibrated_word_may_stand_before_its_band():
    band = claim("b-buyer-share").named("buyers")
    assert say(f"That is “likely” ({band:.0%}).")
    with pytest.raises(ProseError, match="calibrated term"):
        say(f"That is likely, and {band:.0%} is not its band.")
    with pytest.raises(ProseError, match="typed number"):
        say("That is likely (66–100%).")


def test_an_answer_states_its_confidence():
    shown = answer("Yes.", confidence="low", because="one source.")
    assert "Low confidence: one source." in shown.data
    with pytest.raises(ProseError, match="confidence is one of"):
        answer("Yes.", confidence="certain", because="we say so")


def test_events_write_their_dates():
    shown = f"{event('ecommerce-business-group')}"
    assert '<time datetime="2024-11-21">21 November 2024</time>' in shown
    assert say(f"It began on {shown}.")
    assert (long_date("2024-11"), long_date("2024")) == ("November 2024", "2024")


def test_links_to_unknown_claims_are_errors():
    assert 'href="' in claim_link("onplatform-turnover", "turnover")
    with pytest.raises(DataError, match="onplatform-turnover"):
        claim_link("onplatform", "turnover")


def test_workings_hold_what_was_quoted():
    on_platform = claim("onplatform-turnover").named("on platform")
    half = (on_platform / 2).named("half of it")
    assert f"{half:.3s}" == '<a class="number" href="#w-half-of-it">RMB 400 billion</a>'
    table = workings().html
    assert '<tr id="w-half-of-it" role="row">' in table
    assert '<span class="value">RMB 400 billion</span>' in table
    assert "no bounds stated" in table
    assert "on platform ÷ 2" in table
    assert "#onplatform-turnover" in table
    assert "table-inputs" not in table, "the ledger says where a claim comes from"


def test_where_an_input_comes_from_stands_once_below_the_workings():
    share = assume("share told twice", 0.5, 0.4, 0.6, why="nobody has counted")
    for name in ("a half", "another half"):
        f"{(share / 2).named(name):.0%}"
    f"{evidence('b-value-share-e1').named('what a newspaper printed'):.0%}"
    told = BeautifulSoup(workings().html, "html.parser")
    rows = {row.th.get_text(): row for row in told.select("#table-inputs tbody tr")}
    row = rows["share told twice"]
    assert row.td.get_text() == "Nobody has counted."
    assert len(told.select(f'a[href="#{row["id"]}"]')) == 2
    printed = rows["business buyers’ share of Yanxuan’s value, Oct 2023"].td.get_text()
    assert printed == "National Business Daily (每日经济新闻), grade B."


@pytest.mark.parametrize(
    ("unit", "spec", "shown"),
    [
        ("RMB per person", ".0f", "RMB 77 per person"),
        ("RMB", ".3s", "RMB 77"),
        ("hours", ".0f", "77 hours"),
        ("persons", ".0f", "77"),
        ("count per day", ".0f", "77 per day"),
    ],
)
def test_a_number_in_the_workings_has_its_unit(unit: str, spec: str, shown: str):
    about = assume("seventy-seven", 77, 77, 77.4, unit=unit, why="a round one").named("about 77")
    format(about, spec)
    row = BeautifulSoup(workings().html, "html.parser").select_one(".workings tbody tr")
    assert row.select_one(".value").get_text() == shown
    told = row.select_one(".bounds").get_text()
    assert told == ("bounds RMB 77–77.4" if spec.endswith("s") else "bounds 77.0–77.4")


def test_a_formula_gives_the_value_of_what_has_a_row():
    whole = (claim("onplatform-turnover") * 2).named("twice that")
    f"{whole:.2s}, {(whole / 3).named('a third of it'):.2s}"
    rows = BeautifulSoup(workings().html, "html.parser").select(".workings tbody tr")
    (step,) = rows[1].select(".where")
    assert step.get_text() == "twice that = RMB 1.6 trillion"
    assert step.a["href"] == "#" + rows[0]["id"]
