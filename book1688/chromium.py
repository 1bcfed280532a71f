"""The Chromium of this machine, if it has one: for the PDF and for the tests."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing is asked of any other host, not even for updates.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where Chromium is, or nothing."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)
