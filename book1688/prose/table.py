"""Tables as exhibits: numbers aligned, sources and data below."""

import pandas as pd

from book1688.html.links import marked
from book1688.html.provenance import provenance
from book1688.html.tables import Html, exhibit_table
from book1688.quantity import Quantity

HIDDEN = ("source_id", "evidence_class")


def table(slug: str, rows: pd.DataFrame, *, caption: str, formats: dict[str, str]) -> Html:
    """Show a frame as a captioned table.

    The first column heads its row. ``formats`` gives the number format of a column by name; cells
    may hold quantities (written with their bounds, linked to the workings), plain numbers or
    text. The columns source_id and evidence_class are not shown but named below the table.
    """
    shown = [name for name in rows.columns if name not in HIDDEN]
    cells = [
        [
            marked(str(row[shown[0]])),
            *(_cell(row[name], formats.get(name, "")) for name in shown[1:]),
        ]
        for row in rows.to_dict("records")
    ]
    data = rows.map(lambda cell: cell.value if isinstance(cell, Quantity) else cell)
    head = [marked(name.replace("_", " ")) for name in shown]
    html = exhibit_table(f"table-{slug}", marked(caption), head, cells)
    return Html(
        f'<figure class="exhibit tabular" id="fig-{slug}">{html}{provenance(slug, data)}</figure>',
        f"Table: {caption}",
    )


def _cell(value: object, spec: str) -> str:
    if isinstance(value, Quantity):
        return f"#{value:{spec}}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = "" if pd.isna(value) else f"{value:{spec}}".replace("-", "−")
        return f"#{text}"
    return marked(str(value))
