"""Registered forecasts against the register, and tables of sentences."""

from io import StringIO
from urllib.parse import unquote

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from book1688.data import frame
from book1688.forecast import Registered, by_quarter, chance, growth, level, mark
from book1688.prose.marks import by
from book1688.prose.sentence import ProseError, say
from book1688.prose.statements import statements
from book1688.prose.table import table
from book1688.quantity import assume, finding
from book1688.quantity.words import in_words
from book1688.verdict import Verdict

PDD = Registered("pdd-revenue-dec-2026", growth(level("pdd-holdings--total-revenue")))


def test_a_registered_forecast_knows_no_later_value():
    later = pd.concat([PDD.past, pd.Series({"2026-09-30": 5.0})])
    same = Registered("pdd-revenue-dec-2026", later)
    assert same.seen.index[-1] == "2026-06-30"
    assert same.probability == PDD.probability
    assert same.origin["source_id"] and same.origin["evidence_class"]


def test_the_register_of_a_known_line_can_be_computed_again():
    row = frame("register").set_index("forecast_id").loc["pdd-revenue-dec-2026"]
    assert round(100 * PDD.probability) == row["probability"]
    assert round(100 * PDD.base_rate) == row["base_rate"]
    assert PDD.threshold == pytest.approx(row["threshold"] / 100)
    assert PDD.times == (5, 8) and PDD.past_rate.value == PDD.base_rate == 6 / 10
    (times,) = PDD.past_rate.leaves.values()
    assert times.source_ids == tuple(PDD.origin["source_id"].split())


def test_what_was_registered_can_be_quoted():
    assert (chance("pdd-revenue-dec-2026").value, mark("pdd-revenue-dec-2026").value) == (0.47, 0.1)
    assert mark("wholesale-leads-international-dec-2026").value == 0
    with pytest.raises(ValueError, match="threshold in RMB, not on growth"):
        mark("pdd-net-income-dec-2026")


def test_the_base_rate_of_a_judgement_can_be_computed_again():
    judged = [r for r in frame("register").to_dict("records") if r["method"] == "judgement"]
    assert len(judged) >= 6
    for row in judged:
        past = by_quarter(row["series_id"], "2021-03-31", "2026-12-31")
        one = Registered(row["forecast_id"], past)
        assert round(100 * one.base_rate) == row["base_rate"], row["forecast_id"]
        assert pd.isna(one.probability) and one.origin["source_id"], row["forecast_id"]


def test_statements_show_verdicts_and_escape():
    rows = pd.DataFrame({"Said": ["a < b"], "Was": [(Verdict("failed"), "1688 did.")]})
    html = statements("x", rows, title="A caption").html
    assert "a &lt; b" in html and "verdict-failed" in html and "1688 did." in html
    assert html.count("<tr") == 2


def test_a_group_heads_its_rows():
    rows = [
        {"Said": s, "Where": "x", "group": g} for s, g in (("a", "One"), ("b", "One"), ("c", "Two"))
    ]
    html = statements("x", rows, title="A title").html
    heads = [row.get_text() for row in BeautifulSoup(html, "html.parser").select("tr.group")]
    assert heads == ["One", "Two"] and html.count("<tr") == 6
    assert 'colspan="2"' in html and ">group</th>" not in html


@pytest.mark.parametrize("form", [table, statements])
def test_sentences_in_tables_keep_links_and_give_sources(form):
    price, source = assume("a price", 2, 1, 3, why="to try"), finding("b-value-share-e1")
    rows = [
        {"Clue": "One", "On record": say(f"It cost {price:.0f}. {by()}"), "behind": ()},
        {"Clue": "Two", "On record": "None <b>"},
        {"Clue": "Three", "On record": "Some", "behind": "b-value-share-e1"},
        {"Clue": "Four", "On record": "All", "behind": ("b-value-share-e1", price)},
    ]
    html = form("x", rows, title="A title", measure="what", note="A note").html
    assert html.count(f'href="#{price.anchor}"') == 1 and ">ours</span>" in html
    assert "None &lt;b&gt;" in html and 'class="note">A note' in html
    assert html.count("class-company") == 1 and f"#source-{source['source_id']}" in html
    rows = pd.read_csv(StringIO(unquote(html.split("charset=utf-8,")[1].split('"')[0]))).fillna("")
    assert rows["On record"].tolist() == ["It cost 1–3. ours", "None <b>", "Some", "All"]
    assert rows["source_id"].tolist() == ["", "", *[source["source_id"]] * 2]
    assert rows["evidence_class"].tolist() == ["assumption", "", "company", "assumption"]
    assert "behind" not in rows
    with pytest.raises(ProseError, match="typed number"):
        say("It cost 2.")


def test_small_counts_in_words():
    assert [in_words(n) for n in (0, 1, 14, 20)] == ["none", "one", "fourteen", "twenty"]
