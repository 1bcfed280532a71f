"""Two simple models that turn a past into a probability.

Both look at no more than the last eight steps on record (``WINDOW``, two years of quarters), and
neither knows of anything but the series itself.

==============  ============================================================================
share of past   how often it happened, with Laplace's rule of succession: (k + 1) / (n + 2)
random walk     the value stays where it is, give or take the steps it used to take
==============  ============================================================================
"""

from itertools import pairwise
from math import sqrt
from statistics import NormalDist

import pandas as pd

WINDOW = 8


def share_of_past(past: pd.Series, threshold: float, side: str) -> float:
    """Return (k + 1) / (n + 2), where k of the last n values lie beyond the threshold."""
    k, n = times(past, threshold, side)
    return (k + 1) / (n + 2)


def times(past: pd.Series, threshold: float, side: str) -> tuple[int, int]:
    """Return how many of the last values lie beyond the threshold, and how many there are.

    ``past`` is indexed by period end, ``side`` is above or below; at the threshold is neither.
    """
    recent = past.sort_index().iloc[-WINDOW:]
    beyond = recent > threshold if _above(side) else recent < threshold
    return int(beyond.sum()), len(recent)


def random_walk(past: pd.Series, threshold: float, side: str, until: str) -> float:
    """Return the chance that a walk from the last value ends beyond the threshold.

    The walk has no drift; its steps are normal, with the size that the past steps had. It runs
    from the last period of ``past`` to the one that ends at ``until``. A step is a quarter, or a
    year in a series of years.
    """
    ordered = past.sort_index()
    ahead = (_quarter(until) - _quarter(ordered.index[-1])) / _length(ordered)
    if ahead < 1:
        raise ValueError(f"{until} is not after the last value, {ordered.index[-1]}")
    away = (ordered.iloc[-1] - threshold) / (spread_of_steps(ordered) * sqrt(ahead))
    return NormalDist().cdf(away if _above(side) else -away)


def spread_of_steps(past: pd.Series) -> float:
    """Return the root mean square of the last steps between adjacent periods.

    A gap in the series makes no step. Fewer than three steps raise ValueError.
    """
    ordered = past.sort_index()
    length, places = _length(ordered), [_quarter(day) for day in ordered.index]
    pairs = pairwise(zip(places, ordered, strict=True))
    steps = [later - earlier for (a, earlier), (b, later) in pairs if b - a == length][-WINDOW:]
    if len(steps) < 3:
        raise ValueError(f"{len(steps)} steps are too few to measure a spread")
    return sqrt(sum(step**2 for step in steps) / len(steps))


def _quarter(day: str) -> int:
    """Number the quarters, so that adjacent ones differ by one."""
    return int(day[:4]) * 4 + (int(day[5:7]) - 1) // 3


def _length(ordered: pd.Series) -> int:
    """Return the length of a step in quarters: the shortest distance between two periods."""
    places = [_quarter(day) for day in ordered.index]
    return min(b - a for a, b in pairwise(places))


def _above(side: str) -> bool:
    if side not in ("above", "below"):
        raise ValueError(f"side is above or below, not {side!r}")
    return side == "above"
