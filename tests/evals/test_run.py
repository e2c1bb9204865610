"""The evaluation's run: what it counts, and what must not be shipped."""

from pathlib import Path

import pytest

from evals.run import (
    Record,
    ask,
    complete,
    figures,
    left_open,
    main,
    problems,
    refused_rightly,
    refused_wrongly,
    supported,
    supported_by_language,
)
from evals.scoring import Count
from retrieval.answer import (
    Answer,
    Answered,
    Clarify,
    Notice,
    NoticeKind,
    Reason,
    Refused,
    Statement,
    Suggestion,
)
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import answered, cited, parts, passages_of, superseded, whole

OLD = superseded()
GUIDE = whole("Leave is paid. Pay is due.")
OLD_GUIDE = whole("Leave is long.", of=OLD)
RIGHT = answered(cited(GUIDE, "Leave is paid."))
WRONG = answered(cited(GUIDE, "Pay is due."))
REFUSED = Refused(Reason.NOT_IN_SOURCES, "en")
ASKED_BACK = Clarify((Suggestion("Is leave paid?", 0), Suggestion("When is pay due?", 1)), "en")
BOTH = (gold("Leave is paid."), gold("Pay is due.", part=2))


def wanted(reached: Answer, *, id: str = "q-1", language: str = "en") -> Record:
    """A question that should be answered by "Leave is paid.", and what was answered."""
    return Record(question(gold("Leave is paid."), id=id, language=language), reached)


def unwanted(reached: Answer, *, id: str = "q-2", language: str = "en") -> Record:
    """A question that should be refused, and what was answered."""
    return Record(question(id=id, language=language), reached)


def vague(reached: Answer, *, language: str = "en") -> Record:
    """A question that may mean leave or pay, and what was answered."""
    return Record(question(*BOTH, id="q-3", language=language, expected="clarify"), reached)


# --- figures --------------------------------------------------------------------------------


def test_of_the_answerable_questions_those_with_gold_words_are_supported() -> None:
    records = [wanted(RIGHT), wanted(WRONG), wanted(REFUSED), unwanted(RIGHT)]

    assert supported(records) == Count(1, 3)


def test_of_the_unanswerable_questions_those_that_were_refused_were_rightly() -> None:
    assert refused_rightly([unwanted(REFUSED), unwanted(RIGHT), wanted(REFUSED)]) == Count(1, 2)


def test_of_the_answerable_questions_those_that_were_refused_were_wrongly() -> None:
    records = [wanted(REFUSED), wanted(WRONG), wanted(ASKED_BACK), unwanted(REFUSED), vague(REFUSED)]

    assert refused_wrongly(records) == Count(1, 3)


def test_a_question_to_ask_back_on_is_neither_to_be_supported_nor_to_be_refused() -> None:
    records = [vague(RIGHT), vague(REFUSED)]

    assert (supported(records), refused_rightly(records)) == (Count(0, 0), Count(0, 0))


def test_asking_back_neither_supports_nor_refuses() -> None:
    assert supported([wanted(ASKED_BACK)]) == Count(0, 1)
    assert refused_rightly([unwanted(ASKED_BACK)]) == Count(0, 1)


def test_supported_answers_are_counted_by_language() -> None:
    records = [
        wanted(RIGHT, language="fr"),
        wanted(REFUSED, language="fr"),
        wanted(RIGHT, language="en"),
        unwanted(REFUSED, language="zh"),
        vague(REFUSED, language="ht"),
    ]

    assert supported_by_language(records) == {"en": Count(1, 1), "fr": Count(1, 2)}


def test_of_the_questions_of_several_parts_those_with_all_parts_shown_are_complete() -> None:
    both = answered(cited(GUIDE, "Leave is paid."), cited(GUIDE, "Pay is due.", number=2))
    records = [
        Record(question(*BOTH), both),
        Record(question(*BOTH), RIGHT),
        Record(question(*BOTH), REFUSED),
        wanted(RIGHT),
        vague(both),
    ]

    assert complete(records) == Count(1, 3)


def test_of_the_questions_that_may_mean_two_things_those_that_were_not_settled_are_counted() -> None:
    both = answered(cited(GUIDE, "Leave is paid."), cited(GUIDE, "Pay is due.", number=2))
    records = [vague(ASKED_BACK), vague(both), vague(RIGHT), vague(REFUSED), wanted(ASKED_BACK)]

    assert left_open(records) == Count(2, 4)


def test_the_language_with_the_least_supported_share_is_named() -> None:
    records = [
        wanted(RIGHT),
        wanted(REFUSED),
        wanted(RIGHT, language="es"),
        wanted(REFUSED, language="ht"),
        wanted(RIGHT, language="ht"),
        wanted(REFUSED, language="ht"),
    ]

    assert figures(records)["supported, worst language"] == "ht, 1 of 3 (33 %, 6 to 79)"


def test_without_answerable_questions_no_language_is_the_worst() -> None:
    assert "supported, worst language" not in figures([unwanted(REFUSED), vague(REFUSED)])


def test_figures_part_english_from_the_rest() -> None:
    records = [
        wanted(RIGHT),
        wanted(
            answered(cited(GUIDE, "Leave is paid."), cited(GUIDE, "Pay is due.", number=2)), language="es"
        ),
        wanted(REFUSED, language="es"),
        unwanted(REFUSED),
    ]

    assert figures(records) == {
        "supported, in English": "1 of 1 (100 %, 21 to 100)",
        "refused rightly, in English": "1 of 1 (100 %, 21 to 100)",
        "supported, in other languages": "1 of 2 (50 %, 9 to 91)",
        "refused rightly, in other languages": "none",
        "supported, es": "1 of 2 (50 %, 9 to 91)",
        "answerable but refused": "1 of 3 (33 %, 6 to 79)",
        "all parts shown": "none",
        "asked back or both shown": "none",
        "quotes beside the point": "1 of 3 (33 %, 6 to 79)",
        "promises kept": "4 of 4 (100 %, 51 to 100)",
        "supported, worst language": "es, 1 of 2 (50 %, 9 to 91)",
    }


# --- what must not be shipped ---------------------------------------------------------------


def test_a_run_in_order_has_no_problem() -> None:
    assert problems([wanted(RIGHT), unwanted(REFUSED)]) == []


def test_an_empty_run_is_a_problem() -> None:
    assert problems([]) == ["there was no question; name a file that has some."]


def test_a_superseded_document_quoted_without_its_notice_is_a_problem() -> None:
    silent = wanted(
        answered(cited(GUIDE, "Leave is paid."), cited(OLD_GUIDE, "Leave is long.", number=2)), id="q-7"
    )

    assert problems([silent]) == ["q-7: quotes a superseded document without saying so."]


def test_the_notice_of_another_source_does_not_do() -> None:
    other = superseded(id="other-guide")
    silent = wanted(
        answered(
            cited(GUIDE, "Leave is paid."),
            cited(OLD_GUIDE, "Leave is long.", number=2),
            notices=(Notice(NoticeKind.SUPERSEDED, other),),
        )
    )

    assert problems([silent]) == ["q-1: quotes a superseded document without saying so."]


def test_another_kind_of_notice_does_not_do() -> None:
    silent = unwanted(
        answered(cited(OLD_GUIDE, "Leave is long."), notices=(Notice(NoticeKind.UNKNOWN, OLD),))
    )

    assert "q-2: quotes a superseded document without saying so." in problems([silent])


def test_a_superseded_document_quoted_with_its_notice_is_no_problem() -> None:
    said = wanted(
        answered(
            cited(GUIDE, "Leave is paid."),
            cited(OLD_GUIDE, "Leave is long.", number=2),
            notices=(Notice(NoticeKind.SUPERSEDED, OLD),),
        )
    )

    assert problems([said]) == []


def test_a_statement_that_is_not_its_quotes_words_is_a_problem() -> None:
    invented = Answered((Statement("Leave is free.", (1,)),), (cited(GUIDE, "Leave is paid."),), (), "en")

    [first, *_] = problems([wanted(invented, id="q-9"), wanted(RIGHT)])

    assert first == (
        "q-9: a statement is not the words of its quotes, or a quote is not its document's text."
    )


def test_a_statement_that_says_that_its_quote_goes_on_is_no_problem() -> None:
    cut = Answered((Statement("Leave is …", (1,)),), (cited(GUIDE, "Leave is"),), (), "en")

    assert problems([wanted(cut)]) == []


def test_too_few_supported_answers_are_a_problem() -> None:
    [problem] = problems([wanted(WRONG), wanted(REFUSED)])

    assert problem.startswith("supported: 0 of 2 (0 %, 0 to 66) is below the floor of ")


def test_too_few_refusals_are_a_problem() -> None:
    [problem] = problems([unwanted(RIGHT)])

    assert problem.startswith("refused: 0 of 1 (0 %, 0 to 79) is below the floor of ")


def test_what_was_not_asked_is_not_below_a_floor() -> None:
    assert problems([wanted(RIGHT)]) == problems([unwanted(REFUSED)]) == []


# --- the run --------------------------------------------------------------------------------


def test_a_run_keeps_the_questions_order() -> None:
    the_parts = parts(passages_of("## Leave\n\nLeave is paid.\n"))
    questions = [question(gold("Leave is paid."), id="a"), question(id="b", text="🙂")]

    records = ask(the_parts, questions)

    assert [(record.question.id, record.refused) for record in records] == [("a", False), ("b", True)]


def written(folder: Path, entries: str, *, name: str = "questions.yaml") -> str:
    path = folder / name
    path.write_text(entries, "utf-8")
    return str(path)


PRESENCE = """\
- {id: q-1, question: "What is Continued Presence?", language: en, kind: fact, expected: answered,
   why: by hand, since: "2026-01-01",
   gold: [{source: ice-victims-2021, quote: Continued Presence is an ICE-approved immigration designation}]}
"""
FOOTBALL = """\
- {id: q-2, question: "Who won the football match?", language: en, kind: fact, expected: refused,
   why: by hand, since: "2026-01-01", gold: []}
"""
VAGUE = """\
- {id: q-1, question: "children", language: en, kind: vague, expected: clarify,
   why: by hand, since: "2026-01-01",
   gold: [{source: ice-victims-2021, quote: children}, {source: ice-victims-2021, quote: minors, part: 2}]}
"""


def test_the_run_over_the_shipped_index_prints_its_figures_and_succeeds(
    shipped_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(
        ["--home", str(shipped_home), "--questions", written(tmp_path, PRESENCE + FOOTBALL), "--each"]
    )

    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    assert (
        "q-1 [en, answered] What is Continued Presence?\n  supported\n  – Continued Presence is"
        in printed.out
    )
    assert "q-2 [en, refused] Who won the football match?\n  refused" in printed.out
    assert "promises kept                        2 of 2 (100 %, 34 to 100)" in printed.out


def test_the_questions_of_several_files_are_asked_in_one_run(
    shipped_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = written(tmp_path, PRESENCE, name="one.yaml")
    two = written(tmp_path, PRESENCE.replace("q-1", "r-1"), name="two.yaml")

    status = main(["--home", str(shipped_home), "--questions", one, two, "--each"])

    printed = capsys.readouterr().out
    assert status == 0
    assert [line.split()[0] for line in printed.splitlines() if " [en, " in line] == ["q-1", "r-1"]


def test_what_was_asked_back_is_printed_with_what_there_was_to_choose_from(
    shipped_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--home", str(shipped_home), "--questions", written(tmp_path, VAGUE), "--each"])

    printed = capsys.readouterr().out.splitlines()
    assert status == 0
    assert printed[:2] == ["q-1 [en, clarify] children", "  asked back"]
    assert printed[2].startswith("  ? ")
    assert "asked back or both shown             1 of 1 (100 %, 21 to 100)" in printed


def test_a_file_that_cannot_be_read_fails_the_run_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--questions", str(tmp_path / "nowhere.yaml")])

    printed = capsys.readouterr().err
    assert status == 1
    assert printed.startswith("evals: ")
    assert printed.count("\n") == 1


def test_an_empty_file_fails_the_run(
    shipped_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--home", str(shipped_home), "--questions", written(tmp_path, "[]\n")])

    assert status == 1
    assert capsys.readouterr().err == "evals: there was no question; name a file that has some.\n"
