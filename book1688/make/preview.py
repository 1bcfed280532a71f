"""`make preview`: the site while it is written. A saved notebook shows in the open page at once.

One Sphinx stays in this process, since setting it up costs seconds. It writes pages as `make site`
does. Left out until `make site`: the PDF, and what only a published book has. Other pages learn of
a changed title when the preview starts again, and the search a moment after the page.
"""

import asyncio
import io
import logging
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tornado.iostream import StreamClosedError
from tornado.web import Application, RedirectHandler, RequestHandler, StaticFileHandler
from watchfiles import awatch

from book1688.data import DataError
from book1688.edition import SHORT, stamp
from book1688.make.inputs import InputError, check, read_notebook
from book1688.make.run import ROOT
from book1688.site.extension import finish_site, lightened
from book1688.site.search import write_search_index
from book1688.site.slim import pages_of
from book1688.site.step import step

for name in ("tornado.access", "watchfiles.main"):
    logging.getLogger(name).setLevel(logging.WARNING)
PORT = 8000
FOLDER = ROOT / "_build" / "preview"  # of its own: `make site` begins from nothing
RAW, SHOWN = FOLDER / "raw", FOLDER / "html"
WATCHED = ("intro.ipynb", "chapters", "reference", "data", "book1688", "_static", "_templates",
           "_config.yml", "_toc.yml")  # fmt: skip
SCRIPT = b'<script defer src="/reload.js"></script></head>'
RELOAD = """const told = new EventSource("/told");
let known;
told.onmessage = (event) => {
  if (known !== undefined && known !== event.data) location.reload();
  known = event.data;
};
"""


class Site:
    """The site as Sphinx writes it, and as readers see it."""

    def __init__(self) -> None:
        shutil.rmtree(FOLDER, ignore_errors=True)
        config, _ = get_final_config(
            user_yaml=ROOT / "_config.yml", sourcedir=ROOT,
            cli_config={"external_toc_path": str(ROOT / "_toc.yml"), "nitpicky": True,
                        "latex_individualpages": False},
        )  # fmt: skip
        self.warnings = io.StringIO()
        self.sphinx = Sphinx(
            ROOT, None, RAW, FOLDER / "doctrees", "html", config,
            status=None, warning=self.warnings, keep_going=True,
        )  # fmt: skip
        finishing = self.sphinx.events.listeners["build-finished"]
        finishing[:] = [one for one in finishing if one.handler is not finish_site]
        self.written: dict[Path, int] = {}
        self.stamps: set[str] = set()

    def build(self) -> list[str]:
        """Write what changed, first everything; return the pages written."""
        now = stamp()
        self.stamps.add(now)
        self.sphinx.config.html_context["stamp"] = now
        self.warnings.seek(0)
        self.warnings.truncate()
        self.sphinx.build()
        if told := self.warnings.getvalue().strip():
            print(told, file=sys.stderr)
        pages = {page.relative_to(RAW): page.stat().st_mtime_ns for page in pages_of(RAW)}
        changed = [page for page, when in pages.items() if self.written.get(page) != when]
        if self.written:
            for page in changed:
                source = RAW / "_sources" / page.with_suffix(".ipynb")
                if source.exists():
                    taken = lightened(source.read_text(encoding="utf-8"))
                    (SHOWN / source.relative_to(RAW)).write_text(taken, encoding="utf-8")
            texts = {SHOWN / page: (RAW / page).read_text(encoding="utf-8") for page in changed}
            self.slim.write(texts)
        else:
            shutil.copytree(RAW, SHOWN)
            seen = SimpleNamespace(outdir=SHOWN, srcdir=ROOT, config=self.sphinx.config)
            self.slim = finish_site(seen, None)
        self.written = pages
        return [page.as_posix() for page in changed]

    def page(self, path: str) -> bytes:
        """A page with the stamp of now, whichever it was written with."""
        html = (SHOWN / path).read_bytes()
        now = stamp()
        for old in self.stamps - {now}:
            html = html.replace(old.encode(), now.encode())
            html = html.replace(old[:SHORT].encode(), now[:SHORT].encode())
        return html.replace(b"</head>", SCRIPT, 1)


class Page(RequestHandler):
    site: Site

    def get(self, path: str) -> None:
        if not (SHOWN / path).is_file():
            self.send_error(404)
            return
        self.set_header("Cache-Control", "no-store")
        self.write(self.site.page(path))


class Script(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript")
        self.write(RELOAD)


class Told(RequestHandler):
    """Tells every open page the number of the state that it should show."""

    state = f"{os.getpid()}.{time.time_ns()}"
    changed = asyncio.Condition()

    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        try:
            while True:
                state = Told.state
                self.write(f"data: {state}\n\n")
                await self.flush()
                async with Told.changed:
                    await Told.changed.wait_for(lambda state=state: state != Told.state)
        except StreamClosedError:
            return

    @classmethod
    async def tell(cls) -> None:
        async with cls.changed:
            cls.state = f"{os.getpid()}.{time.time_ns()}"
            cls.changed.notify_all()


def again() -> None:
    """Begin anew, with the package, the settings and the styles as they are now."""
    print("Starting again", flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "book1688.make.preview"])


async def follow(site: Site) -> None:
    """Show what is saved."""
    async for changes in awatch(*(ROOT / name for name in WATCHED), debounce=200, step=20):
        paths = {Path(path) for _, path in changes}
        sources = {p for p in paths if p.suffix != ".pyc" and "checkpoint" not in p.as_posix()}
        parts = {path.relative_to(ROOT).parts[0] for path in sources}
        notebooks = {path for path in sources if path.suffix == ".ipynb"}
        if parts & {"data", "book1688"}:
            try:
                check(ROOT)
            except (DataError, InputError) as fault:
                print(fault, file=sys.stderr)
                continue
            print("Running the notebooks", flush=True)
            runs = [sys.executable, "-m", "book1688.make.run"]
            await asyncio.to_thread(subprocess.run, runs, cwd=ROOT, check=False)
            again()
        elif sources - notebooks:
            again()
        elif notebooks:
            try:
                for path in notebooks:
                    read_notebook(path, path.relative_to(ROOT).as_posix())
            except InputError as fault:
                print(fault, file=sys.stderr)
                continue
            with step(f"Saved: {', '.join(sorted(path.stem for path in notebooks))}"):
                written = site.build()
            if written:
                await Told.tell()
                write_search_index(SHOWN, SHOWN / "_static" / "search-index.js")


async def serve() -> None:
    check(ROOT)
    with ExitStack() as patches:
        patches.enter_context(patch_docutils(None))
        patches.enter_context(docutils_namespace())
        with step("Building the preview, without the PDF"):
            site = Page.site = Site()
            site.build()
        handlers = [
            (r"/told", Told), (r"/reload\.js", Script), (r"/(.+\.html)", Page),
            (r"/", RedirectHandler, {"url": "/intro.html", "permanent": False}),
            (r"/(.*)", StaticFileHandler, {"path": SHOWN}),
        ]  # fmt: skip
        Application(handlers).listen(PORT, "127.0.0.1")
        print(
            f"Open http://localhost:{PORT}; saved notebooks show there. End with Control-C.",
            flush=True,
        )
        await follow(site)


def main() -> int:
    try:
        asyncio.run(serve())
    except (DataError, InputError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
