"""Forecasts: scoring those of the article, and simple models for the book's own."""

from book1688.forecast.likelihood import likelihood
from book1688.forecast.model import WINDOW, random_walk, share_of_past, spread_of_steps
from book1688.forecast.past import (
    by_quarter,
    change,
    combined_growth,
    difference,
    growth,
    level,
    stated_growth,
)
from book1688.forecast.registered import Registered
from book1688.forecast.score import (
    brier,
    everyone_says,
    is_scored,
    outcome,
    said,
    stated,
)

__all__ = [
    "WINDOW",
    "Registered",
    "brier",
    "by_quarter",
    "change",
    "combined_growth",
    "difference",
    "everyone_says",
    "growth",
    "is_scored",
    "level",
    "likelihood",
    "outcome",
    "random_walk",
    "said",
    "share_of_past",
    "spread_of_steps",
    "stated",
    "stated_growth",
]
