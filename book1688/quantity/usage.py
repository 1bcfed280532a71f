"""What a page has used so far: the quantities it quotes and the rows it rests on.

One notebook is one kernel, so a module-level register is a page's register. The end matter of a
page (workings, sources) is written from it. The list of sources carries it along in a form of its
own, which is compared like any output and which nothing displays; ``used`` reads it there.
"""

from dataclasses import dataclass, field

MIME = "application/vnd.book1688.quantity.usage+json"


@dataclass
class Usage:
    """Insertion-ordered, so that the end matter follows the order of the page."""

    quantities: dict = field(default_factory=dict)  # anchor -> (quantity, format spec)
    claims: dict = field(default_factory=dict)
    series: dict = field(default_factory=dict)
    evidence: dict = field(default_factory=dict)  # quoted, drawn or tabulated
    verdicts: dict = field(default_factory=dict)  # evidence that decides a verdict on the page
    events: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)

    def ids(self) -> dict[str, list[str]]:
        """Return the sorted ids of the data rows in use, by kind of use."""
        kinds = ("claims", "series", "evidence", "verdicts", "events", "sources")
        return {kind: sorted(getattr(self, kind)) for kind in kinds}


page = Usage()


def used(notebook: dict) -> dict[str, list[str]]:
    """Return the ids that a stored notebook uses, by kind of use; none where it lists no sources.

    The kinds are claims, series, evidence, verdicts, events and sources.
    """
    outputs = [o for cell in notebook["cells"] for o in cell.get("outputs", [])]
    registers = [o["data"][MIME] for o in outputs if MIME in o.get("data", {})]
    return dict(registers[-1]) if registers else {kind: [] for kind in Usage().ids()}


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
