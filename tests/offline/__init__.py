"""A pytest plugin: whatever the tests start, kernels and builds included, starts offline."""

import os
from pathlib import Path

FOLDER = str(Path(__file__).parent)
if FOLDER not in (rest := os.environ.get("PYTHONPATH", "")):
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (FOLDER, rest)))
