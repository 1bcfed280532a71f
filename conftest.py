"""Whatever the tests start, kernels and builds included, ends if it asks for another host."""

import os
from pathlib import Path

OFFLINE = Path(__file__).parent / "tests" / "offline"
rest = os.environ.get("PYTHONPATH")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(OFFLINE), rest)))
