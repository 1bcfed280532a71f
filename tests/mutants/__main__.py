"""`make mutants`: damage one thing at a time and demand that somebody notices.

`ALL=1` takes every row of the data. What was judged is kept under `.cache/mutants` until the book
changes, so a run that was stopped goes on where it was. Ends with 1 if the damage of a
notebook goes unnoticed, or if less of the data is guarded than at the best recorded run; otherwise
records the rates in `measured/mutants.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from book1688.edition import stamp
from book1688.make.run import ROOT

from .damage import Mutant, lot, mutants
from .judge import ACCOUNTING, Reading, judge, readings
from .pages import judge_page, page_mutants

RECORD = ROOT / "measured" / "mutants.json"
SECONDS_BETWEEN_REPORTS = 15
BY = ("rule", "accounting", "chapter", "listing", "nobody")
RATES = ("noticed_share", "chapter_share")
SLACK = 0.02  # the sample moves a little with the data
AUDITED = 40  # one in so many also asks those who never looked at the row

Task = tuple[Mutant, dict[str, set[Reading]]] | tuple[str, str]


def kept() -> Path:
    """Where results are kept: another file for another book or other tests."""
    code = [Path(__file__).with_name(f"{name}.py") for name in ("damage", "judge", "pages")]
    code += [ROOT / "tests" / "test_notebooks.py", ROOT / "tests" / "data" / "test_accounting.py"]
    content = stamp().encode() + b"".join(path.read_bytes() for path in code)
    return ROOT / ".cache" / "mutants" / f"{hashlib.sha256(content).hexdigest()[:12]}.jsonl"


def one(task: Task) -> dict:
    """Judge one damage, of data or of a notebook."""
    if isinstance(task[0], str):
        return judge_page(*task)
    mutant, read = task
    audited = int(hashlib.sha256(mutant.id.encode()).hexdigest(), 16) % AUDITED == 0
    result = judge(mutant, read)
    if audited and not result["by"] and judge(mutant, read, ask_all=True)["by"]:
        raise AssertionError(f"somebody who never read the row notices: {mutant.id}")
    return result


def run(every_row: bool, jobs: int) -> tuple[list[Mutant], dict[str, dict]]:
    """Judge what is not judged yet, in parallel; return the mutants and all results by id."""
    chosen, file = mutants(every_row=every_row), kept()
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    results = {result["id"]: result for result in map(json.loads, lines)}
    pages = [
        task
        for task in page_mutants(every_page=every_row)
        if f"{task[0]}: {task[1]}" not in results
    ]
    # In order of lot, so that what a run has judged when it is stopped is a sample of the whole.
    todo = sorted((mutant for mutant in chosen if mutant.id not in results), key=lot)
    total = len(todo) + len(pages)
    print(f"{total} damages to judge, {len(results)} judged before.", flush=True)
    if not total:
        return chosen, results
    read = readings()
    tasks: list[Task] = [*((mutant, read) for mutant in todo), *pages]
    begun = said = time.monotonic()
    with (
        file.open("a", encoding="utf-8") as store,
        multiprocessing.get_context("fork").Pool(jobs) as pool,
    ):
        for done, result in enumerate(pool.imap_unordered(one, tasks), start=1):
            results[result["id"]] = result
            store.write(json.dumps(result, ensure_ascii=False) + "\n")
            store.flush()
            now = time.monotonic()
            if now - said > SECONDS_BETWEEN_REPORTS or done == total:
                said, rate = now, done / (now - begun)
                left = (total - done) / rate / 60
                print(f"  {done} of {total}, {rate:.1f} a second, {left:.0f} min left", flush=True)
    return chosen, results


def noticed(by: str) -> str:
    """Who noticed, as the table counts it."""
    if by in ("rule", ACCOUNTING):
        return by
    if not by:
        return "nobody"
    return "listing" if by.startswith("reference/") else "chapter"


def summary(chosen: list[Mutant], results: dict[str, dict], pages: list[dict]) -> dict:
    """The rates by file and column; ``chapter_share`` is of the damages that no rule refuses."""
    data: dict[str, dict[str, Counter]] = {}
    for mutant in chosen:
        columns = data.setdefault(mutant.file, {})
        counts = columns.setdefault(mutant.column or "(whole row)", Counter())
        counts.update(["tried", noticed(results[mutant.id]["by"])])
    total = sum((counts for columns in data.values() for counts in columns.values()), Counter())
    loaded = total["tried"] - total["rule"]
    return {
        "measured_on": date.today().isoformat(),
        "stamp": stamp(),
        "data": {
            "tried": total["tried"],
            **{who: total[who] for who in BY},
            "noticed_share": round(1 - total["nobody"] / total["tried"], 4),
            "chapter_share": round((total["accounting"] + total["chapter"]) / loaded, 4),
        },
        "notebooks": {
            "tried": len(pages),
            "noticed": sum(bool(page["by"]) for page in pages),
        },
        "columns": [
            {"file": file, "column": column, "tried": counts["tried"]}
            | {who: counts[who] for who in BY}
            for file, columns in data.items()
            for column, counts in columns.items()
        ],
        "survivors": [
            {"file": m.file, "row": m.row, "column": m.column, "way": m.way,
             "looked_at": results[m.id]["looked_at"]}
            for m in chosen if not results[m.id]["by"]
        ],
    }  # fmt: skip


def fallen(found: dict[str, float], best: dict[str, float]) -> list[str]:
    """Which rates lie below the best ever recorded, by more than the sample moves."""
    return [
        f"{rate} fell: {best[rate]:.1%} → {found[rate]:.1%}"
        for rate in RATES
        if found[rate] < best.get(rate, 0) - SLACK
    ]


def table(found: dict) -> Iterator[str]:
    """The rates as text, by file and column."""
    yield f"{'file':24}{'column':24}{'tried':>7}" + "".join(f"{who:>12}" for who in BY)
    for row in found["columns"]:
        yield f"{row['file']:24}{row['column']:24}{row['tried']:7}" + "".join(
            f"{row[who]:12}" for who in BY
        )
    total = found["data"]
    yield f"{'all':48}{total['tried']:7}" + "".join(f"{total[who]:12}" for who in BY)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every row of the data")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    chosen, results = run(given.all, given.jobs)
    pages = [results[f"{name}: {way}"] for name, way in page_mutants(every_page=given.all)]
    found = summary(chosen, results, pages)
    print("\n".join(table(found)))
    survivors = [mutant for mutant in chosen if not results[mutant.id]["by"]]
    for mutant in survivors:
        where = "in a row that a page reads" if results[mutant.id]["looked_at"] else "on no page"
        print(f"Not noticed, {where}: {mutant.id}: {mutant.old!r} → {mutant.new!r}")
    faults = [f"Not noticed: {page['id']}" for page in pages if not page["by"]]
    best = json.loads(RECORD.read_text(encoding="utf-8"))["best"] if RECORD.exists() else {}
    faults += fallen(found["data"], best)
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    found["best"] = {rate: max(found["data"][rate], best.get(rate, 0)) for rate in RATES}
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"Recorded in {RECORD.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
