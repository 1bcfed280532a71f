"""What git says of this book; where it says nothing, tests that ask are skipped."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def git(*arguments: str) -> str:
    """What git prints. Without a repository that it trusts, the test is skipped and says why."""
    try:
        done = subprocess.run(
            ["git", "-C", ROOT, *arguments],
            env={**os.environ, "LC_ALL": "C"},  # or it complains in the caller's language
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError) as fault:
        why = getattr(fault, "stderr", None) or str(fault)
        pytest.skip(f"no repository to ask: {why.splitlines()[0]}")
    return done.stdout


def files() -> list[str]:
    """Every file that a commit would hold."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    return [name for name in listed if (ROOT / name).is_file()]
