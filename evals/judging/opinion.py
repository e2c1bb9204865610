"""What a judge makes of a run, fit to be shown only together with how far it agrees with people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evals.figures import figures, shown
from evals.judging.agreement import Agreement, agreement
from evals.judging.items import items_of
from evals.judging.judge import Identity, identity_of
from evals.judging.kept import Aspect, Judgement, Place, both, read
from evals.judging.pairs import labelled
from evals.metrics.metric import Metric
from evals.record import Record
from evals.results import Run, folder_of
from retrieval.settings import Settings

ASPECTS: Mapping[Aspect, str] = {
    "faithfulness": "claims of an answer that its quotes support, says a language model",
    "relevance": "how well an answer fits its question, says a language model",
}
_SEE = "see in the report what the judge missed, with: citabot eval report"


@dataclass(frozen=True, slots=True)
class Opinion:
    """Judgements of a run by one judge."""

    judge: Identity
    records: tuple[Record, ...]  # of the run
    judged: Mapping[Place, Judgement]
    agreements: Mapping[Aspect, Agreement]  # empty: it was not calibrated, or not to the end

    @property
    def unusable(self) -> str:
        """Why its figures may not be shown, a sentence; empty if they may."""
        missing = sum(place not in self.judged for place, _ in both(items_of(self.records)))
        if missing:
            return f"{self.judge.name!r} has not judged this run to its end; run: citabot eval judge"
        if not self.agreements:
            return (
                f"nobody knows how far the judge {self.judge.name!r} agrees with people; "
                "run: citabot eval judge --calibrate"
            )
        return ""

    def metrics(self, without: float | None = None) -> tuple[Metric, ...]:
        """Its figures; `without` is what an answer without a judgement counts, None: nothing."""
        return tuple(
            Metric(name, says, partial(self._score, name, without), points_at=_SEE)
            for name, says in ASPECTS.items()
        )

    def _score(self, aspect: Aspect, without: float | None, record: Record) -> float | None:
        """Does not apply to what was not answered."""
        if not record.statements:
            return None
        judgement = self.judged.get((aspect, record.id))
        return without if judgement is None or judgement.score is None else judgement.score

    def lines(self) -> Iterator[tuple[str, str]]:
        """(name, figure) for a person; only why there are none, where they may not be shown."""
        yield "judge", str(self.judge)
        if self.unusable:
            yield "not shown", self.unusable
            return
        for figure in figures(self.records, self.metrics()):
            if figure.by == "all":
                yield figure.metric, shown(figure, share=True)
        yield "without a judgement", str(sum(each.found is None for each in self.judged.values()))
        for aspect, agreed in self.agreements.items():
            yield f"agreement, {aspect}", str(agreed)

    def unsupported(self) -> Iterator[tuple[str, str]]:
        """(id of a question, claim that the quotes do not carry), in the order of the run."""
        if not self.unusable:
            for record in self.records:
                judgement = self.judged.get(("faithfulness", record.id))
                for claim in judgement.unsupported if judgement else ():
                    yield record.id, claim


def opinion_of(run: Run, settings: Settings, results: Path) -> Opinion | None:
    """What the judge of the settings made of a run, as it is kept.

    None without a judge, or if it was not asked. Raises SettingsError if it is a model that answered.
    """
    judge = identity_of(settings, (record.composer for record in run.records))
    if judge is None:
        return None
    wanted = dict(both(items_of(run.records)))
    judged = read(folder_of(run.head.fingerprint, results), judge, wanted)
    return Opinion(judge, run.records, judged, agreements_of(judge, results)) if judged else None


def agreements_of(judge: Identity, results: Path) -> dict[Aspect, Agreement]:
    """How far it agrees, by aspect; empty unless it has judged the whole set as it stands today."""
    pairs = labelled()
    judged = read(calibration_folder(results), judge, {pair.place: pair.item for pair in pairs})
    if len(judged) < len(pairs):
        return {}
    of = {aspect: [pair for pair in pairs if pair.aspect == aspect] for aspect in ASPECTS}
    return {aspect: agreement(own, judged) for aspect, own in of.items()}


def calibration_folder(results: Path) -> Path:
    """Where what judges said of the labelled set is kept, beside the runs."""
    return results / "calibration"
