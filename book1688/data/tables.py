"""Reading the data package: validated tables, loaded only when asked for."""

from __future__ import annotations

import contextlib
import csv
import difflib
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from .errors import DataError

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data"
STAMP = ROOT / ".cache" / "validated"


def is_data(name: str) -> bool:
    """Whether a file is of the data, and not what an editor or a file manager left beside them."""
    return name.endswith((".csv", ".json")) and not name.startswith(".")


class Tables:
    """The tables of one data folder.

    Every read first makes sure that the whole folder is valid: one bad cell in any file and no
    table loads. Files changed while a kernel runs are noticed and validated again.

    Validation takes seconds, so its success is remembered as a digest of the data and of the
    code that checked it: in memory, and in the file ``stamp`` where one is given.
    """

    def __init__(self, folder: Path | str, stamp: Path | None = None) -> None:
        self.folder = Path(folder)
        self._stamp = stamp
        self._signature: tuple | None = None
        self._fault: DataError | None = None
        self._content: dict[str, bytes] = {}
        self._package: dict = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._keys: dict[str, dict[tuple[str, ...], int]] = {}
        self._groups: dict[tuple[str, str], dict[str, pd.DataFrame]] = {}

    # Questions

    def names(self) -> list[str]:
        """The names of the tables, in the order of ``datapackage.json``."""
        self._refresh()
        return [resource["name"] for resource in self._package["resources"]]

    def package(self) -> dict:
        """``datapackage.json`` as a dict of its own: title, licences, fields and so on."""
        self._refresh()
        return json.loads(self._content["datapackage.json"])

    def table(self, name: str) -> pd.DataFrame:
        """One whole table, columns as in its CSV, a RangeIndex, a copy that is yours.

        Text, dates included, is ``str`` with "" for missing; a ``number`` is ``float64`` with
        NaN for missing, in the base units its ``unit`` column names; an ``integer`` is
        ``int64``. Raises DataError if the name is unknown or anything in the folder is invalid.
        """
        self._refresh()
        return self._frame(name).copy()

    def rows(self, name: str, column: str, value: str, only: Sequence[str] = ()) -> pd.DataFrame:
        """The rows of a table that have this text in a column, as in ``table``; maybe none.

        ``only`` names the columns wanted, where not all are.
        """
        self._refresh()
        if (name, column) not in self._groups:
            groups = self._frame(name).groupby(column, sort=False)
            self._groups[name, column] = dict(iter(groups))
        found = self._groups[name, column].get(value, self._frame(name).iloc[:0])
        return (found[list(only)] if only else found).reset_index(drop=True)  # a copy

    def text(self, name: str) -> list[dict[str, str]]:
        """One table as printed: a dict of text per row, so that 12.0 stays apart from 12."""
        self._refresh()
        return list(csv.DictReader(io.StringIO(self._source(name), newline="")))

    def record(self, name: str, key: str | tuple[str, ...]) -> dict:
        """One row of a table by its primary key, typed as in ``table``.

        A key of several columns is a tuple of text as printed in the CSV. Raises DataError with
        close matches if there is no such row.
        """
        self._refresh()
        frame = self._frame(name)
        if name not in self._keys:
            columns = self._resource(name)["schema"]["primaryKey"]
            rows = csv.DictReader(io.StringIO(self._source(name), newline=""))
            self._keys[name] = {tuple(r[c] for c in columns): i for i, r in enumerate(rows)}
        keys = self._keys[name]
        wanted = (key,) if isinstance(key, str) else tuple(str(part) for part in key)
        if wanted not in keys:
            columns = self._resource(name)["schema"]["primaryKey"]
            known = [", ".join(k) for k in keys]
            raise DataError(
                self._path(name),
                "is not a key of this table" + _suggest(", ".join(wanted), known),
                column=", ".join(columns),
                value=", ".join(wanted),
            )
        row = frame.iloc[keys[wanted]]
        # .item() turns NumPy numbers into Python's.
        return {c: v.item() if hasattr(v, "item") else v for c, v in row.items()}

    def validate(self) -> None:
        """Check everything now, whatever was remembered. Raises DataError at the first fault."""
        from .rules import check_package  # frictionless is slow to import

        check_package(self.folder)

    # Loading

    def _refresh(self) -> None:
        signature = self._sign()
        if signature != self._signature:
            self._frames, self._keys, self._groups, self._fault = {}, {}, {}, None
            try:
                self._load()
            except DataError as fault:
                self._fault = fault
            self._signature = signature  # of before the reading: a later write shows next time
        if self._fault is not None:
            raise self._fault

    def _load(self) -> None:
        content = self._read()
        digest = _digest(content)
        if not self._remembered(digest):
            self.validate()
            if _digest(self._read()) != digest:  # somebody wrote while we checked
                return self._load()
            self._remember(digest)
        self._content = content
        self._package = json.loads(content["datapackage.json"])
        return None

    def _files(self) -> list[Path]:
        return sorted(path for path in self.folder.iterdir() if is_data(path.name))

    def _sign(self) -> tuple:
        """A cheap sign of change: name, size and time of every file."""
        with os.scandir(self.folder) as entries:
            stats = sorted((e.name, e.stat()) for e in entries if is_data(e.name))
        return tuple((n, s.st_size, s.st_mtime_ns, s.st_ino) for n, s in stats)

    def _read(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self._files()}

    def _remembered(self, digest: str) -> bool:
        if self._stamp is None:
            return False
        try:
            return self._stamp.read_text(encoding="ascii") == digest
        except (OSError, UnicodeDecodeError):
            return False

    def _remember(self, digest: str) -> None:
        """Write the stamp in one step, since several processes may do so at once."""
        if self._stamp is None:
            return
        with contextlib.suppress(OSError):  # unwritable: validate every time instead
            self._stamp.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._stamp.parent)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(digest)
            os.replace(name, self._stamp)

    def _resource(self, name: str) -> dict:
        resources = {r["name"]: r for r in self._package["resources"]}
        if name not in resources:
            raise DataError(
                f"{self.folder.name}/datapackage.json",
                "is not a table" + _suggest(name, list(resources)),
                value=name,
            )
        return resources[name]

    def _path(self, name: str) -> str:
        return f"{self.folder.name}/{self._resource(name)['path']}"

    def _source(self, name: str) -> str:
        return self._content[self._resource(name)["path"]].decode("utf-8")

    def _frame(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            fields = self._resource(name)["schema"]["fields"]
            kinds = {"number": "float64", "integer": "int64"}
            numbers = [f["name"] for f in fields if f["type"] in kinds]
            self._frames[name] = pd.read_csv(
                io.StringIO(self._source(name)),
                dtype={f["name"]: kinds.get(f["type"], "str") for f in fields},
                keep_default_na=False,
                na_values={column: [""] for column in numbers},
            )
        return self._frames[name]


def _digest(content: dict[str, bytes]) -> str:
    """SHA-256 of the data files and of the code that validates them."""
    total = hashlib.sha256()
    code = {p.name: p.read_bytes() for p in sorted(Path(__file__).parent.glob("*.py"))}
    for files in (content, code):
        for name, blob in sorted(files.items()):
            total.update(f"{name}\0{len(blob)}\0".encode())
            total.update(blob)
    return total.hexdigest()


def _suggest(wanted: str, known: list[str]) -> str:
    close = difflib.get_close_matches(wanted, known, n=3, cutoff=0.6)
    return f"; close to it: {', '.join(close)}" if close else ""
