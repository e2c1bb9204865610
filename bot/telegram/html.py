"""Answers as Telegram messages.

Everything that is not ours is escaped, then tags are added. Telegram takes 4,096 characters
and 100 entities a message, so an answer is a list of blocks, each complete in itself, that
is packed into as few messages as they fit. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import assert_never

from bot.render_text import beneath, by_source, folded_quotes, is_quoted, numbered, references
from bot.telegram.links import link
from bot.wording import CLARIFY, NEAREST, SOURCES, Words
from retrieval.answer import Answer, Answered, Clarify, Refused, Statement
from retrieval.document import Quote
from retrieval.passage import Passage

_LONGEST = 3800  # UTF-16 units a message; Telegram's limit is 4,096 after tags are taken out
_ROOM = 3600  # UTF-16 units of text in a block, escaped; the rest is for tags and citation numbers
_MOST_ENTITIES = 90  # a message; Telegram drops what comes after the 100th
_OPENING = re.compile("<[a-z]")
_TAG = re.compile("<[^>]*>")


def render(answer: Answer, contact: str | None) -> list[str]:
    """The messages of an answer, in order; never empty."""
    words = Words(answer.language)
    match answer:
        case Answered():
            return pack(list(_answered(answer, words)))
        case Refused():
            return pack(list(_refused(answer, words, contact)))
        case Clarify():
            return render_lines(
                [words.say(CLARIFY), *numbered(suggestion.text for suggestion in answer.suggestions)]
            )
        case _:
            assert_never(answer)


def _answered(answer: Answered, words: Words) -> Iterator[str]:
    for said in words.notices(answer.notices):
        yield from _plain(f"⚠️ {said}")
    addresses = {citation.number: link(citation) for citation in answer.citations}
    quoted = folded_quotes(answer)
    for source, statements in by_source(answer):
        yield from (f"<b>{line}</b>" for line in _plain(words.attribution(source)))
        for statement in statements:
            shown = " ".join(_mark(number, addresses[number]) for number in statement.citations)
            below = list(beneath(answer, statement, quoted, words))
            yield from _statement(statement, shown, below, words, is_quote=is_quoted(statement, quoted))
    for stretch in _stretches("\n".join(references(answer.citations, words))):
        heading = escape(words.say(SOURCES))
        yield f"<b>{heading}</b>\n<blockquote expandable>{escape(stretch)}</blockquote>"


def _statement(
    statement: Statement, shown: str, below: Sequence[str], words: Words, *, is_quote: bool
) -> Iterator[str]:
    """A quote; or a model's sentence with its quotes below it. A translation is below what it translates."""
    for stretch in _stretches(statement.text):
        text = f"{escape(words.isolated(stretch))} {shown}"
        yield f"<blockquote>{text}</blockquote>" if is_quote else text
    for line in below:
        yield from (f"<blockquote>{escape(stretch)}</blockquote>" for stretch in _stretches(line))


def _mark(number: int, address: str | None) -> str:
    """The number of a citation, leading to its words where they have an address."""
    return f'<a href="{escape(address)}">[{number}]</a>' if address else f"<b>[{number}]</b>"


def _refused(answer: Refused, words: Words, contact: str | None) -> Iterator[str]:
    yield from _plain(words.refusal(answer))
    if answer.nearest:
        sections = numbered(map(words.section, answer.nearest))
        yield from _plain("\n".join([words.say(NEAREST), *sections]))
    yield from _plain(words.help_from_a_person(contact))


def render_passage(passage: Passage, quote: Quote | None, words: Words) -> list[str]:
    """The whole passage below its reference, with the quote, if there is one, in bold."""
    reference = words.reference(passage.document.source, passage.section, passage.page)
    start, end = (quote.start - passage.start, quote.end - passage.start) if quote else (0, 0)
    text = passage.text
    blocks = [f"<i>{escape(stretch)}</i>" for stretch in _stretches(reference)]
    for first, last in _cuts(text):
        blocks.append(_with_bold(text[first:last], max(start - first, 0), max(end - first, 0)))
    return pack(blocks)


def _with_bold(text: str, start: int, end: int) -> str:
    """Escaped, with the characters from `start` to `end` in bold, as far as the text goes."""
    bold = f"<b>{escape(text[start:end])}</b>" if text[start:end] else ""
    return f"{escape(text[:start])}{bold}{escape(text[end:])}"


def render_lines(lines: Sequence[str]) -> list[str]:
    """Our own lines as messages."""
    return pack([block for line in lines for block in _plain(line)])


def pack(blocks: Sequence[str]) -> list[str]:
    """Blocks joined by blank lines into messages that Telegram takes."""
    messages: list[str] = []
    held: list[str] = []
    for block in blocks:
        if held and not _fits("\n\n".join([*held, block])):
            messages.append("\n\n".join(held))
            held = []
        held.append(block)
    return [*messages, "\n\n".join(held)]


def _fits(html: str) -> bool:
    return units(html) <= _LONGEST and len(_OPENING.findall(html)) <= _MOST_ENTITIES


def without_tags(html: str) -> str:
    """What is read of a message, for when Telegram does not take it as it is.

    >>> without_tags("<b>Law &amp; rule</b>")
    'Law & rule'
    """
    return unescape(_TAG.sub("", html))


def units(text: str) -> int:
    """Length as Telegram counts it; tags and references count too, which is the safe side."""
    return len(text.encode("utf-16-le")) // 2


def _plain(text: str) -> Iterator[str]:
    return (escape(stretch) for stretch in _stretches(text))


def _stretches(text: str) -> Iterator[str]:
    """A text in as few parts as fit a message each."""
    return (text[start:end].strip() for start, end in _cuts(text))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Where those parts begin and end: at a blank where there is one, none of them only blank."""
    start = 0
    while start < len(text):
        most = _most(text, start)
        blank = max(text.rfind(" ", start, most), text.rfind("\n", start, most))
        end = blank + 1 if start <= blank and most < len(text) else most
        if text[start:end].strip():
            yield start, end
        start = end


def _most(text: str, start: int) -> int:
    """How far a part that begins at `start` can reach."""
    if units(escape(text[start:])) <= _ROOM:
        return len(text)
    used = 0
    for place in range(start, len(text)):
        used += units(escape(text[place]))
        if used > _ROOM:
            return place
    return len(text)
