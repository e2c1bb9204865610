"""Translations of quotes, which a model writes and which are checked like anything that it writes."""

import logging

import pytest

from retrieval.answer import Citation
from retrieval.writing.writer import Writer
from tests.model_server import Fails, ModelServer
from tests.retrieval.answer_builders import cited
from tests.retrieval.writing.scripted import translates, writer
from tests.retrieval.writing.test_writer import EN_ESPANOL, LEAVE, QUOTE, RENT


def translated(writing: Writer, *citations: Citation, language: str = "es") -> dict[int, str]:
    return writing.translations(citations, language, writing.deadline())


def test_a_quote_in_another_language_is_translated(server: ModelServer) -> None:
    server.script(translates(EN_ESPANOL))

    assert translated(writer(server), cited(LEAVE, QUOTE)) == {1: EN_ESPANOL}
    assert f'<text number="1">\n{QUOTE}\n</text>' in server.requests[0].text


def test_a_quote_in_the_askers_language_is_not_sent_to_be_translated(server: ModelServer) -> None:
    assert translated(writer(server), cited(LEAVE, QUOTE), language="en") == {}
    assert server.requests == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("El permiso dura 20 semanas enteras, dice la oficina.", id="another number"),
        pytest.param("El permiso no dura 18 semanas enteras, dice la oficina.", id="denied"),
        pytest.param("Leave lasts 18 whole weeks, says the office, as everyone knows here.", id="not translated"),
        pytest.param("El permiso dura **18** semanas enteras, dice la oficina.", id="markup"),
        pytest.param("El permiso dura 18 semanas enteras, véase www.example.org.", id="a link"),
        pytest.param("La mantequilla se vende con pan fresco y mermelada de fresa.", id="something else"),
        pytest.param("", id="nothing"),
    ],
)  # fmt: skip
def test_a_translation_that_is_not_faithful_is_not_shown(server: ModelServer, text: str) -> None:
    server.script(translates(text))

    assert translated(writer(server), cited(LEAVE, QUOTE)) == {}


def test_translations_are_shown_under_the_numbers_of_their_quotes(server: ModelServer) -> None:
    rent = "Rent is due in May, says the office."
    server.script(translates("La renta se paga en julio, dice la oficina.", EN_ESPANOL))

    found = translated(writer(server), cited(RENT, rent), cited(LEAVE, QUOTE, number=2))

    assert found == {2: EN_ESPANOL}


@pytest.mark.parametrize("texts", [(), (EN_ESPANOL, EN_ESPANOL)], ids=["too few", "too many"])
def test_translations_that_cannot_be_told_apart_are_not_shown(
    server: ModelServer, texts: tuple[str, ...]
) -> None:
    server.script(translates(*texts))

    assert translated(writer(server), cited(LEAVE, QUOTE)) == {}


def test_a_translation_is_asked_for_once(server: ModelServer) -> None:
    server.script(translates(EN_ESPANOL))
    writing = writer(server)

    assert translated(writing, cited(LEAVE, QUOTE)) == translated(writing, cited(LEAVE, QUOTE))
    assert len(server.requests) == 1


def test_with_the_memory_off_a_translation_is_asked_for_anew(server: ModelServer) -> None:
    server.script(translates(EN_ESPANOL), translates(EN_ESPANOL))
    writing = writer(server, model_cache=False)

    assert translated(writing, cited(LEAVE, QUOTE)) == translated(writing, cited(LEAVE, QUOTE))
    assert len(server.requests) == 2


def test_more_quotes_than_fit_one_reply_are_translated_in_turns(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "retrieval.writing.writer")
    server.script(translates(*[EN_ESPANOL] * 24), translates(EN_ESPANOL, "Algo muy distinto."))
    quotes = [cited(LEAVE, QUOTE, number=number) for number in range(1, 27)]

    found = translated(writer(server), *quotes)

    assert found == dict.fromkeys(range(1, 26), EN_ESPANOL)
    assert [request.text.count("<text number=") for request in server.requests] == [24, 2]
    assert caplog.messages[-1] == "model: 25 quotes translated, 1 not"


def test_quotes_of_a_reply_that_came_to_nothing_are_asked_for_again_and_no_others(
    server: ModelServer,
) -> None:
    server.script(translates(*[EN_ESPANOL] * 24), Fails(500), translates(EN_ESPANOL))
    quotes, writing = [cited(LEAVE, QUOTE, number=number) for number in range(1, 26)], writer(server)

    first, again = translated(writing, *quotes), translated(writing, *quotes)

    assert (len(first), len(again)) == (24, 25)
    assert len(server.requests) == 3


def test_without_a_translation_there_is_the_quote(server: ModelServer) -> None:
    server.script(Fails(500))

    assert translated(writer(server), cited(LEAVE, QUOTE)) == {}
