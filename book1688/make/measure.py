"""`make measure`: what the book weighs and how long it takes, recorded in `measured/`.

`python -m book1688.make.measure` measures all, and with a kind behind it that one. The tests
in a browser tell what they see (`record_property`), so that what is published is what was tested.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from itertools import chain
from pathlib import Path
from statistics import median_low

from book1688.data.tables import ROOT
from book1688.edition import stamp
from book1688.make.run import notebooks

RECORDS = ROOT / "measured"
VISITS = 5
STORED = re.compile(r"^\s*(\S+\.ipynb): stored after ([\d.]+) s$", re.MULTILINE)


def reading() -> dict:
    """By page: bytes and milliseconds of first views, faults; and the site.

    Each page is visited several times, one visit at a time, and has the medians.
    """
    told: dict[str, dict[str, list[int]]] = {}
    every_page = ("tests/browser", "-m", "")
    visits = [_tests(*every_page, "-k", "slow_line", "-n0") for _ in range(VISITS)]
    others = _tests(*every_page, "-k", "whole_site or open_to_everybody")
    for _, properties in [*chain(*visits), *others]:
        page = told.setdefault(properties.pop("page", ""), {})
        for name, value in properties.items():
            page.setdefault(name, []).append(int(value))
    medians = {
        page: {name: median_low(values) for name, values in found.items()}
        for page, found in told.items()
    }
    return {**medians.pop(""), "visits": VISITS, "pages": dict(sorted(medians.items()))}


def times() -> dict:
    """Seconds that each notebook takes to run, and that the site takes to build."""
    run = subprocess.run(
        [sys.executable, "-m", "book1688.make.run"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, Path(sys.executable).with_name("jupyter-book"), "build", ROOT]
        begun = time.monotonic()
        subprocess.run(
            [*build, "--path-output", folder, "-W", "-n", "--keep-going", "--quiet"],
            check=True,
            capture_output=True,
        )
        built = time.monotonic() - begun
    notebooks = {name: float(seconds) for name, seconds in STORED.findall(run.stdout)}
    return {"build": round(built, 1), "notebooks": dict(sorted(notebooks.items()))}


def tests() -> dict:
    """How many tests there are, and the seconds that all of them take."""
    begun = time.monotonic()
    count = len(_tests())
    return {"tests": count, "seconds": round(time.monotonic() - begun)}


def validation() -> dict:
    """Processor seconds of checking all notebooks, and of as many bare kernels, in one run."""
    paths = notebooks()
    checked = _processor_seconds("-m", "pytest", "-q", "-n0", *map(str, paths))
    bare = (
        "import nbformat; from nbclient import NotebookClient\nfor _ in range({}):\n "
        "book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("
        "'import pandas, seaborn')])\n NotebookClient(book, kernel_name='python3').execute()"
    )
    kernels = _processor_seconds("-c", bare.format(len(paths)))
    return {"checked": checked, "kernels": kernels, "ratio": round(checked / kernels, 2)}


def _processor_seconds(*arguments: str) -> float:
    """What a Python and all that it starts use of the processors, so that others do not matter."""
    before = os.times()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system
    return round(used - before.children_user - before.children_system, 1)


KINDS: dict[str, Callable[[], dict]] = {
    "reading": reading,
    "times": times,
    "validation": validation,
    "tests": tests,
}


def _tests(*arguments: str) -> list[tuple[str, dict[str, str]]]:
    """Run tests, all of which must pass; name and told properties of each."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tests.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={file}", *arguments]
        # Here a missing browser is a failure: what was not seen is not recorded.
        subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "CI": "true"})
        cases = ET.parse(file).getroot().iter("testcase")
        return [
            (case.get("name"), {p.get("name"): p.get("value") for p in case.iter("property")})
            for case in cases
        ]


def main(kinds: list[str]) -> int:
    """Measure the kinds named, or all, and record each with its date, stamp and cores."""
    unknown = set(kinds) - set(KINDS)
    if unknown:
        print(f"Not measured here: {', '.join(unknown)}; choose of {', '.join(KINDS)}",
              file=sys.stderr)  # fmt: skip
        return 2
    for kind in kinds or KINDS:
        print(f"== {kind}", flush=True)
        head = {"measured_on": date.today().isoformat(), "stamp": stamp(), "cores": os.cpu_count()}
        try:
            record = head | KINDS[kind]()
        except subprocess.CalledProcessError as fault:
            print(f"Not recorded, since this failed: {' '.join(map(str, fault.cmd))}",
                  file=sys.stderr)  # fmt: skip
            return 1
        (RECORDS / f"{kind}.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
