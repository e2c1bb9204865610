"""What is promised of every answer, checked on a hundred questions over the shipped corpus.

Nothing here says how good an answer is, only that it can be stood behind.
"""

from collections.abc import Callable, Iterator

import pytest

from bot.render_json import reply_json
from bot.render_text import render
from retrieval.answer import Answered, NoticeKind, Refused
from retrieval.answering import Parts, Reply, answer
from retrieval.sources import Kind, Status
from retrieval.understand import Question
from tests.promise_questions import SENT

Replies = tuple[Reply, ...]


@pytest.fixture(scope="module")
def replies(shipped_parts: Parts) -> Replies:
    """What comes back for each of the questions, in order."""
    return tuple(answer(Question(sent.text), shipped_parts) for sent in SENT)


def answers(replies: Replies) -> Iterator[tuple[str, Answered]]:
    """Each question that was answered, with its answer."""
    for reply in replies:
        if isinstance(reply.answer, Answered):
            yield reply.question.text, reply.answer


def breaking(replies: Replies, keeps: Callable[[Answered], bool]) -> list[str]:
    """The questions whose answers do not keep a promise."""
    return [question for question, reached in answers(replies) if not keeps(reached)]


def folded(text: str) -> str:
    return " ".join(text.split())


def quoted(reached: Answered) -> set[str]:
    """The ids of the sources that are quoted."""
    return {citation.quote.document.id for citation in reached.citations}


def said(reached: Answered, kind: NoticeKind) -> set[str]:
    """The ids of the sources of which this is said."""
    return {notice.source.id for notice in reached.notices if notice.kind is kind}


def with_status(reached: Answered, status: Status) -> set[str]:
    sources = [citation.quote.document.source for citation in reached.citations]
    return {source.id for source in sources if source.status is status}


# --- what was asked -------------------------------------------------------------------------


def test_there_are_a_hundred_questions_all_of_them_different() -> None:
    assert len({sent.text for sent in SENT}) == len(SENT) == 100


def test_all_three_documents_are_quoted_and_some_questions_refused(replies: Replies) -> None:
    sources = {source for _, reached in answers(replies) for source in quoted(reached)}

    assert sources == {"ice-victims-2021", "unodc-roadmap-2019", "wbt-first-100-days-2017"}
    assert 10 <= sum(isinstance(reply.answer, Refused) for reply in replies) <= 90


# --- nothing without a quote ----------------------------------------------------------------


def test_every_quote_is_its_documents_text_at_its_offsets(replies: Replies, shipped_parts: Parts) -> None:
    texts = {document.id: document.text for document in shipped_parts.searcher.contents.documents}

    wrong = [
        citation["quote"]
        for reply in replies
        for citation in reply_json(reply, contact=None)["citations"]
        if texts[citation["source"]][citation["start"] : citation["end"]] != citation["quote"]
    ]

    assert wrong == []


def test_every_quote_lies_inside_its_passage(replies: Replies, shipped_parts: Parts) -> None:
    spans = {each.id: (each.start, each.end) for each in shipped_parts.searcher.contents.passages}

    def inside(reached: Answered) -> bool:
        return all(
            spans[each.passage.id][0] <= each.quote.start < each.quote.end <= spans[each.passage.id][1]
            for each in reached.citations
        )

    assert breaking(replies, inside) == []


def test_no_quote_is_blank(replies: Replies) -> None:
    assert breaking(replies, lambda reached: all(each.quote.text.strip() for each in reached.citations)) == []


def test_every_statement_has_a_citation_and_is_its_quotes_words(replies: Replies) -> None:
    def is_quoted(reached: Answered) -> bool:
        quotes = {citation.number: citation.quote.text for citation in reached.citations}
        return all(
            each.citations
            and folded(each.text) == folded(" ".join(quotes[number] for number in each.citations))
            for each in reached.statements
        )

    assert breaking(replies, is_quoted) == []


def test_no_statement_is_made_twice_in_an_answer(replies: Replies) -> None:
    def without_repeats(reached: Answered) -> bool:
        return len({statement.text for statement in reached.statements}) == len(reached.statements)

    assert breaking(replies, without_repeats) == []


def test_nothing_that_was_chosen_had_to_be_dropped(replies: Replies) -> None:
    assert [reply.question.text for reply in replies if reply.trace.dropped] == []


def test_a_refusal_has_no_statement_no_citation_and_a_reason(replies: Replies) -> None:
    refusals = [reply_json(reply, contact=None) for reply in replies if isinstance(reply.answer, Refused)]

    assert [
        each["question"]
        for each in refusals
        if each["statements"] or each["citations"] or each["notices"] or not each["reason"]
    ] == []


# --- time is part of the truth --------------------------------------------------------------


def test_an_answer_from_a_superseded_document_says_so_before_anything_else(replies: Replies) -> None:
    def says_so_first(reached: Answered) -> bool:
        superseded = with_status(reached, Status.SUPERSEDED)
        first = {notice.source.id for notice in reached.notices[: len(superseded)]}
        return not superseded or (said(reached, NoticeKind.SUPERSEDED) == superseded == first)

    assert breaking(replies, says_so_first) == []


def test_an_answer_from_a_historical_document_says_so(replies: Replies) -> None:
    def says_so(reached: Answered) -> bool:
        return said(reached, NoticeKind.HISTORICAL) == with_status(reached, Status.HISTORICAL)

    assert breaking(replies, says_so) == []


def test_what_an_advocacy_group_wrote_is_attributed_to_it(replies: Replies) -> None:
    def says_so(reached: Answered) -> bool:
        sources = [citation.quote.document.source for citation in reached.citations]
        advocacy = {source.id for source in sources if source.kind is Kind.ADVOCACY}
        return said(reached, NoticeKind.ADVOCACY) == advocacy

    assert breaking(replies, says_so) == []


def test_quotes_in_another_language_than_the_questions_are_marked(replies: Replies) -> None:
    def says_so(reached: Answered) -> bool:
        foreign = quoted(reached) if reached.language != "en" else set()
        return said(reached, NoticeKind.LANGUAGE) == foreign

    assert breaking(replies, says_so) == []


def test_on_the_terminal_every_notice_stands_before_the_first_quote(replies: Replies) -> None:
    def in_order(reached: Answered) -> bool:
        blocks = render(reached, contact=None).split("\n\n")
        notices = [block.startswith("! ") for block in blocks]
        return notices == sorted(notices, reverse=True) and any(notices) == bool(reached.notices)

    assert breaking(replies, in_order) == []


# --- what a question can do -----------------------------------------------------------------


def test_no_word_that_only_the_question_says_is_in_an_answer(replies: Replies, shipped_parts: Parts) -> None:
    corpus = folded(" ".join(document.text for document in shipped_parts.searcher.contents.documents))

    def from_the_corpus(reached: Answered) -> bool:
        return all(folded(each.text) in corpus for each in reached.statements)

    assert breaking(replies, from_the_corpus) == []


def test_a_question_does_not_change_what_the_next_one_gets(replies: Replies, shipped_parts: Parts) -> None:
    again = [answer(reply.question, shipped_parts).answer for reply in replies[:3]]

    assert again == [reply.answer for reply in replies[:3]]
