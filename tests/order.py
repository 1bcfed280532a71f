"""A pytest plugin: what is likely to fail runs first, the slowest of the rest next; a stale output
is told at once, in a reader's words."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

import book1688  # noqa: F401  # before nbval, which starts sooner for what it leaves out

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
GREEN = ROOT / ".cache" / "green.json"  # digests of the notebooks that passed last
PAGE = re.compile(r"(?:http-|file-|\[)((?:chapters/|reference/)?[a-z-]+\.html)")
SLOW = ("test_data_package.py", "test_register.py", "test_bad_input.py", "test_bad_data.py",
        "test_new_quarter.py", "test_accounting.py", "browser")  # fmt: skip


def digest(notebook: Path) -> str:
    return hashlib.sha256(notebook.read_bytes()).hexdigest()


def green() -> dict[str, str]:
    return json.loads(GREEN.read_text(encoding="utf-8")) if GREEN.exists() else {}


def group(nodeid: str) -> str:
    """What stays with one worker, in order: a file; in a browser a page, or all cases of a test."""
    file, _, test = nodeid.partition("::")
    if not file.startswith("tests/browser/"):
        return file
    page = PAGE.search(test)
    return page[1] if page else nodeid.partition("[")[0]


class Groups(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Groups:
    return Groups(config, log)


def rank(item: pytest.Item, passed: dict[str, str]) -> tuple:
    """Changed notebooks first, then large ones; of the tests those that take long.

    In a browser all of a page together, so that it is visited once; large pages first.
    """
    if item.path.suffix == ".ipynb":
        name = item.path.relative_to(ROOT).as_posix()
        return 0, passed.get(name) == digest(item.path), -item.path.stat().st_size, name
    place = next((at for at, name in enumerate(SLOW) if name in item.path.parts), len(SLOW))
    page = PAGE.search(item.nodeid)
    file = SITE / page[1] if page else SITE
    return 1, place, -file.stat().st_size if page and file.is_file() else 0, file.name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    passed = green()
    items.sort(key=lambda item: rank(item, passed))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo
) -> Iterator[pytest.TestReport]:
    """Say of a stale output what moved, instead of how two lists of strings differ."""
    report = yield
    outputs = getattr(item, "test_outputs", None)
    if report.when == "call" and report.failed and outputs is not None:
        from book1688.make.changes.report import moved

        name = item.path.relative_to(ROOT).with_suffix("").as_posix()
        lines = moved(name, item.cell.outputs, outputs)
        if lines:
            told = "\n".join(f"  {line}" for line in lines)
            report.longrepr = (
                f"{item.path.relative_to(ROOT)}, cell {item.cell_num + 1}: Cell outputs differ "
                f"from what is stored, old → new:\n{told}\nMend it: `make run`, or undo the change."
            )
    return report


class Teller:
    """Tells of failures when they happen, where all workers report, and remembers what passed."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.failed, self.ran = config, set(), set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        file = report.nodeid.partition("::")[0]
        if file.endswith(".ipynb"):
            self.ran.add(file)
        if report.failed:
            self.failed.add(file)
            teller = self.config.pluginmanager.get_plugin("terminalreporter")
            told = str(report.longrepr) if isinstance(report.longrepr, str) else report.nodeid
            teller.ensure_newline()
            teller.write_line(told, red=True)

    def pytest_sessionfinish(self) -> None:
        now = {name: digest(ROOT / name) for name in self.ran - self.failed}
        GREEN.parent.mkdir(exist_ok=True)
        kept = {name: old for name, old in green().items() if name not in self.failed}
        GREEN.write_text(json.dumps(kept | now, indent=1), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Teller(config))
