"""The house style: sizes, and a seaborn theme that leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib
import seaborn as sns

from book1688.html.palette import INK, colour

WIDE, NARROW = 680, 344  # CSS pixels; the narrow drawing serves phones
POINTS = 0.75  # one CSS pixel in points
SOFT = ("estimate", "forecast", "assumption")  # evidence classes that are drawn hollow
TEXT, SMALL = 9.75, 9.0  # points: 13 and 12 pixels
DASHED, DOTTED = (0, (3, 2)), (0, (2, 2))

RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "1688",
    "text.parse_math": False,  # US$ is money
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib, so that all machines measure alike
    "font.size": TEXT,
    "axes.titlesize": TEXT,
    "axes.labelsize": SMALL,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": colour("muted"),
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.spines.left": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "grid.color": colour("grid"),
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.0,
    "patch.linewidth": 0.0,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "path.simplify": False,
}
CYCLE = [colour(name) for name in ("other", "1688", "alibabacom", "pdd", "xiaohongshu", "taotian")]


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house theme, from the libraries' own defaults, whatever a user's settings say."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        # Colour codes such as "b" would change for good.
        sns.set_theme(style="ticks", palette=CYCLE, color_codes=False, rc=RC)
        yield
