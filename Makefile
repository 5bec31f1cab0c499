# Every target sets up what it needs, so any of them may be typed first.
PY ?= python3
PYTHONS ?= python3.11 python3.12 python3.13
VENV := .venv
BIN := $(VENV)/bin
RUN_OPTIONS ?=
MUTATION ?=
BENCH ?=
NOTE ?=
TESTS ?=
WORKERS ?= 2
SMALL := --one-in 20000 --until 2030 --quiet
FAST := tests/law tests/scenario tests/cases tests/cli tests/results tests/report tests/test_reading.py tests/microdata/test_read.py

# Files of tests in their order over WORKERS processes, so that what a file makes for its tests is made once; compiled code is
# shared through its cache. WORKERS=0 tests in one process.
PYTEST := $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -p no:benchmark

# Bytecode of the sources is kept: the hundreds of processes of the tests would each compile them anew.
unexport PYTHONDONTWRITEBYTECODE

# An environment is kept as it is unless PY names another Python than the one in it.
tag_of = $(shell $(1) -c 'import sys; print("py%d%d" % sys.version_info[:2])' 2>/dev/null)
HELD := $(if $(wildcard $(BIN)/python),$(call tag_of,$(BIN)/python))
PY_TAG := $(if $(filter command environment,$(firstword $(origin PY))),$(call tag_of,$(PY)),$(or $(HELD),$(call tag_of,$(PY))))

# Exact versions are used on the Python they were resolved for; elsewhere the bounds of pyproject.toml rule.
CONSTRAINTS := $(wildcard constraints-$(PY_TAG).txt)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(addprefix --constraint ,$(CONSTRAINTS))

.PHONY: run test test-all test-pythons test-lowest lint format mutation bench calibrate schema derived quantities docs pages clean anew
.DEFAULT_GOAL := run

ifneq ($(HELD),$(or $(PY_TAG),none))
$(VENV)/.stamp-run: anew
endif

anew:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or later is needed, found $$($(PY) --version 2>&1); name one with make PY=python3.12"; exit 1; }
	@$(if $(HELD),echo "$(VENV) holds another Python ($(HELD)): making it anew for $(PY_TAG)")
	$(PY) -m venv --clear $(VENV)

$(VENV)/.stamp-run: pyproject.toml $(CONSTRAINTS)
	@echo "installing microsim into $(VENV)"
	@$(INSTALL) --editable '.[report]'
	@touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-run
	@echo "installing the tools for tests and checks into $(VENV)"
	@$(INSTALL) --editable '.[report,dev,data,explore,distributed]'
	@touch $@

$(VENV)/.stamp-docs: $(VENV)/.stamp-dev
	@echo "installing what makes the site into $(VENV)"
	@$(INSTALL) --editable '.[report,dev,data,docs]'
	@touch $@

run: $(VENV)/.stamp-run  ## project the baseline for both provinces
	$(BIN)/microsim run baseline $(RUN_OPTIONS)

test: $(VENV)/.stamp-dev  ## all tests but the slow ones
	$(PYTEST) -m "not slow" $(TESTS)

test-all: $(VENV)/.stamp-dev  ## all tests
	$(PYTEST)

test-pythons:  ## a small run and the tests on each of PYTHONS that is there, each in a clone of what is committed
	.ci/pythons '$(SMALL)' $(PYTHONS)

test-lowest: build/lowest.txt  ## a small run and the fast tests on the lowest versions declared (Python 3.11)
	$(MAKE) VENV=$(VENV)-lowest CONSTRAINTS=$< RUN_OPTIONS='$(SMALL) --out runs/lowest' TESTS='$(FAST)' run test

build/lowest.txt: pyproject.toml .ci/lowest.py
	@mkdir -p $(@D)
	$(PY) .ci/lowest.py > $@.new
	mv $@.new $@

lint: $(VENV)/.stamp-dev  ## style, format, types, spelling, scenario files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/check-jsonschema --check-metaschema scenarios/scenario.schema.json
	$(BIN)/check-jsonschema --schemafile scenarios/scenario.schema.json scenarios/*.yaml scenarios/reforms/*.yaml
	$(BIN)/check-jsonschema --check-metaschema scenarios/case.schema.json
	$(BIN)/check-jsonschema --check-metaschema scenarios/batch.schema.json
	$(BIN)/check-jsonschema --schemafile scenarios/batch.schema.json scenarios/batches/*.yaml
	$(BIN)/check-jsonschema --check-metaschema scenarios/solve.schema.json
	$(BIN)/check-jsonschema --schemafile scenarios/solve.schema.json scenarios/solves/*.yaml

format: $(VENV)/.stamp-dev  ## put the sources into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

calibrate: $(VENV)/.stamp-dev  ## estimate the uncertain assumptions from published figures (about an hour)
	$(BIN)/python -m calibration.estimation

mutation: $(VENV)/.stamp-dev  ## nudge every legal number, date and operator and ask whether the fast checks notice (MUTATION='code --only life')
	$(BIN)/python -m tests.mutation $(MUTATION)

bench: $(VENV)/.stamp-dev  ## measure speed, and tell the change against the last and the best (NOTE="a quiet machine", BENCH="-k year")
	@mkdir -p build
	$(BIN)/python -m pytest -q benchmarks --benchmark-only --benchmark-json=build/bench.json --benchmark-columns=median,rounds $(BENCH)
	$(BIN)/python -m benchmarks.history build/bench.json --note "$(NOTE)"
	$(BIN)/python -m benchmarks.threads
	$(BIN)/python -m benchmarks.idiom
	$(BIN)/python -m benchmarks.peers

schema: $(VENV)/.stamp-run  ## write the JSON Schemas of scenario, case, batch and solve files
	$(BIN)/microsim scenario schema > scenarios/scenario.schema.json.new
	mv scenarios/scenario.schema.json.new scenarios/scenario.schema.json
	$(BIN)/microsim pension --schema > scenarios/case.schema.json.new
	mv scenarios/case.schema.json.new scenarios/case.schema.json
	$(BIN)/microsim batch --schema > scenarios/batch.schema.json.new
	mv scenarios/batch.schema.json.new scenarios/batch.schema.json
	$(BIN)/microsim solve --schema > scenarios/solve.schema.json.new
	mv scenarios/solve.schema.json.new scenarios/solve.schema.json

quantities: $(VENV)/.stamp-run  ## write the page of all that a scenario may set
	$(BIN)/python -m microsim.scenarios.reference > docs/quantities.md.new
	mv docs/quantities.md.new docs/quantities.md

derived: $(VENV)/.stamp-run  ## write the page of values that no document gives
	$(BIN)/python -m microsim.law.derived > docs/derived-values.md.new
	mv docs/derived-values.md.new docs/derived-values.md

docs: $(VENV)/.stamp-docs  ## build the site of docs/ into build/site, in Chinese as far as it is translated into build/site-zh
	$(BIN)/python -m sphinx -q -W --keep-going -c docs/site . build/site
	DOCS_LANGUAGE=zh_CN $(BIN)/python -m sphinx -q -W --keep-going -c docs/site . build/site-zh

pages: $(VENV)/.stamp-docs  ## run the notebooks and write their pages (half an hour), and the glossary
	$(BIN)/python -m docs.site.glossary > docs/glossary.md.new
	mv docs/glossary.md.new docs/glossary.md
	$(BIN)/python -m docs.site.notebooks

clean:  ## remove the environment and caches, not the runs
	rm -rf $(VENV) $(VENV)-lowest build dist .pytest_cache .mypy_cache .ruff_cache
