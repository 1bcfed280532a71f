"""What the caller's settings, folder or repository must not change."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import repository

from book1688.data import Tables
from book1688.data.tables import FOLDER
from book1688.edition import made_from
from book1688.make.surroundings import OURS
from book1688.site.package import ARCHIVE, packaged, publish

ROOT = Path(__file__).resolve().parents[2]
CALLERS = {
    "GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere", "PYTHONWARNINGS": "error",
    "PYTHONSTARTUP": "/nowhere", "PIP_TARGET": "/nowhere", "PIP_REQUIRE_VIRTUALENV": "1",
    "JUPYTER_CONFIG_DIR": "/nowhere", "MPLBACKEND": "nothing", "MATPLOTLIBRC": "/nowhere",
}  # fmt: skip
PROXIES = {"http_proxy": "http://192.0.2.1:9", "HTTPS_PROXY": "http://192.0.2.1:9"}
PLUGINS = re.findall(r'"-p", "(.*?)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASK = f"""import json, os, {", ".join(PLUGINS)}
from importlib.machinery import PathFinder
from xdist.workermanage import _sys_path
print(json.dumps([dict(os.environ), *(PathFinder.find_spec(name, _sys_path).origin
                  for name in ("pandas", "book1688"))]))"""
LEFT = (".DS_Store", ".#claims.csv", "._claims.csv", ".~lock.claims.csv#", "claims.csv~")


@pytest.fixture
def callers(tmp_path: Path) -> dict[str, str]:
    """Settings of a caller with packages of the same names."""
    for name in ("pandas", "book1688"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('another')")
    homes = dict.fromkeys(OURS, "/nowhere")
    return {**os.environ, **CALLERS, **homes, **PROXIES, "PYTHONPATH": str(tmp_path)}


def test_tests_start_nothing_with_settings_of_the_caller(callers: dict[str, str]) -> None:
    asked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        cwd=ROOT, env=callers, capture_output=True, check=True, text=True,
    )  # fmt: skip
    seen, pandas, book = json.loads(asked.stdout)
    assert not {*CALLERS, *PROXIES} & set(seen) and OURS.items() <= seen.items()
    assert seen["PYTHONPATH"] == os.pathsep.join([str(ROOT / "tests" / "offline"), str(ROOT)])
    assert callers["PYTHONPATH"] not in pandas and Path(book).parent == ROOT / "book1688"


def test_make_starts_nothing_with_settings_of_the_caller(callers: dict[str, str]) -> None:
    asked = subprocess.run(
        ["make", "-f", "-", "settings"], input="include Makefile\nsettings:\n\t@env\n",
        cwd=ROOT, env=callers | {"PIP_CERT": "/kept", "PIP_USER": "1"},
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    seen = dict(line.split("=", 1) for line in asked.stdout.splitlines() if "=" in line)
    assert not {*CALLERS, "PYTHONPATH"} & set(seen) and OURS.items() <= seen.items()
    assert set(seen) >= {*PROXIES, "PIP_CERT"}, "what says how to reach a package"
    assert seen["PIP_USER"] == "0"


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


def test_what_lies_beside_the_data_is_no_part_of_them(tmp_path: Path) -> None:
    data = Path(shutil.copytree(FOLDER, tmp_path / "data"))
    (data / ".ipynb_checkpoints").mkdir()
    for name in LEFT:
        (data / name).symlink_to("nowhere")
    data.chmod(0o555)
    Tables(data).table("claims")
    publish(data, tmp_path / "site")
    data.chmod(0o755)
    assert {path.name for path in (tmp_path / "site").iterdir()} == {ARCHIVE, *packaged(data)}
    assert (tmp_path / "site").stat().st_mode & 0o200
    assert {path.name for path in made_from(tmp_path)} == {*packaged(data)}
