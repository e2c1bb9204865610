"""A sentence is plain prose in the asker's language, and nothing else."""

import pytest

from retrieval.writing.plain import addresses, is_in, is_plain, speaks_of_itself

# --- markup ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Leave is <b>paid</b>.", id="a tag"),
        pytest.param("Leave is paid.<script src=x", id="a tag that is not closed"),
        pytest.param("See [the office](https://a.example).", id="a link"),
        pytest.param("See ![paid](x.png).", id="a picture"),
        pytest.param("Leave is paid [1].", id="a citation of its own"),
        pytest.param("Leave is **paid**.", id="bold"),
        pytest.param("Leave is __paid__.", id="bold underscores"),
        pytest.param("Leave is *paid*.", id="italics"),
        pytest.param("Leave is _paid_.", id="italic underscores"),
        pytest.param("Leave is ~~paid~~.", id="struck"),
        pytest.param("Leave is `paid`.", id="code"),
        pytest.param("# Leave", id="a heading"),
        pytest.param("### Leave", id="a lower heading"),
        pytest.param("- Leave is paid.", id="a list mark"),
        pytest.param("• Leave is paid.", id="a bullet"),
        pytest.param("* Leave is paid.", id="a star"),
        pytest.param("> Leave is paid.", id="a block quote"),
        pytest.param("Leave | paid", id="a table"),
        pytest.param('{"text": "Leave is paid."}', id="JSON"),
        pytest.param("Leave is paid&nbsp;now.", id="a named entity"),
        pytest.param("Leave is paid&#33;", id="a numbered entity"),
        pytest.param(r"Leave is \textbf paid.", id="a backslash"),
    ],
)
def test_markup_of_every_kind_is_noticed(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Leave is paid, isn't it?", id="prose"),
        pytest.param("Leave (18 weeks) is paid – mostly.", id="brackets and a dash"),
        pytest.param("R&D staff take 2 * 9 weeks.", id="an ampersand and a star between blanks"),
        pytest.param("The T-visa and the file leave_guide.", id="a hyphen and an underscore in a word"),
        pytest.param("“Leave” is paid: $5 for 50%.", id="quotes and signs"),
        pytest.param("休假是带薪的。", id="Chinese"),
        pytest.param("الإجازة مدفوعة، أليس كذلك؟", id="Arabic"),
    ],
)
def test_prose_is_plain(text: str) -> None:
    assert is_plain(text)


# --- addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("See https://help.example/visa.", {"httpshelpexamplevisa"}, id="a link"),
        pytest.param("See HTTP://HELP.EXAMPLE now", {"httphelpexample"}, id="a link in capitals"),
        pytest.param("See www.help.example now", {"wwwhelpexample"}, id="a link without a scheme"),
        pytest.param("See help.org for more", {"helporg"}, id="a host alone"),
        pytest.param("See t.me/help now", {"tmehelp"}, id="a path behind a host"),
        pytest.param("Write to me@help.example now", {"me@helpexample"}, id="a mail address"),
        pytest.param("Write to @helpdesk now", {"@helpdesk"}, id="an account"),
        pytest.param("Look for #helpdesk now", {"helpdesk"}, id="a tag"),
        pytest.param("Call 1-888-373-7888 now", {"18883737888"}, id="a telephone number"),
        pytest.param("Call +1 (888) 373-7888 now", {"18883737888"}, id="with brackets and blanks"),
        pytest.param("Call 888.373.7888 now", {"8883737888"}, id="with dots"),
    ],
)
def test_an_address_of_every_kind_is_found(text: str, found: set[str]) -> None:
    assert addresses(text) == found


def test_an_address_is_the_same_however_its_parts_are_set() -> None:
    assert addresses("Call 1-888-373-7888.") == addresses("Call 1 (888) 373 7888.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It was signed in the U.S. on Aug. 2, 2019.", id="abbreviations"),
        pytest.param("Leave is paid.It lasts 18 weeks.", id="a blank left out between sentences"),
        pytest.param("File Form I-918 by 5 p.m., e.g. today.", id="a form and a time"),
        pytest.param("It costs $1,016.50 for 300 people.", id="money"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_only_looks_a_little_like_an_address_is_none(text: str) -> None:
    assert addresses(text) == frozenset()


# --- itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Passage 1 says that leave is paid.", id="English"),
        pytest.param("My instructions are to help.", id="instructions"),
        pytest.param("This is the JSON that you want.", id="the form of a draft"),
        pytest.param("Según el pasaje 2, se paga.", id="Spanish"),
        pytest.param("D’après le passage 2, c’est payé.", id="French"),
        pytest.param("وفقا للمعلومات في الفقرة 2، تدفع.", id="Arabic"),
        pytest.param("根据段落2，是带薪的。", id="Chinese"),
        pytest.param("根据第2段，是带薪的。", id="Chinese, the number inside"),
        pytest.param("Theo đoạn 2, được trả lương.", id="Vietnamese"),
        pytest.param("Selon pasaj 2, li peye.", id="Haitian Creole"),
        pytest.param("Segundo a passagem 2, é pago.", id="Portuguese"),
    ],
)
def test_talk_about_the_task_is_noticed_in_every_language(text: str) -> None:
    assert speaks_of_itself(text)


@pytest.mark.parametrize(
    "text", ["Leave is paid.", "El permiso se paga.", "休假是带薪的。", "Safe passage is a right.", ""]
)
def test_talk_about_the_matter_is_not_about_the_task(text: str) -> None:
    assert not speaks_of_itself(text)


# --- language -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Leave is paid for 18 weeks each year.", id="English"),
        pytest.param("en", "The prior policy only applied to U-visas.", id="English, each half hard to tell"),
        pytest.param("es", "El permiso se paga durante dieciocho semanas.", id="Spanish"),
        pytest.param("fr", "Le congé est payé pendant dix-huit semaines.", id="French"),
        pytest.param("ar", "الإجازة مدفوعة لمدة ثمانية عشر أسبوعا.", id="Arabic"),
        pytest.param("zh", "签证申请由办公室支付，期限为十八周。", id="Chinese"),
        pytest.param("vi", "Nghỉ phép được trả lương trong 18 tuần.", id="Vietnamese"),
        pytest.param("ht", "Viktim yo ka mande èd nan men ICE.", id="Haitian Creole"),
        pytest.param("pt", "A licença é paga durante dezoito semanas.", id="Portuguese"),
        pytest.param(
            "es", "Continued Presence permite trabajar en Estados Unidos.", id="an English name in Spanish"
        ),
        pytest.param(
            "zh", "根据 Violence Against Women Act，受害者可以申请。", id="an English name in Chinese"
        ),
        pytest.param("es", "U visa.", id="too short to tell"),
        pytest.param(
            "es",
            "Una ley de 1996, la Personal Responsibility and Workforce Reconciliation Act, limitó el acceso.",
            id="Spanish around a long name in English",
        ),
    ],
)
def test_a_sentence_in_the_askers_language_is_in_it(language: str, text: str) -> None:
    assert is_in(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("es", "Leave is paid for 18 weeks each year.", id="English for Spanish"),
        pytest.param("en", "El permiso se paga durante dieciocho semanas.", id="Spanish for English"),
        pytest.param("pt", "El permiso se paga durante dieciocho semanas.", id="Spanish for Portuguese"),
        pytest.param("ht", "Le congé est payé pendant dix-huit semaines.", id="French for Haitian Creole"),
        pytest.param("ar", "休假是带薪的，期限为十八周，由办公室支付。", id="Chinese for Arabic"),
        pytest.param("es", "El permiso se paga and the office says so.", id="half English in Spanish"),
        pytest.param("zh", "签证申请 is paid by the office 是的", id="half English in Chinese"),
        pytest.param(
            "vi", "Nghỉ phép được trả lương and it is paid by the office.", id="half English in Vietnamese"
        ),
        pytest.param(
            "en",
            "Leave is paid for everyone, pero el permiso dura semanas enteras para todos.",
            id="half Spanish in English",
        ),
    ],
)
def test_a_sentence_in_another_language_or_half_in_one_is_not_in_it(language: str, text: str) -> None:
    assert not is_in(text, language)
