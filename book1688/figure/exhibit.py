"""An exhibit: one drawing in two widths with caption, evidence classes, sources and data."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from book1688.figure.svg import Draw, render
from book1688.html.links import marked
from book1688.html.provenance import provenance


@dataclass(frozen=True)
class Exhibit:
    """What a cell shows: HTML for notebooks and site, the caption where there is only text."""

    html: str
    caption: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": f"Figure: {self.caption}"}


def exhibit(
    slug: str,
    rows: pd.DataFrame,
    draw: Draw,
    *,
    caption: str,
    description: str,
    height: int,
    narrow_height: int,
    note: str = "",
) -> Exhibit:
    """Draw one exhibit.

    ``rows`` are exactly the plotted rows, tidy; where they have the columns ``source_id`` (ids) and
    ``evidence_class``, several separated by a space, the provenance is written from them.
    ``description`` is for those who cannot see the drawing: chart type, axes and finding.
    Heights are in CSS pixels.
    """
    plots = "".join(
        f'<div class="plot {layout}"{hidden}>{_described(svg, description)}</div>'
        # Hidden where no style sheet says when the narrow drawing serves, as in JupyterLab.
        for layout, hidden, svg in (
            ("wide", "", render(draw, slug, height, narrow=False)),
            ("narrow", " hidden", render(draw, slug, narrow_height, narrow=True)),
        )
    )
    html = (
        f'<figure class="exhibit" id="fig-{slug}"><figcaption>{marked(caption)}</figcaption>{plots}'
        + (f'<p class="note">{marked(note)}</p>' if note else "")
        + f"{provenance(slug, rows)}</figure>"
    )
    return Exhibit(html, caption)


def _described(svg: str, description: str) -> str:
    label = escape(description, quote=True)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
