"""What a cell says: sentences, tables, claims, workings and sources."""

from book1688.links import claim_link
from book1688.prose.catalogue import (
    data_columns,
    data_files,
    glossary,
    ledger_summary,
    source_summary,
)
from book1688.prose.claim_table import claim_table
from book1688.prose.event import event, events
from book1688.prose.html import Html
from book1688.prose.ledger import ledger, source_ledger
from book1688.prose.sentence import ProseError, answer, prose
from book1688.prose.table import table
from book1688.prose.workings import sources, workings

__all__ = [
    "Html",
    "ProseError",
    "answer",
    "claim_link",
    "claim_table",
    "data_columns",
    "data_files",
    "event",
    "events",
    "glossary",
    "ledger",
    "ledger_summary",
    "prose",
    "source_ledger",
    "source_summary",
    "sources",
    "table",
    "workings",
]
