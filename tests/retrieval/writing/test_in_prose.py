"""An answer's way with a language model: what it wrote, what it did not, and what is said of it."""

from dataclasses import replace

import pytest

from retrieval.answer import Answered, NoticeKind
from retrieval.answering import Parts, answer
from retrieval.followup import Turn
from retrieval.sources import Kind, Status
from retrieval.understand import Question
from retrieval.writing.calling import Trouble
from tests.bot.guide import guide_parts
from tests.model_server import (
    Answers,
    CutOff,
    Dribbles,
    Empty,
    Fails,
    Garbage,
    Hangs,
    HangsUp,
    Huge,
    ModelServer,
    Refuses,
    Reply,
    Says,
)
from tests.retrieval.answer_builders import issued, parts, passages_of
from tests.retrieval.writing.scripted import (
    asked,
    completes,
    drafts,
    number_of,
    said,
    texts,
    translates,
    wants,
    writer,
    writer_elsewhere,
)

HOW_LONG = Question("How long does leave last?", language="en")
CUANTO = Question("¿Cuánto dura el permiso?", language="es")
QUOTE = "Leave lasts 18 whole weeks, says the office."
EN_ESPANOL = "El permiso dura 18 semanas enteras, dice la oficina."
HOLDS = drafts(said("Leave lasts 18 whole weeks.", QUOTE))


def guide(server: ModelServer) -> Parts:
    return replace(guide_parts(statements=1), writer=writer(server))


def kinds(found: Answered) -> list[NoticeKind]:
    return [notice.kind for notice in found.notices]


def test_an_answer_is_the_models_sentence_over_the_quote_that_carries_it(server: ModelServer) -> None:
    server.script(HOLDS)

    found = asked(HOW_LONG, guide(server))

    assert texts(found) == ["Leave lasts 18 whole weeks."]
    assert [citation.quote.text for citation in found.citations] == [QUOTE]
    assert found.composer == "scripted"


def test_a_quote_that_no_sentence_holds_whole_is_shown_after_them(server: ModelServer) -> None:
    server.script(drafts(said("Leave lasts 18 whole weeks.", "Leave lasts 18 whole weeks")))

    found = asked(HOW_LONG, guide(server))

    assert texts(found) == ["Leave lasts 18 whole weeks.", QUOTE]
    assert [citation.quote.text for citation in found.citations] == ["Leave lasts 18 whole weeks", QUOTE]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(drafts(said("Leave lasts 20 whole weeks.", QUOTE)), id="nothing holds"),
        pytest.param(drafts(), id="nothing is said"),
        pytest.param(Fails(429), id="too many requests"),
        pytest.param(Fails(500), id="an error of the server"),
        pytest.param(HangsUp(), id="a connection closed"),
        pytest.param(Garbage("half"), id="half of a completion"),
        pytest.param(Says('{"statem'), id="half a JSON"),
        pytest.param(Empty(), id="nothing at all"),
        pytest.param(Huge(), id="a megabyte"),
        pytest.param(CutOff("{"), id="cut off"),
        pytest.param(Refuses(), id="a refusal"),
    ],
)
def test_whatever_a_model_does_the_quotes_are_the_answer(server: ModelServer, reply: Reply) -> None:
    server.default = reply

    found = asked(HOW_LONG, guide(server))

    assert texts(found) == [QUOTE]
    assert found.composer == "extractive"
    assert NoticeKind.WRITTEN not in kinds(found)


@pytest.mark.parametrize("reply", [Hangs(), Dribbles()], ids=["silence", "a byte now and then"])
def test_a_model_that_takes_too_long_leaves_the_quotes(server: ModelServer, reply: Reply) -> None:
    server.default = reply
    slow = replace(guide_parts(statements=1), writer=writer(server, model_seconds=0.8))

    came = answer(HOW_LONG, slow)

    assert isinstance(came.answer, Answered)
    assert texts(came.answer) == [QUOTE]
    assert came.trace.written is not None
    assert came.trace.written.trouble is Trouble.TIMED_OUT
    assert came.timings["total"] < 5000


def test_a_question_without_an_answer_is_not_sent(server: ModelServer) -> None:
    refused = answer(Question("Who runs the lottery?", language="en"), guide(server)).answer

    assert not isinstance(refused, Answered)
    assert server.requests == []


# ---- what is said of the model


def elsewhere(server: ModelServer) -> Parts:
    """What answers with a model on somebody else's machine."""
    return replace(guide_parts(statements=1), writer=writer_elsewhere(server))


SENT = [NoticeKind.ADVOCACY, NoticeKind.WRITTEN, NoticeKind.PROVIDER]
SILENT = [NoticeKind.ADVOCACY, NoticeKind.WRITTEN]


def test_a_model_of_ones_own_is_said_to_have_written(server: ModelServer) -> None:
    server.script(HOLDS)

    assert kinds(asked(HOW_LONG, guide(server))) == SILENT


def test_a_provider_elsewhere_is_named_in_the_first_answer(server: ModelServer) -> None:
    server.script(HOLDS)

    found = asked(HOW_LONG, elsewhere(server))

    assert kinds(found) == SENT
    assert found.notices[-1].about == "Example"


def test_a_provider_elsewhere_is_not_named_again(server: ModelServer) -> None:
    server.script(HOLDS)

    assert kinds(asked(replace(HOW_LONG, told=True), elsewhere(server))) == SILENT


def test_an_answer_before_it_that_did_not_name_the_provider_does_not_count(server: ModelServer) -> None:
    server.script(HOLDS)
    before = (Turn("user", "When is rent due?"), Turn("assistant", "Rent is due in May."))

    assert kinds(asked(replace(HOW_LONG, history=before), elsewhere(server))) == SENT


def test_a_refusal_before_it_does_not_make_an_answer_the_second(server: ModelServer) -> None:
    server.script(HOLDS)
    before = (Turn("user", "Who runs the lottery?"),)

    assert kinds(asked(replace(HOW_LONG, history=before), elsewhere(server))) == SENT


def test_a_provider_that_was_asked_in_vain_is_named_all_the_same(server: ModelServer) -> None:
    server.default = drafts()

    assert kinds(asked(HOW_LONG, elsewhere(server))) == [NoticeKind.ADVOCACY, NoticeKind.PROVIDER]


def test_a_provider_elsewhere_is_not_named_where_nothing_was_sent(server: ModelServer) -> None:
    spent = replace(guide_parts(statements=1), writer=writer_elsewhere(server, daily_tokens=1))

    assert kinds(asked(HOW_LONG, spent)) == [NoticeKind.ADVOCACY]
    assert server.requests == []


def test_an_answer_that_is_remembered_does_not_name_the_provider(server: ModelServer) -> None:
    server.script(HOLDS)
    of = elsewhere(server)

    assert kinds(asked(HOW_LONG, of)) == SENT
    assert kinds(asked(HOW_LONG, of)) == SILENT


def test_a_provider_that_only_translated_is_named(server: ModelServer) -> None:
    server.script(drafts(said(EN_ESPANOL, QUOTE)), Fails(500), translates(EN_ESPANOL))
    of = elsewhere(server)
    asked(CUANTO, of)

    again = asked(CUANTO, of)

    assert again.translations == {1: EN_ESPANOL}
    assert again.notices[-1].kind is NoticeKind.PROVIDER


def test_a_document_that_only_the_prose_cites_brings_its_own_notices(server: ModelServer) -> None:
    old = issued(
        id="old-guide", short_title="Old guide", kind=Kind.ADVOCACY, publisher="Families Then",
        status=Status.SUPERSEDED, superseded_on="2025-01-31", superseded_by="Guide 2",
    )  # fmt: skip
    [first] = passages_of("How long does leave last? Leave does last 18 whole weeks.")
    [second] = passages_of("Maternity leave was 18 whole weeks.", of=old)
    server.default = Answers(
        lambda request: drafts(
            said("Maternity leave was 18 whole weeks.", passage=number_of("Maternity", request))
        )
    )
    one_quote = guide_parts(statements=1)
    both = replace(parts([first, second]), choice=one_quote.choice)

    without = asked(HOW_LONG, both)
    found = asked(HOW_LONG, replace(both, writer=writer(server)))

    assert {citation.quote.document.id for citation in without.citations} == {"leave-guide"}
    assert without.notices == ()
    assert kinds(found) == [NoticeKind.SUPERSEDED, NoticeKind.ADVOCACY, NoticeKind.WRITTEN]
    assert {notice.source.id for notice in found.notices if notice.source} == {"old-guide"}


# ---- other languages, and follow-up questions


def test_an_answer_in_another_language_has_its_quotes_translated(server: ModelServer) -> None:
    server.script(drafts(said(EN_ESPANOL, QUOTE)), translates(EN_ESPANOL))

    found = asked(CUANTO, guide(server))

    assert texts(found) == [EN_ESPANOL]
    assert found.translations == {1: EN_ESPANOL}


def test_a_translation_that_says_otherwise_is_left_out(server: ModelServer) -> None:
    server.script(drafts(said(EN_ESPANOL, QUOTE)), translates("El permiso dura 20 semanas, dice la oficina."))

    assert asked(CUANTO, guide(server)).translations == {}


def test_the_same_question_again_asks_the_model_nothing(server: ModelServer) -> None:
    server.script(drafts(said(EN_ESPANOL, QUOTE)), translates(EN_ESPANOL))
    of = guide(server)

    assert asked(CUANTO, of) == asked(CUANTO, of)
    assert len(server.requests) == 2


BEFORE = (
    Turn("user", "I am Xiomara. What of the harpsichord?"),
    Turn("assistant", "Nobody tuned it."),
    Turn("user", "How long does leave last?"),
    Turn("assistant", QUOTE),
)


def test_a_follow_up_is_looked_up_as_the_model_completed_it(server: ModelServer) -> None:
    server.script(completes("And how long does leave last?"), HOLDS)

    came = answer(Question("And how long?", BEFORE, "en"), guide(server))

    assert came.trace.asked is not None
    assert came.trace.asked.text == "And how long does leave last?"
    assert came.question == "And how long?"


def test_nothing_of_a_follow_up_leaves_before_it_was_said_where_questions_go(server: ModelServer) -> None:
    answer(Question("And for the harpsichord?", BEFORE, "en"), elsewhere(server))

    assert not any(wants(request, "question") for request in server.requests)


def test_a_follow_up_is_completed_elsewhere_once_it_was_said_where_questions_go(server: ModelServer) -> None:
    server.script(completes("And how long does leave last?"), HOLDS)

    came = answer(Question("And how long?", BEFORE, "en", told=True), elsewhere(server))

    assert came.trace.asked is not None
    assert came.trace.asked.text == "And how long does leave last?"


def test_a_follow_up_completed_in_words_that_nobody_said_is_looked_up_as_it_came(server: ModelServer) -> None:
    server.script(completes("And how long does parental leave last?"), HOLDS)

    came = answer(Question("And how long?", BEFORE, "en"), guide(server))

    assert came.trace.asked is not None
    assert came.trace.asked.text == "And how long?"


def test_of_what_was_said_before_only_the_last_answer_is_sent(server: ModelServer) -> None:
    server.script(completes("And how long does leave last?"), HOLDS)

    answer(Question("And how long?", BEFORE, "en"), guide(server))

    sent = " ".join(str(request.body) for request in server.requests)
    assert len(server.requests) == 2
    assert "Xiomara" not in sent
    assert "harpsichord" not in sent
    assert "Nobody tuned it" not in sent
    assert QUOTE not in server.requests[1].body["messages"][1]["content"].rpartition("Question:")[2]


def test_a_question_that_stands_by_itself_is_not_sent_to_be_completed(server: ModelServer) -> None:
    server.script(HOLDS)

    asked(replace(HOW_LONG, text="How many whole weeks does leave last?", history=BEFORE), guide(server))

    assert [wants(request, "statements") for request in server.requests] == [True]
