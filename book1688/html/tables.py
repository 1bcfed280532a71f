"""The HTML object that a cell shows, and tables that stay readable on phones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from book1688.html.links import marked

TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Html:
    """HTML with a fixed plain text, so that nothing random is stored.

    ``more`` holds further forms by media type, which neither the site nor JupyterLab shows.
    """

    html: str
    text: str
    more: dict[str, dict] = field(default_factory=dict)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        html = self.html
        if html.count("$") > 1:  # which would enclose a formula in JupyterLab
            html = f'<div class="mathjax_ignore">{html}</div>'
        return {"text/html": html, "text/plain": self.text, **self.more}


def heading(title: str, measure: str = "") -> str:
    """Write the title of an exhibit: what it shows, and what is measured in which unit."""
    below = f' <span class="measure">{marked(measure)}</span>' if measure else ""
    return f'<span class="title">{marked(title)}</span>{below}'


def exhibit_table(slug: str, caption: str, head: list[str], rows: list[list[str]]) -> str:
    """Write a captioned table of finished cells, the first of each row its heading.

    A cell that starts with '#' is a number. Two columns, or three where two hold numbers, fit on
    a phone; any other table stacks there.
    """
    numbers = _number_columns(rows)
    if len(head) == 2 or (len(head) == 3 and len(numbers) == 2):
        return _plain_table(slug, caption, head, rows)
    return stacking_table(slug, "exhibit-table labelled", caption, head, rows)


def _plain_table(slug: str, caption: str, head: list[str], rows: list[list[str]]) -> str:
    numbers = _number_columns(rows)
    names = "".join(
        f'<th scope="col"{_class(at in numbers)}>{name}</th>' for at, name in enumerate(head)
    )
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(
            f"<td{_class(cell.startswith('#'))}>{cell.removeprefix('#')}</td>" for cell in row[1:]
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="exhibit-table" id="{slug}"><caption>{caption}</caption>'
        f"<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"
    )


def stacking_table(
    slug: str,
    kind: str,
    caption: str,
    head: list[str],
    rows: list[list[str]],
    ids: Iterable[str] = (),
) -> str:
    """Write a captioned table whose rows become blocks where columns have no room.

    ``rows`` are finished cells, the first of which heads the row; one that starts with '#' is a
    number. A row of one cell heads those below it. The roles say outright what a layout of blocks
    makes some browsers forget: it is a table.
    """
    numbers = _number_columns(rows)
    columns = "".join(
        f'<th scope="col" role="columnheader"{_class(at in numbers)}>{name}</th>'
        for at, name in enumerate(head)
    )
    body = "".join(_block(*row, head) for row in zip_longest(ids, rows))
    return (
        f'<table class="stacking {kind}" id="{slug}" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _block(anchor: str | None, cells: list[str], head: list[str]) -> str:
    if len(cells) == 1 < len(head):
        return (
            f'<tr class="group" role="row"><th scope="rowgroup" role="rowheader" '
            f'colspan="{len(head)}">{cells[0]}</th></tr>'
        )
    named = f' id="{anchor}"' if anchor else ""
    rest = "".join(
        f'<td role="cell"{_class(cell.startswith("#"))} data-head="{TAG.sub("", name)}">'
        f"{cell.removeprefix('#')}</td>"
        for name, cell in zip(head[1:], cells[1:], strict=True)
    )
    return f'<tr{named} role="row"><th scope="row" role="rowheader">{cells[0]}</th>{rest}</tr>'


def _class(is_number: bool) -> str:
    return ' class="num"' if is_number else ""


def _number_columns(rows: list[list[str]]) -> set[int]:
    return {at for row in rows for at, cell in enumerate(row) if at and cell.startswith("#")}
