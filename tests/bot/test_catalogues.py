"""citabot's own sentences in every language it speaks: none missing, none stale, none broken."""

import re
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import bot.telegram.phrases
import bot.wording
from bot.catalogues import LOCALES, catalogue, languages
from bot.wording import ASK_HOW, PAGE, SOURCES, START, Plural, Words
from retrieval.language import SPOKEN, detect
from retrieval.sources import read_corpus

CORPUS = Path(__file__).parents[2] / "corpus"
TRANSLATED = ("ar", "es", "fr", "ht", "pt", "vi", "zh")
SAME_AS_IN_ENGLISH = {("fr", SOURCES), ("fr", PAGE)}

every_language = pytest.mark.parametrize("language", TRANSLATED)


PHRASED = (Path(bot.wording.__file__), Path(bot.telegram.phrases.__file__))
KEYWORDS = {"_": None, "_n": (1, 2)}


def marked() -> set[str]:
    """The sentences between `_(` and `)`, and the two between `_n(` and `)`."""
    found: set[str] = set()
    for path in PHRASED:
        with path.open("rb") as file:
            for _, sentence, *_ in extract("python", file, keywords=KEYWORDS, comment_tags=()):
                found |= {sentence} if isinstance(sentence, str) else set(sentence)
    return found


def read(language: str) -> Catalog:
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=None, abort_invalid=True)


def messages(language: str) -> dict[str, Message]:
    """A catalogue's entries by their English; its header is none of them.

    One that depends on a number is there under both of its sentences.
    """
    entries: dict[str, Message] = {}
    for message in read(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        entries |= {str(english): message for english in ids if english}
    return entries


def translations(language: str) -> dict[str, str]:
    """What each sentence is in the language, in the form for many where it depends on a number."""
    return {english: forms(message)[-1] for english, message in messages(language).items()}


def forms(message: Message) -> tuple[str, ...]:
    strings = message.string
    return (strings,) if isinstance(strings, str) else tuple(str(each) for each in strings or ())


def changed(language: str, read_from: Callable[[str], list[str]]) -> dict[str, str]:
    """The sentences of which `read_from` reads something else in the translation."""
    said = translations(language)
    return {
        english: translated
        for english, translated in said.items()
        if read_from(english) != read_from(translated)
    }


def placeholders(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def commands(sentence: str) -> list[str]:
    return re.findall(r"/[a-z]+", sentence)


def paragraphs(sentence: str) -> list[str]:
    return re.findall(r"\n+", sentence)


# --- the files ------------------------------------------------------------------------------


def test_the_interface_speaks_every_language_that_questions_are_told_apart_in() -> None:
    assert languages() == ("en", *TRANSLATED)
    assert set(languages()) == set(SPOKEN)


@every_language
def test_every_sentence_is_in_every_catalogue_and_nothing_else_is(language: str) -> None:
    assert translations(language).keys() == marked()


@every_language
def test_every_sentence_is_translated(language: str) -> None:
    same = {english for english, said in translations(language).items() if said == english}

    assert [english for english, said in translations(language).items() if not said.strip()] == []
    assert same == {english for code, english in SAME_AS_IN_ENGLISH if code == language}


@every_language
def test_no_translation_is_marked_as_doubtful_or_kept_after_its_sentence_went(language: str) -> None:
    assert [english for english, message in messages(language).items() if message.fuzzy] == []
    assert dict(read(language).obsolete) == {}


@every_language
def test_a_catalogue_says_which_language_it_is_in(language: str) -> None:
    assert read(language).locale_identifier == language
    assert read(language).charset == "utf-8"


@every_language
def test_a_translation_is_filled_in_with_exactly_what_its_sentence_is(language: str) -> None:
    assert changed(language, placeholders) == {}


@every_language
def test_a_translation_names_the_same_commands_in_the_same_order(language: str) -> None:
    assert changed(language, commands) == {}


@every_language
def test_a_translation_breaks_its_lines_where_its_sentence_does(language: str) -> None:
    assert changed(language, paragraphs) == {}


@pytest.mark.parametrize(
    ("language", "letter"),
    [
        pytest.param("ar", "[\u0621-\u064a]", id="Arabic"),
        pytest.param("zh", "[\u4e00-\u9fff]", id="Chinese"),
    ],
)
def test_a_language_is_written_in_its_own_letters(language: str, letter: str) -> None:
    said = translations(language).values()

    assert [sentence for sentence in said if not re.search(letter, sentence)] == []


def test_every_stretch_that_runs_left_to_right_in_arabic_is_closed_again() -> None:
    stretch = re.compile("[\u2066\u2068][^\u2066-\u2069]*\u2069")

    left_over = {english: stretch.sub("", said) for english, said in translations("ar").items()}

    assert [said for said in left_over.values() if re.search("[\u2066-\u2069]", said)] == []


# --- what is said ---------------------------------------------------------------------------


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert catalogue("es").gettext(SOURCES) == "Fuentes"
    assert catalogue("es").gettext(START).startswith("Hola. Respondo preguntas sobre reglas")


@pytest.mark.parametrize(
    "language",
    [
        pytest.param("en", id="English, which has no catalogue"),
        pytest.param("de", id="a language that citabot does not speak"),
        pytest.param("xx", id="no language"),
    ],
)
def test_without_a_catalogue_a_sentence_is_said_in_english(language: str) -> None:
    assert catalogue(language).gettext(START) == START


def test_a_sentence_that_a_catalogue_lacks_is_said_in_english() -> None:
    assert catalogue("es").gettext("Not in any catalogue.") == "Not in any catalogue."


def test_a_translation_is_filled_in() -> None:
    assert Words("zh").say(PAGE, page=7) == "第7页"


MINUTES = Plural(
    "Those were many questions in a short time. Please ask again in {count} minute.",
    "Those were many questions in a short time. Please ask again in {count} minutes.",
)


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        pytest.param("en", 1, "in 1 minute.", id="English, one"),
        pytest.param("en", 5, "in 5 minutes.", id="English, five"),
        pytest.param("es", 1, "en 1 minuto.", id="Spanish, one"),
        pytest.param("pt", 2, "em 2 minutos.", id="Portuguese, two"),
        pytest.param("zh", 7, "7 分钟后再问。", id="Chinese, which has one form"),
        pytest.param("ar", 2, "بعد دقيقتين (2).", id="Arabic, two"),
        pytest.param("ar", 5, "بعد 5 دقائق.", id="Arabic, a few"),
        pytest.param("ar", 40, "بعد 40 دقيقة.", id="Arabic, many"),
    ],
)
def test_a_number_takes_the_form_that_its_language_has_for_it(language: str, count: int, said: str) -> None:
    assert Words(language).count(MINUTES, count).endswith(said)


@every_language
def test_a_sentence_on_a_number_has_every_form_of_its_language(language: str) -> None:
    depending = [message for message in messages(language).values() if isinstance(message.id, tuple)]

    assert {len(forms(message)) for message in depending} == {read(language).num_plurals}
    assert [form for message in depending for form in forms(message) if "{count}" not in form] == []


@every_language
def test_the_question_shown_as_an_example_is_recognised_as_in_its_language(language: str) -> None:
    _, example = Words(language).say(ASK_HOW).split("/ask")

    assert detect(example.strip("\u2069 ")) == language


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("en", "31 January 2025", id="English"),
        pytest.param("es", "31 de enero de 2025", id="Spanish"),
        pytest.param("fr", "31 janvier 2025", id="French"),
        pytest.param("ar", "31 يناير 2025", id="Arabic"),
        pytest.param("zh", "2025年1月31日", id="Chinese"),
        pytest.param("vi", "31 tháng 1, 2025", id="Vietnamese"),
        pytest.param("ht", "31 janvye 2025", id="Haitian Creole, for which Babel has French"),
        pytest.param("pt", "31 de janeiro de 2025", id="Portuguese"),
        pytest.param("xx", "31 January 2025", id="no language"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, expected: str) -> None:
    assert Words(language).date("2025-01-31") == expected


def test_a_note_on_a_status_is_written_in_every_language() -> None:
    [note] = [source.status_note for source in read_corpus(CORPUS).sources if source.status_note]

    assert note.keys() == set(SPOKEN)
    assert [text for text in note.values() if "Directive 11005.4" not in text or "VAWA" not in text] == []
