"""The differences of two states of the book, in a reader's terms, as short Markdown."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from .stored import Book, Exhibit, Number, Page, page_of, texts_of

NOTHING = "Nothing that a reader would see has changed.\n"
MOST_LINES = 40  # of one kind of change; the rest are counted
MOST_WORDS = 8  # pieces of text of one page
MOST_LETTERS = 160  # of one piece of text


def report(old: Book, new: Book) -> str:
    """Say what changed from one state to another, grouped by kind of change."""
    kinds = {
        "Data": _data(old, new),
        "Numbers in the text": _numbers(old, new),
        "Verdicts": _verdicts(old, new),
        "Figures and tables": _exhibits(old, new),
        "Pages": _pages(old, new),
        "Other words": _words(old, new),
        "Looks": _looks(old, new),
    }
    found = {kind: lines for kind, changes in kinds.items() if (lines := list(changes))}
    return "\n".join(_section(*item) for item in found.items()) or NOTHING


def moved(place: str, old: list[dict], new: list[dict]) -> list[str]:
    """What a reader would see move between two lists of outputs of the cell at a place."""
    books = [Book({}, {}, {place: page_of(outputs)}, {}, {}) for outputs in (old, new)]
    lines = [*_numbers(*books), *_exhibits(*books)]
    for was, now in _replaced(texts_of(old), texts_of(new)):
        lines.append(f"{place}: {' → '.join(_apart(was, now))}")
    return lines


def _section(kind: str, lines: list[str]) -> str:
    more = len(lines) - MOST_LINES
    shown = [*lines[:MOST_LINES], *([f"and {more} more"] if more > 0 else [])]
    return f"## {kind}\n\n" + "".join(f"- {inert(line)}\n" for line in shown)


def inert(line: str) -> str:
    """Return a line as a code span: nothing in it is Markdown, an image, HTML or a mention."""
    return "`{}`".format(" ".join(line.replace("`", "'").split()))


def _data(old: Book, new: Book) -> Iterator[str]:
    for file in dict.fromkeys([*old.data, *new.data]):
        before, after = old.data.get(file, {}), new.data.get(file, {})
        gone = [key for key in before if key not in after]
        fresh = [key for key in after if key not in before]
        same = [(key, key) for key in before if key in after]
        # A key may hold the number itself: a row whose key changed in one cell is the same row.
        for key in list(gone):
            twin = next((other for other in fresh if _nearly(key, other)), None)
            if twin:
                gone.remove(key)
                fresh.remove(twin)
                same.append((key, twin))
        for key, now in same:
            was, cells = before[key], after[now]
            columns = [c for c in {**was, **cells} if (was.get(c) or "") != (cells.get(c) or "")]
            for column in columns:
                change = f"{_value(was.get(column))} → {_value(cells.get(column))}"
                yield f"{file}, {_value(', '.join(filter(None, key)))}, {column}: {change}"
        for word, keys in (("new row", fresh), ("row gone", gone)):
            yield from (f"{file}, {word}: {_value(', '.join(filter(None, key)))}" for key in keys)


def _nearly(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(key) == len(other) > 2 and sum(a != b for a, b in zip(key, other, strict=True)) == 1


def _numbers(old: Book, new: Book) -> Iterator[str]:
    for path, before, after in _shared(old, new):
        for anchor in dict.fromkeys([*before.numbers, *after.numbers]):
            was, now = before.numbers.get(anchor), after.numbers.get(anchor)
            if was != now:
                yield f"{path}, {(now or was).name} (#{anchor}): {_number(was, now)}"


def _number(was: Number | None, now: Number | None) -> str:
    if was is None or now is None:
        number, word = (now, "new") if now else (was, "gone")
        return f"{word}, {number.shown}, {number.bounds}"
    if (was.shown, was.bounds) == (now.shown, now.bounds):
        return f"still {now.shown}, from other inputs or by another formula"
    if was.bounds == now.bounds:
        return f"{was.shown} → {now.shown}, {now.bounds}"
    return f"{was.shown}, {was.bounds} → {now.shown}, {now.bounds}"


def _verdicts(old: Book, new: Book) -> Iterator[str]:
    for claim in dict.fromkeys([*old.verdicts, *new.verdicts]):
        was, now = old.verdicts.get(claim), new.verdicts.get(claim)
        if was != now:
            yield f"{claim}: {was or 'not in the book'} → {now or 'gone'}"


def _exhibits(old: Book, new: Book) -> Iterator[str]:
    for path, before, after in _shared(old, new):
        redrawn = []
        for slug in dict.fromkeys([*before.exhibits, *after.exhibits]):
            was, now = before.exhibits.get(slug), after.exhibits.get(slug)
            if was == now:
                continue
            if change := _exhibit(was, now):
                yield f"{path}, #fig-{slug}: {change}"
            else:
                redrawn.append(f"#fig-{slug}")
        if redrawn:
            yield f"{path}, drawn in another way from the same data: {', '.join(redrawn)}"


def _exhibit(was: Exhibit | None, now: Exhibit | None) -> str:
    """What changed in an exhibit; '' where it is the drawing alone."""
    if was is None or now is None:
        return f"new: {_short(now.caption)}" if now else f"gone: {_short(was.caption)}"
    parts = []
    if was.rows != now.rows:
        gone, fresh = len(set(was.rows) - set(now.rows)), len(set(now.rows) - set(was.rows))
        parts.append(f"data ({gone} lines out, {fresh} in)" if gone or fresh else "order of data")
    if was.caption != now.caption:
        parts.append(f"caption: {_short(was.caption)} → {_short(now.caption)}")
    return "; ".join(parts)


def _pages(old: Book, new: Book) -> Iterator[str]:
    for path in dict.fromkeys([*old.pages, *new.pages]):
        if path not in new.pages:
            yield f"gone: {path}"
        elif path not in old.pages:
            yield f"new: {path}, {_short(next(iter(new.pages[path].headings), ''))}"
    for path, before, after in _shared(old, new):
        for was, now in _replaced(before.headings, after.headings):
            yield f"{path}, heading: {was or 'none'} → {now or 'gone'}"


def _words(old: Book, new: Book) -> Iterator[str]:
    for path, before, after in _shared(old, new):
        replaced = list(_replaced(before.words, after.words))
        for was, now in replaced[:MOST_WORDS]:
            if was and now:
                yield f"{path}: {' → '.join(_apart(was, now))}"
            else:
                yield f"{path}, new: {_short(now)}" if now else f"{path}, gone: {_short(was)}"
        if len(replaced) > MOST_WORDS:
            yield f"{path}: and {len(replaced) - MOST_WORDS} more"


def _looks(old: Book, new: Book) -> Iterator[str]:
    changed = sorted(p for p in {**old.looks, **new.looks} if old.looks.get(p) != new.looks.get(p))
    if changed:
        yield f"pages may look different: {', '.join(changed)}"


def _shared(old: Book, new: Book) -> Iterator[tuple[str, Page, Page]]:
    yield from ((path, old.pages[path], new.pages[path]) for path in new.pages if path in old.pages)


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of old and new pieces where two lists differ; '' where one has none."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = old[a:b], new[c:d]
            longer = max(len(was), len(now))
            was, now = ([*part, *[""] * (longer - len(part))] for part in (was, now))
            yield from zip(was, now, strict=True)


def _apart(was: str, now: str) -> tuple[str, str]:
    """Two texts, from shortly before the first difference on."""
    alike = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), len(was))
    start = max(0, min(alike, len(was), len(now)) - MOST_LETTERS // 4)
    lead = "…" if start else ""
    return _short(lead + was[start:]), _short(lead + now[start:])


def _short(text: str) -> str:
    text = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"
    return f"“{text}”"


def _value(text: str | None) -> str:
    return _short(text) if text else "nothing"
