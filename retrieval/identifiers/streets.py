"""Addresses told by a word for a street: "12 Oak Street", "calle Sol 12", "12 rue du Port".

A street without the number of a house stays, and so does a number that only stands near one.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from retrieval.identifiers.labels import Label, lexicon_of
from retrieval.identifiers.plain import Plain, plain_word
from retrieval.wordlists import read_words

AFTER, BEFORE = "street-after-name", "street-before-name"
_NEAR = 45  # characters from "I live at" to the number
_NUMBER = r"\d{1,6}(?:\s1/2|[A-Za-zА-Яа-я])?(?:\s?[-/]\s?\d{1,4}){0,2}(?:/[^\W\d_](?![^\W\d_]))?"
_LETTER = r"[^\s\d,;:!?()/\"#]"  # with the vowel signs of India, which are none to `\w`
_NAME = rf"(?:{_LETTER}{{1,20}}|\d{{1,3}}(?:st|nd|rd|th|ST|TH))"
_NUMBER_NAME = re.compile(
    rf"(?<![A-Za-zА-Яа-я0-9.,$/-])(?P<number>{_NUMBER}),?\s(?P<name>(?:{_NAME}\s){{1,4}})$"
)
_MARK = (
    r"(?:#|[Nn]os?\.?|[Nn]ro\.?|[Nn]um\.?|[Nn]umero|[Nn][°º]|nimewo|so|д\.?|дом|буд\.?|nr\.?"
    r"|नं|رقم|پلاک|نمبر)\s?#?\s?"
)
_NUMBERED_STREET = re.compile(rf"\.?\s?\d{{1,3}}(?:[a-zA-Z]?\s?{_MARK}{_NUMBER}|-\d\d(?!\d))")
_NAME_NUMBER = re.compile(
    rf"\.?\s?(?:(?P<name>(?:(?:{_LETTER}{{1,20}}|\d{{1,3}}),?\s){{1,5}}?)(?P<mark>{_MARK}|(?<=,\s))?|(?P<only>,?\s?{_MARK}|,\s))"
    rf"(?P<number>{_NUMBER})(?![\w%]|[.,:]\d)"
)
_ARTICLES = r"(?:(?:de|la|los|las|el|des|du|del|do|da|dos|das|le|les|d'|l')\s?){0,3}"
_NUMBER_FIRST = re.compile(
    r"(?<![a-zа-я0-9.,/$-])(?:no\.?\s?|nimewo\s|so\s)?\d{1,5}(?:\s?(?:bis|ter|[a-d]))?(?:/\d{1,4})?,?\s$"
)
_NAME_LAST = re.compile(
    rf"\.?\s(?P<article>{_ARTICLES})(?P<name>{_LETTER}{{1,20}})(?:\s{_ARTICLES}[A-ZА-Я]{_LETTER}{{0,20}}){{0,3}}"
)
_CLAUSE_ENDS = re.compile(r"\s?(?:[,.;:!?)،؟।॥。፣።]|$)")
_COUNTS = re.compile(
    r"\s(?:child|kid|vendor|youth|worker|gang|name|protest|hearing|case|people|famil|crime|level)"
)
_NEXT_WORD = re.compile(r"\s?[^\s,.;]{1,20}")
_NO_HOUSE = re.compile(
    r"\b(?:room|exit|gate|bus|route|line|page|p\.|pp\.|section|title|part|item|track|aged?)\s$"
)
_OF_STREET = re.compile(r"(?<![\w.,/-])\d{1,5}\sde\s(?:la\s|el\s)?$")
_LETTER_NAME = re.compile(r"\b[A-Z]\b")  # of a street, or a point of the compass
_PART_AFTER = 3  # characters from the number of a house to the word for a flat
_YEAR = re.compile(r"(?:19|20)\d\d")
_SINCE = re.compile(r"\b(?:in|since|from|of|the|en|de|before|after|by|until|del|desde|depuis|em)\s$|\d,?\s$")


def streets(text: Plain, said: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Houses in streets; `said` is where words such as "I live at" end."""
    ends = tuple(said)
    for label in lexicon_of(AFTER).find(text.low):
        yield from _number_name_street(text, label, ends)
    for label in lexicon_of(BEFORE).find(text.low):
        yield from _number_street_name(text, label, ends)
        yield from _street_name_number(text, label, ends)


def is_near(place: int, ends: Iterable[int]) -> bool:
    """Does one of them stand shortly before the place?"""
    return any(0 <= place - end <= _NEAR for end in ends)


def is_caseless(word: str) -> bool:
    """Is it of a script without capitals?"""
    return word[:1].isalpha() and word[:1] > "\u0590"


def is_of_no_street(name: str) -> bool:
    """Does a word show that the number before it counts something?"""
    words = _LETTER_NAME.sub("", name).lower()
    return not _not_of_streets().isdisjoint(re.split(r"[\s,.]+", words))


def ends_clause(text: Plain, place: int) -> bool:
    return bool(_CLAUSE_ENDS.match(text.low, place))


def _number_name_street(text: Plain, label: Label[str], said: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """12 Oak Street."""
    found = _NUMBER_NAME.search(text.text, max(0, label.start - 70), label.start)
    if (
        not found
        or is_of_no_street(found["name"])
        or _COUNTS.match(text.low, label.end)
        or _is_year(text, found)
        or _NO_HOUSE.search(text.low, max(0, found.start() - 9), found.start())
    ):
        return
    told = is_near(found.start(), said)
    words = found["name"].split()
    if is_caseless(words[0]):
        told = told or "/" in found["number"] or (len(found["number"]) > 1 and ends_clause(text, label.end))
    elif text.low[label.start : label.end] in _doubtful():
        told = told or all(not word[0].islower() for word in (*words, text.text[label.start]))
    else:
        told = True
    if told:
        yield found.start(), label.end


def _street_name_number(text: Plain, label: Label[str], said: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Calle Sol 12."""
    found = _NAME_NUMBER.match(text.text, label.end)
    numbered = _NUMBERED_STREET.match(text.text, label.end)
    if numbered:
        yield label.start, numbered.end()
    elif (
        text.low[label.start : label.end] in _doubtful()
        and not text.text[label.end :].lstrip(" .")[:1].isupper()
    ):
        return
    elif found and _is_house(text, found, near=is_near(label.start, said)):
        yield label.start, found.end()


def _is_house(text: Plain, found: re.Match[str], *, near: bool) -> bool:
    name = found["name"] or ""
    if is_of_no_street(name) or (_YEAR.fullmatch(found["number"]) and _SINCE.search(name)):
        return False
    parts = lexicon_of("address-part").find(text.low[found.end() : found.end() + 14])
    part_follows = any(part.start <= _PART_AFTER for part in parts)
    if (
        near
        or part_follows
        or ends_clause(text, found.end())
        or (found["mark"] or found["only"] or "").strip(", ")
    ):
        return True
    following = _NEXT_WORD.match(text.low, found.end())
    counts = following is not None and is_of_no_street(following[0])
    return not found["only"] and not counts and bool(re.search(r"(?:^|\s)[A-ZА-Я]", name))


def _number_street_name(text: Plain, label: Label[str], said: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """12 rue du Port."""
    number = _NUMBER_FIRST.search(text.low, max(0, label.start - 18), label.start)
    of = _OF_STREET.search(text.low, max(0, label.start - 18), label.start)
    if of and is_near(of.start(), said):
        number = of
    name = _NAME_LAST.match(text.text, label.end)
    if not number or not name or is_of_no_street(name["name"]):
        return
    arabic = "\u0600" <= name["name"][0] < "\u0780"
    named = name["name"][0].isupper() or bool(name["article"]) or arabic
    if named or is_near(number.start(), said):
        yield number.start(), name.end()


def _is_year(text: Plain, found: re.Match[str]) -> bool:
    """Is it "the 2008 Wall Street crash"?"""
    before = text.low[max(0, found.start() - 8) : found.start()]
    return bool(_YEAR.fullmatch(found["number"]) and _SINCE.search(before))


@cache
def _not_of_streets() -> frozenset[str]:
    return frozenset(plain_word(word) for word in read_words("not-of-streets"))


@cache
def _doubtful() -> frozenset[str]:
    return read_words("street-doubtful")
