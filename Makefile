# Every target sets up what it needs, so any of them may be typed first.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_OPTIONS ?=

# Exact versions are used on the Python they were resolved for; elsewhere the bounds of pyproject.toml rule.
PY_TAG := $(shell $(PY) -c 'import sys; print("py%d%d" % sys.version_info[:2])')
CONSTRAINTS := $(wildcard constraints-$(PY_TAG).txt)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(addprefix --constraint ,$(CONSTRAINTS))

.PHONY: run test test-all lint format bench schema derived quantities clean
.DEFAULT_GOAL := run

$(BIN)/python:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed, found $$($(PY) --version); name one with make PY=python3.12"; exit 1; }
	$(PY) -m venv $(VENV)

$(VENV)/.stamp-run: pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "installing microsim into $(VENV)"
	@$(INSTALL) --editable '.[report]'
	@touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-run
	@echo "installing the tools for tests and checks into $(VENV)"
	@$(INSTALL) --editable '.[report,dev,data]'
	@touch $@

run: $(VENV)/.stamp-run  ## project the baseline for both provinces
	$(BIN)/microsim run baseline $(RUN_OPTIONS)

test: $(VENV)/.stamp-dev  ## all tests but the slow ones
	$(BIN)/python -m pytest -q -m "not slow"

test-all: $(VENV)/.stamp-dev  ## all tests
	$(BIN)/python -m pytest -q

lint: $(VENV)/.stamp-dev  ## style, format, types, spelling, scenario files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/check-jsonschema --check-metaschema scenarios/scenario.schema.json
	$(BIN)/check-jsonschema --schemafile scenarios/scenario.schema.json scenarios/*.yaml
	$(BIN)/check-jsonschema --check-metaschema scenarios/case.schema.json
	$(BIN)/check-jsonschema --schemafile scenarios/case.schema.json tests/cases/worked/*.yaml

format: $(VENV)/.stamp-dev  ## put the sources into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.stamp-dev  ## measure speed
	$(BIN)/python -m pytest -q benchmarks --benchmark-only

schema: $(VENV)/.stamp-run  ## write the JSON Schemas of scenario and case files
	$(BIN)/microsim scenario schema > scenarios/scenario.schema.json.new
	mv scenarios/scenario.schema.json.new scenarios/scenario.schema.json
	$(BIN)/microsim pension --schema > scenarios/case.schema.json.new
	mv scenarios/case.schema.json.new scenarios/case.schema.json

quantities: $(VENV)/.stamp-run  ## write the page of all that a scenario may set
	$(BIN)/python -m microsim.scenario.reference > docs/quantities.md.new
	mv docs/quantities.md.new docs/quantities.md

derived: $(VENV)/.stamp-run  ## write the page of values that no document gives
	$(BIN)/python -m microsim.law.derived > docs/derived-values.md.new
	mv docs/derived-values.md.new docs/derived-values.md

clean:  ## remove the environment and caches, not the runs
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
