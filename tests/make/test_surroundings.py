"""What the caller's settings, folder or repository must not change."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import repository

ROOT = Path(__file__).resolve().parents[2]
CALLERS = {
    "GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere", "PYTHONWARNINGS": "error",
    "PYTHONSTARTUP": "/nowhere", "PIP_TARGET": "/nowhere", "PIP_REQUIRE_VIRTUALENV": "1",
    "JUPYTER_CONFIG_DIR": "/nowhere", "IPYTHONDIR": "/nowhere", "MPLBACKEND": "nothing",
}  # fmt: skip
PROXIES = {"http_proxy": "http://192.0.2.1:9", "HTTPS_PROXY": "http://192.0.2.1:9"}
ASK = """import importlib.util, json, os, tests.offline
print(json.dumps([dict(os.environ), importlib.util.find_spec("pandas").origin,
                  importlib.util.find_spec("book1688").origin]))"""


@pytest.fixture
def callers(tmp_path: Path) -> dict[str, str]:
    """Settings of a caller with packages of the same names."""
    for name in ("pandas", "book1688"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('another')")
    return {**os.environ, **CALLERS, **PROXIES, "PYTHONPATH": str(tmp_path)}


def test_tests_start_nothing_with_settings_of_the_caller(callers: dict[str, str]) -> None:
    asked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        cwd=ROOT, env=callers, capture_output=True, check=True, text=True,
    )  # fmt: skip
    seen, pandas, book = json.loads(asked.stdout)
    assert not {*CALLERS, *PROXIES} & set(seen)
    assert seen["PYTHONPATH"] == os.pathsep.join([str(ROOT / "tests" / "offline"), str(ROOT)])
    assert callers["PYTHONPATH"] not in pandas and Path(book).parent == ROOT / "book1688"


def test_make_starts_nothing_with_settings_of_the_caller(callers: dict[str, str]) -> None:
    asked = subprocess.run(
        ["make", "-f", "-", "settings"], input="include Makefile\nsettings:\n\t@env\n",
        cwd=ROOT, env=callers | {"PIP_CERT": "/kept"}, capture_output=True, check=True, text=True,
    )  # fmt: skip
    seen = {line.partition("=")[0] for line in asked.stdout.splitlines()}
    assert not {*CALLERS, "PYTHONPATH"} & seen
    assert seen >= {*PROXIES, "PIP_CERT"}, "what says how to reach a package"


def test_a_folder_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "ROOT", tmp_path)
    with pytest.raises(pytest.skip.Exception, match=r"no repository to ask: fatal: \w+"):
        repository.files()


def test_a_copied_folder_runs_its_own_code() -> None:
    """The path to it is relative, and no tool starts by a first line that names this folder."""
    where = Path(sysconfig.get_path("purelib")) / "book1688.pth"
    if where.is_file():  # elsewhere than in .venv, the package is found by PYTHONPATH
        assert not Path(where.read_text(encoding="utf-8").strip()).is_absolute()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    started = re.findall(r"(?:^[@\s]*|[;&|{(]\s*|if |then )\$\(bin\)/(\S+)", makefile, re.MULTILINE)
    assert set(started) == {"python"}
