"""Ask the product, and simpler ways, whether a benchmark's questions have an answer.

The product refuses as it does in life, at the limits that are shipped; a simpler way has
none, and is given those that suit it best.
"""

from collections.abc import Iterator

from evals.baselines import Tell, tellers
from evals.bench_data import Bench
from evals.telling import Telling, Verdicts, at_its_best, telling
from retrieval.answer import Refused
from retrieval.answering import Parts
from retrieval.decide import decide, probability_of_answer
from retrieval.evidence import weigh
from retrieval.understand import Question, understand


def tellings(parts: Parts, bench: Bench, *, baselines: bool) -> Iterator[Telling]:
    """The product first; nothing where it is not known which questions have an answer."""
    if not bench.judged:
        return
    yield telling(_product("citabot", parts, bench, with_history=True), bench.judged)
    if bench.has_history:
        forgetful = _product("citabot without history", parts, bench, with_history=False)
        yield telling(forgetful, bench.judged)
    for name, tell in tellers(parts.searcher).items() if baselines else ():
        scores = [_score(tell, each.as_question(with_history=False)) for each in bench.judged]
        yield telling(at_its_best(f"{name}, best threshold", scores, bench.judged), bench.judged)


def _product(system: str, parts: Parts, bench: Bench, *, with_history: bool) -> Verdicts:
    told = [_verdict(parts, each.as_question(with_history=with_history)) for each in bench.judged]
    scores, refused = zip(*told, strict=True)
    return Verdicts(system, scores, refused)


def _verdict(parts: Parts, question: Question) -> tuple[float, bool]:
    """How likely an answer is, and whether it is refused; nothing is likely where nothing is found."""
    asked = understand(question)
    if isinstance(asked, Refused):
        return 0.0, True
    retrieved = parts.searcher.search(asked)
    if not retrieved.hits:
        return 0.0, True
    evidence = weigh(asked, retrieved, parts.searcher.lexical, parts.searcher.expected_lexical)
    decision = decide(asked, retrieved, evidence, parts.limits)
    return probability_of_answer(evidence, parts.limits.line(evidence)), isinstance(decision, Refused)


def _score(tell: Tell, question: Question) -> float:
    asked = understand(question)
    return 0.0 if isinstance(asked, Refused) else tell(asked)
