"""What a caller's settings would do to the programs that this book starts, and how to go without.

``make`` leaves out and sets the same for all that it starts; see the Makefile.
"""

import os
from pathlib import Path

NAMES = ("GIT_", "PYTHON", "PIP_", "JUPYTER", "IPYTHON", "MPL", "MATPLOTLIB")
CACHE = Path(__file__).resolve().parents[2] / ".cache"
# Folders of our own: no file of the caller's home changes an output, and none has to be writable.
OURS = {
    "IPYTHONDIR": str(CACHE / "ipython"),
    "JUPYTER_DATA_DIR": str(CACHE / "jupyter"),
    "MPLCONFIGDIR": str(CACHE / "matplotlib"),
}


def is_callers(name: str) -> bool:
    """Whether a variable of the environment would lead git, Python or Jupyter elsewhere."""
    return name.startswith(NAMES) or name.lower().endswith("_proxy")


def own() -> dict[str, str]:
    """The environment without these, and with ours."""
    return {name: value for name, value in os.environ.items() if not is_callers(name)} | OURS


def settle(*folders: Path) -> None:
    """Go on in that environment; what is started looks for modules in these folders first."""
    CACHE.mkdir(exist_ok=True)  # IPython makes its folder, and none above it
    settled = own() | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
    os.environ.clear()
    os.environ.update(settled)
