"""The workflows: valid, pinned to commits, and allowed no more than they need."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
MAY_WRITE = {  # all rights to write that any job has
    ("book.yml", "publish"): {"pages", "id-token"},
    ("book.yml", "comment"): {"pull-requests"},
    ("links.yml", "tell"): {"issues"},
    ("newer.yml", "tell"): {"issues"},
}

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def parsed(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # "on" stays a word


def steps(path: Path) -> list[dict]:
    return [step for job in parsed(path)["jobs"].values() for step in job["steps"]]


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["book.yml", "links.yml", "newer.yml"]


def test_valid_by_the_published_schema(capsys: pytest.CaptureFixture[str]) -> None:
    check = ["--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)]
    assert main(check, standalone_mode=False) in (None, 0), capsys.readouterr()


@every_workflow
def test_actions_are_pinned_by_commit(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert not [line for line in lines if not PINNED.search(line)]
    assert len(lines) == len([step for step in steps(path) if "uses" in step])


def test_one_action_one_version() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert used and len({name.partition("@")[0] for name in used}) == len(used)


@every_workflow
def test_least_permissions(path: Path) -> None:
    workflow = parsed(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        given = job.get("permissions", {}).items()
        writing = {right for right, level in given if level != "read"}
        assert writing == MAY_WRITE.get((path.name, name), set()), name
        if writing:
            commands = "".join(step.get("run", "") for step in job["steps"])
            ours = r"\bmake\b(?!\.)|\.ci/(run|newer)|-m book1688"  # what brings packages in
            assert not re.search(ours, commands), "packages run here"


@every_workflow
def test_what_needs_packages_has_them(path: Path) -> None:
    for job in parsed(path)["jobs"].values():
        before = ""
        for step in job["steps"]:
            command = step.get("run", "")
            if "-m book1688" in command:
                assert re.search(r"make environment|\.ci/run", before), command
                assert ".venv/bin/python -m book1688" in command
            before += command


@every_workflow
def test_no_trap(path: Path) -> None:
    """No code of strangers with our rights, no kept token, no text of strangers in a command."""
    workflow = parsed(path)
    assert not {"pull_request_target", "workflow_run"} & set(workflow["on"])
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_supported_pythons_are_those_that_are_tested() -> None:
    tested = parsed(ROOT / ".github/workflows/book.yml")["jobs"]["test"]["strategy"]["matrix"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Python {tested['python'][0]} to {tested['python'][-1]}" in readme


def test_the_lock_holds_what_is_asked_for() -> None:
    """That each entry has a version and hashes, pip asks of itself."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.MULTILINE)
    wanted = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    direct = {re.match(r"[\w.-]+", line)[0] for line in wanted if not line.startswith("#")}
    assert direct and direct <= set(locked)


# The one issue that a scheduled job keeps, with a stand-in for the program that asks the host

STAND_IN = """#!/usr/bin/env bash
echo "$*" >> "$CALLS"
if [ "$2" = list ]; then echo "$KNOWN"; fi
"""


@pytest.mark.parametrize(
    ("known", "body", "done"),
    [
        ("", "something", "issue create --title A title --body-file"),
        ("7", "something", "issue edit 7 --body-file"),
        ("7", "", "issue close 7"),
        ("", "", None),
    ],
)
def test_one_issue_is_kept(tmp_path: Path, known: str, body: str, done: str | None) -> None:
    (tmp_path / "gh").write_text(STAND_IN)
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "body.md").write_text(body)
    calls = tmp_path / "calls"
    subprocess.run(
        [ROOT / ".ci" / "issue", "A title", tmp_path / "body.md"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(calls), "KNOWN": known},
        check=True,
    )
    listed, *acted = calls.read_text().splitlines()
    assert listed.startswith("issue list --app github-actions --state open")
    assert len(acted) == (1 if done else 0)
    assert not done or acted[0].startswith(done)
