"""A pytest plugin: whatever the tests start begins offline, without settings of the caller.

It imports the book that stands beside these tests, whichever the environment points to.
"""

import os
import sys
from pathlib import Path

from book1688.make.surroundings import own

OURS = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
callers = set(os.environ.get("PYTHONPATH", "").split(os.pathsep)) - {*OURS, ""}
sys.path[:] = [place for place in sys.path if place not in callers]
kept = own()
for name in set(os.environ) - set(kept):
    del os.environ[name]
os.environ["PYTHONPATH"] = os.pathsep.join(OURS)
