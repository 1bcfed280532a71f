"""`python -m tests.make.many_pages`: the book against one of ten times the pages, made from it.

Prints processor seconds and memory of both; ends with 1 where ten times the pages take more than
eleven times the time, or more memory a page.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TIMES, MOST = 10, 11


def multiply(book: Path) -> int:
    """Add copies of every chapter and page of reference to a copy of the book; count its pages."""
    contents = book / "_toc.yml"
    toc = yaml.safe_load(contents.read_text(encoding="utf-8"))
    for part in toc["parts"]:
        for chapter in list(part["chapters"]):
            source = book / f"{chapter['file']}.ipynb"
            for number in range(2, TIMES + 1):
                twin = source.with_stem(f"{source.stem}-{number}")
                text = source.read_text(encoding="utf-8")
                # A title of its own, or two pages would have one.
                twin.write_text(re.sub(r'"(# [^"\\]+)', rf'"\1 {number}', text, count=1), "utf-8")
                entry = {"file": twin.relative_to(book).with_suffix("").as_posix()}
                part["chapters"].append(entry)
    contents.write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    return 1 + sum(len(part["chapters"]) for part in toc["parts"])


def build(book: Path) -> tuple[float, int]:
    """Processor seconds and kilobytes of one build."""
    tool = [sys.executable, Path(sys.executable).with_name("jupyter-book"), "build", book]
    child = subprocess.Popen(
        [*tool, "-W", "-n", "--keep-going", "--quiet"], cwd=book, stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(book)},
    )  # fmt: skip
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"The build of {book} failed.")
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "one", Path(folder) / "many"
        for name in filter(None, listed.stdout.split("\0")):
            (one / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, one / name)
        shutil.copytree(one, many)
        pages = multiply(many)
        (seconds, memory), (more_seconds, more_memory) = build(one), build(many)
    print(f"{pages} pages: {more_seconds / seconds:.1f} times the time, {more_memory / memory:.1f} "
          f"times the memory ({seconds:.1f} s, {more_seconds:.1f} s)")  # fmt: skip
    return int(more_seconds > MOST * seconds or more_memory > TIMES * memory)


if __name__ == "__main__":
    sys.exit(main())
