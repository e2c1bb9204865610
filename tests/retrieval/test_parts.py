"""What a question asks one by one, in the interface's languages."""

import pytest

from retrieval.parts import parts_of

# --- several questions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "question", "parts"),
    [
        pytest.param(
            "en", "Is leave paid? How long is it?", ("Is leave paid?", "How long is it?"), id="English"
        ),
        pytest.param(
            "es",
            "¿Es pagada la licencia? ¿Cuánto tiempo dura?",
            ("¿Es pagada la licencia?", "¿Cuánto tiempo dura?"),
            id="Spanish",
        ),
        pytest.param(
            "fr",
            "Le congé est-il payé ? Combien de temps dure-t-il ?",
            ("Le congé est-il payé ?", "Combien de temps dure-t-il ?"),
            id="French",
        ),
        pytest.param(
            "ar",
            "هل الإجازة مدفوعة الأجر؟ كم مدة الإجازة؟",
            ("هل الإجازة مدفوعة الأجر؟", "كم مدة الإجازة؟"),
            id="Arabic",
        ),
        pytest.param(
            "zh", "休假是带薪的吗？休假有多久？", ("休假是带薪的吗？", "休假有多久？"), id="Chinese"
        ),
        pytest.param(
            "vi",
            "Nghỉ phép có lương không? Được nghỉ bao lâu?",
            ("Nghỉ phép có lương không?", "Được nghỉ bao lâu?"),
            id="Vietnamese",
        ),
        pytest.param(
            "ht",
            "Èske yo peye konje a? Konbyen tan li dire?",
            ("Èske yo peye konje a?", "Konbyen tan li dire?"),
            id="Creole",
        ),
        pytest.param(
            "pt",
            "A licença é paga? Quanto tempo ela dura?",
            ("A licença é paga?", "Quanto tempo ela dura?"),
            id="Portuguese",
        ),
        pytest.param(
            "de",
            "Wird der Urlaub bezahlt? Wie lange dauert er?",
            ("Wird der Urlaub bezahlt?", "Wie lange dauert er?"),
            id="a language without patterns",
        ),
    ],
)
def test_several_questions_in_one_message_are_parts(
    language: str, question: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(question, language) == parts


@pytest.mark.parametrize(
    ("language", "question", "parts"),
    [
        pytest.param(
            "en",
            "Who may ask for leave, and how long does it last?",
            ("Who may ask for leave", "how long does it last?"),
            id="English",
        ),
        pytest.param(
            "es",
            "¿Quién puede pedir la licencia y cuánto tiempo dura?",
            ("¿Quién puede pedir la licencia", "cuánto tiempo dura?"),
            id="Spanish",
        ),
        pytest.param(
            "fr",
            "Qui peut demander un congé et combien de temps dure-t-il ?",
            ("Qui peut demander un congé", "combien de temps dure-t-il ?"),
            id="French",
        ),
        pytest.param(
            "ar",
            "من يمكنه طلب الإجازة وكم تستمر هذه الإجازة؟",
            ("من يمكنه طلب الإجازة", "كم تستمر هذه الإجازة؟"),
            id="Arabic",
        ),
        pytest.param("zh", "谁可以申请休假，休假有多久？", ("谁可以申请休假", "休假有多久？"), id="Chinese"),
        pytest.param(
            "vi",
            "Ai được xin nghỉ phép và được nghỉ bao lâu?",
            ("Ai được xin nghỉ phép", "được nghỉ bao lâu?"),
            id="Vietnamese",
        ),
        pytest.param(
            "ht",
            "Kiyès ki ka mande konje epi konbyen tan li dire?",
            ("Kiyès ki ka mande konje", "konbyen tan li dire?"),
            id="Creole",
        ),
        pytest.param(
            "pt",
            "Quem pode pedir a licença e quanto tempo ela dura?",
            ("Quem pode pedir a licença", "quanto tempo ela dura?"),
            id="Portuguese",
        ),
    ],
)
def test_two_questions_that_a_word_joins_are_parts(
    language: str, question: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(question, language) == parts


def test_three_questions_are_three_parts() -> None:
    assert parts_of("Who may ask for leave? How long is it? Where do I ask?", "en") == (
        "Who may ask for leave?", "How long is it?", "Where do I ask?",
    )  # fmt: skip


def test_more_questions_than_an_answer_has_room_for_are_looked_up_as_one() -> None:
    assert parts_of("Who may ask for it? How long is it? Where do I ask? When do I ask?", "en") == ()


def test_a_question_that_is_repeated_is_one_part() -> None:
    assert parts_of("Who may ask for leave? How long is it? who may ask for leave?", "en") == (
        "Who may ask for leave?", "How long is it?",
    )  # fmt: skip


# --- what is told beside them ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "In which year did leave end? Why?", id="English"),
        pytest.param("zh", "休假是哪一年停掉的?为什么?", id="Chinese"),
    ],
)
def test_a_word_that_asks_of_the_question_before_it_is_no_part(language: str, question: str) -> None:
    assert parts_of(question, language) == ()


def test_what_is_told_before_goes_with_every_part() -> None:
    assert parts_of("My boss pays late. Who may ask for leave? How long is it?", "en") == (
        "My boss pays late. Who may ask for leave?", "My boss pays late. How long is it?",
    )  # fmt: skip


def test_what_is_told_goes_with_every_part_wherever_it_stands() -> None:
    assert parts_of("Who may ask for leave? How long is it? Thank you.", "en") == (
        "Thank you. Who may ask for leave?", "Thank you. How long is it?",
    )  # fmt: skip


def test_a_message_without_a_question_mark_asks_in_its_last_sentence() -> None:
    assert parts_of("My boss pays late. tell me who may ask for leave and how long it lasts", "en") == (
        "My boss pays late. tell me who may ask for leave", "My boss pays late. how long it lasts",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        pytest.param(
            "Is it 3.5 weeks long? Who says so today?",
            ("Is it 3.5 weeks long?", "Who says so today?"),
            id="a decimal point",
        ),
        pytest.param(
            "Is it under 8 CFR 212.5(b)? Who may sign I-131?",
            ("Is it under 8 CFR 212.5(b)?", "Who may sign I-131?"),
            id="a section of a law",
        ),
        pytest.param(
            "Is example.org/leave right? Who wrote it there?",
            ("Is example.org/leave right?", "Who wrote it there?"),
            id="an address",
        ),
    ],
)
def test_a_full_stop_inside_a_word_ends_nothing(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question, "en") == parts


# --- things to compare ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "question", "parts"),
    [
        pytest.param(
            "en",
            "What is the difference between leave and rest?",
            ("leave", "rest"),
            id="English, difference",
        ),
        pytest.param(
            "en",
            "Please compare paid leave with sick leave.",
            ("paid leave", "sick leave"),
            id="English, compare",
        ),
        pytest.param("en", "T visa vs. U visa", ("T visa", "U visa"), id="English, versus"),
        pytest.param("en", "How does leave differ from rest?", ("leave", "rest"), id="English, differ"),
        pytest.param(
            "en",
            "What is the difference between leave and rest? I work nights and mix them up.",
            ("leave", "rest"),
            id="English, with something told after it",
        ),
        pytest.param(
            "es",
            "¿Qué diferencia hay entre la licencia y el descanso?",
            ("la licencia", "el descanso"),
            id="Spanish",
        ),
        pytest.param(
            "fr",
            "Quelle est la différence entre un congé et un repos ?",
            ("un congé", "un repos"),
            id="French",
        ),
        pytest.param("ar", "ما الفرق بين الإجازة والراحة؟", ("الإجازة", "الراحة"), id="Arabic"),
        pytest.param("zh", "休假和休息有什么区别？", ("休假", "休息"), id="Chinese"),
        pytest.param(
            "vi", "Có gì khác nhau giữa nghỉ phép và nghỉ ốm?", ("nghỉ phép", "nghỉ ốm"), id="Vietnamese"
        ),
        pytest.param("ht", "Ki diferans ki genyen ant konje ak repo?", ("konje", "repo"), id="Creole"),
        pytest.param(
            "pt", "Qual a diferença entre licença e descanso?", ("licença", "descanso"), id="Portuguese"
        ),
    ],
)
def test_two_things_to_compare_are_parts(language: str, question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question, language) == parts


def test_who_asks_for_a_difference_and_for_more_asks_whole_questions() -> None:
    assert parts_of("What is the difference between leave and rest? Who decides on them?", "en") == (
        "What is the difference between leave and rest?", "Who decides on them?",
    )  # fmt: skip


# --- one thing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "question"),
    [
        pytest.param("en", "Is leave paid?", id="English"),
        pytest.param("en", "Do women and children get help?", id="English, two who get one thing"),
        pytest.param("en", "Which laws and which rules name parents?", id="English, too little on one side"),
        pytest.param("en", "Is leave paid?!?", id="English, many marks"),
        pytest.param("en", "I had a baby. Is leave paid?", id="English, with what is told"),
        pytest.param("en", "leave pay fathers", id="English, words alone"),
        pytest.param("es", "¿Reciben ayuda las mujeres y los niños?", id="Spanish"),
        pytest.param("fr", "Les femmes et les enfants sont-ils aidés ?", id="French"),
        pytest.param("ar", "هل تحصل النساء والأطفال على المساعدة؟", id="Arabic"),
        pytest.param("ar", "ما هي واجبات الدولة؟", id="Arabic, a word that begins like and"),
        pytest.param("zh", "妇女和儿童能得到帮助吗？", id="Chinese"),
        pytest.param("vi", "Phụ nữ và trẻ em có được giúp không?", id="Vietnamese"),
        pytest.param("ht", "Èske fanm ak timoun jwenn èd?", id="Creole"),
        pytest.param("pt", "As mulheres e as crianças recebem ajuda?", id="Portuguese"),
        pytest.param(
            "de", "Wer darf Urlaub nehmen und wie lange dauert er?", id="a language without patterns"
        ),
        pytest.param("en", "", id="nothing"),
        pytest.param("en", "?? !!", id="marks alone"),
        pytest.param("en", "?? What is parole?", id="marks beside a question"),
        pytest.param("en", "Is leave paid? Is leave paid? Is leave paid?", id="the same three times"),
        pytest.param("en", "What is parole and what is parole?", id="the same twice with a word between"),
        pytest.param("en", "What is the difference between parole and ?", id="nothing to compare with"),
        pytest.param("en", "What is the difference between parole and Parole?", id="compared with itself"),
    ],
)
def test_a_question_that_asks_one_thing_is_left_whole(language: str, question: str) -> None:
    assert parts_of(question, language) == ()
