"""From a reply to its record. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import assert_never

from evals.questions import EvalQuestion, Expected, gold_places
from evals.record import Cited, Decided, Found, GoldPlaces, Record, Shown, Spent, Told
from retrieval.answer import EXTRACTIVE, Answer, Answered, Citation, Clarify, Refused
from retrieval.answering import Parts, Reading, Reply
from retrieval.decide import Limits, Proceed, probability_of_answer
from retrieval.document import Document
from retrieval.generation import Contents
from retrieval.retrieve import Hit
from retrieval.writing.calling import Usage

_PLACES = 4  # after the point, of every score: what lies beyond differs between machines


def record_of(question: EvalQuestion, reply: Reply, parts: Parts) -> Record:
    """What a reply that `parts` gave says about its question."""
    answer, trace, contents = reply.answer, reply.trace, parts.searcher.contents
    statements, citations, notices = (
        (answer.statements, answer.citations, answer.notices)
        if isinstance(answer, Answered)
        else ((), (), ())
    )
    gap = answer.gap if isinstance(answer, Refused) else None
    documents = {document.id: document for document in contents.documents}
    return Record(
        question=question,
        gold=tuple(_gold(question, contents)),
        outcome=_outcome(answer),
        reason=answer.reason.value if isinstance(answer, Refused) else None,
        language=answer.language,
        said=gap.said(answer.language) if gap else "",
        statements=tuple(
            Shown(text=each.text, citations=each.citations) for each in statements
        ),
        citations=tuple(_cited(each, documents) for each in citations),
        notices=tuple(
            Told(kind=each.kind.value, source=each.source.id if each.source else None, about=each.about)
            for each in notices
        ),
        suggestions=tuple(each.text for each in answer.suggestions) if isinstance(answer, Clarify) else (),
        found=tuple(_found(hit) for hit in (trace.readings[0].retrieved.hits if trace.readings else ())),
        looked_up=bool(trace.readings),
        decided=tuple(_decided(reading, parts.limits) for reading in trace.readings),
        dropped=trace.dropped + (trace.written.dropped if trace.written else 0),
        composer=answer.composer if isinstance(answer, Answered) else EXTRACTIVE,
        spent=_spent(trace.usages),
    )  # fmt: skip


def _outcome(answer: Answer) -> Expected:
    match answer:
        case Answered():
            return "answered"
        case Refused():
            return "refused"
        case Clarify():
            return "clarify"
        case _:
            assert_never(answer)


def _gold(question: EvalQuestion, contents: Contents) -> Iterator[GoldPlaces]:
    for gold in question.gold:
        alone = question.model_copy(update={"gold": (gold,)})
        places = [
            (document.id, place) for document in contents.documents for place in gold_places(alone, document)
        ]
        passages = tuple(
            passage.id
            for passage in contents.passages
            if any(
                source == passage.document.id and passage.start < place.end and place.start < passage.end
                for source, place in places
            )
        )
        yield GoldPlaces(source=gold.source, quote=gold.quote, part=gold.part, passages=passages)


def _cited(citation: Citation, documents: dict[str, Document]) -> Cited:
    """The quote is held against the indexed document, not against what the answer carries along."""
    quote, passage, source = citation.quote, citation.passage, citation.quote.document.source
    indexed = documents.get(source.id)
    return Cited(
        number=citation.number, source=source.id, status=source.status.value,
        kind=source.kind.value if source.kind else None, language=source.language,
        section=passage.section, passage=passage.id, passage_text=passage.text, passage_start=passage.start,
        quote=quote.text, start=quote.start, end=quote.end,
        stands_there=indexed is not None and indexed.text[quote.start : quote.end] == quote.text,
    )  # fmt: skip


def _found(hit: Hit) -> Found:
    return Found(
        passage=hit.passage.id, source=hit.passage.document.id, score=_rounded(hit.score),
        dense=_rounded(hit.dense), lexical=_rounded(hit.lexical), expected=_rounded(hit.expected),
    )  # fmt: skip


def _decided(reading: Reading, limits: Limits) -> Decided:
    evidence, near = reading.evidence, reading.retrieved.gap
    weighed = asdict(evidence) if evidence else {}
    return Decided(
        text=reading.asked.text,
        evidence={
            name: _rounded(value) if isinstance(value, float) else value for name, value in weighed.items()
        },
        probability=_rounded(probability_of_answer(evidence, limits.line(evidence))) if evidence else None,
        decision="proceed" if isinstance(reading.decision, Proceed) else "refuse",
        gap=near.gap.id if near else None,
    )


def _spent(usages: Sequence[Usage]) -> Spent | None:
    if not usages:
        return None
    return Spent(
        requests=len(usages), tokens_in=sum(each.read for each in usages),
        tokens_out=sum(each.wrote for each in usages), counted=all(each.counted for each in usages),
    )  # fmt: skip


def _rounded(value: float) -> float:
    return round(float(value), _PLACES)
