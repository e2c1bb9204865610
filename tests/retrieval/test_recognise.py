"""Recognising questions: what is learnt from those that are written down, and what of it is kept.

Vectors point along named axes, so that a score can be worked out by hand.
"""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import IndexMismatchError
from retrieval.expected import ExpectedQuestion, KnownGap
from retrieval.generation import Contents
from retrieval.passage import Passage
from retrieval.recognise import (
    Known,
    KnownQuestion,
    Recogniser,
    Topic,
    load_recogniser,
    save_recogniser,
)
from tests.retrieval.builders import passage_with, plain

GUIDE = plain("Leave is paid. It lasts 18 weeks.\n\nVisas are free.\n")
LEAVE, VISA = passage_with(GUIDE, "Leave"), passage_with(GUIDE, "Visas")
AXES = ("leave", "visa", "lottery", "rent")
MANY = 20  # topics, so that each language has as many questions


def expecting(passage: Passage, words: str, text: str, *, language: str = "en") -> ExpectedQuestion:
    quote = passage.find(words)
    assert quote is not None
    return ExpectedQuestion(text, language, passage, quote)


def gap(id: str, **questions: tuple[str, ...]) -> KnownGap:
    return KnownGap(id=id, questions=questions, instead={"en": "Ask the office."})


IS_PAID = expecting(LEAVE, "Leave is paid.", "Is leave paid?")
HOW_LONG = expecting(LEAVE, "It lasts 18 weeks.", "How long is leave?")
PRICE = expecting(VISA, "Visas are free.", "What is the price?")
LOTTERY = gap("lottery", en=("How do I win a green card?",))


def contents(*expected: ExpectedQuestion, gaps: Sequence[KnownGap] = ()) -> Contents:
    return Contents((GUIDE,), (LEAVE, VISA), expected, tuple(gaps))


def pointing(**parts: float) -> np.ndarray:
    """A unit vector with these parts along the axes."""
    vector = np.array([parts.get(axis, 0.0) for axis in AXES], dtype=np.float32)
    return np.asarray(vector / np.linalg.norm(vector))


def learnt() -> Recogniser:
    """Three questions that have nothing in common: topic 0 is of leave, 1 of visas, 2 the gap."""
    vectors = np.stack([pointing(leave=1), pointing(visa=1), pointing(lottery=1)])
    return Recogniser.learn(Known.of(contents(IS_PAID, PRICE, gaps=[LOTTERY])), vectors)


# Less a quarter of their sum the three of `learnt` are (3, -1, -1) / 4 and so on: cosines of -5/11.
# The kernel is 1 - e^-2 = 0.8647 of one and itself, e^(-32/11) - e^-2 = -0.0808 of two. With the ridge
# its eigenvalues are 0.9647 + 0.0808 = 1.0455, twice, and 0.9647 - 2 * 0.0808 = 0.8030.
# What is asked again gets 1 less 0.1 of the inverse's diagonal, the others 0 less 0.1 of what is beside it.
OWN = 0.8947  # 1 - 0.1 * (1 / 0.8030 + 2 / 1.0455) / 3
OTHER = -0.0096  # -0.1 * (1 / 0.8030 - 1 / 1.0455) / 3


def spoken(topic: int, language: str, *, apart: float) -> np.ndarray:
    """A unit vector of one of many topics, in a language that lies `apart` from others."""
    vector = np.zeros(MANY + 3, dtype=np.float32)
    vector[topic] = 1.0
    vector[MANY + ("en", "es", "vi").index(language)] = apart
    return np.asarray(vector / np.linalg.norm(vector))


def bilingual(*, apart: float) -> Recogniser:
    """Many topics, each with a question in English and then one in Spanish."""
    spoken_in = [(topic, language) for topic in range(MANY) for language in ("en", "es")]
    questions = [KnownQuestion(f"{topic} {language}", language, topic) for topic, language in spoken_in]
    known = Known((Topic(None, None, LOTTERY),) * MANY, tuple(questions))
    return Recogniser.learn(known, np.stack([spoken(*each, apart=apart) for each in spoken_in]))


# --- what is known --------------------------------------------------------------------------


def test_questions_that_the_same_words_answer_are_of_one_topic() -> None:
    spanish = expecting(LEAVE, "Leave is paid.", "¿Se paga el permiso?", language="es")

    known = Known.of(contents(IS_PAID, PRICE, spanish))

    assert known.topics == (Topic(LEAVE, IS_PAID.quote, None), Topic(VISA, PRICE.quote, None))
    assert known.questions == (
        KnownQuestion("Is leave paid?", "en", 0),
        KnownQuestion("What is the price?", "en", 1),
        KnownQuestion("¿Se paga el permiso?", "es", 0),
    )


def test_questions_that_other_words_of_a_passage_answer_are_of_another_topic() -> None:
    known = Known.of(contents(IS_PAID, HOW_LONG))

    assert [question.topic for question in known.questions] == [0, 1]
    assert [topic.passage for topic in known.topics] == [LEAVE, LEAVE]


def test_each_known_gap_is_a_topic_of_all_its_questions() -> None:
    lunch = gap("lunch", en=("Is lunch free?",), es=("¿Es gratis?", "¿Quién paga?"))

    known = Known.of(contents(IS_PAID, gaps=[LOTTERY, lunch]))

    assert known.topics[1:] == (Topic(None, None, LOTTERY), Topic(None, None, lunch))
    assert [(question.topic, question.language) for question in known.questions] == [
        (0, "en"), (1, "en"), (2, "en"), (2, "es"), (2, "es")
    ]  # fmt: skip
    assert known.answered == 1


def test_where_nobody_wrote_down_a_question_nothing_is_known() -> None:
    known = Known.of(contents())

    assert (known.topics, known.questions) == ((), ())


# --- recognising ----------------------------------------------------------------------------


def test_a_question_that_is_written_down_is_recognised_as_its_own_topic_and_no_other() -> None:
    leave, visa, lottery = learnt().recognise(pointing(visa=1), "en").topics

    assert (leave, visa, lottery) == pytest.approx((OTHER, OWN, OTHER), abs=1e-4)


def test_a_question_in_other_words_is_recognised_by_what_it_means() -> None:
    leave, visa, lottery = learnt().recognise(pointing(visa=1, rent=0.3), "en").topics

    assert visa > 0.75
    assert max(leave, lottery) < 0.1


def test_a_question_that_means_something_else_is_not_recognised() -> None:
    assert learnt().recognise(pointing(rent=1), "en").topics.max() < 0.2


def test_a_question_that_has_nothing_in_common_with_any_known_one_is_of_no_topic() -> None:
    # English, and the rest of it along an axis of its own; less the middle of the 20 topics it has a
    # product of -1/20 + 20/400 = 0 with each, and at right angles the kernel is e^-2 - e^-2 = 0
    unlike = spoken(MANY + 2, "en", apart=3.0)

    assert bilingual(apart=3.0).recognise(unlike, "en").topics.tolist() == pytest.approx(
        [0.0] * MANY, abs=1e-5
    )


def test_a_question_between_two_topics_is_as_much_of_one_as_of_the_other() -> None:
    leave, visa, lottery = learnt().recognise(pointing(leave=1, visa=1), "en").topics

    assert leave == pytest.approx(visa, abs=1e-6)
    assert leave > 0.25 > 0.05 > lottery


def test_a_topic_that_is_asked_for_in_many_ways_leaves_a_lone_one_its_own_question() -> None:
    many = [expecting(LEAVE, "Leave is paid.", f"Is leave paid, {number}?") for number in range(9)]
    vectors = [pointing(leave=1, rent=number / 100) for number in range(9)]
    known = Known.of(contents(*many, PRICE))

    leave, visa = (
        Recogniser.learn(known, np.stack([*vectors, pointing(visa=1)]))
        .recognise(pointing(visa=1), "en")
        .topics
    )

    assert visa > 0.85
    assert leave < 0.1


def test_how_long_a_vector_is_does_not_tell() -> None:
    short, long = pointing(leave=1, visa=0.2), 3 * pointing(leave=1, visa=0.2)

    assert learnt().recognise(long, "en").topics == pytest.approx(
        learnt().recognise(short, "en").topics, abs=1e-6
    )


def test_learning_the_same_questions_twice_gives_the_same_weights_to_the_bit() -> None:
    assert learnt().weights.tobytes() == learnt().weights.tobytes()


def test_answers_and_gaps_are_told_apart() -> None:
    recognised = learnt().recognise(pointing(lottery=1), "en")

    assert recognised.answers.tolist() == pytest.approx([OTHER, OTHER], abs=1e-4)
    assert recognised.gaps.tolist() == pytest.approx([OWN], abs=1e-4)
    assert recognised.topics.tolist() == [*recognised.answers, *recognised.gaps]


# --- languages ------------------------------------------------------------------------------


def test_the_place_that_a_model_gives_a_language_does_not_tell() -> None:
    # as embedded, a question has a cosine of 0.1 to the same one in the other language
    recognised = bilingual(apart=3.0).recognise(spoken(7, "es", apart=3.0), "es")

    english, spanish = recognised.cosines[2 * 7], recognised.cosines[2 * 7 + 1]

    assert (english, spanish) == pytest.approx((1.0, 1.0), abs=1e-5)
    assert recognised.cosines[2 * 8 + 1] == pytest.approx(-1 / (MANY - 1), abs=1e-5)


def test_a_question_in_a_language_in_which_none_is_written_down_is_recognised() -> None:
    scores = bilingual(apart=0.5).recognise(spoken(7, "vi", apart=0.5), "vi").topics

    assert int(scores.argmax()) == 7
    assert scores[7] > 0.6
    assert np.delete(scores, 7).max() < 0.1


def test_the_only_question_in_its_language_is_recognised_when_it_is_asked_again() -> None:
    french = expecting(VISA, "Visas are free.", "Quel est le prix ?", language="fr")
    known = Known.of(contents(IS_PAID, french))
    recogniser = Recogniser.learn(known, np.stack([pointing(leave=1), pointing(visa=1)]))

    leave, price = recogniser.recognise(pointing(visa=1), "fr").topics

    # less a third of their sum a cosine of -4/5: a kernel of 0.8647 and e^-3.6 - e^-2 = -0.1080, with the
    # ridge eigenvalues of 0.9647 + 0.1080 = 1.0727 and 0.9647 - 0.1080 = 0.8567
    assert price == pytest.approx(0.8950, abs=1e-4)  # 1 - 0.1 * (1 / 0.8567 + 1 / 1.0727) / 2
    assert leave == pytest.approx(-0.0118, abs=1e-4)  # -0.1 * (1 / 0.8567 - 1 / 1.0727) / 2


# --- the known question that is nearest -----------------------------------------------------


def asked_alike() -> Recogniser:
    """Leave is asked for twice in English and once in Spanish, visas once in English."""
    known = Known.of(
        contents(
            IS_PAID,
            expecting(LEAVE, "Leave is paid.", "Do I get money at home?"),
            expecting(LEAVE, "Leave is paid.", "¿Se paga el permiso?", language="es"),
            PRICE,
        )
    )
    vectors = [pointing(leave=1), pointing(leave=1, rent=1), pointing(leave=1, rent=2), pointing(visa=1)]
    return Recogniser.learn(known, np.stack(vectors))


@pytest.mark.parametrize(
    ("topic", "language", "nearest"),
    [
        pytest.param(0, None, 2, id="in any language"),
        pytest.param(0, "en", 1, id="in English"),
        pytest.param(1, None, 3, id="of another topic"),
        pytest.param(1, "es", None, id="in a language in which the topic is not asked for"),
    ],
)
def test_the_known_question_of_a_topic_that_is_most_alike_is_found(
    topic: int, language: str | None, nearest: int | None
) -> None:
    recogniser = asked_alike()
    recognised = recogniser.recognise(pointing(leave=1, rent=2), "en")

    assert recogniser.nearest(recognised, topic, language) == nearest


# --- what is kept ---------------------------------------------------------------------------

ASKED = contents(IS_PAID, PRICE, gaps=[LOTTERY])


def test_what_was_learnt_is_read_back_as_it_was(tmp_path: Path) -> None:
    saved = learnt()
    save_recogniser(tmp_path, saved)

    read = load_recogniser(tmp_path, ASKED)

    assert read is not None
    assert read.known == saved.known
    assert read.vectors.tobytes() == saved.vectors.tobytes()
    assert read.weights.tobytes() == saved.weights.tobytes()


def test_without_questions_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert load_recogniser(tmp_path, contents()) is None


def overwritten(content: bytes) -> Callable[[Path], None]:
    def act(file: Path) -> None:
        file.write_bytes(content)

    return act


def cut_in_half(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def with_a_bit_flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(pointing(leave=1).tobytes())] ^= 1
    file.write_bytes(content)


def without_weights(file: Path) -> None:
    np.savez(file, vectors=learnt().vectors)


def with_one_array(file: Path) -> None:
    with file.open("wb") as opened:
        np.save(opened, learnt().vectors)


def with_code_in_it(file: Path) -> None:
    np.savez(file, vectors=np.array([print], dtype=object), weights=learnt().weights)


def of_fewer_questions(file: Path) -> None:
    fewer = Recogniser.learn(Known.of(contents(IS_PAID)), pointing(leave=1)[None])
    save_recogniser(file.parent, fewer)


def of_as_many_questions_of_other_topics(file: Path) -> None:
    known = Known.of(contents(IS_PAID, PRICE, expecting(VISA, "Visas are free.", "Do I pay?")))
    save_recogniser(file.parent, Recogniser.learn(known, learnt().vectors))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(Path.unlink, id="missing"),
        pytest.param(overwritten(b""), id="empty"),
        pytest.param(overwritten(b"junk" * 1000), id="junk"),
        pytest.param(cut_in_half, id="cut in half"),
        pytest.param(with_a_bit_flipped, id="a bit flipped"),
        pytest.param(without_weights, id="without weights"),
        pytest.param(with_one_array, id="one array"),
        pytest.param(with_code_in_it, id="with code in it"),
        pytest.param(of_fewer_questions, id="of fewer questions"),
        pytest.param(of_as_many_questions_of_other_topics, id="of other topics"),
    ],
)
def test_what_is_not_what_was_learnt_from_these_questions_says_so_and_what_to_run(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    save_recogniser(tmp_path, learnt())
    damage(tmp_path / "known.npz")

    with pytest.raises(IndexMismatchError) as refused:
        load_recogniser(tmp_path, ASKED)

    assert str(refused.value) == f"the index in {tmp_path} is damaged; run: citabot index"


def test_the_scores_are_those_of_kernel_ridge_regression() -> None:
    known = Known.of(contents(IS_PAID, PRICE))
    recogniser = Recogniser.learn(known, np.stack([pointing(leave=1), pointing(visa=1)]))

    scores = recogniser.recognise(pointing(leave=1), "en").topics

    # less a third of their sum the two are (2, -1) / 3 and (-1, 2) / 3: a cosine of -4/5, e^(2 * -9/5);
    # all is less what it is at right angles, e^-2; a ridge of 0.1 stands on the diagonal
    same, alike = 1 - math.exp(-2), math.exp(-3.6) - math.exp(-2)
    ridged = same + 0.1
    determinant = ridged * ridged - alike * alike
    assert scores.tolist() == pytest.approx(
        [(same * ridged - alike * alike) / determinant, (alike * ridged - same * alike) / determinant],
        abs=1e-5,
    )
