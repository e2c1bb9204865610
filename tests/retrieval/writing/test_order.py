"""Who does what to whom may not be turned around, though all words are the quote's."""

import pytest

from retrieval.writing.marks import LISTED
from retrieval.writing.order import is_turned_around, names_agent, turned, turns


@pytest.mark.parametrize(
    "path",
    [
        pytest.param([2, 1, 0], id="employers pay workers, of workers pay employers"),
        pytest.param(
            [4, 1, 2, 0, 3],
            id="officers threaten to report abusers to victims, of abusers, victims to officers",
        ),
        pytest.param([15, 16, 13, 14, 2, 3, 5], id="parties of several words"),
        pytest.param([20, 4, 3, None, 2], id="beside a word that is not in the quote"),
    ],
)
def test_parties_that_change_places_are_noticed(path: list[int | None]) -> None:
    assert is_turned_around(path)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param([0, 1, 2], id="the same"),
        pytest.param([3, 0, 1, 2], id="a part put first"),
        pytest.param([0, 5, 9], id="words left out"),
        pytest.param([0, 1, 6, 7, 3, 4], id="two parts that change places at the end"),
        pytest.param([None, 1, None], id="words that the quote lacks"),
        pytest.param([], id="nothing"),
    ],
)
def test_other_ways_to_say_the_same_are_not_turned_around(path: list[int | None]) -> None:
    assert not is_turned_around(path)


def test_a_turn_is_a_step_back_beyond_the_neighbours() -> None:
    assert turns([5, 4, 3, 0, 1]) == 1


def test_pairs_that_stand_the_other_way_round_are_counted_beyond_the_neighbours() -> None:
    # of six pairs, 9 before 0, 1 and 2
    assert turned([9, 0, 1, 2]) == 0.5


def test_no_pair_is_turned_where_there_is_none() -> None:
    assert turned([4]) == 0.0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "It is requested by police.", id="English"),
        pytest.param("es", "La pide por escrito, aprobada por ICE.", id="Spanish"),
        pytest.param("fr", "Elle est approuvée par ICE.", id="French"),
        pytest.param("pt", "É aprovada pela ICE.", id="Portuguese"),
        pytest.param("vi", "Được ICE phê duyệt.", id="Vietnamese"),
        pytest.param("zh", "她被警察拘留。", id="Chinese"),
        pytest.param("ar", "تمت الموافقة عليها من قبل الوكالة.", id="Arabic"),
    ],
)
def test_the_agent_of_a_passive_is_told_by_a_word(language: str, text: str) -> None:
    assert names_agent(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Police stand nearby.", id="part of a word"),
        pytest.param("de", "Sie wurde von ihnen bezahlt.", id="a language without a list"),
        pytest.param("en", "", id="nothing"),
    ],
)
def test_without_such_a_word_no_agent_is_told(language: str, text: str) -> None:
    assert not names_agent(text, language)


def test_every_language_has_its_words_for_an_agent() -> None:
    told = {
        "ar": "قبل",
        "en": "by",
        "es": "por",
        "fr": "par",
        "ht": "pa",
        "pt": "por",
        "vi": "bởi",
        "zh": "被",
    }

    assert set(told) == set(LISTED)
    assert [names_agent(word, language) for language, word in told.items()] == [True] * 8
