"""An adversary, scripted or real, over the documents that are shipped: what it writes is looked at anew."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from evals.questions import TUNING, EvalQuestion, read_all
from evals.smollm2 import NAME, serving
from retrieval.answering import Parts, answer
from retrieval.sentences import sentences
from retrieval.settings import read_settings
from retrieval.understand import Question
from retrieval.writing.calling import Caller
from retrieval.writing.opening import open_checker
from retrieval.writing.provider import Provider, open_chat_model
from retrieval.writing.writer import Writer
from tests.model_server import (
    Answers,
    ModelServer,
    Received,
    Reply,
    Says,
)
from tests.retrieval.writing.recheck import broken, holds_every_quote_of
from tests.retrieval.writing.scripted import (
    NOWHERE,
    asked,
    completes,
    drafts,
    number_of,
    passages_in,
    said,
    texts,
    translates,
    wants,
    writer,
)

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
        return drafts(said(sentence, REFRAIN, passage=number_of(REFRAIN, request)))

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
    right = number_of(REFRAIN, request)
    return drafts(said(f"{REFRAIN[0].upper()}{REFRAIN[1:]}.", REFRAIN, passage=1 if right != 1 else 2))


def invented_quote(request: Received) -> Says:
    return drafts(
        said("ICE will refrain from arrest and detention.", "ICE will refrain from arrest and detention")
    )


def second_sentence(request: Received) -> Says:
    number = number_of(REFRAIN, request)
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


@pytest.mark.long
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
