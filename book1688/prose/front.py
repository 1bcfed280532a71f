"""The front page: the numbers that matter, and the doors to the chapters."""

from book1688.html.links import curled, marked, page
from book1688.html.tables import Html
from book1688.prose.sentence import checked
from book1688.quantity import Quantity


def key_numbers(*numbers: tuple[Quantity, str, str, str]) -> Html:
    """Show the numbers that matter: each a quantity, its format, its noun, and a caveat.

    Noun and caveat may link and hold linked numbers, but no typed number.
    """
    items = "".join(
        f"<li><strong>{quantity:{spec}}</strong> <span>{curled(checked(noun))}</span> "
        f"<small>{curled(checked(caveat))}</small></li>"
        for quantity, spec, noun, caveat in numbers
    )
    return Html(f'<ul class="key-numbers">{items}</ul>', f"{len(numbers)} key numbers")


def chapter_link(name: str, words: str, anchor: str = "") -> str:
    """Link words of a sentence to a chapter, or to a place in it."""
    return f'<a href="{page(f"chapters/{name}", anchor)}">{marked(words)}</a>'


def doors(*entries: tuple[str, str, str]) -> Html:
    """Show one door a chapter: its page, its answer, and a sentence more."""
    items = "".join(
        f'<a href="{page(name)}"><strong>{curled(checked(answer))}</strong>'
        f"<span>{curled(checked(more))}</span></a>"
        for name, answer, more in entries
    )
    label = "Chapters" if len(entries) > 1 else "Chapter"
    html = f'<nav class="doors" aria-label="{label}">{items}</nav>'
    return Html(html, f"{len(entries)} chapters")
