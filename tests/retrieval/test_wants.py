"""What kind of thing a question asks for, in the interface's languages, and whether a text holds it."""

import pytest

from retrieval.wants import Want, holds, wants

LIST, NUMBER, MONEY, TIME, CONTACT = Want.LIST, Want.NUMBER, Want.MONEY, Want.TIME, Want.CONTACT


@pytest.mark.parametrize(
    ("want", "question"),
    [
        (LIST, "List the steps"),
        (LIST, "What are the steps?"),
        (LIST, "Which papers do they need?"),
        (LIST, "Which ten children were heard?"),
        (NUMBER, "How many weeks are there?"),
        (NUMBER, "What percentage is paid?"),
        (NUMBER, "What age is that?"),
        (MONEY, "What is the fee?"),
        (MONEY, "Does it cost anything?"),
        (TIME, "When does it start?"),
        (TIME, "And when does it end?"),
        (TIME, "Is there a deadline?"),
        (CONTACT, "What is the phone line?"),
        (CONTACT, "Who can I call?"),
        (LIST, "¿Cuáles son los pasos?"),
        (LIST, "¿Qué documentos piden?"),
        (NUMBER, "¿Cuántas semanas hay?"),
        (NUMBER, "¿A qué edad se puede?"),
        (MONEY, "¿Hay una tarifa?"),
        (TIME, "¿Cuándo empieza?"),
        (CONTACT, "¿Hay un teléfono?"),
        (LIST, "Quels papiers faut-il ?"),
        (NUMBER, "Combien de semaines ?"),
        (NUMBER, "À quel âge ?"),
        (MONEY, "Y a-t-il des frais ?"),
        (TIME, "Quand est-ce que ça commence ?"),
        (CONTACT, "Avez-vous une adresse ?"),
        (LIST, "اذكر الخطوات"),
        (NUMBER, "كم عدد الأسابيع؟"),
        (NUMBER, "ما هو عمر الطفل؟"),
        (MONEY, "هل هناك رسوم؟"),
        (TIME, "متى يبدأ؟"),
        (CONTACT, "هل لديكم هاتف؟"),
        (LIST, "有哪些步骤？"),
        (NUMBER, "有多少周？"),
        (NUMBER, "要多大才行？"),
        (MONEY, "要付费用吗？"),
        (TIME, "什么时候开始？"),
        (CONTACT, "有电话吗？"),
        (LIST, "Liệt kê các bước"),
        (NUMBER, "Có bao nhiêu tuần?"),
        (MONEY, "Có phí không?"),
        (TIME, "Khi nào bắt đầu?"),
        (CONTACT, "Địa chỉ ở đâu?"),
        (LIST, "Ki etap yo?"),
        (NUMBER, "Konbyen semèn?"),
        (NUMBER, "Nan ki laj?"),
        (MONEY, "Èske gen frè?"),
        (TIME, "Kilè li kòmanse?"),
        (CONTACT, "Èske gen telefòn?"),
        (LIST, "Quais são os passos?"),
        (NUMBER, "Quantas semanas são?"),
        (NUMBER, "Com que idade?"),
        (MONEY, "Há alguma taxa?"),
        (TIME, "Quando começa?"),
        (CONTACT, "Há um telefone?"),
    ],
)
def test_a_question_wants_one_kind_of_thing(want: Want, question: str) -> None:
    assert wants(question) == {want}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("How long does it take?", {NUMBER, TIME}, id="a duration"),
        pytest.param("¿Cuánto cuesta?", {NUMBER, MONEY}, id="a price, Spanish"),
        pytest.param("How much do I have to pay?", {NUMBER, MONEY}, id="a price, without its word"),
        pytest.param("Combien de temps ?", {NUMBER, TIME}, id="a duration, French"),
        pytest.param("有多久？", {TIME}, id="a duration, Chinese"),
        pytest.param("HOW MANY WEEKS?", {NUMBER}, id="in capitals"),
    ],
)
def test_a_question_may_want_two(question: str, expected: set[Want]) -> None:
    assert wants(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Is leave paid?", id="yes or no"),
        pytest.param("What is leave?", id="what it is"),
        pytest.param("May I work when I am on leave?", id="when, but no date"),
        pytest.param("Which is it?", id="which, and a verb"),
        pytest.param("Which policy was replaced?", id="which one, and a verb"),
        pytest.param("Which office has it?", id="which one, and another verb"),
        pytest.param("¿Qué es la licencia?", id="what it is, Spanish"),
        pytest.param("Qu'est-ce que le congé ?", id="what it is, French"),
        pytest.param("什么是休假？", id="what it is, Chinese"),
        pytest.param("Wie viele Wochen gibt es?", id="a language without cues"),
        pytest.param("", id="nothing"),
    ],
)
def test_most_questions_want_nothing_of_these(question: str) -> None:
    assert wants(question) == frozenset()


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (NUMBER, "Leave lasts 18 weeks."),
        (NUMBER, "Five million women work."),
        (NUMBER, "They are below eighteen."),
        (NUMBER, "Most of them are paid."),
        (MONEY, "It is $ 25."),
        (MONEY, "The fee is waived."),
        (TIME, "It was issued in 2021."),
        (TIME, "Leave lasts some weeks."),
        (TIME, "It starts in May."),
        (TIME, "They stay temporarily."),
        (CONTACT, "Go to https://example.org."),
        (CONTACT, "Write to desk@example.org."),
        (CONTACT, "Call 1-833-383-1465."),
        (CONTACT, "Send it to P.O. Box 500."),
        (LIST, "Leave is paid."),
    ],
)
def test_a_text_holds_what_it_shows_a_sign_of(want: Want, text: str) -> None:
    assert holds(text, want)


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (NUMBER, "Leave is paid."),
        (MONEY, "Leave lasts 18 weeks."),
        (TIME, "Leave is paid."),
        (TIME, "Parents may take leave."),
        (TIME, "They march on."),
        (CONTACT, "Leave lasts 18 weeks."),
        (CONTACT, "The telephone is out of order."),
    ],
)
def test_a_text_without_a_sign_does_not_hold_it(want: Want, text: str) -> None:
    assert not holds(text, want)
