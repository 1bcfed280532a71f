"""The chapter's own forms: drawn alike twice, described, and true to their rows."""

import re

import pandas as pd
import pytest

from book1688.data import table
from book1688.figure import calibration, fans, outcomes
from book1688.forecast import Registered, calibration_box, growth, in_words, level, statements
from book1688.verdict import Verdict

CASES = pd.DataFrame(
    {
        "label": ["Sure", "Unsure", "Not yet"],
        "low": [0.99, 0.5, 0.33],
        "high": [1.0, 1.0, 0.66],
        "outcome": [0, 0.5, None],
        "words": ["failed", "half right", "not settled"],
    }
)
BOXES = pd.DataFrame(
    [
        calibration_box(["korea-site-february-2024"], "sure: {}", "1688"),
        calibration_box(["overseas-competition-intensifies"], "surer: {}", "alibabacom"),
    ]
)
PDD = Registered("pdd-revenue-dec-2026", growth(level("pdd-holdings--total-revenue")))
FORMS = {
    "outcomes": lambda: outcomes("x", CASES, caption="A caption", axis="likelihood"),
    "calibration": lambda: calibration("x", BOXES, caption="A caption", words="as said"),
    "fans": lambda: fans("x", PDD.fan("PDD"), caption="A caption", axis="growth", every=0.25),
}


@pytest.mark.parametrize("form", FORMS)
def test_form(form):
    html = FORMS[form]().html
    assert html == FORMS[form]().html
    assert html.count("<svg ") == 2
    labels = re.findall(r'role="img" aria-label="([^"]{40,})"', html)
    assert len(labels) == 2 and labels[0] == labels[1]
    paints = set(re.findall(r'(?:fill|stroke)="([^"]+)"', html))
    themed = ("var(--c-", "var(--verdict-", "var(--class-")  # outcomes, forecasts: their badges
    assert all(p in ("none", "currentColor") or p.startswith(themed) for p in paints), paints
    assert "style=" not in html


def test_descriptions_say_what_is_drawn():
    assert "Sure: said 99% to 100%, failed" in FORMS["outcomes"]().html
    assert "sure: 0 of 1" in FORMS["calibration"]().html
    assert "to pass: above 10% at 2026-12 (47%)" in FORMS["fans"]().html


def test_a_box_counts_what_came_true():
    sure, surer = BOXES.to_dict("records")
    assert (sure["label"], sure["share"]) == ("sure: 0 of 1", 0)
    assert (surer["label"], surer["share"]) == ("surer: 1 of 1", 1)
    assert (sure["low"], sure["high"]) == (0.99, 1)
    assert 0 < sure["true_low"] < sure["true_high"] < 1


def test_a_half_right_case_has_no_box():
    with pytest.raises(KeyError, match="partly"):
        calibration_box(["integration-very-difficult"], "unsure: {}", "alibabacom")


def test_a_registered_forecast_knows_no_later_value():
    later = pd.concat([PDD.past, pd.Series({"2026-09-30": 5.0})])
    same = Registered("pdd-revenue-dec-2026", later)
    assert same.seen.index[-1] == "2026-06-30"
    assert same.probability == PDD.probability
    assert same.origin["source_id"] and same.origin["evidence_class"]


def test_the_register_of_a_known_line_can_be_computed_again():
    row = table("register").set_index("forecast_id").loc["pdd-revenue-dec-2026"]
    assert round(100 * PDD.probability) == row["probability"]
    assert round(100 * PDD.base_rate) == row["base_rate"]
    assert PDD.threshold == pytest.approx(row["threshold"] / 100)


def test_statements_show_verdicts_and_escape():
    rows = pd.DataFrame({"Said": ["a < b"], "Was": [(Verdict("failed"), "1688 did.")]})
    html = statements("x", rows, caption="A caption").html
    assert "a &lt; b" in html and "verdict-failed" in html and "1688 did." in html
    assert html.count("<tr") == 2


def test_small_counts_in_words():
    assert [in_words(n) for n in (0, 1, 14, 20)] == ["none", "one", "fourteen", "twenty"]
