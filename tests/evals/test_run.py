"""The evaluation's run: what it counts, and what must not be shipped."""

from pathlib import Path

import pytest

from evals.run import Record, ask, figures, main, problems, refused_rightly, supported
from evals.scoring import Count
from retrieval.answer import Answer, Answered, Notice, NoticeKind, Reason, Refused, Statement
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import answered, cited, parts, passages_of, superseded, whole

OLD = superseded()
GUIDE = whole("Leave is paid. Pay is due.")
OLD_GUIDE = whole("Leave is long.", of=OLD)
RIGHT = answered(cited(GUIDE, "Leave is paid."))
WRONG = answered(cited(GUIDE, "Pay is due."))
REFUSED = Refused(Reason.NOT_IN_SOURCES, "en")


def wanted(reached: Answer, *, id: str = "q-1", language: str = "en") -> Record:
    """A question that should be answered by "Leave is paid.", and what was answered."""
    return Record(question(gold("Leave is paid."), id=id, language=language), reached)


def unwanted(reached: Answer, *, id: str = "q-2", language: str = "en") -> Record:
    """A question that should be refused, and what was answered."""
    return Record(question(id=id, language=language), reached)


# --- figures --------------------------------------------------------------------------------


def test_of_the_answerable_questions_those_with_gold_words_are_supported() -> None:
    records = [wanted(RIGHT), wanted(WRONG), wanted(REFUSED), unwanted(RIGHT)]

    assert supported(records) == Count(1, 3)


def test_of_the_unanswerable_questions_those_that_were_refused_were_rightly() -> None:
    assert refused_rightly([unwanted(REFUSED), unwanted(RIGHT), wanted(REFUSED)]) == Count(1, 2)


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
        "quotes beside the point": "1 of 3 (33 %, 6 to 79)",
        "promises kept": "4 of 4 (100 %, 51 to 100)",
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


def written(folder: Path, entries: str) -> str:
    path = folder / "questions.yaml"
    path.write_text(entries, "utf-8")
    return str(path)


PRESENCE = """\
- {id: q-1, question: "What is Continued Presence?", language: en, kind: fact, expected: answered,
   why: by hand, since: "2026-01-01",
   gold: [{source: ice-victims-2021, quote: Continued Presence is an ICE-approved immigration designation}]}
- {id: q-2, question: "Who won the football match?", language: en, kind: fact, expected: refused,
   why: by hand, since: "2026-01-01", gold: []}
"""


def test_the_run_over_the_shipped_index_prints_its_figures_and_succeeds(
    shipped_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--home", str(shipped_home), "--questions", written(tmp_path, PRESENCE), "--each"])

    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    assert (
        "q-1 [en, answered] What is Continued Presence?\n  supported\n  – Continued Presence is"
        in printed.out
    )
    assert "q-2 [en, refused] Who won the football match?\n  refused" in printed.out
    assert "promises kept                2 of 2 (100 %, 34 to 100)" in printed.out


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
