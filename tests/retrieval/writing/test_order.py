"""Who does what to whom may not be turned around, though all words are the quote's."""

import pytest

from retrieval.writing.order import is_turned_around


@pytest.mark.parametrize(
    ("language", "sentence", "quote"),
    [
        pytest.param(
            "en",
            "Officers threaten to report abusers to victims.",
            "Abusers threaten to report victims to officers.",
            id="three parties change places",
        ),
        pytest.param("en", "Employers pay workers.", "Workers pay employers.", id="two parties"),
        pytest.param(
            "es",
            "Los agentes amenazan con denunciar a los abusadores ante las víctimas.",
            "Los abusadores amenazan con denunciar a las víctimas ante los agentes.",
            id="in Spanish",
        ),
        pytest.param(
            "fr",
            "Les victimes dénoncent les policiers aux employeurs.",
            "Les employeurs dénoncent les victimes aux policiers.",
            id="in French",
        ),
        pytest.param(
            "en",
            "Parents do not work at the office while leave lasts.",
            "Parents work while leave lasts and do not travel.",
            id="another word stands behind not",
        ),
    ],
)
def test_parties_that_change_places_are_noticed(language: str, sentence: str, quote: str) -> None:
    assert is_turned_around(sentence, quote, language)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        pytest.param("Workers pay employers.", "Workers pay employers.", id="the same"),
        pytest.param(
            "In May, workers paid employers.", "Workers paid employers in May.", id="a part put first"
        ),
        pytest.param("Workers pay.", "In some towns workers still pay employers.", id="words left out"),
        pytest.param("Leave is not paid.", "Leave is paid.", id="nothing is denied in the quote"),
        pytest.param(
            "ICE does not arrest victims.", "ICE will not arrest known victims.", id="the same denied"
        ),
        pytest.param(
            "Workers pay employers.",
            "Employers ask, and workers pay employers when workers can.",
            id="words that the quote has in both orders",
        ),
        pytest.param("", "", id="nothing"),
    ],
)
def test_other_ways_to_say_the_same_are_not_turned_around(sentence: str, quote: str) -> None:
    assert not is_turned_around(sentence, quote, "en")
