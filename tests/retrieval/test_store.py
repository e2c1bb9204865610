"""The vector store: embedded, and on a real Chroma server that comes and goes."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any, cast

import pytest
from chromadb.api import ClientAPI

from retrieval.answering import Parts
from retrieval.embed import Embedder
from retrieval.errors import SettingsError
from retrieval.read import Progress
from retrieval.store import VectorStore, add, known_vectors, nearest, opened, server_client, size
from retrieval.understand import Asked
from tests.retrieval import index_builders
from tests.retrieval.chroma_server import ChromaServer, free_port, running_server
from tests.retrieval.index_builders import (
    LEAVE,
    PERMISO,
    SPANISH,
    TINY,
    FakeEmbedder,
    built,
    current_id,
    expecting,
    first_found,
    for_english,
    vector_of,
)

TEXTS = {
    "leave#1": "Leave lasts 18 weeks.",
    "rent#1": "Rent is due on the first day.",
    "tax#1": "Tax is due in May.",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    with opened(tmp_path / "chroma") as client:
        yield store_on(client)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def server(shared_server: ChromaServer) -> Iterator[ChromaServer]:
    """For tests that leave it running; it holds nothing that another test has left."""
    yield shared_server
    client = shared_server.client()
    for name in shared_server.collections():
        client.delete_collection(name)


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """For a test that ends it."""
    with running_server(tmp_path_factory.mktemp("server")) as server:
        yield server


def store_on(client: ClientAPI, *, key: str = "fake") -> VectorStore:
    return VectorStore.of(client, FakeEmbedder(), key=key, new=True)


def empty(folder: Path) -> None:
    """Take every vector out of the embedded store of a generation."""
    with opened(folder / "chroma") as client:
        store = store_on(client)
        for collection in (store.passages, store.units):
            collection.delete(ids=collection.get(include=[])["ids"])


def two_models() -> list[Embedder]:
    return [FakeEmbedder(), for_english()]


def found(parts: Parts, asked: Asked) -> list[tuple[str, float]]:
    """Passages and scores to four digits, best first."""
    return [(hit.passage.id, round(hit.score, 4)) for hit in parts.searcher.search(asked).hits]


def prefix_of(home: Path) -> str:
    """What the names of a home's collections on a server begin with."""
    return f"citabot-{(home / 'index' / 'id').read_text('utf-8')}-"


def on_server(server: ChromaServer, home: Path) -> list[str]:
    """The names of a home's collections there, without what they all begin with."""
    prefix = prefix_of(home)
    return [name.removeprefix(prefix) for name in server.collections() if name.startswith(prefix)]


class Watched:
    """A server's client that keeps which generation was current when a collection was deleted."""

    def __init__(self, client: ClientAPI, home: Path) -> None:
        self._client = client
        self._home = home
        self.current_while_deleting: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def delete_collection(self, name: str) -> None:
        self.current_while_deleting.append(current_id(self._home))
        self._client.delete_collection(name)


def warnings_of(caplog: pytest.LogCaptureFixture, module: str) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.name == module and record.levelno >= logging.WARNING
    ]


def test_the_nearest_text_comes_first_with_its_cosine(store: VectorStore) -> None:
    list(add(store.passages, TEXTS))

    found = nearest(store.passages, vector_of("Tax is due in May."), 3)

    assert next(iter(found)) == "tax#1"
    assert found["tax#1"] == pytest.approx(1.0, abs=1e-6)
    assert sorted(found) == ["leave#1", "rent#1", "tax#1"]


def test_the_nearest_may_be_looked_for_among_some_texts_alone(store: VectorStore) -> None:
    list(add(store.passages, TEXTS))

    found = nearest(store.passages, vector_of("Tax is due in May."), 3, among=["leave#1", "rent#1"])

    assert sorted(found) == ["leave#1", "rent#1"]


def test_more_texts_may_be_asked_for_than_there_are(store: VectorStore) -> None:
    list(add(store.passages, TEXTS))

    assert len(nearest(store.passages, vector_of("anything"), 50)) == 3


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    assert nearest(store.passages, vector_of("anything"), 50) == {}
    assert size(store.passages) == 0


def test_texts_are_added_in_batches_that_say_how_many_they_held(store: VectorStore) -> None:
    batches = list(add(store.units, {f"offices#1/{number}": f"Office {number}." for number in range(150)}))

    assert batches == [128, 22]
    assert size(store.units) == 150


def test_passages_and_units_are_kept_apart(store: VectorStore) -> None:
    list(add(store.passages, {"tax#1": "Tax is due in May."}))
    list(add(store.units, TEXTS))

    assert store.sizes() == (1, 3)


def test_what_two_models_embed_is_kept_apart(tmp_path: Path) -> None:
    with opened(tmp_path / "chroma") as client:
        one, other = store_on(client, key="one"), store_on(client, key="other")
        list(add(one.passages, TEXTS))

        assert (one.sizes(), other.sizes()) == ((3, 0), (0, 0))


def test_a_store_is_found_again_where_it_was_left(tmp_path: Path) -> None:
    with opened(tmp_path / "chroma") as client:
        list(add(store_on(client).passages, TEXTS))

    with opened(tmp_path / "chroma") as client:
        assert store_on(client).sizes() == (3, 0)


def test_what_was_embedded_is_known_again_by_its_text(store: VectorStore) -> None:
    list(add(store.passages, TEXTS))

    known = known_vectors(store.passages)

    assert sorted(known) == ["Leave lasts 18 weeks.", "Rent is due on the first day.", "Tax is due in May."]
    assert list(known["Tax is due in May."]) == pytest.approx(vector_of("Tax is due in May."))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8000",
        "localhost",
        "ftp://host:8000",
        "http://",
        "http://host:port",
        "http://host:99999",
    ],
)
def test_an_address_that_is_none_is_an_error_that_shows_one(url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        server_client(url)

    assert str(refused.value) == f"CITABOT_CHROMA_URL is {url!r}; write it as http://host:8000."


def test_a_server_that_is_not_there_is_named() -> None:
    url = f"http://127.0.0.1:{free_port()}"

    with pytest.raises(ConnectionError, match=re.escape(f"no Chroma server answers at {url}")):
        server_client(url)


def test_an_index_without_its_server_answers_from_its_own_files(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    built(home)

    parts = index_builders.opened(home, chroma_url=f"http://127.0.0.1:{free_port()}")

    assert first_found(parts, "How long is leave?") == LEAVE.strip()
    assert "the Chroma server does not answer: ConnectionError" in caplog.messages


@pytest.mark.slow
def test_a_build_puts_its_collections_on_the_server_under_the_generations_name(
    home: Path, server: ChromaServer
) -> None:
    made = built(home, server=server.client())

    assert on_server(server, home) == [
        f"{made.manifest.id}-fake-passages",
        f"{made.manifest.id}-fake-units",
    ]


@pytest.mark.slow
def test_a_build_with_two_models_puts_the_collections_of_both_on_the_server(
    home: Path, server: ChromaServer
) -> None:
    made = built(home, embedders=two_models(), server=server.client())

    assert on_server(server, home) == [
        f"{made.manifest.id}-english-passages",
        f"{made.manifest.id}-english-units",
        f"{made.manifest.id}-fake-passages",
        f"{made.manifest.id}-fake-units",
    ]


@pytest.mark.slow
def test_a_build_embeds_nothing_a_second_time_for_the_server(home: Path, server: ChromaServer) -> None:
    embedder = FakeEmbedder()

    built(home, embedders=[embedder], server=server.client())

    assert embedder.embedded == ["Leave lasts 18 weeks.", "Rent is due on the first day of the month."]


@pytest.mark.slow
def test_a_build_removes_the_collections_of_earlier_ones_and_no_others(
    home: Path, server: ChromaServer
) -> None:
    built(home, server=server.client())
    server.client().get_or_create_collection("somebody-elses")

    made = built(home, server=server.client())

    assert on_server(server, home) == [
        f"{made.manifest.id}-fake-passages",
        f"{made.manifest.id}-fake-units",
    ]
    assert "somebody-elses" in server.collections()


@pytest.mark.slow
def test_a_build_leaves_the_collections_of_another_home_where_they_are(
    tmp_path: Path, server: ChromaServer
) -> None:
    one, other = tmp_path / "one" / "home", tmp_path / "other" / "home"
    first = built(one, server=server.client())

    second = built(other, server=server.client())

    assert on_server(server, one) == [
        f"{first.manifest.id}-fake-passages",
        f"{first.manifest.id}-fake-units",
    ]
    assert on_server(server, other) == [
        f"{second.manifest.id}-fake-passages",
        f"{second.manifest.id}-fake-units",
    ]


def test_what_was_on_the_server_stays_there_until_what_follows_is_current(home: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "server") as client:
        watched = Watched(client, home)
        built(home, server=cast(ClientAPI, watched))

        made = built(home, server=cast(ClientAPI, watched))

    assert watched.current_while_deleting == [made.manifest.id, made.manifest.id]


@pytest.mark.slow
def test_questions_that_people_ask_stay_off_the_server(home: Path, server: ChromaServer) -> None:
    asked = expecting("Leave lasts 18 weeks.", en="Is a mother away for long?")

    made = built(home, {**TINY, "questions/leave.yaml": asked}, server=server.client())

    assert on_server(server, home) == [
        f"{made.manifest.id}-fake-passages",
        f"{made.manifest.id}-fake-units",
    ]


@pytest.mark.slow
def test_answers_come_from_the_server_while_it_is_there(home: Path, server: ChromaServer) -> None:
    made = built(home, server=server.client())
    parts = index_builders.opened(home, chroma_url=server.url)

    empty(made.folder)

    assert first_found(parts, "How long is leave?") == LEAVE.strip()


@pytest.mark.slow
def test_an_index_whose_own_vectors_are_lost_answers_from_the_server_with_a_warning(
    home: Path, server: ChromaServer, caplog: pytest.LogCaptureFixture
) -> None:
    made = built(home, server=server.client())
    rmtree(made.folder / "chroma")

    parts = index_builders.opened(home, chroma_url=server.url)

    assert first_found(parts, "How long is leave?") == LEAVE.strip()
    assert "the Chroma server alone holds this index; run: citabot index" in caplog.messages


@pytest.mark.slow
def test_an_index_that_the_server_does_not_hold_answers_from_its_own_files_with_a_warning(
    home: Path, server: ChromaServer, caplog: pytest.LogCaptureFixture
) -> None:
    built(home)

    parts = index_builders.opened(home, chroma_url=server.url)

    assert first_found(parts, "How long is leave?") == LEAVE.strip()
    assert "the Chroma server does not hold this index; run: citabot index" in caplog.messages


@pytest.mark.slow
def test_a_server_that_lacks_an_index_is_left_as_it_is(home: Path, own_server: ChromaServer) -> None:
    built(home)

    index_builders.opened(home, chroma_url=own_server.url)

    assert own_server.collections() == []


@pytest.mark.slow
def test_an_index_of_which_the_server_holds_one_model_only_answers_from_its_own_files_with_a_warning(
    home: Path, server: ChromaServer, caplog: pytest.LogCaptureFixture
) -> None:
    made = built(home, embedders=two_models(), server=server.client())
    server.client().delete_collection(f"{prefix_of(home)}{made.manifest.id}-english-units")

    parts = index_builders.opened(home, embedders=two_models(), chroma_url=server.url)

    assert first_found(parts, "How long is leave?") == LEAVE.strip()
    assert "the Chroma server does not hold this index; run: citabot index" in caplog.messages


@pytest.mark.slow
def test_a_server_that_is_killed_leaves_the_answers_coming(
    home: Path, own_server: ChromaServer, caplog: pytest.LogCaptureFixture
) -> None:
    built(home, server=own_server.client())
    parts = index_builders.opened(home, chroma_url=own_server.url)
    before = first_found(parts, "How long is leave?")
    own_server.kill()

    after = first_found(parts, "How long may leave be?")  # what was asked before is not looked up again

    assert (before, after) == (LEAVE.strip(), LEAVE.strip())
    assert warnings_of(caplog, "retrieval.look_up") == ["a vector store did not answer: ConnectError"]


@pytest.mark.slow
def test_a_server_that_vanishes_between_two_questions_leaves_the_answers_of_both_models_coming(
    home: Path, own_server: ChromaServer
) -> None:
    files = {**TINY, "permiso.txt": PERMISO}
    built(home, files, SPANISH, embedders=two_models(), server=own_server.client())
    parts = index_builders.opened(home, embedders=two_models(), chroma_url=own_server.url)
    english, spanish = Asked("How long is leave?", "en"), Asked("¿Cuánto dura el permiso?", "es")
    before = [found(parts, english), found(parts, spanish)]
    own_server.kill()

    after = [found(parts, english), found(parts, spanish)]

    assert after == before
    assert first_found(parts, "How long is leave?") == LEAVE.strip()


@pytest.mark.slow
def test_each_model_that_a_question_needs_says_once_that_the_server_is_gone(
    home: Path, own_server: ChromaServer, caplog: pytest.LogCaptureFixture
) -> None:
    files = {**TINY, "permiso.txt": PERMISO}
    built(home, files, SPANISH, embedders=two_models(), server=own_server.client())
    parts = index_builders.opened(home, embedders=two_models(), chroma_url=own_server.url)
    own_server.kill()

    found(parts, Asked("How long is leave?", "en"))  # both models, for documents in two languages
    found(parts, Asked("¿Cuánto dura el permiso?", "es"))  # the one for all

    assert warnings_of(caplog, "retrieval.look_up") == ["a vector store did not answer: ConnectError"] * 3


@pytest.mark.slow
def test_a_server_that_freezes_leaves_the_answers_coming(home: Path, own_server: ChromaServer) -> None:
    built(home, server=own_server.client())
    parts = index_builders.opened(home, chroma_url=own_server.url)
    own_server.freeze()

    assert first_found(parts, "How long is leave?") == LEAVE.strip()


@pytest.mark.slow
def test_a_server_that_is_killed_during_a_build_does_not_stop_it(
    home: Path, own_server: ChromaServer, caplog: pytest.LogCaptureFixture
) -> None:
    def kill_at_the_end(progress: Progress) -> None:
        if progress == Progress("embedding", 4, 4):
            own_server.kill()

    built(home, TINY, report=kill_at_the_end, server=own_server.client())

    assert first_found(index_builders.opened(home), "How long is leave?") == LEAVE.strip()
    assert "the Chroma server did not take the index: ConnectError" in caplog.messages
