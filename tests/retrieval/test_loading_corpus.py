"""The three documents of the corpus: what a person reads in them is what loading gives."""

import pytest

from tests.retrieval.builders import (
    corpus_document,
    corpus_raw,
    words,
)
from tests.retrieval.marks_by_eye import (
    REPORT_NOTES,
    ROADMAP_NOTE_LABELS,
    ROADMAP_NOTES,
    words_without_marks,
)

FAQ = "ice-crime-victims-faq.txt"
ROADMAP = "unodc-children-roadmap.txt"
REPORT = "wbt-first-100-days.txt"


# --- no word lost, none invented ------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "marks"),
    [
        pytest.param(FAQ, (), id="faq"),
        pytest.param(ROADMAP, ROADMAP_NOTES + ROADMAP_NOTE_LABELS, id="roadmap"),
        pytest.param(REPORT, REPORT_NOTES, id="report"),
    ],
)
def test_the_words_of_a_file_are_the_words_of_its_document(file: str, marks: tuple[str, ...]) -> None:
    expected = words_without_marks(corpus_raw(file), marks=marks)

    assert words(corpus_document(file).text) == expected


@pytest.mark.parametrize("file", [FAQ, ROADMAP, REPORT])
def test_each_character_of_a_document_leads_back_to_the_same_character_of_its_file(file: str) -> None:
    raw, document = corpus_raw(file), corpus_document(file)

    astray = [
        (offset, character)
        for offset, character in enumerate(document.text)
        if not character.isspace()
        and character != "•"
        and raw[document.raw_map.raw_offset(offset)] != character
    ]

    assert astray == []


@pytest.mark.parametrize("file", [FAQ, ROADMAP, REPORT])
def test_reading_on_in_a_document_never_goes_back_in_its_file(file: str) -> None:
    document = corpus_document(file)

    places = [document.raw_map.raw_offset(offset) for offset in range(len(document.text))]

    assert places == sorted(places)


@pytest.mark.parametrize("file", [FAQ, ROADMAP, REPORT])
def test_every_word_of_a_document_lies_in_a_block_and_blocks_never_overlap(file: str) -> None:
    document = corpus_document(file)
    ends = [0, *(block.end for block in document.blocks)]
    starts = [*(block.start for block in document.blocks), len(document.text)]

    between = {document.text[end:start].strip() for end, start in zip(ends, starts, strict=True)}

    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert between <= {"", "•"}


@pytest.mark.parametrize("file", [FAQ, ROADMAP, REPORT])
def test_pages_are_unknown_where_a_file_has_no_page_breaks(file: str) -> None:
    assert corpus_document(file).page(0) is None


@pytest.mark.parametrize(
    ("file", "wording"),
    [
        # exact
        pytest.param(
            FAQ, "(VESL) at 1-833-383-1465 or by visiting https://www.ice.gov/vesl.", id="telephone"
        ),
        pytest.param(FAQ, "to iceope@ice.dhs.gov", id="e-mail"),
        pytest.param(FAQ, "mailto:iceope@ice.dhs.gov", id="mailto"),
        pytest.param(
            FAQ,
            "https://www.uscis.gov/humanitarian/victims-of-human-trafficking-and-other-crimes/"
            "victims-of-criminal-activity-u-nonimmigrant-status",
            id="long address",
        ),
        pytest.param(FAQ, "(See INA section 212(d)(5)).", id="section with brackets"),
        pytest.param(FAQ, "by filing Form I-131, Application", id="form number"),
        pytest.param(FAQ, "under 18 U.S.C. § 1595 filed", id="section sign"),
        pytest.param(FAQ, "supersedes 11005.2: Stay", id="directive number"),
        pytest.param(ROADMAP, "Website: www.unodc.org", id="bare host"),
        pytest.param(ROADMAP, "Email: unodc-endvac@un.org", id="e-mail of the roadmap"),
        pytest.param(ROADMAP, "1400 Vienna, Austria", id="postal code is no note label"),
        pytest.param(ROADMAP, "(New York, 1999), p.9.", id="page number after a full stop"),
        pytest.param(ROADMAP, "Treaty Series, vol. 1577 3).", id="volume and page"),
        pytest.param(ROADMAP, "following 10 countries:", id="a count that is a bullet's number elsewhere"),
        pytest.param(REPORT, "the 287(g) program, which", id="287(g)"),
        pytest.param(REPORT, "estimates that 4.1 million U.S. citizen children", id="decimal"),
        pytest.param(REPORT, "budget cuts for 2018. These", id="year at a sentence end"),
        pytest.param(REPORT, "at least 1,016 reports", id="thousands"),
        pytest.param(REPORT, "with 42% earning $20,000 or less per year. The", id="dollars"),
        pytest.param(REPORT, "under the 4th Amendment. After", id="ordinal"),
        pytest.param(REPORT, "up to 20 year waits. In", id="a count that is also a note's number"),
        # note marks out
        pytest.param(ROADMAP, "(hereinafter “children”) have been", id="superscript after a bracket"),
        pytest.param(ROADMAP, "secondary victimization of children alleged", id="superscript inside bold"),
        pytest.param(ROADMAP, "Resolutions 2178 and 2396.", id="superscript after a number"),
        pytest.param(REPORT, "deemed threats to national security and public safety", id="note set apart"),
        pytest.param(REPORT, "issued two memos operationalizing", id="note between words"),
        pytest.param(REPORT, "Secure Communities is a technological", id="note glued to a word"),
        pytest.param(REPORT, "Family Reunification Parole program was created in 2014 to", id="year kept"),
        # broken words mended, with their hyphen
        pytest.param(REPORT, "concentrated in low-wage occupations", id="low-wage"),
        pytest.param(
            REPORT, "through the family-based immigration system", id="family-based, next line indented"
        ),
        pytest.param(REPORT, "fled gender-based violence to the", id="gender-based"),
        pytest.param(REPORT, "motivated by anti-Muslim hate", id="anti-Muslim"),
        pytest.param(REPORT, "benefit of for-profit prison", id="for-profit"),
        pytest.param(FAQ, "commitment to a victim-centered approach and is", id="victim-centered"),
        pytest.param(FAQ, "facilitate access by non-citizens to justice", id="non-citizens"),
        # lines and columns joined
        pytest.param(
            REPORT, "Department, which has been found to systematically", id="column break after which has"
        ),
        pytest.param(REPORT, "police chiefs and prosecutors have seen", id="column break after and"),
        pytest.param(REPORT, "between May 2014 and July 2016 the DHS", id="column break after a year"),
        pytest.param(REPORT, "preventive health care, including", id="column break after health"),
        pytest.param(REPORT, "less than US born non-Hispanic white", id="indented line that goes on: born"),
        pytest.param(
            REPORT, "participation in this program, pointing", id="indented line that goes on: program"
        ),
        pytest.param(REPORT, "cooperate with law enforcement in order", id="indented line that goes on: law"),
        # a dash at a line's start is no bullet
        pytest.param(REPORT, "activist and organizer - as an enforcement", id="hyphen at a line start"),
        pytest.param(REPORT, "As the head of DOJ - the very department", id="hyphen at a line start, again"),
        pytest.param(REPORT, "health care — such as Pap tests", id="dash at a line end"),
        pytest.param(REPORT, "mixed-status families — households where", id="dash at a line start"),
    ],
)
def test_a_document_reads_as_prose(file: str, wording: str) -> None:
    assert corpus_document(file).text.count(wording) == 1
