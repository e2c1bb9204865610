"""The lists, questions and footnotes of the three documents, as a person reads them."""

from collections import Counter

import pytest

from retrieval.document import BlockKind, Document
from tests.retrieval.builders import block_text, block_with, lead_in, texts

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


def test_the_back_cover_of_the_roadmap_stands_where_the_last_section_left_off(roadmap: Document) -> None:
    assert block_with(roadmap, "1400 Vienna, Austria").section == ("6. Conclusion", "UNODC's Role")
