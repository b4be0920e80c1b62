# make demo   set up, then generate the two main example clients into build/demo/; with page numbers where LibreOffice is installed
# make test   set up, then run the tests
# Everything the two need is installed here: a virtual environment in .venv, and, for the tests, LibreOffice, Poppler and
# fonts through the system's package manager when they are missing.

PYTHON ?= python3
BIN := .venv/bin
MAIN_EXAMPLES := cloudridge harbourline
DEBIAN_PACKAGES := libreoffice-writer libreoffice-calc poppler-utils fonts-noto-cjk fonts-liberation fonts-crosextra-carlito

.PHONY: demo test lint templates benchmarks word-check clean

demo: .venv/runtime
	rm -rf build/demo
	@pages=$$(command -v soffice >/dev/null && echo --page-numbers); \
	for name in $(MAIN_EXAMPLES); do \
	  $(BIN)/docgen new build/demo/$$name --example $$name && $(BIN)/docgen build build/demo/$$name $$pages || exit 1; \
	done

test: .venv/development system-packages
	$(BIN)/python -m pytest -n auto

lint: .venv/development
	$(BIN)/ruff check docgen tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

templates: .venv/development
	$(BIN)/python -m docgen.authoring

benchmarks: .venv/development
	$(BIN)/python benchmarks/run.py
	$(BIN)/python -m benchmarks.two_clients

# Ten files for somebody with Word and WPS: docs/word-check.md
word-check: .venv/development
	$(BIN)/python -m benchmarks.word_check build/word-check

clean:
	rm -rf .venv build dist

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "docgen needs Python 3.11 or newer; name it: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; $(call install,python3-venv) && $(PYTHON) -m venv .venv; }

.venv/runtime: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[pages]'
	@touch $@

.venv/development: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/runtime

.PHONY: system-packages
system-packages:
	@if ! command -v soffice >/dev/null || ! command -v pdftocairo >/dev/null || ! fc-list :lang=zh-cn 2>/dev/null | grep -q .; then \
	  $(call install,$(DEBIAN_PACKAGES)); \
	fi

# Installs Debian packages as root or through sudo; elsewhere says what is needed.
define install
{ command -v apt-get >/dev/null || { echo "Please install: $(1)"; exit 1; }; \
  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
  $$SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }
endef
