"""Feasible regions: a curve of what must hold, and the part that the statements allow."""

import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import Ticks, key, key_height, pixel_axes, text_width
from book1688.figure.rows import Words, Write
from book1688.figure.style import SMALL
from book1688.html.palette import colour

HEIGHT, LEFT, BOTTOM = 270, 44, 48  # CSS pixels
DASHES = {"linewidth": 1.8, "linestyle": (0, (4, 2))}

Box = tuple[float, float]  # from, to


@form
def region(
    rows: pd.DataFrame,
    *,
    write: Write,
    across: str,
    write_across: str,
    allowed: tuple[Box, Box],
    words: dict[str, str],
    colours: Words = None,
) -> Drawing:
    """Draw a band between two curves and the box that two statements allow.

    Data: x, low, high (the band of y that is possible at x). ``measure`` and ``write`` are those of
    y; ``across`` names x with its unit, and ``write_across`` says how it is written. ``allowed`` is
    the box ((x from, x to), (y from, y to)). ``words`` names the parts, and ``colours`` may give
    them colours, by the keys ``band`` and ``box``.
    """
    rows = rows.sort_values("x", kind="stable").reset_index(drop=True)
    (x0, x1), (y0, y1) = allowed
    write_x = Write(write_across)
    inks = {"band": "1688", "box": "other"} | (colours or {})
    area = {"marker": "s", "markersize": 10, "alpha": 0.3}
    entries = [(area, words["band"], inks["band"]), (DASHES, words["box"], inks["box"])]
    tops = [10 + key_height(entries, narrow) for narrow in (False, True)]

    def draw(figure: Figure, narrow: bool) -> None:
        right = max(14, text_width(write_x(rows["x"].max()), SMALL) / 2 + 6)
        ax = pixel_axes(figure, left=LEFT, right=right, top=tops[narrow], bottom=BOTTOM)
        band, box = (colour(inks[part]) for part in ("band", "box"))
        ax.fill_between(rows["x"], rows["low"], rows["high"], color=band, alpha=0.22, linewidth=0)
        ax.plot(rows["x"], rows[["low", "high"]], color=band, linewidth=1.6)
        ax.plot([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0], color=box, clip_on=False, **DASHES)
        ax.set_xlim(rows["x"].min(), rows["x"].max())
        ax.set_ylim(min(rows["low"].min(), y0), max(rows["high"].max(), y1))
        ax.grid()
        ax.xaxis.set_major_formatter(Ticks(write_x))
        ax.yaxis.set_major_formatter(Ticks(write))
        ax.xaxis.get_major_locator().set_params(nbins=4 if narrow else 8)
        ax.set_xlabel(across, loc="left", labelpad=6)
        key(figure, entries)

    inside = rows[
        (rows["x"] >= x0) & (rows["x"] <= x1) & (rows["low"] <= y1) & (rows["high"] >= y0)
    ]["x"]
    ends = f"from {write_x(inside.min())} to {write_x(inside.max())}" if len(inside) else ""
    finding = f"They meet for {across} {ends}." if ends else "They do not meet."
    told = (
        f"Along {across}. The band shows {words['band']}; the dashed box shows {words['box']}. "
        f"{finding}"
    )
    heights = [HEIGHT + top + BOTTOM for top in tops]
    return Drawing(draw, tuple(heights), "Region chart", told)
