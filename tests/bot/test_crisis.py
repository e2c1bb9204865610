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
        pytest.param("I don't want to live anymore", Danger.DISTRESS, id="English, a contraction"),
        pytest.param("I want to kill my self", Danger.DISTRESS, id="English, two words for one"),
        pytest.param("i wanna die", Danger.DISTRESS, id="English, as it is spoken"),
        pytest.param("thinking about suicide", Danger.DISTRESS, id="English, a thought"),
        pytest.param("my son wants to kill himself", Danger.DISTRESS, id="English, somebody close"),
        pytest.param("no quiero vivir mas", Danger.DISTRESS, id="Spanish, distress"),
        pytest.param("je veux plus vivre", Danger.DISTRESS, id="French, distress, as it is spoken"),
        pytest.param("مش عايزة اعيش", Danger.DISTRESS, id="Arabic, distress, as it is spoken"),
        pytest.param("真想死", Danger.DISTRESS, id="Chinese, distress"),
        pytest.param("toi muon chet", Danger.DISTRESS, id="Vietnamese, distress, without marks"),
        pytest.param(
            "m anvi touye tet mwen", Danger.DISTRESS, id="Haitian Creole, distress, without accents"
        ),
        pytest.param("nao quero mais viver", Danger.DISTRESS, id="Portuguese, distress, without accents"),
        pytest.param("he said he will kill us", Danger.VIOLENCE, id="English, a threat to several"),
        pytest.param("My husband punches me every day", Danger.VIOLENCE, id="English, another verb"),
        pytest.param("he beats my kids", Danger.VIOLENCE, id="English, children"),
        pytest.param("he'll kill me", Danger.VIOLENCE, id="English, a threat, contracted"),
        pytest.param("mi marido me pego anoche", Danger.VIOLENCE, id="Spanish, without accents"),
        pytest.param("jai ete violee", Danger.VIOLENCE, id="French, without accents or apostrophe"),
        pytest.param("il bat mes enfants", Danger.VIOLENCE, id="French, children"),
        pytest.param("اتعرضت للاغتصاب", Danger.VIOLENCE, id="Arabic of Egypt, rape"),
        pytest.param("ويضربني كل يوم", Danger.VIOLENCE, id="Arabic, with an and before the verb"),
        pytest.param("丈夫对我家暴", Danger.VIOLENCE, id="Chinese, done to me"),
        pytest.param("chong toi danh toi", Danger.VIOLENCE, id="Vietnamese, without marks"),
        pytest.param("m pe mari m", Danger.VIOLENCE, id="Haitian Creole, without accents"),
        pytest.param("meu namorado me ameacou", Danger.VIOLENCE, id="Portuguese, without accents"),
        pytest.param("they lock me in the house", Danger.TRAFFICKING, id="English, locked in"),
        pytest.param("my boss keeps our passports", Danger.TRAFFICKING, id="English, of several"),
        pytest.param("I am being forced to have sex", Danger.TRAFFICKING, id="English, forced"),
        pytest.param("i am not allowed to leave the house", Danger.TRAFFICKING, id="English, not let go"),
        pytest.param(
            "mi patrón no me paga y tiene mi pasaporte", Danger.TRAFFICKING, id="Spanish, held at work"
        ),
        pytest.param("mon patron garde mon passeport", Danger.TRAFFICKING, id="French, held at work"),
        pytest.param("كفيلي أخذ جوازي", Danger.TRAFFICKING, id="Arabic, held at work"),
        pytest.param("老板扣了我护照", Danger.TRAFFICKING, id="Chinese, short"),
        pytest.param(
            "ho khong cho toi ra ngoai", Danger.TRAFFICKING, id="Vietnamese, not let go, without marks"
        ),
        pytest.param("patwon m kenbe paspo m", Danger.TRAFFICKING, id="Haitian Creole, held at work"),
        pytest.param(
            "meu patrao ficou com meu passaporte", Danger.TRAFFICKING, id="Portuguese, held at work"
        ),
        pytest.param("we're in danger", Danger.EMERGENCY, id="English, several, contracted"),
        pytest.param("no co dao", Danger.EMERGENCY, id="Vietnamese, a knife, without marks"),
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


def test_a_stalker_with_a_gun_is_violence_and_an_emergency() -> None:
    assert dangers("someone is following me with a gun") == {Danger.VIOLENCE, Danger.EMERGENCY}


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(
            "Can a child forced to have sex by a terrorist group be prosecuted?", id="forced, a policy"
        ),
        pytest.param("Do groups that threatened to kill families recruit children?", id="a threat, a report"),
        pytest.param("Is a marriage that is abusive covered by VAWA?", id="abusive, a law"),
        pytest.param("Are prisoners not allowed to leave the country?", id="not let go, a policy"),
        pytest.param("ICE hit me with a notice to appear", id="a notice that hits"),
        pytest.param("Will it hurt me if I file late?", id="what hurts a case"),
        pytest.param(
            "CBP took my passport at the airport, will I get it back?", id="officers took a passport"
        ),
        pytest.param("la migra me quitó el pasaporte", id="officers, Spanish"),
        pytest.param("海关扣了我的护照", id="officers, Chinese"),
        pytest.param("ICE lấy hộ chiếu của tôi", id="officers, Vietnamese"),
        pytest.param("ICE me violó mis derechos", id="rights that are violated, Spanish"),
        pytest.param("no quiero vivir con mi mamá", id="whom somebody wants to live with"),
        pytest.param("请打我的电话", id="a telephone, Chinese"),
        pytest.param("他想死刑犯怎么办", id="the death penalty, Chinese"),
        pytest.param("ho so chong toi co diem xau", id="a file, Vietnamese without marks"),
    ],
)
def test_a_question_with_words_that_sound_like_danger_brings_no_help(asked: str) -> None:
    assert dangers(asked) == set()


@pytest.mark.parametrize(
    "said",
    [
        "CBP took my passport and my husband beats me",
        "ICE hit me with a notice and my boyfriend hits me too",
    ],
)
def test_danger_beside_innocent_words_is_heard(said: str) -> None:
    assert dangers(said) == {Danger.VIOLENCE}


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
