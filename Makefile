# What each target does is printed by a bare `make`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= 2

.PHONY: help setup demo test check fix samples bench soak wheel lock clean
.DEFAULT_GOAL := help

help: ## Show this page
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(STAMP) ## Create .venv with everything pinned (the other targets do this by themselves)

demo: $(STAMP) ## Start embedded clouds with a fictional company, scan them, leave a report
	$(BIN)/exposurecheck demo --output-dir exposurecheck-out

test: check ## Everything: lint, types, import floors, tests, docs
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadgroup

check: $(STAMP) ## Lint, types and import floors only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: $(STAMP) ## Let ruff repair what it can
	$(BIN)/ruff check --fix --show-fixes .
	$(BIN)/ruff format .

samples: $(STAMP) ## Write reports/samples and reports/schemas again
	$(BIN)/python -m tests.samples

bench: $(STAMP) ## Measure against peers, side by side in one run, and print ratios
	$(BIN)/python -m tests.bench

soak: $(STAMP) ## Kill 50 scans and resume them, save a year of nightly runs, and print what that costs (half an hour)
	$(BIN)/python -m tests.soak

wheel: $(STAMP) ## Build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: $(STAMP) ## Pin the newest versions into constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --all-extras pyproject.toml --output-file constraints.txt
	sed -i '1i # Every version and hash that the project is tested with. Regenerate with `make lock`. Names no index.' constraints.txt

clean: ## Remove what the targets above have made
	rm -rf $(VENV) dist build exposurecheck-out .mypy_cache .ruff_cache .pytest_cache
