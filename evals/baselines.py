"""What the search is measured against: simpler ways to find the same documents.

BM25 alone, each embedding model alone, and the pipeline that tutorials build. None sees more
than the question itself. The first ones read the index that the product built; the pipeline
splits and embeds the files anew.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from langchain_chroma import Chroma
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.found import PASSAGES
from retrieval.embed import Embedder
from retrieval.lexical import terms
from retrieval.loading.files import read_text
from retrieval.look_up import Model
from retrieval.retrieve import Searcher
from retrieval.sources import Corpus
from retrieval.store import add, nearest, opened
from retrieval.understand import Asked

_TENTH = 10
Rank = Callable[[Asked], Sequence[str]]  # ids of the sources of the best passages, best first, with repeats
Tell = Callable[[Asked], float]  # the higher, the likelier is an answer


def from_index(searcher: Searcher) -> dict[str, Rank]:
    """The baselines that use what is indexed already, by name."""
    dense = {f"{model.embedder.key} alone": by_meaning(searcher, model) for model in _reading(searcher)}
    return {"BM25 alone": by_words(searcher), **dense}


def tellers(searcher: Searcher) -> dict[str, Tell]:
    """Simple ways to tell whether there is an answer, by name."""
    return {f"{model.embedder.key}, best minus tenth": by_lead(model) for model in _reading(searcher)}


def _reading(searcher: Searcher) -> list[Model]:
    """The models that read any of the documents."""
    languages = {passage.document.source.language for passage in searcher.contents.passages}
    return [each for each in searcher.models if any(each.embedder.reads(name) for name in languages)]


def by_words(searcher: Searcher) -> Rank:
    """BM25 over whole passages; a passage that shares no word is not found."""
    spoken = np.array([passage.document.source.language for passage in searcher.contents.passages])
    languages = [str(language) for language in np.unique(spoken)]

    def rank(asked: Asked) -> list[str]:
        scores = np.zeros(len(spoken), dtype=np.float32)
        for language in languages:
            found = searcher.lexical.scores(terms(asked.text, language))
            scores = np.where(spoken == language, found, scores)
        best = np.argsort(-scores, kind="stable")[:PASSAGES]
        return [searcher.contents.passages[place].document.id for place in best if scores[place] > 0]

    return rank


def by_meaning(searcher: Searcher, model: Model) -> Rank:
    """The nearest vectors of whole passages."""
    sources = {passage.id: passage.document.id for passage in searcher.contents.passages}

    def rank(asked: Asked) -> list[str]:
        vector = model.embedder.embed_query(asked.text)
        return [sources[name] for name in nearest(model.stores[0].passages, vector, PASSAGES)]

    return rank


def by_lead(model: Model) -> Tell:
    """How far the nearest passage lies above the tenth: where nothing stands out, nothing answers."""

    def tell(asked: Asked) -> float:
        cosines = nearest(model.stores[0].passages, model.embedder.embed_query(asked.text), _TENTH)
        return max(cosines.values(), default=0.0) - min(cosines.values(), default=0.0)

    return tell


@contextmanager
def tutorial(corpus: Corpus, folder: Path, embedder: Embedder) -> Iterator[Rank]:
    """Recursive splitter, an embedding model, Chroma; its store lies in `folder`, open until the end."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = {
        f"{source.id}/{number}": chunk
        for source in corpus.sources
        for number, chunk in enumerate(splitter.split_text(read_text(corpus.path(source))))
    }
    with opened(folder) as client:
        store = Chroma(collection_name="tutorial", client=client, embedding_function=embedder)
        for _ in add(store, chunks):
            pass

        def rank(asked: Asked) -> list[str]:
            found = nearest(store, embedder.embed_query(asked.text), PASSAGES)
            return [name.rpartition("/")[0] for name in found]

        yield rank
