"""Damaged notebooks, contents and configuration: one clear error each, and nothing is written.

The cases for the data are in ``data/test_bad_data.py``.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from nbval.plugin import comment_markers, metadata_tags

from book1688.make.inputs import (
    CONFIG,
    CONTENTS,
    LONGEST,
    ROOT,
    InputError,
    check_pages,
    main,
    read_notebook,
)
from book1688.make.run import normalise, notebooks, read, text_of

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
    (book / "data").symlink_to(ROOT / "data")
    return book


@pytest.fixture
def book(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "book", symlinks=True))


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


# name: damage, file, words of the one line
CASES: dict[str, tuple[Damage, str, str]] = {
    "no configuration": (lambda book: (book / CONFIG).unlink(), CONFIG, "No such file"),
    "another encoding": (blob(CONFIG, b"title: \xe9"), CONFIG, "can't decode byte 0xe9"),
    "configuration is empty": (blob(CONFIG, b""), CONFIG, "None is not of type 'object'"),
    "tab in the configuration": (
        swap(CONFIG, "  execute_notebooks", "\texecute_notebooks"), CONFIG, "line 9",
    ),
    "key twice": (swap(CONFIG, "author:", "title: again\nauthor:"), CONFIG, "'title' twice"),
    "unknown key": (config(lambda c: c.update(excecute={})), CONFIG, "'excecute' is no key"),
    "unknown key of the pages": (
        config(lambda c: c["html"].update(home_page=True)), CONFIG, "html: 'home_page' is no key",
    ),
    "title is a number": (config(lambda c: c.update(title=1688)), CONFIG, "key path: 'title'"),
    "no word on running": (config(lambda c: c.pop("execute")), CONFIG, "'execute'"),
    "notebooks run by the build": (
        config(lambda c: c["execute"].update(execute_notebooks="auto")), CONFIG, 'must be "off"',
    ),
    "off without quotes": (swap(CONFIG, '"off"', "off"), CONFIG, 'False must be "off"'),
    "without the extension": (
        config(lambda c: c["sphinx"]["config"]["extensions"].remove("book1688.site.extension")),
        CONFIG, "must hold book1688.site.extension",
    ),
    "no contents": (lambda book: (book / CONTENTS).unlink(), CONTENTS, "No such file"),
    "contents do not parse": (swap(CONTENTS, "root: intro", "root: {intro"), CONTENTS, "line"),
    "no root": (contents(lambda c: c.pop("root")), CONTENTS, "'root' key not found"),
    "part without chapters": (
        contents(lambda c: c["parts"][0].update(chapters=[])), CONTENTS, "not a non-empty list",
    ),
    "entry for nothing": (
        contents(lambda c: c["parts"][0]["chapters"][1].update(file="chapters/yanxuan")),
        CONTENTS, "'chapters/yanxuan' is not the name of a page",
    ),
    "entry twice": (
        contents(lambda c: c["parts"][1]["chapters"].append({"file": "intro"})),
        CONTENTS, "used multiple times: 'intro'",
    ),
    "page without entry": (
        contents(lambda c: c["parts"][0]["chapters"].pop(0)),
        CONTENTS, "'chapters/xiaohongshu-traffic' is a page without an entry",
    ),
    "misspelt key of an entry": (
        contents(lambda c: c["parts"][0]["chapters"][0].update(titel="x")), CONTENTS, "{'titel'}",
    ),
    "half a notebook": (
        lambda book: (book / PAGE).write_bytes((book / PAGE).read_bytes()[:900]) and None,
        PAGE, "JSONDecodeError",
    ),
    "conflict left in a notebook": (
        swap(PAGE, ' "cells"', '<<<<<<< HEAD\n "cells"'), PAGE, "line 2",
    ),
    "notebook is a list": (blob(PAGE, b"[]"), PAGE, "cannot be read"),
    "notebook of another format": (
        page(lambda c: c.update(nbformat=3)), PAGE, "nbformat: 3 is not 4",
    ),
    "cell of no kind": (page(lambda c: last(c).update(cell_type="prose")), PAGE, "cells.4"),
    "cell without source": (page(lambda c: last(c).pop("source")), PAGE, "'source' is a required"),
    "two cells of one id": (
        page(lambda c: last(c).update(id=c["cells"][0]["id"])), PAGE, "is the id of two cells",
    ),
    "notebook without code": (
        page(lambda c: c.update(cells=c["cells"][:1])), PAGE, "has no code cell",
    ),
    "cell never run": (
        page(lambda c: last(c).update(execution_count=None)), PAGE, "count 3: run `make run`",
    ),
    "cells run out of order": (
        page(lambda c: last(c).update(execution_count=7)), PAGE, "7 should be the execution count",
    ),
    "stored error": (
        page(output(output_type="error", ename="KeyError", evalue="x", traceback=[])),
        PAGE, "'KeyError' was raised",
    ),
    "stored complaint": (
        page(output(output_type="stream", name="stderr", text="a warning")),
        PAGE, "'a warning' is a complaint",
    ),
    **{
        f"marked {mark}": (
            page(lambda c, mark=mark: last(c).update(source=["1\n", f"# {mark}"])),
            PAGE, f"'{mark}' keeps nbval from comparing",
        )
        for mark in comment_markers
    },
    **{
        f"tagged {tag}": (
            page(lambda c, tag=tag: last(c)["metadata"].update(tags=["hide-input", tag])),
            PAGE, f"['hide-input', '{tag}'] should be the tags",
        )
        for tag in (*metadata_tags, "remove-output")
    },
    "not tagged": (page(lambda c: last(c)["metadata"].pop("tags")), PAGE, "should be the tags"),
    "tagged text": (
        page(lambda c: c["cells"][0]["metadata"].update(tags=["remove-cell"])),
        PAGE, "cell 1: ['remove-cell'] should be the tags []",
    ),
}  # fmt: skip


def older(minor: int, *keys: str) -> Callable[[dict], object]:
    """Cells without some keys, in a format of before 2021."""

    def change(content: dict) -> None:
        content["nbformat_minor"] = minor
        for cell in content["cells"]:
            cell["metadata"] |= {"id": "of another editor", "outputId": "too"}
            for key in keys:
                cell.pop(key)

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        *((older(minor, "id"), f"{minor} is not 5") for minor in range(5)),
        (older(4), "4 is not 5"),
        (older(5, "id"), "'id' is a required property"),
        (lambda c: last(c).update(id=c["cells"][0]["id"]), "is the id of two cells"),
    ],
)
@pytest.mark.filterwarnings("ignore:Cell is missing", "ignore:Non-unique cell id")
def test_a_new_run_stores_what_another_editor_saved(
    book: Path, change: Callable[[dict], object], told: str
) -> None:
    page(change)(book)
    with pytest.raises(InputError, match=rf"{told}.*: run `make run`"):
        read_notebook(book / PAGE, PAGE)
    (book / PAGE).write_text(text_of(normalise(read(book / PAGE))), encoding="utf-8")
    read_notebook(book / PAGE, PAGE)


def test_the_book_is_without_fault() -> None:
    check_pages(ROOT)


@pytest.mark.parametrize("name", CASES)
def test_damage_gives_one_clear_error(book: Path, name: str) -> None:
    damage, file, words = CASES[name]
    damage(book)
    with pytest.raises(InputError) as caught:
        check_pages(book)
    told = str(caught.value)
    assert told.startswith(file) and words in told
    assert "\n" not in told and len(told) <= LONGEST


def test_make_site_stops_before_it_touches_anything(book: Path) -> None:
    """The build begins with the check, which ends with one line and 1."""
    shutil.copy(ROOT / "Makefile", book)
    (book / "requirements.txt").touch()
    (book / "_static" / "some").mkdir(parents=True)
    (book / "_templates").mkdir()
    for part in (".venv", "book1688"):
        (book / part).symlink_to(ROOT / part)
    built = book / "_build" / "html" / "intro.html"
    built.parent.mkdir(parents=True)
    built.write_text("the site that stands", encoding="utf-8")
    damage, file, words = CASES["entry for nothing"]
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
    assert line.startswith(file) and words in line
    assert built.read_text(encoding="utf-8") == "the site that stands"


def test_the_command_says_where_and_fails(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (main([str(book)]), *capsys.readouterr()) == (0, "", "")
    CASES["unknown key"][0](book)
    status, (out, told) = main([str(book)]), capsys.readouterr()
    assert (status, out) == (1, "") and told.startswith(CONFIG) and told.count("\n") == 1
