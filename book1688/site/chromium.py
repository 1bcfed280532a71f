"""The Chromium of this machine, if it has one: for the PDF and for the tests."""

import shutil
import subprocess
import tempfile
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60  # seconds for a first start on a busy machine
# Nothing is asked of any other host, not even for updates.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def chromium() -> str | None:
    """Where a Chromium is that starts, or nothing: some only say how to install one."""
    return next((path for name in NAMES if (path := shutil.which(name)) and _starts(path)), None)


def _starts(path: str) -> bool:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, *QUIET, "--headless", f"--user-data-dir={profile}", "--dump-dom"]
        try:
            told = subprocess.run(
                [*command, "data:text/html,<p>It starts"], capture_output=True, timeout=PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return told.returncode == 0 and b"<p>It starts</p>" in told.stdout
