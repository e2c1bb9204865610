"""What must be said beside an answer, from what is known of the sources that it quotes."""

from collections.abc import Iterator, Sequence
from datetime import date

from retrieval.answer import Citation, Notice, NoticeKind
from retrieval.manner import asks_for_advice
from retrieval.sources import Kind, Source, Status
from retrieval.understand import Asked
from retrieval.writing.provider import Provider

_BY_STATUS = {
    Status.SUPERSEDED: NoticeKind.SUPERSEDED,
    Status.HISTORICAL: NoticeKind.HISTORICAL,
    Status.UNKNOWN: NoticeKind.UNKNOWN,
}


def notices(
    asked: Asked, citations: Sequence[Citation], *, missing: Sequence[str], today: date
) -> tuple[Notice, ...]:
    """The notices of an answer, most urgent kind first, each source's once, in citation order.

    `missing` are the parts of the question that were not found.
    """
    sources = {citation.quote.document.id: citation.quote.document.source for citation in citations}
    found = [notice for source in sources.values() for notice in _of(source, asked.language, today)]
    if asks_for_advice(asked.text, asked.language):
        found.append(Notice(NoticeKind.ADVICE))
    found += [Notice(NoticeKind.PARTIAL, about=part) for part in missing]
    if asked.masked:
        found.append(Notice(NoticeKind.MASKED))
    return tuple(sorted(found, key=lambda notice: list(NoticeKind).index(notice.kind)))


def of_the_model(provider: Provider, *, wrote: bool, tells: bool) -> tuple[Notice, ...]:
    """What must be said of a language model: that it wrote, and whose machine read the question.

    The latter where the answer `tells` it, if the machine is somebody else's.
    """
    written = [Notice(NoticeKind.WRITTEN, about=provider.name)] if wrote else []
    sent = [Notice(NoticeKind.PROVIDER, about=provider.name)] if tells and provider.outside else []
    return (*written, *sent)


def _of(source: Source, language: str, today: date) -> Iterator[Notice]:
    if source.status in _BY_STATUS:
        yield Notice(_BY_STATUS[source.status], source)
    if source.review_by is not None and is_over(source.review_by, today):
        yield Notice(NoticeKind.OUTDATED, source)
    if source.kind is Kind.ADVOCACY:
        yield Notice(NoticeKind.ADVOCACY, source)
    if source.language != language:
        yield Notice(NoticeKind.LANGUAGE, source)


def is_over(plain_date: str, today: date) -> bool:
    """A month or a year is over when its last day is."""
    return plain_date < today.isoformat()[: len(plain_date)]
