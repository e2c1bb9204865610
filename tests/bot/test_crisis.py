"""Words of danger or crisis bring people who help, before any answer."""

from pathlib import Path

import pytest

from bot.crisis import Danger, dangers, hotlines
from bot.wording import Words
from retrieval.errors import SettingsError
from retrieval.language import SPOKEN
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import ask, desk, marked, strict_bot_api
from tests.promise_questions import SENT

SHIPPED = hotlines(Path("no-such-home"))


@pytest.mark.parametrize(
    ("said", "danger"),
    [
        pytest.param("I want to die", Danger.DISTRESS, id="English, distress"),
        pytest.param("MY HUSBAND BEATS ME. Can I get a visa?", Danger.VIOLENCE, id="in capitals"),
        pytest.param("they took my passport and I work all day", Danger.TRAFFICKING, id="held at work"),
        pytest.param("he has a gun", Danger.EMERGENCY, id="right now"),
        pytest.param("I can’t go on living", Danger.DISTRESS, id="a curly apostrophe"),
        pytest.param("¿Qué hago si mi esposo me pega?", Danger.VIOLENCE, id="Spanish"),
        pytest.param("Mon patron a pris mon passeport", Danger.TRAFFICKING, id="French"),
        pytest.param("زوجي يضربني كل يوم", Danger.VIOLENCE, id="Arabic"),
        pytest.param("老板拿走了我的护照", Danger.TRAFFICKING, id="Chinese"),
        pytest.param("Chồng đánh tôi mỗi ngày", Danger.VIOLENCE, id="Vietnamese"),
        pytest.param("Mwen vle mouri", Danger.DISTRESS, id="Haitian Creole"),
        pytest.param("Eu não aguento mais, quero morrer", Danger.DISTRESS, id="Portuguese"),
        pytest.param("I was raped and the police know", Danger.VIOLENCE, id="English, in the past"),
        pytest.param("mi marido me golpeaba", Danger.VIOLENCE, id="Spanish, in the past"),
        pytest.param("mon mari me tape", Danger.VIOLENCE, id="French, as it is spoken"),
        pytest.param("جوزي بيضربني", Danger.VIOLENCE, id="Arabic, as it is spoken"),
        pytest.param("我被家暴了怎么办", Danger.VIOLENCE, id="Chinese, done to somebody"),
        pytest.param("tôi bị chồng đánh", Danger.VIOLENCE, id="Vietnamese, done to somebody"),
        pytest.param("Mari m bat m", Danger.VIOLENCE, id="Haitian Creole, short forms"),
        pytest.param("meu marido bateu em mim", Danger.VIOLENCE, id="Portuguese, in the past"),
        pytest.param("mi esposo quiere matarme", Danger.VIOLENCE, id="Spanish, a threat and no suicide"),
        pytest.param("les gangs veulent me tuer", Danger.EMERGENCY, id="French, a threat by many"),
        pytest.param("querem me matar se eu voltar", Danger.EMERGENCY, id="Portuguese, a threat by many"),
    ],
)
def test_what_somebody_says_of_themselves_is_recognised(said: str, danger: Danger) -> None:
    assert dangers(said) == {danger}


@pytest.mark.parametrize(
    "asked",
    [
        "What is a T visa for victims of human trafficking?",
        "How many children were used in suicide attacks?",
        "What does the report say about domestic violence?",
        "¿Qué es la trata de personas?",
        "Who beats metal in the workshop?",
        "什么是人口贩运？",
        "زوجي محتجز لدى ICE",
        "孩子被关起来怎么办",
        "Trẻ em bị ép đánh bom tự sát thì sao?",
    ],
)
def test_a_question_about_a_policy_is_no_cry_for_help(asked: str) -> None:
    assert dangers(asked) == set()


def test_of_142_questions_only_the_one_of_somebody_who_was_trafficked_brings_help() -> None:
    assert [sent.text for sent in SENT if dangers(sent.text)] == [
        "I was trafficked. What is a T visa? Can ICE arrest me while I wait for it?"
    ]


def test_the_lines_that_fit_are_shown_with_what_they_are_for() -> None:
    lines = SHIPPED.before_an_answer("My husband beats me", Words("en"))

    assert lines == [
        "If you or somebody with you is in danger or in deep distress, people can help now:",
        "United States\n"
        "☎ 911 – in an emergency\n"
        "☎ 1-800-799-7233 – National Domestic Violence Hotline, for violence or threats by a partner or in "
        "the family",
        "You do not need to tell me what happened.",
    ]


@pytest.mark.parametrize("language", SPOKEN)
def test_every_danger_brings_two_lines_in_every_language(language: str) -> None:
    lines = SHIPPED.before_an_answer("I want to die", Words(language))

    assert [line.count("☎") for line in lines] == [0, 2, 0]


def test_every_shipped_line_says_where_and_when_it_was_confirmed() -> None:
    assert {line.number for line in SHIPPED.lines} == {"911", "988", "1-800-799-7233", "1-888-373-7888"}
    assert [line.number for line in SHIPPED.lines if not line.source or line.checked.year < 2026] == []


OWN = """\
- country: MX
  name: Línea de la Vida
  number: 800 911 2000
  kinds: [distress]
  source: a test
  checked: 2026-11-21
"""


def test_a_home_can_have_lines_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "hotlines.yaml").write_text(OWN, "utf-8")

    lines = hotlines(tmp_path).before_an_answer("Quiero morir", Words("es"))

    assert lines[1].startswith("México\n☎ 800 911 2000 – Línea de la Vida, ")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param(OWN.replace("number: 800", "number: call 800"), "entry 0.number", id="no number"),
        pytest.param(OWN.replace("distress", "sadness"), "entry 0.kinds", id="unknown kind"),
        pytest.param(OWN.replace("  source: a test\n", ""), "entry 0.source", id="no source"),
        pytest.param("- [", "cannot be read (ParserError)", id="no YAML"),
    ],
)
def test_lines_that_cannot_be_used_are_told_by_entry(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "hotlines.yaml").write_text(written, "utf-8")

    with pytest.raises(SettingsError, match="hotlines") as raised:
        hotlines(tmp_path)

    assert said in str(raised.value)


def test_help_stands_before_the_answer_in_the_same_message() -> None:
    with strict_bot_api() as api, desk(api, guide_parts()):
        reply = ask(api.private(user_id=7), "My husband beats me. When is rent due?")

    assert reply.text.startswith("If you or somebody with you is in danger")
    assert 0 < reply.text.index("1-800-799-7233") < reply.text.index("Rent is due in May")
    assert marked(reply, "blockquote")[0].startswith("Rent is due in May")


def test_help_comes_where_nothing_answers_too() -> None:
    with strict_bot_api() as api, desk(api, guide_parts()):
        reply = ask(api.private(user_id=7), "Quiero morir")

    assert reply.text.startswith("Si usted o alguien que está con usted corre peligro")
    assert "☎ 988" in reply.text
