"""Which documents the product finds for a question, each at its best passage."""

from evals.ranking import once
from retrieval.retrieve import Searcher
from retrieval.understand import Asked

PASSAGES = 60  # asked of every system: enough for ten sources unless a few have nearly all of them


def found_sources(searcher: Searcher, asked: Asked) -> tuple[str, ...]:
    """Source ids, best first."""
    return once(hit.passage.document.id for hit in searcher.search(asked, limit=PASSAGES).hits)
