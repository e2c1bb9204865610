"""Fit weights, choice and limits on the tuning questions: `python -m evals.fit`.

Writes retrieval/fitted.json. How evidence is mixed: see `fit_search`; with --bench it starts
from public questions, else from the weights that are there. Which words are chosen: a grid
search. Where an answer begins: a logistic regression for each kind of question, each
coefficient held to the sign that its evidence has by its meaning, so that the odd wording of
few questions cannot turn it round; the threshold has the best balanced accuracy on held-out
folds. When a question is a known gap: see `fit_gap`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from evals.benchmarks import DEFAULT_DATA
from evals.fit_bench import public_weights
from evals.fit_gap import gap_cosine
from evals.fit_line import fit_line
from evals.fit_search import ASKED_SIGNALS, cases, fit_mix, general, remembering
from evals.questions import TUNING, EvalQuestion, gold_places, read_all
from evals.scoring import beside_the_point, count, is_supported
from retrieval.answer import Answer, Answered, Refused
from retrieval.answering import Parts, answer
from retrieval.compose import Choice, compose
from retrieval.decide import Limits, Line, refuse
from retrieval.embed import serving
from retrieval.evidence import Evidence, rarities, weigh
from retrieval.fuse import Kind, Weights
from retrieval.opening import open_parts
from retrieval.passage import Passage
from retrieval.retrieve import Retrieved, Searcher
from retrieval.settings import read_settings
from retrieval.tuning import FITTED, Tuning, fitted
from retrieval.understand import Asked, Question, understand
from retrieval.verify import verify

_BESIDE = 0.3  # what a quote beside the point costs, a supported answer being worth 1


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.fit", description=__doc__)
    parser.add_argument("--home", type=Path, metavar="DIR", help="folder of settings and index")
    parser.add_argument(
        "--bench",
        type=Path,
        metavar="DIR",
        help="where `python -m evals.benchmarks --keep DIR` keeps indexes",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_DATA,
        metavar="DIR",
        help=f"public questions, default {DEFAULT_DATA}",
    )
    arguments = parser.parse_args(argv)
    settings = read_settings(home=arguments.home)
    opened = open_parts(settings.home, settings.embeddings)
    parts = replace(opened, searcher=remembering(opened.searcher))
    start = fitted().weights
    if arguments.bench is not None:
        start = public_weights(arguments.data, arguments.bench, settings.embeddings, start)
    tuning = fit(parts, read_all(TUNING), start, settings.embeddings)
    FITTED.write_text(tuning.model_dump_json(indent=2) + "\n", "utf-8")
    print(tuning.model_dump_json(indent=2))
    return 0


def fit(parts: Parts, questions: Sequence[EvalQuestion], start: Weights, embeddings: str) -> Tuning:
    """The numbers that do best on `questions`."""
    asked = [_Asked(question, _understood(question)) for question in questions]
    answerable = [each for each in asked if each.question.expected == "answered"]
    weights = _weights(parts.searcher, answerable, start)
    weighted = _with_weights(parts, weights)
    found = [(each, weighted.searcher.search(each.asked)) for each in answerable]
    choice = max(_choices(), key=lambda each: _worth(found, weighted, each))
    limits, aurocs = _limits(weighted, asked)
    chosen = replace(weighted, choice=choice, limits=limits)
    return Tuning(
        embeddings=embeddings,
        weights=weights,
        choice=choice,
        limits=limits,
        fitted_on=f"{len(questions)} tuning questions, {len(answerable)} answerable",
        gave=_gave(chosen, questions) | aurocs,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    question: EvalQuestion
    asked: Asked

    def is_gold(self, passage: Passage) -> bool:
        """Does the passage share words with a gold quote?"""
        return any(
            place.start < passage.end and passage.start < place.end
            for place in gold_places(self.question, passage.document)
        )


def _understood(question: EvalQuestion) -> Asked:
    asked = understand(Question(question.question))
    assert isinstance(asked, Asked), f"{question.id} cannot be looked up"
    return asked


def _with_weights(parts: Parts, weights: Weights) -> Parts:
    return replace(parts, searcher=replace(parts.searcher, weights=weights))


def _bare(searcher: Searcher) -> Searcher:
    """As if nobody had written down what people ask."""
    return replace(searcher, contents=replace(searcher.contents, expected=(), gaps=()))


# No shipped document is in a language without a model of its own: what expected questions weigh in `same`
# is taken from `across`, which the same model serves.
def _weights(searcher: Searcher, answerable: Sequence[_Asked], start: Weights) -> Weights:
    across = fit_mix(cases(searcher, answerable, Kind.ACROSS), start.across, ASKED_SIGNALS)
    return replace(
        start,
        special=fit_mix(cases(searcher, answerable, Kind.SPECIAL), start.special, ASKED_SIGNALS),
        same=replace(start.same, expected=across.expected, expected_words=across.expected_words),
        across=across,
    )


def _choices() -> Iterator[Choice]:
    # `whole` falls: where it makes no difference, who asks for a list gets it
    for words, expected, place, whole, slack in product(
        (0.0, 0.06), (0.0, 0.5, 1.0), (0.0, 0.1, 0.3), (0.2, 0.0), (0.003, 0.01, 0.03)
    ):
        yield Choice(words, expected, place, whole, slack)


_Found = tuple[_Asked, Retrieved]


def _worth(found: Sequence[_Found], parts: Parts, choice: Choice) -> float:
    """Mean over questions: supported, less what stands beside the point."""
    return sum(_worth_of(each, _composed(each, got, parts, choice)) for each, got in found) / len(found)


def _composed(each: _Asked, retrieved: Retrieved, parts: Parts, choice: Choice) -> Answer:
    """The answer if one is given whatever the evidence."""
    rarity = rarities(each.asked, parts.searcher.lexical)
    draft = compose(each.asked, retrieved.hits, parts.searcher.contents.passages, rarity, choice)
    verified = verify(draft)
    if not verified.statements:
        return refuse(each.asked, retrieved)
    return Answered(verified.statements, verified.citations, (), each.asked.language)


def _worth_of(each: _Asked, reached: Answer) -> float:
    beside = beside_the_point(each.question, reached)
    return is_supported(each.question, reached) - (_BESIDE * beside.share if beside.of else 0.0)


def _limits(parts: Parts, asked: Sequence[_Asked]) -> tuple[Limits, dict[str, str]]:
    """The lines, and how well each tells answers from none."""
    lines: dict[str, dict[Kind, Line]] = {"known": {}, "bare": {}}
    aurocs: dict[str, str] = {}
    for name, searcher in (("known", parts.searcher), ("bare", _bare(parts.searcher))):
        for kind, by in ((Kind.SPECIAL, searcher), (Kind.SAME, general(searcher)), (Kind.ACROSS, searcher)):
            if (name, kind) == ("known", Kind.SAME):
                continue
            weighed = [(each, _weighed(by, each.asked)) for each in asked]
            own = [(each, evidence) for each, evidence in weighed if evidence.kind is kind]
            answerable = [each.question.expected == "answered" for each, _ in own]
            line, auroc = fit_line([evidence for _, evidence in own], answerable, gap=_gap(by, kind))
            lines[name][kind] = line
            aurocs[f"auroc on held-out folds, {kind}, {name}"] = f"{auroc:.2f} of {len(own)}"
    lines["known"][Kind.SAME] = lines["known"][Kind.ACROSS]
    return Limits(**lines), aurocs


def _weighed(searcher: Searcher, asked: Asked) -> Evidence:
    return weigh(asked, searcher.search(asked), searcher.lexical, searcher.expected_lexical)


def _gap(searcher: Searcher, kind: Kind) -> float:
    """For questions of a kind, by the model that serves them."""
    special = kind is Kind.SPECIAL
    embedders = [model.embedder for model in searcher.models]
    embedder = next(each for each in embedders if bool(each.languages) is special)
    return gap_cosine(searcher.contents, embedder, lambda language: serving(embedders, language) is embedder)


def _gave(parts: Parts, questions: Sequence[EvalQuestion]) -> dict[str, str]:
    replies = [(question, answer(Question(question.question), parts).answer) for question in questions]
    wanted = [(question, reached) for question, reached in replies if question.expected == "answered"]
    unwanted = [reached for question, reached in replies if question.expected == "refused"]
    return {
        "supported": str(count([is_supported(question, reached) for question, reached in wanted])),
        "answerable refused": str(count([isinstance(reached, Refused) for _, reached in wanted])),
        "unanswerable refused": str(count([isinstance(reached, Refused) for reached in unwanted])),
    }


if __name__ == "__main__":
    raise SystemExit(main())
