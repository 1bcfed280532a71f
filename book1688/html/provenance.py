"""What stands under a figure or a table: its evidence classes, its sources and its rows."""

from urllib.parse import quote

import pandas as pd

from book1688.html.links import bare, class_chips, source_links

OPEN = 2  # so many sources are named outright, more are folded


def provenance(slug: str, rows: pd.DataFrame) -> str:
    """Write what stands under an exhibit: evidence classes, sources, its rows, its own link."""
    ids = dict.fromkeys(i for cell in rows.get("source_id", []) for i in str(cell).split())
    classes = [c for cell in rows.get("evidence_class", []) for c in str(cell).split()]
    told = f"{bare('.')} ".join(filter(None, (class_chips(classes), _sources([*ids]))))
    told = f'<div class="provenance">{told}</div>' if told else ""
    link = f'<a class="permalink" href="#fig-{slug}">Link</a>'
    return f'{told}<p class="actions">{data_link(slug, rows)} {link}</p>'


def _sources(ids: list[str]) -> str:
    if len(ids) <= OPEN:
        return f"Sources: {source_links(ids)}." if ids else ""
    links = source_links(ids)
    return f'<details class="sources"><summary>Sources ({len(ids)})</summary> {links}.</details>'


def data_link(slug: str, rows: pd.DataFrame) -> str:
    """Link to the plotted rows as a CSV file, carried in the page itself."""
    csv = rows.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    return (
        f'<a class="download" download="{slug}.csv" '
        f'href="data:text/csv;charset=utf-8,{quote(csv, safe=",/:;.()+=")}">Data</a>'
    )
