"""Benchmark results as a person reads them: text for a terminal, tables for the documentation. Pure."""

from collections.abc import Iterator, Sequence

from evals.bench_results import COMPARED, BenchResult, Difference, Group, SystemResult
from evals.intervals import Estimate
from evals.ranking import MEASURES
from evals.telling import FIGURES, Telling, TellingGroup

_NAME, _CELL = 28, 21  # signs across


def as_text(results: Sequence[BenchResult]) -> str:
    return "\n\n".join("\n".join(_lines(result)) for result in results)


def _lines(result: BenchResult) -> Iterator[str]:
    yield f"{result.name}: {_scope(result)}"
    yield _cost(result)
    for system in result.systems:
        yield ""
        yield f"{system.name}: a question takes {system.p50_ms:.1f} ms (p50), {system.p95_ms:.1f} ms (p95)"
        yield _row("", "n", list(MEASURES))
        for group in system.groups:
            yield _row(_label(group), str(group.count), [_figure(each) for each in group.figures.values()])
    for told in result.telling:
        yield ""
        yield f"{told.system}: telling questions without an answer"
        yield _row("", "n", ["without", *FIGURES])
        for part in told.groups:
            yield _row(_label(part), str(part.count), _told(part))
    if result.differences:
        yield ""
    for each in result.differences:
        compared = ", ".join(f"{name} {_signed(each.figures[name])}" for name in COMPARED)
        yield f"{each.system} minus {each.baseline}: {compared}"


def _row(label: str, count: str, cells: Sequence[str]) -> str:
    return f"  {label:{_NAME}}{count:>5}" + "".join(f"{cell:>{_CELL}}" for cell in cells)


def as_table(results: Sequence[BenchResult]) -> str:
    """Markdown: for each benchmark the systems, the product by group, and the differences."""
    return "\n\n".join(_tables(result) for result in results) + "\n"


def _tables(result: BenchResult) -> str:
    product = result.systems[0]
    tables = [
        f"**{result.name}**: {_scope(result)}. {_cost(result)}.",
        _table(["system", "n", *MEASURES, "p50 ms", "p95 ms"], [_system(each) for each in result.systems]),
    ]
    if len(product.groups) > 1:
        rows = [[_label(each), *_counted(each)] for each in product.groups]
        tables.append(_table([product.name, "n", *MEASURES], rows))
    if result.telling:
        rows = [_telling(told, group) for told in result.telling for group in told.groups]
        tables.append(_table(["telling questions without an answer", "n", "without", *FIGURES], rows))
    if result.differences:
        compared = [_compared(each) for each in result.differences]
        tables.append(_table(["difference", *COMPARED], compared))
    return "\n\n".join(tables)


def _system(system: SystemResult) -> list[str]:
    return [system.name, *_counted(system.groups[0]), f"{system.p50_ms:.1f}", f"{system.p95_ms:.1f}"]


def _counted(group: Group) -> list[str]:
    return [str(group.count), *(_figure(each) for each in group.figures.values())]


def _telling(told: Telling, group: TellingGroup) -> list[str]:
    name = told.system if group.by == "all" else f"{told.system}, {_label(group)}"
    return [name, str(group.count), *_told(group)]


def _told(group: TellingGroup) -> list[str]:
    """How many have no answer, and the figures; a dash for what does not apply."""
    figures = [_figure(each) if each else "-" for each in group.figures.values()]
    return [str(group.unanswerable), *figures]


def _compared(each: Difference) -> list[str]:
    return [f"{each.system} minus {each.baseline}", *(_signed(each.figures[name]) for name in COMPARED)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *("--:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def _scope(result: BenchResult) -> str:
    return (
        f"{result.counted} of {result.asked:,} questions have something to be found, "
        f"in {result.index.documents:,} documents ({result.index.passages:,} passages)"
    )


def _cost(result: BenchResult) -> str:
    return (
        f"Indexing took {result.index.seconds:.1f} s for {result.index.embedded:,} embedded texts; "
        f"the memory of the process had peaked at {result.peak_mib:,.0f} MiB by the last answer"
    )


def _label(group: Group | TellingGroup) -> str:
    return group.name if group.by == "all" else f"{group.by} {group.name}"


def _figure(estimate: Estimate) -> str:
    """A share with its interval.

    >>> _figure(Estimate(0.79, 0.7412, 0.8349))
    '0.790 [0.741, 0.835]'
    """
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _signed(estimate: Estimate) -> str:
    return f"{estimate.value:+.3f} [{estimate.low:+.3f}, {estimate.high:+.3f}]"
