"""House style: sizes, and colours that keep one meaning everywhere.

A colour is drawn as its light-theme hex code and stored as a CSS variable with that code as
fallback, so that one drawing follows the reader's theme.
"""

import matplotlib

INK = "#1a1a1b"  # becomes currentColor
PAGE = "#fefefe"  # the page's own background, for hollow marks
COLOURS = {  # as the light theme of _static/book.css has them
    "#cb4800": "--c-1688",
    "#0077cb": "--c-alibabacom",
    "#3c338b": "--c-taotian",
    "#2f775b": "--c-pdd",
    "#b54e91": "--c-xiaohongshu",
    "#1c5f8a": "--c-jd",
    "#7a5a05": "--c-douyin",
    "#8a4a5e": "--c-wechat",
    "#51483e": "--c-other",
    "#8c857b": "--c-muted",
    "#0b7a75": "--c-good",
    "#b3341c": "--c-bad",
    "#6b665e": "--c-neutral",
    "#e4ddd0": "--c-grid",
    PAGE: "--c-page",
    "#0a6650": "--verdict-supported",
    "#735400": "--verdict-qualified",
    "#8d4600": "--verdict-disputed",
    "#a32a16": "--verdict-contradicted",
    "#58468a": "--verdict-one-party",
    "#1a5a70": "--verdict-one-source",
    "#5f5a52": "--verdict-untested",
    "#1a4f72": "--verdict-open",
    "#7d4f86": "--class-forecast",
}
_BY_NAME = {
    variable.removeprefix("--").removeprefix("c-"): code for code, variable in COLOURS.items()
}

WIDE, NARROW = 680, 344  # CSS pixels; the narrow drawing serves phones
POINTS = 0.75  # one CSS pixel in points
SOFT = ("estimate", "forecast", "assumption")  # evidence classes that are drawn hollow
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
    "axes.edgecolor": "#8c857b",
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": True,
    "grid.color": "#e4ddd0",
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
