"""The promises that the repository's own files make: dependencies, locks, layout, who may import whom."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-slim.lock")
ONLY_FULL = {
    "torch", "transformers", "sentence-transformers", "scikit-learn", "langchain-text-splitters",
}  # fmt: skip
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) (.*(?:\n .*)*)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
SOURCES = packages_distributions()  # what each importable name was installed by
GROUPS = {name: [Requirement(line) for line in lines] for name, lines in PROJECT["dependency-groups"].items()}


def locked_versions(lock: str) -> dict[str, str]:
    return {match[1]: match[2] for match in LOCKED.finditer((ROOT / lock).read_text())}


def declared_for(lock: str) -> list[Requirement]:
    """What pyproject.toml asks of a lock; torch is in none of them."""
    left_out = ONLY_FULL if lock == "requirements-slim.lock" else {"torch"}
    declared = RUNTIME + GROUPS["build"] + (GROUPS["dev"] if lock == "requirements-dev.lock" else [])
    return [requirement for requirement in declared if requirement.name not in left_out]


def imported_packages(package: str) -> set[str]:
    """First names of everything that a package's modules import, at their top or inside functions."""
    names: set[str] = set()
    for module in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.split(".")[0])
    return names


def test_every_dependency_says_why_it_is_there() -> None:
    declared = re.findall(r'^ {4}"[A-Za-z].*",(.*)$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert len(declared) == len(RUNTIME) + sum(len(group) for group in GROUPS.values())
    assert [reason for reason in declared if not re.fullmatch(r"\s+# \S.{8,}", reason)] == []


@pytest.mark.parametrize(
    ("packages", "requirements"),
    [
        pytest.param(("bot", "retrieval"), RUNTIME, id="what answers"),
        pytest.param(("evals",), RUNTIME + GROUPS["dev"], id="what evaluates"),
    ],
)
def test_every_library_that_is_imported_is_declared(
    packages: tuple[str, ...], requirements: list[Requirement]
) -> None:
    imported = set().union(*map(imported_packages, packages))
    libraries = imported - sys.stdlib_module_names - {"bot", "retrieval", "evals"}

    declared = {canonicalize_name(line.name) for line in requirements}
    sources = {name: {canonicalize_name(source) for source in SOURCES[name]} for name in libraries}
    assert [name for name in sorted(libraries) if not declared & sources[name]] == []


def test_the_build_backend_is_locked_as_it_is_declared() -> None:
    assert [str(line) for line in GROUPS["build"]] == PROJECT["build-system"]["requires"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text()
    locked = list(LOCKED.finditer(text))

    assert len(locked) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert [match[1] for match in locked if "--hash=sha256:" not in match[3]] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_server(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_pyproject_declares_at_a_version_it_allows(lock: str) -> None:
    versions = locked_versions(lock)

    declared = {canonicalize_name(line.name): line.specifier for line in declared_for(lock)}

    assert declared.keys() - versions.keys() == set()
    assert [name for name, allowed in declared.items() if versions[name] not in allowed] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-slim.lock"])
def test_every_lock_agrees_with_the_one_that_is_tested(lock: str) -> None:
    assert locked_versions(lock).items() <= locked_versions("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_holds_torch_or_what_it_pulls_for_a_gpu(lock: str) -> None:
    gpu = re.compile(r"torch|triton|nvidia-.*|cuda-.*")

    assert [name for name in locked_versions(lock) if gpu.fullmatch(name)] == []


def test_the_slim_lock_leaves_out_what_only_other_models_need() -> None:
    assert locked_versions("requirements-slim.lock").keys() & ONLY_FULL == set()


def test_the_top_level_holds_only_what_it_should() -> None:
    allowed = {"bot", "retrieval", "corpus", "prompts", "evals", "tests", "docs"}
    allowed |= {"pyproject.toml", "Dockerfile", "compose.yaml", "Makefile", *LOCKS, "requirements-model.lock"}
    allowed |= {"README.md", "CHANGELOG.md", "LICENSE"}
    ignored = {"build", "dist", "__pycache__"}

    assert {path.name for path in ROOT.iterdir() if path.name[0] != "."} - allowed - ignored == set()


@pytest.mark.parametrize(
    ("package", "out_of_bounds"),
    [
        pytest.param("retrieval", {"bot", "evals", "tests"}, id="retrieval stands alone"),
        pytest.param("evals", {"bot", "tests"}, id="evals imports retrieval"),
        pytest.param("bot", {"tests"}, id="bot imports retrieval"),
    ],
)
def test_a_package_imports_only_what_it_may(package: str, out_of_bounds: set[str]) -> None:
    imported = imported_packages(package)

    assert imported, f"{package} has no module"
    assert imported & out_of_bounds == set()


def test_no_module_that_serves_imports_torch() -> None:
    program = """
import bot, importlib, pkgutil, retrieval, sys
for package in (bot, retrieval):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
print(*sys.modules)
"""

    imported = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert "bot.cli" in imported
    assert {"torch", "transformers", "sentence_transformers"} & set(imported) == set()
