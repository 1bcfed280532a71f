"""`make site`: check what the site is made from, then build it."""

import shutil
import subprocess
import sys
from pathlib import Path

from book1688.data import DataError
from book1688.make.inputs import InputError, check
from book1688.site.step import step

BUILD = "_build"
# Jupyter Book without what the package leaves out to start soon.
TOOL = "import book1688; from jupyter_book.cli.main import main; main()"


def main(root: Path) -> int:
    """Build from sound input, and from nothing, so that no page outlives its source."""
    try:
        with step("Checking data, contents and notebooks"):
            check(root)
    except (DataError, InputError) as fault:
        print(fault, file=sys.stderr)
        return 1
    shutil.rmtree(root / BUILD, ignore_errors=True)
    tool = [sys.executable, "-c", TOOL, "build", root]
    strict = ["-W", "-n", "--keep-going", "--quiet"]  # a warning is an error
    try:
        with step("Building the pages"):
            subprocess.run(
                [*tool, *strict], cwd=root, check=True, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
    except subprocess.CalledProcessError as fault:
        told = [line for line in fault.stdout.splitlines() if line.strip()]
        causes = [line for line in told if "WARNING" in line or "ERROR" in line]
        print("\n".join([*told, *causes[-20:]]), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
