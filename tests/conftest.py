"""Every test writes a page of its own."""

import pytest

from book1688.quantity import usage


@pytest.fixture(autouse=True)
def page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test with an empty register, or what it sees depends on which tests ran before."""
    monkeypatch.setattr(usage, "page", usage.Usage())
