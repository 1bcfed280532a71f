"""Damaged notebooks, contents and configuration: one clear error each, and nothing is written.

The cases for the data are in ``data/test_bad_data.py``.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbval.plugin import comment_markers, metadata_tags

from book1688.make.inputs import (
    CONFIG,
    CONTENTS,
    ROOT,
    InputError,
    check_config,
    check_contents,
    main,
    read_notebook,
)
from book1688.make.run import notebooks

PAGE = "reference/glossary.ipynb"  # the smallest
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is read, with the smallest notebook under every name: large ones take time."""
    book = tmp_path_factory.mktemp("book")
    for path in [ROOT / CONFIG, ROOT / CONTENTS, *notebooks()]:
        target = book / path.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / PAGE if path.suffix == ".ipynb" else path, target)
    return book


@pytest.fixture
def book(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "book"))


def check(book: Path) -> None:
    """What `book1688.make.inputs` does after the data."""
    check_config(book)
    for path in check_contents(book):
        read_notebook(path, path.relative_to(book).as_posix())


def swap(file: str, old: str, new: str) -> Damage:
    def damage(book: Path) -> None:
        text = (book / file).read_text(encoding="utf-8")
        assert old in text
        (book / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def config(change: Callable[[dict], object], file: str = CONFIG) -> Damage:
    def damage(book: Path) -> None:
        content = yaml.safe_load((book / file).read_text(encoding="utf-8"))
        change(content)
        (book / file).write_text(yaml.safe_dump(content), encoding="utf-8")

    return damage


def contents(change: Callable[[dict], object]) -> Damage:
    return config(change, CONTENTS)


def page(change: Callable[[dict], object]) -> Damage:
    def damage(book: Path) -> None:
        content = json.loads((book / PAGE).read_text(encoding="utf-8"))
        change(content)
        (book / PAGE).write_text(json.dumps(content), encoding="utf-8")

    return damage


def blob(file: str, content: bytes) -> Damage:
    return lambda book: (book / file).write_bytes(content) and None


def last(content: dict) -> dict:
    return content["cells"][-1]


def output(**fields: object) -> Callable[[dict], object]:
    return lambda content: last(content)["outputs"].append(fields)


# name: damage, file, place, value, words of the rule
CASES: dict[str, tuple[Damage, str, str, object, str]] = {
    "no configuration": (
        lambda book: (book / CONFIG).unlink(), CONFIG, "", "", "the file is missing",
    ),
    "configuration in another encoding": (
        blob(CONFIG, b"title: a\nauthor: \xe9"), CONFIG, "line 2", "byte 0xe9", "is not UTF-8",
    ),
    "configuration is empty": (blob(CONFIG, b""), CONFIG, "", None, "is not object"),
    "configuration is a list": (blob(CONFIG, b"- a"), CONFIG, "", ["a"], "is not object"),
    "configuration does not parse": (
        swap(CONFIG, "execute:", "execute: ["), CONFIG, None, None, "is not YAML",
    ),
    "tab in the configuration": (
        swap(CONFIG, "  execute_notebooks", "\texecute_notebooks"),
        CONFIG, "line 9", 'execute_notebooks: "off"  # the site shows exactly the stored outputs '
        "that the tests compared", "is not YAML: found character",
    ),
    "key twice": (
        swap(CONFIG, "author:", "title: again\nauthor:"), CONFIG, "line 3", "title", "twice",
    ),
    "unknown key": (
        config(lambda c: c.update(excecute={})), CONFIG, "", "", "'excecute' was unexpected",
    ),
    "unknown key of the pages": (
        config(lambda c: c["html"].update(home_page=True)),
        CONFIG, "html", "", "'home_page' was unexpected",
    ),
    "no title": (config(lambda c: c.pop("title")), CONFIG, "", "", "'title' is a required"),
    "title is a number": (
        config(lambda c: c.update(title=1688)), CONFIG, "title", 1688, "is not string",
    ),
    "no word on running": (
        config(lambda c: c.pop("execute")), CONFIG, "", "", "'execute' is a required",
    ),
    "notebooks run by the build": (
        config(lambda c: c["execute"].update(execute_notebooks="auto")),
        CONFIG, "execute.execute_notebooks", "auto", 'must be "off"',
    ),
    "off without quotes": (
        swap(CONFIG, '"off"', "off"), CONFIG, "execute.execute_notebooks", False, 'must be "off"',
    ),
    "without the extension": (
        config(lambda c: c["sphinx"]["config"]["extensions"].remove("book1688.site.extension")),
        CONFIG, "sphinx.config.extensions", None, "must hold book1688.site.extension",
    ),
    "no contents": (
        lambda book: (book / CONTENTS).unlink(), CONTENTS, "", "", "the file is missing",
    ),
    "contents do not parse": (
        swap(CONTENTS, "root: intro", "root: {intro"), CONTENTS, None, None, "is not YAML",
    ),
    "contents of another format": (
        contents(lambda c: c.update(format="jb-article")),
        CONTENTS, "format", "jb-article", "must be 'jb-book'",
    ),
    "no root": (contents(lambda c: c.pop("root")), CONTENTS, "", "", "'root' is a required"),
    "part without chapters": (
        contents(lambda c: c["parts"][0].update(chapters=[])),
        CONTENTS, "parts.0.chapters", [], "must not be empty",
    ),
    "entry for nothing": (
        contents(lambda c: c["parts"][0]["chapters"][1].update(file="chapters/yanxuan")),
        CONTENTS, "part 1, chapter 2", "chapters/yanxuan", "is not the name of a page",
    ),
    "root for nothing": (
        contents(lambda c: c.update(root="index")), CONTENTS, "root", "index", "name of a page",
    ),
    "entry twice": (
        contents(lambda c: c["parts"][1]["chapters"].append({"file": "intro"})),
        CONTENTS, None, "intro", "stands there already: root",
    ),
    "page without entry": (
        contents(lambda c: c["parts"][0]["chapters"].pop(0)),
        CONTENTS, "", "chapters/xiaohongshu-traffic", "no entry leads to this page",
    ),
    "misspelt key of an entry": (
        contents(lambda c: c["parts"][0]["chapters"][0].update(titel="x")),
        CONTENTS, "parts.0.chapters.0", "", "'titel' was unexpected",
    ),
    "page in two forms": (
        lambda book: (book / "intro.md").write_text("# Twice") and None,
        CONTENTS, "root", "intro", "is the name of several files",
    ),
    "empty notebook": (blob(PAGE, b""), PAGE, "line 1", "", "is not JSON"),
    "half a notebook": (
        lambda book: (book / PAGE).write_bytes((book / PAGE).read_bytes()[:900]) and None,
        PAGE, None, None, "is not JSON",
    ),
    "notebook in another encoding": (
        blob(PAGE, b'{"cells": "\xff"}'), PAGE, "line 1", "byte 0xff", "is not UTF-8",
    ),
    "conflict left in a notebook": (
        swap(PAGE, ' "cells"', '<<<<<<< HEAD\n "cells"'), PAGE, "line 2", "<<<<<<< HEAD", "JSON",
    ),
    "notebook is a list": (blob(PAGE, b"[]"), PAGE, "nbformat", "", "is not 4"),
    "notebook of another format": (
        page(lambda c: c.update(nbformat=3)), PAGE, "nbformat", 3, "is not 4",
    ),
    "notebook without cells": (page(lambda c: c.pop("cells")), PAGE, "", "", "'cells' is a req"),
    "notebook without code": (
        page(lambda c: c.update(cells=c["cells"][:1])), PAGE, "", "", "has no code cell",
    ),
    "cell of no kind": (
        page(lambda c: last(c).update(cell_type="prose")), PAGE, None, "", "the form of a cell",
    ),
    "cell without source": (
        page(lambda c: last(c).pop("source")), PAGE, None, "", "'source' is a required property",
    ),
    "two cells of one id": (
        page(lambda c: last(c).update(id=c["cells"][0]["id"])), PAGE, None, None, "two cells",
    ),
    "cell never run": (
        page(lambda c: last(c).update(execution_count=None)),
        PAGE, None, None, "should be the execution count 3: run `make run`",
    ),
    "cells run out of order": (
        page(lambda c: last(c).update(execution_count=7)),
        PAGE, None, 7, "should be the execution count 3",
    ),
    "stored error": (
        page(output(output_type="error", ename="KeyError", evalue="x", traceback=[])),
        PAGE, None, "KeyError", "was raised",
    ),
    "stored complaint": (
        page(output(output_type="stream", name="stderr", text="a warning")),
        PAGE, None, "a warning", "is a complaint",
    ),
    **{
        f"marked {mark}": (
            page(lambda c, mark=mark: last(c).update(source=["1\n", f"# {mark}"])),
            PAGE, None, mark, "keeps nbval from comparing",
        )
        for mark in comment_markers
    },
    **{
        f"tagged {tag}": (
            page(lambda c, tag=tag: last(c)["metadata"].update(tags=["hide-input", tag])),
            PAGE, None, ["hide-input", tag], "should be the tags",
        )
        for tag in (*metadata_tags, "remove-output")
    },
    "not tagged": (
        page(lambda c: last(c)["metadata"].pop("tags")), PAGE, None, [], "should be the tags",
    ),
    "tagged text": (
        page(lambda c: c["cells"][0]["metadata"].update(tags=["remove-cell"])),
        PAGE, "cell 1", ["remove-cell"], "should be the tags",
    ),
    "output of no kind": (
        page(output(output_type="wish")), PAGE, None, "", "is not valid under any",
    ),
}  # fmt: skip


def test_the_book_is_without_fault() -> None:
    check(ROOT)


@pytest.mark.parametrize("name", CASES)
def test_damage_gives_one_clear_error(book: Path, name: str) -> None:
    damage, file, place, value, rule = CASES[name]
    damage(book)
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    with pytest.raises(InputError) as caught:
        check(book)
    error, message = caught.value, str(caught.value)
    assert error.file == file and message.startswith(file)
    assert rule in message and "\n" not in message and len(message) < 400
    if place is not None:
        assert error.place == place and place in message
    if value is not None:
        assert error.value == value
    assert {path: path.read_bytes() for path in book.rglob("*") if path.is_file()} == before


def test_make_site_stops_before_it_touches_anything(book: Path) -> None:
    """The build begins with the check, which ends with one line and 1."""
    (book / "data").symlink_to(ROOT / "data")
    shutil.copy(ROOT / "Makefile", book)
    (book / "requirements.txt").touch()
    (book / "_static" / "some").mkdir(parents=True)
    (book / "_templates").mkdir()
    for part in (".venv", "book1688"):
        (book / part).symlink_to(ROOT / part)
    built = book / "_build" / "html" / "intro.html"
    built.parent.mkdir(parents=True)
    built.write_text("the site that stands", encoding="utf-8")
    damage, file, _, _, rule = CASES["cell never run"]  # what is checked last
    damage(book)
    run = subprocess.run(
        ["make", "-o", "environment", "site"],
        cwd=book,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    [line] = [line for line in run.stderr.splitlines() if not line.startswith("make")]
    assert line.startswith(file) and rule in line
    assert built.read_text(encoding="utf-8") == "the site that stands"


def test_the_command_says_where_and_fails(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "data").symlink_to(ROOT / "data")
    assert (main([str(book)]), *capsys.readouterr()) == (0, "", "")
    CASES["unknown key"][0](book)
    assert main([str(book)]) == 1
    told = capsys.readouterr()
    assert not told.out and told.err.startswith(CONFIG) and told.err.count("\n") == 1


# Any damage at all: an error of ours, or a file that still says something sound


def nodes(content: object, path: tuple = ()) -> list[tuple]:
    """The path of every part of a document."""
    inner = content.items() if isinstance(content, dict) else enumerate(content)
    found = [path] if path else []
    for key, value in inner if isinstance(content, dict | list) else ():
        found += nodes(value, (*path, key)) if isinstance(value, dict | list) else [(*path, key)]
    return found


def replaced(content: object, path: tuple, value: object) -> object:
    """A copy of a document with one part replaced, or taken out for ``...``."""
    copy = json.loads(json.dumps(content))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return copy


ODD = st.one_of(
    st.just(...), st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=5),
    st.just([]), st.just({}), st.lists(st.text(max_size=3), max_size=2),
)  # fmt: skip
often = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,  # the same damages in every run
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@often
@given(data=st.data())
@pytest.mark.parametrize("file", [CONFIG, CONTENTS, PAGE])
def test_no_other_error_than_ours(book: Path, file: str, data: st.DataObject) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    read = json.loads if file == PAGE else yaml.safe_load
    place = data.draw(st.sampled_from(nodes(read(source))), label="place")
    damaged = replaced(read(source), place, data.draw(ODD, label="value"))
    text = json.dumps(damaged) if file == PAGE else yaml.safe_dump(damaged)
    (book / file).write_text(text, encoding="utf-8")
    try:
        check(book)
    except InputError as error:
        assert error.file == file or file == CONTENTS
        assert "\n" not in str(error)
    else:
        if file == PAGE:
            nbformat.validate(nbformat.from_dict(damaged))


@often
@given(cut=st.floats(0, 1), put=st.binary(max_size=3))
@pytest.mark.parametrize("file", [CONFIG, CONTENTS, PAGE])
def test_no_other_error_for_damaged_bytes(book: Path, file: str, cut: float, put: bytes) -> None:
    whole = (ROOT / file).read_bytes()
    place = int(cut * len(whole))
    (book / file).write_bytes(whole[:place] + put + whole[place + 1 :])
    try:
        check(book)
    except InputError as error:
        assert error.file == file or file == CONTENTS
        assert "\n" not in str(error)
