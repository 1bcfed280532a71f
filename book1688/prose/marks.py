"""Who says so: a small mark behind a statement."""

from book1688.figure.rows import behind
from book1688.html.links import marked
from book1688.prose.event import Event
from book1688.quantity import Quantity, usage
from book1688.quantity.origin import origin_of

# The kind of a mark, and what it says, by evidence class.
KINDS = {
    "filing": ("accounts", "accounts"),
    "statistics": ("accounts", "statistics"),
    "company": ("company", "company says"),
    "press": ("press", "press"),
    "unofficial": ("press", "unofficial"),
    "estimate": ("press", "estimate"),
    "forecast": ("press", "forecast"),
    "article": ("company", "the article"),
    "assumption": ("ours", "ours"),
}
OF_1688 = ("1688", "Yanxuan")  # subjects on which Alibaba's word is that of 1688


def by(*parts: Quantity | Event | str, words: str = "") -> str:
    """Return the mark of the softest of these parts, to stand behind what they say.

    A part is a quantity, an event or the id of an evidence row. What none stands behind is our own
    conclusion. ``words`` replaces those of the class, where they say who speaks.
    """
    rows = behind(parts)
    origin = origin_of(*rows)
    usage.cite(*origin["source_id"].split())
    kind, said = KINDS[origin["evidence_class"] or "assumption"]
    if said == "company says" and all(_is_of_1688(row) for row in rows):
        said = "1688 says"
    return f'<span class="by by-{kind}">{marked(words or said)}</span>'


def _is_of_1688(row: Quantity | dict) -> bool:
    if isinstance(row, Quantity):
        return all(leaf.label.startswith(OF_1688) for leaf in row.leaves.values())
    return row.get("said_by") == "alibaba"
