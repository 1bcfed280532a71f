"""Terms lead to the glossary where a page first uses them.

The build adds these links to paragraphs of text and changes no word of them; tables, figures,
headings and what already links stay as they are. The glossary says by which words the book calls a
term (``in_text``); the test asks that it does.
"""

import re

from docutils.nodes import make_id

from book1688.data import frame

PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)  # of Markdown; those of tables have a class
WHOLE = re.compile(r"(<a\b.*?</a>|<code\b.*?</code>|<[^>]*>)", re.DOTALL)  # not to be cut


def anchor(term: str) -> str:
    """Return the id of a term's row in the glossary."""
    return f"term-{make_id(term)}"


def words_for_terms() -> dict[str, str]:
    """Return the term behind each of the words that the book uses for one."""
    rows = frame("glossary").to_dict("records")
    return {word: row["term"] for row in rows for word in row["in_text"].split("; ") if word}


def link_terms(html: str, glossary: str) -> str:
    """Link the first use of every term in the paragraphs of a page; ``glossary`` is its address."""
    terms, seen = words_for_terms(), set()
    longest_first = "|".join(re.escape(word) for word in sorted(terms, key=len, reverse=True))
    word = re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])")

    def link(found: re.Match[str]) -> str:
        term = terms[found[0]]
        if term in seen:
            return found[0]
        seen.add(term)
        return f'<a class="term" href="{glossary}#{anchor(term)}">{found[0]}</a>'

    def paragraph(found: re.Match[str]) -> str:
        parts = WHOLE.split(found[0])  # text and, at odd places, what stays as it is
        parts[::2] = [word.sub(link, text) for text in parts[::2]]
        return "".join(parts)

    return PARAGRAPH.sub(paragraph, html)
