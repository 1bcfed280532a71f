"""Stacks: the shares that each source printed, one bar a source, the rest left open."""

import pandas as pd
from matplotlib.axes import Axes

from book1688.figure.exhibit import Drawing, form
from book1688.figure.pen import AREA, pixels, text_width
from book1688.figure.row_chart import Rows, hbar, labelled, row_drawing
from book1688.figure.rows import Words, Write, reach
from book1688.figure.style import DASHED, SMALL
from book1688.html.palette import PAGE, colour, distinct


@form(inner="part")
def stacks(
    rows: pd.DataFrame,
    *,
    write: Write,
    colours: Words = None,
    ends: Words = None,
    mark: Words = None,
) -> Drawing:
    """Draw one bar of shares a label, from zero to the whole.

    Data: label, part, value (a share of one): ``{label: {part: value}}``; a range counts with its
    low end. ``colours`` gives each part its colour, and the order in which they are drawn. What a
    source did not print stays an empty outline. ``ends`` puts words at the end of a label's bar,
    ``mark`` under it.
    """
    labels = list(dict.fromkeys(rows["label"]))
    parts = list(dict.fromkeys([*(colours or {}), *rows["part"]]))
    least = rows.assign(value=rows["value"].fillna(reach(rows)[0]).astype(float))
    shares = least.pivot(index="label", columns="part", values="value")
    shares = shares.reindex(index=labels, columns=[p for p in parts if p in shares])
    upto, said = shares.fillna(0).cumsum(axis=1), [(ends or {}).get(n, "") for n in labels]
    rest, tints = upto.iloc[:, -1], distinct(list(shares), colours)
    whole, is_open = max(1.0, rest.max()), (rest < 0.995).to_numpy()

    def paint(ax: Axes, layout: Rows) -> pd.Series:
        room = pixels(ax)[0] / whole * shares
        for part in reversed(upto.columns):  # each bar begins at zero, the shorter ones on top
            words = [f"{label}, {part}: {write(value)}" for label, value in shares[part].items()]
            paints = [PAGE] * len(labels), [colour(tints[part])] * len(labels)
            hbar(ax, layout, upto[part].where(shares[part].notna(), 0), *paints, words)
        for part in upto:
            for label, y in zip(labels, layout.at, strict=True):
                value, end = shares.at[label, part], upto.at[label, part]
                if room.at[label, part] > text_width(write(value), SMALL) + 4:
                    look = {"size": SMALL, "ha": "center", "va": "center_baseline", "color": PAGE}
                    ax.text(end - value / 2, y, write(value), **look)
        look = {"color": "none", "edgecolor": colour("muted"), "linewidth": 1, "linestyle": DASHED}
        left = rest[is_open]
        ax.barh(layout.at[is_open], 1 - left, layout.bar, left=left, **look)
        return rest / 2

    printed = [
        ", ".join(f"{part} {write(value)}" for part, value in shares.loc[n].dropna().items())
        + (f" ({end})" if end else "")
        for n, end in zip(labels, said, strict=True)
    ]
    return row_drawing(
        paint,
        "Stacked bars, one a source and period, what a source did not print left empty,",
        labelled(labels, printed),
        labels,
        said,
        entries=[(AREA, part, ink) for part, ink in tints.items()],
        write=write,
        mark=mark,
        limits=(0, whole),
    )
