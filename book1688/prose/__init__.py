"""What a cell says: sentences, tables, claims, workings and sources."""

from book1688.html.links import claim_link, finding_link
from book1688.html.tables import Html
from book1688.prose.agreement import agreement
from book1688.prose.catalogue import (
    blanks,
    classes,
    corrections,
    data_columns,
    data_files,
    exceptions,
    glossary,
    grades,
    ledger_summary,
    source_summary,
    unused,
    verdict_rule,
)
from book1688.prose.claim_table import claim_table, tally
from book1688.prose.event import event, events, months_within
from book1688.prose.front import chapter_link, doors, key_numbers
from book1688.prose.ledger import ledger, ledger_filter, source_ledger
from book1688.prose.marks import by
from book1688.prose.measured import measurements
from book1688.prose.sentence import ProseError, answer, describe, say
from book1688.prose.statements import statements
from book1688.prose.table import table
from book1688.prose.workings import sources, workings

__all__ = [
    "Html",
    "ProseError",
    "agreement",
    "answer",
    "blanks",
    "by",
    "chapter_link",
    "claim_link",
    "claim_table",
    "classes",
    "corrections",
    "data_columns",
    "data_files",
    "describe",
    "doors",
    "event",
    "events",
    "exceptions",
    "finding_link",
    "glossary",
    "grades",
    "key_numbers",
    "ledger",
    "ledger_filter",
    "ledger_summary",
    "measurements",
    "months_within",
    "say",
    "source_ledger",
    "source_summary",
    "sources",
    "statements",
    "table",
    "tally",
    "unused",
    "verdict_rule",
    "workings",
]
