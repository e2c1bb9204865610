"""Where a sentence ends, and where a full stop does not end one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import sentences
from tests.retrieval.random_documents import bounded


def cut(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in sentences(paragraph)]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("It supersedes the U.S. policy of the U.S. Immigration Service.", id="U.S."),
        pytest.param(
            "Over 4 million U.S. citizen children live in the U.S. today.", id="U.S. before a small letter"
        ),
        pytest.param("Remain in the U.S. temporarily under 18 U.S.C. § 1595 of the law.", id="U.S.C."),
        pytest.param("It replaces the U visa policy of Petitioners (Aug. 2, 2019).", id="month"),
        pytest.param("The agents detained Ms. Gonzalez and Mr. Lee with Dr. Roe.", id="titles"),
        pytest.param("According to Art. 1 of the Convention a child is a person.", id="Art."),
        pytest.param(
            "The plan (A/70/674, at para. 2) is in the series, vol. 1577 of it.", id="para. and vol."
        ),
        pytest.param("Other systems (i.e. the education system, e.g. schools) help.", id="i.e. and e.g."),
        pytest.param("About 4.1 million people paid $3.50 each.", id="decimals"),
        pytest.param("See section 212(d)(5) and rule 8 C.F.R. § 214.14 of it.", id="C.F.R."),
        pytest.param("The offices of Acme Inc. and Smith v. Jones Co. are near.", id="Inc. and v."),
        pytest.param("Write to P.O. Box 500 in Vienna.", id="P.O. Box"),
        pytest.param("Open from 9 a.m. to 5 p.m. on weekdays.", id="a.m. and p.m."),
        pytest.param(
            "Visit https://www.ice.gov/vesl.html or write to a.b@example.org today.", id="addresses"
        ),
        pytest.param("The rule (see Sec. 3, No. 5) applies.", id="Sec. and No."),
        pytest.param("We the people (all of them!) agree.", id="exclamation in brackets"),
        pytest.param("Only applicants under the law", id="no full stop"),
        pytest.param("a form that is signed;", id="semicolon"),
        pytest.param("In general, 1. a form and 2. a photo are needed.", id="numbers of a list"),
        pytest.param("George W. Bush signed it.", id="initial"),
        pytest.param("The U.N. General Assembly adopted it.", id="U.N. before a capital"),
        pytest.param("La Sra. López y el Sr. Díaz piden asilo (art. 5).", id="Spanish titles"),
    ],
)
def test_a_sentence_is_not_cut_inside(sentence: str) -> None:
    assert cut(f"Before it. {sentence}") == ["Before it.", sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Leave is long.", "Pay is due.", id="full stops"),
        pytest.param("Who pays?", "The state pays.", id="question mark"),
        pytest.param("Ask now!", "It is free.", id="exclamation mark"),
        pytest.param("It applies in full. ", "It is free.", id="two blanks"),
        pytest.param("It is public benefit.", "(See INA section 212(d)(5)).", id="before a bracket"),
        pytest.param("(See INA section 212(d)(5)).", "Anyone may request parole.", id="after a bracket"),
        pytest.param(
            "They immigrate to the U.S.", "Many women in other countries do not.", id="U.S. at the end"
        ),
        pytest.param("It ended in 2024.", "It began in 2019.", id="year"),
        pytest.param("It is the victim’s “right.”", "The court agreed.", id="closing quotation mark"),
        pytest.param('It is the victim\'s "right."', "The court agreed.", id="plain quotation mark"),
        pytest.param("It is “a right”.", "“No” is an answer.", id="quotation marks on both sides"),
        pytest.param("Call 1-833-383-1465.", "Lines are open.", id="telephone number"),
        pytest.param("Visit https://www.ice.gov/vesl.", "It is free.", id="address"),
        pytest.param("Write to iceope@ice.dhs.gov.", "It is free.", id="e-mail"),
        pytest.param("It costs $5.", "It covers 4.1 million.", id="small number"),
        pytest.param("Apply under section 5.", "Appeals are free.", id="section number"),
        pytest.param("She asked ICE.", "ICE agreed.", id="capitals"),
        pytest.param("It is over…", "Then it began.", id="ellipsis"),
        pytest.param("File Form I-131.", "20 days later it is due.", id="sentence that begins with a number"),
        pytest.param("她有权留下。", "你可以免费咨询律师吗？", id="Chinese"),
        pytest.param("هل الاستشارة مجانية؟", "نعم هي مجانية.", id="Arabic"),
        pytest.param("¿Quién paga?", "¡El Estado!", id="Spanish"),
        pytest.param("यह मुफ़्त है।", "कोई भी पूछ सकता है।", id="Hindi"),
    ],
)
def test_a_sentence_ends_before_the_next(first: str, second: str) -> None:
    between = "" if first.endswith("。") else " "

    assert cut(f"{first}{between}{second}") == [first.strip(), second]


def test_several_chinese_sentences_without_blanks_are_several() -> None:
    assert cut("她有权留下。你可以问吗？可以！") == ["她有权留下。", "你可以问吗？", "可以！"]


@pytest.mark.parametrize("blank", ["", " ", "  \n "])
def test_a_blank_paragraph_has_no_sentences(blank: str) -> None:
    assert sentences(blank) == []


def test_the_number_before_a_sentence_is_part_of_it() -> None:
    assert cut("1. File the form. 2. Wait for the answer.") == [
        "1. File the form.",
        "2. Wait for the answer.",
    ]


def test_a_paragraph_without_an_end_is_one_sentence() -> None:
    assert cut("word " * 3000) == [("word " * 3000).strip()]


WORDS = st.lists(
    st.sampled_from(
        ["leave", "Pay", "U.S.", "a.m.", "4.1", "(See", "x).", "“no”", "why?", "end.", "e.g.", "法。", "."]
    ),
    max_size=40,
)


@given(WORDS)
@bounded
def test_sentences_take_in_every_character_but_blanks_in_order(some: list[str]) -> None:
    paragraph = " ".join(some)

    assert "".join(cut(paragraph)).replace(" ", "") == paragraph.replace(" ", "")


@given(WORDS)
@bounded
def test_sentences_lie_in_order_without_blanks_at_their_edges(some: list[str]) -> None:
    paragraph = "  ".join(some)
    spans = sentences(paragraph)

    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert [text.strip() for text in cut(paragraph)] == cut(paragraph)
