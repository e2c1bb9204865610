"""The three documents of the corpus: what a person reads in them is what loading gives."""

from collections import Counter

import pytest

from retrieval.document import BlockKind, Document
from tests.retrieval.builders import (
    block_text,
    block_with,
    corpus_document,
    corpus_raw,
    lead_in,
    texts,
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


@pytest.fixture(scope="module")
def faq() -> Document:
    return corpus_document(FAQ)


@pytest.fixture(scope="module")
def roadmap() -> Document:
    return corpus_document(ROADMAP)


@pytest.fixture(scope="module")
def report() -> Document:
    return corpus_document(REPORT)


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


# --- headings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wording", "section"),
    [
        pytest.param("These services may be accessed", ("BACKGROUND",), id="background"),
        pytest.param(
            "This policy supersedes 11005.2",
            ("FAQ", "What policy does this updated version replace?"),
            id="first question",
        ),
        pytest.param(
            "The prior policy only applied to U-visas.",
            ("FAQ", "How does this updated policy differ from the previous one?"),
            id="list item",
        ),
        pytest.param(
            "Victims may not be comfortable",
            ("FAQ", "What is a victim-centered approach?"),
            id="after the stray links",
        ),
        pytest.param(
            "Continued Presence allows trafficking victims",
            ("FAQ", "What is Continued Presence?"),
            id="continued presence",
        ),
        pytest.param(
            "Anyone may request parole for themself",
            (
                "FAQ",
                "How does this announcement affect non-citizens who have pending victim related "
                "immigration benefits who have already been removed?",
            ),
            id="question over two lines",
        ),
    ],
)
def test_a_sentence_of_the_faq_stands_in_its_section(
    faq: Document, wording: str, section: tuple[str, ...]
) -> None:
    assert block_with(faq, wording).section == section


@pytest.mark.parametrize(
    ("wording", "section"),
    [
        pytest.param("Reports indicate that, in recent years", ("1. Introduction",), id="introduction"),
        pytest.param("4 PREVENTION of child involvement", ("2. Overarching Principles",), id="principle"),
        pytest.param(
            "Capacity-building of institutions",
            ("3. Guidance for Effective Prevention", "Comprehensive prevention strategies"),
            id="strategies",
        ),
        pytest.param(
            "Identify different target groups",
            ("3. Guidance for Effective Prevention", "Multiple axes of interventions"),
            id="axes",
        ),
        pytest.param(
            "Prohibition of recruitment through criminalization",
            (
                "3. Guidance for Effective Prevention",
                "UNODC APPROACH: BRIDGING THE GAP",
                "PUBLIC SAFETY",
            ),
            id="capitals under capitals",
        ),
        pytest.param(
            "A focus on local approaches and actors",
            (
                "3. Guidance for Effective Prevention",
                "UNODC APPROACH: BRIDGING THE GAP",
                "PROTECTIVE ENVIRONMENT FRAMEWORK",
            ),
            id="capitals beside capitals",
        ),
        pytest.param(
            "desistance from violence of children",
            (
                "4. Guidance for Effective Rehabilitation and Reintegration",
                "Strategies targeting child victims",
            ),
            id="reintegration",
        ),
        pytest.param(
            "Interim care and immediate assistance",
            (
                "4. Guidance for Effective Rehabilitation and Reintegration",
                "Rehabilitation and reintegration programmes for children affected by the FTFs phenomenon",
            ),
            id="returning children",
        ),
        pytest.param(
            "Good knowledge and implementation",
            (
                "5. Guidance for Effective Justice for Children in the Context of Counter-Terrorism",
                "Specialized Justice System for Children",
            ),
            id="justice system",
        ),
        pytest.param(
            "a medical age assessment should be used",
            (
                "5. Guidance for Effective Justice for Children in the Context of Counter-Terrorism",
                "Minimum standards in operation",
            ),
            id="minimum standards",
        ),
        pytest.param(
            "Any sentence must promote the reintegration",
            ("6. Conclusion", "Strengthening justice for children in the context of counter-terrorism"),
            id="conclusion",
        ),
        pytest.param("The mission of UNODC is", ("6. Conclusion", "UNODC's Role"), id="role"),
    ],
)
def test_a_sentence_of_the_roadmap_stands_in_its_section(
    roadmap: Document, wording: str, section: tuple[str, ...]
) -> None:
    assert block_with(roadmap, wording).section == section


@pytest.mark.parametrize(
    ("wording", "heading"),
    [
        pytest.param("More than 20 million immigrant women", "Introduction", id="introduction"),
        pytest.param(
            "Immigration prosecutions already make up 52%",
            "I. Enforcement Priorities and Increased Prosecutions",
            id="I, over two lines",
        ),
        pytest.param(
            "With mounting evidence of civil rights",
            "II. Entanglement of States and Local Jurisdictions with the Immigration Enforcement Apparatus",
            id="II, over four lines",
        ),
        pytest.param(
            "A recent report documenting family separation",
            "III. Increased Capacity for Detention and Family Separation",
            id="III, over three lines",
        ),
        pytest.param("face up to 20 year waits", "IV. Immigration Benefits", id="IV"),
        pytest.param("Thus, immigrant women who qualify", "V. Women Workers", id="V"),
        pytest.param(
            "estimates that 4.1 million",
            "VI. Access to Health Care and Public Benefits for Immigrant Women and Their Families",
            id="VI, over four lines",
        ),
        pytest.param("In Colorado, Jeanette Vizguerra", "Conclusion", id="conclusion"),
    ],
)
def test_a_sentence_of_the_report_stands_under_its_heading(
    report: Document, wording: str, heading: str
) -> None:
    assert block_with(report, wording).section[-1] == heading


def test_the_chapters_of_the_report_stand_under_the_heading_above_them(report: Document) -> None:
    assert block_with(report, "Immigration prosecutions already make up 52%").section == (
        "Donald Trump’s Policies and the Exclusion of Immigrant Women",
        "I. Enforcement Priorities and Increased Prosecutions",
    )


def test_the_heading_above_the_chapters_of_the_report_is_no_part_of_its_introduction(
    report: Document,
) -> None:
    heading = block_with(report, "Donald Trump’s Policies and the Exclusion of Immigrant Women")

    assert heading.section == ("Donald Trump’s Policies and the Exclusion of Immigrant Women",)


def test_the_conclusion_of_the_report_is_no_part_of_a_chapter(report: Document) -> None:
    assert block_with(report, "will fight for her mother").section == ("Conclusion",)


def test_the_headings_of_the_report_are_its_only_headings(report: Document) -> None:
    assert texts(report, BlockKind.TITLE, BlockKind.HEADING, BlockKind.QUESTION) == [
        "Introduction",
        "Donald Trump’s Policies and the Exclusion of Immigrant Women",
        "I. Enforcement Priorities and Increased Prosecutions",
        "II. Entanglement of States and Local Jurisdictions with the Immigration Enforcement Apparatus",
        "III. Increased Capacity for Detention and Family Separation",
        "IV. Immigration Benefits",
        "V. Women Workers",
        "VI. Access to Health Care and Public Benefits for Immigrant Women and Their Families",
        "Conclusion",
    ]


def test_the_cover_of_the_roadmap_is_its_title_and_in_no_section(roadmap: Document) -> None:
    cover = block_with(
        roadmap, "On the Treatment of Children Associated with Terrorist and Violent Extremist Groups"
    )

    assert (cover.kind, cover.section) == (BlockKind.TITLE, ())


@pytest.mark.parametrize(
    "beginning",
    [
        pytest.param("The Muslim and refugee travel ban was", id="indented after a full line"),
        pytest.param("On January 25, 2017 Trump issued", id="indented after a short line"),
        pytest.param("On April 11, 2017, Attorney General", id="indented after a heading"),
        pytest.param("Trump’s actions throughout his first", id="right after a heading"),
    ],
)
def test_a_paragraph_of_the_report_begins_without_a_blank_line_before_it(
    report: Document, beginning: str
) -> None:
    assert block_text(report, block_with(report, beginning)).startswith(beginning)


# --- lists ----------------------------------------------------------------------------------


def test_each_list_of_the_roadmap_has_its_lead_in_and_all_its_items(roadmap: Document) -> None:
    items = Counter(lead_in(roadmap, block) for block in roadmap.blocks if block.kind is BlockKind.ITEM)

    assert items == {
        None: 10 + 2,  # the principles, and the two orphans
        "The elaboration of comprehensive prevention strategies should be based on:": 7,
        "The situation analysis should:": 7,
        "Interventions aimed to hold perpetrators of child recruitment and exploitation accountable "
        "should focus on the security-related aspect of prevention and may include:": 5,
        "Interventions aimed to enhance the protective environment framework for children may include:": 7,
        "Policy-makers and practitioners involved in the planning and implementation of rehabilitation "
        "and reintegration strategies should consider the following key steps:": 7,
        "In this context, the following considerations are especially relevant:": 2,
        "Key to the design of effective rehabilitation and reintegration programmes are the following "
        "components:": 10,
        "Given the vulnerability of children in general, and especially children recruited and exploited "
        "by terrorist and violent extremist groups, the following minimum standards must always apply:": 6,
        "Interventions aimed at strengthening justice for children in the context of counter-terrorism "
        "may include:": 12,
        "Effective and sustainable programmes should include the following mutually reinforcing "
        "components:": 8,
    }


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("An in-depth situation analysis.", "strategies should be based on:", id="last item"),
        pytest.param(
            "Study and highlight the conditions", "The situation analysis should:", id="second sentence"
        ),
        pytest.param("The adoption of community-based", "for children may include:", id="after another list"),
        pytest.param(
            "Under international human rights law, children", "especially relevant:", id="two items"
        ),
        pytest.param(
            "Appropriate support to practitioners", "the following components:", id="list after a list"
        ),
        pytest.param(
            "Monitoring and evaluation in order", "mutually reinforcing components:", id="end of a section"
        ),
    ],
)
def test_an_item_of_the_roadmap_completes_its_own_lead_in(
    roadmap: Document, item: str, expected: str
) -> None:
    found = lead_in(roadmap, block_with(roadmap, item))

    assert found is not None
    assert found.endswith(expected)


@pytest.mark.parametrize("orphan", ["Involvement of the media in", "Specific efforts should be addressed"])
def test_an_orphan_item_of_the_roadmap_is_not_given_the_lead_in_of_the_list_before_it(
    roadmap: Document, orphan: str
) -> None:
    block = block_with(roadmap, orphan)

    assert (block.kind, block.lead_in) == (BlockKind.ITEM, None)


def test_the_ten_principles_of_the_roadmap_keep_their_numbers(roadmap: Document) -> None:
    principles = [
        block_text(roadmap, block).split(" ", 1)[0]
        for block in roadmap.blocks
        if block.section == ("2. Overarching Principles",) and block.kind is BlockKind.ITEM
    ]

    assert principles == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]


def test_the_four_closing_items_of_the_report_are_items_without_bullets(report: Document) -> None:
    assert texts(report, BlockKind.ITEM) == [
        "Standing against the normalization of and opposing policies grounded in nativist, racist and "
        "misogynistic ideologies;",
        "Disrupting narratives that equate immigrants and communities of color with criminality;",
        "Exposing the impact of immigration enforcement and criminal justice policies on women and "
        "families; and",
        "Amplifying the voices and leadership of immigrant women and women of color.",
    ]


def test_the_four_closing_items_of_the_report_complete_the_sentence_before_them(report: Document) -> None:
    found = {lead_in(report, block) for block in report.blocks if block.kind is BlockKind.ITEM}

    assert found == {
        "Policy makers, state and local elected officials, the media and general public should support "
        "the visionary leadership of women of color and immigrant women by:"
    }


def test_the_list_of_the_faq_is_set_with_bullets_on_lines_of_their_own(faq: Document) -> None:
    assert (
        "\n\n• Under the new policy, absent exceptional circumstances ICE will refrain from taking civil "
        "immigration enforcement actions, including arrest and detention, against all known beneficiaries "
        "of victim-based immigration benefits and those known to have a pending application for such "
        "benefits.\n• The prior policy only applied to U-visas. This policy applies to U visas, as well as "
        "applicants for and beneficiaries of Continued Presence, T visas, Violence Against Women Act "
        "relief, and Special Immigrant Juvenile classification.\n• Additionally, when necessary"
    ) in faq.text


# --- questions and answers ------------------------------------------------------------------


def test_the_questions_of_the_faq_are_its_eight_questions(faq: Document) -> None:
    assert texts(faq, BlockKind.QUESTION) == [
        "What policy does this updated version replace?",
        "What does this updated policy provide noncitizen crime victims?",
        "How does this updated policy differ from the previous one?",
        "What is a victim-centered approach?",
        "What are the victim-based immigration benefits?",
        "How does ICE identify noncitizen crime victims?",
        "What is Continued Presence?",
        "How does this announcement affect non-citizens who have pending victim related immigration "
        "benefits who have already been removed?",
    ]


@pytest.mark.parametrize(
    ("question", "begins", "ends"),
    [
        pytest.param("What policy does this", "This policy supersedes", "(Aug. 2, 2019).", id="replaces"),
        pytest.param(
            "What does this updated", "ICE will exercise", "victim-centered approach.", id="provides"
        ),
        pytest.param("What is a victim", "The goal of a victim", "stable, safe, and secure.", id="approach"),
        pytest.param(
            "What are the victim", "Immigration benefits adj", "one or both parents.", id="benefits"
        ),
        pytest.param(
            "How does ICE identify", "If Enforcement and", "state or federal authorities.", id="identify"
        ),
        pytest.param(
            "What is Continued", "Continued Presence is", "against their traffickers.", id="presence"
        ),
        pytest.param(
            "How does this announ", "Individuals who are", "factors present in a case.", id="removed"
        ),
    ],
)
def test_a_question_of_the_faq_is_followed_by_its_whole_answer(
    faq: Document, question: str, begins: str, ends: str
) -> None:
    section = block_with(faq, question).section
    answer = [
        block_text(faq, block)
        for block in faq.blocks
        if block.section == section and block.kind is not BlockKind.QUESTION
    ]

    assert answer[0].startswith(begins)
    assert answer[-1].endswith(ends)


def test_the_contact_line_that_closes_the_faq_answers_no_question(faq: Document) -> None:
    assert block_with(faq, "Questions about ICE policies").section == ("FAQ",)


def test_the_bare_addresses_of_the_faq_are_links(faq: Document) -> None:
    assert [link.split() for link in texts(faq, BlockKind.LINK)] == [
        [
            "https://www.ice.gov/vesl",
            "https://www.uscis.gov/humanitarian/victims-of-human-trafficking-and-other-crimes/"
            "victims-of-criminal-activity-u-nonimmigrant-status",
        ],
        ["mailto:iceope@ice.dhs.gov"],
    ]


# --- footnotes ------------------------------------------------------------------------------


def test_the_footnotes_of_the_roadmap_are_labelled_1_to_14(roadmap: Document) -> None:
    labels = [block.label for block in roadmap.blocks if block.kind is BlockKind.FOOTNOTE]

    assert labels == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"]


@pytest.mark.parametrize(
    ("label", "begins", "ends"),
    [
        pytest.param("1", "According to Art. 1", "age of eighteen years.", id="1"),
        pytest.param("4", "FTFs is defined in", "24 September 2014 (S/RES/2178).", id="4"),
        pytest.param("6", "EC Decision 2019/17", "Listed Terrorist Groups", id="6, without a full stop"),
        pytest.param("7", "United Nations Security", "24 December 2014 (S/RES/2178).", id="7"),
        pytest.param("9", "In line with Guideline 35", "Witnesses of Crime).", id="9, a plain number"),
        pytest.param("10", "Secondary victimization", "1999), p.9.", id="10"),
        pytest.param("14", "United Nations Global", "(A/RES/60/288).", id="14, before a form feed"),
    ],
)
def test_a_footnote_of_the_roadmap_reads_without_its_label(
    roadmap: Document, label: str, begins: str, ends: str
) -> None:
    [note] = [block_text(roadmap, block) for block in roadmap.blocks if block.label == label]

    assert (note[: len(begins)], note[-len(ends) :]) == (begins, ends)


def test_the_back_cover_of_the_roadmap_is_no_footnote(roadmap: Document) -> None:
    assert block_with(roadmap, "1400 Vienna, Austria").kind is not BlockKind.FOOTNOTE


def test_the_back_cover_of_the_roadmap_is_in_no_section(roadmap: Document) -> None:
    assert block_with(roadmap, "1400 Vienna, Austria").section == ()
