"""Sliders: a conclusion with its inputs, which readers move where scripts run.

Everything a reader needs stands in the stored output: the answer, its place on a scale, and each
input with its bounds and its turning point. The controls are hidden until the script of the site
takes them up, so that nothing dead shows in JupyterLab, on paper or without scripts.
"""

import json
import math
from html import escape

from book1688.conclusion import CONCLUSIONS, Conclusion, Input
from book1688.figure import tornado
from book1688.html.links import class_chips, marked
from book1688.html.palette import variable
from book1688.html.tables import Html
from book1688.prose.sentence import checked
from book1688.quantity import Quantity, usage
from book1688.quantity.export import export
from book1688.quantity.quantity import Leaf
from book1688.quantity.text import CURRENCY, FIXED, SPEC, point, settled
from book1688.quantity.unit import YEAR

CANNOT = "Alone, it does not change the answer."


def what_if(slug: str) -> Html:
    """Show one conclusion with its sliders."""
    told = CONCLUSIONS[slug]()
    for words in (told.title, told.sentence, told.mark, told.below, told.above):
        checked(words)
    usage.quote(told.quantity, told.spec)
    return Html(_panel(told), f"What if: {told.title}: {_answer(told)}")


def by_input(slug: str, *, title: str) -> Html:
    """Draw what each input of a conclusion does to it, one at a time, as a tornado."""
    told = CONCLUSIONS[slug]()
    return tornado(
        f"{slug}-inputs",
        told.quantity,
        title=title,
        measure=told.quantity.name,
        write=told.close_up or told.spec,
        threshold=(told.threshold, told.mark),
        labels={told.leaf(given).key: given.words for given in told.inputs},
    )


def turning_words(at: float | None, value: float, given: Input, leaf: Leaf) -> str:
    """Say where on its scale one input changes the answer, the others as they stand."""
    at = math.nan if at is None else settled(at)
    if not given.limits[0] <= at <= given.limits[1]:
        return CANNOT
    side = "above" if settled(value) < at else "below"
    inside = settled(leaf.low) <= at <= settled(leaf.high)
    beyond = "" if inside else ", outside this range"
    return f"The answer changes {side} {point(at, leaf.unit, given.spec)}{beyond}."


def _written(value: float, quantity: Quantity, spec: str) -> str:
    return point(value, quantity.unit, spec)


def _unit(quantity: Quantity) -> str:
    return " years" if quantity.unit == YEAR else ""


def _answer(told: Conclusion) -> str:
    number = _written(told.quantity.value, told.quantity, told.spec)
    return f"{told.sentence.format(number)} {told.verdict(told.quantity.value)}"


def _panel(told: Conclusion) -> str:
    name, quantity = f"what-if-{told.slug}", told.quantity
    number = f"<strong>{_written(quantity.value, quantity, told.spec)}</strong>"
    data = escape(json.dumps(_data(told), separators=(",", ":")), quote=True)
    undecided, allowed = "", ""
    if told.turned_by:  # no one value stands for it, so none is shown large
        undecided = " undecided"
        range_ = quantity.range(told.spec) + _unit(quantity)
        allowed = f'<p class="allowed">The ranges below allow <strong>{range_}</strong></p>'
    return (
        f'<div role="region" class="what-if{undecided}" id="{name}" aria-labelledby="{name}-title" '
        f'data-script="what-if" data-what-if="{data}">'
        f'<p class="what-if-title" id="{name}-title">{marked(told.title)}</p>'
        f'{allowed}<div class="outcome" aria-live="polite" aria-atomic="true">'
        f'<p class="says">{marked(told.sentence).format(number)}</p>'
        f'<p class="turns"><b>{marked(told.verdict(quantity.value))}</b> <span></span></p></div>'
        f"{_scale(told)}"
        f'<div class="movable">{"".join(_input(told, given) for given in told.inputs)}</div>'
        f'<p class="actions"><a href="#{quantity.anchor}">Workings</a> '
        '<button type="button" class="reset pst-js-only" hidden disabled>Reset</button> '
        '<button type="button" class="share pst-js-only" hidden>Copy link</button> '
        '<span role="status"></span></p></div>'
    )


def _scale(told: Conclusion) -> str:
    """Draw where the answer lies: the scale, what the ranges allow, the line, and the answer."""
    quantity, (first, last) = told.quantity, told.limits
    low, high, line, now = (
        _place(v, told.limits) for v in (*quantity.bounds, told.threshold, quantity.value)
    )
    ends = [_written(end, quantity, told.spec) + _unit(quantity) for end in (first, last)]
    said = end_words(ends, quantity.value, told.limits)
    allowed = quantity.range(told.spec) + _unit(quantity)
    side = ' text-anchor="end" dx="-6"' if line > 50 else ' dx="6"'
    label = (
        f"Scale from {ends[0]} to {ends[1]}. The ranges allow {allowed}. The answer changes at "
        f"{_written(told.threshold, quantity, told.spec)}, {told.mark}."
    )
    muted, bad = variable("muted"), variable("bad")
    return (
        f'<svg class="scale" width="100%" height="62" role="img" aria-label="{escape(label)}">'
        f'<line x1="0" x2="100%" y1="30" y2="30" stroke="{muted}"/>'
        f'<rect x="{low}%" y="25" width="{high - low:.6g}%" height="10" fill="{muted}" '
        'fill-opacity="0.45"/>'
        f'<line class="line" x1="{line}%" x2="{line}%" y1="4" y2="44" stroke="{bad}" '
        'stroke-width="1.5" stroke-dasharray="4 3"/>'
        f'<text x="{line}%" y="14"{side} fill="{bad}">{marked(told.mark)}</text>'
        f'<circle class="book" cx="{now}%" cy="30" r="10" fill="none" stroke="currentColor" '
        'stroke-width="1.5"/>'
        f'<circle class="now" cx="{now}%" cy="30" r="7" fill="{variable("1688")}"/>'
        f'<text class="least" x="0" y="58" fill="currentColor">{said[0]}</text>'
        f'<text class="most" x="100%" y="58" text-anchor="end" fill="currentColor">{said[1]}</text>'
        "</svg>"
        f'<p class="note">Grey bar: all that the ranges below allow, {allowed}. Ring: the result '
        "before you move anything. Red: where the answer changes.</p>"
    )


def end_words(ends: list[str], value: float, limits: tuple[float, float]) -> list[str]:
    """Return the words at the ends of a scale; an answer beyond one is said there."""
    first, last = ends
    return [
        f"← off the scale, under {first}" if settled(value) < limits[0] else first,
        f"off the scale, over {last} →" if settled(value) > limits[1] else last,
    ]


def _input(told: Conclusion, given: Input) -> str:
    leaf, control = told.leaf(given), f"what-if-{told.slug}-{given.name}"
    turning = told.turning_point(given)
    words = turning_words(_value(turning), leaf.value, given, leaf)
    ends = [point(end, leaf.unit, given.spec) for end in (leaf.low, leaf.high)]
    bounds = "We assume" if leaf.widened else "As published:"
    low, high = (_place(end, given.limits) for end in (leaf.low, leaf.high))
    step, (first, last) = last_digit(leaf.value, given.spec), given.limits
    shown = point(leaf.value, leaf.unit, given.spec)
    at = 0 if words == CANNOT else _place(_value(turning), given.limits)
    seen = "hidden" if words == CANNOT else "visible"
    return (
        f'<div data-name="{given.name}"><label for="{control}">{marked(given.words)}</label>'
        f'<output for="{control}">{shown}</output>'
        '<div class="track pst-js-only" hidden><svg width="100%" height="100%" aria-hidden="true">'
        f'<rect x="{low}%" y="0" width="{max(high - low, 0.4):.6g}%" height="100%"/>'
        f'<line x1="{at}%" x2="{at}%" y1="-6" y2="12" visibility="{seen}"/>'
        "</svg>"
        f'<input type="range" id="{control}" min="{first:.12g}" max="{last:.12g}" '
        f'step="{step:.12g}" value="{leaf.value:.12g}" aria-valuetext="{shown}" '
        'autocomplete="off"></div>'
        f"<p>{class_chips([leaf.evidence_class])} {bounds} {' to '.join(dict.fromkeys(ends))}"
        f'<span class="side"></span>. <span class="turning">{words}</span></p></div>'
    )


def _data(told: Conclusion) -> dict:
    """Return what the script needs: formulas, bounds, formats and the words of the verdict."""
    names = {told.leaf(given).key: given.name for given in told.inputs}
    return {
        "slug": told.slug,
        "formula": export(told.quantity, names),
        **_format(told.quantity, told.spec),
        "limits": told.limits,
        "threshold": told.threshold,
        "below": told.below,
        "above": told.above,
        "inputs": [_input_data(told, given, names) for given in told.inputs],
    }


def _input_data(told: Conclusion, given: Input, names: dict[str, str]) -> dict:
    leaf, turning = told.leaf(given), told.turning_point(given)
    return {
        "name": given.name,
        "value": leaf.value,
        "bounds": [leaf.low, leaf.high],
        "limits": given.limits,
        "turning": None if turning is None else export(turning, names),
        **_format(Quantity.of(leaf), given.spec),
    }


def _format(quantity: Quantity, spec: str) -> dict:
    return {"spec": spec, "currency": CURRENCY.get(quantity.unit, "")}


def _value(turning: Quantity | None) -> float | None:
    return None if turning is None else turning.value


def _place(value: float, limits: tuple[float, float]) -> float:
    """Return where on a scale a value lies, in per cent of its length, at its end if beyond."""
    share = (value - limits[0]) / (limits[1] - limits[0])
    return round(100 * min(max(share, 0), 1), 3)


def last_digit(value: float, spec: str) -> float:
    """Return one in the last digit that the format shows of a value: what an arrow key moves."""
    match = SPEC.fullmatch(spec)
    digits, kind = int(match["digits"]), match["kind"]
    if kind == "s":
        return 10.0 ** (math.floor(math.log10(value)) + 1 - digits)
    scale = FIXED[kind][0] if kind in FIXED else 1
    return scale * 10.0 ** -(digits + (2 if kind == "%" else 0))
