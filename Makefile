# Lumbung: every command sets up what it needs by itself.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501

.PHONY: run test lint types unit browser bench soak docs screenshots audit hooks clean help

help:            ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run        ## the board in the browser on localhost:8501
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.dev       ## format, lint, types, all tests (real browser included)
	@sh tests/install.sh
	$(MAKE) --no-print-directory lint types audit
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

unit: $(VENV)/.dev       ## the tests without browser and office
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m "not browser and not office"

browser: $(VENV)/.dev    ## only the tests in real Chromium
	@sh tests/install.sh
	$(BIN)/pytest -m browser

lint: $(VENV)/.dev       ## ruff: format and rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev      ## mypy, strict
	$(BIN)/mypy

audit: $(VENV)/.dev      ## known holes in dependencies, secrets in files
	$(BIN)/python -m tests.audit

bench: $(VENV)/.dev      ## speed and cost beside their floors, in one run
	$(BIN)/python -m tests.bench

soak: $(VENV)/.dev       ## thousands of seeded meetings of app, people and faults; killed saves
	$(BIN)/python -m tests.soak

docs: $(VENV)/.run       ## docs/tables.md from config/
	$(BIN)/python -m sheets.docs

screenshots: $(VENV)/.dev  ## the pictures in README, taken from the running demo
	@sh tests/install.sh
	$(BIN)/python -m tests.screenshots

hooks: $(VENV)/.dev      ## format and lint before each commit
	$(BIN)/pre-commit install

clean:           ## remove what these commands made (never data/)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lumbung perlu Python 3.11 atau lebih baru / needs Python 3.11 or newer."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/.run $@
