"""What a page has used so far: the quantities it quotes and the rows it rests on.

One notebook is one kernel, so a module-level register is a page's register. The end matter of a
page (workings, sources) is written from it, and the tests read that.
"""

from dataclasses import dataclass, field


@dataclass
class Usage:
    """Insertion-ordered, so that the end matter follows the order of the page."""

    quantities: dict = field(default_factory=dict)  # anchor -> (quantity, format spec)
    claims: dict = field(default_factory=dict)
    evidence: dict = field(default_factory=dict)
    events: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)


page = Usage()


def quote(quantity, spec: str) -> None:
    """Note that the page quotes a quantity, and with it all its inputs."""
    known = page.quantities.setdefault(quantity.anchor, (quantity, spec))[0]
    if known.expr != quantity.expr:
        raise ValueError(f"two quantities share the name {quantity.name!r} on this page")
    for leaf in quantity.leaves.values():
        cite(*leaf.source_ids)
        if leaf.kind == "claim":
            page.claims.setdefault(leaf.key)


def cite(*source_ids: str) -> None:
    """Note that the page rests on these sources."""
    for source_id in source_ids:
        page.sources.setdefault(source_id)
