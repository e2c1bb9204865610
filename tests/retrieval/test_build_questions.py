"""What a build makes of expected questions and known gaps: what it embeds, and what it learns."""

import logging
from pathlib import Path

import pytest

from retrieval.build import index_of_questions
from retrieval.errors import CorpusError
from retrieval.generation import load_contents, load_manifest
from retrieval.lexical import terms
from retrieval.recognise import Recogniser, load_recogniser
from retrieval.understand import Asked
from tests.retrieval.index_builders import (
    ASKED,
    LEAVE_ASKED,
    LUNCH_ASKED,
    PERMISO,
    SPANISH,
    TINY,
    FakeEmbedder,
    built,
    current_id,
    expecting,
    first_found,
    for_english,
    lacking,
    opened,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


# --- what is embedded -----------------------------------------------------------------------


def test_questions_in_every_language_are_embedded_by_the_model_that_reads_them_all(home: Path) -> None:
    every, english = FakeEmbedder(), for_english()

    made = built(home, ASKED, embedders=[english, every])

    assert english.asked == []
    assert every.asked == [
        "How long is leave?", "¿Cuánto dura el permiso?", "Is lunch free?", "¿Es gratis el almuerzo?"
    ]  # fmt: skip
    assert made.embedded == 2 + 2 + 4  # the two passages, by each model


def test_a_build_with_one_model_less_embeds_no_question_again(home: Path) -> None:
    built(home, ASKED, embedders=[FakeEmbedder(), for_english()])
    every = FakeEmbedder()

    built(home, ASKED, embedders=[every])

    assert (every.embedded, every.asked) == ([], [])


def test_questions_are_embedded_again_when_the_other_of_two_models_that_read_them_all_comes_first(
    home: Path,
) -> None:
    one, other = FakeEmbedder(), FakeEmbedder(key="other", identity="other 1", weights="its own")
    built(home, ASKED, embedders=[one, other])
    learning = len(one.asked)

    built(home, ASKED, embedders=[other, one])

    assert (learning, len(one.asked), len(other.asked)) == (4, 4, 4)


def test_a_question_that_is_written_down_twice_is_embedded_once(home: Path) -> None:
    embedder = FakeEmbedder()
    twice = expecting("Rent is due", en="How long is leave?")

    made = built(home, {**ASKED, "questions/rent.yaml": twice}, embedders=[embedder])

    assert embedder.asked.count("How long is leave?") == 1
    assert made.manifest.questions == 5


def test_what_was_learnt_and_cannot_be_read_is_learnt_anew_with_a_warning(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (built(home, ASKED).folder / "known.npz").write_bytes(b"junk" * 1000)
    embedder = FakeEmbedder()

    made = built(home, ASKED, embedders=[embedder])

    assert (len(embedder.asked), made.embedded) == (4, 4)
    assert warnings_in(caplog) == [
        "the index in use cannot be read, all is embedded again: IndexMismatchError"
    ]


def test_a_build_embeds_only_the_questions_that_changed(home: Path) -> None:
    built(home, ASKED)
    embedder = FakeEmbedder()
    changed = LEAVE_ASKED.replace("How long is leave?", "How many weeks of leave are there?")

    built(home, {**ASKED, "questions/leave.yaml": changed}, embedders=[embedder])

    assert (embedder.embedded, embedder.asked) == ([], ["How many weeks of leave are there?"])


def test_a_question_that_a_document_asks_word_for_word_is_embedded_as_a_question_too(home: Path) -> None:
    embedder = FakeEmbedder()
    asked = expecting("18 weeks.", en="How long is leave?")

    built(
        home, {"leave.txt": "How long is leave? 18 weeks.\n", "questions/leave.yaml": asked}, embedders=[embedder]
    )  # fmt: skip

    assert "How long is leave?" in embedder.embedded
    assert embedder.asked == ["How long is leave?"]


# --- what is learnt -------------------------------------------------------------------------


def learnt(folder: Path) -> Recogniser:
    recogniser = load_recogniser(folder, load_contents(folder))
    assert recogniser is not None
    return recogniser


def test_a_question_in_other_words_and_another_language_finds_the_words_that_answer_it(home: Path) -> None:
    asked = "Konbyen tan manman ka rete lakay?"
    model = FakeEmbedder(meanings={asked: "How long is leave?"})
    built(home, ASKED, embedders=[model])

    retrieved = opened(home, embedders=[model]).searcher.search(Asked(asked, "ht"))

    best = retrieved.hits[0]
    assert [words.quote.text for words in best.known] == ["Leave lasts 18 weeks."]
    assert best.expected > 0.5
    assert retrieved.gap is not None
    assert retrieved.gap.score < 0.2


def test_a_question_of_a_gap_in_other_words_and_another_language_is_recognised(home: Path) -> None:
    asked = "Èske manje a gratis?"
    model = FakeEmbedder(meanings={asked: "Is lunch free?"})
    built(home, ASKED, embedders=[model])

    retrieved = opened(home, embedders=[model]).searcher.search(Asked(asked, "ht"))

    assert retrieved.gap is not None
    assert (retrieved.gap.gap.id, retrieved.gap.score > 0.5) == ("gap", True)
    assert max(hit.expected for hit in retrieved.hits) < 0.2


def test_two_builds_of_one_corpus_learn_the_same_to_the_bit(tmp_path: Path) -> None:
    first, second = built(tmp_path / "first", ASKED), built(tmp_path / "second", ASKED)

    one, other = learnt(first.folder), learnt(second.folder)

    assert one.vectors.tobytes() == other.vectors.tobytes()
    assert one.weights.tobytes() == other.weights.tobytes()


def test_what_is_learnt_does_not_depend_on_what_was_known_before(tmp_path: Path) -> None:
    anew = built(tmp_path / "anew", ASKED)
    built(tmp_path / "again", {**ASKED, "questions/leave.yaml": LEAVE_ASKED.replace("long", "short")})
    again = built(tmp_path / "again", ASKED)

    assert learnt(again.folder).weights.tobytes() == learnt(anew.folder).weights.tobytes()


def test_a_build_whose_questions_are_the_same_takes_over_what_was_learnt(home: Path) -> None:
    before = learnt(built(home, ASKED).folder)
    steps: list[str] = []

    after = built(
        home, {**ASKED, "rent.txt": "Rent is high.\n"}, report=lambda progress: steps.append(progress.step)
    )

    assert "learning" not in steps
    assert learnt(after.folder).weights.tobytes() == before.weights.tobytes()


def test_a_question_that_leads_to_other_words_than_before_is_learnt_anew(home: Path) -> None:
    files = {"leave.txt": "Leave lasts 18 weeks. It is paid.\n", "questions/gaps.yaml": LUNCH_ASKED}
    apart = expecting("Leave lasts 18 weeks.", en="How long is leave?") + expecting(
        "It is paid.", en="Is leave paid?"
    )
    together = expecting("Leave lasts 18 weeks.", en="How long is leave?") + expecting(
        "Leave lasts 18 weeks.", en="Is leave paid?"
    )
    built(home, {**files, "questions/leave.yaml": apart})

    built(home, {**files, "questions/leave.yaml": together})

    retrieved = opened(home).searcher.search(Asked("Is leave paid?", "en"))
    assert [words.quote.text for words in retrieved.hits[0].known] == ["Leave lasts 18 weeks."]
    assert retrieved.hits[0].expected > 0.8


def test_a_question_that_nothing_answers_any_more_is_known_as_a_gaps(home: Path) -> None:
    files = {**TINY, "questions/leave.yaml": LEAVE_ASKED}
    lunch = "What does lunch cost?"
    built(home, {**files, "questions/rent.yaml": expecting("Rent is due", en=lunch)})

    built(home, {**files, "questions/gaps.yaml": lacking("Ask the kitchen.", en=lunch)})

    retrieved = opened(home).searcher.search(Asked(lunch, "en"))
    assert retrieved.gap is not None
    assert retrieved.gap.score > 0.8
    assert max(hit.expected for hit in retrieved.hits) < 0.2


def test_a_manifest_counts_the_questions_and_names_the_model_that_embedded_them(home: Path) -> None:
    every, english = FakeEmbedder(), FakeEmbedder(
        identity="english 1", key="english", languages=frozenset({"en"}), weights="of English"
    )  # fmt: skip

    manifest = load_manifest(built(home, ASKED, embedders=[english, every]).folder)

    assert (manifest.questions, manifest.questions_digest) == (4, every.digest())


def test_a_corpus_in_which_nobody_asks_learns_nothing_and_answers(home: Path) -> None:
    folder = built(home).folder

    assert not (folder / "known.npz").exists()
    assert opened(home).searcher.recogniser is None
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."


def test_a_corpus_in_which_nobody_asks_any_more_forgets_what_was_learnt(home: Path) -> None:
    built(home, ASKED)

    made = built(home)

    assert made.manifest.questions == 0
    assert opened(home).searcher.recogniser is None


def test_a_gap_in_english_is_known_where_no_document_is_in_english(home: Path) -> None:
    models = [FakeEmbedder(), for_english()]
    built(home, {"permiso.txt": PERMISO, "questions/gaps.yaml": LUNCH_ASKED}, SPANISH, embedders=models)

    found = opened(home, embedders=models).searcher.search(Asked("Is lunch free?", "en"))

    assert found.gap is not None
    assert found.gap.score > 0.5


def test_a_question_leads_to_its_passage_by_its_own_words(home: Path) -> None:
    contents = load_contents(built(home, ASKED).folder)

    leave, rent = index_of_questions(contents).scores(terms("los permisos", "es"))

    assert leave > rent == 0.0


def test_entries_whose_words_are_gone_are_left_out_with_one_warning_and_the_build_goes_on(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = {
        **ASKED,
        "leave.txt": "Leave lasts 20 weeks.\n",
        "questions/rent.yaml": expecting("Rent is due", en="When is rent due?")
        + expecting("Rent is high.", en="What does it cost?"),
    }
    embedder = FakeEmbedder()

    made = built(home, files, embedders=[embedder])

    assert [each.text for each in load_contents(made.folder).expected] == ["When is rent due?"]
    assert embedder.asked == ["When is rent due?", "Is lunch free?", "¿Es gratis el almuerzo?"]
    assert warnings_in(caplog) == [
        f"wrong entries in {home.parent / 'corpus' / 'questions'}: 2; run: citabot questions check"
    ]
    assert current_id(home) == made.manifest.id


def test_a_file_of_questions_that_cannot_be_read_leaves_the_current_generation_answering(home: Path) -> None:
    before = built(home, ASKED).manifest.id

    with pytest.raises(CorpusError, match=r"leave\.yaml: entry 1: quote: Field required; correct it\."):
        built(home, {**ASKED, "questions/leave.yaml": LEAVE_ASKED.replace("quote", "words")})

    assert current_id(home) == before
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."
