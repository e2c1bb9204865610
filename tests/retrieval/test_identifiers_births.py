"""Dates of birth are told from the dates of courts, journeys and laws."""

import pytest

from retrieval.identifiers import Masked, mask


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    found = mask(text)
    return found.text, tuple(kind.value for kind in found.kinds)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("d.o.b. 8/3/90 is on it", "d.o.b. [date of birth] is on it", id="English, with points"),
        pytest.param("D/O/B 03-08-1990", "D/O/B [date of birth]", id="English, with strokes"),
        pytest.param("geb. am 3. Sept. 1990", "geb. am [date of birth]", id="German"),
        pytest.param("ich bin *3.8.1990, bitte", "ich bin *[date of birth], bitte", id="German, a star"),
        pytest.param("F. Nac.: 03-ago-1990", "F. Nac.: [date of birth]", id="Spanish"),
        pytest.param("data de nasc.: 03/08/1990", "data de nasc.: [date of birth]", id="Portuguese"),
        pytest.param("né(e) le : 03.08.1990", "né(e) le : [date of birth]", id="French"),
        pytest.param("NS: 3/8/1990", "NS: [date of birth]", id="Vietnamese"),
        pytest.param("ur. 3.08.1990 w Łodzi", "ur. [date of birth] w Łodzi", id="Polish"),
        pytest.param("22.07.88 г.р., жертва", "[date of birth] г.р., жертва", id="Russian, after the date"),
        pytest.param("д/р 3 авг. 1990", "д/р [date of birth]", id="Russian, before it"),
        pytest.param(
            "3 серпня 1990 р.н., жертва", "[date of birth] р.н., жертва", id="Ukrainian, after the date"
        ),
        pytest.param("วดป.เกิด 3/8/33", "วดป.เกิด [date of birth]", id="Thai"),
        pytest.param("ת. לידה 3.8.90", "ת. לידה [date of birth]", id="Hebrew"),
        pytest.param("ت. الميلاد ٣-٨-١٩٩٠", "ت. الميلاد [date of birth]", id="Arabic"),
    ],
)
def test_words_of_birth_may_be_cut_short(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("birth",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("डेट ऑफ बर्थ 03/08/1990 है", "डेट ऑफ बर्थ [date of birth] है", id="Hindi"),
        pytest.param("डी.ओ.बी. 03/08/90", "डी.ओ.बी. [date of birth]", id="Hindi, letters"),
        pytest.param("ডেট অফ বার্থ 22/07/1988", "ডেট অফ বার্থ [date of birth]", id="Bengali"),
        pytest.param("ডিওবি 03-08-90", "ডিওবি [date of birth]", id="Bengali, letters"),
        pytest.param("ڈیٹ آف برتھ 03/08/1990", "ڈیٹ آف برتھ [date of birth]", id="Urdu"),
        pytest.param("DOB는 08/03/1990이에요", "DOB는 [date of birth]이에요", id="Korean, Latin letters"),
    ],
)
def test_words_of_birth_may_be_english_in_another_script(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("birth",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("생일이 88/07/22 인데", "생일이 [date of birth] 인데", id="year of two digits first"),
        pytest.param("생일 90.8.3", "생일 [date of birth]", id="year of two digits first, with points"),
        pytest.param("900803생입니다", "[date of birth]생입니다", id="six digits before the word"),
        pytest.param("nací 3/VIII/1990", "nací [date of birth]", id="Roman month"),
        pytest.param("born the third of August 1990", "born the [date of birth]", id="day in a word"),
        pytest.param(
            "nací el cuatro de marzo de 1990", "nací el [date of birth]", id="day in a word, Spanish"
        ),
        pytest.param(
            "née le trente et un mars 1990", "née le [date of birth]", id="day in three words, French"
        ),
        pytest.param("nasci em vinte e um de março de 1990", "nasci em [date of birth]", id="Portuguese"),
        pytest.param("mwen fèt venntwa mas 1990", "mwen fèt [date of birth]", id="day in a word, Creole"),
        pytest.param("born the 3rd day of August, 1990", "born the [date of birth]", id="day of a month"),
        pytest.param(
            "nació el 1ro de mayo de 1990", "nació el [date of birth]", id="first of a month, Spanish"
        ),
        pytest.param("my bday is aug 3rd '90", "my bday is [date of birth]", id="apostrophe for the century"),
        pytest.param("২২শে জুলাই ১৯৮৮ সালে জন্মেছি", "[date of birth] সালে জন্মেছি", id="Bengali ordinal"),
        pytest.param("জন্ম ১৯৯০ সালের ৩ আগস্ট", "জন্ম [date of birth]", id="Bengali, year first"),
        pytest.param("जन्म मिति २०४७ साउन १८", "जन्म मिति [date of birth]", id="Nepali, year first"),
        pytest.param("เกิด 3 ส.ค. 2533", "เกิด [date of birth]", id="Thai month cut short"),
        pytest.param("נולדתי ב-3 באוגוסט 1990", "נולדתי ב-[date of birth]", id="Hebrew month"),
        pytest.param("ዝተወለድኩሉ ዕለት 3 ነሓሰ 1990", "ዝተወለድኩሉ ዕለት [date of birth]", id="Tigrinya month"),
        pytest.param(
            "من مواليد ٣ أغسطس/آب ١٩٩٠", "من مواليد [date of birth]", id="Arabic, two names of a month"
        ),
        pytest.param("sinh ngày 3 tháng 8 năm 1990", "sinh ngày [date of birth]", id="Vietnamese, day first"),
        pytest.param("我是九零年八月三日生的", "我是[date of birth]生的", id="Chinese, year in two numerals"),
        pytest.param("生日是八月三号，九零年", "生日是[date of birth]", id="Chinese, year last"),
        pytest.param("昭和65年8月3日生まれ", "[date of birth]生まれ", id="Japanese, of an era"),
    ],
)
def test_dates_of_birth_are_written_in_many_ways(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("birth",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "My kid, born May 5 2015, has court 06/01/2026",
            "My kid, born [date of birth], has court 06/01/2026",
            id="court afterwards",
        ),
        pytest.param(
            "court is 06/01/2026, my dob 05/12/1990",
            "court is 06/01/2026, my dob [date of birth]",
            id="court before",
        ),
        pytest.param(
            "born in Lima, 05/12/1990, entered in 2010",
            "born in Lima, [date of birth], entered in 2010",
            id="entry afterwards",
        ),
        pytest.param(
            "родился 12.05.1990, суд 01.06.2026", "родился [date of birth], суд 01.06.2026", id="Russian"
        ),
        pytest.param(
            "生日1990年5月12日，法院2026年6月1日", "生日[date of birth]，法院2026年6月1日", id="Chinese"
        ),
        pytest.param(
            "मेरा जन्म 12/05/1990 को हुआ, अदालत 01/06/2026",
            "मेरा जन्म [date of birth] को हुआ, अदालत 01/06/2026",
            id="Hindi",
        ),
        pytest.param(
            "ተወለድኩ 12/05/1990፣ ፍርድ ቤት 01/06/2026", "ተወለድኩ [date of birth]፣ ፍርድ ቤት 01/06/2026", id="Amharic"
        ),
    ],
)
def test_another_date_beside_does_not_hide_one_of_birth(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("birth",))


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("My daughter was born here and my court date is 05/12/2026", id="English"),
        pytest.param("Court on 05/12/2026, and my child was born", id="English, the date first"),
        pytest.param("Mi hija nació aquí y la corte es el 12/05/2026", id="Spanish"),
        pytest.param("Ma fille est née ici et l'audience est le 12 mai 2026", id="French"),
        pytest.param("Minha filha nasceu aqui, audiência 12/05/2026", id="Portuguese"),
        pytest.param("Pitit mwen fèt isit, tribinal la se 12/05/2026", id="Creole"),
        pytest.param("Con tôi sinh ở đây, ra tòa ngày 12/05/2026", id="Vietnamese"),
        pytest.param("Anak ko ipinanganak dito, hearing sa 05/12/2026", id="Tagalog"),
        pytest.param("Meine Tochter ist hier geboren, Gericht am 12.05.2026", id="German"),
        pytest.param("Dziecko urodziło się tutaj, sąd 12.05.2026", id="Polish"),
        pytest.param("Дочь родилась здесь, суд 12 мая 2026 года", id="Russian"),
        pytest.param("Дитина народилась тут, суд 12 травня 2026", id="Ukrainian"),
        pytest.param("小孩在美国出生,今年6岁,2026年5月12日开庭", id="Chinese"),
        pytest.param("아이는 여기서 태어났고 법원은 2026. 5. 12.입니다", id="Korean"),
        pytest.param("娘はここで生まれ、裁判は2026年5月12日です", id="Japanese"),
        pytest.param("बेटी यहीं पैदा हुई, अदालत की तारीख 12/05/2026 है", id="Hindi"),
        pytest.param("মেয়ে এখানে জন্মেছে, আদালত ১২ মে ২০২৬", id="Bengali"),
        pytest.param("ልጄ እዚህ ተወለደች፣ ፍርድ ቤት 12/05/2026 ነው", id="Amharic"),
        pytest.param("ابنتي ولدت هنا والمحكمة يوم 12/05/2026", id="Arabic"),
        pytest.param("بیٹی یہیں پیدا ہوئی، عدالت 12/05/2026", id="Urdu"),
        pytest.param("دخترم اینجا به دنیا آمد، دادگاه ۱۲/۰۵/۲۰۲۶", id="Persian"),
        pytest.param("בתי נולדה כאן, בית המשפט ב-12/05/2026", id="Hebrew"),
        pytest.param("ลูกเกิดที่นี่ ขึ้นศาล 12/05/2026", id="Thai"),
    ],
)
def test_a_word_of_birth_does_not_make_the_date_of_a_court_personal(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("Born in Mexico, arrived January 5, 2010", id="arrival"),
        pytest.param("Nací en México y entré el 15 de marzo de 2018", id="entry, Spanish"),
        pytest.param("Родилась в Киеве, въехала 15.03.2018", id="entry, Russian"),
        pytest.param("我在中国出生，2018年3月15日入境", id="entry, Chinese"),
        pytest.param("मेरा जन्म भारत में हुआ, 15 मार्च 2018 को आया", id="arrival, Hindi"),
        pytest.param("Are people born before January 1, 1990 covered?", id="a law for those born before"),
        pytest.param("children born on or after 01/01/2015", id="a law for those born after"),
        pytest.param("nés avant le 1er janvier 1990", id="before, French"),
        pytest.param("1990年1月1日之前出生的人", id="before, Chinese"),
        pytest.param("1990년 1월 1일 이전에 태어난 사람", id="before, Korean"),
        pytest.param("1 जनवरी 1990 से पहले जन्मे लोग", id="before, Hindi"),
        pytest.param("birth certificate issued 05/12/2010", id="a paper"),
    ],
)
def test_a_word_of_birth_does_not_make_other_dates_personal(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("Are children born on February 19, 2025 in the US citizens?", id="English"),
        pytest.param("Is someone born here on Feb. 19, 2025 a citizen?", id="English, anybody"),
        pytest.param("Was the policy born on August 10, 2021?", id="English, a policy"),
        pytest.param("I want to know if babies who were born on 2/19/2025 are citizens", id="English, asked"),
        pytest.param("Ask for me. Are people born on 2/19/2025 citizens?", id="English, oneself before"),
        pytest.param("¿Son ciudadanos los niños nacidos el 19 de febrero de 2025?", id="Spanish"),
        pytest.param("Les enfants nés le 19 février 2025 sont-ils citoyens ?", id="French"),
        pytest.param("As crianças nascidas em 19 de fevereiro de 2025 são cidadãs?", id="Portuguese"),
        pytest.param("Timoun ki te fèt 19 fevriye 2025 se sitwayen?", id="Creole"),
        pytest.param("Trẻ em sinh ngày 19 tháng 2 năm 2025 có là công dân không?", id="Vietnamese"),
        pytest.param("هل الأطفال المولودون في 19 فبراير 2025 مواطنون؟", id="Arabic"),
        pytest.param("2025年2月19日出生的孩子是公民吗？", id="Chinese"),
        pytest.param("2025년 2월 19일에 태어난 아이들은 시민인가요?", id="Korean"),
        pytest.param("Дети, рождённые 19 февраля 2025 года, граждане?", id="Russian"),
    ],
)
def test_a_date_of_birth_of_nobody_in_particular_stays(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(
            "my children born on March 3, 2015", "my children born on [date of birth]", id="English, my"
        ),
        pytest.param(
            "I have two kids born 3/3/2015", "I have two kids born [date of birth]", id="English, have"
        ),
        pytest.param(
            "I'm a person born on 3/3/1985", "I'm a person born on [date of birth]", id="English, oneself"
        ),
        pytest.param(
            "The children were born on 3/3/2015",
            "The children were born on [date of birth]",
            id="English, the",
        ),
        pytest.param(
            "a policy for people? I was born on 3/3/1985",
            "a policy for people? I was born on [date of birth]",
            id="English, another sentence",
        ),
        pytest.param(
            "mis niñas nacidas el 3 de mayo de 2015", "mis niñas nacidas el [date of birth]", id="Spanish"
        ),
        pytest.param("mes enfants nés le 3 mai 2015", "mes enfants nés le [date of birth]", id="French"),
        pytest.param(
            "minhas filhas nascidas em 3 de maio de 2015",
            "minhas filhas nascidas em [date of birth]",
            id="Portuguese",
        ),
        pytest.param("con tôi sinh ngày 3/5/2015", "con tôi sinh ngày [date of birth]", id="Vietnamese"),
        pytest.param("我有一个2015年5月3日出生的孩子", "我有一个[date of birth]出生的孩子", id="Chinese"),
        pytest.param("제가 2015년 5월 3일에 태어난 아이", "제가 [date of birth]에 태어난 아이", id="Korean"),
    ],
)
def test_children_and_people_who_are_close_have_dates_of_birth(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("birth",))
