"""Is a sentence plain prose in the asker's language, and nothing else? Pure.

No markup, no address that its quotes do not hold, no word about passages and instructions, and
not half in another language.
"""

import re
from functools import cache

from retrieval.language import detect
from retrieval.manner import phrase
from retrieval.wordlists import read_lines, read_words

_MARKUP = re.compile(
    r"[<>`|{}\[\]\\]|\*\*|__|~~|^\s*(?:#{1,6}|[-*•>])\s|(?<!\w)[*_][^\s*_][^*_]*[*_](?!\w)|&[a-z]+;|&#\d+;",
    re.I,
)
_ADDRESS = re.compile(
    r"\bhttps?:\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)*|\b[\w-]+(?:\.[\w-]+)*\.(?-i:[a-z]{2,6}|[A-Z]{2,6})\b(?:/\S*)?"
    r"|\+?\d[\d\-\s().]{5,}\d|(?<!\w)[@#]\w+",
    re.I,
)
_NAME = re.compile(r"[A-Z]\w+(?:,? (?:(?:and|of|for|the|to|in|on|by) )*[A-Z]\w+)*")  # in English
_SHORT = 15  # characters, in which no language can be told
_FOREIGN = 2  # words of English alone that make a sentence half English
_HALF = 30  # characters of a half that can be told by itself; of 25, "only applied to U-visas" is not


def is_plain(text: str) -> bool:
    """No tag, link, emphasis, list mark or code.

    >>> is_plain("Leave is paid."), is_plain("Leave is **paid**."), is_plain("See [here](x).")
    (True, False, False)
    """
    return not _MARKUP.search(text)


def addresses(text: str) -> frozenset[str]:
    """Web and mail addresses, account names and telephone numbers, letters and digits alone."""
    found = (re.sub(r"[^\w@]", "", match[0]).casefold() for match in _ADDRESS.finditer(text))
    return frozenset(each for each in found if each)


def speaks_of_itself(text: str) -> bool:
    """Does it talk about passages, quotes or instructions rather than about the matter?

    >>> speaks_of_itself("Passage 1 says that leave is paid."), speaks_of_itself("Leave is paid.")
    (True, False)
    """
    return bool(_meta().search(text))


@cache
def _meta() -> re.Pattern[str]:
    phrases = [phrase(line).replace(r"\#", r"\d+") for line in read_lines("meta")]
    unspaced = [each for each in phrases if re.search(r"[\u3400-\u9fff]", each)]
    spaced = "|".join(each for each in phrases if each not in unspaced)
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{'|'.join(unspaced)}", re.I)


def is_in(text: str, language: str) -> bool:
    """Is all of it in this language, as far as can be told? Names may be in another."""
    if len(text) <= _SHORT:
        return True
    told = detect(text)
    if told == "en" and language != "en":  # names in English may have outweighed the words around them
        told = detect(_NAME.sub(" ", text))
    if told != language:
        return False
    return _is_english_throughout(text) if language == "en" else not _is_half_english(text)


def _is_half_english(text: str) -> bool:
    lowered = re.findall(r"(?<!\w)[a-z]+(?!\w)", _NAME.sub(" ", text))
    return len(read_words("telling-en").intersection(lowered)) >= _FOREIGN


def _is_english_throughout(text: str) -> bool:
    middle = text.rfind(" ", 0, len(text) // 2 + 1)
    halves = (text[:middle], text[middle:].strip())
    return all(len(half) < _HALF or detect(half) == "en" for half in halves)
