# `make site` and `make test` need nothing but Python, git and make.
PYTHON ?= python3
bin := .venv/bin

# What the site is made from. The folders are listed too, so that a deleted file counts as a change.
sources := _config.yml _toc.yml requirements.txt intro.ipynb $(wildcard book1688/*.py book1688/*/*.py book1688/*/*/*.py) \
	$(foreach folder,chapters reference data _static _static/some _templates,$(folder) $(wildcard $(folder)/*))

book := _build/html/1688-book.pdf
pytest := --quiet --no-header --show-capture=no --disable-warnings

# Where the site is to be published, if anywhere; a site built for another place is built again.
places := $(strip $(BOOK_SITE_URL) $(BOOK_REPOSITORY_URL))
ifneq ($(places),$(shell cat _build/site 2> /dev/null))
.PHONY: _build/site
endif

# What is started here takes no settings over from the caller's git, Python, Jupyter or pip, but for
# those that say where pip finds packages: the lock says which. Tests go without proxies, too.
from := PIP_CERT PIP_CLIENT_CERT PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_NO_INDEX \
	PIP_TRUSTED_HOST PIP_PROXY PIP_TIMEOUT PIP_DEFAULT_TIMEOUT PIP_RETRIES PIP_CACHE_DIR PIP_CONFIG_FILE
unexport $(filter-out $(from),\
	$(filter GIT_% PYTHON% PIP_% JUPYTER% IPYTHON% MPL% MATPLOTLIB%,$(.VARIABLES)))
# A file of pip's settings gives way to this, and in folders of our own no file of the caller's home
# changes an output, and none has to be writable.
export PIP_USER := 0
export IPYTHONDIR := $(CURDIR)/.cache/ipython
export JUPYTER_DATA_DIR := $(CURDIR)/.cache/jupyter
export MPLCONFIGDIR := $(CURDIR)/.cache/matplotlib

.PHONY: help environment site preview pdf test thorough check mutants changes links measure run lab serve lock clean
.DELETE_ON_ERROR:

help:
	@echo 'make site    set up, build the site (a warning is an error), print it as a PDF'
	@echo 'make pdf     print the site as a PDF; needs a Chromium'
	@echo 'make preview show the site at http://localhost:8000, and every page again once it is saved'
	@echo 'make test    set up, build, then check everything: data, notebooks, site'
	@echo 'make thorough what seldom fails and takes long: a second build, damages; needs the site'
	@echo 'make check   check the data alone: every cell, every sum, every growth rate'
	@echo 'make mutants damage one thing at a time, and demand that a check notices; ALL=1: all rows'
	@echo 'make changes list what differs for readers from a revision: make changes BASE=main'
	@echo 'make run     execute the notebooks again and store their outputs'
	@echo 'make lab     open the notebooks in JupyterLab'
	@echo 'make serve   show the site at http://localhost:8000'
	@echo 'make lock    resolve requirements.in into requirements.txt'
	@echo 'make links   ask every host whether the sources are still there'
	@echo 'make measure record weights and times for the page on method; needs a Chromium'
	@echo 'make clean   remove what was built'

# Installed by the uv of the lock where a machine has it, else by pip, in both cases by hashes.
# .venv/lock says what .venv was made from. Anything else there, or a half-finished set-up, means
# a new environment, so that a package left over from an older lock cannot hide a missing one.
# The .pth file makes `import book1688` work from every folder, as an install would; its path is
# relative, and tools start through the interpreter, so that a copied folder runs its own code.
environment:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'This book needs Python 3.11 or newer. Name one: make PYTHON=python3.12' >&2; exit 1; }
	@{ $(PYTHON) --version; cat requirements.txt; } | cmp -s - .venv/lock || { \
		set -e; \
		echo "Setting up .venv with $$(grep -c == requirements.txt) packages; this takes a minute or two."; \
		$(PYTHON) -m venv --clear .venv; \
		locked=$$(sed -n 's/^uv==\([^ ]*\).*/uv \1/p' requirements.txt); \
		case "$$(uv --version 2> /dev/null) " in \
			"$$locked "*) uv pip install --quiet --python $(bin)/python --require-hashes --only-binary :all: \
				--compile-bytecode --requirement requirements.txt;; \
			*) $(bin)/python -m pip install --disable-pip-version-check --require-hashes --only-binary :all: \
				--progress-bar off --quiet --quiet --requirement requirements.txt;; \
		esac; \
		$(bin)/python -c 'import os, pathlib, sysconfig; packages = pathlib.Path(sysconfig.get_path("purelib")); \
			(packages / "book1688.pth").write_text(os.path.relpath(".", packages) + "\n")'; \
		{ $(PYTHON) --version; cat requirements.txt; } > .venv/lock; }

site: _build/site $(book)

# Only from sound input, and always from nothing, so that no page outlives its source.
_build/site: $(sources) | environment
	@$(bin)/python -m book1688.make.build
	@echo '$(places)' > $@
	@echo 'The site is in _build/html; open _build/html/index.html.'

preview: environment
	@$(bin)/python -m book1688.make.preview

# Printed from the built pages, where there is a Chromium.
pdf: $(book)

$(book): _build/site book1688/site/print.css CITATION.cff
	@$(bin)/python -m book1688.site.pdf

# What is cheap and likely to fail comes first: data and notebooks, those changed since they last
# passed before the others; then the site and everything about it, the slowest first.
test: environment
	@echo 'Checking the notebooks'
	@$(bin)/python -m book1688.make.inputs .
	@$(bin)/python -m pytest $(pytest) intro.ipynb chapters reference tests/test_notebooks.py
	@$(MAKE) --no-print-directory site
	@echo 'Checking everything else'
	@$(bin)/python -m pytest $(pytest) tests --deselect tests/test_notebooks.py

thorough: site
	@$(bin)/python -m pytest $(pytest) -m thorough tests

check: environment
	@$(bin)/python -m book1688.data

mutants: environment
	$(bin)/python -m tests.mutants $(if $(ALL),--all)

changes: environment
	@$(bin)/python -m book1688.make.changes '$(BASE)'

links: environment
	$(bin)/python -m book1688.make.linkcheck

measure: site
	$(bin)/python -m book1688.make.measure

run: environment
	$(bin)/python -m book1688.make.run

# Trusted, because JupyterLab shows no drawings of notebooks that it does not trust.
lab: environment
	@$(bin)/python $(bin)/jupyter-trust --log-level=WARN intro.ipynb chapters/*.ipynb reference/*.ipynb > /dev/null
	$(bin)/python -m jupyterlab --LabApp.default_url=/lab/tree/chapters --LabApp.custom_css=True \
		--ServerApp.tornado_settings='{"static_custom_path": ["lab"]}'

serve: site
	$(bin)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

lock: environment
	$(bin)/python -m uv pip compile $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header \
		--quiet --output-file requirements.txt requirements.in

clean:
	rm -rf _build .pytest_cache .ruff_cache
