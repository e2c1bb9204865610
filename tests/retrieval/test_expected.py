"""Expected questions and known gaps: read strictly, and tied to words that stand in a document."""

from pathlib import Path

import pytest

from retrieval.errors import CitabotError, CorpusError
from retrieval.expected import (
    Entry,
    KnownGap,
    complaints,
    expected_questions,
    locate,
    propose,
    read_entries,
    read_gaps,
    uncovered,
)
from tests.retrieval.answer_builders import issued, passages_of, whole

ENTRY = """\
- quote: Leave is paid.
  questions:
    en: [Is leave paid?, Who pays for leave?]
    es: [¿Se paga el permiso?]
"""
GAP = """\
- id: lunch
  questions:
    en: [Is lunch free?]
    es: [¿Es gratis el almuerzo?, ¿Quién paga el almuerzo?]
  instead:
    en: Ask the kitchen.
    es: Pregunte en la cocina.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "questions").mkdir()
    return tmp_path


def write(corpus: Path, text: str, *, name: str = "leave-guide.yaml") -> None:
    (corpus / "questions" / name).write_text(text, "utf-8")


def entry(quote: str) -> Entry:
    return Entry(quote=quote, questions={"en": ("Is leave paid?",)})


def gap(**instead: str) -> KnownGap:
    return KnownGap(id="lunch", questions={"en": ("Is lunch free?",)}, instead=instead)


# --- reading --------------------------------------------------------------------------------


def test_entries_are_read_in_order_with_their_questions_by_language(corpus: Path) -> None:
    write(corpus, ENTRY + "- quote: Ask the office.\n  questions: {vi: [Hỏi ai?]}\n")

    assert read_entries(corpus, "leave-guide") == [
        Entry(
            quote="Leave is paid.",
            questions={"en": ("Is leave paid?", "Who pays for leave?"), "es": ("¿Se paga el permiso?",)},
        ),
        Entry(quote="Ask the office.", questions={"vi": ("Hỏi ai?",)}),
    ]


def test_known_gaps_are_read_in_order(corpus: Path) -> None:
    write(corpus, GAP + GAP.replace("lunch", "dinner"), name="gaps.yaml")

    assert [each.id for each in read_gaps(corpus)] == ["lunch", "dinner"]


def test_a_gaps_questions_come_in_order_with_their_languages(corpus: Path) -> None:
    write(corpus, GAP, name="gaps.yaml")

    [lunch] = read_gaps(corpus)

    assert list(lunch.asked()) == [
        ("en", "Is lunch free?"),
        ("es", "¿Es gratis el almuerzo?"),
        ("es", "¿Quién paga el almuerzo?"),
    ]


def test_a_gap_says_what_to_do_instead_in_the_askers_language() -> None:
    assert gap(en="Ask the kitchen.", es="Pregunte en la cocina.").said("es") == "Pregunte en la cocina."


def test_a_gap_says_it_in_the_first_language_written_where_the_askers_is_missing() -> None:
    assert gap(es="Pregunte en la cocina.", en="Ask the kitchen.").said("vi") == "Pregunte en la cocina."


@pytest.mark.parametrize(
    "text", [pytest.param("", id="empty"), pytest.param("# later\n", id="only a remark")]
)
def test_a_file_may_hold_nothing(corpus: Path, text: str) -> None:
    write(corpus, text)

    assert read_entries(corpus, "leave-guide") == []


def test_a_source_needs_no_file(corpus: Path) -> None:
    assert (read_entries(corpus, "leave-guide"), read_gaps(corpus)) == ([], [])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param(ENTRY + "  colour: red\n", "entry 1: colour", id="an unknown key"),
        pytest.param(ENTRY.replace("quote", "quot"), "entry 1: quote", id="a missing key"),
        pytest.param(
            ENTRY + ENTRY.replace("es:", "Spanish:"), r"entry 2: questions\.Spanish", id="a language in full"
        ),
        pytest.param(ENTRY.replace("Leave is paid.", '""'), "entry 1: quote", id="an empty quote"),
        pytest.param(ENTRY.replace("Leave is paid.", '"    "'), "entry 1: quote", id="a quote of blanks"),
        pytest.param("- quote: Leave is paid.\n  questions: {}\n", "entry 1: questions", id="no questions"),
        pytest.param(
            "- quote: Leave is paid.\n  questions: {en: []}\n",
            r"entry 1: questions\.en",
            id="a language without questions",
        ),
        pytest.param(
            "- quote: Leave is paid.\n  questions: {en: Is leave paid?}\n",
            r"entry 1: questions\.en",
            id="a question that is in no list",
        ),
        pytest.param("- Is leave paid?\n", "entry 1 must be a mapping", id="no mapping"),
        pytest.param("quote: Leave is paid.\n", "must be a list", id="no list"),
    ],
)
def test_an_entry_that_is_wrong_is_named(corpus: Path, text: str, where: str) -> None:
    write(corpus, text)

    with pytest.raises(CorpusError, match=rf"leave-guide\.yaml: {where}.*; correct it\."):
        read_entries(corpus, "leave-guide")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param(GAP.replace("lunch\n", "Free Lunch\n"), "entry 1: id", id="an id with blanks"),
        pytest.param(GAP.partition("  instead:")[0], "entry 1: instead", id="nothing to say instead"),
        pytest.param(GAP.replace("- id: lunch", "- quote: none"), "entry 1: id", id="no id"),
    ],
)
def test_a_gap_that_is_wrong_is_named(corpus: Path, text: str, where: str) -> None:
    write(corpus, text, name="gaps.yaml")

    with pytest.raises(CorpusError, match=rf"gaps\.yaml: {where}.*; correct it\."):
        read_gaps(corpus)


@pytest.mark.parametrize(
    "raw", [pytest.param(b"- question: [\n", id="not YAML"), pytest.param(b"\xff\xfe", id="not UTF-8")]
)
def test_a_file_that_cannot_be_read_is_named(corpus: Path, raw: bytes) -> None:
    (corpus / "questions" / "leave-guide.yaml").write_bytes(raw)

    with pytest.raises(
        CorpusError, match=r"leave-guide\.yaml cannot be read as YAML \(.*\); mend it there\."
    ):
        read_entries(corpus, "leave-guide")


def test_two_blocks_of_one_language_are_refused_and_none_is_lost(corpus: Path) -> None:
    twice = "- quote: Leave is paid.\n  questions:\n    en: [Is it paid?]\n    en: [Is leave paid?]\n"
    (corpus / "questions" / "leave-guide.yaml").write_text(twice, "utf-8")

    with pytest.raises(
        CitabotError, match=r"leave-guide\.yaml: line 4: 'en' stands there already, on line 3"
    ):
        read_entries(corpus, "leave-guide")


# --- where they lead ------------------------------------------------------------------------


def test_a_quote_leads_to_the_first_passage_that_holds_it_and_to_its_place() -> None:
    first, second = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due. Leave is paid.\n")

    located = locate(entry("Leave\n is paid."), [first, second])

    assert located is not None
    assert located[0] == first
    assert located[1].text == "Leave is paid."
    assert first.start <= located[1].start < located[1].end <= first.end


def test_a_quote_that_stands_nowhere_leads_nowhere() -> None:
    assert locate(entry("Leave is lost."), [whole("Leave is paid.")]) is None


def test_every_question_of_an_entry_leads_to_its_words(corpus: Path) -> None:
    write(corpus, ENTRY)
    leave = whole("Ask us. Leave is paid.")

    found = list(expected_questions(corpus, [leave]))

    assert [(each.language, each.text) for each in found] == [
        ("en", "Is leave paid?"),
        ("en", "Who pays for leave?"),
        ("es", "¿Se paga el permiso?"),
    ]
    assert {each.passage.id for each in found} == {"leave-guide#1"}
    assert {(each.quote.start, each.quote.end) for each in found} == {(8, 22)}


def test_questions_whose_words_are_gone_are_left_out(corpus: Path) -> None:
    write(corpus, ENTRY + "- quote: Ask the office.\n  questions: {en: [Whom do I ask?]}\n")

    found = list(expected_questions(corpus, [whole("Leave is unpaid. Ask the office.")]))

    assert [each.text for each in found] == ["Whom do I ask?"]


def test_questions_lead_only_to_passages_of_their_own_source(corpus: Path) -> None:
    write(corpus, ENTRY)
    own = whole("Leave is unpaid.")
    other = whole("Leave is paid.", of=issued(id="pay-guide"))

    assert list(expected_questions(corpus, [own, other])) == []


def test_passages_that_no_question_leads_to_are_uncovered(corpus: Path) -> None:
    leave, pay = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due.\n")
    write(corpus, ENTRY)

    assert uncovered(corpus, [leave, pay], "leave-guide") == [pay]


def test_without_questions_every_passage_is_uncovered(corpus: Path) -> None:
    leave = whole("Leave is paid.")

    assert uncovered(corpus, [leave], "leave-guide") == [leave]


def test_passages_of_other_sources_are_not_asked_to_be_covered(corpus: Path) -> None:
    assert uncovered(corpus, [whole("Leave is paid.")], "pay-guide") == []


# --- what is wrong in the files -------------------------------------------------------------


def complaints_of(corpus: Path, text: str = "Leave is paid.") -> list[str]:
    return list(complaints(corpus, [whole(text)]))


def test_files_in_order_give_no_complaint(corpus: Path) -> None:
    write(corpus, ENTRY)
    write(corpus, GAP, name="gaps.yaml")

    assert complaints_of(corpus) == []


def test_a_corpus_without_questions_gives_no_complaint(tmp_path: Path) -> None:
    assert complaints_of(tmp_path) == []


def test_a_hidden_file_is_no_complaint(corpus: Path) -> None:
    write(corpus, "", name=".leave-guide.yaml.swp")

    assert complaints_of(corpus) == []


def test_a_quote_that_stands_nowhere_is_a_complaint(corpus: Path) -> None:
    write(corpus, ENTRY)

    assert complaints_of(corpus, "Leave is unpaid.") == [
        "leave-guide.yaml: entry 1: its quote is in no passage of leave-guide; copy it again."
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param(
            ENTRY + "- {quote: Leave is, questions: {en: [IS LEAVE PAID?]}}\n", "entry 2", id="two entries"
        ),
        pytest.param(
            "- {quote: Leave is, questions: {en: [Is leave paid?, IS LEAVE PAID?]}}\n",
            "entry 1",
            id="one entry",
        ),
    ],
)
def test_a_question_that_stands_there_twice_is_a_complaint(corpus: Path, text: str, where: str) -> None:
    write(corpus, text)

    assert complaints_of(corpus) == [
        f"leave-guide.yaml: {where}: 'IS LEAVE PAID?' stands there twice; remove one."
    ]


def test_a_gaps_question_that_stands_there_twice_is_a_complaint(corpus: Path) -> None:
    dinner = "- {id: dinner, questions: {en: [Is lunch free?]}, instead: {en: Ask the kitchen.}}\n"
    write(corpus, GAP + dinner, name="gaps.yaml")

    assert complaints_of(corpus) == ["gaps.yaml: entry 2: 'Is lunch free?' stands there twice; remove one."]


def test_a_file_of_no_source_is_a_complaint(corpus: Path) -> None:
    write(corpus, ENTRY, name="old-guide.yaml")

    assert complaints_of(corpus) == ["old-guide.yaml is of no source in the corpus; rename or remove it."]


# --- proposals ------------------------------------------------------------------------------


def test_a_question_heading_is_proposed_with_the_first_sentence_of_its_answer() -> None:
    [passage] = passages_of("## Is leave\tpaid?\n\nYes, it is. You need not ask.\n")

    assert propose(passage) == Entry(quote="Yes, it is.", questions={"en": ("Is leave paid?",)})


def test_what_is_proposed_is_in_the_documents_language() -> None:
    [passage] = passages_of("## ¿Se paga?\n\nSí, se paga.\n", of=issued(language="es"))

    assert propose(passage) == Entry(quote="Sí, se paga.", questions={"es": ("¿Se paga?",)})


def test_a_passage_that_asks_nothing_proposes_nothing() -> None:
    assert propose(whole("Leave is paid.")) is None
