"""Fit weights, choice and limits on the tuning questions: `python -m evals.fit`.

Writes retrieval/fitted.json. How evidence is mixed: see `fit_search`; with --bench it starts
from public questions, else from the weights that are there. Which words are chosen: see
`fit_choice`. Where an answer begins: a logistic regression for each kind of question, each
coefficient held to the sign that its evidence has by its meaning, so that the odd wording of
few questions cannot turn it round; it begins where nine in ten of what has no answer are refused.
Where nobody has written down what people ask, it is fitted on public questions (see `fit_bare`).
When a question is a known gap: see `fit_gap`.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.benchmarks import DEFAULT_DATA
from evals.clusters import clusters
from evals.fit_bare import public_lines
from evals.fit_bench import public_weights
from evals.fit_choice import Offered, fit_choice
from evals.fit_gap import gap_score
from evals.fit_line import fit_line, most_accurate, refusing_most
from evals.fit_search import ASKED_SIGNALS, cases, fit_mix, general, remembering
from evals.metrics.metric import met
from evals.metrics.outcome import false_refusal, refusal_recall
from evals.metrics.support import supported
from evals.questions import TUNING, EvalQuestion, gold_places, read_all
from evals.recording import record_of
from retrieval.answering import Parts, answer
from retrieval.choose import Chosen, offers
from retrieval.decide import Limits, Line
from retrieval.evidence import Evidence, rarities, weigh
from retrieval.fuse import Kind, Weights
from retrieval.opening import open_parts
from retrieval.passage import Passage
from retrieval.retrieve import Searcher
from retrieval.settings import read_settings
from retrieval.tuning import FITTED, Tuning, fitted
from retrieval.understand import Asked, understand

_BEGINS = {"known": refusing_most, "bare": most_accurate}  # a bare corpus tells too little to refuse so much
_PUBLIC = "auroc on held-out folds of public questions"


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
    start, bare, told = _there_already()
    if arguments.bench is not None:
        start = public_weights(arguments.data, arguments.bench, settings.embeddings, start)
        public = list(public_lines(arguments.data, arguments.bench, settings.embeddings, start))
        bare = {each.kind: each.line for each in public}
        told = {f"{_PUBLIC}, {each.kind}, bare": each.told for each in public}
    tuning = fit(parts, read_all(TUNING), start, settings.embeddings, bare)
    tuning = tuning.model_copy(update={"gave": tuning.gave | told})
    FITTED.write_text(tuning.model_dump_json(indent=2) + "\n", "utf-8")
    print(tuning.model_dump_json(indent=2))
    return 0


def _there_already() -> tuple[Weights, Mapping[Kind, Line], dict[str, str]]:
    """What public questions gave when they were last asked: weights, lines, how well these tell."""
    before = fitted()
    lines = {kind: before.limits.bare[kind] for kind in (Kind.SPECIAL, Kind.SAME)}
    return before.weights, lines, {name: it for name, it in before.gave.items() if name.startswith(_PUBLIC)}


def fit(
    parts: Parts,
    questions: Sequence[EvalQuestion],
    start: Weights,
    embeddings: str,
    bare: Mapping[Kind, Line],
) -> Tuning:
    """The numbers that do best on `questions`; lines in `bare` are taken as they are."""
    asked = [_Asked(question, _understood(question)) for question in questions]
    answerable = [each for each in asked if each.question.has_answer]
    weights = _weights(parts.searcher, answerable, start)
    weighted = replace(parts, searcher=replace(parts.searcher, weights=weights))
    choice = fit_choice(
        [_offered(weighted, weighted.searcher, each) for each in answerable],
        [
            _offered(weighted, searcher, each)
            for searcher in (_bare(weighted.searcher), general(_bare(weighted.searcher)))
            for each in answerable
        ],
        weighted.around,
    )
    limits, aurocs = _limits(weighted, asked, bare)
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

    def is_right(self, words: Chosen) -> bool:
        """Do the words hold a gold quote, or lie within one?"""
        passage, unit = words
        return any(
            (unit.start <= place.start and place.end <= unit.end)
            or (place.start <= unit.start and unit.end <= place.end)
            for place in gold_places(self.question, passage.document)
        )


def _understood(question: EvalQuestion) -> Asked:
    asked = understand(question.as_question())
    assert isinstance(asked, Asked), f"{question.id} cannot be looked up"
    return asked


def _bare(searcher: Searcher) -> Searcher:
    """As if nobody had written down what people ask."""
    return replace(searcher, contents=replace(searcher.contents, expected=(), gaps=()), recogniser=None)


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


def _offered(parts: Parts, searcher: Searcher, each: _Asked) -> Offered:
    found, rarity = searcher.search(each.asked), rarities(each.asked, searcher.lexical)
    return Offered(
        each, tuple(offers(each.asked, found, parts.around, rarity, passages=parts.choice.passages))
    )


def _limits(
    parts: Parts, asked: Sequence[_Asked], bare: Mapping[Kind, Line]
) -> tuple[Limits, dict[str, str]]:
    """The lines, and how well each tells answers from none."""
    lines: dict[str, dict[Kind, Line]] = {"known": {}, "bare": {}}
    aurocs: dict[str, str] = {}
    for name, searcher in (("known", parts.searcher), ("bare", _bare(parts.searcher))):
        for kind, by in ((Kind.SPECIAL, searcher), (Kind.SAME, general(searcher)), (Kind.ACROSS, searcher)):
            if (name, kind) == ("known", Kind.SAME) or (name == "bare" and kind in bare):
                continue
            weighed = [(each, _weighed(by, each.asked)) for each in asked]
            own = [(each, evidence) for each, evidence in weighed if evidence.kind is kind]
            answerable = [each.question.has_answer for each, _ in own]
            together = clusters([each.question for each, _ in own])
            line, auroc = fit_line(
                [evidence for _, evidence in own], answerable, together, begins=_BEGINS[name]
            )
            lines[name][kind] = line
            aurocs[f"auroc on held-out folds, {kind}, {name}"] = f"{auroc:.2f} of {len(own)}"
    lines["known"][Kind.SAME] = lines["known"][Kind.ACROSS]
    return Limits(lines["known"], lines["bare"] | dict(bare), gap_score(parts.searcher.recogniser)), aurocs


def _weighed(searcher: Searcher, asked: Asked) -> Evidence:
    return weigh(asked, searcher.search(asked), searcher.lexical, searcher.expected_lexical)


def _gave(parts: Parts, questions: Sequence[EvalQuestion]) -> dict[str, str]:
    records = [record_of(each, answer(each.as_question(), parts), parts) for each in questions]
    return {
        "supported": str(met(supported, records)),
        "answerable refused": str(met(false_refusal, records)),
        "unanswerable refused": str(met(refusal_recall, records)),
    }


if __name__ == "__main__":
    raise SystemExit(main())
