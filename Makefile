# Two commands set everything up on a machine that has only Python and make: `make demo`, `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test test-browser test-spark lint bench format clean

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

demo: $(VENV)/.installed
	$(BIN)/svcnorm check examples/transcripts/ --fail-on never

test: $(VENV)/.installed
	$(BIN)/python -m pytest -n auto

# Looks at the pages in a real browser: Debian's, if there is none and we may install it. Pictures of them are in build/.
BROWSER_FOUND := command -v chromium || command -v chromium-browser || command -v google-chrome
test-browser: $(VENV)/.browser
	@$(BROWSER_FOUND) || { apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk; }
	SVCNORM_SCREENSHOTS=build/screenshots $(BIN)/python -m pytest -m browser tests/browser

$(VENV)/.browser: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev,browser]"
	touch $@

# Starts a master and a worker of Spark on this machine; needs Java 17.
test-spark: $(VENV)/.spark
	$(BIN)/python -m pytest -m spark tests/audit

$(VENV)/.spark: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev,spark]"
	touch $@

# The shipped rules are linted by `make test`, a pack a test, on all cores.
lint: $(VENV)/.installed
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports

# COUNT=100000 takes six minutes on two cores; without it, two thousand are audited.
COUNT ?= 2000
bench: $(VENV)/.installed
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/audit.py $(COUNT) --pack tests/audit/house.yaml
	$(BIN)/python benchmarks/audit.py 500 --pack phone
	$(BIN)/python benchmarks/same.py $(COUNT) --pack tests/audit/house.yaml
	$(BIN)/python benchmarks/report.py $(COUNT)

format: $(VENV)/.installed
	$(BIN)/ruff format src tests benchmarks tools
	$(BIN)/ruff check --fix src tests benchmarks tools

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache
