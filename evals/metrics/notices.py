"""Is everything said beside an answer that is due?

What is due is known twice: from the status that the index gives each quoted source, and from
`notices` in evals/gates.yaml, which a person wrote down apart from it, so that a status that was
changed by mistake is noticed. Pure.
"""

from collections.abc import Mapping, Sequence

from evals.record import Cited, Record

Due = Mapping[str, Sequence[str]]  # source id -> kinds of notices that answers from it must carry

_BY_STATUS = {"superseded": "superseded", "historical": "historical", "unknown": "unknown"}


def missing_notices(record: Record, due: Due) -> list[tuple[str, str]]:
    """(source, kind) of each notice that is due and was not given, in the order of the citations."""
    given = {(told.source, told.kind) for told in record.notices}
    wanted = dict.fromkeys(
        (cited.source, kind) for cited in record.citations for kind in _due(record, cited, due)
    )
    return [each for each in wanted if each not in given]


def noticed(record: Record, due: Due) -> float | None:
    """1 if all that is due was said; does not apply where nothing is."""
    if not any(_due(record, cited, due) for cited in record.citations):
        return None
    return float(not missing_notices(record, due))


def _due(record: Record, cited: Cited, due: Due) -> list[str]:
    kinds = list(due.get(cited.source, ()))
    if cited.status in _BY_STATUS:
        kinds.append(_BY_STATUS[cited.status])
    if cited.kind == "advocacy":
        kinds.append("advocacy")
    if cited.language != record.language:
        kinds.append("language")
    return kinds
