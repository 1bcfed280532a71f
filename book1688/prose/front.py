"""The front page: the numbers that matter, and the doors to the chapters."""

from book1688.html.links import chapter_names, curled, marked, page
from book1688.html.tables import Html
from book1688.prose.sentence import checked
from book1688.quantity import Quantity


def key_numbers(*numbers: tuple[Quantity, str, str, str]) -> Html:
    """Show the numbers that matter: each a quantity, its format, what it says, and how sure it is.

    Both texts may link (``claim_link``, ``chapter_link``) but carry no typed number. ``{}`` in the
    last is where the quantity's own bounds stand.
    """
    items = "".join(
        f'<div><dt>{curled(checked(words))}</dt><dd>{quantity:{spec}} <span class="bounds">'
        f"{curled(checked(sure)).replace('{}', quantity.range(spec))}</span></dd></div>"
        for quantity, spec, words, sure in numbers
    )
    return Html(f'<dl class="key-numbers">{items}</dl>', f"{len(numbers)} key numbers")


def chapter_link(name: str, words: str) -> str:
    """Link words of a sentence to a chapter."""
    return f'<a href="{page(f"chapters/{name}")}">{marked(words)}</a>'


def doors(*entries: tuple[str, str, str]) -> Html:
    """Show one door a chapter: page, question, and the answer in a sentence, under its name."""
    items = "".join(
        f'<a href="{page(name)}"><strong>{marked(chapter_names()[name])}</strong>'
        f"<span>{marked(question)} {marked(checked(said))}</span></a>"
        for name, question, said in entries
    )
    html = f'<nav class="doors" aria-label="Chapters">{items}</nav>'
    return Html(html, f"{len(entries)} chapters")
