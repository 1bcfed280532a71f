"""Whether a sentence says a figure: in digits or words, rounded at most, with its unit and sign."""

import re
from collections.abc import Iterator
from decimal import Decimal

SCALES = {"trillion": 12, "billion": 9, "million": 6, "thousand": 3}
CARDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
ORDINALS = ["first", "second", "third", "fourth", "fifth"]
PARTS = {"half": "0.5", "third": "0.33", "quarter": "0.25", "fifth": "0.2", "tenth": "0.1"}
WORDS = (
    {word: Decimal(at) for at, word in enumerate(CARDINALS, 1)}
    | {word: Decimal(at) for at, word in enumerate(ORDINALS, 1)}
    | {"once": Decimal(1), "twice": Decimal(2), "a": Decimal(1)}
)
DIGITS = rf"(?<![\w.,])\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(WORDS)})\b"
NUMBER = re.compile(rf"({DIGITS})(?:[ -]({'|'.join(SCALES)})\b)?", re.IGNORECASE)
PART = re.compile(rf"\b(?:({'|'.join(CARDINALS)})[ -])?({'|'.join(PARTS)})s?\b", re.IGNORECASE)
LOSS = re.compile(
    r"[-−]\d|\bloss|\bless\b|\blower\b|\bfell\b|\bfall|\bdown\b|\bdeclin|\bshrank\b", re.IGNORECASE
)
UNITS = {
    "RMB": re.compile(r"RMB|yuan"),
    "USD": re.compile(r"US\$|USD|dollars?\b"),
    "KRW": re.compile(r"KRW|\bwon\b"),
    "percent": re.compile(rf"%|\d to \d|\b(?:{'|'.join(PARTS)})s?\b"),
    "hours": re.compile(r"\b(?:hour|day)s?\b|-(?:hour|day)\b"),
}


def says(sentence: str, figure: Decimal, unit: str) -> bool:
    """Whether a sentence says a figure that the data print in a unit such as ``percent``."""
    if unit in UNITS and not UNITS[unit].search(sentence):
        return False
    if figure < 0 and not LOSS.search(sentence):
        return False
    return any(abs(abs(figure) - said) <= off for said, off in _figures(sentence, unit))


def _figures(sentence: str, unit: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Every number of a sentence, with half a unit of its last digit."""
    for digits, scale in NUMBER.findall(sentence):
        said = WORDS.get(digits.lower()) or Decimal(digits.replace(",", ""))
        step = Decimal(1).scaleb(said.as_tuple().exponent)
        times = Decimal(10) ** SCALES.get(scale.lower(), 0)
        yield said * times, step * times / 2 if scale or step < 1 else Decimal(0)
        if unit == "hours":
            yield said * 24, Decimal(0)
    if unit == "percent":
        for count, part in PART.findall(sentence):
            share = WORDS.get(count.lower(), Decimal(1)) * Decimal(PARTS[part.lower()])
            yield 100 * share, Decimal(1)
        for one, other in re.findall(r"(\d+) to (\d+)", sentence):
            yield 100 * Decimal(other) / (Decimal(one) + Decimal(other)), Decimal(1) / 2
