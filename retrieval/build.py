"""Build a generation: load, split, embed, count words, check, make current.

Nothing is visible before the last rename: a build that fails or is killed leaves the
current generation as it is. Texts that the current generation embedded with the same model
are not embedded again.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
from chromadb.api import ClientAPI
from filelock import FileLock, Timeout

from retrieval.embed import Embedder, Remembering, general
from retrieval.errors import (
    BuildInProgressError,
    IndexMismatchError,
    IndexMissingError,
    SettingsError,
)
from retrieval.generation import (
    FORMAT,
    Contents,
    Generations,
    Manifest,
    load_contents,
    load_manifest,
    save_contents,
    save_manifest,
    stored_lines,
)
from retrieval.lexical import LexicalIndex, terms
from retrieval.read import Progress, read_contents
from retrieval.recognise import Known, Recogniser, load_recogniser, save_recogniser
from retrieval.sources import Corpus
from retrieval.store import (
    STORE_FAILURES,
    VectorStore,
    add,
    known_vectors,
    nearest,
    opened,
    server_prefix,
)
from retrieval.texts import Texts, texts_of

_log = logging.getLogger(__name__)
_Vectors = dict[str, Sequence[float]]  # by text
_Read = TypeVar("_Read")
_BATCH = 128  # questions at a time, so that the progress bar moves


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    manifest: Manifest
    folder: Path
    embedded: int  # texts that had to be embedded; the others were known


def build(
    home: Path,
    corpus: Corpus,
    embedders: Sequence[Embedder],
    report: Callable[[Progress], None],
    server: ClientAPI | None = None,
) -> Built:
    """Build a generation from `corpus` and make it current; put its vectors on `server` too.

    Raises BuildInProgressError when another process builds, CorpusError when a document cannot
    be loaded, SettingsError when `home` cannot be written; the current generation stays as it is
    in all these cases. A server that fails is left aside, with a warning in the log: the
    embedded store has everything.
    """
    generations = Generations.of(home)
    _make(generations.folder)
    try:
        with FileLock(generations.lock, timeout=0):
            return _build(generations, corpus, embedders, report, server)
    except Timeout:
        raise BuildInProgressError(
            f"another build is running in {home}; wait for it, then run: citabot index"
        ) from None
    except OSError as error:  # a write that fails does not say in which file
        raise SettingsError(
            f"{error.filename or generations.folder} cannot be written ({error.strerror or error}); "
            "mend it there, or set --home or CITABOT_HOME to another folder."
        ) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"{folder} cannot be made ({error.strerror}); set --home or CITABOT_HOME to another folder."
        ) from error


def _build(
    generations: Generations,
    corpus: Corpus,
    embedders: Sequence[Embedder],
    report: Callable[[Progress], None],
    server: ClientAPI | None,
) -> Built:
    before = _current_or_none(generations)
    generations.sweep(keep=[before] if before else [])
    contents = read_contents(corpus, report)
    building = generations.begin(_new_id())
    save_contents(building, contents)
    models = [_Model.of(embedder, contents, before) for embedder in embedders]
    _embed(building, models, report)
    asking = general(embedders)
    learnt = _learnt(before, asking)
    questions = Remembering(asking.embed_queries, _known_questions(learnt))
    _learn(building, Known.of(contents), learnt, questions, report)
    _index_words(building, contents)
    manifest = _manifest(building, corpus, contents, models, asking)
    save_manifest(building, manifest)
    embedded = sum(model.texts.embedded for model in models) + questions.embedded
    return Built(manifest, _finished(generations, building, manifest, models, server), embedded)


def _finished(
    generations: Generations,
    building: Path,
    manifest: Manifest,
    models: Sequence["_Model"],
    server: ClientAPI | None,
) -> Path:
    """The generation, current; on the server before that, and earlier ones off it after that."""
    if server is None:
        return generations.finish(building)
    own = generations.identify()
    prefix = server_prefix(own, manifest.id)
    _upload(server, prefix, models)
    finished = generations.finish(building)
    _clear(server, server_prefix(own), keep=prefix)
    return finished


def _current_or_none(generations: Generations) -> Path | None:
    try:
        return generations.current()
    except IndexMissingError:
        return None


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _known_texts(before: Path | None, embedder: Embedder) -> _Vectors:
    """Texts of the generation before with their vectors, if the same weights made them."""

    def read(folder: Path, manifest: Manifest) -> _Vectors:
        if not _made(manifest, embedder):
            return {}
        with opened(folder / "chroma") as client:
            store = VectorStore.of(client, embedder, key=embedder.key)
            return {**known_vectors(store.passages), **known_vectors(store.units)}

    return _of(before, read, {})


def _made(manifest: Manifest, embedder: Embedder) -> bool:
    """Did these very weights embed the generation?"""
    made = zip(manifest.embedders, manifest.embedder_digests, strict=True)
    return (embedder.identity, embedder.digest()) in made


def _learnt(before: Path | None, embedder: Embedder) -> Recogniser | None:
    """What the generation before learnt from the questions that people ask, by the same weights."""

    def read(folder: Path, manifest: Manifest) -> Recogniser | None:
        if not _made(manifest, embedder) or manifest.questions_digest != embedder.digest():
            return None
        return load_recogniser(folder, load_contents(folder))

    return _of(before, read, None)


def _known_questions(learnt: Recogniser | None) -> _Vectors:
    if learnt is None:
        return {}
    texts = [question.text for question in learnt.known.questions]
    return dict(zip(texts, learnt.vectors.tolist(), strict=True))


def _of(before: Path | None, read: Callable[[Path, Manifest], _Read], nothing: _Read) -> _Read:
    """What `read` finds in the generation before; `nothing` if there is none, or it is damaged."""
    if before is None:
        return nothing
    try:
        return read(before, load_manifest(before))
    except (IndexMismatchError, *STORE_FAILURES) as error:
        _log.warning("the index in use cannot be read, all is embedded again: %s", type(error).__name__)
        return nothing


@dataclass(frozen=True, slots=True)
class _Model:
    """A model with what it embeds; nothing is embedded twice."""

    embedder: Embedder
    wanted: Texts
    texts: Remembering

    @classmethod
    def of(cls, embedder: Embedder, contents: Contents, before: Path | None) -> "_Model":
        texts = Remembering(embedder.embed_documents, _known_texts(before, embedder))
        return cls(embedder, texts_of(contents.passages, embedder), texts)

    def store(self, client: ClientAPI, prefix: str = "") -> VectorStore:
        return VectorStore.of(client, self.texts, key=self.embedder.key, prefix=prefix, new=True)

    def sizes(self) -> tuple[int, int]:
        return len(self.wanted.passages), len(self.wanted.units)

    def fill(self, store: VectorStore) -> Iterator[int]:
        """Put everything into the store; yields how many vectors each batch held."""
        yield from add(store.passages, self.wanted.passages)
        yield from add(store.units, self.wanted.units)


def _embed(building: Path, models: Sequence[_Model], report: Callable[[Progress], None]) -> None:
    done, total = 0, sum(sum(model.sizes()) for model in models)
    report(Progress("embedding", 0, total))
    with opened(building / "chroma") as client:
        for model in models:
            store = model.store(client)
            for count in model.fill(store):
                done += count
                report(Progress("embedding", done, total))
            _check(store, model)


def _upload(server: ClientAPI, prefix: str, models: Sequence[_Model]) -> None:
    """The generation's vectors on the server, beside those of earlier ones."""
    try:
        for model in models:
            for _ in model.fill(model.store(server, prefix=prefix)):
                pass
    except STORE_FAILURES as error:
        _log.warning("the Chroma server did not take the index: %s", type(error).__name__)


def _clear(server: ClientAPI, own: str, *, keep: str) -> None:
    """Off the server what this home put there before."""
    try:
        for collection in server.list_collections():
            if collection.name.startswith(own) and not collection.name.startswith(keep):
                server.delete_collection(collection.name)
    except STORE_FAILURES as error:
        _log.warning("earlier indexes stay on the Chroma server: %s", type(error).__name__)


def _check(store: VectorStore, model: _Model) -> None:
    """Everything is there, and a passage is nearest to itself (or to its double)."""
    if store.sizes() != model.sizes():
        raise IndexMismatchError("the index that was built is not complete; run: citabot index")
    for text in list(model.wanted.passages.values())[:1]:
        found = nearest(store.passages, model.texts.embed_query(text), 1)
        if not found or max(found.values()) < 0.999:
            raise IndexMismatchError(
                "the index that was built does not find its own passages; run: citabot index"
            )


def _learn(
    building: Path,
    known: Known,
    learnt: Recogniser | None,
    embeddings: Remembering,
    report: Callable[[Progress], None],
) -> None:
    """Learn to recognise the questions that people ask, if there are any and they are new."""
    if learnt is not None and learnt.known.is_like(known):
        save_recogniser(building, learnt)
        return
    texts = [question.text for question in known.questions]
    vectors: list[np.ndarray] = []
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        vectors.append(np.array(embeddings.embed_documents(batch), dtype=np.float32))
        report(Progress("learning", start + len(batch), len(texts)))
    if vectors:
        save_recogniser(building, Recogniser.learn(known, np.concatenate(vectors)))


def _index_words(building: Path, contents: Contents) -> None:
    """Words of the passages, and words of the questions that lead to each."""
    index_of_passages(contents).save(building / "words")
    index_of_questions(contents).save(building / "asked")


def index_of_passages(contents: Contents) -> LexicalIndex:
    return LexicalIndex.build(
        [terms(passage.embedded_text, passage.document.source.language) for passage in contents.passages]
    )


def index_of_questions(contents: Contents) -> LexicalIndex:
    """By passage, the words of its expected questions, each stemmed in its own language."""
    asked: dict[str, list[str]] = {passage.id: [] for passage in contents.passages}
    for each in contents.expected:
        asked[each.passage.id].extend(terms(each.text, each.language))
    return LexicalIndex.build(list(asked.values()))


def content_hash(contents: Contents) -> str:
    """SHA-256 over everything that `save_contents` writes."""
    total = hashlib.sha256()
    for line in stored_lines(contents):
        total.update(line)
    return total.hexdigest()


def _manifest(
    building: Path, corpus: Corpus, contents: Contents, models: Sequence[_Model], asking: Embedder
) -> Manifest:
    return Manifest(
        format=FORMAT,
        id=building.name.removeprefix("building-"),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        corpus=str(corpus.folder.resolve()),
        embedders=tuple(model.embedder.identity for model in models),
        embedder_digests=tuple(model.embedder.digest() for model in models),
        content=content_hash(contents),
        documents=len(contents.documents),
        passages=len(contents.passages),
        vectors={model.embedder.key: model.sizes() for model in models},
        questions=len(Known.of(contents).questions),
        questions_digest=asking.digest(),
    )
