"""Organisation charts: who reports to whom, as boxes under boxes."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import BOLD, canvas, put, text_width, wrapped
from book1688.figure.rows import Write
from book1688.figure.style import NARROW, SMALL, WIDE
from book1688.html.palette import INK, PAGE, colour

LINE, PADDING = 15, 7  # CSS pixels: a line of text, and the room above and below it in a box
STEP, HEAD, GAP = 26, 36, 14  # between two levels, for the name of a panel, between two panels
WAY = 4  # CSS pixels between two coloured ways that leave one box
Box = tuple[float, float, float, list[str]]  # its middle, top and half of its width, its words


@form
def tree(rows: pd.DataFrame, *, write: Write) -> Drawing:
    """Draw one tree a panel, side by side (one above the other on phones).

    Data: panel, id, parent ('' for a root), name, and optionally colour, tag (words below the
    name), mark (more words, to lead the eye). Children stand below their parent in the order of the
    rows. Coloured boxes are filled, and their ways up to where they meet drawn in their colours.
    """
    plans = {panel: _plan(part) for panel, part in rows.groupby("panel", sort=False)}
    layouts = [_layout(plans, narrow) for narrow in (False, True)]

    def draw(figure: Figure, narrow: bool) -> None:
        ax = canvas(figure)
        for panel, (x, y, boxes) in layouts[narrow].items():
            put(figure, x, y + 9, panel, **BOLD)
            _panel(ax, plans[panel], boxes)

    told = " ".join(
        f"{panel}: {'; '.join(_told(row, plan) for row, _ in plan)}."
        for panel, plan in plans.items()
    )
    heights = [
        round(max(_bottom(boxes) for _, _, boxes in layout.values()) + GAP) for layout in layouts
    ]
    return Drawing(draw, tuple(heights), f"Organisation chart, {len(plans)} panels", told)


def _layout(plans: dict[str, list], narrow: bool) -> dict[str, tuple[float, float, dict]]:
    """Return where each panel begins, and its boxes."""
    found, x, y = {}, 0.0, 0.0
    each = NARROW if narrow else WIDE / len(plans)
    for panel, plan in plans.items():
        boxes = _boxes(plan, x, y + HEAD, each - (0 if narrow else GAP))
        found[panel] = (x, y, boxes)
        x, y = (x, _bottom(boxes) + STEP) if narrow else (x + each, y)
    return found


def depth_first(rows: pd.DataFrame, parent: str, level: int) -> list[tuple[dict, int]]:
    """Return the rows below a parent, each with its level, children after their parent."""
    found = []
    for row in rows[rows["parent"] == parent].to_dict("records"):
        found += [(row, level), *depth_first(rows, row["id"], level + 1)]
    return found


def _plan(rows: pd.DataFrame) -> list[tuple[dict, int]]:
    plan = depth_first(rows, "", 0)
    if len(plan) != len(rows):
        raise ValueError(
            f"some rows hang on no root: {set(rows['id']) - {r['id'] for r, _ in plan}}"
        )
    return plan


def _boxes(plan: list[tuple[dict, int]], left: float, top: float, width: float) -> dict[str, Box]:
    """Return the box of each row; a level begins below the tallest box of the one above."""
    boxes: dict[str, Box] = {}
    for level in range(1 + max(level for _, level in plan)):
        for row in [row for row, at in plan if at == level]:
            middle, room = _place(row["id"], plan, left, width)
            words = wrapped(row["name"], room - 2 * PADDING - 4, SMALL) + _below(row)
            half = max(text_width(word, SMALL, bold=True) for word in words) / 2 + PADDING
            boxes[row["id"]] = (middle, top, half, words)
        top = _bottom(boxes) + STEP
    return boxes


def _panel(ax: Axes, plan: list[tuple[dict, int]], boxes: dict[str, Box]) -> None:
    ways = _ways([row for row, _ in plan])
    for row, _ in sorted(plan, key=lambda at: at[0]["id"] in ways):  # coloured ways on top
        if row["parent"]:
            beside = [r["id"] for r, _ in plan if r["parent"] == row["parent"] and r["id"] in ways]
            shift = beside.index(row["id"]) - (len(beside) - 1) / 2 if row["id"] in beside else 0
            ends = (boxes[row["parent"]], boxes[row["id"]])
            _line(ax, *ends, ways.get(row["id"], ""), shift * WAY)
    for row, _ in plan:
        _box(ax, boxes[row["id"]], row)


def _place(
    name: str, plan: list[tuple[dict, int]], left: float, width: float
) -> tuple[float, float]:
    """Return the middle of a box and its room: equal slots for leaves, parents above theirs."""
    parents = {row["parent"] for row, _ in plan}
    leaves = [row["id"] for row, _ in plan if row["id"] not in parents]
    up = {row["id"]: row["parent"] for row, _ in plan}
    below = [i for i, leaf in enumerate(leaves) if name in _chain(leaf, up)]
    slot = width / len(leaves)
    return left + (below[0] + below[-1] + 1) / 2 * slot, len(below) * slot


def _chain(name: str, up: dict[str, str]) -> list[str]:
    """Return a box and those above it, nearest first."""
    return [name, *(_chain(up[name], up) if up[name] else [])]


def _ways(rows: list[dict]) -> dict[str, str]:
    """Return the colour of the line above each row on the way between the coloured ones."""
    up = {row["id"]: row["parent"] for row in rows}
    chains = {row["colour"]: _chain(row["id"], up) for row in rows if row.get("colour")}
    shared = set.intersection(*map(set, chains.values())) if len(chains) > 1 else set(up)
    return {step: ink for ink, chain in chains.items() for step in chain if step not in shared}


def _line(ax: Axes, above: Box, below: Box, ink: str, shift: float) -> None:
    """Draw the way from a box to one below; ``shift`` keeps two coloured ways side by side."""
    from_y = above[1] + _height(above)
    bend = below[1] - 12
    start = above[0] + shift
    end = start if abs(start - below[0]) <= WAY else below[0]
    across, down = [start, start, end, end], [from_y, bend, bend, below[1]]
    ax.plot(across, down, color=colour(ink or "muted"), linewidth=2.4 if ink else 1)


def _box(ax: Axes, box: Box, row: dict) -> None:
    middle, top, half, words = box
    filled, ink = bool(row.get("colour")), colour(row.get("colour") or "muted")
    look = {"facecolor": ink if filled else PAGE, "edgecolor": ink, "linewidth": 1, "zorder": 3}
    ax.add_patch(Rectangle((middle - half, top), 2 * half, _height(box), **look))
    for i, word in enumerate(words):
        is_below, is_mark = word in _below(row), word == row.get("mark")
        letters = PAGE if filled else colour("neutral") if is_below else INK
        look = {"weight": "normal" if is_below else "bold", "color": letters, "zorder": 4}
        look |= {"style": "italic"} if is_mark else {}
        y = top + PADDING + (i + 0.5) * LINE
        ax.text(middle, y, word, size=SMALL, ha="center", va="center", **look)


def _below(row: dict) -> list[str]:
    """Return the words below the name in a box."""
    return [row[name] for name in ("tag", "mark") if row.get(name)]


def _height(box: Box) -> int:
    return len(box[3]) * LINE + 2 * PADDING


def _bottom(boxes: dict[str, Box]) -> float:
    return max(box[1] + _height(box) for box in boxes.values())


def _told(row: dict, plan: list[tuple[dict, int]]) -> str:
    names = {r["id"]: r["name"] for r, _ in plan}
    tag = f" ({', '.join(_below(row))})" if _below(row) else ""
    above = f" under {names[row['parent']]}" if row["parent"] else ""
    return f"{row['name']}{tag}{above}"
