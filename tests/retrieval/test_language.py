"""Which language a question is taken to be in."""

import pytest

from retrieval.language import SPOKEN, detect


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Can I stay with my children while my application is still being decided?"),
        ("es", "¿Puedo quedarme con mis hijos mientras deciden sobre mi solicitud?"),
        ("fr", "Puis-je rester avec mes enfants pendant que ma demande est examinée ?"),
        ("ar", "هل يمكنني البقاء مع أطفالي أثناء النظر في طلبي؟"),
        ("zh", "在我的申请审理期间，我可以和孩子在一起吗？"),
        ("vi", "Tôi có thể ở lại với các con trong khi chờ quyết định không?"),
        ("ht", "Èske mwen ka rete ak pitit mwen yo pandan y ap deside sou demann mwen an?"),
        ("pt", "Posso ficar com os meus filhos enquanto decidem sobre o meu pedido?"),
    ],
)
def test_a_sentence_is_told_by_its_language(language: str, question: str) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Can I work?"),
        ("es", "¿Puedo trabajar?"),
        ("fr", "Je peux travailler ?"),
        ("ar", "هل يمكنني العمل؟"),
        ("zh", "我可以工作吗？"),
        ("vi", "Tôi làm việc được không?"),
        ("ht", "Mwen ka travay?"),
        ("pt", "Posso trabalhar?"),
    ],
)
def test_a_few_words_are_told_by_their_language(language: str, question: str) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    "words",
    [
        "Bonjou",
        "Mèsi anpil",
        "avoka",
        "viza U",
        "ICE ka arete viktim?",
        "Konbyen viza U a koute?",
        "Patwon m vòlè lajan m",
        "ICE ka antre lekòl?",
        "Dokiman sa valab toujou?",
        "Kisa rapò a di sou fanm ayisyèn?",
        "M pè ICE",
        "Kote m ka rele?",
        "Kisa Continued Presence ye?",
        "Mari m bat m",
    ],
)
def test_few_creole_words_are_not_taken_for_english_french_or_portuguese(words: str) -> None:
    assert detect(words) == "ht"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "hola"),
        ("es", "abogado"),
        ("es", "visa u requisitos"),
        ("pt", "oi"),
        ("pt", "Quanto custa o visto U?"),
        ("fr", "avocat"),
        ("fr", "victimes"),
        ("vi", "cam on"),
        ("vi", "xin chao"),
        ("vi", "giup toi"),
        ("en", "--help me"),
    ],
)
def test_very_few_words_are_told_by_those_that_one_language_has(language: str, words: str) -> None:
    assert detect(words) == language


@pytest.mark.parametrize("name", ["VAWA?", "SIJS", "ICE", "ICE VESL"])
def test_a_name_in_capitals_alone_gives_nothing_to_go_by(name: str) -> None:
    assert detect(name) == "en"


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("it", "Quanto costa il visto U?", id="Italian, beside Portuguese"),
        pytest.param("ro", "Cât costă viza U?", id="Romanian, with a word of Creole"),
        pytest.param("de", "Mein Mann schlägt mich, was soll ich tun?", id="German"),
        pytest.param("tr", "Kısa sürede vize alabilir miyim?", id="Turkish"),
    ],
)
def test_a_word_that_a_spoken_language_has_too_does_not_hide_another(language: str, question: str) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Toi co the lam viec trong khi cho quyet dinh khong?", id="a question"),
        pytest.param("toi khong co giay to, toi phai lam gi", id="no capitals, no signs"),
        pytest.param("Nan nhan buon nguoi duoc giup nhu the nao?", id="of victims"),
        pytest.param("Canh sat bat chong toi roi, bay gio lam sao?", id="of the police"),
    ],
)
def test_vietnamese_that_is_typed_without_its_marks_is_told(question: str) -> None:
    assert detect(question) == "vi"


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "Can I do it in the dark, or lam it, or tell my tribe?", id="English"),
        pytest.param("es", "No sé dónde están mi marido y mi hija, ¿qué hago?", id="Spanish"),
        pytest.param("pt", "Não sei se tem como trazer os meus filhos.", id="Portuguese"),
        pytest.param("fr", "Mon mari est parti et je ne sais quoi faire.", id="French"),
    ],
)
def test_a_few_words_that_vietnamese_has_too_do_not_make_a_sentence_vietnamese(
    language: str, question: str
) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "What number do victims dial to reach the VESL?", id="capitals in a sentence"),
        pytest.param("en", "VESL phone", id="capitals and a word"),
        pytest.param("en", "Is parole free?", id="a word of Italian and French"),
        pytest.param("en", "CAN I WORK WHILE I WAIT FOR THE VISA?", id="all in capitals"),
        pytest.param("es", "¿QUÉ ES VAWA?", id="all in capitals, Spanish"),
        pytest.param("es", "sin papeles", id="two words"),
        pytest.param("es", "I need ayuda con mi visa U", id="more Spanish than English"),
        pytest.param("en", "Mi mamá needs the T visa, can she stay?", id="more English than Spanish"),
        pytest.param("ht", "Kisa Continued Presence ye pou mwen?", id="English words in Creole"),
        pytest.param("zh", "VAWA 是什么？", id="an English word in Chinese"),
        pytest.param("ar", "ما هو VAWA؟", id="an English word in Arabic"),
    ],
)
def test_words_of_other_languages_do_not_mislead(language: str, question: str) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Darf ich arbeiten, solange mein Antrag geprüft wird?"),
        ("it", "Posso lavorare mentre la mia domanda è in esame?"),
        ("ru", "Могу ли я работать, пока рассматривают моё заявление?"),
        ("ko", "신청이 심사되는 동안 일할 수 있나요?"),
        ("hi", "क्या मैं आवेदन के दौरान काम कर सकता हूँ?"),
    ],
)
def test_a_sentence_of_a_language_that_the_interface_does_not_speak_is_told_too(
    language: str, question: str
) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("  \n ", id="white space"),
        pytest.param("42%", id="a number"),
        pytest.param("1-833-383-1465", id="a telephone number"),
        pytest.param("?!🙂", id="signs"),
        pytest.param("asdf qwer zxcv", id="nonsense"),
    ],
)
def test_what_gives_nothing_to_go_by_counts_as_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize("text", ["visa u", "T visa", "ICE", "xq zzv", "tabla rasa forum", "oi"])
def test_what_is_not_sure_goes_to_a_language_that_the_interface_speaks(text: str) -> None:
    assert detect(text) in SPOKEN


def test_a_single_creole_word_does_not_make_a_sentence_creole() -> None:
    assert detect("Le mot « gen » et le mot travail sont dans cette phrase.") == "fr"


@pytest.mark.parametrize("words", ["U-visa", "u-visa status", "T visa"])
def test_the_name_of_a_visa_tells_no_language(words: str) -> None:
    assert detect(words) == "en"
