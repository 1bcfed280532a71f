"""Which notebooks a change of data or package moves. In doubt a notebook is among them."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from book1688.data.tables import FOLDER, is_data
from book1688.make.run import notebooks
from book1688.quantity.usage import used

DESCRIPTOR = "datapackage.json"


def data_files() -> dict[str, str]:
    """The text of every file of the data, by its name."""
    return {path.name: path.read_text("utf-8") for path in FOLDER.iterdir() if is_data(path.name)}


def by_data(before: dict[str, str], now: dict[str, str]) -> list[Path]:
    """The notebooks that a change of data may move.

    A chapter moves if its register names a row that changed, or its code a table that did. The
    front page and the pages of reference count and list whole tables, so they always move.
    """
    changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    if DESCRIPTOR in changed:
        return notebooks()
    ids = _changed_ids(before, now)
    tables = {f'"{Path(name).stem}"' for name in changed}
    moved = []
    for path in notebooks() if changed else []:
        notebook = json.loads(path.read_text("utf-8"))
        code = _code(notebook)
        register = {row for rows in used(notebook).values() for row in rows}
        named = any(table in code for table in tables)
        if path.parent.name != "chapters" or ids & register or named:
            moved.append(path)
    return moved


def by_modules(changed: Iterable[Path]) -> list[Path]:
    """All notebooks, since one import brings every word, but for modules that no cell uses."""
    used_by_cells = any(path.parent.name not in ("make", "site") for path in changed)
    return notebooks() if used_by_cells else []


def _code(notebook: dict) -> str:
    return "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")


def _changed_ids(before: dict[str, str], now: dict[str, str]) -> set[str]:
    """The keys of all rows that changed, and of those that rest on a source that did."""
    tables = {
        table["name"]: (table["schema"], _rows(before[table["path"]]), _rows(now[table["path"]]))
        for table in json.loads(now[DESCRIPTOR])["resources"]
    }
    _, old, new = tables["sources"]
    sources = {dict(row)["source_id"] for row in old ^ new}
    ids = set(sources)
    for schema, old, new in tables.values():
        keys = {*schema["primaryKey"]}.union(
            *(key["fields"] for key in schema.get("foreignKeys", ()))
        )
        rows = [
            *map(dict, old ^ new),
            *(r for r in map(dict, new) if r.get("source_id") in sources),
        ]
        ids |= {row[key] for row in rows for key in keys - {"source_id"}}
    return ids


def _rows(text: str) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(row.items()) for row in csv.DictReader(io.StringIO(text, newline=""))}
