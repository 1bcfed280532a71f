"""House style: sizes, and colours that keep one meaning everywhere.

A colour is drawn as its light-theme hex code and stored as a CSS variable with that code as
fallback, so that one drawing follows the reader's theme.
"""

import matplotlib

INK = "#1a1a1b"  # becomes currentColor
PAGE = "#fefefe"  # the page's own background, for hollow marks
COLOURS = {
    "#b4460f": "--c-1688",
    "#0b6fa4": "--c-alibabacom",
    "#8a5a00": "--c-taotian",
    "#a3215c": "--c-pdd",
    "#c2183d": "--c-xiaohongshu",
    "#4b5f73": "--c-other",
    "#767b82": "--c-muted",
    "#1b7a43": "--c-good",
    "#b3261e": "--c-bad",
    "#5b6b7c": "--c-neutral",
    "#d9dce0": "--c-grid",
    PAGE: "--c-page",
}
_BY_NAME = {variable.removeprefix("--c-"): code for code, variable in COLOURS.items()}

WIDE, NARROW = 680, 344  # CSS pixels; the narrow drawing serves phones
POINTS = 0.75  # one CSS pixel in points
TEXT, SMALL = 9.75, 9.0  # points: 13 and 12 pixels

RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "1688",
    "font.size": TEXT,
    "axes.labelsize": SMALL,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": "#767b82",
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": True,
    "grid.color": "#d9dce0",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.0,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "path.simplify": False,
}


def colour(name: str) -> str:
    """Return the hex code of a colour by its meaning: ``1688``, ``pdd``, ``muted``, ``good``."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise ValueError(f"unknown colour {name!r}; known: {', '.join(_BY_NAME)}") from None


def house_style() -> "matplotlib.RcParams":
    """Return the context in which every figure is drawn."""
    return matplotlib.rc_context(RC)
