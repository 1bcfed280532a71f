"""What stands where on the pages of the printed book."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

import pikepdf

RANGES = re.compile(rb"<(\w{2,4})> (?:<(\w{2,4})> )?<(\w{4})>\n")


class Words(NamedTuple):
    """A piece of text and how far below the upper edge it stands, 1 being the lower edge."""

    depth: float
    text: str


def words(book: pikepdf.Pdf) -> list[list[Words]]:
    """Every piece of text on each page, as it was painted."""
    told = []
    for page in book.pages:
        height, texts = float(page.mediabox[3]), _texts(page.obj, page.obj, pikepdf.Matrix())
        told.append([Words(1 - y / height, normalize("NFKC", text)) for y, text in texts])
    return told


def _texts(
    stream: pikepdf.Object, owner: pikepdf.Object, place: pikepdf.Matrix
) -> Iterator[tuple[float, str]]:
    fonts = owner.Resources.get("/Font", {})
    forms = owner.Resources.get("/XObject", {})
    kept: list[pikepdf.Matrix] = []
    letters: dict[int, str] = {}
    for given, operator in pikepdf.parse_content_stream(stream, "q Q cm Tf Tm Td Tj TJ Do"):
        match str(operator):
            case "q":
                kept.append(place)
            case "Q":
                place = kept.pop()
            case "cm":
                place = pikepdf.Matrix(*map(float, given)) @ place
            case "Tf":
                font = fonts[str(given[0])]
                long = 2 if font.Subtype == "/Type0" else 1
                letters = _letters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
            case "Tm":
                line = pikepdf.Matrix(*map(float, given))
            case "Td":
                line = pikepdf.Matrix(1, 0, 0, 1, *map(float, given)) @ line
            case "Tj" | "TJ":
                parts = given if str(operator) == "Tj" else given[0]
                codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                numbers = [
                    int.from_bytes(codes[at : at + long]) for at in range(0, len(codes), long)
                ]
                yield (line @ place).f, "".join(letters.get(number, "?") for number in numbers)
            case "Do" if forms[str(given[0])].Subtype == "/Form":
                form = forms[str(given[0])]
                yield from _texts(form, form, place)


@cache
def _letters(mapping: bytes) -> dict[int, str]:
    """Which letter each code of a font shows."""
    found = {}
    for first, last, letter in RANGES.findall(mapping):
        start, shown = int(first, 16), int(letter, 16)
        for code in range(start, int(last or first, 16) + 1):
            found[code] = chr(shown + code - start)
    return found
