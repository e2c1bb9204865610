"""Answers and search results as the JSON that scripts rely on. Fields are added, never renamed."""

from typing import Any, assert_never

from bot.wording import CLARIFY, Words
from retrieval.answer import EXTRACTIVE, Answered, Citation, Clarify, Notice, Refused
from retrieval.answering import Reply
from retrieval.retrieve import Hit


def reply_json(reply: Reply, contact: str | None) -> dict[str, Any]:
    """An answer. Offsets count characters of the document, times are milliseconds."""
    answer = reply.answer
    words = Words(answer.language)
    match answer:
        case Answered():
            content = _answered(answer, words)
        case Refused():
            content = _refused(answer, words, contact)
        case Clarify():
            content = _clarify(answer, words)
        case _:
            assert_never(answer)
    return {
        "question": reply.question,
        "language": answer.language,
        **content,
        "composer": answer.composer if isinstance(answer, Answered) else EXTRACTIVE,
        "fingerprint": reply.fingerprint,
        "timings": reply.timings,
    }


def _answered(answer: Answered, words: Words) -> dict[str, Any]:
    return {
        "outcome": "answered",
        "reason": None,
        "text": "\n".join(
            " ".join([statement.text, *(f"[{number}]" for number in statement.citations)])
            for statement in answer.statements
        ),
        "statements": [
            {"text": statement.text, "citations": list(statement.citations)}
            for statement in answer.statements
        ],
        "citations": [
            {**_citation(citation, words), "translation": answer.translations.get(citation.number)}
            for citation in answer.citations
        ],
        "notices": [_notice(notice, words) for notice in answer.notices],
        "suggestions": [],
    }


def _refused(answer: Refused, words: Words, contact: str | None) -> dict[str, Any]:
    return {
        "outcome": "refused",
        "reason": answer.reason.value,
        "text": f"{words.refusal(answer)} {words.help_from_a_person(contact)}",
        "statements": [],
        "citations": [],
        "notices": [],
        "suggestions": [words.section(passage) for passage in answer.nearest],
    }


def _clarify(answer: Clarify, words: Words) -> dict[str, Any]:
    return {
        "outcome": "clarify",
        "reason": None,
        "text": words.say(CLARIFY),
        "statements": [],
        "citations": [],
        "notices": [],
        "suggestions": [suggestion.text for suggestion in answer.suggestions],
    }


def _citation(citation: Citation, words: Words) -> dict[str, Any]:
    quote, source = citation.quote, citation.quote.document.source
    return {
        "number": citation.number,
        "source": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date,
        "status": source.status.value,
        "section": list(citation.passage.section),
        "page": quote.document.page(quote.start),
        "passage": citation.passage.id,
        "quote": quote.text,
        "start": quote.start,
        "end": quote.end,
        "url": source.url,
        "attribution": words.attribution(source),
    }


def _notice(notice: Notice, words: Words) -> dict[str, Any]:
    return {
        "kind": notice.kind.value,
        "source": notice.source.id if notice.source else None,
        "text": words.notice(notice),
        "superseded_on": notice.source.superseded_on if notice.source else None,
        "superseded_by": notice.source.superseded_by if notice.source else None,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One search result."""
    passage = hit.passage
    return {
        "passage": passage.id,
        "source": passage.document.id,
        "score": round(hit.score, 4),
        "dense": round(hit.dense, 4),
        "lexical": round(hit.lexical, 4),
        "section": list(passage.section),
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
