"""What a caller's settings would do to the programs that this book starts, and how to go without.

``make`` leaves out the same for all that it starts; see the Makefile.
"""

import os

NAMES = ("GIT_", "PYTHON", "PIP_", "JUPYTER", "IPYTHON", "MPL")


def is_callers(name: str) -> bool:
    """Whether a variable of the environment would lead git, Python or Jupyter elsewhere."""
    return name.startswith(NAMES) or name.lower().endswith("_proxy")


def own() -> dict[str, str]:
    """The environment without these."""
    return {name: value for name, value in os.environ.items() if not is_callers(name)}
