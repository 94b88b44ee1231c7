# The commands of the project. They need Python 3.11 or newer and make, and nothing else.
# Everything is installed into .venv; a stamp in it says which parts are there, so that a second
# call is instant and a changed pyproject.toml installs again.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED = $(VENV)/.installed-$(1)
CODE := src tests bench examples docs

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run setup test check lint types heights spelling house format reference docs bench clean

help: ## show this list
	@echo "wholeprint: what machine learning really costs the planet"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "PYTHON=/path/to/python chooses the interpreter; everything lands in $(VENV)."

run: $(call INSTALLED,run) ## set up and run the demonstration
	@$(BIN)/wholeprint demo

setup: $(call INSTALLED,develop) ## set up everything a contributor needs, and the commit hooks
	@git rev-parse --git-dir >/dev/null 2>&1 && $(BIN)/pre-commit install || true

test: $(call INSTALLED,test) ## run the tests and show what they do not reach
	@$(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage report --format=total | sed 's/^/covered, %: /'

check: lint types heights spelling house ## run every linter and the rules of the house (-k: to the end)

lint: $(call INSTALLED,check)
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: $(call INSTALLED,check)
	$(BIN)/pyright

heights: $(call INSTALLED,check)
	$(BIN)/lint-imports --no-logo

spelling: $(call INSTALLED,check)
	$(BIN)/codespell

house: $(call INSTALLED,check)
	$(BIN)/pytest -q tests/house

format: $(call INSTALLED,check) ## rewrite the code as the formatter wants it
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

reference: $(call INSTALLED,run) ## write docs/reference/cli.md from the command line itself
	@$(BIN)/python docs/build_cli_reference.py

docs: $(call INSTALLED,docs) ## build the documentation into site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet && echo "site/index.html"

bench: $(call INSTALLED,bench) ## measure wholeprint side by side with its peers
	@$(BIN)/python bench/run.py $(ARGS)

clean: ## remove everything the other commands made
	rm -rf $(VENV) site dist build .coverage* .pytest_cache .ruff_cache .hypothesis \
	  .import_linter_cache bench/.peers
	find src tests bench docs examples -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed-%: pyproject.toml scripts/setup | $(BIN)/python
	@scripts/setup $(VENV) $*
	@touch $@

# make follows the link, so an interpreter that has gone away builds the environment again.
$(BIN)/python:
	@scripts/setup $(VENV) none
