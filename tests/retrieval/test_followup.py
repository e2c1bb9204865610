"""What a question needs of what was said before it: nothing, most often."""

import pytest

from retrieval.followup import Before, Turn, asks_on, before, is_short, leans

ASKED = Turn("user", "Who can get a T visa?")
TOLD = Turn("assistant", "Victims of a severe form of trafficking in persons may apply for a T visa.")
LEANING = "And what about those without papers?"
STANDING = "Which farmers receive training from the agency?"


# --- which questions lean -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "Do they have to pay a lawyer for the interview?", id="English, they"),
        pytest.param("en", "Which other agencies train police officers?", id="English, other"),
        pytest.param("es", "¿Tienen ellas que pagar un abogado para la entrevista?", id="Spanish, they"),
        pytest.param("es", "¿Qué otros documentos pide la oficina de migración?", id="Spanish, other"),
        pytest.param("fr", "Doivent-elles payer un avocat pour cet entretien ?", id="French, they"),
        pytest.param("fr", "Quels autres documents demande le bureau des migrations ?", id="French, other"),
        pytest.param("ar", "هل يحتاج هؤلاء إلى محام أثناء المقابلة؟", id="Arabic, those"),
        pytest.param("ar", "كم يستغرق ذلك في مكتب الهجرة عادة؟", id="Arabic, that"),
        pytest.param("zh", "他们面谈时需要请律师吗？", id="Chinese, they"),
        pytest.param("zh", "移民局还要求哪些其他文件？", id="Chinese, other"),
        pytest.param("vi", "Họ có phải trả tiền cho luật sư khi phỏng vấn không?", id="Vietnamese, they"),
        pytest.param("vi", "Văn phòng di trú đòi giấy tờ nào khác?", id="Vietnamese, other"),
        pytest.param("ht", "Èske li dwe peye yon avoka pou entèvyou?", id="Creole, he or she"),
        pytest.param("ht", "Ki lòt papye biwo imigrasyon mande?", id="Creole, other"),
        pytest.param("pt", "Elas precisam pagar um advogado para a entrevista?", id="Portuguese, they"),
        pytest.param("pt", "Que outros documentos pede o escritório de migração?", id="Portuguese, other"),
    ],
)
def test_a_question_with_a_word_for_what_was_said_before_leans_on_it(language: str, question: str) -> None:
    assert leans(question, language)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "And for children?", id="English"),
        pytest.param("es", "¿Y para los niños?", id="Spanish"),
        pytest.param("fr", "Et pour les enfants ?", id="French"),
        pytest.param("ar", "وللأطفال؟", id="Arabic"),
        pytest.param("zh", "费用呢？", id="Chinese"),
        pytest.param("vi", "Trẻ em?", id="Vietnamese"),
        pytest.param("ht", "Ak timoun?", id="Creole"),
        pytest.param("pt", "E para as crianças?", id="Portuguese"),
        pytest.param("en", "Why?", id="one word that carries nothing"),
        pytest.param("en", "Visa, visa, VISAS?", id="one word again and again"),
    ],
)
def test_a_question_too_short_to_say_what_it_is_about_leans(language: str, question: str) -> None:
    assert leans(question, language)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "Can police arrest a victim of trafficking at court?", id="English"),
        pytest.param("en", "Which farmers receive training from the agency?", id="English, which"),
        pytest.param("es", "¿Puede la policía arrestar a una víctima en el tribunal?", id="Spanish"),
        pytest.param("es", "¿Qué agricultores reciben formación de la agencia?", id="Spanish, which"),
        pytest.param("fr", "La police peut arrêter une victime au tribunal ?", id="French"),
        pytest.param(
            "fr", "Est-ce que la police peut arrêter une victime au tribunal ?", id="French, est-ce que"
        ),
        pytest.param("fr", "Qu'est-ce que la traite des personnes en droit ?", id="French, qu'est-ce que"),
        pytest.param("fr", "Combien de femmes ont un emploi en France ?", id="French, in"),
        pytest.param("ar", "هل يمكن للشرطة اعتقال ضحية في المحكمة؟", id="Arabic"),
        pytest.param("ar", "ما هي حقوق ضحايا الاتجار بالبشر؟", id="Arabic, what are"),
        pytest.param("ar", "هل يمكن ترحيل المهاجرين غير الموثقين من البلاد؟", id="Arabic, un-"),
        pytest.param("zh", "警察可以在法院逮捕受害者吗？", id="Chinese"),
        pytest.param("zh", "什么是人口贩运？", id="Chinese, what is"),
        pytest.param("vi", "Cảnh sát có thể bắt nạn nhân tại tòa án không?", id="Vietnamese"),
        pytest.param("vi", "Nạn nhân nộp đơn xin thị thực như thế nào?", id="Vietnamese, how"),
        pytest.param("ht", "Èske lapolis ka arete yon viktim nan tribinal?", id="Creole"),
        pytest.param("ht", "Ki papye mwen bezwen pou viza a?", id="Creole, the"),
        pytest.param("pt", "A polícia pode prender uma vítima no tribunal?", id="Portuguese"),
        pytest.param("pt", "Quais agricultores recebem formação da agência?", id="Portuguese, which"),
    ],
)
def test_a_question_that_says_what_it_is_about_stands_by_itself(language: str, question: str) -> None:
    assert not leans(question, language)


def test_in_a_language_without_a_list_only_short_questions_lean() -> None:
    assert leans("Warum?", "de")
    assert not leans("Müssen diese Frauen einen Anwalt für die Anhörung bezahlen?", "de")


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "And farmers near the northern border?", id="English"),
        pytest.param(
            "en", "Thanks! But when do farmers receive training?", id="English, in a later sentence"
        ),
        pytest.param("es", "¿Y con el tiempo qué fama agarró?", id="Spanish"),
        pytest.param("fr", "Et pour les enfants nés au camp ?", id="French"),
        pytest.param("ar", "وماذا عن جنسية الأطفال المولودين؟", id="Arabic"),
        pytest.param("zh", "后来是哪一年停掉的？", id="Chinese"),
        pytest.param("vi", "Vậy trẻ em sinh ở trại thì sao?", id="Vietnamese"),
        pytest.param("ht", "E fanm ki soti Ayiti kounye a?", id="Creole"),
        pytest.param("pt", "E quantos senadores votaram a favor?", id="Portuguese"),
    ],
)
def test_a_question_that_begins_as_something_added_leans(language: str, question: str) -> None:
    assert leans(question, language)


def test_and_between_two_things_adds_nothing() -> None:
    assert not leans("Which farmers and bakers receive training from the agency?", "en")


def test_a_few_signs_of_a_script_without_blanks_lean() -> None:
    assert leans("有多少起？", "zh")


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        pytest.param("en", "And children?", True, id="one word"),
        pytest.param("en", "Do farmers rent?", False, id="two words"),
        pytest.param("zh", "为什么？", True, id="three signs"),
        pytest.param("zh", "什么是人口贩运？", False, id="seven signs"),
    ],
)
def test_one_word_or_a_few_signs_are_too_short_to_stand(language: str, question: str, expected: bool) -> None:
    assert is_short(question, language) is expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("en", "by how much?", True, id="a question mark"),
        pytest.param("ar", "كم يكلف؟", True, id="an Arabic one"),
        pytest.param("en", "can they work", True, id="a word for what was said"),
        pytest.param("es", "y mi hermano", True, id="something added"),
        pytest.param("fr", "merci", False, id="thanks"),
        pytest.param("en", "no", False, id="no"),
    ],
)
def test_a_mere_word_does_not_ask_on(language: str, text: str, expected: bool) -> None:
    assert asks_on(text, language) is expected


def test_capitals_lean_as_small_letters_do() -> None:
    assert leans("DO THEY HAVE TO PAY A LAWYER FOR THE INTERVIEW?", "en")


def test_a_leaning_word_inside_another_word_is_not_one() -> None:
    assert not leans("Which theatres with itineraries exhibit thematic films?", "en")


# --- what is kept in mind -------------------------------------------------------------------


def test_a_question_that_leans_carries_the_answer_before() -> None:
    assert before(LEANING, "en", [ASKED, TOLD]) == Before(ASKED.text, TOLD.text)


def test_a_question_that_stands_by_itself_carries_no_answer() -> None:
    assert before(STANDING, "en", [ASKED, TOLD]) == Before(ASKED.text, "")


def test_of_a_conversation_the_last_question_and_the_last_answer_are_kept() -> None:
    earlier = [Turn("user", "What is VAWA?"), Turn("assistant", "VAWA is a law.")]

    assert before(LEANING, "en", [*earlier, ASKED, TOLD]) == Before(ASKED.text, TOLD.text)


def test_a_question_that_got_no_answer_says_itself_what_it_was_about() -> None:
    assert before(LEANING, "en", [ASKED]) == Before(ASKED.text, ASKED.text)


def test_an_answer_is_still_meant_after_a_question_that_leaned_on_it_and_got_none() -> None:
    refused = Turn("user", "And the fee?")

    assert before(LEANING, "en", [ASKED, TOLD, refused]) == Before(refused.text, TOLD.text)


def test_a_question_of_its_own_that_got_no_answer_is_what_is_meant_from_then_on() -> None:
    refused = Turn("user", "Can police arrest a victim at court?")

    assert before(LEANING, "en", [ASKED, TOLD, refused]) == Before(refused.text, refused.text)


def test_without_a_conversation_nothing_is_kept() -> None:
    assert before(LEANING, "en", []) == Before("", "")


def test_an_answer_of_two_hundred_characters_is_kept_whole() -> None:
    told = "It is so. " * 19 + "It is over"  # 19 * 10 + 10

    assert before(LEANING, "en", [Turn("assistant", told)]).answer == told


def test_of_a_longer_answer_the_first_two_hundred_characters_are_kept_in_whole_words() -> None:
    told = (
        "It is so. " * 19 + "Therefore leave."
    )  # the 200th character is the last of "Therefore" and the blank

    kept = before(LEANING, "en", [Turn("assistant", told + " And more.")]).answer

    assert kept == "It is so. " * 19 + "Therefore"


def test_a_word_that_the_two_hundredth_character_cuts_is_left_out() -> None:
    told = "It is so. " * 19 + "Consequently leave is paid."

    assert before(LEANING, "en", [Turn("assistant", told)]).answer == ("It is so. " * 19).strip()


def test_an_answer_without_blanks_is_cut_at_two_hundred_characters() -> None:
    assert before(LEANING, "en", [Turn("assistant", "假" * 500)]).answer == "假" * 200
