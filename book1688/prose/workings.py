"""The end matter of a page: how each number was made, and what the page rests on."""

import re

from book1688 import usage
from book1688.data import record
from book1688.data import table as data_table
from book1688.links import bare, class_chips, marked, page, publisher
from book1688.prose.html import Html, stacking_table
from book1688.quantity import Quantity
from book1688.quantity import unit as units
from book1688.quantity.quantity import Leaf
from book1688.quantity.text import point

NOT_IN_ANCHORS = re.compile(r"[^a-z0-9]+")
ID = {"claims": "claim_id", "evidence": "evidence_id", "series": "series_id"}
MONEY_OR_NUMBER = (units.RMB, units.USD, units.EUR, units.KRW, units.PERSON, units.COUNT)
TIMES = (units.YEAR, units.MONTH, units.DAY, units.HOUR, units.MINUTE)


def workings() -> Html:
    """Show how every number that this page quotes was made, in order of first use.

    One row a number: its name, its value with bounds, and its formula with each input: value and
    bounds, evidence class and origin. What else there is to say of an input stands below, once.
    """
    rows = [
        (quantity.anchor, [marked(quantity.words), *_cells(quantity, spec)])
        for quantity, spec in usage.page.quantities.values()
    ]
    caption = f"Workings of the {len(rows)} numbers on this page."
    head = ["Number", "Value", "How it is made"]
    table = stacking_table("table-workings", "workings", caption, head, rows)
    return Html(table + _notes(), f"Workings of {len(rows)} numbers")


def _notes() -> str:
    """List what there is to say of the inputs, each once, by label."""
    quoted = [quantity for quantity, _ in usage.page.quantities.values()]
    leaves = [leaf for quantity in quoted for leaf in quantity.leaves.values()]
    by_key = {leaf.key: leaf for leaf in leaves if _note(leaf)}
    noted = sorted(by_key.values(), key=lambda leaf: (leaf.label.lower(), leaf.key))
    if not noted:
        return ""
    rows = [(_note_anchor(leaf), [marked(leaf.label), marked(_note(leaf))]) for leaf in noted]
    caption = f"Notes on {len(rows)} of their inputs."
    return stacking_table("table-input-notes", "input-notes", caption, ["Input", "Note"], rows)


def _note(leaf: Leaf) -> str:
    """Say what the source's number is worth, why we assume one, or why its bounds are ours."""
    said = "" if leaf.kind == "claim" else leaf.note
    ours = f"Bounds ours: {leaf.widened}" if leaf.widened else ""
    return ". ".join(_as_sentence(part) for part in (said, ours) if part) + "." * bool(said or ours)


def _as_sentence(words: str) -> str:
    return words[0].upper() + words[1:].rstrip(".")


def _note_anchor(leaf: Leaf) -> str:
    return "i-" + NOT_IN_ANCHORS.sub("-", leaf.key.lower())


def _cells(quantity: Quantity, spec: str) -> list[str]:
    formula = "as stated" if quantity.is_leaf else marked(quantity.formula)
    plain = spec.endswith("f")
    inputs = "".join(f"<li>{_input(leaf, plain)}</li>" for leaf in quantity.leaves.values())
    return [
        f'<span class="value">{quantity.text(spec)}</span> '
        f'<span class="bounds">{_bounds(quantity, spec)}</span>',
        f'<p class="formula">{formula}</p><ul class="inputs">{inputs}</ul>',
    ]


def _bounds(quantity: Quantity, spec: str) -> str:
    """Say what the value leaves out: its bounds, or where it is them, what lies between."""
    if quantity.low == quantity.high:
        return "no bounds stated"
    if quantity.text(spec) != quantity.range(spec) or quantity.is_spread:
        fine = spec[:-2] + "3s" if spec.endswith(("1s", "2s")) else spec
        return f"bounds {quantity.range(fine)}"
    return f"as its inputs stand {point(quantity.value, quantity.unit, spec)}"


def _input(leaf: Leaf, plain: bool) -> str:
    """Say where an input comes from and what it is; ``plain``, our shares as shares of one."""
    targets = ", ".join(
        f'<a href="{page("reference/sources", "source-" + source_id)}">'
        f"{marked(publisher(record('sources', source_id)))}</a>"
        for source_id in leaf.source_ids
    )
    label = marked(leaf.label)
    if leaf.kind == "claim":
        label = f'<a class="claim" href="{page("reference/claims", leaf.key)}">{label}</a>'
        origin = f" ({targets})" if targets else ""  # of bounds taken from elsewhere
    elif leaf.kind == "assumption":
        origin = ""
    else:
        copied = any(record("sources", source_id)["read_via"] for source_id in leaf.source_ids)
        via = ", read through a third party’s copy" if copied else ""
        origin = f" ({targets}, grade {leaf.reliability}{via})"
    value = f"{_amount(leaf, plain)}{bare(',')} {class_chips([leaf.evidence_class])}"
    note = f' <a class="to-note" href="#{_note_anchor(leaf)}">note</a>' if _note(leaf) else ""
    return f"{label}{origin}: {value}{note}"


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
    known = data_table(row).set_index(ID[row])["unit"]
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
        f'<li><a href="{page("reference/sources", "source-" + s["source_id"])}">'
        f"{marked(s['title'])}</a>, {marked(publisher(s))}"
        f"{', ' + s['published'] if s['published'] else ''} (grade {s['reliability']})</li>"
        for s in found
    )
    register = {usage.MIME: usage.page.ids()}
    return Html(f'<ol class="sources">{items}</ol>', f"{len(found)} sources", register)
