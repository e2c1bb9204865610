"""Answers as plain text for a terminal: notices first, then the quotes, then where they stand."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import assert_never

from bot.wording import CLARIFY, NEAREST, SOURCES, TRANSLATED, Words
from retrieval.answer import Answer, Answered, Citation, Clarify, Refused, Statement
from retrieval.passage import Passage
from retrieval.sources import Source


def render(answer: Answer, contact: str | None) -> str:
    """What a person is shown."""
    words = Words(answer.language)
    match answer:
        case Answered():
            return "\n\n".join(_answered(answer, words))
        case Refused():
            return "\n\n".join(_refused(answer, words, contact))
        case Clarify():
            return "\n".join([words.say(CLARIFY), *numbered(each.text for each in answer.suggestions)])
        case _:
            assert_never(answer)


def _answered(answer: Answered, words: Words) -> Iterator[str]:
    for notice in words.notices(answer.notices):
        yield f"! {notice}"
    quoted = folded_quotes(answer)
    for source, statements in by_source(answer):
        yield words.attribution(source)
        for statement in statements:
            yield "\n".join(
                [
                    f"{statement.text} {marks(statement.citations)}",
                    *(f"  {line}" for line in beneath(answer, statement, quoted, words)),
                ]
            )
    yield "\n".join([words.heading(words.say(SOURCES)), *references(answer.citations, words)])


def by_source(answer: Answered) -> Iterator[tuple[Source, list[Statement]]]:
    """The statements in order, those that follow each other from one source together."""
    quoted = {citation.number: citation.quote.document.source for citation in answer.citations}
    for _, group in groupby(answer.statements, key=lambda statement: quoted[statement.citations[0]].id):
        statements = list(group)
        yield quoted[statements[0].citations[0]], statements


def folded_quotes(answer: Answered) -> dict[int, str]:
    """The words of each citation, by its number, with white space folded."""
    return {citation.number: " ".join(citation.quote.text.split()) for citation in answer.citations}


def beneath(answer: Answered, statement: Statement, quoted: Mapping[int, str], words: Words) -> Iterator[str]:
    """What stands below a statement: the quotes that it puts into other words, and translations."""
    in_other_words = not is_quoted(statement, quoted)
    for number in statement.citations:
        if in_other_words:
            yield f"{marks([number])} “{words.isolated(quoted[number])}”"
        if number in answer.translations:
            yield f"{marks([number])} {words.say(TRANSLATED, text=answer.translations[number])}"


def is_quoted(statement: Statement, quoted: Mapping[int, str]) -> bool:
    """Is it the words of its quotes, rather than a model's?"""
    return all(quoted[number] in statement.text for number in statement.citations)


def numbered(lines: Iterable[str]) -> list[str]:
    """What can be chosen from, with the number to choose it by."""
    return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]


def references(citations: tuple[Citation, ...], words: Words) -> list[str]:
    """Where the quotes stand, one line for all that stand in the same place."""
    places: dict[str, list[int]] = {}
    for citation in citations:
        document = citation.quote.document
        page = document.page(citation.quote.start)
        place = words.reference(document.source, citation.passage.section, page)
        places.setdefault(place, []).append(citation.number)
    return [f"{marks(numbers)} {place}" for place, numbers in places.items()]


def marks(numbers: tuple[int, ...] | list[int]) -> str:
    """Citation numbers as they are shown, three or more in a row as a range.

    >>> marks([1, 2, 3, 7])
    '[1]–[3] [7]'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(part for run in runs for part in _run(run))


def _run(run: list[int]) -> list[str]:
    return [f"[{run[0]}]–[{run[-1]}]"] if len(run) > 2 else [f"[{number}]" for number in run]


def _refused(answer: Refused, words: Words, contact: str | None) -> Iterator[str]:
    yield words.refusal(answer)
    if answer.nearest:
        yield "\n".join([words.say(NEAREST), *numbered(map(words.section, answer.nearest))])
    yield words.help_from_a_person(contact)


def render_passage(citation: Citation, words: Words, *, bold: tuple[str, str]) -> str:
    """The whole passage with the quote between `bold`, below its reference."""
    passage, quote = citation.passage, citation.quote
    inside = passage.text
    start, end = quote.start - passage.start, quote.end - passage.start
    shown = f"{inside[:start]}{bold[0]}{inside[start:end]}{bold[1]}{inside[end:]}"
    return f"{words.reference(quote.document.source, passage.section, passage.page)}\n\n{shown}"


def render_part(passage: Passage, words: Words) -> str:
    """A passage that quotes nothing, below its reference."""
    return f"{words.reference(passage.document.source, passage.section, passage.page)}\n\n{passage.text}"
