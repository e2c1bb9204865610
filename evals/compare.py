"""Two runs side by side, as Markdown that a pull request can hold. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.metrics.metric import Metric
from evals.metrics.support import left_open, supported
from evals.paired import Difference, difference
from evals.record import Record
from evals.results import Run

_LONGEST = 400  # characters of an answer that is shown beside the other


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed between two runs, question by question."""

    differences: tuple[Difference, ...]
    broke: tuple[tuple[Record, Record], ...]  # right before, wrong after
    healed: tuple[tuple[Record, Record], ...]
    changed: int  # answers that are not what they were, among all asked both times
    both: int  # questions asked both times
    only_before: tuple[str, ...]  # ids
    only_after: tuple[str, ...]


def is_right(record: Record) -> bool:
    """Answered with the right words, refused, or left open, as it should be."""
    match record.question.expected:
        case "answered":
            return supported(record) == 1
        case "refused":
            return record.outcome == "refused"
        case "clarify":
            return left_open(record) == 1


def compare(before: Sequence[Record], after: Sequence[Record], metrics: Sequence[Metric]) -> Compared:
    """Over the questions that were asked both times and are the same."""
    old = {record.id: record for record in before}
    new = {record.id: record for record in after}
    pairs = [
        (old[name], new[name]) for name in old if name in new and old[name].question == new[name].question
    ]
    same = {record.id for record, _ in pairs}
    return Compared(
        differences=tuple(found for metric in metrics if (found := _difference(metric, pairs)) is not None),
        broke=tuple(pair for pair in pairs if is_right(pair[0]) and not is_right(pair[1])),
        healed=tuple(pair for pair in pairs if is_right(pair[1]) and not is_right(pair[0])),
        changed=sum(_answer(one) != _answer(other) for one, other in pairs),
        both=len(pairs),
        only_before=tuple(name for name in old if name not in same),
        only_after=tuple(name for name in new if name not in same),
    )


def _difference(metric: Metric, pairs: Sequence[tuple[Record, Record]]) -> Difference | None:
    values = [(metric.measure(one), metric.measure(other)) for one, other in pairs]
    applying = [(one, other) for one, other in values if one is not None and other is not None]
    return difference(metric.name, applying, yes_or_no=metric.yes_or_no)


def markdown(before: Run, after: Run, metrics: Sequence[Metric]) -> str:
    """A table of what changed, then what broke and what healed with both answers."""
    found = compare(before.records, after.records, metrics)
    return "\n".join(_lines(before, after, found, metrics)) + "\n"


def _lines(before: Run, after: Run, found: Compared, metrics: Sequence[Metric]) -> Iterator[str]:
    yield f"## Evaluation: `{before.head.fingerprint}` → `{after.head.fingerprint}`"
    yield ""
    yield (
        f"{found.both} questions were asked both times; {found.changed} answers changed, "
        f"{len(found.broke)} broke, {len(found.healed)} healed."
    )
    for names, which in ((found.only_before, "before"), (found.only_after, "after")):
        if names:
            yield f"Asked only {which}, or changed: {', '.join(names)}."
    yield from ("", *_table(found.differences, metrics))
    yield from _questions("Broke", found.broke)
    yield from _questions("Healed", found.healed)


def _table(differences: Sequence[Difference], metrics: Sequence[Metric]) -> Iterator[str]:
    units = {metric.name: metric.unit for metric in metrics}
    yield "| figure | n | before | after | effect | rose | fell | p |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for each in differences:
        before, after, effect = (
            (f"{100 * value:{sign}.1f} %" if units[each.metric] == "share" else f"{value:{sign}.1f}")
            for value, sign in ((each.before, ""), (each.after, ""), (each.effect, "+"))
        )
        yield (
            f"| {each.metric} | {each.count} | {before} | {after} | {effect} | {each.rose} | {each.fell} "
            f"| {each.p:.3f} |"
        )


def _questions(title: str, pairs: Sequence[tuple[Record, Record]]) -> Iterator[str]:
    if not pairs:
        return
    yield from ("", f"### {title}")
    for before, after in pairs:
        asked = before.question
        yield from (
            "",
            f"**{asked.id}** ({asked.language}, {asked.kind}, to be {asked.expected}): {asked.question}",
        )
        yield from ("", f"- before: {_shown(before)}", f"- after: {_shown(after)}")


def _shown(record: Record) -> str:
    said = " ".join(_answer(record).split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()}…"


def _answer(record: Record) -> str:
    if record.outcome == "refused":
        return f"refused ({record.reason}) {record.said}"
    if record.outcome == "clarify":
        return f"asked back: {' / '.join(record.suggestions)}"
    return "\n".join(
        f"“{statement.text}” {''.join(f'[{number}]' for number in statement.citations)}"
        for statement in record.statements
    )
