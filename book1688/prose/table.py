"""Tables as exhibits: numbers aligned, sources and data below."""

import pandas as pd

from book1688.figure.rows import ORIGIN, frame, with_origins
from book1688.html.links import marked
from book1688.html.provenance import provenance
from book1688.html.tables import Html, exhibit_table, heading
from book1688.quantity import Quantity
from book1688.quantity.text import bare

HIDDEN = ORIGIN


def table(
    slug: str,
    rows: pd.DataFrame | list[dict],
    *,
    title: str,
    measure: str = "",
    formats: dict[str, str] | str | None = None,
) -> Html:
    """Show a frame, or a list of dictionaries, as a captioned table.

    The first column heads its row. ``formats`` gives the number format of a column by name, or one
    for all; cells may hold quantities (written with their bounds, linked to the workings), plain
    numbers or text. The sources and the softest class of the quantities in each row are named below
    the table; columns source_id and evidence_class are not shown but named there instead.
    """
    given = frame(rows)
    shown = [name for name in given.columns if name not in HIDDEN]
    by_name = dict.fromkeys(shown, formats) if isinstance(formats, str) else formats or {}
    cells = [
        [
            marked(str(row[shown[0]])),
            *(_cell(row[name], by_name.get(name, "")) for name in shown[1:]),
        ]
        for row in given.to_dict("records")
    ]
    data = with_origins(given, lambda name, quantity: {name: quantity.value})
    head = [marked(name.replace("_", " ")) for name in shown]
    html = exhibit_table(f"table-{slug}", heading(title, measure), head, cells)
    return Html(
        f'<figure class="exhibit tabular" id="fig-{slug}">{html}{provenance(slug, data)}</figure>',
        f"Table: {title}",
    )


def _cell(value: object, spec: str) -> str:
    if isinstance(value, Quantity):
        return f"#{value:{spec}}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        usual = ".0f" if isinstance(value, int) else spec
        return f"#{'' if pd.isna(value) else bare(value, spec or usual)}"
    return marked(str(value))
