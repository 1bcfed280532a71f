"""The end matter of a page: the workings of its numbers, and its sources."""

from html import escape

from book1688 import usage
from book1688.data import record
from book1688.links import page, publisher
from book1688.prose.html import Html, scrolling_table
from book1688.quantity import Quantity
from book1688.quantity.origin import CLASSES
from book1688.quantity.quantity import Leaf


def workings() -> Html:
    """Show how every number that this page quotes was made, in order of first use.

    One row a number: name, value, bounds, formula, and each input with its value, bounds,
    evidence class and origin.
    """
    rows = [_row(quantity, spec) for quantity, spec in usage.page.quantities.values()]
    head = ["Number", "Value", "Bounds", "Formula", "From"]
    caption = f"Workings of the {len(rows)} numbers on this page."
    table = scrolling_table("table-workings", "workings", caption, head, rows)
    return Html(table, f"Workings of {len(rows)} numbers")


def _row(quantity: Quantity, spec: str) -> str:
    inputs = "".join(f"<li>{_input(leaf)}</li>" for leaf in quantity.leaves.values())
    formula = "as stated" if quantity.is_leaf else escape(quantity.formula)
    return (
        f'<tr id="{quantity.anchor}"><th scope="row">{escape(quantity.name.replace("_", " "))}</th>'
        f'<td class="num">{quantity.text(spec)}</td><td class="num">{_bounds(quantity, spec)}</td>'
        f'<td class="formula">{formula}</td><td><ul class="inputs">{inputs}</ul></td></tr>'
    )


def _bounds(quantity: Quantity, spec: str) -> str:
    return quantity.range(spec) if quantity.low < quantity.high else "exact"


def _input(leaf: Leaf) -> str:
    chip = f'<span class="class class-{leaf.evidence_class}">{CLASSES[leaf.evidence_class]}</span>'
    if leaf.kind == "claim":
        origin = f'<a class="claim" href="{page("reference/claims", leaf.key)}">{leaf.label}</a>'
    elif leaf.kind == "assumption":
        origin = f"{escape(leaf.label)}: {escape(leaf.note)}"
    else:
        targets = ", ".join(
            f'<a href="{page("reference/sources", "source-" + source_id)}">'
            f"{escape(publisher(record('sources', source_id)))}</a>"
            for source_id in leaf.source_ids
        )
        origin = f"{escape(leaf.label)} ({targets}, grade {leaf.reliability})"
    return f"{chip} {origin}{_between(leaf)}"


def _between(leaf: Leaf) -> str:
    return (
        f": {leaf.low:,.6g} to {leaf.high:,.6g}" if leaf.low < leaf.high else f": {leaf.value:,.6g}"
    )


def sources() -> Html:
    """List every source that this page rests on, by publisher, each leading to its entry."""
    found = [record("sources", source_id) for source_id in usage.page.sources]
    found.sort(key=lambda s: (publisher(s).lower(), s["published"], s["source_id"]))
    items = "".join(
        f'<li><a href="{page("reference/sources", "source-" + s["source_id"])}">'
        f"{escape(s['title'])}</a>, {escape(publisher(s))}"
        f"{', ' + s['published'] if s['published'] else ''} (grade {s['reliability']})</li>"
        for s in found
    )
    return Html(f'<ol class="sources">{items}</ol>', f"{len(found)} sources")
