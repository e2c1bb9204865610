"""A sentence may name nobody and nothing that its quote does not name."""

import pytest

from retrieval.writing.names import strange_names


@pytest.mark.parametrize(
    ("language", "text", "known", "strange"),
    [
        pytest.param("en", "The FBI meets ICE.", "ICE meets", ["FBI"], id="a short form"),
        pytest.param("en", "We met Ana Ruiz.", "We met", ["Ana", "Ruiz"], id="a person"),
        pytest.param("en", "It helps in Texas.", "It helps in Ohio", ["Texas"], id="a place"),
        pytest.param(
            "en",
            "The Coffman-Gutierrez bill.",
            "Coffman and Gutierrez spoke",
            ["Coffman-Gutierrez"],
            id="a double name",
        ),
        pytest.param("en", "T visas are paid.", "U visas are paid", ["T"], id="the letter of another visa"),
        pytest.param("en", "A T-visa is paid.", "A U-visa is paid", ["T-visa", "T"], id="with a hyphen"),
        pytest.param("en", "File Form N-400.", "File Form I-918", ["N-400", "N"], id="another form"),
        pytest.param("es", "El FBI paga.", "ICE pays", ["FBI"], id="a short form in Spanish"),
        pytest.param("es", "Las visas T se pagan.", "U visas are paid", ["T"], id="another visa in Spanish"),
        pytest.param("fr", "Le FBI paie.", "ICE pays", ["FBI"], id="a short form in French"),
        pytest.param("pt", "O visto T é pago.", "U visas are paid", ["T"], id="another visa in Portuguese"),
        pytest.param("ht", "FBI peye viza T a.", "U visas are paid", ["FBI", "T"], id="Haitian Creole"),
        pytest.param("vi", "FBI trả cho thị thực T.", "U visas are paid", ["FBI", "T"], id="Vietnamese"),
        pytest.param("zh", "移民局和FBI", "ICE", ["FBI"], id="Latin letters in Chinese"),
        pytest.param("zh", "T签证", "U visas", ["T"], id="one Latin letter in Chinese"),
        pytest.param("ar", "تدفع FBI تأشيرة T", "U visas", ["FBI", "T"], id="Latin letters in Arabic"),
    ],
)
def test_a_name_that_the_quote_does_not_hold_is_strange(
    language: str, text: str, known: str, strange: list[str]
) -> None:
    assert strange_names(text, language, known) == strange


@pytest.mark.parametrize(
    ("language", "text", "known"),
    [
        pytest.param("en", "Parents meet ICE.", "ICE meets", id="a word that begins the sentence"),
        pytest.param("en", "He said: “Parents pay.”", "He said", id="a word that begins what is said"),
        pytest.param("en", "ICE’s plan", "ICE pays", id="a possessive"),
        pytest.param("en", "T visas are paid.", "a T visa is paid", id="a plural"),
        pytest.param(
            "en", "We met the Coffman-Gutierrez team.", "the Coffman-Gutierrez team", id="a double name"
        ),
        pytest.param("en", "It is law in the United States.", "It is law", id="the country itself"),
        pytest.param("es", "Es ley en los Estados Unidos.", "It is law", id="the country in Spanish"),
        pytest.param("zh", "在美国是法律", "It is law", id="the country in Chinese"),
        pytest.param(
            "es", "La Oficina de Inmigración paga.", "the office pays", id="a name that is translated"
        ),
        pytest.param("es", "A visa U se paga.", "a U visa is paid", id="a word of one letter"),
        pytest.param("en", "A visa is paid.", "the visa is paid", id="an article before visa"),
        pytest.param(
            "vi", "Người Việt được trả lương.", "Vietnamese people are paid", id="Vietnamese letters"
        ),
        pytest.param("ar", "تدفع ICE مقابل U visa", "ICE pays for a U visa", id="names that stay in Arabic"),
        pytest.param("en", "", "", id="nothing"),
    ],
)
def test_a_name_that_is_held_or_is_none_is_not_strange(language: str, text: str, known: str) -> None:
    assert strange_names(text, language, known) == []
