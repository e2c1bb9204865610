"""A sentence may not claim more, less or other than its quote."""

import pytest

from retrieval.writing.claims import claims, says_other_than, strange_values


@pytest.mark.parametrize(
    ("sentence", "quote", "differs"),
    [
        pytest.param("ICE arrests them.", "ICE does not arrest them.", {"deny"}, id="not left out"),
        pytest.param("ICE does not arrest them.", "ICE arrests them.", {"deny"}, id="not put in"),
        pytest.param(
            "ICE arrests them.", "ICE refrains from arresting them.", {"deny"}, id="refrains left out"
        ),
        pytest.param("They must apply.", "They may apply.", {"must", "may"}, id="may turned to must"),
        pytest.param("They apply.", "They may apply.", {"may"}, id="may left out"),
        pytest.param("They apply.", "They should apply.", {"should"}, id="should left out"),
        pytest.param("It will be cut.", "It would be cut.", {"would"}, id="a plan told as done"),
        pytest.param("All get help.", "Some get help.", {"all", "some"}, id="some turned to all"),
        pytest.param("They get help.", "Most of them get help.", {"most"}, id="most left out"),
        pytest.param("They get help.", "Only they get help.", {"only"}, id="only left out"),
        pytest.param("Only they get help.", "They get help.", {"only"}, id="only put in"),
        pytest.param("It is paid.", "It is paid if you ask.", {"condition"}, id="a condition left out"),
        pytest.param("At least 30 days.", "30 days.", {"least"}, id="a floor put in"),
        pytest.param("At most 30 days.", "30 days.", {"atmost"}, id="a ceiling put in"),
        pytest.param("30 days.", "About 30 days.", {"about"}, id="about left out"),
        pytest.param("It takes 20 days.", "It takes 30 days.", {"=20"}, id="another number"),
        pytest.param("It takes 30 days.", "It takes 30.5 days.", {"=30"}, id="another decimal"),
        pytest.param("It cost 2 million.", "It cost 2 billion.", {"=2000000"}, id="another scale"),
        pytest.param("In May 2021.", "In June 2021.", {"@5"}, id="another month"),
        pytest.param("In June 2022.", "In June 2021.", {"=2022"}, id="another year"),
        pytest.param("The third article.", "The second article.", {"=3rd"}, id="another ordinal"),
    ],
)
def test_what_a_sentence_says_otherwise_than_its_quote_is_named(
    sentence: str, quote: str, differs: set[str]
) -> None:
    assert says_other_than(sentence, "en", quote, "en") == differs


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        pytest.param("ICE does not arrest them.", "ICE refrains from arresting them.", id="not for refrains"),
        pytest.param("They may not work.", "They must not work.", id="two ways to forbid"),
        pytest.param("No office pays.", "Not any office pays.", id="two ways to deny of all"),
        pytest.param("It takes two days.", "It takes 2 to 4 days.", id="a number left out"),
        pytest.param("It began in 2021.", "It began in August 2021.", id="a month left out"),
        pytest.param("1,000 came.", "One thousand came.", id="a number in words"),
        pytest.param("They pay.", "They pay.", id="the same"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_says_the_same_differs_in_nothing(sentence: str, quote: str) -> None:
    assert says_other_than(sentence, "en", quote, "en") == frozenset()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        pytest.param("es", "ICE no arrestará a 30 víctimas en agosto de 2021.", id="Spanish"),
        pytest.param("fr", "L’ICE n’arrête pas 30 victimes en août 2021.", id="French"),
        pytest.param("ar", "لا تعتقل الوكالة ٣٠ ضحية في آب 2021.", id="Arabic"),
        pytest.param("zh", "2021年8月，移民局不逮捕三十名受害者。", id="Chinese"),
        pytest.param("vi", "ICE không bắt giữ ba mươi nạn nhân vào tháng 8 năm 2021.", id="Vietnamese"),
        pytest.param("ht", "ICE pa arete trant viktim nan mwa out 2021.", id="Haitian Creole"),
        pytest.param("pt", "O ICE não prende 30 vítimas em agosto de 2021.", id="Portuguese"),
    ],
)
def test_a_faithful_sentence_in_another_language_differs_in_nothing(language: str, sentence: str) -> None:
    quote = "ICE refrains from arresting thirty victims in August 2021."

    assert says_other_than(sentence, language, quote, "en") == frozenset()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        pytest.param("es", "ICE arresta a las víctimas.", id="Spanish"),
        pytest.param("fr", "L’ICE arrête les victimes.", id="French"),
        pytest.param("ar", "تعتقل الوكالة الضحايا.", id="Arabic"),
        pytest.param("zh", "移民局逮捕受害者。", id="Chinese"),
        pytest.param("vi", "ICE bắt giữ nạn nhân.", id="Vietnamese"),
        pytest.param("ht", "ICE arete viktim yo.", id="Haitian Creole"),
        pytest.param("pt", "O ICE prende as vítimas.", id="Portuguese"),
    ],
)
def test_a_denial_that_is_dropped_on_the_way_to_another_language_is_named(
    language: str, sentence: str
) -> None:
    assert says_other_than(sentence, language, "ICE does not arrest victims.", "en") == {"deny"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        pytest.param("es", "Las víctimas deben pedir ayuda.", id="Spanish"),
        pytest.param("fr", "Les victimes doivent demander de l’aide.", id="French"),
        pytest.param("ar", "يجب على الضحايا طلب المساعدة.", id="Arabic"),
        pytest.param("zh", "受害者必须请求帮助。", id="Chinese"),
        pytest.param("vi", "Nạn nhân phải xin giúp đỡ.", id="Vietnamese"),
        pytest.param("ht", "Viktim yo dwe mande èd.", id="Haitian Creole"),
        pytest.param("pt", "As vítimas devem pedir ajuda.", id="Portuguese"),
    ],
)
def test_may_that_becomes_must_in_another_language_is_named(language: str, sentence: str) -> None:
    assert says_other_than(sentence, language, "Victims may ask for help.", "en") == {"may", "must"}


LONG = "Victims may apply, and officers must not arrest them, unless a judge asks."
# its words of meaning: 0 Victims, 1 apply, 2 officers, 3 arrest, 4 judge, 5 asks


def left_out(sentence: str, path: tuple[int, ...]) -> dict[str, float]:
    return dict(claims(sentence, "en", LONG, "en", path).left_out)


def test_what_a_quote_says_of_words_that_a_sentence_does_not_use_is_not_left_out() -> None:
    assert left_out("Victims may apply.", (0, 1))["deny"] == 0.0


def test_what_a_quote_says_of_the_words_that_a_sentence_uses_is_left_out() -> None:
    found = claims("Officers arrest them.", "en", LONG, "en", (2, 3))

    assert found.left_out["deny"] == 1.0
    assert found.left_out["may"] == 0.0
    assert "deny" in found.differing


def test_a_condition_governs_the_rest_of_its_quote() -> None:
    # of the four words that are not the condition's own, two
    assert left_out("Victims may apply.", (0, 1))["condition"] == 0.5


@pytest.mark.parametrize(
    ("sentence", "quote", "added", "left"),
    [
        pytest.param("They may apply.", "They must apply.", {"may"}, {"must"}, id="must turned to may"),
        pytest.param("It is paid if you ask.", "It is paid.", {"condition"}, set(), id="a condition put in"),
        pytest.param(
            "Ask before birth.", "Ask after birth.", {"before"}, {"after"}, id="after turned to before"
        ),
    ],
)
def test_what_does_not_decide_by_itself_is_told_to_be_weighed(
    sentence: str, quote: str, added: set[str], left: set[str]
) -> None:
    found = claims(sentence, "en", quote, "en", (0, 1))

    assert found.added == added
    assert set(found.left_out) == left
    assert found.differing == frozenset()


def test_a_value_that_is_known_otherwise_is_not_strange() -> None:
    assert strange_values("In 2021, 30 came.", "en", "30 came.", "en", {"=2021"}) == frozenset()
    assert strange_values("In 2022, 30 came.", "en", "30 came.", "en", {"=2021"}) == {"=2022"}
