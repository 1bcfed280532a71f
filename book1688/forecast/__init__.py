"""Forecasts: scoring those of the article, and simple models for the book's own."""

from book1688.forecast.likelihood import likelihood
from book1688.forecast.model import WINDOW
from book1688.forecast.past import (
    by_quarter,
    change,
    combined_growth,
    difference,
    growth,
    level,
    stated_growth,
)
from book1688.forecast.registered import Registered, chance, mark
from book1688.forecast.score import (
    OUTCOMES,
    brier,
    by_method,
    everyone_says,
    grounds,
    is_scored,
    outcome,
    said,
    stated,
)
