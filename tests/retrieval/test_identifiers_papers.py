"""Numbers of papers are found in pieces, behind endings of words, and beside counts."""

import pytest

from retrieval.identifiers import load, mask


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    found = mask(text)
    return found.text, tuple(kind.value for kind in found.kinds)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "Паспорт серия 45 11 № 402188 у хозяина",
            "Паспорт серия [passport number] у хозяина",
            id="Russian",
        ),
        pytest.param(
            "паспорт: серии 45 11, номер 402188", "паспорт: серии [passport number]", id="Russian, words"
        ),
        pytest.param("паспорт сер. КН № 402188", "паспорт сер. [passport number]", id="Russian, letters"),
        pytest.param("Passport series AB No. 0402188", "Passport series [passport number]", id="English"),
        pytest.param("pasaporte serie A núm. 40218837", "pasaporte serie [passport number]", id="Spanish"),
        pytest.param("passeport n°19 AB 40218", "passeport n°[passport number]", id="French"),
        pytest.param("የፓስፖርታችን ቁጥር EP 402 1888", "የፓስፖርታችን ቁጥር [passport number]", id="Amharic, our"),
        pytest.param(
            "passport 8005551234 was taken", "passport [passport number] was taken", id="like a free number"
        ),
    ],
)
def test_passports_in_pieces_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("passport",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("መንጃ ፈቃዴ ቁጥሩ AA-402188 ነው", "መንጃ ፈቃዴ ቁጥሩ [licence number] ነው", id="Amharic, my"),
        pytest.param("መንጃ ፈቃዱ ቁጥር B-402188", "መንጃ ፈቃዱ ቁጥር [licence number]", id="Amharic, his"),
        pytest.param("የመንጃ ፈቃዳችን AA 402188", "የመንጃ ፈቃዳችን [licence number]", id="Amharic, our"),
        pytest.param(
            "my drivers lisence F402 1883 7219", "my drivers lisence [licence number]", id="misspelled"
        ),
        pytest.param("driver lic. no. S530 4609 0123", "driver lic. no. [licence number]", id="cut short"),
        pytest.param(
            "водительские права серия 77 11 № 402188",
            "водительские права серия [licence number]",
            id="Russian, in pieces",
        ),
        pytest.param("ВУ 77 11 402188", "ВУ [licence number]", id="Russian, letters"),
        pytest.param("मेरा डी.एल. MH-12-2011-0012345", "मेरा डी.एल. [licence number]", id="Hindi, letters"),
    ],
)
def test_licences_are_masked_behind_endings_and_short_forms(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("licence",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "身份证号110101199003074578个人信息",
            "身份证号[identity number]个人信息",
            id="before a word for people",
        ),
        pytest.param("cédula 8001234567", "cédula [identity number]", id="like a free number"),
        pytest.param("RSSMRA88C54H501X", "[identity number]", id="Italian"),
        pytest.param("PAN ABCPD4021F", "PAN [identity number]", id="Indian"),
    ],
)
def test_identity_numbers_are_masked_beside_counts(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("national_id",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "my social ends in 6205", "my social ends in [Social Security number]", id="the last four"
        ),
        pytest.param(
            "last 4 of my social 6205",
            "last 4 of my social [Social Security number]",
            id="the last four, first",
        ),
        pytest.param(
            "últimos cuatro de mi seguro social: 6205",
            "últimos cuatro de mi seguro social: [Social Security number]",
            id="Spanish",
        ),
        pytest.param("ITIN: 9XX-78-1234", "ITIN: [Social Security number]", id="partly crossed out"),
        pytest.param("my social 318/47/6205", "my social [Social Security number]", id="with strokes"),
        pytest.param("ssn 318_47_6205", "ssn [Social Security number]", id="with low lines"),
        pytest.param("soc. sec. 318476205", "soc. sec. [Social Security number]", id="like a section"),
    ],
)
def test_social_security_numbers_are_masked_in_part(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("ssn",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("A/20177439", "[A-number]", id="a stroke, like a document of the UN"),
        pytest.param("A_201774413", "[A-number]", id="a low line"),
        pytest.param("A=201774414", "A=[A-number]", id="a sign of its own"),
    ],
)
def test_a_numbers_are_masked_behind_other_signs(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("a_number",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("(IOE) 0923128775", "([receipt number]", id="brackets"),
        pytest.param("IOE.09.231.28775", "[receipt number]", id="points"),
        pytest.param("E A C 2 1 9 0 0 1 2 3 4 5", "[receipt number]", id="letter by letter"),
    ],
)
def test_receipt_numbers_are_masked_behind_other_signs(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("receipt",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("4111 1111 1111 1111", "[identity number]", id="the card of a bank"),
        pytest.param("4111-1111-1111-1111 was used", "[identity number] was used", id="a card with dashes"),
        pytest.param("card 3782 822463 10005", "card [identity number]", id="a card of fifteen digits"),
        pytest.param("inmate number 98765-432", "inmate number [identity number]", id="a prison"),
        pytest.param("my booking number 2345678", "my booking number [identity number]", id="a jail"),
        pytest.param("número de recluso 98765-432", "número de recluso [identity number]", id="Spanish"),
    ],
)
def test_numbers_of_cards_and_prisons_are_masked_whole(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("national_id",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("my I-94 is 123456789A1", "my I-94 is [receipt number]", id="an arrival"),
        pytest.param("123456789A1", "[receipt number]", id="an arrival, without a word"),
        pytest.param("my case number is 1:23-cv-01234", "my case number is [receipt number]", id="a court"),
        pytest.param(
            "her case no. 23-CR-004567 is open", "her case no. [receipt number] is open", id="a state's court"
        ),
        pytest.param(
            "mi número de caso es 2:24-cr-00321-AB", "mi número de caso es [receipt number]", id="Spanish"
        ),
    ],
)
def test_numbers_of_arrivals_and_of_somebody_s_own_case_are_masked_whole(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("receipt",))


def test_loading_early_changes_no_answer() -> None:
    load()

    assert masked("call 305-555-0199") == ("call [phone number]", ("phone",))
