"""`make preview`: the site while it is written. A saved notebook shows in the open page at once.

One Sphinx stays in this process, since setting it up costs seconds. It writes pages as `make site`
does, but of what is saved only the page itself; the search learns of it a moment later.
"""

import asyncio
import gc
import io
import logging
import os
import shutil
import sys
import time
from collections.abc import Iterable
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
from book1688.data.tables import ROOT
from book1688.edition import SHORT, stamp
from book1688.make.affected import by_data, by_modules, data_files
from book1688.make.inputs import InputError, check, read_notebook
from book1688.site.extension import finish_site, lightened
from book1688.site.search import write_search_index
from book1688.site.step import step

for name in ("tornado.access", "tornado.general", "watchfiles.main"):
    logging.getLogger(name).setLevel(logging.CRITICAL)
PORT = 8000
LEFT_OUT = "the PDF with the links to it, what only a published book has, new titles on other pages"
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
        for place in ("BOOK_SITE_URL", "BOOK_REPOSITORY_URL"):
            os.environ.pop(place, None)
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
        self.stamps = {stamp()}
        self.sphinx.build()
        shutil.copytree(RAW, SHOWN)
        seen = SimpleNamespace(outdir=SHOWN, srcdir=ROOT, config=self.sphinx.config)
        self.slim = finish_site(seen, None)
        self.warn()

    def renew(self) -> list[str]:
        """Write the pages whose notebooks changed, and nothing else; return their names."""
        builder = self.sphinx.builder
        self.sphinx.config.html_context["stamp"] = stamp()
        self.stamps.add(stamp())
        names = builder.read()
        builder.prepare_writing(set(names))
        for name in names:
            tree = builder.env.get_and_resolve_doctree(name, builder)
            builder.write_doc_serialized(name, tree)
            builder.write_doc(name, tree)
            source = Path("_sources", f"{name}.ipynb")
            taken = lightened((RAW / source).read_text(encoding="utf-8"))
            (SHOWN / source).write_text(taken, encoding="utf-8")
        pages = [f"{name}.html" for name in names]
        if pages:
            self.slim.write({SHOWN / page: (RAW / page).read_text("utf-8") for page in pages})
        self.warn()
        return names

    def warn(self) -> None:
        """Tell what Sphinx warned of."""
        if told := self.warnings.getvalue().strip():
            print(told, file=sys.stderr)
        self.warnings.seek(0)
        self.warnings.truncate()

    def page(self, path: str) -> bytes:
        """A page with the stamp of now, whichever it was written with."""
        html = (SHOWN / path).read_bytes()
        now = stamp()
        for old in self.stamps - {now}:
            html = html.replace(old.encode(), now.encode())
            html = html.replace(old[:SHORT].encode(), now[:SHORT].encode())
        return html.replace(b"</head>", SCRIPT, 1)

    def index(self) -> None:
        """Let the search find what the pages say now."""
        write_search_index(SHOWN, SHOWN / "_static" / "search-index.js")


class Page(RequestHandler):
    def initialize(self, site: Site) -> None:
        self.site = site

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
    changed = asyncio.Event()

    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        try:
            while True:
                changed = Told.changed
                self.write(f"data: {Told.state}\n\n")
                await self.flush()
                await changed.wait()
        except StreamClosedError:
            return

    @classmethod
    def tell(cls) -> None:
        cls.state = f"{os.getpid()}.{time.time_ns()}"
        cls.changed.set()
        cls.changed = asyncio.Event()


class Again:
    """Begins anew, with data, package, settings and styles as they are now.

    The notebooks that they move are run first, and show one by one, as any that are saved.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.waiting: dict[Path, None] = {}
        self.task: asyncio.Task | None = None

    def after(self, notebooks: Iterable[Path]) -> None:
        """Run these notebooks and all that still wait, then begin anew."""
        self.waiting |= dict.fromkeys(notebooks)
        self.task = asyncio.create_task(self._run(self.task))

    async def _run(self, before: asyncio.Task | None) -> None:
        if before:
            before.cancel()
            await asyncio.wait([before])
        # The chapters first: the other pages list and count what stands there.
        paths = sorted(self.waiting, key=lambda path: path.parent.name != "chapters")
        if paths and not await _runs("-m", "book1688.make.run", *map(str, paths)):
            return
        if await _runs("-c", "import book1688.make.preview"):
            print("Starting again", flush=True)
            program = ["-m", "book1688.make.preview", str(self.port)]
            os.execv(sys.executable, [sys.executable, *program])


async def _runs(*arguments: str) -> bool:
    """Whether a Python program ends well; it ends with the task that waits for it."""
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT)
    try:
        return await process.wait() == 0
    except asyncio.CancelledError:
        process.kill()
        raise


async def follow(site: Site, again: Again) -> None:
    """Show what is saved."""
    data = data_files()
    async for changes in awatch(*(ROOT / name for name in WATCHED), debounce=200, step=20):
        paths = [Path(path) for _, path in changes]
        # Editors keep half-written files under names that begin with a dot.
        saved = {p for p in paths if "/." not in f"/{p.relative_to(ROOT).as_posix()}"}
        notebooks = {path for path in saved if path.suffix == ".ipynb"}
        others = {path.relative_to(ROOT).parts[0] for path in saved - notebooks}
        try:
            for path in notebooks:
                read_notebook(path, path.relative_to(ROOT).as_posix())
            if others & {"data", "book1688"}:
                check(ROOT)
                now = data_files()
                again.after([*by_data(data, now), *by_modules(saved)])
                data = now
        except (DataError, InputError, SyntaxError) as fault:
            print(fault, file=sys.stderr)
            continue
        if others and not others & {"data", "book1688"}:
            again.after([])
        if notebooks:
            with step(f"Saved: {', '.join(sorted(path.stem for path in notebooks))}"):
                site.renew()
            Told.tell()
            asyncio.get_running_loop().call_later(1, site.index)


async def serve(port: int) -> None:
    check(ROOT)
    with ExitStack() as patches:
        patches.enter_context(patch_docutils(None))
        patches.enter_context(docutils_namespace())
        with step("Building the preview"):
            site = Site()
        gc.freeze()  # what a whole build leaves in memory is not worth searching after each page
        print(f"Left out until `make site`: {LEFT_OUT}.")
        handlers = [
            (r"/told", Told), (r"/reload\.js", Script), (r"/(.+\.html)", Page, {"site": site}),
            (r"/", RedirectHandler, {"url": "/intro.html", "permanent": False}),
            (r"/(.*)", StaticFileHandler, {"path": SHOWN}),
        ]  # fmt: skip
        Application(handlers, static_hash_cache=False).listen(port, "127.0.0.1")
        print(f"Open http://localhost:{port}; saved notebooks show there. End with Control-C.",
              flush=True)  # fmt: skip
        await follow(site, Again(port))


def main(arguments: list[str]) -> int:
    """Show the site at the port named, or at the usual one."""
    port = int(arguments[0]) if arguments else PORT
    try:
        asyncio.run(serve(port))
    except (DataError, InputError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"Port {port}: {fault.strerror}. Name another one.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
