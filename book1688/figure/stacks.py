"""Stacks: the shares that each source printed, one bar a source, the rest left open."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.row_chart import heights, mark_height, row_axes
from book1688.figure.style import NARROW, PAGE, SMALL, TEXT, WIDE, colour
from book1688.figure.svg import say, text_width

KEY_LINE = 18  # CSS pixels a line of the key


def stacks(
    slug: str,
    rows: pd.DataFrame,
    *,
    caption: str,
    write: Callable[[float], str],
    axis: str,
    colours: dict[str, str],
    ends: dict[str, str] | None = None,
    note: str = "",
) -> Exhibit:
    """Draw one bar of shares a label, from zero to the whole.

    ``rows``: label, part, value (a share of one), and optionally source_id, evidence_class.
    ``colours`` gives each part a colour name, in drawing order. What a source did not print stays
    an empty outline. ``ends`` puts words at the end of a label's bar.
    """
    rows = rows.reset_index(drop=True)
    labels = list(dict.fromkeys(rows["label"]))
    said = ends or {}

    def draw(figure: Figure, narrow: bool) -> None:
        width = figure.get_size_inches()[0] * 96
        lines = _key_lines(list(colours), width)
        longest = max((text_width(said.get(n, ""), TEXT) for n in labels), default=0)
        ax = row_axes(figure, labels, narrow, write=write, axis=axis,
                      extra=_key_height(lines),
                      right=16 + (0 if narrow else int(longest)))  # fmt: skip
        whole = max(1.0, rows.groupby("label")["value"].sum().max())
        ax.set_xlim(0, whole)
        inside = width * ax.get_position().width / whole
        for y, label in enumerate(labels):
            at, left = y + mark_height(narrow), 0.0
            tall = 0.40 if narrow else 0.56
            parts = rows[rows["label"] == label].set_index("part")["value"]
            for part in (p for p in colours if p in parts):
                value = parts[part]
                bar = ax.barh(at, value, tall, left=left, color=colour(colours[part]),
                              edgecolor=PAGE, linewidth=1.2)  # fmt: skip
                say(bar[0], f"{label}, {part}: {write(value)}")
                if value * inside > text_width(write(value), SMALL) + 4:
                    ax.text(left + value / 2, at, write(value), size=SMALL, ha="center",
                            va="center_baseline", color=PAGE)  # fmt: skip
                left += value
            if left < 0.995:
                ax.barh(at, 1 - left, tall, left=left, color="none", edgecolor=colour("muted"),
                        linewidth=1, linestyle=(0, (3, 2)))  # fmt: skip
            x, up, side = (1, y - 0.30, "right") if narrow else (1.015, at, "left")
            ax.text(x, up, said.get(label, ""), transform=ax.get_yaxis_transform(), size=TEXT,
                    weight="bold", ha=side, va="center")  # fmt: skip
        _key(figure, lines, colours)

    described = "; ".join(
        f"{label}: "
        + ", ".join(f"{p} {write(v)}" for p, v in _parts(rows, label))
        + (f" ({said[label]})" if label in said else "")
        for label in labels
    )
    height, narrow_height = (
        heights(len(labels), _key_height(_key_lines(list(colours), width)))[i]
        for i, width in enumerate((WIDE, NARROW))
    )
    return exhibit(
        slug, rows, draw, caption=caption, height=height, narrow_height=narrow_height, note=note,
        description=f"Stacked bars of {axis}, one bar a source and period; what a source did not "
        f"print is left empty. {described}.",
    )  # fmt: skip


def _parts(rows: pd.DataFrame, label: str) -> list[tuple[str, float]]:
    part = rows[rows["label"] == label]
    return list(zip(part["part"], part["value"], strict=True))


def _key_lines(names: list[str], width: float) -> list[list[str]]:
    """Break the key into lines that fit the width."""
    lines, used = [[]], 0.0
    for name in names:
        need = text_width(f"■ {name}", SMALL) + 14
        if used + need > width and lines[-1]:
            lines.append([])
            used = 0.0
        lines[-1].append(name)
        used += need
    return lines


def _key_height(lines: list[list[str]]) -> int:
    return KEY_LINE * len(lines) + 4


def _key(figure: Figure, lines: list[list[str]], colours: dict[str, str]) -> None:
    width, height = figure.get_size_inches() * 96
    for i, names in enumerate(lines):
        x = 4.0
        for name in names:
            figure.text(x / width, 1 - (12 + KEY_LINE * i) / height, f"■ {name}", size=SMALL,
                        va="center", color=colour(colours[name]))  # fmt: skip
            x += text_width(f"■ {name}", SMALL) + 14
