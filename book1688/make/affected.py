"""Which notebooks a change of data or package moves. In doubt a notebook is among them."""

import ast
import csv
import io
import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import book1688
from book1688.data.tables import FOLDER, ROOT, is_data
from book1688.make.run import notebooks
from book1688.quantity.usage import used

PACKAGE = Path(book1688.__file__).parent
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
    """The notebooks with a word whose module changed, or one that this rests on.

    What no word rests on serves `make` and the site, or else moves them all.
    """
    imported = cache(_imported)
    reached = {notebook: _reached(notebook, imported) for notebook in notebooks()}
    inside = {path for path in changed if path.is_relative_to(PACKAGE)}
    others = inside - set().union(*reached.values())
    if any(path.parent.name not in ("make", "site") for path in others):
        return notebooks()
    return [notebook for notebook, modules in reached.items() if inside & modules]


def _reached(notebook: Path, imported: Callable[[Path], set[Path]]) -> set[Path]:
    """The modules behind the words of a notebook, with all that they import."""
    found, new = set(), imported(notebook)
    while new:
        found |= new
        new = set().union(*map(imported, new)) - found
    return found


def _imported(file: Path) -> set[Path]:
    """Where the names stand that a notebook or module takes from the package."""
    text = file.read_text("utf-8")
    code = _code(json.loads(text)) if file.suffix == ".ipynb" else text
    nodes = list(ast.walk(ast.parse(code)))
    words = {node.id for node in nodes if isinstance(node, ast.Name)} & {*book1688.__all__}
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            place = file.parent if node.level else ROOT
            place = place.joinpath(*filter(None, (node.module or "").split(".")))
            names = {name.name for name in node.names}
            found |= {_home(place, name) for name in (words if "*" in names else names)}
    return {path for path in found if path.is_relative_to(PACKAGE)}


def _home(place: Path, name: str) -> Path:
    """The file of a name in a module or package; that of a figure's form has its name."""
    if place == PACKAGE and name in book1688._MODULE:
        place = place.joinpath(*book1688._MODULE[name].split("."))
    if not place.is_dir():
        return place.with_suffix(".py")
    for file in (place / f"{name}.py", place / name / "__init__.py"):
        if file.is_file():
            return file
    first = place / "__init__.py"
    if first.is_file():
        for node in ast.walk(ast.parse(first.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and name in {one.name for one in node.names}:
                start = place if node.level else ROOT
                return _home(start.joinpath(*node.module.split(".")), name)
    return first


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
