# The five words of the project: demo, test, lint, bench, docs. `make setup` is done by each as needed.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test lint bench docs setup spark lock browser clean

setup: $(STAMP)

$(STAMP): requirements/lock.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/retold run examples/harbour/documents --record examples/harbour/documents/minutes.txt --case out/harbour

test: lint
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python bench/run.py

docs: $(STAMP)
	$(BIN)/python docs/build.py

# Spark (some 500 MB) and a Java runtime are needed only by the Spark engine and its tests, which are skipped without them.
spark: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes \
	  -r requirements/spark.txt

# Chromium is needed only by the browser tests.
browser:
	apt-get update && apt-get install --yes --no-install-recommends chromium libatomic1

lock:
	$(PYTHON) -m venv out/lock && out/lock/bin/python -m pip install --quiet uv
	out/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --group dev -o requirements/lock.txt pyproject.toml
	out/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --group spark -c requirements/lock.txt -o requirements/spark.txt

clean:
	rm -rf out .venv .mypy_cache .ruff_cache .pytest_cache
