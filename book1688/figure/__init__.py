"""Figures: one form a module, each an exhibit with caption, sources, data and description."""

from book1688.figure.bars import bars
from book1688.figure.dumbbell import dumbbell
from book1688.figure.exhibit import Exhibit, exhibit
from book1688.figure.fans import fans
from book1688.figure.lead import lead
from book1688.figure.lines import lines
from book1688.figure.outcomes import outcomes
from book1688.figure.ranges import ranges
from book1688.figure.region import region
from book1688.figure.scale import (
    billions,
    billions1,
    millions,
    percent,
    percent1,
    plain,
    scaled,
    trillions1,
)
from book1688.figure.spans import spans
from book1688.figure.spread import spread
from book1688.figure.stacks import stacks
from book1688.figure.timeline import timeline
from book1688.figure.tornado import tornado
from book1688.figure.tree import tree
from book1688.figure.units import units

__all__ = [
    "Exhibit",
    "bars",
    "billions",
    "billions1",
    "dumbbell",
    "exhibit",
    "fans",
    "lead",
    "lines",
    "millions",
    "outcomes",
    "percent",
    "percent1",
    "plain",
    "ranges",
    "region",
    "scaled",
    "spans",
    "spread",
    "stacks",
    "timeline",
    "tornado",
    "tree",
    "trillions1",
    "units",
]
