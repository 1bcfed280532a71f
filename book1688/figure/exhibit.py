"""An exhibit: one drawing in two widths with caption, evidence classes, sources and data."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape

import pandas as pd

from book1688.figure.svg import Draw, render
from book1688.links import class_chips, marked, source_links


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

    ``rows`` are exactly the plotted rows, tidy; where they have the columns ``source_id`` (ids,
    several separated by a space) and ``evidence_class`` the provenance is written from them.
    ``description`` is for those who cannot see the drawing: chart type, axes and finding.
    Heights are in CSS pixels.
    """
    plots = "".join(
        f'<div class="plot {layout}">{_described(svg, description)}</div>'
        for layout, svg in (
            ("wide", render(draw, slug, height, narrow=False)),
            ("narrow", render(draw, slug, narrow_height, narrow=True)),
        )
    )
    html = (
        f'<figure class="exhibit" id="fig-{slug}"><figcaption>{marked(caption)}</figcaption>{plots}'
        + (f'<p class="note">{marked(note)}</p>' if note else "")
        + f"{provenance(slug, rows)}</figure>"
    )
    return Exhibit(html, caption)


def provenance(slug: str, rows: pd.DataFrame) -> str:
    """Write what stands under an exhibit: evidence classes, sources, its rows, its own link."""
    ids = [i for cell in rows.get("source_id", []) for i in str(cell).split()]
    chips = class_chips(list(rows.get("evidence_class", [])))
    sources = f"Sources: {source_links(ids)}." if ids else ""
    parts = [part for part in (chips, sources) if part]
    told = f'<p class="provenance">{" ".join(parts)}</p>' if parts else ""
    link = f'<a class="permalink" href="#fig-{slug}">Link</a>'
    return f'{told}<p class="actions">{data_link(slug, rows)} {link}</p>'


def data_link(slug: str, rows: pd.DataFrame) -> str:
    """Link to the plotted rows as a CSV file, carried in the page itself."""
    csv = rows.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    packed = b64encode(csv.encode("utf-8")).decode("ascii")
    return (
        f'<a class="download" download="{slug}.csv" '
        f'href="data:text/csv;charset=utf-8;base64,{packed}">Data</a>'
    )


def _described(svg: str, description: str) -> str:
    label = escape(description, quote=True)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
