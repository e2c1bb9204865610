"""What turns a meaning is found in a text: denials, strength, amounts and conditions, in eight languages."""

import pytest

from retrieval.writing.marks import Mark, Marks, marks, normal


def names(text: str, language: str = "en") -> list[str]:
    """The marks of a text, in order."""
    return [mark.name for mark in marks(text, language).found]


# --- classes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "ICE does not arrest these people.", id="English"),
        pytest.param("es", "ICE no arresta a esas personas.", id="Spanish"),
        pytest.param("fr", "L’ICE n’arrête pas ces personnes.", id="French"),
        pytest.param("ar", "لا تعتقل الوكالة هؤلاء الأشخاص.", id="Arabic"),
        pytest.param("zh", "移民局不逮捕这些人。", id="Chinese"),
        pytest.param("vi", "ICE không bắt giữ những người này.", id="Vietnamese"),
        pytest.param("ht", "ICE pa arete moun sa yo.", id="Haitian Creole"),
        pytest.param("pt", "O ICE não prende essas pessoas.", id="Portuguese"),
    ],
)
def test_a_denial_is_found_in_every_language(language: str, text: str) -> None:
    assert names(text, language) == ["not"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Victims may ask for help.", id="English"),
        pytest.param("es", "Las víctimas pueden pedir ayuda.", id="Spanish"),
        pytest.param("fr", "Les victimes peuvent demander de l’aide.", id="French"),
        pytest.param("ar", "يجوز للضحايا طلب المساعدة.", id="Arabic"),
        pytest.param("zh", "受害者可以请求帮助。", id="Chinese"),
        pytest.param("vi", "Nạn nhân có thể xin giúp đỡ.", id="Vietnamese"),
        pytest.param("ht", "Viktim yo ka mande èd.", id="Haitian Creole"),
        pytest.param("pt", "As vítimas podem pedir ajuda.", id="Portuguese"),
    ],
)
def test_a_permission_is_found_in_every_language(language: str, text: str) -> None:
    assert names(text, language) == ["may"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Victims must ask for help.", id="English"),
        pytest.param("es", "Las víctimas deben pedir ayuda.", id="Spanish"),
        pytest.param("fr", "Les victimes doivent demander de l’aide.", id="French"),
        pytest.param("ar", "يجب على الضحايا طلب المساعدة.", id="Arabic"),
        pytest.param("zh", "受害者必须请求帮助。", id="Chinese"),
        pytest.param("vi", "Nạn nhân phải xin giúp đỡ.", id="Vietnamese"),
        pytest.param("ht", "Viktim yo dwe mande èd.", id="Haitian Creole"),
        pytest.param("pt", "As vítimas devem pedir ajuda.", id="Portuguese"),
    ],
)
def test_a_demand_is_found_in_every_language(language: str, text: str) -> None:
    assert names(text, language) == ["must"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The office helps only children.", id="English"),
        pytest.param("es", "La oficina ayuda solamente a niños.", id="Spanish"),
        pytest.param("fr", "Le bureau aide seulement les enfants.", id="French"),
        pytest.param("ar", "يساعد المكتب الأطفال فقط.", id="Arabic"),
        pytest.param("zh", "办公室只帮助儿童。", id="Chinese"),
        pytest.param("vi", "Văn phòng chỉ giúp trẻ em.", id="Vietnamese"),
        pytest.param("ht", "Biwo a ede timoun sèlman.", id="Haitian Creole"),
        pytest.param("pt", "O escritório ajuda somente crianças.", id="Portuguese"),
    ],
)
def test_a_limit_to_some_is_found_in_every_language(language: str, text: str) -> None:
    assert names(text, language) == ["only"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Leave is paid unless it rains.", id="English"),
        pytest.param("es", "El permiso se paga a menos que llueva.", id="Spanish"),
        pytest.param("fr", "Le congé est payé sauf s’il pleut.", id="French"),
        pytest.param("ar", "الإجازة مدفوعة إلا إذا أمطرت.", id="Arabic"),
        pytest.param("zh", "除非下雨，休假是带薪的。", id="Chinese"),
        pytest.param("vi", "Nghỉ phép được trả lương trừ khi trời mưa.", id="Vietnamese"),
        pytest.param("ht", "Konje a peye sof si lapli ap tonbe.", id="Haitian Creole"),
        pytest.param("pt", "A licença é paga a menos que chova.", id="Portuguese"),
    ],
)
def test_a_condition_is_found_in_every_language(language: str, text: str) -> None:
    assert "condition" in marks(text, language).classes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Not only ICE pays.", [], id="a denial that denies nothing"),
        pytest.param("You need no more than 30 days.", ["atmost", "=30"], id="the longest of several"),
        pytest.param("More than 30 days.", ["least", "=30"], id="a number in the words of an amount stays"),
        pytest.param("You may apply in May.", ["may", "@5"], id="a month that is also a verb"),
        pytest.param("ICE may not arrest.", ["may", "not"], id="in the order of the text"),
        pytest.param("They DON’T pay.", ["not"], id="capitals and a curly apostrophe"),
        pytest.param("A notary and a mayor.", [], id="words that only begin like a mark"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_marks_of_a_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_mark_says_where_it_stands() -> None:
    assert marks("Pay 30 now, not later.", "en").found[0] == Mark("=30", 4, 6)


def test_of_a_language_without_a_list_only_digits_are_read() -> None:
    assert names("ICE darf 30 Menschen nicht verhaften.", "de") == ["=30"]


def test_values_and_classes_are_told_apart() -> None:
    found = Marks((Mark("not", 0, 3), Mark("=30", 4, 6), Mark("=1st", 7, 10), Mark("@8", 11, 14)))

    assert found.values == {"=30", "=1st", "@8"}
    assert found.classes == {"not"}


# --- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "It lasts thirty days.", id="English word"),
        pytest.param("es", "Dura treinta días.", id="Spanish word"),
        pytest.param("fr", "Il dure trente jours.", id="French word"),
        pytest.param("ar", "مدتها ثلاثون يوما.", id="Arabic word"),
        pytest.param("ar", "مدتها ٣٠ يوما.", id="Arabic digits"),
        pytest.param("zh", "期限为三十天。", id="Chinese word"),
        pytest.param("zh", "期限为３０天。", id="wide digits"),
        pytest.param("vi", "Thời hạn là ba mươi ngày.", id="Vietnamese word"),
        pytest.param("ht", "Li dire trant jou.", id="Haitian Creole word"),
        pytest.param("pt", "Dura trinta dias.", id="Portuguese word"),
        pytest.param("en", "It lasts ३० days.", id="Devanagari digits"),
        pytest.param("en", "It lasts 30 days.", id="digits"),
        pytest.param("en", "It lasts 30.0 days.", id="a decimal that is none"),
    ],
)
def test_a_number_has_one_name_in_all_scripts_and_words(language: str, text: str) -> None:
    assert marks(text, language).values == {"=30"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "40 percent", id="English"),
        pytest.param("en", "40 per cent", id="English, apart"),
        pytest.param("en", "40%", id="the sign"),
        pytest.param("es", "el 40 por ciento", id="Spanish"),
        pytest.param("fr", "40 pour cent", id="French"),
        pytest.param("ar", "40 في المائة", id="Arabic"),
        pytest.param("ar", "٤٠٪", id="Arabic, the sign"),
        pytest.param("zh", "百分之四十", id="Chinese"),
        pytest.param("vi", "40 phần trăm", id="Vietnamese"),
        pytest.param("ht", "40 pousan", id="Haitian Creole"),
        pytest.param("pt", "40 por cento", id="Portuguese"),
    ],
)
def test_a_hundred_in_a_word_for_percent_is_no_number(language: str, text: str) -> None:
    assert names(text, language) == ["=40"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("en", "1,016", "=1016", id="English thousands"),
        pytest.param("es", "1.016", "=1016", id="Spanish thousands"),
        pytest.param("fr", "1 016", "=1016", id="French thousands"),
        pytest.param("fr", "1\u202f016", "=1016", id="French thousands, with a narrow blank"),
        pytest.param("fr", "2 500 000", "=2500000", id="French millions"),
        pytest.param("pt", "1.016.300", "=1016300", id="Portuguese millions"),
        pytest.param("en", "12,345,678,901", "=12345678901", id="billions, to the last digit"),
        pytest.param("en", "2.5", "=2.5", id="an English decimal"),
        pytest.param("es", "2,5", "=2.5", id="a Spanish decimal"),
        pytest.param("en", "12.5.2021", "=12.5.2021", id="a date in digits"),
        pytest.param("en", "2 million", "=2000000", id="English million behind digits"),
        pytest.param("en", "2.5 million", "=2500000", id="of a decimal"),
        pytest.param("en", "two million", "=2000000", id="English million behind a word"),
        pytest.param("en", "three hundred", "=300", id="English hundred"),
        pytest.param("en", "three hundred thousand", "=300000", id="two multipliers in a row"),
        pytest.param("es", "dos mil", "=2000", id="Spanish thousand"),
        pytest.param("es", "trescientos mil", "=300000", id="Spanish hundred thousand"),
        pytest.param("es", "2 millones", "=2000000", id="Spanish million"),
        pytest.param("fr", "deux mille", "=2000", id="French thousand"),
        pytest.param("fr", "trois cents", "=300", id="French hundred"),
        pytest.param("fr", "quatre-vingt-dix", "=90", id="French ninety"),
        pytest.param("ar", "مليونان", "=2000000", id="the Arabic dual"),
        pytest.param("ar", "ثلاثمائة", "=300", id="Arabic hundred, as one word"),
        pytest.param("ar", "ثلاثمئة", "=300", id="Arabic hundred, in its shorter spelling"),
        pytest.param("zh", "200万", "=2000000", id="Chinese ten thousands behind digits"),
        pytest.param("zh", "二百万", "=2000000", id="Chinese ten thousands behind a word"),
        pytest.param("zh", "第二章", "=2nd", id="Chinese ordinal"),
        pytest.param("zh", "第2条", "=2nd", id="Chinese ordinal in digits"),
        pytest.param("zh", "第2178号决议", "=2178", id="a Chinese number that begins like an ordinal"),
        pytest.param("zh", "第二十条", "=20", id="Chinese twentieth"),
        pytest.param("vi", "hai triệu", "=2000000", id="Vietnamese million"),
        pytest.param("vi", "hai mươi lăm", "=25", id="Vietnamese twenty-five"),
        pytest.param("ht", "de milyon", "=2000000", id="Haitian Creole million"),
        pytest.param("ht", "twa san", "=300", id="Haitian Creole hundred, which also means without"),
        pytest.param("pt", "dois milhões", "=2000000", id="Portuguese million"),
        pytest.param("pt", "vinte e cinco", "=25", id="Portuguese twenty-five"),
    ],
)
def test_thousands_decimals_and_words_that_multiply(language: str, text: str, expected: str) -> None:
    assert names(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("en", "2 of 3 million", ["=2", "=3000000"], id="a word between"),
        pytest.param("en", "in 2021, 300 people", ["=2021", "=300"], id="a comma between"),
        pytest.param("en", "in 2021 300 people", ["=2021", "=300"], id="a year before a number"),
        pytest.param("en", "30 60 90", ["=30", "=60", "=90"], id="digits do not multiply"),
        pytest.param("es", "mil trescientos", ["=1000", "=300"], id="a smaller number behind adds"),
    ],
)
def test_numbers_that_stand_side_by_side_are_not_multiplied(
    language: str, text: str, expected: list[str]
) -> None:
    assert names(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "August 2021", id="English"),
        pytest.param("en", "Aug. 2021", id="English, short"),
        pytest.param("es", "agosto de 2021", id="Spanish"),
        pytest.param("fr", "août 2021", id="French"),
        pytest.param("ar", "أغسطس 2021", id="Arabic"),
        pytest.param("ar", "آب ٢٠٢١", id="Arabic of the Levant"),
        pytest.param("zh", "2021年8月", id="Chinese"),
        pytest.param("zh", "二〇二一年八月", id="Chinese, without digits"),
        pytest.param("vi", "tháng 8 năm 2021", id="Vietnamese"),
        pytest.param("vi", "tháng Tám năm 2021", id="Vietnamese, in words"),
        pytest.param("ht", "mwa out 2021", id="Haitian Creole"),
        pytest.param("pt", "agosto de 2021", id="Portuguese"),
    ],
)
def test_a_month_has_one_name_in_all_languages(language: str, text: str) -> None:
    assert marks(text, language).values == {"@8", "=2021"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "the first article", id="English"),
        pytest.param("en", "the 1st article", id="English, with a digit"),
        pytest.param("es", "el primer artículo", id="Spanish"),
        pytest.param("fr", "le premier article", id="French"),
        pytest.param("ar", "المادة الأولى", id="Arabic"),
        pytest.param("zh", "第一条", id="Chinese"),
        pytest.param("vi", "điều thứ nhất", id="Vietnamese"),
        pytest.param("ht", "premye atik la", id="Haitian Creole"),
        pytest.param("pt", "o primeiro artigo", id="Portuguese"),
    ],
)
def test_an_ordinal_has_one_name_in_all_languages(language: str, text: str) -> None:
    assert marks(text, language).values == {"=1st"}


# --- forms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ICE Pays", "ice pays", id="lower case"),
        pytest.param("don’t", "don't", id="one apostrophe"),
        pytest.param("３０", "30", id="wide digits"),
        pytest.param("٣٠", "30", id="Arabic digits"),
        pytest.param("۳۰", "30", id="Persian digits"),
        pytest.param("ﬁling\u00a0fee", "filing fee", id="compatibility forms"),
    ],
)
def test_forms_that_mean_the_same_become_one(text: str, expected: str) -> None:
    assert normal(text) == expected
