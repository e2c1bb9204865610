"""The figures of a recorded pass as a table of plain text, by language and by kind. Pure."""

from collections.abc import Iterator

from evals.figures import Figure, shown
from evals.passes import Pass

_COLUMNS = {"supported": "answered rightly", "refusal_recall": "refused rightly", "recall_at_5": "found"}
_WIDTHS = (20, 26)  # of the first column and of the others


def table(recorded: Pass) -> str:
    """Shares with 95 % intervals and counts; a dash where nothing of the kind was asked.

    Found: the words that answer stand in the first five passages of the search.
    """
    questions = sum(recorded.questions.values())
    head = f"{questions} questions, fingerprint {recorded.fingerprint}, {recorded.recorded_on[:10]}"
    return "\n".join([head, "", *_lines(recorded)])


def _lines(recorded: Pass) -> Iterator[str]:
    cells = {(each.metric, each.by, each.group): each for each in recorded.figures}
    groups = list(dict.fromkeys((each.by, each.group) for each in recorded.figures))
    yield _row("", list(_COLUMNS.values()))
    for by in ("all", "language", "kind"):
        for group in sorted(name for kind, name in groups if kind == by):
            found = [cells.get((metric, by, group)) for metric in _COLUMNS]
            if any(found):
                yield _row(group.replace("_", " "), [_cell(each) for each in found])


def _cell(figure: Figure | None) -> str:
    return shown(figure, share=True) if figure else "–"


def _row(name: str, cells: list[str]) -> str:
    first, other = _WIDTHS
    return f"{name:{first}}{''.join(f'{cell:{other}}' for cell in cells)}".rstrip()
