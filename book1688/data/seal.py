"""Seals of the register: each row vouches for itself and for every row above it."""

from __future__ import annotations

import hashlib

HOW_TO_RESOLVE = (
    "a registered forecast is never edited, moved or taken out; to resolve one, add a row to "
    "register-resolutions.csv; to correct one, register another forecast below"
)


def seal(above: str, row: dict[str, str]) -> str:
    """Return a row's seal: 16 hex digits over the seal above it and its cells as printed.

    ``row`` is one row of register.csv, in the order of its columns; its own seal is left out.
    """
    cells = [above, *(cell for column, cell in row.items() if column != "seal")]
    return hashlib.sha256("\x1f".join(cells).encode("utf-8")).hexdigest()[:16]
