"""Personal identifiers are found in every language and way of writing, and nothing of them stays."""

import pytest

from retrieval.identifiers import IdentifierKind, Masked, mask


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    found = mask(text)
    return found.text, tuple(kind.value for kind in found.kinds)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("I have A123456789.", "I have [A-number].", id="in one piece"),
        pytest.param("a123456789 is mine", "[A-number] is mine", id="in small letters"),
        pytest.param("It is A-123-456-789", "It is [A-number]", id="with dashes"),
        pytest.param("It is A# 123 456 789", "It is [A-number]", id="with a sign and blanks"),
        pytest.param("It is A.123.456.789", "It is [A-number]", id="with points"),
        pytest.param("It is A/123456789", "It is [A-number]", id="with a slash"),
        pytest.param("It is A12345678", "It is [A-number]", id="of eight digits"),
        pytest.param("alien number 123456000", "alien number [A-number]", id="a round one after a word"),
        pytest.param("123456789 is my A-number", "[A-number] is my A-number", id="before the word"),
        pytest.param("123456789", "[A-number]", id="nine digits alone"),
        pytest.param("Ａ１２３４５６７８９", "[A-number]", id="full width"),
        pytest.param("A12\u200b3456789", "[A-number]", id="with a hidden character inside"),
        pytest.param("número A 123456789", "número [A-number]", id="Spanish"),
        pytest.param("mi A es 123456789, ¿y?", "mi A es [A-number], ¿y?", id="Spanish, spoken"),
        pytest.param(
            "nu\u0301mero de extranjero 98765432", "nu\u0301mero de extranjero [A-number]", id="accents apart"
        ),
        pytest.param("số A của tôi là 087-654-321", "số A của tôi là [A-number]", id="Vietnamese"),
        pytest.param("رقم الأجنبي ٠٨٧٦٥٤٣٢١", "رقم الأجنبي [A-number]", id="Arabic"),
        pytest.param("我的A号是087654321", "我的A号是[A-number]", id="Chinese"),
        pytest.param("外國人登記號：087-654-321", "外國人登記號：[A-number]", id="Chinese, traditional"),
        pytest.param("Мой номер А087654321", "Мой номер [A-number]", id="with a Cyrillic letter"),
        pytest.param("मेरा एलियन नंबर ०८७६५४३२१ है", "मेरा एलियन नंबर [A-number] है", id="Hindi"),
        pytest.param("A번호는 087654321입니다", "A번호는 [A-number]입니다", id="Korean"),
        pytest.param("এলিয়েন নম্বর ০৮৭৬৫৪৩২১", "এলিয়েন নম্বর [A-number]", id="Bengali"),
        pytest.param("የኤ ቁጥሬ A 087654321 ነው", "የኤ ቁጥሬ [A-number] ነው", id="Amharic"),
    ],
)
def test_a_numbers_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("a_number",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("123-45-6789", "[Social Security number]", id="with dashes"),
        pytest.param("123–45–6000", "[Social Security number]", id="with long dashes, round at its end"),
        pytest.param("123.45.6789", "[Social Security number]", id="with points"),
        pytest.param("my ssn is 123456789", "my ssn is [Social Security number]", id="in one piece"),
        pytest.param("我是123-45-6789吗", "我是[Social Security number]吗", id="glued to Chinese"),
        pytest.param("ITIN 912-78-1234", "ITIN [Social Security number]", id="ITIN"),
        pytest.param("my ssn xxx-xx-6789", "my ssn [Social Security number]", id="the last four"),
        pytest.param(
            "mi seguro social es 123456789", "mi seguro social es [Social Security number]", id="Spanish"
        ),
        pytest.param(
            "nimewo sekirite sosyal 123456789", "nimewo sekirite sosyal [Social Security number]", id="Creole"
        ),
        pytest.param("社安号123456789", "社安号[Social Security number]", id="Chinese"),
        pytest.param(
            "سوشل سیکیورٹی نمبر 123456789", "سوشل سیکیورٹی نمبر [Social Security number]", id="Urdu"
        ),
    ],
)
def test_social_security_numbers_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("ssn",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("IOE0123456789?", "[receipt number]?", id="in one piece"),
        pytest.param("wac 21 900 12345", "[receipt number]", id="with blanks, small"),
        pytest.param("MSC-21-900-12345", "[receipt number]", id="with dashes"),
        pytest.param("XYZ2190012345", "[receipt number]", id="of an unknown office"),
        pytest.param(
            "número de recibo 2190012345", "número de recibo [receipt number]", id="Spanish, no letters"
        ),
        pytest.param("номер квитанции EAC2190012345", "номер квитанции [receipt number]", id="Russian"),
    ],
)
def test_receipt_numbers_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("receipt",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("passport no. AB 1234567", "passport no. [passport number]", id="English"),
        pytest.param(
            "passport number A1234567", "passport number [passport number]", id="like a short A-number"
        ),
        pytest.param("K7654321 please", "[passport number] please", id="without a word"),
        pytest.param("mon passeport est le 12AB34567", "mon passeport est le [passport number]", id="French"),
        pytest.param("pasaporte G-1234-5678", "pasaporte [passport number]", id="Spanish"),
        pytest.param(
            "паспорт серія КВ 123456", "паспорт серія [passport number]", id="Ukrainian, Cyrillic letters"
        ),
        pytest.param("जवाब: पासपोर्ट नंबर Z1234567", "जवाब: पासपोर्ट नंबर [passport number]", id="Hindi"),
        pytest.param("گذرنامه من A12345678 است", "گذرنامه من [passport number] است", id="Persian"),
        pytest.param("护照号码是E87654321", "护照号码是[passport number]", id="Chinese"),
        pytest.param("paszport ZS1234567", "paszport [passport number]", id="Polish"),
    ],
)
def test_passport_numbers_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("passport",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("state ID is 123-456-789-012", "state ID is [identity number]", id="English"),
        pytest.param("GOMC850312HDFRRL09", "[identity number]", id="Mexican CURP without a word"),
        pytest.param("cédula 1.012.345.678", "cédula [identity number]", id="Colombian"),
        pytest.param("DNI 12345678Z", "DNI [identity number]", id="Spanish DNI"),
        pytest.param("meu CPF é 12345678909", "meu CPF é [identity number]", id="Brazilian"),
        pytest.param("CCCD 079085123456", "CCCD [identity number]", id="Vietnamese"),
        pytest.param("رقم الهوية ٢٩٠٠١٠١١٢٣٤٥٦٧", "رقم الهوية [identity number]", id="Arabic"),
        pytest.param("身份证11010119850305123X", "身份证[identity number]", id="Chinese"),
        pytest.param("ИНН 771234567890", "ИНН [identity number]", id="Russian"),
        pytest.param("नागरिकता नम्बर २७-०१-७०-१२३४५", "नागरिकता नम्बर [identity number]", id="Nepali"),
        pytest.param("شناختی کارڈ 35202-1234567-1", "شناختی کارڈ [identity number]", id="Urdu"),
        pytest.param("PESEL 85031212345", "PESEL [identity number]", id="Polish"),
    ],
)
def test_numbers_of_identity_papers_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("national_id",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "driver’s license F255-9215-0094", "driver’s license [licence number]", id="curly apostrophe"
        ),
        pytest.param("my licence no. is 1234567", "my licence no. is [licence number]", id="with 'no.'"),
        pytest.param("licencia W123-456-78-901-0", "licencia [licence number]", id="Spanish"),
        pytest.param("prawo jazdy 12345/06/1234", "prawo jazdy [licence number]", id="Polish"),
        pytest.param("bằng lái 790123456789", "bằng lái [licence number]", id="Vietnamese"),
        pytest.param("लाइसेन्स ०१-०६-१२३४५६७८", "लाइसेन्स [licence number]", id="Nepali"),
        pytest.param("운전면허 번호는 11-05-654321-01", "운전면허 번호는 [licence number]", id="Korean"),
    ],
)
def test_numbers_of_driving_licences_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("licence",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("call me on (305) 555-0199", "call me on [phone number]", id="with brackets"),
        pytest.param("305.555.0199", "[phone number]", id="with points"),
        pytest.param("3055550199", "[phone number]", id="in one piece"),
        pytest.param("tel3055550199", "tel[phone number]", id="glued to its word"),
        pytest.param("305 555 0199 men came", "[phone number] men came", id="before a word that is counted"),
        pytest.param("Soy Ana,3055550199", "Soy Ana,[phone number]", id="glued to a comma"),
        pytest.param("#3055550199", "#[phone number]", id="glued to a sign"),
        pytest.param("我是13855500142", "我是[phone number]", id="glued to Chinese"),
        pytest.param("9 1 7 5 5 5 0 1 4 7", "[phone number]", id="digit by digit"),
        pytest.param("text me 555-0147", "text me [phone number]", id="without area code"),
        pytest.param("＋1 （305） 555－0199", "[phone number]", id="full width"),
        pytest.param("+502 5555 1234", "[phone number]", id="Guatemala"),
        pytest.param("00 52 55 1234 5678", "[phone number]", id="Mexico, dialled from abroad"),
        pytest.param("mi celular 7845-1234", "mi celular [phone number]", id="El Salvador"),
        pytest.param("06 12 34 56 78", "[phone number]", id="France"),
        pytest.param("me liga (11) 91234-5678", "me liga [phone number]", id="Brazil"),
        pytest.param("rele m nan 3456-7890", "rele m nan [phone number]", id="Haiti"),
        pytest.param("gọi tôi 0912 345 678", "gọi tôi [phone number]", id="Vietnam"),
        pytest.param("رقمي ٠٥٥١٢٣٤٥٦٧", "رقمي [phone number]", id="Arabic digits"),
        pytest.param("شماره من ۰۹۱۲۳۴۵۶۷۸۹", "شماره من [phone number]", id="Persian digits"),
        pytest.param("我的电话是138-1234-5678", "我的电话是[phone number]", id="China"),
        pytest.param("8 (916) 123-45-67", "[phone number]", id="Russia"),
        pytest.param("फोन ९८४१२३४५६७", "फोन [phone number]", id="Nepal"),
        pytest.param("01012345678로 전화", "[phone number]로 전화", id="Korea, before its word"),
        pytest.param("ስልኬ 0911234567 ነው", "ስልኬ [phone number] ነው", id="Ethiopia"),
        pytest.param("tawagan mo ako 0917 123 4567", "tawagan mo ako [phone number]", id="Philippines"),
        pytest.param("zadzwoń 600 123 456", "zadzwoń [phone number]", id="Poland"),
    ],
)
def test_telephone_numbers_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("phone",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("to ana.perez+1@example.com.", "to [e-mail address].", id="plain"),
        pytest.param("josé@example.com", "[e-mail address]", id="with an accent"),
        pytest.param("邮箱是ana@example.com谢谢", "邮箱是[e-mail address]谢谢", id="between Chinese words"),
        pytest.param("ana＠example．com", "[e-mail address]", id="full width"),
        pytest.param("ana arroba example punto com", "[e-mail address]", id="spelled out in Spanish"),
        pytest.param("ana at example dot com", "[e-mail address]", id="spelled out in English"),
        pytest.param("ana(at)example.com", "[e-mail address]", id="hidden from machines"),
    ],
)
def test_email_addresses_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("email",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("to 88 north oak street apt 5?", "to [address]?", id="in small letters"),
        pytest.param(
            "742 Evergreen Terrace, Springfield, IL 62704", "[address]", id="with town and ZIP code"
        ),
        pytest.param("350 5th Ave", "[address]", id="a numbered street"),
        pytest.param("我住1420 Maple Ave", "我住[address]", id="glued to Chinese"),
        pytest.param("P.O. Box 77 is my address", "[address] is my address", id="a box of one's own"),
        pytest.param(
            "my address is 1420 Maple, Chicago", "my address is [address], Chicago", id="no word for a street"
        ),
        pytest.param("en calle Reforma 123, Centro", "en [address], Centro", id="Spanish"),
        pytest.param("Calle 12 #34-56", "[address]", id="Colombian"),
        pytest.param("Avenida 9 de Julio 1234", "[address]", id="a street named by a date"),
        pytest.param("au 12 bis, avenue Victor Hugo", "au [address]", id="French"),
        pytest.param("na rua das Flores, 123", "na [address]", id="Portuguese"),
        pytest.param("nan 12 ri Kapwa", "nan [address]", id="Creole"),
        pytest.param("في ١٢ شارع الجمهورية", "في [address]", id="Arabic"),
        pytest.param("上海市南京西路1266号", "[address]", id="Chinese"),
        pytest.param("ул. Ленина, д. 5, кв. 12", "[address]", id="Russian"),
        pytest.param("ul. Długa 5/12", "[address]", id="Polish"),
        pytest.param("मेरा पता 12 महात्मा गांधी मार्ग है", "मेरा पता [address] है", id="Hindi"),
        pytest.param("वहाँ, मकान नंबर 7", "वहाँ, [address]", id="the number of a house alone"),
        pytest.param("강남구 테헤란로 123", "[address]", id="Korean"),
        pytest.param("የቤት ቁጥር 123 ነው", "[address] ነው", id="Amharic"),
    ],
)
def test_addresses_with_the_number_of_a_house_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("address",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "born on March 5, 1985 there", "born on [date of birth] there", id="English, month first"
        ),
        pytest.param("born 5th of March, 1985", "born [date of birth]", id="English, day first"),
        pytest.param("DOB: 1985-03-05", "DOB: [date of birth]", id="year first"),
        pytest.param("dob 03051985", "dob [date of birth]", id="digits only"),
        pytest.param("12/05/1990 is my birthday", "[date of birth] is my birthday", id="before the word"),
        pytest.param("nací el 5 de marzo de 1985", "nací el [date of birth]", id="Spanish"),
        pytest.param("née le 5/3/85", "née le [date of birth]", id="French, two digits of the year"),
        pytest.param("nasci em 5 de março de 1985", "nasci em [date of birth]", id="Portuguese"),
        pytest.param("mwen fèt 5 mas 1985", "mwen fèt [date of birth]", id="Creole"),
        pytest.param("ولدت في ٥ آذار ١٩٨٥", "ولدت في [date of birth]", id="Arabic, Levantine month"),
        pytest.param("我一九八五年三月五日出生", "我[date of birth]出生", id="Chinese, in words"),
        pytest.param("出生日期：1985年3月5日", "出生日期：[date of birth]", id="Chinese"),
        pytest.param("родилась 5 марта 1985", "родилась [date of birth]", id="Russian"),
        pytest.param("मेरा जन्म 5 मार्च 1985", "मेरा जन्म [date of birth]", id="Hindi"),
        pytest.param("85년 3월 5일생", "[date of birth]생", id="Korean"),
        pytest.param("জন্ম: ০৫.০৩.১৯৮৫", "জন্ম: [date of birth]", id="Bengali"),
        pytest.param("የተወለድኩት መጋቢት 5 1977", "የተወለድኩት [date of birth]", id="Amharic calendar"),
        pytest.param("تاریخ تولد ۱۳۶۴/۱۲/۱۴", "تاریخ تولد [date of birth]", id="Persian calendar"),
        pytest.param("urodziłam się 5 marca 1985", "urodziłam się [date of birth]", id="Polish"),
    ],
)
def test_dates_of_birth_are_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("birth",))


def test_kinds_stand_in_the_order_of_the_text_each_once() -> None:
    found = mask("Call 305-555-0199 or 305-555-0198, A123456789, about 287(g).")

    assert found.text == "Call [phone number] or [phone number], [A-number], about 287(g)."
    assert found.kinds == (IdentifierKind.PHONE, IdentifierKind.A_NUMBER)


def test_without_leaves_the_places_blank() -> None:
    assert mask("My A-number A123456789 , what is 287(g)?").without == "My A-number , what is 287(g)?"


def test_a_text_of_identifiers_alone_leaves_nothing() -> None:
    assert mask("A123456789 305-555-0199").without == ""


def test_without_is_the_text_if_nothing_was_found() -> None:
    assert Masked("What is\u00a0parole?", ()).without == "What is\u00a0parole?"
