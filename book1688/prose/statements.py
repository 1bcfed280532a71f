"""Tables of sentences: each row becomes a block where columns have no room."""

import re

import pandas as pd

from book1688.html.links import marked
from book1688.html.provenance import provenance
from book1688.html.tables import Html, stacking_table
from book1688.prose.claim_table import badge
from book1688.prose.table import HIDDEN
from book1688.verdict import Verdict

# A range, and a verdict with the words that lead to it, stay on one line.
UNBROKEN = re.compile(r"\d+–\d+%|(?:the )?\S+: <span[^>]*>[^<]*</span>")


def statements(slug: str, rows: pd.DataFrame, *, caption: str) -> Html:
    """Show a frame of sentences as a captioned table; the first column heads its row.

    A cell is text, a verdict, or a tuple of both. The columns source_id and evidence_class are
    not shown but named below the table.
    """
    shown = [name for name in rows.columns if name not in HIDDEN]
    body = [("", [_cell(row[name]) for name in shown]) for row in rows.to_dict("records")]
    html = stacking_table(f"table-{slug}", "statements", marked(caption), shown, body)
    data = provenance(slug, rows.map(_plain))
    return Html(f'<figure class="exhibit tabular" id="fig-{slug}">{html}{data}</figure>', caption)


def _parts(cell: object) -> tuple:
    return cell if isinstance(cell, tuple) else (cell,)


def _cell(cell: object) -> str:
    told = [badge(p) if isinstance(p, Verdict) else marked(str(p)) for p in _parts(cell)]
    return UNBROKEN.sub(r'<span class="unbroken">\g<0></span>', " ".join(told))


def _plain(cell: object) -> str:
    return " ".join(p.words if isinstance(p, Verdict) else str(p) for p in _parts(cell))
