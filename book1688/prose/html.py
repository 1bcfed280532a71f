"""The HTML object that a cell shows, and tables that scroll inside their own box."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Html:
    """HTML with a fixed plain text, so that nothing random is stored."""

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def scrolling_table(slug: str, kind: str, caption: str, head: list[str], body: list[str]) -> str:
    """Wrap head cells and finished ``<tr>`` rows into a captioned, focusable table."""
    cells = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-labelledby="{slug}-caption">'
        f'<table class="{kind}" id="{slug}"><caption id="{slug}-caption">{caption}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
