"""`python -m book1688.make.inputs [folder]`: is everything there, whole and well formed?

The first thing that `make site` does. Data, contents, configuration and notebooks are each read as
strictly as what uses them ought to; the first fault ends it with one line that names file, place,
value and rule, and nothing is built or written.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import nbformat
import yaml
from jsonschema import Draft7Validator
from nbformat import NotebookNode
from nbformat.validator import iter_validate
from yaml.nodes import MappingNode, Node, SequenceNode

from book1688.data import DEFAULT, DataError, Tables
from book1688.data.tables import ROOT

CONFIG, CONTENTS = "_config.yml", "_toc.yml"
SUFFIXES = (".ipynb", ".md")
MEND = ": run `make run`"  # which stores a notebook of any format 4 as it must be
NBVAL = re.compile(r"\b(?:NBVAL|PYTEST_VALIDATE)_\w+")

TOC_ENTRY = {
    "type": "object",
    "properties": {"file": {"type": "string"}, "title": {"type": "string"}},
    "required": ["file"],
    "additionalProperties": False,
}
TOC = {
    "type": "object",
    "properties": {
        "format": {"const": "jb-book"},
        "root": {"type": "string"},
        "parts": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "caption": {"type": "string"},
                    "chapters": {"type": "array", "minItems": 1, "items": TOC_ENTRY},
                },
                "required": ["chapters"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["format", "root", "parts"],
    "additionalProperties": False,
}


class InputError(ValueError):
    """A file of the book is not as it must be: one line that says where, what and why.

    ``place`` is a line, a key or a cell in words, ``value`` the offending text; both may be "".
    """

    def __init__(self, file: str, place: str, value: object, rule: str) -> None:
        self.file, self.place, self.value, self.rule = file, place, value, rule
        shown = "" if value == "" else f"{_short(value)} "
        where = f"{file}, {place}" if place else file
        super().__init__(" ".join(f"{where}: {shown}{rule}".split()))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def check(root: Path = ROOT) -> None:
    """Check all that the book is made from; InputError or DataError names the first fault."""
    (DEFAULT if root == ROOT else Tables(root / "data")).table("claims")
    check_config(root)
    for entry in check_contents(root):
        if entry.suffix == ".ipynb":
            read_notebook(entry, entry.relative_to(root).as_posix())


# Configuration and contents


def check_config(root: Path) -> None:
    """`_config.yml` has the form of Jupyter Book 1, and publishes stored outputs only."""
    schema = json.loads((files("jupyter_book") / "config_schema.json").read_text("utf-8"))
    # What the schema of Jupyter Book allows to be anything is what its defaults know.
    known = yaml.safe_load((files("jupyter_book") / "default_config.yml").read_text("utf-8"))
    schema |= {"required": ["title", "author", "execute", "html", "sphinx"]}
    schema["properties"] = {key: {} for key in known} | schema["properties"]
    schema["additionalProperties"] = False
    for part in ("execute", "html"):
        own = schema["properties"][part]["properties"]
        schema["properties"][part]["properties"] = {key: {} for key in known[part]} | own
        schema["properties"][part]["additionalProperties"] = False
    config = _yaml(root, CONFIG, schema)
    how = config["execute"].get("execute_notebooks")
    if how != "off":
        place = "execute.execute_notebooks"
        raise InputError(CONFIG, place, how, 'must be "off": pages show what the tests compared')
    settings = config["sphinx"].get("config")
    extensions = settings.get("extensions") if isinstance(settings, dict) else None
    if not isinstance(extensions, list) or "book1688.site.extension" not in extensions:
        place = "sphinx.config.extensions"
        raise InputError(
            CONFIG, place, extensions, "must hold book1688.site.extension, which makes the site"
        )


def check_contents(root: Path) -> list[Path]:
    """The files that `_toc.yml` names, the root first; every notebook is among them, once."""
    toc = _yaml(root, CONTENTS, TOC)
    named = [("root", toc["root"])]
    for part, content in enumerate(toc["parts"], start=1):
        chapters = enumerate(content["chapters"], start=1)
        named += [(f"part {part}, chapter {number}", entry["file"]) for number, entry in chapters]
    found: dict[Path, str] = {}
    for place, name in named:
        options = [root / f"{name}{suffix}" for suffix in SUFFIXES]
        there = [path for path in options if path.is_file()]
        if len(there) != 1:
            rule = "is the name of several files" if there else "is not the name of a page"
            raise InputError(CONTENTS, place, name, rule)
        if there[0] in found:
            raise InputError(CONTENTS, place, name, f"stands there already: {found[there[0]]}")
        found[there[0]] = place
    for folder in (root, root / "chapters", root / "reference"):
        for path in sorted(folder.glob("*.ipynb")):
            if path not in found:
                name = path.relative_to(root).with_suffix("").as_posix()
                raise InputError(CONTENTS, "", name, "is missing: no entry leads to this page")
    return list(found)


def _yaml(root: Path, file: str, schema: dict) -> dict:
    """Read a YAML file that has the form of a schema; keys may not be repeated."""
    text = _text(root / file, file)
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = text.splitlines()[mark.line : mark.line + 1] if mark else []
        place = f"line {mark.line + 1}" if mark else ""
        raise InputError(
            file, place, "".join(line).strip(), f"is not YAML: {fault.problem}"
        ) from None
    except (yaml.YAMLError, ValueError) as fault:  # a character or a date that cannot be
        raise InputError(file, "", "", f"is not YAML: {fault}") from None
    _no_key_twice(tree, file)
    for error in sorted(
        Draft7Validator(schema).iter_errors(content), key=lambda e: list(map(str, e.path))
    ):
        place, value = ".".join(map(str, error.path)), error.instance
        rule = error.message if error.validator in ("required", "additionalProperties") else ""
        shown = "" if rule else value
        raise InputError(file, place, shown, rule or _must(error))
    return content


def _must(error: Any) -> str:
    words = {
        "type": f"is not {error.validator_value}",
        "const": f"must be {error.validator_value!r}",
        "minItems": "must not be empty",
    }
    return words.get(error.validator, error.message)


def _no_key_twice(node: Node | None, file: str) -> None:
    """YAML quietly takes the last of two equal keys."""
    if isinstance(node, MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                line = f"line {key.start_mark.line + 1}"
                raise InputError(file, line, key.value, "stands there twice")
            seen.add(key.value)
            _no_key_twice(value, file)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            _no_key_twice(item, file)


# Notebooks


def read_notebook(path: Path, name: str) -> NotebookNode:
    """Read a notebook that was run from the first cell to the last; InputError if it was not."""
    text = _text(path, name)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as fault:
        line = (text.splitlines() or [""])[min(fault.lineno, len(text.splitlines()) or 1) - 1]
        raise InputError(
            name, f"line {fault.lineno}", line.strip(), f"is not JSON: {fault.msg}"
        ) from None
    for key, number in (("nbformat", 4), ("nbformat_minor", 5)):
        found = content.get(key, "") if isinstance(content, dict) else ""
        if found != number or isinstance(found, bool):
            raise InputError(name, key, found, f"is not {number}: a notebook has format 4.5{MEND}")
    # Not nbformat.validate, which mends some faults instead of naming them.
    try:
        fault = next(iter_validate(content), None)
    except (TypeError, KeyError, AttributeError):  # so odd that the library cannot say what it is
        raise InputError(name, "", "", "has not the form of a notebook") from None
    if fault:
        place = ".".join(map(str, fault.path))
        long = len(fault.message) > 120
        rule = fault.message + MEND * fault.message.startswith("'id'")
        raise InputError(name, place, "", "has not the form of a cell" if long else rule)
    notebook = nbformat.from_dict(content)
    _check_cells(name, notebook)
    return notebook


def _check_cells(name: str, notebook: NotebookNode) -> None:
    count, ids = 0, set()
    for number, cell in enumerate(notebook.cells, start=1):
        place = f"cell {number}"
        if cell.get("id") in ids:
            raise InputError(name, place, cell.id, f"is the id of two cells{MEND}")
        ids.add(cell.get("id"))
        # Other tags, and nbval's words in a comment, keep an output from the tests or the readers.
        tags = ["hide-input"] if cell.cell_type == "code" else []
        if (found := cell.metadata.get("tags", [])) != tags:
            raise InputError(name, place, found, f"should be the tags {tags}")
        if cell.cell_type != "code":
            continue
        if mark := NBVAL.search("".join(cell.source)):
            raise InputError(name, place, mark[0], "keeps nbval from comparing this cell")
        count += 1
        if cell.execution_count != count:
            rule = f"should be the execution count {count}{MEND}"
            raise InputError(name, place, cell.execution_count, rule)
        for output in cell.outputs:
            if output.output_type == "error":
                raise InputError(name, place, output.ename, "was raised when this cell was run")
            if output.get("name") == "stderr":
                raise InputError(name, place, output.text, "is a complaint, stored as an output")
    if not count:
        raise InputError(name, "", "", "has no code cell")


def _text(path: Path, name: str) -> str:
    if not path.is_file():
        raise InputError(name, "", "", "the file is missing")
    blob = path.read_bytes()
    try:
        return blob.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = blob.count(b"\n", 0, fault.start) + 1
        found = f"byte 0x{blob[fault.start]:02x}"
        raise InputError(name, f"line {line}", found, "is not UTF-8") from None


def main(arguments: list[str]) -> int:
    """Print the first fault, if there is one; 0 if all is well, else 1."""
    try:
        check(Path(arguments[0]).resolve() if arguments else ROOT)
    except (DataError, InputError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
