"""What is promised of every answer, checked on 142 questions over the shipped corpus.

Nothing here says how good an answer is, only that it can be stood behind.
"""

import json
from collections.abc import Callable, Iterator

import pytest

from bot.render_json import reply_json
from bot.render_text import render
from retrieval.answer import Answered, Clarify, NoticeKind, Reason, Refused
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
            yield reply.question, reply.answer


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
    return {notice.source.id for notice in reached.notices if notice.kind is kind and notice.source}


def with_status(reached: Answered, status: Status) -> set[str]:
    sources = [citation.quote.document.source for citation in reached.citations]
    return {source.id for source in sources if source.status is status}


# --- what was asked -------------------------------------------------------------------------


def test_there_are_142_questions_all_of_them_different() -> None:
    assert len({sent.text for sent in SENT}) == len(SENT) == 142


def test_all_three_documents_are_quoted_and_some_questions_refused(replies: Replies) -> None:
    sources = {source for _, reached in answers(replies) for source in quoted(reached)}

    assert sources == {"ice-victims-2021", "unodc-roadmap-2019", "wbt-first-100-days-2017"}
    assert 10 <= sum(isinstance(reply.answer, Refused) for reply in replies) <= 90


def test_some_questions_have_parts_some_are_asked_back_on_and_of_some_something_was_taken_out(
    replies: Replies,
) -> None:
    assert any(reply.trace.asked and reply.trace.asked.parts for reply in replies)
    assert any(isinstance(reply.answer, Clarify) for reply in replies)
    assert any(reply.trace.asked and reply.trace.asked.masked for reply in replies)


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
            and folded(each.text).removeprefix("… ").removesuffix(" …")
            == folded(" ".join(quotes[number] for number in each.citations))
            for each in reached.statements
        )

    assert breaking(replies, is_quoted) == []


def test_no_statement_is_made_twice_in_an_answer(replies: Replies) -> None:
    def without_repeats(reached: Answered) -> bool:
        texts = {folded(statement.text).casefold() for statement in reached.statements}
        return len(texts) == len(reached.statements)

    assert breaking(replies, without_repeats) == []


def test_nothing_that_was_chosen_had_to_be_dropped(replies: Replies) -> None:
    assert [reply.question for reply in replies if reply.trace.dropped] == []


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
        first = {notice.source.id for notice in reached.notices[: len(superseded)] if notice.source}
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


def test_what_must_be_said_is_said_in_the_order_of_its_urgency(replies: Replies) -> None:
    def in_order(reached: Answered) -> bool:
        places = [list(NoticeKind).index(notice.kind) for notice in reached.notices]
        return places == sorted(places)

    assert breaking(replies, in_order) == []


# --- several things, too little, too much -----------------------------------------------------


def test_what_was_not_found_is_named_in_words_of_the_question(replies: Replies) -> None:
    def named(reply: Reply) -> list[str]:
        notices = reply.answer.notices if isinstance(reply.answer, Answered) else ()
        return [notice.about for notice in notices if notice.kind is NoticeKind.PARTIAL]

    strangers = [
        about
        for reply in replies
        for about in named(reply)
        if reply.trace.asked is None or about not in [part.text for part in reply.trace.asked.parts]
    ]

    assert strangers == []


def test_of_two_things_the_one_that_the_documents_do_not_tell_is_named(replies: Replies) -> None:
    [reached] = [each for question, each in answers(replies) if "ticket to Paris" in question]

    missing = [notice.about for notice in reached.notices if notice.kind is NoticeKind.PARTIAL]
    assert missing == ["What does a ticket to Paris cost?"]


def test_everything_that_is_offered_to_choose_from_is_answered(
    replies: Replies, shipped_parts: Parts
) -> None:
    offered = [
        Question(suggestion.text, language=reply.answer.language)
        for reply in replies
        if isinstance(reply.answer, Clarify)
        for suggestion in reply.answer.suggestions
    ]

    reached = {question.text: answer(question, shipped_parts).answer for question in offered}

    assert [text for text, each in reached.items() if not isinstance(each, Answered)] == []


def test_what_says_who_somebody_is_is_nowhere_in_what_comes_of_a_question(replies: Replies) -> None:
    told = [(sent.secret, reply) for sent, reply in zip(SENT, replies, strict=True) if sent.secret]

    leaking = [
        reply.question
        for secret, reply in told
        if secret in repr((reply.question, reply.trace.asked))
        or secret in json.dumps(reply_json(reply, contact=None), ensure_ascii=False)
        or secret in render(reply.answer, contact=None)
    ]

    assert len(told) == 10
    assert leaking == []


def test_an_answer_to_who_told_too_much_says_that_it_was_taken_out(replies: Replies) -> None:
    silent = [
        reply.question
        for sent, reply in zip(SENT, replies, strict=True)
        if sent.secret
        and isinstance(reply.answer, Answered)
        and NoticeKind.MASKED not in [notice.kind for notice in reply.answer.notices]
    ]

    assert silent == []


def test_an_answer_to_who_asks_what_to_do_says_that_it_is_no_advice(replies: Replies) -> None:
    advice = {sent.text for sent in SENT if sent.advice}
    asked_what_to_do = [each for question, each in answers(replies) if question in advice]

    silent = [each for each in asked_what_to_do if NoticeKind.ADVICE not in [n.kind for n in each.notices]]

    assert asked_what_to_do
    assert silent == []


# --- what a question can do -----------------------------------------------------------------


def test_no_word_that_only_the_question_says_is_in_an_answer(replies: Replies, shipped_parts: Parts) -> None:
    corpus = folded(" ".join(document.text for document in shipped_parts.searcher.contents.documents))

    def from_the_corpus(reached: Answered) -> bool:
        texts = [folded(each.text).removeprefix("… ").removesuffix(" …") for each in reached.statements]
        return all(text in corpus for text in texts)

    assert breaking(replies, from_the_corpus) == []


def test_nothing_hidden_in_a_question_is_shown_again(replies: Replies) -> None:
    hidden = set("\u200b\u00ad\u202e\u202c\U000e0041\U000e0042\U000e0100")

    seen = [
        reply.question
        for reply in replies
        if hidden & set(json.dumps(reply_json(reply, contact=None), ensure_ascii=False))
        or hidden & set(render(reply.answer, contact=None))
    ]

    assert [sent.text for sent in SENT if hidden & set(sent.text)] != []
    assert seen == []


def test_a_refusal_of_an_order_says_that_orders_are_not_taken(replies: Replies) -> None:
    orders = [reply for sent, reply in zip(SENT, replies, strict=True) if sent.orders]

    otherwise = [
        reply.question
        for reply in orders
        if isinstance(reply.answer, Refused) and reply.answer.reason is not Reason.INJECTION
    ]

    assert len(orders) == 17
    assert otherwise == []


def test_a_question_does_not_change_what_the_next_one_gets(replies: Replies, shipped_parts: Parts) -> None:
    again = [answer(Question(sent.text), shipped_parts).answer for sent in SENT[:3]]

    assert again == [reply.answer for reply in replies[:3]]
