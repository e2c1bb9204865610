"""How near the shown words lie to the gold, in meaning.

The cosine of sentence-transformers' all-MiniLM-L6-v2 (Reimers and Gurevych, EMNLP 2019). A model
that found an answer must not grade it: here MiniLM finds what is asked in English, so that the
figure applies to no question in English. What is asked in another language was found by
multilingual-e5-small alone, and the words compared, the answer's and the gold's, are the
documents' own, English both. So MiniLM judges what it had no part in, in the language it knows.
"""

from collections.abc import Callable, Sequence

import numpy as np

from evals.metrics.metric import Metric
from evals.record import Record

Encode = Callable[[Sequence[str]], np.ndarray]  # texts -> unit vectors [texts, dimensions]
_SERVED = "en"  # the language whose questions MiniLM helps to find


def with_similarity(records: Sequence[Record], encode: Encode) -> list[Record]:
    """The same records, in order, with the cosine where it applies; four places after the point."""
    compared = [record for record in records if _applies(record)]
    if not compared:
        return list(records)
    answers = encode([record.shown_text for record in compared])
    golds = encode([_gold(record) for record in compared])
    cosines = (answers * golds).sum(axis=1)
    found = {record.id: round(float(cosine), 4) for record, cosine in zip(compared, cosines, strict=True)}
    return [record.model_copy(update={"similarity": found.get(record.id)}) for record in records]


def _applies(record: Record) -> bool:
    """An answer to what should be answered, not asked in English, quoted from English alone."""
    languages = {cited.language for cited in record.citations}
    return (
        record.question.expected == "answered"
        and record.question.language != _SERVED
        and languages == {_SERVED}
    )


def _gold(record: Record) -> str:
    return "\n".join(gold.quote for gold in record.question.gold)


def similarity(record: Record) -> float | None:
    """What was measured when the record was written."""
    return record.similarity


METRICS = (
    Metric("similarity", "how near the answer lies to the right words, asked not in English", similarity),
)
