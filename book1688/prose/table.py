"""Tables as exhibits: numbers aligned, sources and data below."""

import re

import pandas as pd
from IPython.display import Markdown

from book1688.figure.rows import BEHIND, ORIGIN, behind, frame, with_origins
from book1688.html.links import curled, marked
from book1688.html.provenance import provenance
from book1688.html.tables import TAG, Html, exhibit_table, heading
from book1688.quantity import Quantity, usage
from book1688.quantity.text import bare

HIDDEN = (*ORIGIN, BEHIND)
QUOTED = re.compile(r'<a class="number" href="#([^"]+)"')


def table(
    slug: str,
    rows: pd.DataFrame | list[dict],
    *,
    title: str,
    measure: str = "",
    note: str = "",
    formats: dict[str, str] | str | None = None,
) -> Html:
    """Show a frame, or a list of dictionaries, as a captioned table.

    The first column heads its row. ``formats`` gives the number format of a column by name, or one
    for all; cells may hold quantities (written with their bounds, linked to the workings), plain
    numbers, text, or sentences with links and numbers (``say(f"…")``). The sources and the softest
    class of the quantities in each row are named below the table, with those of the column
    ``behind``, which is not shown: a quantity, an event, the id of an evidence row, or several.
    """
    given = frame(rows)
    shown = [name for name in given.columns if name not in HIDDEN]
    by_name = dict.fromkeys(shown, formats) if isinstance(formats, str) else formats or {}
    cells = [
        [sentence(row[shown[0]]), *(_cell(row[name], by_name.get(name, "")) for name in shown[1:])]
        for row in given.to_dict("records")
    ]
    head = [marked(name.replace("_", " ")) for name in shown]
    html = exhibit_table(f"table-{slug}", heading(title, measure), head, cells)
    return framed(slug, html, given, title, note)


def framed(slug: str, html: str, given: pd.DataFrame, title: str, note: str) -> Html:
    """Make an exhibit of a table: its note, and the sources and data that its rows have."""
    data = pd.DataFrame([_data(row) for row in given.to_dict("records")], index=given.index)
    data = with_origins(data, lambda name, quantity: {name: quantity.value})
    below = (f'<p class="note">{marked(note)}</p>' if note else "") + provenance(slug, data)
    return Html(
        f'<figure class="exhibit tabular" id="fig-{slug}">{html}{below}</figure>', f"Table: {title}"
    )


def _data(row: dict) -> dict:
    """Return a row without links; the numbers in its sentences stand behind it."""
    told = {at: cell.data for at, cell in row.items() if isinstance(cell, Markdown)}
    quoted = [usage.page.quantities[at][0] for html in told.values() for at in QUOTED.findall(html)]
    plain = {at: TAG.sub("", html) for at, html in told.items()}
    return row | plain | {BEHIND: [*quoted, *behind(row.get(BEHIND, ()))]}


def sentence(cell: object) -> str:
    """Write a cell of words: text, or a sentence that ``say`` has checked."""
    return curled(cell.data) if isinstance(cell, Markdown) else marked(str(cell))


def _cell(value: object, spec: str) -> str:
    if isinstance(value, Quantity):
        return f"#{value:{spec}}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        usual = ".0f" if isinstance(value, int) else spec
        return f"#{'' if pd.isna(value) else bare(value, spec or usual)}"
    return sentence(value)
