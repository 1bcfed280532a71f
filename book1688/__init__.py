"""The words of the book's notebooks: ``from book1688 import *`` brings them all.

Each is imported when it is first asked for, so that a command that needs few of them starts soon.
"""

import sys
from importlib import import_module

# A checker of addresses that nothing here uses, and that jsonschema would take two seconds to load.
sys.modules.setdefault("rfc3987_syntax", None)
_BY_MODULE = {
    "conclusion.what_if": "by_input what_if",
    "data": "frame",
    "figure": "bars chart colour dumbbell fans lines outcomes ranges spans spread stacks timeline"
    " tornado tree",
    "html.links": "claim_link finding_link",
    "prose.agreement": "agreement",
    "prose.catalogue": "blanks classes corrections data_columns data_files exceptions glossary"
    " grades ledger_summary source_summary unused verdict_rule",
    "prose.claim_table": "claim_table tally",
    "prose.event": "event events",
    "prose.front": "chapter_link doors key_numbers",
    "prose.ledger": "ledger ledger_filter source_ledger",
    "prose.marks": "by",
    "prose.measured": "measurements",
    "prose.sentence": "answer describe say",
    "prose.statements": "statements",
    "prose.table": "table",
    "prose.workings": "sources workings",
    "quantity": "assume claim compare evidence finding flip ln named series total widen",
    "quantity.words": "date_words in_words long_date",
    "verdict": "WORDS verdict_on",
}
_MODULE = {name: module for module, names in _BY_MODULE.items() for name in names.split()}

__all__ = sorted([*_MODULE, "conclusion", "forecast"])


def __getattr__(name: str) -> object:
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE[name]}"), name)
