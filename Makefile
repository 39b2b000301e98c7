# The commands of Towpath. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin/python
export DJANGO_SETTINGS_MODULE ?= towpath.settings.demonstration

.DEFAULT_GOAL := help
.PHONY: help install wheel demo test test-all faults lint audit sbom docs bench load release-fixture mutants requirements clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: ## Set up: virtual environment, hashed requirements, front-end packages, styles, fonts
	@$(PYTHON) tools/install.py

wheel: install ## Build what installations are set up from, in dist/: the wheel with its styles and fonts, and requirements
	@$(RUN) tools/wheel.py

demo: install ## Serve the demonstration partnership on 127.0.0.1:8000
	@$(RUN) -m towpath demo --port $(PORT)

test: ## Run the tests on SQLite, then what a database may change on PostgreSQL where DATABASE_URL names one
	@$(PYTHON) tools/install.py --dev
	@$(RUN) tools/run_tests.py

test-all: ## Run what `make test` leaves out: faults, the suite twice at once, and all that is tried on more
	@$(PYTHON) tools/install.py --dev
	@$(RUN) tools/run_tests.py --all

faults: ## Kill, restart, fill and silence what Towpath runs on, and see that nothing is lost
	@$(PYTHON) tools/install.py --dev
	@DJANGO_SETTINGS_MODULE=towpath.settings.testing $(RUN) -m pytest -q -n auto --dist loadgroup tests/faults

lint: ## Check style, types, the order of floors
	@$(PYTHON) tools/install.py --dev
	@$(RUN) tools/lint.py

audit: ## Ask whether a known weakness stands in a package (needs the services of both registries)
	@$(PYTHON) tools/install.py --dev
	@$(RUN) tools/audit.py

sbom: ## Write what Towpath is made of to sbom.cdx.json (CycloneDX)
	@$(PYTHON) tools/install.py --dev
	@$(RUN) tools/sbom.py

docs: ## Rebuild the generated parts of docs/
	@$(PYTHON) tools/install.py --dev
	@$(RUN) tools/build_docs.py

bench: ## Measure speed and report ratios
	@$(PYTHON) tools/install.py --dev
	@$(RUN) -m bench

load: ## Let twenty people work at once for a minute, and see that nothing fails, is slow, lost or doubled
	@$(PYTHON) tools/install.py --dev --load
	@$(RUN) -m bench.load

release-fixture: ## Keep a database of this release with what it shows (needs PostgreSQL in DATABASE_URL)
	@$(PYTHON) tools/install.py --dev
	@$(RUN) tools/keep_release.py

mutants: ## Make 100 small mistakes on purpose and count those no test notices (SEED=, COUNT=)
	@$(PYTHON) tools/install.py --mutants
	@$(RUN) tools/mutants.py $(if $(SEED),--seed $(SEED)) --count $(or $(COUNT),100)

requirements: ## Pin the requirements again, with hashes (needs uv)
	@for set in base dev node mutants load; do \
	  uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate requirements/$$set.in -o requirements/$$set.txt || exit 1; done

clean: ## Remove what was installed and built; keeps var/, where the demonstration's data is
	@rm -rf .venv .venv-load node_modules dist towpath/ui/static/built towpath/documents/writers/fonts .mypy_cache .ruff_cache .pytest_cache .hypothesis
