"""The HTML object that a cell shows, and tables that stay readable on phones."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Html:
    """HTML with a fixed plain text, so that nothing random is stored.

    ``more`` holds further forms by media type, which neither the site nor JupyterLab shows.
    """

    html: str
    text: str
    more: dict[str, dict] = field(default_factory=dict)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {"text/html": self.html, "text/plain": self.text, **self.more}


def scrolling_table(slug: str, kind: str, caption: str, head: list[str], body: list[str]) -> str:
    """Wrap head cells and finished ``<tr>`` rows into a captioned, focusable table."""
    cells = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-labelledby="{slug}-caption">'
        f'<table class="{kind}" id="{slug}"><caption id="{slug}-caption">{caption}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def stacking_table(
    slug: str, kind: str, caption: str, head: list[str], rows: list[tuple[str, list[str]]]
) -> str:
    """Write a captioned table whose rows become blocks where columns have no room.

    ``rows``: the id of each row ('' for none) and its finished cells, the first of which heads it.
    The roles say outright what a layout of blocks makes some browsers forget: it is a table.
    """
    columns = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in head)
    body = "".join(_block(anchor, cells, head) for anchor, cells in rows)
    return (
        f'<table class="stacking {kind}" id="{slug}" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _block(anchor: str, cells: list[str], head: list[str]) -> str:
    named = f' id="{anchor}"' if anchor else ""
    rest = "".join(
        f'<td role="cell" data-head="{name}">{cell}</td>'
        for name, cell in zip(head[1:], cells[1:], strict=True)
    )
    return f'<tr{named} role="row"><th scope="row" role="rowheader">{cells[0]}</th>{rest}</tr>'
