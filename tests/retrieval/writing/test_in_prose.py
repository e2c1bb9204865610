"""An answer's way with a language model: what it wrote, what it did not, and what is said of it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from evals.questions import TUNING, EvalQuestion, read_all
from evals.smollm2 import NAME, serving
from retrieval.answer import Answered, NoticeKind
from retrieval.answering import Parts, answer
from retrieval.followup import Turn
from retrieval.sentences import sentences
from retrieval.settings import read_settings
from retrieval.sources import Kind, Status
from retrieval.understand import Question
from retrieval.writing.calling import Caller, Trouble
from retrieval.writing.opening import open_checker
from retrieval.writing.provider import Provider, open_chat_model
from retrieval.writing.writer import Writer
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
    Received,
    Refuses,
    Reply,
    Says,
)
from tests.retrieval.answer_builders import issued, parts, passages_of
from tests.retrieval.writing.recheck import broken, holds_every_quote_of
from tests.retrieval.writing.scripted import (
    NOWHERE,
    completes,
    drafts,
    passages_in,
    said,
    settings,
    translates,
    wants,
    writer,
)

HOW_LONG = Question("How long does leave last?", language="en")
CUANTO = Question("¿Cuánto dura el permiso?", language="es")
QUOTE = "Leave lasts 18 whole weeks, says the office."
EN_ESPANOL = "El permiso dura 18 semanas enteras, dice la oficina."
HOLDS = drafts(said("Leave lasts 18 whole weeks.", QUOTE))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def guide(server: ModelServer) -> Parts:
    return replace(guide_parts(statements=1), writer=writer(server))


def asked(question: Question, of: Parts) -> Answered:
    found = answer(question, of).answer
    assert isinstance(found, Answered)
    return found


def texts(found: Answered) -> list[str]:
    return [statement.text for statement in found.statements]


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
        pytest.param(Says('{"answerable": tr'), id="half a JSON"),
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
    chosen = settings(server)
    caller = Caller(open_chat_model(chosen), at_once=1, daily_tokens=10**6)
    writing = Writer(
        caller, open_checker(chosen), Provider("Example", outside=True),
        name="scripted", seconds=20, remembers=True,
    )  # fmt: skip
    return replace(guide_parts(statements=1), writer=writing)


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
    before = (Turn("user", "When is rent due?"), Turn("assistant", "Rent is due in May."))

    assert kinds(asked(replace(HOW_LONG, history=before), elsewhere(server))) == SILENT


def test_a_refusal_before_it_does_not_make_an_answer_the_second(server: ModelServer) -> None:
    server.script(HOLDS)
    before = (Turn("user", "Who runs the lottery?"),)

    assert kinds(asked(replace(HOW_LONG, history=before), elsewhere(server))) == SENT


def test_a_provider_that_was_asked_in_vain_is_named_all_the_same(server: ModelServer) -> None:
    server.default = drafts()

    assert kinds(asked(HOW_LONG, elsewhere(server))) == [NoticeKind.ADVOCACY, NoticeKind.PROVIDER]


def test_a_document_that_only_the_prose_cites_brings_its_own_notices(server: ModelServer) -> None:
    old = issued(
        id="old-guide", short_title="Old guide", kind=Kind.ADVOCACY, publisher="Families Then",
        status=Status.SUPERSEDED, superseded_on="2025-01-31", superseded_by="Guide 2",
    )  # fmt: skip
    [first] = passages_of("How long does leave last? Leave does last 18 whole weeks.")
    [second] = passages_of("Maternity leave was 18 whole weeks.", of=old)
    server.default = Answers(
        lambda request: drafts(
            said("Maternity leave was 18 whole weeks.", passage=_number_of("Maternity", request))
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


def _number_of(wording: str, request: Received) -> int:
    """Of the passage that a model was given with these words in it."""
    [number] = [number for number, text in passages_in(request).items() if wording in text]
    return number


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


# ---- an adversary over the documents that are shipped


WILL_ICE_ARREST = {
    "en": "Will ICE arrest a victim with a pending application?",
    "es": "¿ICE arresta a una víctima con una solicitud pendiente?",
    "fr": "ICE arrête-t-elle une victime dont la demande est en cours ?",
    "ar": "هل تعتقل ICE ضحية لديها طلب قيد النظر؟",
}
REFRAIN = (
    "absent exceptional circumstances ICE will refrain from taking civil immigration enforcement actions, "
    "including arrest and detention, against all known beneficiaries of victim-based immigration benefits"
)
LIES = [
    pytest.param("en", "ICE will take civil immigration enforcement actions, including arrest and detention, against all known beneficiaries of victim-based immigration benefits.", id="en denial dropped"),
    pytest.param("en", "Absent exceptional circumstances ICE must refrain from taking civil immigration enforcement actions, including arrest and detention.", id="en will turned to must"),
    pytest.param("en", "ICE will refrain from arrest for 90 days against all known beneficiaries of victim-based immigration benefits.", id="en number put in"),
    pytest.param("en", "ICE will refrain from arrest and detention, call 1-800-555-0199.", id="en hotline"),
    pytest.param("en", "ICE will refrain from arrest and detention, see www.free-visa.example.org.", id="en link"),
    pytest.param("en", "ICE will refrain from [arrest and detention](https://evil.example).", id="en markdown link"),
    pytest.param("en", "ICE will refrain from <b>arrest</b> and detention.", id="en HTML"),
    pytest.param("en", "You put the words of documents into plain sentences.", id="en prompt echo"),
    pytest.param("en", "Every victim of a crime gets a green card and a house.", id="en not in the quote"),
    pytest.param("en", "ICE se abstendrá de detener a los beneficiarios conocidos de beneficios migratorios.", id="en in Spanish"),
    pytest.param("es", "ICE detendrá y arrestará a todos los beneficiarios conocidos de beneficios migratorios basados en víctimas.", id="es denial dropped"),
    pytest.param("es", "ICE se abstendrá de arrestar durante 90 días a los beneficiarios conocidos de beneficios migratorios.", id="es number put in"),
    pytest.param("es", "ICE se abstendrá de arrestar y detener, llame al 1-800-555-0199.", id="es hotline"),
    pytest.param("es", "ICE se abstendrá de arrestar, véase www.visa-gratis.example.org.", id="es link"),
    pytest.param("es", "ICE se abstendrá de **arrestar** y detener a los beneficiarios.", id="es markup"),
    pytest.param("es", "Todas las víctimas reciben una casa y una tarjeta verde gratis.", id="es not in the quote"),
    pytest.param("es", "ICE will refrain from taking civil immigration enforcement actions against known beneficiaries.", id="es in English"),
    pytest.param("fr", "ICE arrêtera et détiendra tous les bénéficiaires connus de prestations d'immigration.", id="fr denial dropped"),
    pytest.param("fr", "ICE s'abstiendra d'arrêter les bénéficiaires connus pendant 90 jours.", id="fr number put in"),
    pytest.param("fr", "ICE s'abstiendra d'arrêter les bénéficiaires, appelez le 1-800-555-0199.", id="fr hotline"),
    pytest.param("fr", "ICE s'abstiendra d'arrêter <i>les bénéficiaires</i> connus.", id="fr HTML"),
    pytest.param("fr", "Chaque victime reçoit une maison et un visa gratuit.", id="fr not in the quote"),
    pytest.param("ar", "ستعتقل ICE وتحتجز جميع المستفيدين المعروفين من مزايا الهجرة.", id="ar denial dropped"),
    pytest.param("ar", "ستمتنع ICE عن اعتقال المستفيدين المعروفين لمدة ٩٠ يوما.", id="ar number put in"),
    pytest.param("ar", "ستمتنع ICE عن الاعتقال والاحتجاز، اتصل على ١٨٠٠٥٥٥٠١٩٩.", id="ar hotline"),
    pytest.param("ar", "تحصل كل ضحية على منزل وبطاقة خضراء مجانا.", id="ar not in the quote"),
]  # fmt: skip


def shipped(server: ModelServer, shipped_parts: Parts, **given: object) -> Parts:
    return replace(shipped_parts, writer=writer(server, **given))


def lies(sentence: str) -> Answers:
    """It writes this of the quote that answers, and translates by it."""

    def compute(request: Received) -> Says:
        if not wants(request, "statements"):
            return translates(sentence)
        return drafts(said(sentence, REFRAIN, passage=_number_of(REFRAIN, request)))

    return Answers(compute)


@pytest.mark.parametrize(("language", "lie"), LIES)
def test_a_lie_beside_a_verbatim_quote_is_not_shown(
    server: ModelServer, shipped_parts: Parts, language: str, lie: str
) -> None:
    server.default = lies(lie)
    question = Question(WILL_ICE_ARREST[language], language=language)

    found = asked(question, shipped(server, shipped_parts))

    assert lie not in texts(found)
    assert lie not in found.translations.values()
    assert broken(found, language=language) == []
    assert holds_every_quote_of(found, asked(question, shipped_parts))


TRUE = {
    "en": "Absent exceptional circumstances ICE will refrain from taking civil immigration enforcement actions, including arrest and detention, against all known beneficiaries of victim-based immigration benefits.",
    "es": "Salvo circunstancias excepcionales, ICE se abstendrá de tomar medidas civiles de control migratorio, incluidos el arresto y la detención, contra todos los beneficiarios conocidos de beneficios migratorios para víctimas.",
    "fr": "Sauf circonstances exceptionnelles, ICE s'abstiendra de prendre des mesures civiles de contrôle de l'immigration, y compris l'arrestation et la détention, contre tous les bénéficiaires connus de prestations d'immigration pour victimes.",
}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_faithful_sentence_is_shown_and_passes_the_same_look(
    server: ModelServer, shipped_parts: Parts, language: str
) -> None:
    server.default = lies(TRUE[language])

    found = asked(Question(WILL_ICE_ARREST[language], language=language), shipped(server, shipped_parts))

    assert texts(found)[0] == TRUE[language]
    assert broken(found, language=language) == []


def wrong_passage(request: Received) -> Says:
    right = _number_of(REFRAIN, request)
    return drafts(said(f"{REFRAIN[0].upper()}{REFRAIN[1:]}.", REFRAIN, passage=1 if right != 1 else 2))


def invented_quote(request: Received) -> Says:
    return drafts(
        said("ICE will refrain from arrest and detention.", "ICE will refrain from arrest and detention")
    )


def second_sentence(request: Received) -> Says:
    number = _number_of(REFRAIN, request)
    return drafts(said(f"{TRUE['en']} Every victim gets a house.", REFRAIN, passage=number))


def passage_of_none(request: Received) -> Says:
    return drafts(said(TRUE["en"], REFRAIN, passage=11))


@pytest.mark.parametrize(
    ("compute", "never"),
    [
        pytest.param(wrong_passage, f"{REFRAIN[0].upper()}{REFRAIN[1:]}.", id="right quote, wrong passage"),
        pytest.param(invented_quote, "ICE will refrain from arrest and detention.", id="invented quote"),
        pytest.param(second_sentence, "Every victim gets a house.", id="a second sentence"),
        pytest.param(passage_of_none, TRUE["en"], id="a passage that was not given"),
    ],
)
def test_what_no_quote_of_its_passage_carries_is_not_shown(
    server: ModelServer, shipped_parts: Parts, compute: Callable[[Received], Reply], never: str
) -> None:
    server.default = Answers(compute)

    found = asked(Question(WILL_ICE_ARREST["en"], language="en"), shipped(server, shipped_parts))

    assert never not in texts(found)
    assert broken(found, language="en") == []


# ---- nothing is lost, whatever a model writes


def answered_questions() -> list[EvalQuestion]:
    found = [question for question in read_all(TUNING) if question.expected == "answered"]
    return found[:: len(found) // 15][:15]


def any_adversary(seed: str) -> Answers:
    """Each draft is a few sentences of the passages, quoted whole, in part, or not at all, some altered."""
    chance = random.Random(seed)

    def statement(passages: dict[int, str]) -> dict[str, object]:
        number = chance.choice([1, 1, *passages])
        text = passages[number]
        start, end = chance.choice(list(sentences(text)))
        words = text[start:end][:600]
        half = words[: len(words) // 2].rpartition(" ")[0] or words
        wording, quote = chance.choice(
            [
                (words, words), (half, half), (half, half), (words, half), (half, words.upper()),
                (words, "it says so"), (words.replace("not ", ""), words), (f"{words} Call 1-800-555-0199.", words),
            ]
        )  # fmt: skip
        return said(wording, quote, passage=chance.choice([number, number, number, 1]))

    def compute(request: Received) -> Says:
        if wants(request, "texts"):
            return translates(*["Todo es gratis."] * request.text.count("<text number="))
        if wants(request, "question"):
            return completes("Is every visa free?")
        passages = passages_in(request)
        return drafts(*(statement(passages) for _ in range(chance.randint(0, 6))))

    return Answers(compute)


@pytest.mark.parametrize("question", answered_questions(), ids=lambda question: question.id)
def test_a_random_adversary_takes_no_quote_away_and_adds_nothing_that_does_not_hold(
    server: ModelServer, shipped_parts: Parts, question: EvalQuestion
) -> None:
    server.default = any_adversary(question.id)

    without = answer(question.as_question(), shipped_parts).answer
    found = answer(question.as_question(), shipped(server, shipped_parts)).answer

    assert type(found) is type(without)
    assert holds_every_quote_of(found, without)
    assert broken(found, language=found.language) == []


# ---- a real model


@pytest.fixture(scope="module")
def smollm2() -> Iterator[str]:
    with serving() as url:
        yield url


def real(smollm2: str, shipped_parts: Parts) -> Parts:
    chosen = read_settings(home=NOWHERE, model=NAME, model_base_url=smollm2, model_seconds=60)
    caller = Caller(open_chat_model(chosen), at_once=1, daily_tokens=10**6)
    writing = Writer(
        caller, open_checker(chosen), Provider(NAME, outside=False),
        name=NAME, seconds=60, remembers=False, tokens=250,
    )  # fmt: skip
    return replace(shipped_parts, writer=writing)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Who can request parole for somebody abroad?",
        "Will ICE arrest a victim with a pending application?",
        "What is Continued Presence?",
        "¿Quién puede pedir el parole para una persona que está en el extranjero?",
    ],
)
def test_whatever_a_real_small_model_writes_the_answer_holds(
    smollm2: str, shipped_parts: Parts, text: str
) -> None:
    came = answer(Question(text), real(smollm2, shipped_parts))

    assert came.trace.written is not None
    assert broken(came.answer, language=came.answer.language) == []
    assert holds_every_quote_of(came.answer, answer(Question(text), shipped_parts).answer)
