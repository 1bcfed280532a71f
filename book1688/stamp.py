"""One stamp over everything that decides what the pages say: which edition of the book this is."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHORT = 12  # digits that a page shows

MADE_FROM = (
    "_config.yml",
    "_toc.yml",
    "requirements.txt",
    "intro.ipynb",
    "chapters/*.ipynb",
    "reference/*.ipynb",
    "data/*",
    "book1688/**/*.py",
    "_static/**/*",
    "_templates/*",
)


def made_from(root: Path = ROOT) -> list[Path]:
    """Every file that decides what the pages say, in the same order everywhere.

    What was measured on the book (``measured/``) is left out: it reaches pages only through the
    outputs of notebooks, which are in.
    """
    found = {path for pattern in MADE_FROM for path in root.glob(pattern) if path.is_file()}
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def stamp(root: Path = ROOT) -> str:
    """SHA-256 over the names and contents of these files, 64 hex digits."""
    total = hashlib.sha256()
    for path in made_from(root):
        content = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
