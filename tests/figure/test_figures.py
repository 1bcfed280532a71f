"""Figures: deterministic, themeable, described, and their data are what is drawn."""

import re
from urllib.request import urlopen

import matplotlib
import pandas as pd
import pytest

from book1688.figure import (
    bars,
    dumbbell,
    lines,
    percent,
    plain,
    ranges,
    region,
    spread,
    timeline,
    tornado,
    tree,
    units,
)
from book1688.figure.style import COLOURS, INK, RC
from book1688.html.links import ROOT
from book1688.prose import events
from book1688.quantity import claim

SOURCE = {"source_id": "guancha-2023-1688-xianyu-upgrade", "evidence_class": "press"}
ROWS = pd.DataFrame(
    {
        "label": ["One thing", "Another & <thing>"],
        "low": [0.1, 0.4],
        "high": [0.3, 0.9],
        "value": [0.2, 0.5],
        "first": [0.1, 0.8],
        "second": [0.3, 0.4],
        "reliability": ["A", "D"],
        **SOURCE,
    }
)
DATES = pd.DataFrame(
    {
        "label": ["One thing"] * 3,
        "period_end": ["2022-03-31", "2023-03-31", "2024-03-31"],
        "value": [1.0, 2.0, 4.0],
        "basis": ["as_reported", "as_reported", "estimate"],
        **SOURCE,
    }
)
PEOPLE = pd.DataFrame(
    [("Now", "a", "", "Top"), ("Now", "b", "a", "Below")],
    columns=["panel", "id", "parent", "name"],
)
COUNTS = pd.DataFrame({"label": ["So", "So not"], "count": [3, 5], "colour": ["good", "bad"]})
BAND = pd.DataFrame({"x": [0.1, 0.5, 0.9], "low": [0.2, 0.5, 0.8], "high": [1.0, 1.0, 1.0]})
COMMON = {"caption": "A caption", "write": percent, "axis": "share of all"}
FORMS = {
    "bars": lambda: bars("x", ROWS, **COMMON),
    "ranges": lambda: ranges("x", ROWS, **COMMON, threshold=(0.4, "here")),
    "spread": lambda: spread("x", ROWS, **COMMON),
    "dumbbell": lambda: dumbbell("x", ROWS, names=("then", "now"), **COMMON),
    "lines": lambda: lines("x", DATES, **{**COMMON, "write": plain}, colours={"One thing": "1688"}),
    "timeline": lambda: timeline("x", events("taote-unveiled", "yu-yong-becomes-president"),
                                 caption="A caption"),
    "tree": lambda: tree("x", PEOPLE, panels=["Now"], caption="A caption", description="One line."),
    "tornado": lambda: tornado("x", claim("offplatform-turnover").named("it"), ".3s",
                               caption="A caption"),
    "units": lambda: units("x", COUNTS, caption="A caption", things="claims"),
    "region": lambda: region("x", BAND, caption="A caption", axes=("share", "rest"),
                             write=(percent, percent), allowed=((0.4, 0.6), (0.6, 1.0)),
                             words={"band": "possible", "box": "said"}),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_form(form):
    html = FORMS[form]().html
    assert html == FORMS[form]().html  # drawn again, byte for byte the same
    assert html.count("<svg ") == 2
    assert 'class="plot wide"' in html
    assert 'class="plot narrow"' in html
    labels = re.findall(r'role="img" aria-label="([^"]{40,})"', html)
    assert len(labels) == 2
    assert labels[0] == labels[1] != "A caption"
    assert "<figcaption>A caption</figcaption>" in html
    paints = set(re.findall(r'(?:fill|stroke)="([^"]+)"', html))
    assert all(p in ("none", "currentColor") or p.startswith("var(--c-") for p in paints), paints
    grounded = f'color="var(--ink,{INK})"><rect width="100%" height="100%" fill="var(--c-ground,'
    assert html.count(grounded) == 2  # readable in JupyterLab's dark theme too
    assert "style=" not in html
    assert "font-family" not in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    used = set(re.findall(r"url\(#([^)]+)\)", html)) | set(re.findall(r'href="#(x-[^"]+)"', html))
    assert used <= set(ids)


@pytest.mark.parametrize("form", ["bars", "ranges", "spread", "dumbbell", "lines"])
def test_download_is_what_was_drawn(form):
    html = FORMS[form]().html
    packed = re.search(r'download="x.csv" href="(data:text/csv;charset=utf-8,[^"]+)"', html)
    back = pd.read_csv(urlopen(packed[1]))
    drawn = DATES if form == "lines" else ROWS
    pd.testing.assert_frame_equal(back, drawn, check_dtype=False)


def test_a_changed_value_changes_the_drawing():
    before = FORMS["bars"]().html
    changed = bars("x", ROWS.assign(value=[0.2, 0.51]), **COMMON).html
    drawing = re.compile(r"<svg.*?</svg>", re.S)
    assert drawing.findall(before)[0] != drawing.findall(changed)[0]


def test_estimates_look_different_from_reports():
    reported = bars("x", ROWS, **COMMON).html
    estimated = bars("x", ROWS.assign(evidence_class="estimate"), **COMMON).html
    assert "--c-page" not in reported
    assert "--c-page" in estimated


def test_text_is_escaped_and_provenance_is_named():
    html = FORMS["bars"]().html
    assert "<thing>" not in html
    assert '<span class="class class-press">press report</span>' in html
    assert "#source-guancha-2023-1688-xianyu-upgrade" in html


def test_colours_are_those_of_the_light_theme():
    css = (ROOT / "_static" / "book.css").read_text(encoding="utf-8")
    light = css[: css.index("[data-theme")]
    for code, variable in COLOURS.items():
        if variable != "--c-page":  # the page's own background, whatever the theme makes it
            assert f"{variable}: {code};" in light


def test_drawing_leaves_matplotlib_as_it_was():
    before = {name: matplotlib.rcParams[name] for name in RC}
    FORMS["bars"]()
    assert {name: matplotlib.rcParams[name] for name in RC} == before
    assert before["svg.fonttype"] != RC["svg.fonttype"]


def test_an_org_chart_refuses_a_loose_row():
    loose = pd.concat([PEOPLE, PEOPLE.assign(id="c", parent="nobody").tail(1)])
    with pytest.raises(ValueError, match="hang on no root"):
        tree("x", loose, panels=["Now"], caption="A caption", description="One line.")


def test_calendar_years_stand_on_their_ticks():
    years = pd.DataFrame(
        {"label": "One thing", "period_end": ["2023-12-31", "2024-12-31"], "value": [1.0, 2.0]}
    )
    html = lines("x", years, **{**COMMON, "write": plain}, colours={"One thing": "1688"}).html
    assert "1 at 2023, 2 at 2024" in html
