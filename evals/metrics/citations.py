"""Do the citations carry the answer?

Recall and precision after ALCE (Gao et al., EMNLP 2023), which asks a model whether a passage
entails a statement. Here a statement is borne out as far as its words stand in what it cites,
which is another question and a weaker one: a set of words knows neither their order nor who does
what, so that "may not" is borne out by "may" and "not" far apart, while other words for the same
are not. It catches what came from nowhere. Where quotes themselves are the statements, as the
extractive composer has it, recall and precision cannot but be full and prove nothing: they speak
only of what a language model wrote. Pure.
"""

from collections.abc import Sequence

from evals.metrics.metric import Metric, flag
from evals.record import Cited, Record, Shown
from retrieval.lexical import words


def citation_recall(record: Record) -> float | None:
    """The mean share of a statement's words that stand in its quotes; 0 for one without a citation."""
    if not record.statements:
        return None
    cited = {each.number: each for each in record.citations}
    shares = [
        _borne_out(each, [cited[n] for n in each.citations if n in cited]) for each in record.statements
    ]
    return sum(shares) / len(shares)


def citation_precision(record: Record) -> float | None:
    """The share of citations without which a statement is borne out less."""
    cited = {each.number: each for each in record.citations}
    needed = [
        _is_needed(number, statement, cited)
        for statement in record.statements
        for number in statement.citations
    ]
    return sum(needed) / len(needed) if needed else None


def verbatim(record: Record) -> float | None:
    """1 if every quote is what its document says at its offsets."""
    return float(all(each.stands_there for each in record.citations)) if record.citations else None


def right_document(record: Record) -> float | None:
    """Of an answer to what should be answered: the share of its quotes from a document with gold."""
    return _attributed(
        record, [each.source in {gold.source for gold in record.gold} for each in record.citations]
    )


def right_section(record: Record) -> float | None:
    """The same from a passage with gold."""
    right = {passage for gold in record.gold for passage in gold.passages}
    return _attributed(record, [each.passage in right for each in record.citations])


def _attributed(record: Record, right: Sequence[bool]) -> float | None:
    if record.question.expected != "answered" or not right:
        return None
    return sum(right) / len(right)


def _is_needed(number: int, statement: Shown, cited: dict[int, Cited]) -> bool:
    own = [cited[each] for each in statement.citations if each in cited]
    others = [each for each in own if each.number != number]
    return _borne_out(statement, others) < _borne_out(statement, own)


def _borne_out(statement: Shown, cited: Sequence[Cited]) -> float:
    own = words(statement.text)
    there = {word for each in cited for word in words(each.quote)}
    return sum(word in there for word in own) / len(own) if own else float(bool(cited))


METRICS = (
    Metric("citation_recall", "the words of a statement that stand in what it cites", citation_recall),
    Metric("citation_precision", "citations that a statement needs", citation_precision),
    flag("verbatim", "answers whose every quote is its document's text", verbatim),
    Metric("right_document", "quotes from a document that answers", right_document),
    Metric("right_section", "quotes from a passage that answers", right_section),
)
