"""What looks like a personal identifier and is none stays; no text, however odd, takes long."""

import time
from pathlib import Path

import pytest

from retrieval.identifiers import Masked, mask

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("What is 287(g) under section 212(d)(5)?", id="sections"),
        pytest.param("18 U.S.C. § 1595, 8 CFR 214.14, 50 U.S.C. 1701-1708, 29 C.F.R. Part 501", id="codes"),
        pytest.param("Directive 11005.2 or 11005.3", id="directives"),
        pytest.param("Public Law 106-386, H.R. 1234, Pub. L. No. 114-22", id="statutes"),
        pytest.param("84 Fed. Reg. 41292, 41300; memo PM-602-0185; docket USCIS-2019-0010", id="registers"),
        pytest.param(
            "S/RES/2178 (2014), A/70/674, CRC/C/GC/24, 1267/1989/2253 ISIL", id="documents of the UN"
        ),
        pytest.param("Forms I-131, I-918A, G-28, N-400, EOIR-42B, DS-160", id="forms"),
        pytest.param("U-1, H-1B, A-1 and T-2 visas", id="visas"),
        pytest.param("I-95 near Main Street, 42nd Street, Highway 101", id="roads without a house"),
        pytest.param("Section 8 and Title 42", id="laws that people call by number"),
        pytest.param("ISBN 978-92-1-130411-4", id="a book"),
        pytest.param("Case No. 1:23-cv-01234, Doe v. Trump", id="a case that everybody may read"),
        pytest.param("What is my case number on form I-918, G-1145 or I-94?", id="forms for a number"),
    ],
)
def test_laws_forms_visas_and_roads_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("Is 1-833-383-1465 open? Or (800) 799-7233, 855 483 7233, 8773731234?", id="toll-free"),
        pytest.param("+1-888-373-7888, +44 800 123 1234", id="toll-free, from abroad"),
        pytest.param("ligne 0 800 05 95 95, 3919, 115", id="toll-free in France"),
        pytest.param("my number to call is 1 866 347 2423", id="toll-free after a word for telephones"),
        pytest.param("911, 988, 211; text 233733 or 741741", id="emergencies and short codes"),
        pytest.param("iceope@ice.dhs.gov, unodc-endvac@un.org, x@army.mil, y@who.int", id="offices' e-mail"),
        pytest.param("P.O. Box 500, 1400 Vienna", id="an office's box"),
        pytest.param(
            "https://www.uscis.gov/i-918?id=123456789 and www.ice.gov/12345678", id="addresses of the web"
        ),
    ],
)
def test_hotlines_and_offices_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("$1,200.50 a month, 500000 a year, 2000000 people", id="English amounts"),
        pytest.param("Gano 1.200,50 € y pagué 5000 dólares, a 1500000 personas", id="Spanish amounts"),
        pytest.param("1 200 000 francs, 25 000 par mois", id="French amounts"),
        pytest.param("आमदनी ५,००,००० रुपये", id="Indian grouping"),
        pytest.param("دخلي ٥٠٠٠٠٠ في السنة", id="Arabic digits"),
        pytest.param("年收入500000元, 5,000,000円", id="Chinese and Japanese amounts"),
        pytest.param("Виплата 50 000 гривень, 10 000 000 людей", id="Ukrainian amounts"),
        pytest.param("42%, 45 per cent, 1/3, 5.6 million, 3.14159", id="shares"),
        pytest.param("34 years old, 3 children of 5, 7 and 12", id="ages and counts"),
        pytest.param("the 10 12 14 16 18 year olds", id="ages in a row"),
        pytest.param("ZIP 60629 or 60629-1234", id="ZIP codes"),
        pytest.param("2015-2019, 2015–2019, 2015 2016 2017 2018", id="years"),
        pytest.param("in 2014 . 2015 . 2016", id="years with points"),
        pytest.param("3.1415, 2.7182 and 12.5, 30.2", id="decimals"),
        pytest.param("one two three four; uno dos tres cuatro cinco", id="counting"),
        pytest.param("一二三四五条", id="counting, Chinese"),
        pytest.param("between 9:30 and 10:45, 24/7, 9am-5pm", id="times"),
        pytest.param("page 5-6, room 1204, floor 12", id="pages and rooms"),
    ],
)
def test_amounts_counts_and_times_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("My hearing is on 12/05/2026 at 9:30", id="a hearing"),
        pytest.param("the order of January 25, 2017", id="an order"),
        pytest.param("Le 12/05/2026 je ne suis pas venu", id="'ne', which is not 'née'"),
        pytest.param("học sinh nghỉ ngày 12/05/2026", id="'học sinh', which is not 'sinh'"),
        pytest.param("2019年3月5日入境", id="entry, in Chinese"),
        pytest.param("재판은 2026년 5월 12일", id="a trial, in Korean"),
        pytest.param("children born in 2015", id="a year of birth"),
        pytest.param("la ley del cuatro de marzo de 2025", id="a law, the day in a word"),
        pytest.param("nací en marzo de 1990, née en mars 1990", id="a month"),
        pytest.param("बेटी का जन्म 2015 में हुआ", id="'में', which is not May"),
        pytest.param("Must I give my address before 12/05/2026?", id="a date after a word for an address"),
        pytest.param("my passport expired on 12/05/2019", id="a date after a word for a passport"),
    ],
)
def test_dates_that_are_not_of_birth_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("2 immigration court hearings", id="court, which is a street too"),
        pytest.param("100 homeless street children", id="street children"),
        pytest.param("3 people on Main Street; 5 km down the road", id="people and distances"),
        pytest.param("Fifth Avenue, 12 cops came", id="a count after a street"),
        pytest.param("the 2008 Wall Street crash", id="a year before a street"),
        pytest.param("En la calle 5 personas", id="people in the street, Spanish"),
        pytest.param("vivo en Chicago desde hace 10 años", id="years of living somewhere"),
        pytest.param("我住在纽约10年了", id="years of living somewhere, Chinese"),
        pytest.param("أعيش في نيويورك منذ 2015", id="years of living somewhere, Arabic"),
        pytest.param("gọi đường dây nóng 113", id="'đường dây nóng', which is no street"),
        pytest.param("한국으로 10년 전에", id="'으로', which is no street"),
        pytest.param("How does it address 5 million women, or Article 40?", id="the verb"),
        pytest.param("ما هو عنوان المادة 40؟", id="a title, which is an address too in Arabic"),
        pytest.param(
            "my phone died after 10 days and my ID since 2019", id="words for identifiers without any"
        ),
        pytest.param("AB 60 licenses, ID cards, 3 passports", id="laws on identity papers"),
    ],
)
def test_numbers_near_words_of_places_and_papers_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())


@pytest.mark.parametrize("name", ["ice-crime-victims-faq", "unodc-children-roadmap", "wbt-first-100-days"])
def test_nothing_in_the_documents_is_personal(name: str) -> None:
    lines = (CORPUS / f"{name}.txt").read_text("utf-8").splitlines()

    assert [line for line in lines if mask(line[:2000]).kinds] == []


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("1" * 2000, id="one digit"),
        pytest.param("1 " * 1000, id="digits and blanks"),
        pytest.param("1-(" * 666, id="digits and signs"),
        pytest.param("a." * 990 + "@", id="an e-mail address that never comes"),
        pytest.param("1 a b c " * 250, id="houses that never come to a street"),
        pytest.param("calle a b c d " * 140 + "1", id="streets that never come to a house"),
        pytest.param("passport " * 220 + "1", id="one word again and again"),
        pytest.param("phone 12345 " * 160, id="a word and too few digits"),
        pytest.param("A-" * 999 + "1", id="the beginning of an A-number"),
        pytest.param("가" * 1990 + "로 1", id="a street without end"),
        pytest.param("may 1 " * 330, id="dates without end"),
        pytest.param("д. 5 кв 3 " * 200, id="houses and flats without end"),
        pytest.param("a dot " * 330 + "at b dot c", id="a spelled e-mail address without end"),
        pytest.param("a@" * 1000, id="signs of e-mail addresses"),
        pytest.param("@a" * 1000, id="signs of names"),
        pytest.param("t.me/ab-" * 250, id="links to people"),
        pytest.param("one " * 500, id="digits in words"),
        pytest.param("un une " * 285, id="digits in words that begin alike"),
        pytest.param("my case number " * 133, id="cases without a number"),
        pytest.param("29.7604 " * 250, id="degrees without an end"),
        pytest.param("born court " * 180 + "5/3/1985", id="words of birth without a date"),
    ],
)
def test_no_text_takes_long(sent: str) -> None:
    started = time.process_time()

    mask(sent)

    assert time.process_time() - started < 1


def test_a_masked_text_masks_to_itself() -> None:
    once = mask("I am A123456789, born 5/3/1985, 305-555-0199, ana@example.com, 12 Oak Street").text

    assert mask(once) == Masked(once, ())
