"""A pytest plugin: whatever the tests start begins offline, without settings of the caller.

It imports the book that stands beside these tests, whichever the environment points to.
"""

import os
import sys
from pathlib import Path

from book1688.make.surroundings import settle

OURS = [Path(__file__).parent, Path(__file__).parents[2]]
callers = set(os.environ.get("PYTHONPATH", "").split(os.pathsep)) - {*map(str, OURS), ""}
sys.path[:] = [place for place in sys.path if place not in callers]
settle(*OURS)
