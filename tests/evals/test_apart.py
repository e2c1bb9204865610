"""Questions that help to find, held against those that measure what was found."""

from pathlib import Path

import pytest

from evals.apart import Written, near_duplicates, read_written
from evals.questions import REPORT, TUNING, read_all
from retrieval.errors import CorpusError
from tests.evals.eval_builders import question

CORPUS = Path(__file__).parents[2] / "corpus"


def written(text: str, *, language: str = "en", file: str = "leave-guide.yaml") -> Written:
    return Written(file, language, text)


def found(asked: Written, evaluated: str, *, language: str = "en") -> list[str]:
    return list(near_duplicates([asked], [question(text=evaluated, language=language)]))


# --- what is shipped ------------------------------------------------------------------------


def test_no_expected_question_and_no_known_gap_is_nearly_one_that_answers_are_measured_by() -> None:
    assert list(near_duplicates(read_written(CORPUS), read_all([*TUNING, *REPORT]))) == []


# --- what is nearly the same ----------------------------------------------------------------


def test_a_near_duplicate_is_named_with_its_file_and_with_what_it_is_nearly() -> None:
    sentences = near_duplicates(
        [written("is the leave paid")], [question(id="rep-7", text="Is leave paid?", language="en")]
    )

    assert list(sentences) == [
        "leave-guide.yaml: 'is the leave paid' is nearly rep-7, 'Is leave paid?', "
        "by which answers are measured; remove it."
    ]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        pytest.param("en", "PARENTAL LEAVE", "parental leave", id="case"),
        pytest.param("en", "parental: leave?!", "parental leave", id="punctuation"),
        pytest.param("en", "What is the parental leave?", "parental leave", id="stop words"),
        pytest.param("en", "leave parental", "parental leave", id="order"),
        pytest.param("en", "parental leaves", "parental leave", id="endings"),
        pytest.param("es", "policía de inmigración", "policia de inmigracion", id="accents"),
        pytest.param("vi", "nghỉ phép", "nghi phep", id="accents of a language without a stemmer"),
        pytest.param("zh", "产假有多长？", "产假有多长", id="a script without blanks"),
        pytest.param("en", "Who are you?", "who are you", id="nothing but stop words"),
    ],
)
def test_a_question_of_the_same_words_is_a_near_duplicate(language: str, one: str, other: str) -> None:
    assert len(found(written(one, language=language), other, language=language)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("bread water soap rice", "bread water soap rice wool", id="four of five in common"),
        pytest.param("bread water soap rice wool salt milk coal", "bread water soap rice wool salt milk coal iron gold", id="eight of ten"),
    ],
)  # fmt: skip
def test_questions_of_mostly_the_same_words_are_near_duplicates(one: str, other: str) -> None:
    assert len(found(written(one), other)) == 1
    assert len(found(written(other), one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("parental leave", "parental pay", id="other words"),
        pytest.param("bread water soap", "bread water soap rice", id="three terms are too few to tell"),
        pytest.param("bread water soap rice", "bread water soap wool", id="three of five in common"),
        pytest.param(
            "bread water soap rice wool", "bread water soap rice wool salt milk", id="five of seven"
        ),
        pytest.param("Who are you?", "What can I do?", id="nothing but stop words, and others"),
    ],
)
def test_questions_that_share_less_are_kept(one: str, other: str) -> None:
    assert found(written(one), other) == []


def test_the_same_words_in_another_language_are_kept() -> None:
    assert found(written("visa U", language="es"), "visa U", language="fr") == []


def test_every_pair_is_named() -> None:
    asked = [written("bread and water"), written("Bread? Water!", file="gaps.yaml"), written("soap")]
    evaluated = [question(id="a", text="water, bread"), question(id="b", text="bread with water")]

    sentences = [each.partition(",")[0] for each in near_duplicates(asked, evaluated)]

    assert sentences == [
        "leave-guide.yaml: 'bread and water' is nearly a",
        "leave-guide.yaml: 'bread and water' is nearly b",
        "gaps.yaml: 'Bread? Water!' is nearly a",
        "gaps.yaml: 'Bread? Water!' is nearly b",
    ]


# --- reading --------------------------------------------------------------------------------


def test_questions_of_sources_and_of_gaps_are_read_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "gaps.yaml").write_text(
        "- id: fee\n  questions: {en: [What is the fee?]}\n  instead: {en: Ask the office.}\n", "utf-8"
    )
    (tmp_path / "questions" / "leave.yaml").write_text(
        "- quote: Leave is paid.\n  questions: {en: [Is it paid?, paid leave], es: [¿Se paga?]}\n", "utf-8"
    )

    assert list(read_written(tmp_path)) == [
        Written("gaps.yaml", "en", "What is the fee?"),
        Written("leave.yaml", "en", "Is it paid?"),
        Written("leave.yaml", "en", "paid leave"),
        Written("leave.yaml", "es", "¿Se paga?"),
    ]


def test_a_corpus_without_questions_has_none(tmp_path: Path) -> None:
    assert list(read_written(tmp_path)) == []


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "leave.yaml").write_text("- [", "utf-8")

    with pytest.raises(CorpusError, match=r"leave\.yaml cannot be read as YAML"):
        list(read_written(tmp_path))
