"""What many tests share: no network, and one index of the shipped corpus."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from retrieval.answering import Parts
from retrieval.build import build
from retrieval.embed import load_embedders
from retrieval.opening import open_parts
from retrieval.settings import DEFAULT_EMBEDDINGS, DEFAULT_HOME
from retrieval.sources import read_corpus

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def _clean_environment() -> Iterator[None]:
    """No network, and no setting of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HF_HUB_OFFLINE", "1")
        for name in list(os.environ):
            if name.startswith("CITABOT_") or name == "TELEGRAM_BOT_TOKEN":
                environment.delenv(name)
        yield


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index holds the shipped corpus, embedded by the default models.

    Built once, for all processes that run these tests; each has a copy of its own.
    """
    own = tmp_path_factory.getbasetemp()
    together = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with FileLock(together / "shipped.lock"):
        if not (together / "shipped").exists():
            _build(together / "unfinished").rename(together / "shipped")
    return shutil.copytree(together / "shipped", tmp_path_factory.mktemp("shipped") / "home")


def _build(home: Path) -> Path:
    """What the index of this checkout has embedded already, if there is one, is not embedded again."""
    if (ROOT / DEFAULT_HOME / "index" / "current").exists():
        shutil.copytree(ROOT / DEFAULT_HOME / "index", home / "index", dirs_exist_ok=True)
    build(home, read_corpus(CORPUS), load_embedders(DEFAULT_EMBEDDINGS), lambda progress: None)
    return home


@pytest.fixture(scope="session")
def shipped_parts(shipped_home: Path) -> Parts:
    """What answers from the shipped corpus."""
    return open_parts(shipped_home, DEFAULT_EMBEDDINGS)
