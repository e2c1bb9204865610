"""How people are reached is found in every script; e-mail, telephones and names of offices stay."""

import pytest

from retrieval.identifiers import Masked, mask


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    found = mask(text)
    return found.text, tuple(kind.value for kind in found.kinds)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "напишите на лена@пример.рф, боюсь", "напишите на [e-mail address], боюсь", id="Cyrillic"
        ),
        pytest.param("пишите лена@example.com", "пишите [e-mail address]", id="Cyrillic before a Latin host"),
        pytest.param("на lena.k@почта.рф", "на [e-mail address]", id="Latin before a Cyrillic host"),
        pytest.param("邮箱：张伟@例子.中国", "邮箱：[e-mail address]", id="Chinese"),
        pytest.param("ईमेल राम@डाक.भारत है", "ईमेल [e-mail address] है", id="Hindi"),
        pytest.param("بريدي سارة@مثال.السعودية", "بريدي [e-mail address]", id="Arabic"),
        pytest.param("메일 지우@예시.한국 입니다", "메일 [e-mail address] 입니다", id="Korean"),
        pytest.param("jörg.groß@example.de", "[e-mail address]", id="German letters"),
    ],
)
def test_email_addresses_may_be_in_any_script(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("email",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("maria.lopez@gmail", "[e-mail address]", id="no end"),
        pytest.param("maria.lopez@gmail,com is mine", "[e-mail address] is mine", id="a comma for the point"),
        pytest.param("maria.lopez @ gmail . com is mine", "[e-mail address] is mine", id="blanks"),
        pytest.param("maria dot lopez at gmail dot com", "[e-mail address]", id="English, a long name"),
        pytest.param(
            "maria punto lopez arroba gmail punto com", "[e-mail address]", id="Spanish, a long name"
        ),
        pytest.param("maria(arroba)example(punto)com", "[e-mail address]", id="brackets"),
        pytest.param("ana[@]example.com", "[e-mail address]", id="sign in brackets"),
        pytest.param("lena собака mail точка ru", "[e-mail address]", id="Russian"),
        pytest.param("minji골뱅이example닷com", "[e-mail address]", id="Korean, glued"),
        pytest.param("lily艾特example点com", "[e-mail address]", id="Chinese, glued"),
        pytest.param("sunita एट example डॉट com", "[e-mail address]", id="Hindi"),
        pytest.param("rahima অ্যাট example ডট com", "[e-mail address]", id="Bengali"),
    ],
)
def test_email_addresses_may_be_mistyped_or_spelled(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("email",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("电话13812345678人家不接", "电话[phone number]人家不接", id="before a word for people"),
        pytest.param("手机13812345678个人用", "手机[phone number]个人用", id="before a word that counts"),
        pytest.param("305/555-0199", "[phone number]", id="with a stroke"),
        pytest.param("305·555·0199", "[phone number]", id="with middle points"),
        pytest.param("305_555_0199", "[phone number]", id="with low lines"),
        pytest.param("213 . 555 . 0142", "[phone number]", id="with points between blanks"),
        pytest.param("305-555-0199 ext 22", "[phone number]", id="with an extension"),
        pytest.param("wa.me/13055550199", "[phone number]", id="a link to talk to somebody"),
        pytest.param("0808 123 4567", "[phone number]", id="Nigeria, like a free number of Britain"),
    ],
)
def test_telephone_numbers_are_found_beside_words_that_count(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("phone",))


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("Звонить 112, 102 или 8-800-2000-122?", id="Russia"),
        pytest.param("8 (800) 200-01-22, +7 800 200 01 22", id="Russia, with brackets"),
        pytest.param("0 800 500 335", id="Ukraine"),
        pytest.param("0800 0121 700 or 0808 2000 247", id="Britain"),
        pytest.param("Disque 0800 722 6001", id="Brazil"),
        pytest.param("línea 01 8000 112 440", id="Colombia"),
        pytest.param("línea 900 900 120", id="Spain"),
        pytest.param("0800 1110111 und +49 800 1110111", id="Germany"),
        pytest.param("中国热线400-820-8820", id="China"),
        pytest.param("다누리 1577-1366 전화, 080-123-1234 무료", id="Korea"),
        pytest.param("1800-419-8588", id="India"),
        pytest.param("1660-01-50010 नेपाल", id="Nepal"),
        pytest.param("1-800-10-555-1234", id="Philippines"),
        pytest.param("1-800-220-000", id="Israel"),
        pytest.param("0120-279-338, 0570-000-111", id="Japan"),
        pytest.param("1300 655 506", id="Australia"),
    ],
)
def test_numbers_that_cost_nothing_to_call_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("собака укусила 5 детей, точка 5", id="a dog, Russian"),
        pytest.param("meet @ 5pm at court", id="a time"),
        pytest.param("@ICEgov tweeted 2019", id="a name on a network"),
        pytest.param("@US_ICE, @UN_Women, @unodc and @nytimes", id="names of offices and newspapers"),
        pytest.param("facebook.com/wwwICEgov, x.com/DHSgov, t.me/iom.2024", id="links to offices"),
        pytest.param("https://www.facebook.com/groups/123456789", id="a link to a group"),
        pytest.param("@policy_quotes_bot what is parole? t.me/policy_quotes_bot", id="names of a bot"),
        pytest.param("dropbox.com/s/abc and netflix.com/title", id="links that end alike"),
        pytest.param("look at this point in time", id="a phrase"),
        pytest.param("write to iceope at ice dot dhs dot gov", id="an office, spelled"),
        pytest.param("help@humantraffickinghotline.org", id="a public helpline"),
    ],
)
def test_signs_of_addresses_that_are_none_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("t.me/marialopez99", "[account name]", id="Telegram"),
        pytest.param("see facebook.com/maria.lopez.99.", "see [account name].", id="Facebook"),
        pytest.param("https://www.instagram.com/maria_lopez/", "[account name]/", id="Instagram"),
        pytest.param("facebook.com/profile.php?id=100012345678", "[account name]", id="the number of a page"),
        pytest.param("write @maria_lopez99 please", "write [account name] please", id="a sign"),
        pytest.param("my Instagram is @marialopez", "my Instagram is [account name]", id="one word, told"),
    ],
)
def test_names_of_people_on_networks_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("account",))


@pytest.mark.parametrize(
    ("sent", "expected", "kind"),
    [
        pytest.param("A two zero five one two three four five six", "[A-number]", "a_number", id="English"),
        pytest.param(
            "mi número A es dos cero cinco uno dos tres cuatro cinco seis",
            "mi número A es [A-number]",
            "a_number",
            id="Spanish",
        ),
        pytest.param("A号:二零五一二三四五六", "A号:[A-number]", "a_number", id="Chinese"),
        pytest.param(
            "two one three, five five five, zero one four two", "[phone number]", "phone", id="a telephone"
        ),
        pytest.param("공일공 오오오오 공일사이", "[phone number]", "phone", id="Korean"),
        pytest.param("không chín một hai ba bốn năm sáu bảy tám", "[phone number]", "phone", id="Vietnamese"),
    ],
)
def test_numbers_that_are_told_digit_by_digit_are_masked(sent: str, expected: str, kind: str) -> None:
    assert masked(sent) == (expected, (kind,))
