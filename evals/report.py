"""A run as one HTML file that a policy person can read, without a network.

What stands where is in report.html.j2; here is what goes in. Pure, but for reading the template.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Literal

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined

from evals.compare import is_right
from evals.figures import Figure, Grouping, figures, shown, worst_language
from evals.judging.opinion import Opinion
from evals.metrics import Metric
from evals.passes import Pass
from evals.questions import Expected
from evals.record import Cited, Record
from evals.results import Run

_HEADLINES = ("supported", "refusal_recall", "false_answer", "recall_at_5", "verbatim", "noticed")
_CHARTS: tuple[tuple[str, Grouping], ...] = (
    ("supported", "language"),
    ("refusal_recall", "language"),
    ("supported", "kind"),
    ("refusal_recall", "kind"),
)
_TOO_FEW = 5  # questions in a language, below which it is not called the worst
_OUTCOMES: tuple[Expected, ...] = ("answered", "refused", "clarify")


@dataclass(frozen=True, slots=True)
class Card:
    """A headline."""

    says: str
    figure: Figure
    worst: Figure | None  # the language with the lowest figure


@dataclass(frozen=True, slots=True)
class Chart:
    """One metric over the groups of one kind."""

    title: str
    by: Grouping
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A metric over all questions."""

    name: str
    says: str
    shown: str


@dataclass(frozen=True, slots=True)
class Point:
    """A recorded pass."""

    x: float  # 0..100, by order
    day: str
    fingerprint: str
    supported: float
    refused: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation with the passage around its quote."""

    number: int
    source: str
    section: tuple[str, ...]
    status: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its answer."""

    record: Record
    verdict: Literal["right", "wrong"]
    passages: tuple[Quoted, ...]
    gold: frozenset[str]  # passages that hold gold words


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template shows."""

    fingerprint: str
    sources: tuple[str, ...]
    records: tuple[Record, ...]
    failures: tuple[str, ...]
    cards: tuple[Card, ...]
    charts: tuple[Chart, ...]
    outcomes: tuple[Expected, ...]
    confusion: Mapping[tuple[str, str], int]  # (expected, outcome) -> questions
    history: tuple[Point, ...]
    rows: tuple[Row, ...]
    latency: str
    opinion: Opinion | None
    languages: tuple[str, ...]
    names: Mapping[str, str]  # of these, in English
    kinds: tuple[str, ...]
    items: tuple[Item, ...]


def report(
    run: Run,
    metrics: Sequence[Metric],
    passes: Sequence[Pass],
    failures: Sequence[str],
    opinion: Opinion | None = None,
) -> str:
    """The whole file. `passes` are oldest first; `failures` is empty if the run passes its gates.

    `opinion` is a judge's, if one was asked.
    """
    environment = Environment(
        loader=PackageLoader("evals", "."), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    page = _page(run, metrics, passes, failures, opinion)
    return environment.get_template("report.html.j2").render(page=page).lstrip()


def _page(
    run: Run,
    metrics: Sequence[Metric],
    passes: Sequence[Pass],
    failures: Sequence[str],
    opinion: Opinion | None,
) -> Page:
    found = figures(run.records, metrics)
    by_name = {metric.name: metric for metric in metrics}
    languages = tuple(sorted({record.question.language for record in run.records}))
    confusion = Counter((record.question.expected, record.outcome) for record in run.records)
    return Page(
        fingerprint=run.head.fingerprint,
        sources=run.head.sources,
        records=run.records,
        failures=tuple(failures),
        cards=tuple(_cards(found, by_name)),
        charts=tuple(_charts(found, by_name)),
        outcomes=_OUTCOMES,
        confusion={(one, other): confusion[one, other] for one in _OUTCOMES for other in _OUTCOMES},
        history=tuple(_history(passes)),
        rows=tuple(_rows(found, by_name)),
        latency=latency(tuple(run.milliseconds.values()), run.at_once),
        opinion=opinion,
        languages=languages,
        names={code: Locale("en").languages.get(code, code) for code in languages},
        kinds=tuple(sorted({record.question.kind.value for record in run.records})),
        items=tuple(_item(record) for record in run.records),
    )


def _cards(found: Sequence[Figure], by_name: Mapping[str, Metric]) -> Iterator[Card]:
    overall = {figure.metric: figure for figure in found if figure.by == "all"}
    for name in _HEADLINES:
        if name in overall:
            higher = by_name[name].better == "higher"
            yield Card(
                by_name[name].says,
                overall[name],
                worst_language(found, name, least=_TOO_FEW) if higher else None,
            )


def _charts(found: Sequence[Figure], by_name: Mapping[str, Metric]) -> Iterator[Chart]:
    for name, by in _CHARTS:
        own = tuple(figure for figure in found if figure.metric == name and figure.by == by)
        if own:
            says = by_name[name].says
            yield Chart(says[0].upper() + says[1:], by, own)


def _history(passes: Sequence[Pass]) -> Iterator[Point]:
    for place, recorded in enumerate(passes):
        overall = {figure.metric: figure.value for figure in recorded.figures if figure.by == "all"}
        yield Point(
            x=round(100 * place / max(len(passes) - 1, 1), 2), day=recorded.recorded_on[:10],
            fingerprint=recorded.fingerprint, supported=overall.get("supported", 0.0),
            refused=overall.get("refusal_recall", 0.0),
        )  # fmt: skip


def _rows(found: Sequence[Figure], by_name: Mapping[str, Metric]) -> Iterator[Row]:
    for figure in found:
        metric = by_name[figure.metric]
        if figure.by == "all":
            yield Row(metric.name, metric.says, shown(figure, share=metric.unit == "share"))


def latency(milliseconds: Sequence[float], at_once: int) -> str:
    """Median and 95th percentile, their count, and how many questions had to share the machine.

    Empty where nobody measured.

    >>> latency([10.0, 20.0, 30.0], at_once=2)
    '20 and 29 of 3, asked 2 at a time'
    """
    if len(milliseconds) < 2:
        return ""
    cuts = quantiles(milliseconds, n=20, method="inclusive")
    return f"{cuts[9]:.0f} and {cuts[18]:.0f} of {len(milliseconds)}, asked {at_once} at a time"


def _item(record: Record) -> Item:
    return Item(
        record,
        "right" if is_right(record) else "wrong",
        tuple(_quoted(cited) for cited in record.citations),
        frozenset(passage for gold in record.gold for passage in gold.passages),
    )


def _quoted(cited: Cited) -> Quoted:
    start, end = cited.start - cited.passage_start, cited.end - cited.passage_start
    text = cited.passage_text
    return Quoted(
        cited.number, cited.source, cited.section, cited.status, text[:start], text[start:end], text[end:]
    )
