"""Counts of verdicts in words: no verdict is left out, one and many read right."""

import sys

import pytest

from book1688.prose.claim_table import COUNTED, tally
from book1688.verdict import WORDS, Verdict


def test_every_verdict_is_counted() -> None:
    assert sorted(kind for kinds in COUNTED for kind in kinds) == sorted(WORDS)


def test_counts_read_as_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"a": "supported", "b": "supported", "c": "contradicted", "d": "one-source"}
    module = sys.modules[tally.__module__]
    monkeypatch.setattr(module, "verdict_on", lambda claim_id: Verdict(given[claim_id]))
    assert tally(*given) == (
        "four claims. Two are supported and one is contradicted. One rests on one outside source"
    )
