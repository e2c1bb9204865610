"""The three documents of the corpus, loaded once."""

import pytest

from retrieval.document import Document
from tests.retrieval.builders import corpus_document


@pytest.fixture(scope="session")
def faq() -> Document:
    return corpus_document("ice-crime-victims-faq.txt")


@pytest.fixture(scope="session")
def roadmap() -> Document:
    return corpus_document("unodc-children-roadmap.txt")


@pytest.fixture(scope="session")
def report() -> Document:
    return corpus_document("wbt-first-100-days.txt")
