"""Who notices a damage: a rule of the data, an accounting test, a chapter, or only a listing.

A judge is one long-lived process with everything imported. It forks for every damage, and within
it for every page, so that each starts as fresh as a kernel does without paying for one. A page is
computed again cell by cell and its outputs are compared with the stored ones.

Pages that never looked at the damaged row compute the same as before, so they are not run again:
``readings`` records which rows each looks at, where all reading passes, in ``Tables``.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

# Imported once here, not in every fork: what pages draw with, and what validates.
import book1688.data.rules
import book1688.figure
import book1688.forecast
import book1688.prose  # noqa: F401
from book1688.data import DEFAULT, DataError, tables
from book1688.make.run import ROOT, notebooks, read
from book1688.quantity import usage

from .damage import Mutant

ACCOUNTING = "accounting"
SECONDS = 600  # a page that takes longer hangs, and that is noticed, too

ANY = "*"
Reading = tuple[str, str, str, str]  # table, the column and value looked for, the column looked at


class _Hook(DisplayHook):
    """Keeps what a cell shows instead of printing it."""

    shown: ClassVar[list[dict]] = []

    def __call__(self, result: object = None) -> None:
        if result is not None and not self.quiet():
            self.shown.append(self.compute_format_data(result)[0])


def in_fork(work: Callable[[], Any], seconds: int = SECONDS) -> Any:
    """Do something in a copy of this process; return its result, or how the copy ended."""
    source, target = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        signal.alarm(seconds)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        status = 1
        try:
            with os.fdopen(target, "w", encoding="utf-8") as pipe:
                json.dump(work(), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(target)
    with os.fdopen(source, encoding="utf-8") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return json.loads(told) if status == 0 else f"ended with status {status}"


def difference(page: Path) -> str:
    """Compute a page again; the first cell that differs from what is stored, or "".

    Belongs into a fork: it makes this process the kernel of the page.
    """
    os.chdir(page.parent)
    usage.page = usage.Usage()  # whatever this process used before is not the page's
    InteractiveShell.displayhook_class = _Hook
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    for cell in read(page).cells:
        if cell.cell_type != "code":
            continue
        _Hook.shown.clear()
        run = shell.run_cell(cell.source, store_history=True)
        stored = [dict(output.get("data", {})) for output in cell.outputs]
        if not run.success or _Hook.shown != stored:
            return f"cell {cell.execution_count}"
    return ""


def accounting() -> str:
    """Run the accounting tests on the data as they now are; the first that fails, or ""."""
    failed: list[str] = []

    class Listen:
        def pytest_collection_modifyitems(self, items: list) -> None:
            items[:] = [item for item in items if "folder" not in item.fixturenames]

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid.rpartition("::")[2])

    file = str(ROOT / "tests" / "data" / "test_accounting.py")
    options = ["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
    status = pytest.main([file, *options], plugins=[Listen()])
    return "" if status == 0 else (failed or ["cannot be collected"])[0]


def watchers() -> dict[str, Callable[[], str]]:
    """Who may notice, in the order they are asked: accounting, chapters, then listings."""
    pages = {page.relative_to(ROOT).as_posix(): page for page in notebooks()}
    listings = [name for name in pages if name.startswith("reference/")]
    order = [*(name for name in pages if name not in listings), *listings]
    return {ACCOUNTING: accounting} | {name: lambda p=pages[name]: difference(p) for name in order}


def readings(names: Sequence[str] = ()) -> dict[str, set[Reading]]:
    """What each watcher, or each one named, reads of the undamaged data.

    Raises ValueError where a watcher finds a fault in it.
    """
    DEFAULT.table("claims")  # validated before the forks
    found = {}
    known = watchers()
    for name in names or known:
        watch = known[name]
        result = in_fork(lambda watch=watch: _traced(watch))
        if isinstance(result, str) or result["fault"]:
            where = result if isinstance(result, str) else result["fault"]
            raise ValueError(f"{name} is not as stored ({where}): run `make run` first")
        found[name] = {tuple(reading) for reading in result["read"]}
    return found


def _traced(watch: Callable[[], str]) -> dict:
    read: dict[Reading, None] = {}
    record, rows, table, text = DEFAULT.record, DEFAULT.rows, DEFAULT.table, DEFAULT.text

    def traced_record(name: str, key: str | tuple[str, ...]) -> dict:
        first = DEFAULT._resource(name)["schema"]["primaryKey"][0]
        return _Row(record(name, key), (name, first, key if isinstance(key, str) else key[0]), read)

    def traced_rows(name: str, column: str, value: str, only: Sequence[str] = ()) -> Any:
        read.update(dict.fromkeys((name, column, value, wanted) for wanted in only or [ANY]))
        return rows(name, column, value, only)

    def whole(ask: Callable[[str], Any]) -> Callable[[str], Any]:
        def traced(name: str) -> Any:
            read[(name, ANY, ANY, ANY)] = None
            return ask(name)

        return traced

    DEFAULT.record, DEFAULT.rows = traced_record, traced_rows
    DEFAULT.table, DEFAULT.text = whole(table), whole(text)
    return {"fault": watch(), "read": list(read)}


class _Row(Mapping):
    """A record that notes which of its cells are looked at. No dict: none can look past it."""

    def __init__(self, row: dict, where: tuple[str, str, str], read: dict[Reading, None]) -> None:
        self._row, self._where, self._read = row, where, read

    def __getitem__(self, column: str) -> Any:
        self._read[(*self._where, column)] = None
        return self._row[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)


def concerned(mutant: Mutant, before: dict, after: dict | None, read: set[Reading]) -> bool:
    """Whether a watcher may notice: it read the whole table, or looked at what is damaged."""
    whole = (mutant.file.removesuffix(".csv"), ANY, ANY, ANY)
    return whole in read or looked(mutant, before, after, read)


def looked(mutant: Mutant, before: dict, after: dict | None, read: set[Reading]) -> bool:
    """Whether a watcher looked at the damaged cell, or for a key that the damage gave or took."""
    table, cell = mutant.file.removesuffix(".csv"), mutant.column
    for column in before:
        seen = {ANY, *before} if cell in ("", column) else {ANY, cell}
        values = {before[column], (after or before)[column]}
        if any((table, column, value, one) in read for value in values for one in seen):
            return True
    return False


def judge(mutant: Mutant, read: dict[str, set[Reading]], *, ask_all: bool = False) -> dict:
    """Damage a copy of the data: who notices first, and where; "" and "" where nobody does.

    ``looked_at`` says whether a page looks at the damaged cell or at its whole row at all.

    ``read`` holds those to ask; ``ask_all`` asks those that never looked at the row, too.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        for file in DEFAULT.folder.iterdir():
            (folder / file.name).symlink_to(file)
        (folder / mutant.file).unlink()
        before, after = mutant.apply(folder)
        asked = {
            watcher: watch
            for watcher, watch in watchers().items()
            if watcher in read and (ask_all or concerned(mutant, before, after, read[watcher]))
        }
        told = in_fork(lambda: list(_notices(folder, asked)), seconds=0)
    if isinstance(told, str):
        raise AssertionError(f"no clear error: {mutant.id}: {told}")
    by, where = told
    pages = [name for name in read if name != ACCOUNTING]
    shown = any(looked(mutant, before, after, read[name]) for name in pages)
    return {"id": mutant.id, "by": by, "where": where, "looked_at": shown}


def _notices(folder: Path, asked: dict[str, Callable[[], str]]) -> Iterator[str]:
    DEFAULT.folder, DEFAULT._stamp, tables.FOLDER = folder, None, folder
    try:
        DEFAULT.table("claims")
    except DataError as fault:
        yield from ("rule", str(fault))
        return
    for watcher, watch in asked.items():
        if fault := in_fork(watch):
            yield from (watcher, fault)
            return
    yield from ("", "")
