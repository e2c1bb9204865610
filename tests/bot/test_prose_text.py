"""A model's sentences as text: over their quotes, with translations that say that they are some."""

from dataclasses import replace

from bot.render_text import render
from retrieval.answer import Answered, Notice, NoticeKind, Statement
from tests.retrieval.answer_builders import answered, cited, passages_of

RENT, LEAVE = passages_of("## Rent\n\nRent is due in May.\n\n## Leave\n\nLeave lasts 18 weeks.")
WEEKS = cited(LEAVE, "Leave lasts 18 weeks.")
MAY = cited(RENT, "Rent is due in May.", number=2)


def written(*statements: Statement, language: str = "en", translations: dict[int, str] | None = None) -> str:
    numbers = {number for statement in statements for number in statement.citations}
    citations = tuple(each for each in (WEEKS, MAY) if each.number in numbers)
    return render(
        Answered(statements, citations, (), language, composer="scripted", translations=translations or {}),
        None,
    )


def test_a_sentence_that_is_not_the_quotes_words_stands_over_its_quote() -> None:
    shown = written(Statement("You get 18 weeks of leave.", (1,)))

    assert "You get 18 weeks of leave. [1]\n  [1] “Leave lasts 18 weeks.”\n" in shown


def test_a_sentence_of_the_quotes_own_words_is_not_shown_twice() -> None:
    shown = written(Statement("Leave lasts 18 weeks.", (1,)))

    assert shown.count("Leave lasts 18 weeks.") == 1


def test_every_quote_of_a_sentence_stands_below_it_with_its_number() -> None:
    shown = written(Statement("You get 18 weeks, and rent is due in May.", (1, 2)))

    assert (
        "You get 18 weeks, and rent is due in May. [1] [2]\n"
        "  [1] “Leave lasts 18 weeks.”\n"
        "  [2] “Rent is due in May.”"
    ) in shown


def test_a_translation_stands_below_its_quote_and_is_marked_as_one() -> None:
    shown = written(
        Statement("You get 18 weeks of leave.", (1,)), translations={1: "El permiso dura 18 semanas."}
    )

    assert (
        "  [1] “Leave lasts 18 weeks.”\n  [1] Translated by an AI program: El permiso dura 18 semanas."
    ) in shown


def test_a_translation_of_a_quote_that_is_the_statement_stands_below_it() -> None:
    shown = written(Statement("Leave lasts 18 weeks.", (1,)), translations={1: "El permiso dura 18 semanas."})

    assert (
        "Leave lasts 18 weeks. [1]\n  [1] Translated by an AI program: El permiso dura 18 semanas."
    ) in shown


def test_who_wrote_is_said_before_the_answer_and_where_the_question_went() -> None:
    told = (Notice(NoticeKind.WRITTEN, about="Example"), Notice(NoticeKind.PROVIDER, about="Example"))

    shown = render(replace(answered(WEEKS), notices=told), None)

    assert shown.startswith(
        "! An AI program put the answer into its own sentences. Each was checked against the quotes below "
        "it; the quotes are what the documents say.\n\n"
        "! To write this, your question went to Example, without details that could show who you are.\n\n"
    )
