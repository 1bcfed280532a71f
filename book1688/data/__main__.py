"""``python -m book1688.data [folder]``: validate, count the rows, and check the accounts."""

from __future__ import annotations

import sys

from . import DataError, Tables
from .accounting import complaints
from .tables import FOLDER


def main(arguments: list[str]) -> int:
    """Print one line per file; 1 after the first error, or after all that does not add up."""
    tables = Tables(arguments[0] if arguments else FOLDER)  # without a stamp: checked again now
    try:
        for resource in tables.package()["resources"]:
            print(f"{resource['path']:24}{len(tables.text(resource['name'])):5} rows")
        found = complaints(tables)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    for complaint in found:
        print(complaint, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
