"""An exhibit: one drawing in two widths with title, evidence classes, sources and data.

Every form of figure is a function that returns what is special about it, a ``Drawing``; ``form``
adds what all have in common.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from html import escape
from inspect import Parameter, cleandoc, signature

import pandas as pd

from book1688.figure.rows import Data, Write, tidy
from book1688.figure.svg import Draw, render
from book1688.html.links import marked
from book1688.html.provenance import provenance
from book1688.html.tables import Html, heading
from book1688.quantity import Quantity

FORMS: dict[str, Callable[..., Html]] = {}  # every form of figure, by name
COMMON = """

    ``title`` is the finding, ``measure`` what is drawn and in which unit, ``note`` what a reader
    must know besides. ``colours`` gives names (or their beginnings) the name of a colour, ``write``
    says how numbers are written: ``.0%``, ``,.0f``, or in billions, millions, trillions ``.1b``,
    ``.0m``, ``.1t``.
"""


@dataclass(frozen=True)
class Drawing:
    """What is special about one figure.

    ``draw(figure, narrow)`` fills an empty figure. ``heights`` of the wide and the narrow layout
    are in CSS pixels. ``kind`` names the type of chart, ``told`` says what is drawn, for those who
    cannot see it. ``rows`` are those behind the drawing, where not those that were given.
    """

    draw: Draw
    heights: tuple[int, int]
    kind: str
    told: str
    note: str = ""
    rows: pd.DataFrame | None = None


def form(make: Callable[..., Drawing] | None = None, *, inner: str = "") -> Callable:
    """Make a form of figure out of a function of rows that returns a drawing, and register it.

    The function has the tidy rows (or the one quantity that was given) first, ``write`` and, if it
    wants them, ``colours`` by keyword. ``inner`` is the column that the inner keys of
    ``{label: {key: value}}`` fill.
    """
    if make is None:
        return partial(form, inner=inner)
    own = signature(make).parameters

    @wraps(make, assigned=("__module__", "__name__", "__qualname__"))
    def public(
        slug: str,
        data: Data | Quantity,
        *,
        title: str,
        measure: str = "",
        note: str = "",
        colours: dict[str, str] | str | None = None,
        write: str = ".0%",
        **special: object,
    ) -> Html:
        rows = data if isinstance(data, Quantity) else tidy(data, colours, inner)
        if "colours" in own:
            special["colours"] = colours
        drawing = make(rows, write=Write(write), **special)
        rows = rows if drawing.rows is None else drawing.rows
        return exhibit(slug, rows, drawing, title, measure, note)

    # Help shows what can be given: the common words, then the form's own.
    common = [p for p in signature(public, follow_wrapped=False).parameters.values()]
    special = [p for name, p in own.items() if p.kind is Parameter.KEYWORD_ONLY]
    special = [p for p in special if p.name not in ("write", "colours")]
    public.__signature__ = signature(make).replace(
        parameters=[*common[:-1], *special], return_annotation=Html
    )
    public.__doc__ = cleandoc(make.__doc__) + "\n\n" + cleandoc(COMMON)
    FORMS[make.__name__] = public
    return public


def exhibit(
    slug: str,
    rows: pd.DataFrame,
    drawing: Drawing,
    title: str,
    measure: str = "",
    note: str = "",
) -> Html:
    """Show a drawing with its title, note and provenance.

    ``rows`` are exactly the plotted rows, tidy; where they have the columns ``source_id`` (ids) and
    ``evidence_class``, several separated by a space, the provenance is written from them.
    """
    of = f" of {measure}" if measure else ""
    label = escape(f"{drawing.kind}{of}. {drawing.told}", quote=True)
    plots = "".join(
        f'<div class="plot {layout}"{hidden}>'
        + render(drawing.draw, slug, drawing.heights[narrow], narrow=narrow).replace(
            "<svg ", f'<svg role="img" aria-label="{label}" ', 1
        )
        + "</div>"
        # Hidden where no style sheet says when the narrow drawing serves, as in JupyterLab.
        for narrow, layout, hidden in ((False, "wide", ""), (True, "narrow", " hidden"))
    )
    note = f"{note} {drawing.note}".strip()
    return Html(
        f'<figure class="exhibit" id="fig-{slug}"><figcaption>{heading(title, measure)}'
        f"</figcaption>{plots}"
        + (f'<p class="note">{marked(note)}</p>' if note else "")
        + f"{provenance(slug, rows.drop(columns='colour', errors='ignore'))}</figure>",
        f"Figure: {title}",
    )
