"""``python -m book1688.data [folder]``: validate, then say how many rows each file has."""

from __future__ import annotations

import sys

from . import DEFAULT, DataError, Tables


def main(arguments: list[str]) -> int:
    """Print one line per file, or the first error; 0 if all is well, else 1."""
    tables = Tables(arguments[0]) if arguments else DEFAULT
    try:
        tables.validate()
        for resource in tables.package()["resources"]:
            print(f"{resource['path']:24}{len(tables.text(resource['name'])):5} rows")
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
