"""``python -m book1688.make.changes BASE``: what changed since a revision, as Markdown."""

import sys
from pathlib import Path

from book1688.data.tables import ROOT

from .report import report
from .stored import Unreadable, files_in, files_of, read_books


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Print what changed from a revision to the files as they are; 0, or 2 for a bad question."""
    if len(arguments) != 1 or not arguments[0]:
        print("Name one revision to compare with, for example: make changes BASE=main",
              file=sys.stderr)  # fmt: skip
        return 2
    try:
        print(report(*read_books(files_of(arguments[0], root), files_in(root))), end="")
    except Unreadable as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
