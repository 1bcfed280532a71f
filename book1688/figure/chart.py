"""A chart of one's own: plain seaborn or matplotlib on axes that are given, made an exhibit."""

from collections.abc import Callable

from matplotlib.figure import Figure

from book1688.figure.exhibit import Drawing, exhibit
from book1688.figure.pen import Ticks
from book1688.figure.rows import Data, Write, tidy, told
from book1688.html.tables import Html


def chart(
    slug: str,
    data: Data,
    draw: Callable[..., object],
    *,
    title: str,
    measure: str = "",
    note: str = "",
    write: str = ".0%",
    height: int = 320,
    description: str = "",
) -> Html:
    """Show what ``draw(rows, ax)`` draws on the axes it is given, at both widths.

    ``rows`` are the data as every form has them: plain numbers, with ``low``, ``high`` and the
    colour of each label. The axis of the column ``value`` is written by ``write``, and the names
    of columns that seaborn puts at axes go: ``measure`` says what is measured. Those who cannot see
    it are told ``description``, or every label with its value where each has one.
    """
    rows = tidy(data)
    writer = Write(write)

    def on(figure: Figure, narrow: bool) -> None:
        figure.set_layout_engine("constrained", w_pad=0.02, h_pad=0.04)
        ax = figure.add_subplot()
        draw(rows, ax)
        for axis in (ax.xaxis, ax.yaxis):
            name = axis.get_label().get_text()
            if name == "value":
                axis.set_major_formatter(Ticks(writer))
            if name in rows:
                axis.get_label().set_text("")

    words = description
    if not words and ({"label", "value"} - set(rows) or rows["label"].duplicated().any()):
        raise ValueError("without a label and a value a row a chart needs a description")
    if not words:
        named = zip(rows["label"], told(rows, writer), strict=True)
        words = "; ".join(f"{label}: {value}" for label, value in named)
    drawing = Drawing(on, (height, height), "Chart", f"{words.rstrip('.')}.")
    return exhibit(slug, rows, drawing, title, measure, note)
