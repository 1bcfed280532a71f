"""The palette: every colour that figures, panels and cards share, each with one meaning everywhere.

A colour is drawn as its light-theme hex code and stored as a CSS variable with that code as
fallback, so that one drawing follows the reader's theme. ``_static/book.css`` has both themes.
"""

INK = "#1d1b18"  # becomes currentColor
PAGE = "#fdfbf7"  # the page's own background, for hollow marks
COLOURS = {  # as the light theme has them
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
    "#0f4c81": "--class-filing",
    "#2a5d8f": "--class-statistics",
    "#9a4a12": "--class-company",
    "#55606b": "--class-press",
    "#6d5a8c": "--class-estimate",
    "#7d4f86": "--class-forecast",
    "#8a3d72": "--class-assumption",
}
BY_NAME = {
    variable.removeprefix("--").removeprefix("c-"): code for code, variable in COLOURS.items()
}
# Colours that two meanings share.
BY_NAME |= {"class-article": BY_NAME["verdict-untested"], "class-unofficial": BY_NAME["neutral"]}
# What seaborn draws in black or white of its own.
SEABORN = {"#ffffff": PAGE, "#000000": INK, "#262626": INK, "#424242": INK}
SPARE = ("other", "muted", "jd", "douyin", "wechat", "neutral")  # for names without a colour
# Whose colour a name has that begins so, where a figure says no other.
HOUSE = {
    "1688": "1688",
    "Alibaba.com": "alibabacom",
    "Taotian": "taotian",
    "PDD": "pdd",
    "Pinduoduo": "pdd",
    "Xiaohongshu": "xiaohongshu",
    "JD": "jd",
    "Douyin": "douyin",
    "WeChat": "wechat",
}


def colour(name: str) -> str:
    """Return the hex code of a colour by its meaning: ``1688``, ``pdd``, ``muted``, ``good``."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise ValueError(f"unknown colour {name!r}; known: {', '.join(BY_NAME)}") from None


def variable(name: str) -> str:
    """Return a colour as HTML has it: the theme's, and its light code where no theme is."""
    return f"var({COLOURS[colour(name)]},{colour(name)})"


def colour_name(words: str, colours: dict[str, str] | None = None, other: str = "other") -> str:
    """Return whose colour a name has: that of the longest beginning among ``colours`` and HOUSE."""
    known = HOUSE | (colours or {})
    begin = max((start for start in known if words.startswith(start)), key=len, default=None)
    return other if begin is None else known[begin]


def distinct(names: list[str], colours: dict[str, str] | None = None) -> dict[str, str]:
    """Return the colour of each name; those that have none take one that no other has."""
    found = {name: colour_name(name, colours, "") for name in names}
    spare = iter([ink for ink in SPARE if ink not in found.values()])
    return {name: ink or next(spare, "neutral") for name, ink in found.items()}
