"""Figures: deterministic, themeable, described, and their data are what is drawn."""

import pkgutil
import re
from inspect import signature
from urllib.request import urlopen

import matplotlib
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.axes import Axes

from book1688 import figure
from book1688.figure import FORMS, chart, colour
from book1688.forecast import Registered, growth, level
from book1688.html.links import ROOT
from book1688.html.palette import BY_NAME, COLOURS, INK, colour_name, distinct
from book1688.html.tables import Html
from book1688.prose.event import events
from book1688.quantity import claim, compare, series
from book1688.quantity.text import bare

SOURCE = {"source_id": "guancha-2023-1688-xianyu-upgrade", "evidence_class": "press"}
FILINGS = sorted(set(series("alibaba-group--china-wholesale-revenue-1688").rows["source_id"]))[:2]
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
        "label": ["One thing"] * 4,
        "period_end": ["2021-03-31", "2022-03-31", "2023-03-31", "2024-03-31"],
        "value": [1.0, 2.0, 4.0, 5.0],
        "basis": ["as_reported", "as_reported", "restated-2023", "estimate"],
        **SOURCE,
    }
)
PEOPLE = pd.DataFrame(
    [("Now", "a", "", "Top"), ("Now", "b", "a", "Below")],
    columns=["panel", "id", "parent", "name"],
)
CASES = pd.DataFrame(
    {
        "label": ["Sure", "Unsure", "Not yet"],
        "low": [0.99, 0.5, 0.33],
        "high": [1.0, 1.0, 0.66],
        "outcome": [0, 0.5, None],
        "words": ["failed", "half right", "not settled"],
    }
)
SPANS = pd.DataFrame(
    [("A while", "2020-05", "2021-06-30", "a year"), ("A day", "2021-02-03", "2021-02-03", "then")],
    columns=["label", "start", "end", "words"],
)
STACKS = {"One thing": {"a part": 0.2, "the rest": 0.7}, "Another": {"a part": 0.4}}
FANS = Registered("pdd-revenue-dec-2026", growth(level("pdd-holdings--total-revenue"))).fan("PDD")
EXAMPLES: dict[str, tuple[object, dict]] = {  # data, and what the form needs besides
    "bars": (
        ROWS.assign(who="someone"),
        {"mark": {"One thing": "look"}, "threshold": (0.4, "here")},
    ),
    "dumbbell": (ROWS, {"names": ("then", "now"), "colours": {"then": "muted"}}),
    "fans": (FANS, {"every": 0.25, "mark": {"PDD": "look here"}}),
    "lines": (DATES, {"write": ".0f", "mark": {"2022-01-31": "look here"}}),
    "outcomes": (CASES, {"mark": {"Sure": "look here"}}),
    "ranges": (ROWS, {}),
    "spans": (SPANS, {"limits": (2020, 2022), "shade": ("2020-06-01", "2020-09-01", "summer")}),
    "spread": (ROWS, {}),
    "stacks": (STACKS, {"ends": {"Another": "the end"}}),
    "timeline": (events("taote-unveiled", "yu-yong-becomes-president"), {}),
    "tornado": (claim("offplatform-turnover").named("it"), {"write": ".0b"}),
    "tree": (PEOPLE, {}),
}


def example(form: str, data: object = None, **changed: object) -> Html:
    """A figure of this form, of its example or of other data, with some things changed."""
    given, options = EXAMPLES[form]
    common = {"title": "A title", "measure": "share of all"}
    return FORMS[form]("x", given if data is None else data, **common | options | changed)


def drawings(html: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", html, re.DOTALL)


def downloaded(html: str) -> pd.DataFrame:
    packed = re.search(r'download="x.csv" href="(data:text/csv;charset=utf-8,[^"]+)"', html)
    return pd.read_csv(urlopen(packed[1]))


def test_every_form_is_shown_and_has_an_example() -> None:
    modules = {module.name for module in pkgutil.iter_modules(figure.__path__)}
    assert set(FORMS) == set(EXAMPLES)
    assert set(FORMS) <= modules
    assert all(getattr(figure, name) is FORMS[name] for name in FORMS)


@pytest.mark.parametrize("form", EXAMPLES)
def test_form(form: str) -> None:
    html = example(form).html
    assert html == example(form).html  # drawn again, byte for byte the same
    assert html.count("<svg ") == 2
    assert 'class="plot wide"' in html
    assert 'class="plot narrow"' in html
    labels = re.findall(r'role="img" aria-label="([^"]{40,})"', html)
    assert len(labels) == 2
    assert labels[0] == labels[1]
    title = '<figcaption><span class="title">A title</span> <span class="measure">share of all'
    assert title in html
    paints = set(re.findall(r'(?:fill|stroke)="([^"]+)"', html))
    themed = ("var(--c-", "var(--verdict-", "var(--class-")
    assert all(p in ("none", "currentColor") or p.startswith(themed) for p in paints), paints
    grounded = f'color="var(--ink,{INK})"><rect width="100%" height="100%" fill="var(--c-ground,'
    assert html.count(grounded) == 2  # readable in JupyterLab's dark theme too
    assert " style=" not in html
    assert "font-family" not in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    used = set(re.findall(r"url\(#([^)]+)\)", html)) | set(re.findall(r'href="#(x-[^"]+)"', html))
    assert used <= set(ids)


@pytest.mark.parametrize("form", EXAMPLES)
def test_every_form_takes_the_same_and_refuses_the_rest(form: str) -> None:
    names = list(signature(FORMS[form]).parameters)
    common = ["slug", "data", "title", "measure", "note", "colours", "write"]
    assert names[:7] == common and set(EXAMPLES[form][1]) <= set(names)
    assert "Data: " in FORMS[form].__doc__ and "``title``" in FORMS[form].__doc__
    with pytest.raises(TypeError, match="caption"):
        example(form, caption="A caption")


@pytest.mark.parametrize("form", ["ranges", "spread", "dumbbell", "lines"])
def test_download_is_what_was_drawn(form: str) -> None:
    pd.testing.assert_frame_equal(
        downloaded(example(form).html), EXAMPLES[form][0], check_dtype=False
    )


def test_a_changed_value_changes_the_drawing() -> None:
    before, after = (
        drawings(example("bars", ROWS.assign(value=[0.2, last])).html) for last in (0.5, 0.51)
    )
    assert before[0] != after[0] and before[1] != after[1]


def test_estimates_look_different_from_reports() -> None:
    soft = ROWS.assign(evidence_class="estimate")
    for form in ("bars", "ranges"):
        assert "--c-page" not in example(form, ROWS).html
        assert "--c-page" in example(form, soft).html


def test_restated_reported_and_estimated_points_look_different() -> None:
    [wide, _] = drawings(example("lines").html)
    assert ">restated<" in wide and ">estimate or forecast<" in wide
    marks = re.findall(r"<path [^>]*>(?=<title>)", wide)
    looks = [("round" if "C" in mark else "square", "--c-page" in mark) for mark in marks]
    assert looks == [("round", False), ("round", False), ("square", False), ("round", True)]
    plain = drawings(example("lines", DATES.assign(basis="as_reported")).html)[0]
    assert ">restated<" not in plain and ">estimate or forecast<" not in plain


def test_text_is_escaped_and_provenance_is_named() -> None:
    html = example("bars").html
    assert "<thing>" not in html
    assert '<span class="class class-press">press report</span>' in html
    assert "#source-guancha-2023-1688-xianyu-upgrade" in html


def test_many_sources_are_folded_and_two_are_not() -> None:
    few = ROWS.assign(source_id=["guancha-2023-1688-xianyu-upgrade", FILINGS[0]])
    assert "Sources: " in example("bars", few).html
    assert "<details" not in example("bars", few).html
    more = few.assign(source_id=few["source_id"] + " " + FILINGS[1])
    assert '<details class="sources"><summary>Sources (3)</summary> ' in example("bars", more).html


def test_money_is_no_formula_and_chinese_needs_no_font(recwarn: pytest.WarningsRecorder) -> None:
    labels = ["US$ or RMB, $ for $", "转单 and 一件代发"]
    html = example("bars", ROWS.assign(label=labels), mark=None).html
    assert ">US$ or RMB, $ for $<" in html
    assert '<tspan lang="zh">转单</tspan>' in html
    assert not [str(w.message) for w in recwarn]


def test_values_are_said_at_every_mark() -> None:
    for form, count in (("bars", 2), ("ranges", 2), ("spread", 2), ("dumbbell", 4), ("lines", 4)):
        for drawing in drawings(example(form).html):
            assert drawing.count("<title>") == count, form
    assert "<title>One thing, Mar 2022: 2</title>" in example("lines").html


def test_a_mark_needs_its_row_and_its_date() -> None:
    with pytest.raises(ValueError, match="no row has the label"):
        example("bars", mark={"One": "look here"})
    with pytest.raises(ValueError, match="outside the axis"):
        example("lines", mark={"2030-01-01": "look here"})


def test_drawing_leaves_no_trace_and_heeds_no_settings() -> None:
    before = example("lines").html
    readers = {"font.size": 30, "axes.facecolor": "pink", "lines.linewidth": 9, "axes.grid": True}
    readers |= {"savefig.bbox": "tight", "figure.autolayout": True, "svg.fonttype": "path"}
    with matplotlib.rc_context(readers):
        kept = dict(matplotlib.rcParams)
        assert example("lines").html == before
        assert dict(matplotlib.rcParams) == kept
    assert matplotlib.colors.to_hex("b") == "#0000ff"  # as seaborn would have it otherwise


@pytest.mark.parametrize("words", ["US$1 to US$2", "2 分"])
@pytest.mark.filterwarnings("error")  # what is said while drawing would be stored
def test_words_in_a_drawing_are_only_words(words: str) -> None:
    for drawing in drawings(example("timeline", mark={"taote-unveiled": words}).html):
        assert words in re.sub("<.*?>", "", drawing)


def test_a_timeline_puts_a_month_after_its_days_and_words_where_asked() -> None:
    rows = pd.DataFrame(
        {
            "event_id": ["a", "b", "c"],
            "date": ["2024-02", "2024-02-04", "2024-03-01"],
            "precision": ["month", "day", "day"],
            "words": ["In the month", "On the fourth", "Later"],
            **SOURCE,
        }
    )
    for drawing in drawings(example("timeline", rows, mark={"a": "look here"}).html):
        order = re.findall(r"<text [^>]*>(On the|In the|look|Later)", drawing)
        assert order == ["On the", "In the", "look", "Later"]


def test_an_org_chart_marks_a_box() -> None:
    marked = example("tree", PEOPLE.assign(mark=["look here", ""])).html
    assert all(drawing.count("look here</text>") == 1 for drawing in drawings(marked))
    assert "Top (look here)" in marked


def test_an_org_chart_refuses_a_loose_row() -> None:
    loose = pd.concat([PEOPLE, PEOPLE.assign(id="c", parent="nobody").tail(1)])
    with pytest.raises(ValueError, match="hang on no root"):
        example("tree", loose)


def test_descriptions_say_what_is_drawn() -> None:
    assert "Sure: said 99–100%, failed" in example("outcomes").html
    assert "to pass: above 10% at 2026-12 (47%)" in example("fans").html


def test_calendar_years_stand_on_their_ticks() -> None:
    years = DATES.assign(period_end=[f"{y}-12-31" for y in range(2021, 2025)])
    assert "1 at 2021, 5 at 2024" in example("lines", years, mark=None).html


# ---- A chart of one's own


FEES = {
    "1688": "alibaba-group--china-wholesale-revenue-1688",
    "Alibaba.com": "alibaba-group--international-wholesale-revenue-alibaba-com",
}


def test_a_chart_of_ones_own_from_quantities() -> None:
    fees = series(FEES["1688"])
    year = {y: fees.at(f"{y}-03-31", frequency="fiscal_year") for y in range(2019, 2023)}
    growth_of_fees = {f"to March {y}": year[y] / year[y - 1] - 1 for y in (2020, 2021, 2022)}

    def draw(rows: pd.DataFrame, ax: Axes) -> None:
        sns.barplot(rows, x="value", y="label", color=colour("1688"), saturation=1, ax=ax)

    html = chart("x", growth_of_fees, draw, title="Fees grew", measure="growth in a year").html
    for drawing in drawings(html):
        assert "to March 2021" in drawing and ">20%<" in drawing
        assert ">value<" not in drawing and ">label<" not in drawing  # the measure says it
    assert f"to March 2021: {bare(growth_of_fees['to March 2021'].value, '.0%')}" in html
    assert "company accounts" in html
    drawn = downloaded(html)["value"]
    assert list(drawn) == pytest.approx([q.value for q in growth_of_fees.values()])


def test_a_chart_of_ones_own_from_a_frame() -> None:
    rows = compare(FEES, frequency="fiscal_year", until="2022-03-31")

    def draw(rows: pd.DataFrame, ax: Axes) -> None:
        year = rows["period_end"].str[:4]
        inks = {name: colour(ink) for name, ink in zip(rows["label"], rows["colour"], strict=True)}
        sns.barplot(rows, x=year, y="value", hue="label", palette=inks, saturation=1, ax=ax)
        ax.legend(title="", frameon=False, loc="upper left")
        ax.set(xlabel="")

    words = {"title": "Both grew", "measure": "RMB billion", "description": "Two bars a year."}
    html = chart("x", rows, draw, write=".0b", **words).html
    for drawing in drawings(html):
        assert ">2021<" in drawing and ">15<" in drawing and ">Alibaba.com<" in drawing
        assert "--c-1688" in drawing and "--c-alibabacom" in drawing
    assert html == chart("x", rows, draw, write=".0b", **words).html
    with pytest.raises(ValueError, match="needs a description"):
        chart("x", rows, draw, title="Both grew")


def test_a_colour_that_no_theme_knows_is_refused() -> None:
    def draw(rows: pd.DataFrame, ax: Axes) -> None:
        sns.barplot(rows, x="value", y="label", color=colour("1688"), ax=ax)

    with pytest.raises(ValueError, match="no colour of the book"):
        chart("x", {"One thing": 0.3}, draw, title="A title")


def test_a_chart_without_labels_wants_a_description() -> None:
    with pytest.raises(ValueError, match="needs a description"):
        chart("x", pd.DataFrame({"a": [1]}), lambda rows, ax: None, title="A title")


# ---- Colours


def test_colours_are_those_of_the_light_theme() -> None:
    css = (ROOT / "_static" / "book.css").read_text(encoding="utf-8")
    light = css[: css.index("[data-theme")]
    for code, variable in COLOURS.items():
        named = "--paper" if variable == "--c-page" else variable
        assert f"{named}: {code};" in light
    assert f"--ink: {INK};" in light


def test_colours_are_named_in_one_place() -> None:
    code = re.compile(r"(?:#|%23)(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
    files = [*(ROOT / "book1688").rglob("*.py"), *(ROOT / "_templates").rglob("*.html")]
    found = {p.name: code.findall(p.read_text(encoding="utf-8")) for p in files}
    assert len(found["palette.py"]) > 20
    assert [name for name, codes in found.items() if codes] == ["palette.py"]


def test_names_have_the_colours_of_the_house() -> None:
    assert colour_name("1688, first half of 2020") == "1688"
    assert colour_name("Alibaba.com") == "alibabacom"
    assert colour_name("1688, first half", {"1688, first": "muted"}) == "muted"
    assert colour_name("Anything") == "other"
    assert distinct(["one", "PDD", "two"]) == {"one": "other", "PDD": "pdd", "two": "muted"}
    with pytest.raises(ValueError, match="unknown colour 'red'"):
        colour("red")
    assert len(BY_NAME) > len(COLOURS)
