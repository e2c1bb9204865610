"""Sentences on the shipped documents, checked with the shipped model and what was fitted to it."""

import pytest

from retrieval.answering import Parts
from retrieval.passage import Passage
from retrieval.settings import Settings
from retrieval.understand import Asked
from retrieval.writing.check import Checked
from retrieval.writing.opening import open_checker
from tests.retrieval.writing.builders import claims, written

pytestmark = pytest.mark.slow

PAROLE = "Anyone may request parole for themself, or on behalf of another individual, by filing Form I-131"
RESIDENT = "The petitioner does not have to be a resident of the United States or related to the beneficiary."
PRIOR = "The prior policy only applied to U-visas."
PRESENCE = "Continued Presence allows trafficking victims to lawfully remain in the U.S. temporarily and work"
AGE = "a medical age assessment should be used only as a measure of last resort"


def checked(parts: Parts, question: str, language: str, sentence: str, quote: str) -> Checked:
    passages: list[Passage] = [each for each in parts.searcher.contents.passages if each.find(quote)]
    draft = written(claims(sentence, quote))
    return open_checker(Settings()).check(draft, passages[:1], Asked(question, language))


@pytest.mark.parametrize(
    ("language", "question", "sentence", "quote"),
    [
        pytest.param(
            "en", "What did the prior policy apply to?", "The prior policy only applied to U-visas.", PRIOR,
            id="the quote itself",
        ),
        pytest.param(
            "en", "Does the petitioner have to be related to the beneficiary?",
            "The petitioner does not have to be a resident of the United States or be related to the beneficiary.",
            RESIDENT, id="a word put in",
        ),
        pytest.param(
            "en", "Who may request parole?",
            "Anyone may request parole for themself or another individual by filing Form I-131.", PAROLE,
            id="in nearly the same words",
        ),
        pytest.param(
            "en", "When should a medical age assessment be used?",
            "A medical age assessment should be used only as a last resort.", AGE, id="a word left out",
        ),
        pytest.param(
            "es", "¿A qué se aplicaba la política anterior?", "La política anterior solo se aplicaba a las visas U.",
            PRIOR, id="Spanish",
        ),
        pytest.param(
            "es", "¿Qué permite Continued Presence?",
            "Continued Presence permite a las víctimas de trata permanecer legalmente en los EE. UU. de forma temporal y trabajar.",
            PRESENCE, id="Spanish, longer",
        ),
        pytest.param(
            "fr", "À quoi s’appliquait l’ancienne politique ?",
            "La politique précédente s’appliquait uniquement aux visas U.", PRIOR, id="French",
        ),
        pytest.param(
            "pt", "A que se aplicava a política anterior?", "A política anterior aplicava-se apenas aos vistos U.",
            PRIOR, id="Portuguese",
        ),
        pytest.param("zh", "以前的政策适用于什么?", "以前的政策仅适用于U签证。", PRIOR, id="Chinese"),
        pytest.param("vi", "Chính sách trước áp dụng cho gì?", "Chính sách trước chỉ áp dụng cho thị thực U.", PRIOR, id="Vietnamese"),
        pytest.param("ar", "على ماذا كانت تنطبق السياسة السابقة؟", "كانت السياسة السابقة تنطبق فقط على تأشيرات U.", PRIOR, id="Arabic"),
    ],
)  # fmt: skip
def test_a_faithful_sentence_is_shown(
    shipped_parts: Parts, language: str, question: str, sentence: str, quote: str
) -> None:
    found = checked(shipped_parts, question, language, sentence, quote)

    assert [held.text for held in found.held] == [sentence], found.dropped


@pytest.mark.parametrize(
    ("language", "question", "sentence", "quote"),
    [
        pytest.param("en", "What did the prior policy apply to?", "The prior policy applied to T-visas.", PRIOR, id="another visa"),
        pytest.param("en", "What did the prior policy apply to?", "The prior policy applied to U-visas.", PRIOR, id="only left out"),
        pytest.param(
            "en", "Does the petitioner have to be related?", "The petitioner has to be related to the beneficiary.",
            RESIDENT, id="not left out",
        ),
        pytest.param(
            "en", "Who may request parole?", "Anyone must request parole for themself by filing Form I-131.", PAROLE,
            id="may turned to must",
        ),
        pytest.param(
            "en", "Who may request parole?", "Anyone may request parole for themself by filing Form I-918.", PAROLE,
            id="another form",
        ),
        pytest.param(
            "en", "Who may request parole?", "Anyone may request a work permit by paying a lawyer.", PAROLE,
            id="another matter",
        ),
        pytest.param(
            "en", "What does Continued Presence allow?",
            "Continued Presence allows trafficking victims to adopt children and buy land.", PRESENCE, id="other rights",
        ),
        pytest.param(
            "en", "When should a medical age assessment be used?",
            "A medical age assessment should be used as the first measure.", AGE, id="the contrary in other words",
        ),
        pytest.param(
            "es", "¿A qué se aplicaba la política anterior?", "La política anterior solo se aplicaba a las visas T.",
            PRIOR, id="another visa in Spanish",
        ),
        pytest.param(
            "es", "¿A qué se aplicaba la política anterior?", "La política anterior no se aplicaba a las visas U.",
            PRIOR, id="not put in in Spanish",
        ),
        pytest.param("zh", "以前的政策适用于什么?", "以前的政策仅适用于T签证。", PRIOR, id="another visa in Chinese"),
        pytest.param("vi", "Chính sách trước áp dụng cho gì?", "Chính sách trước áp dụng cho thị thực U.", PRIOR, id="only left out in Vietnamese"),
        pytest.param("ar", "على ماذا كانت تنطبق السياسة السابقة؟", "تدفع الحكومة رواتب المعلمين في المدارس.", PRIOR, id="another matter in Arabic"),
    ],
)  # fmt: skip
def test_an_unfaithful_sentence_is_not_shown(
    shipped_parts: Parts, language: str, question: str, sentence: str, quote: str
) -> None:
    assert checked(shipped_parts, question, language, sentence, quote).held == ()


def test_a_sentence_that_does_not_answer_is_not_shown(shipped_parts: Parts) -> None:
    found = checked(shipped_parts, "How do I bake sourdough bread in a cast-iron pot?", "en", PRIOR, PRIOR)

    assert found.held == ()
