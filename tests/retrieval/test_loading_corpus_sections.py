"""The sections of the three documents, as a person reads them."""

import pytest

from retrieval.document import BlockKind, Document
from tests.retrieval.builders import block_text, block_with, texts


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
