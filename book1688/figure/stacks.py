"""Stacks: the shares that each source printed, one bar a source, the rest left open."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, form
from book1688.figure.row_chart import BAR, hbar, heights, layouts
from book1688.figure.rows import Write
from book1688.figure.style import DASHED, SMALL
from book1688.figure.svg import AREA, say, text_width
from book1688.html.palette import INK, PAGE, colour, colour_name


@form(inner="part")
def stacks(
    rows: pd.DataFrame,
    *,
    write: Write,
    colours: dict[str, str] | None = None,
    ends: dict[str, str] | None = None,
    mark: dict[str, str] | None = None,
) -> Drawing:
    """Draw one bar of shares a label, from zero to the whole.

    Data: label, part, value (a share of one): ``{label: {part: value}}``. ``colours`` gives each
    part its colour, and the order in which they are drawn. What a source did not print stays an
    empty outline. ``ends`` puts words at the end of a label's bar, ``mark`` under it.
    """
    labels = list(dict.fromkeys(rows["label"]))
    parts = list(dict.fromkeys([*(colours or {}), *rows["part"]]))
    shares = rows.pivot(index="label", columns="part", values="value").astype(float)
    shares = shares.reindex(index=labels, columns=[p for p in parts if p in shares])
    upto = shares.fillna(0).cumsum(axis=1)
    tints = {part: colour_name(part, colours) for part in shares}
    entries = [(AREA, part, ink) for part, ink in tints.items()]
    said = ends or {}
    both = layouts(labels, [said.get(n, "") for n in labels], mark=mark, entries=entries)
    whole = max(1.0, upto.iloc[:, -1].max())

    def draw(figure: Figure, narrow: bool) -> None:
        layout = both[narrow]
        ax = layout.axes(figure, write, (0, whole))
        tall = BAR[narrow]
        for part in reversed(upto.columns):  # each bar begins at zero, the shorter ones on top
            drawn = hbar(ax, layout.at, upto[part], [colour(tints[part])] * len(labels), tall)
            for bar, label, value in zip(drawn, labels, shares[part], strict=True):
                bar.set(edgecolor=PAGE, linewidth=1.2, visible=pd.notna(value))
                if pd.notna(value):
                    say(bar, [f"{label}, {part}: {write(value)}"])
        for part in upto:
            middles = upto[part] - shares[part] / 2
            for value, x, y in zip(shares[part], middles, layout.at, strict=True):
                if value * layout.inside / whole > text_width(write(value), SMALL) + 4:
                    ax.text(x, y, write(value), size=SMALL, ha="center", va="center_baseline",
                            color=PAGE)  # fmt: skip
        rest = upto.iloc[:, -1]
        open_ = np.array(rest < 0.995)
        ax.barh(layout.at[open_], 1 - rest[open_], tall, left=rest[open_], color="none",
                edgecolor=colour("muted"), linewidth=1, linestyle=DASHED)  # fmt: skip
        layout.write_ends(ax, [INK] * len(labels))
        layout.write_marks(ax, rest / 2)

    told = "; ".join(
        f"{label}: {', '.join(f'{p} {write(v)}' for p, v in shares.loc[label].dropna().items())}"
        + (f" ({said[label]})" if label in said else "")
        for label in labels
    )
    kind = "Stacked bars, one a source and period, what a source did not print left empty,"
    return Drawing(draw, heights(both), kind, f"{told}.")
