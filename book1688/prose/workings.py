"""The end matter of a page: how each number was made, and what the page rests on."""

import hashlib
import re

from book1688.data import frame, record
from book1688.html.links import bare, class_chips, marked, page, publisher, source_page
from book1688.html.tables import Html, stacking_table
from book1688.quantity import Quantity, usage
from book1688.quantity import unit as units
from book1688.quantity.quantity import Leaf
from book1688.quantity.text import CURRENCY, is_wide, point

ID = {"claims": "claim_id", "evidence": "evidence_id", "series": "series_id"}
MONEY_OR_NUMBER = (*CURRENCY, units.PERSON, units.COUNT)
FIRST_DIGIT = re.compile(r"(?=\d)")
TIMES = (units.YEAR, units.MONTH, units.DAY, units.HOUR, units.MINUTE)


def workings() -> Html:
    """Show how every number that this page quotes was made, in order of first use.

    One row a number: its name, its value with bounds, and its formula with the value, bounds and
    evidence class of each input. Below, one row an input: where it comes from and what to know.
    """
    quoted = usage.page.quantities
    rows = [[marked(quantity.name), *_cells(quantity, spec)] for quantity, spec in quoted.values()]
    caption = f"Workings of the {len(rows)} numbers on this page."
    head = ["Number", "Value", "How it is made"]
    table = stacking_table("table-workings", "workings", caption, head, rows, quoted)
    return Html(table + _inputs(), f"Workings of {len(rows)} numbers")


def _inputs() -> str:
    """List where the inputs come from, by label and date; of claims those with bounds of ours.

    All else on a claim stands in the ledger.
    """
    quoted = [quantity for quantity, _ in usage.page.quantities.values()]
    leaves = [leaf for quantity in quoted for leaf in quantity.leaves.values()]
    told = {leaf.key: leaf for leaf in leaves if leaf.kind != "claim" or leaf.widened}
    if not told:
        return ""
    by_label = sorted(told.values(), key=lambda leaf: (leaf.label.split(",")[0].lower(), leaf.key))
    rows = [[marked(leaf.label), f'<p class="origin">{_origin(leaf)}</p>'] for leaf in by_label]
    caption = f"Their {len(rows)} inputs from elsewhere than the article."
    head = ["Input", "Where it comes from"]
    return stacking_table(
        "table-inputs", "inputs-told", caption, head, rows, map(_input_anchor, by_label)
    )


def _cells(quantity: Quantity, spec: str) -> list[str]:
    formula = "as stated" if quantity.is_leaf else marked(quantity.formula)
    plain = spec.endswith("f")
    where = "".join(f'<p class="where">{told}</p>' for told in _where(quantity).values())
    parts = _parts(quantity)
    called = {part.expr: words for words, part in parts.items() if part.is_leaf}
    inputs = "".join(
        f"<li>{_input(leaf, plain, called.get(leaf.symbol, ''))}</li>"
        for leaf in quantity.leaves.values()
    )
    return [
        f'<span class="value">{_with_unit(quantity, quantity.text(spec), spec)}</span> '
        f'<span class="bounds">{_bounds(quantity, spec)}</span>',
        f'<p class="formula">{formula}</p>{where}<ul class="inputs">{inputs}</ul>',
    ]


def _parts(quantity: Quantity) -> dict[str, Quantity]:
    """Return what the names in a formula stand for, and those in the formulas of these."""
    found = {}
    for words, part in quantity.parts.items():
        found |= {words: part} | _parts(part)
    return found


def _where(quantity: Quantity) -> dict[str, str]:
    """Give the value of every name in a formula that has a row of its own, else its formula."""
    rows = {quoted.name: (quoted, spec) for quoted, spec in usage.page.quantities.values()}
    told = {}
    for words, part in quantity.parts.items():
        if part.is_leaf:
            continue
        if words in rows:
            quoted, spec = rows[words]
            value = _with_unit(quoted, quoted.text(spec), spec)
            told[words] = f'<a href="#{quoted.anchor}">{marked(words)}</a> = {value}'
        else:
            told |= {words: f"{marked(words)} = {marked(part.formula)}"} | _where(part)
    return told


def _with_unit(quantity: Quantity, written: str, spec: str) -> str:
    """Name the unit where the number is written without it: "48 hours", "RMB 77 per person".

    What is counted, and per what, the quantity's name says.
    """
    above, below = quantity.unit.as_numer_denom()
    if above in CURRENCY and CURRENCY[above] not in written:
        written = FIRST_DIGIT.sub(CURRENCY[above], written, count=1)
    if above in TIMES:
        written += f" {units.name(above)}{'' if written == '1' else 's'}"
    unsaid = below in (1, units.COUNT) or above == units.PERSON
    return written if unsaid else f"{written} per {below}"


def _bounds(quantity: Quantity, spec: str) -> str:
    """Say what the value leaves out: its bounds, or where it is them, what lies between."""
    if quantity.low == quantity.high:
        return "no bounds stated"
    if not quantity.is_spread and is_wide(quantity.value, quantity.low, quantity.high):
        middle = point(quantity.value, quantity.unit, spec)
        return f"as its inputs stand {_with_unit(quantity, middle, spec)}"
    bounds = quantity.range(_fine(quantity, spec))
    return "bounds that round to it" if bounds == quantity.text(spec) else f"bounds {bounds}"


def _fine(quantity: Quantity, spec: str) -> str:
    """Write bounds a digit finer where rounding would move them visibly."""
    digit, kind = int(spec[-2]), spec[-1]
    if kind == "s":
        return f"{spec[:-2]}{max(digit, 3)}s"
    step = 10.0 ** -(digit + 2 * (kind == "%"))
    return f"{spec[:-2]}{digit + 1}{kind}" if quantity.high - quantity.low < 10 * step else spec


def _input(leaf: Leaf, plain: bool, called: str) -> str:
    """Say what an input is, what the formula calls it, and its value.

    ``plain``: our shares as shares of one.
    """
    label = marked(leaf.label)
    if leaf.kind == "claim":
        link = f'<a class="claim" href="{page("reference/claims", leaf.key)}">{label}</a>'
    else:
        link = f'<a class="input" href="#{_input_anchor(leaf)}">{label}</a>'
    value = f"{_amount(leaf, plain)}{bare(',')} {class_chips([leaf.evidence_class])}"
    ours = f' <a class="input" href="#{_input_anchor(leaf)}">bounds ours</a>'
    here = f" (here {marked(called)})" if called and called.lower() != leaf.label.lower() else ""
    return f"{link}{here}: {value}{ours if leaf.kind == 'claim' and leaf.widened else ''}"


def _input_anchor(leaf: Leaf) -> str:
    # Keys can be longer than the names of places that a PDF may hold.
    return "i-" + hashlib.sha256(leaf.key.encode()).hexdigest()[:10]


def _origin(leaf: Leaf) -> str:
    """Name the sources of an input, their grade, and what to know of it."""
    sources = ", ".join(
        f'<a href="{source_page(source_id)}">{marked(publisher(record("sources", source_id)))}</a>'
        for source_id in leaf.source_ids
    )
    copied = any(record("sources", source_id)["read_via"] for source_id in leaf.source_ids)
    parts = [
        f"{sources}, grade {leaf.reliability}" if leaf.reliability else sources,
        "read through a third party’s copy" if copied else "",
        "" if leaf.kind == "claim" else marked(leaf.note),
        f"bounds ours: {marked(leaf.widened)}" if leaf.widened else "",
    ]
    said = [part[0].upper() + part[1:].rstrip(".") for part in parts if part]
    return ". ".join(said) + "."


def _amount(leaf: Leaf, plain: bool) -> str:
    """Write an input in its own unit, ``50% (0% to 100%)``."""
    share = _is_stated_in_percent(leaf) or (_is_share_of_ours(leaf) and not plain)
    value, low, high = (_written(x, leaf, share) for x in (leaf.value, leaf.low, leaf.high))
    if leaf.low == leaf.high:
        return value
    return f"{low} to {high}" if leaf.spread else f"{value} ({low} to {high})"


def _written(value: float, leaf: Leaf, share: bool) -> str:
    if leaf.unit in MONEY_OR_NUMBER:
        return point(value, leaf.unit, ".6s")
    if share:
        return f"{_digits(100 * value, 4)}%"
    if leaf.unit in TIMES:
        name = units.name(leaf.unit)
        return f"{_digits(value, 3)} {name}{'' if value == 1 else 's'}"
    return _digits(value, 6)


def _digits(value: float, digits: int) -> str:
    return f"{float(f'{value:.{digits}g}'):,.12g}".replace("-", "−")


def _is_stated_in_percent(leaf: Leaf) -> bool:
    """Whether the data give an input in per cent; growth that a source states always is."""
    name = leaf.key.split("@")[0]
    row = {"claim": "claims", "evidence": "evidence", "series": "series"}.get(leaf.kind)
    if leaf.unit != units.PURE or row is None:
        return False
    if leaf.key.endswith("@growth"):
        return True
    known = frame(row).set_index(ID[row])["unit"]
    return str(known.get(name, "")).startswith("percent")


def _is_share_of_ours(leaf: Leaf) -> bool:
    """Whether an assumption is a share or a growth rate: it moves within minus one and one."""
    ours = leaf.kind == "assumption" and leaf.unit == units.PURE
    return ours and -1 <= leaf.low < leaf.high <= 1


def sources() -> Html:
    """List every source that this page rests on, by publisher, each leading to its entry.

    Unseen beside the list stands the register of all data rows that the page uses.
    """
    found = [record("sources", source_id) for source_id in usage.page.sources]
    found.sort(key=lambda s: (publisher(s).lower(), s["published"], s["source_id"]))
    items = "".join(
        f'<li><a href="{source_page(s["source_id"])}">'
        f"{marked(s['title'])}</a>, {marked(publisher(s))}"
        f"{', ' + s['published'] if s['published'] else ''} (grade {s['reliability']})</li>"
        for s in found
    )
    register = {usage.MIME: usage.page.ids()}
    return Html(f'<ol class="sources">{items}</ol>', f"{len(found)} sources", register)
