"""What a figure or a table is given, as a tidy frame: numbers read off quantities, with origins."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from book1688.html.palette import colour_name
from book1688.quantity import Quantity, finding, origin_of
from book1688.quantity.text import bare, is_wide, span
from book1688.quantity.unit import PURE

DIGITS = re.compile(r"(?<=\.)\d")
ORIGIN = ("source_id", "evidence_class")
BEHIND = "behind"  # a column that is not shown: what a row rests on beside its quantities
Data = pd.DataFrame | list[dict] | dict[str, object]
Words = dict[str, str] | None
Limits = tuple[float, float] | None
Threshold = tuple[float, str] | None  # a value, and words for it


@dataclass(frozen=True)
class Write:
    """Writes numbers of a figure as a format has it."""

    spec: str

    def __call__(self, value: float) -> str:
        return bare(value, self.spec)

    def span(self, low: float, high: float) -> str:
        """Write a range, or one number where its ends agree."""
        return span(low, high, PURE, self.spec, plain=True)

    def finer(self, digits: int) -> "Write":
        """Return the same with so many digits more."""
        return Write(DIGITS.sub(lambda found: str(int(found[0]) + digits), self.spec))


def frame(data: Data, inner: str = "") -> pd.DataFrame:
    """Return data as a frame with one row each, quantities still in its cells.

    A dictionary goes by label. What stands under one is a value, a pair (``first`` and
    ``second``), a list of values (a row each), or a dictionary of columns; where ``inner`` names a
    column, the keys of that dictionary fill it, a row each (``{label: {date: value}}``).
    """
    if isinstance(data, pd.DataFrame):
        return data.reset_index(drop=True)
    if isinstance(data, dict):
        data = [{"label": at, **row} for at, given in data.items() for row in _rows(given, inner)]
    return pd.DataFrame(data)


def _rows(given: object, inner: str) -> Iterator[dict]:
    if isinstance(given, Mapping):
        yield from [{inner: at, "value": one} for at, one in given.items()] if inner else [given]
    elif isinstance(given, tuple):
        yield dict(zip(("first", "second"), given, strict=True))
    else:
        yield from ({"value": one} for one in (given if isinstance(given, list) else [given]))


def with_origins(rows: pd.DataFrame, read: Callable[[str, Quantity], dict]) -> pd.DataFrame:
    """Return rows with what ``read`` makes of each quantity, and the origins of those in a row.

    A column ``behind`` says what else a row rests on: a quantity, an event, the id of an evidence
    row, or several. Columns of sources and classes that the rows bring along stay.
    """
    found = pd.DataFrame([_read(row, read) for row in rows.to_dict("records")], index=rows.index)
    return found.fillna({name: "" for name in ORIGIN if name in found})


def _read(row: dict, read: Callable[[str, Quantity], dict]) -> dict:
    quantities = {name: cell for name, cell in row.items() if isinstance(cell, Quantity)}
    for name, quantity in quantities.items():
        row |= read(name, quantity)
    origins = [*quantities.values(), *behind(row.pop(BEHIND, ()))]
    return row if not origins else origin_of(*origins) | row


def behind(parts: object) -> list[Quantity | dict]:
    """Return what one or several parts rest on, with its sources: quantities, or rows of data."""
    several = parts if isinstance(parts, list | tuple) else [parts]
    some = [part for part in several if not isinstance(part, float)]  # in a frame, none is NaN
    return [finding(part) if isinstance(part, str) else getattr(part, "row", part) for part in some]


def tidy(data: Data, colours: dict[str, str] | str | None = None, inner: str = "") -> pd.DataFrame:
    """Return the rows to draw: plain numbers, their bounds, their origins and their colours.

    A quantity in the column ``value`` gives low and high, too. It has no value where sources
    conflict or its bounds are wide (book1688.quantity.text): the range is then what one knows.
    ``colours`` are by the beginning of a label; the word ``class`` colours by evidence class.
    """
    rows = with_origins(frame(data, inner), _numbers)
    if "label" in rows:
        own = rows["colour"] if "colour" in rows else [None] * len(rows)
        usual = (
            [f"class-{cell.split()[0]}" for cell in rows["evidence_class"]]
            if colours == "class"
            else [colour_name(label, colours) for label in rows["label"]]
        )
        rows["colour"] = [u if pd.isna(o) or not o else o for o, u in zip(own, usual, strict=True)]
    first = [name for name in rows if name not in ORIGIN]
    return rows[first + [name for name in ORIGIN if name in rows]]


def _numbers(name: str, quantity: Quantity) -> dict:
    value, low, high = quantity.value, quantity.low, quantity.high
    if name != "value":
        return {name: value}
    is_range = quantity.is_spread or is_wide(value, low, high)
    return {"value": math.nan if is_range else value, "low": low, "high": high}


def reach(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return from where to where each row reaches: its bounds, or its value where it has none."""
    value = rows["value"] if "value" in rows else pd.Series(math.nan, rows.index)
    low, high = (rows.get(end, value) for end in ("low", "high"))
    return low.fillna(value).astype(float), high.fillna(value).astype(float)


def told(rows: pd.DataFrame, write: Write) -> list[str]:
    """Return what each row amounts to: the words it brings (``said``), its value, or its range."""
    own = rows["said"] if "said" in rows else [None] * len(rows)
    value = rows["value"] if "value" in rows else [math.nan] * len(rows)
    return [
        words if words and pd.notna(words) else write(v) if pd.notna(v) else write.span(*ends)
        for words, v, *ends in zip(own, value, *reach(rows), strict=True)
    ]
