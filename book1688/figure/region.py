"""Feasible regions: a curve of what must hold, and the part that the statements allow."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.style import SMALL, TEXT, colour
from book1688.figure.svg import pixel_axes, text_width


def region(
    slug: str,
    rows: pd.DataFrame,
    *,
    caption: str,
    axes: tuple[str, str],
    write: tuple[Callable[[float], str], Callable[[float], str]],
    allowed: tuple[tuple[float, float], tuple[float, float]],
    words: dict[str, str],
    note: str = "",
) -> Exhibit:
    """Draw a band between two curves and the box that two statements allow.

    ``rows``: x, low, high (the band of y that is possible at x), and optionally source_id,
    evidence_class. ``allowed`` is the box ((x from, x to), (y from, y to)). ``words`` labels the
    parts: keys ``band`` and ``box``. ``axes`` names x and y with their units.
    """
    rows = rows.sort_values("x", kind="stable").reset_index(drop=True)
    (x0, x1), (y0, y1) = allowed

    def draw(figure: Figure, narrow: bool) -> None:
        right = max(14, text_width(write[0](rows["x"].max()), SMALL) / 2 + 6)
        ax = pixel_axes(figure, left=48, right=right, top=60 if narrow else 46, bottom=48)
        ax.fill_between(rows["x"], rows["low"], rows["high"], color=colour("1688"), alpha=0.22,
                        linewidth=0)  # fmt: skip
        for side in ("low", "high"):
            ax.plot(rows["x"], rows[side], color=colour("1688"), linewidth=1.6)
        ax.plot([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0], color=colour("other"),
                linewidth=1.8, linestyle=(0, (4, 2)), clip_on=False)  # fmt: skip
        ax.set_xlim(rows["x"].min(), rows["x"].max())
        ax.set_ylim(min(rows["low"].min(), y0), max(rows["high"].max(), y1))
        ax.grid(color=colour("grid"))
        ax.set_axisbelow(True)
        ax.xaxis.set_major_formatter(lambda v, _: write[0](v))
        ax.yaxis.set_major_formatter(lambda v, _: write[1](v))
        ax.xaxis.get_major_locator().set_params(nbins=4 if narrow else 8)
        ax.set_xlabel(axes[0], loc="left", labelpad=6)
        tall = figure.get_size_inches()[1] * 96
        figure.text(0.004, 1 - 14 / tall, f"▬ {words['band']}", size=TEXT, color=colour("1688"))
        figure.text(0.004 if narrow else 0.5, 1 - (32 if narrow else 14) / tall,
                    f"- - {words['box']}", size=TEXT, color=colour("other"))  # fmt: skip
        if not narrow:
            figure.text(0.004, 1 - 36 / tall, axes[1], size=SMALL)
        else:
            figure.text(0.004, 1 - 52 / tall, axes[1], size=SMALL)

    inside = rows[
        (rows["x"] >= x0) & (rows["x"] <= x1) & (rows["low"] <= y1) & (rows["high"] >= y0)
    ]
    finding = (
        f"They meet for {axes[0]} from {write[0](inside['x'].min())} to "
        f"{write[0](inside['x'].max())}."
        if len(inside)
        else "They do not meet."
    )
    return exhibit(
        slug, rows, draw, caption=caption, height=360, narrow_height=360, note=note,
        description=f"Region chart: {axes[1]} against {axes[0]}. The band shows {words['band']}; "
        f"the dashed box shows {words['box']}. {finding}",
    )  # fmt: skip
