"""Organisation charts: who reports to whom, as an indented tree."""

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.style import SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes

ROW, STEP = 28, 22  # CSS pixels a line, and a level
HEAD = 30


def tree(
    slug: str,
    rows: pd.DataFrame,
    *,
    panels: list[str],
    caption: str,
    description: str,
    note: str = "",
) -> Exhibit:
    """Draw one tree a panel, side by side (one above the other on phones).

    ``rows``: panel, id, parent ('' for a root), name, and optionally colour, tag (words after the
    name), source_id, evidence_class. Children stand below their parent in the order of the rows.
    ``description`` tells the finding; the chart type and the structure are added.
    """
    plans = {panel: _plan(rows[rows["panel"] == panel]) for panel in panels}
    tallest = max(len(plan) for plan in plans.values())

    def draw(figure: Figure, narrow: bool) -> None:
        ax = pixel_axes(figure, left=0, right=0, top=0, bottom=0)
        width, height = figure.get_size_inches() * 96
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.axis("off")
        x, y = 0.0, 0.0
        for panel in panels:
            _panel(ax, plans[panel], panel, x, y)
            if narrow:
                y += HEAD + ROW * len(plans[panel]) + 18
            else:
                x += width / len(panels)

    told = " ".join(
        f"{panel}: " + "; ".join(_told(row, plans[panel]) for row, _ in plans[panel]) + "."
        for panel in panels
    )
    return exhibit(
        slug, rows, draw, caption=caption, note=note, height=HEAD + ROW * tallest + 8,
        narrow_height=sum(HEAD + ROW * len(p) + 18 for p in plans.values()),
        description=f"Organisation chart, {len(panels)} panels. {description} {told}",
    )  # fmt: skip


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


def _panel(ax, plan: list[tuple[dict, int]], title: str, x: float, y: float) -> None:
    ax.text(x, y + 14, title, size=TEXT, weight="bold", color=colour("neutral"))
    at = {}
    for i, (row, level) in enumerate(plan):
        left, middle = x + level * STEP, y + HEAD + i * ROW + ROW / 2
        at[row["id"]] = (left, middle)
        if row["parent"]:
            up_x, up_y = at[row["parent"]]
            ax.plot([up_x + 5, up_x + 5, left + 2], [up_y + 7, middle, middle],
                    color=colour("grid"), linewidth=1.6)  # fmt: skip
        ink = row.get("colour") or ""
        ax.plot([left + 5], [middle], "o", markersize=7, color=colour(ink or "other"))
        strong = {"weight": "bold", "color": colour(ink)} if ink else {}
        tag = f" · {row['tag']}" if row.get("tag") else ""
        ax.text(left + 15, middle, f"{row['name']}{tag}", size=TEXT if ink else SMALL,
                va="center", **strong)  # fmt: skip


def _told(row: dict, plan: list[tuple[dict, int]]) -> str:
    names = {r["id"]: r["name"] for r, _ in plan}
    return f"{row['name']} under {names[row['parent']]}" if row["parent"] else row["name"]
