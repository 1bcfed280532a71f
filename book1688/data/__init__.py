"""The data of the book: validated, typed tables from the data package in ``data/``.

>>> from book1688.data import frame, record
>>> frame("claims").shape[1]
16
>>> record("claims", "onplatform-turnover")["unit"]
'RMB'
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from .errors import DataError
from .tables import FOLDER, STAMP, Tables

__all__ = ["DEFAULT", "DataError", "Tables", "frame", "record", "rows", "validate"]

DEFAULT = Tables(FOLDER, STAMP)


def frame(name: str) -> pd.DataFrame:
    """One table of the book's data as a fresh frame; see ``Tables.table``."""
    return DEFAULT.table(name)


def rows(name: str, column: str, value: str, only: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of a table that have this text in a column; see ``Tables.rows``."""
    return DEFAULT.rows(name, column, value, only)


def record(name: str, key: str | tuple[str, ...]) -> dict:
    """One row of the book's data by primary key; see ``Tables.record``."""
    return DEFAULT.record(name, key)


def validate(folder: Path | str | None = None) -> None:
    """Check a data folder, the book's own by default; DataError names the first fault."""
    (DEFAULT if folder is None else Tables(folder)).validate()
