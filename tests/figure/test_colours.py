"""Colours: apart from each other for every kind of colour vision, in both themes."""

import itertools
import re

import numpy as np
import pytest

from book1688.html.links import ROOT

# What figures tell apart by colour alone; all other colours have words or a form of their own.
GROUPS = (("1688", "alibabacom", "taotian", "pdd", "xiaohongshu", "other"), ("good", "bad"))
LEAST = 7.0  # hundredths of the way from black to white in OKLab
LEAST_CONTRAST = 4.5  # the names of lines are written in their colours
# Machado, Oliveira and Fernandes (2009), full severity, for linear RGB.
VISION = {
    "usual": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# Ottosson (2020): linear RGB to cones, cones to OKLab.
CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OKLAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]


def palettes() -> dict[str, dict[str, str]]:
    """The variables of the style sheet that are hex codes, by theme."""
    css = (ROOT / "_static" / "book.css").read_text(encoding="utf-8")
    light, dark = css.split("@media screen", 1)
    code = re.compile(r"--(?:c-)?([\w-]+): (#[0-9a-f]{6});")
    return {"light": dict(code.findall(light)), "dark": dict(code.findall(light + dark))}


def linear(code: str) -> np.ndarray:
    """Light of a hex code: linear RGB between 0 and 1."""
    part = np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def distance(one: str, other: str, vision: str) -> float:
    """How far apart two hex codes look, in hundredths of OKLab."""
    seen = (np.clip(np.array(VISION[vision]) @ linear(code), 0, 1) for code in (one, other))
    places = [np.array(OKLAB) @ np.cbrt(np.array(CONES) @ light) for light in seen]
    return 100 * float(np.linalg.norm(places[0] - places[1]))


def contrast(one: str, other: str) -> float:
    """Contrast of two hex codes as WCAG defines it."""
    darker, lighter = sorted(linear(code) @ [0.2126, 0.7152, 0.0722] for code in (one, other))
    return float((lighter + 0.05) / (darker + 0.05))


def test_the_measures_are_right() -> None:
    assert distance("#000000", "#ffffff", "usual") == pytest.approx(100, abs=0.1)
    assert distance("#d13a3a", "#857500", "deutan") < 7 < distance("#d13a3a", "#857500", "usual")
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_colours_differ_for_every_reader(theme: str, vision: str) -> None:
    palette = palettes()[theme]
    pairs = [pair for group in GROUPS for pair in itertools.combinations(group, 2)]
    far = {pair: distance(palette[pair[0]], palette[pair[1]], vision) for pair in pairs}
    assert not {pair: round(how, 1) for pair, how in far.items() if how < LEAST}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_in_colour_are_readable(theme: str) -> None:
    palette = palettes()[theme]
    names = [name for group in GROUPS for name in (*group, "neutral")]
    ratios = {name: contrast(palette[name], palette["paper"]) for name in names}
    assert not {name: ratio for name, ratio in ratios.items() if ratio < LEAST_CONTRAST}
