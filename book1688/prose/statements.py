"""Tables of sentences: each row becomes a block where columns have no room."""

import re
from itertools import groupby

import pandas as pd
from IPython.display import Markdown

from book1688.figure.rows import frame
from book1688.html.links import marked
from book1688.html.tables import Html, heading, stacking_table
from book1688.prose.claim_table import badge
from book1688.prose.table import HIDDEN, framed, sentence
from book1688.verdict import Verdict

# A range, and a verdict with the words that lead to it, stay on one line.
GROUP = "group"  # a column: what heads the rows that share it
UNBROKEN = re.compile(r"\d+–\d+%|(?:the )?\S+: <span[^>]*>[^<]*</span>")


def statements(
    slug: str, rows: pd.DataFrame | list[dict], *, title: str, measure: str = "", note: str = ""
) -> Html:
    """Show sentences as a captioned table; the first column heads its row.

    A cell is text, a sentence with links and numbers (``say(f"…")``), a verdict, or a tuple of
    text and verdicts. A column ``group`` heads the rows that share its words. What stands below the
    table is as in ``table``.
    """
    given = frame(rows)
    shown = [name for name in given.columns if name not in (*HIDDEN, GROUP)]
    body = []
    for group, part in groupby(given.to_dict("records"), lambda row: row.get(GROUP)):
        body += [[marked(group)]] if group else []
        body += [[_cell(row[name]) for name in shown] for row in part]
    head = [marked(name) for name in shown]
    kind = "statements labelled" if len(head) > 2 else "statements"
    html = stacking_table(f"table-{slug}", kind, heading(title, measure), head, body)
    plain = {name: given[name].map(_plain) for name in shown}
    return framed(slug, html, given.assign(**plain), title, note)


def _parts(cell: object) -> tuple:
    return cell if isinstance(cell, tuple) else (cell,)


def _cell(cell: object) -> str:
    told = [badge(p) if isinstance(p, Verdict) else sentence(p) for p in _parts(cell)]
    return UNBROKEN.sub(r'<span class="unbroken">\g<0></span>', " ".join(told))


def _plain(cell: object) -> object:
    """Write verdicts as text; a sentence stays, since its numbers have origins."""
    if isinstance(cell, Markdown):
        return cell
    return " ".join(p.words if isinstance(p, Verdict) else str(p) for p in _parts(cell))
