"""What a run must reach before its state may be served: evals/gates.yaml, held against a run.

Every failure is one line that names what failed and where to look.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from evals.figures import Figure, figures
from evals.judging.opinion import ASPECTS, Opinion
from evals.metrics import Metric, metrics
from evals.passes import Pass
from evals.results import Run
from evals.rules import RULES
from retrieval.answer import NoticeKind
from retrieval.errors import CitabotError
from retrieval.plain_yaml import read_yaml

GATES = Path(__file__).with_name("gates.yaml")
_METRICS = {metric.name: metric for metric in metrics({})}
Share = Annotated[float, Field(ge=0, le=1)]
ByGroup = dict[str, Share]  # "all" or a language -> bound


class Regression(BaseModel):
    """How much worse than the recorded pass a figure may be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    all: Share
    language: Share  # of each language


class Gates(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    notices: dict[str, tuple[NoticeKind, ...]]  # source -> what its answers must say, as a person read it
    never: tuple[str, ...]  # of RULES
    floors: dict[str, ByGroup]
    ceilings: dict[str, ByGroup]
    regressions: dict[str, Regression]

    @field_validator("never")
    @classmethod
    def _known_rules(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return _known(names, RULES)

    @field_validator("floors")
    @classmethod
    def _known_floors(cls, bounds: dict[str, object]) -> dict[str, object]:
        _known(tuple(bounds), [*_METRICS, *ASPECTS])
        return bounds

    @field_validator("ceilings", "regressions")
    @classmethod
    def _known_metrics(cls, bounds: dict[str, object]) -> dict[str, object]:
        _known(tuple(bounds), _METRICS)
        return bounds

    @property
    def of_a_judge(self) -> tuple[str, ...]:
        """The floors that ask for a language model's judgement."""
        return tuple(name for name in self.floors if name in ASPECTS)


def _known(names: tuple[str, ...], choices: Iterable[str]) -> tuple[str, ...]:
    unknown = [name for name in names if name not in set(choices)]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(choices)}")
    return names


def read_gates(path: Path = GATES) -> Gates:
    """Raises CitabotError that names the entry."""
    try:
        return Gates.model_validate(read_yaml(path))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CitabotError(f"{path} cannot be read ({type(error).__name__}); mend it there.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CitabotError(f"{path}: {where}: {first['msg']}.") from error


def gates_digest(path: Path = GATES) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def failures(run: Run, gates: Gates, recorded: Pass | None, opinion: Opinion | None = None) -> list[str]:
    """Why the run does not pass, a line each; empty if it does.

    `recorded` is the last pass, if there is one: figures over the same questions may not fall far below it.
    `opinion` is a judge's, which is asked for only where there are floors for it.
    """
    if not run.records:
        return ["nothing was asked: an empty run proves nothing; run: citabot eval run"]
    found = figures(run.records, metrics(gates.notices))
    return [
        *(f"question {complaint}" for complaint in run.head.complaints),
        *_broken(run, gates),
        *_out_of_bounds(found, gates),
        *(_judged(run, gates, opinion) if gates.of_a_judge else ()),
        *(_regressed(found, gates, recorded) if recorded and is_comparable(run, recorded) else ()),
    ]


def is_comparable(run: Run, recorded: Pass) -> bool:
    """Were both asked the same questions? Figures over others say nothing about answers."""
    return run.head.questions_sha256 == recorded.questions_sha256


def _broken(run: Run, gates: Gates) -> Iterator[str]:
    for record in run.records:
        for name in gates.never:
            for said in RULES[name](record, gates.notices):
                yield f"{record.id}: {said} ({name})."


def _judged(run: Run, gates: Gates, opinion: Opinion | None) -> Iterator[str]:
    """An answer of which there is no judgement counts nothing, as if it were the worst."""
    unusable = opinion.unusable if opinion else "no judge has judged this run; run: citabot eval judge"
    if opinion is None or unusable:
        yield f"there is a floor for {' and '.join(gates.of_a_judge)}, and {unusable}, or take the floor out."
        return
    own = opinion.metrics(without=0.0)
    floors = {name: gates.floors[name] for name in gates.of_a_judge}
    yield from _beyond("floor", floors, figures(run.records, own), own)


def _out_of_bounds(found: Sequence[Figure], gates: Gates) -> Iterator[str]:
    floors = {name: groups for name, groups in gates.floors.items() if name in _METRICS}
    yield from _beyond("floor", floors, found, _METRICS.values())
    yield from _beyond("ceiling", gates.ceilings, found, _METRICS.values())


def _beyond(
    side: Literal["floor", "ceiling"],
    bounds: Mapping[str, ByGroup],
    found: Sequence[Figure],
    known: Iterable[Metric],
) -> Iterator[str]:
    reached = {(each.metric, each.group): each for each in found if each.by != "kind"}
    points_at = {metric.name: metric.points_at for metric in known}
    for name, groups in bounds.items():
        for group, bound in groups.items():
            figure = reached.get((name, group))
            if figure is None:
                yield f"{name}{_in(group)} applies to no question; ask some, or take its {side} out."
            elif figure.value < bound if side == "floor" else figure.value > bound:
                yield (
                    f"{name}{_in(group)} is {_percent(figure.value)} of {figure.count}, beyond its "
                    f"{side} of {_percent(bound)}: {points_at[name]}."
                )


def _in(group: str) -> str:
    return "" if group == "all" else f" in {group!r}"


def _regressed(found: Sequence[Figure], gates: Gates, recorded: Pass) -> Iterator[str]:
    before = {(each.metric, each.by, each.group): each for each in recorded.figures}
    for figure in found:
        allowed = gates.regressions.get(figure.metric)
        old = before.get((figure.metric, figure.by, figure.group))
        if allowed is None or old is None or figure.by == "kind":
            continue
        worse = _worse_by(_METRICS[figure.metric], figure.value, old.value)
        most = allowed.all if figure.by == "all" else allowed.language
        if worse > most + 1e-9:
            yield (
                f"{figure.metric}{_in(figure.group)} went from {_percent(old.value)} to "
                f"{_percent(figure.value)} since the pass {recorded.fingerprint} of {recorded.recorded_on}, "
                f"more than the {_percent(most)} allowed: {_METRICS[figure.metric].points_at}."
            )


def _worse_by(metric: Metric, now: float, before: float) -> float:
    return now - before if metric.better == "lower" else before - now


def proposed(found: Sequence[Figure], names: Sequence[str]) -> dict[str, ByGroup]:
    """Bounds a standard error, or one question, on the worse side of each figure, in hundredths.

    Over all questions, and by language.
    """
    bounds: dict[str, ByGroup] = {name: {} for name in names}
    for figure in found:
        if figure.metric in bounds and figure.by != "kind":
            room = max(figure.error, 1 / figure.count)
            lower = _METRICS[figure.metric].better == "lower"
            bound = (
                math.ceil(100 * (figure.value + room)) if lower else math.floor(100 * (figure.value - room))
            )
            bounds[figure.metric][figure.group] = min(100, max(0, bound)) / 100
    return bounds


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
