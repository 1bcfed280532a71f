"""Dates of events, written from the data and linked to their source."""

import pandas as pd

from book1688.data import record
from book1688.html.links import source_page
from book1688.quantity import usage
from book1688.quantity.origin import evidence_class
from book1688.quantity.words import long_date


class Event:
    """One dated event; its row has its evidence_class too.

    In a sentence, ``f"{event(…)}"`` writes its date, linked to its source, and ``:month`` only the
    month of it.
    """

    def __init__(self, event_id: str) -> None:
        row = record("events", event_id)
        source = record("sources", row["source_id"])
        self.row = {**row, "evidence_class": evidence_class(source)}
        usage.page.events.setdefault(event_id)
        usage.cite(self.row["source_id"])

    def __format__(self, spec: str) -> str:
        day = self.row["date"]
        words = long_date(day[:7] if spec == "month" else day)
        target = source_page(self.row["source_id"])
        return f'<a class="event" href="{target}"><time datetime="{day}">{words}</time></a>'


def event(event_id: str) -> Event:
    """Return an event by its id. Raises DataError for an unknown id."""
    return Event(event_id)


def events(*event_ids: str, words: dict[str, str] | None = None) -> pd.DataFrame:
    """Return rows for a timeline: date, precision, words, source_id, evidence_class.

    ``words`` replaces the text of single events, where the chapter says it shorter.
    """
    rows = [event(event_id).row for event_id in event_ids]
    return pd.DataFrame(
        {
            "event_id": [row["event_id"] for row in rows],
            "date": [row["date"] for row in rows],
            "precision": [row["precision"] for row in rows],
            "words": [(words or {}).get(row["event_id"], row["event"]) for row in rows],
            "source_id": [row["source_id"] for row in rows],
            "evidence_class": [row["evidence_class"] for row in rows],
        }
    )
