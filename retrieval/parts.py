"""Take a question apart that asks several things, so that each can be answered or found missing.

Several questions in one message, two joined by "and", or two things to compare. What is told
beside them goes with each. Languages without a pattern here are left whole. Pure.
"""

import re
from collections.abc import Sequence

_MOST = 3  # parts
_LEAST = 3  # words of a part, or signs and one where words are not set apart
_SENTENCE = re.compile(r"(?:[^.?!。？！؟…]|\.(?=[^\s.]))*(?:[?!。？！؟…]|\.(?=[\s.]|$))+|.+$")
_MARKS = " .?!؟？。¿¡\"'“”"
_WORD = re.compile(r"[^\W_]")
_QUESTION = re.compile(r"[?？؟]\s*$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")
_AND_ASKS = {
    "en": r",?\s+(?:and|plus)\s+(?:also\s+)?(?=(?:what|who|whom|whose|how|when|where|why|which|can|could"
    r"|do|does|did|is|are|was|were|will|would|should|has|have)\b)",
    "es": r",?\s+(?:y|e)\s+(?:tambi[eé]n\s+)?(?=(?:(?:a|de|por|para|en|con)\s+)?(?:qu[eé]|qui[eé]n(?:es)?"
    r"|c[oó]mo|cu[aá]ndo|d[oó]nde|a\s?d[oó]nde|cu[aá]nt[oa]s?|cu[aá]l(?:es)?|puedo|puede|pueden|hay)\b)",
    "fr": r",?\s+et\s+(?:aussi\s+)?(?=(?:(?:à|de|pour)\s+)?(?:qui|que|quoi|comment|quand|où|pourquoi|combien"
    r"|quels?|quelles?|est-ce|peut|puis-je)\b)",
    "pt": r",?\s+e\s+(?:tamb[eé]m\s+)?(?=(?:(?:a|de|por|para|em)\s+)?(?:que|quem|como|quando|onde|quant[oa]s?"
    r"|qual|quais|posso|pode|podem)\b)",
    "ht": r",?\s+(?:epi|ak|e)\s+(?=(?:ki|kiyès|kijan|kouman|kilè|ki\s?kote|konbyen|poukisa|eske|èske|kisa"
    r")\b)",
    "vi": r"(?:,\s*|\s+)(?:và|va|còn|con)\s+(?=.*(?:gì|gi|ai|nào|nao|đâu|dau"
    r"|bao\s+(?:nhiêu|nhieu|giờ|gio|lâu|lau)|không|khong|sao)\b)",
    "ar": r"[،,]?\s+و(?=(?:ما|ماذا|من|كيف|متى|أين|اين|كم|هل|لماذا|أي|شو|ليش)\b)",
    "zh": r"[,，、;；](?:还有|另外|以及|并且|那)?(?=.*(?:什么|谁|怎么|怎样|哪|多[少久长大]"
    r"|(?<!好)几|吗|何|是否))",
}
_COMPARED = {
    "en": r"\bdifferences?\s+between\s+(?P<a>.+?)\s+and\s+(?P<b>.+)"
    r"|\bcompare\s+(?P<c>.+?)\s+(?:and|with|to)\s+(?P<d>.+)|^(?P<e>.+?)\s+(?:vs\.?|versus)\s+(?P<f>.+)"
    r"|\bhow\s+(?:do|does|is|are)\s+(?P<g>.+?)\s+(?:differ|different)\s+from\s+(?P<h>.+)",
    "es": r"\bdiferencias?\s+(?:hay\s+)?entre\s+(?P<a>.+?)\s+y\s+(?P<b>.+)",
    "fr": r"\bdifférences?\s+(?:y\s+a-t-il\s+)?entre\s+(?P<a>.+?)\s+et\s+(?P<b>.+)",
    "pt": r"\bdiferenças?\s+(?:há\s+)?entre\s+(?P<a>.+?)\s+e\s+(?P<b>.+)",
    "ht": r"\bdiferans\s+(?:ki\s+genyen\s+)?ant\s+(?P<a>.+?)\s+ak\s+(?P<b>.+)",
    "vi": r"(?:khác\s+(?:nhau\s+)?(?:gì\s+)?giữa|so\s+sánh)\s+(?P<a>.+?)\s+(?:và|với)\s+(?P<b>.+)",
    "ar": r"الفرق\s+بين\s+(?P<a>.+?)\s+و(?P<b>.+)",
    "zh": r"(?P<a>[^，,。]+?)(?:和|与|跟)(?P<b>[^，,。]+?)(?:有什么|有何|之间)?(?:的)?(?:区别|不同|差别)",
}
_ASKING = {  # where what joins two questions joins all else, too, each side must ask
    "vi": r"\b(?:gì|gi|ai|nào|nao|đâu|dau|bao\s+(?:nhiêu|nhieu|giờ|gio|lâu|lau)|mấy|không|khong|ko|sao)\b",
    "zh": r"什么|谁|怎么|怎样|哪|多[少久长大]|(?<!好)几|吗|呢|何|是否|能不能|可不可以",
    "ar": r"\b(?:ما|ماذا|من|كيف|متى|أين|اين|كم|هل|لماذا|أي|شو|ليش|مين|وين)\b",
}
_RELATIVE = re.compile(r"(?:who|whom|whose|which|que|qui|quien|quienes|quem|ki)\b", re.I)
_ASKING_WORD = re.compile(
    r"\W*(?:who|whom|whose|which|what|how|when|where|why|qu[eé]|qui[eé]n|c[oó]mo|cu[aá]|d[oó]nde|qui|quoi|que"
    r"|comment|quand|où|pourquoi|combien|quels?|quelles?|quem|como|quando|onde|quant|qual|quais|ki|kiyès|kisa"
    r"|kijan|kilè)",
    re.I,
)
_AND = {language: re.compile(pattern, re.I) for language, pattern in _AND_ASKS.items()}
_COMPARE = {language: re.compile(pattern, re.I) for language, pattern in _COMPARED.items()}


def parts_of(text: str, language: str) -> tuple[str, ...]:
    """What is asked one by one, in order, each with what was told beside it; empty if it is one thing.

    >>> parts_of("I fled. Who may ask for parole, and how long does it last?", "en")
    ('I fled. Who may ask for parole', 'I fled. how long does it last?')
    >>> parts_of("What is the difference between parole and Continued Presence?", "en")
    ('parole', 'Continued Presence')
    >>> parts_of("Do women and children get help?", "en")
    ()
    """
    compared = things_compared(text, language)
    if compared:
        return compared
    sentences = _sentences(text)
    asking = _questions(sentences) or sentences[-1:]
    told = " ".join(sentence for sentence in sentences if sentence not in asking)
    asked = _once([part for sentence in _whole(asking) for part in _split(sentence, language)])
    if not 2 <= len(asked) <= _MOST:
        return ()
    return tuple(f"{told} {part}".strip() for part in asked)


def things_compared(text: str, language: str) -> tuple[str, ...]:
    """The two things whose difference is asked for, if nothing else is; empty if none is."""
    questions = _questions(_sentences(text)) or [text]
    if language not in _COMPARE or len(questions) > 1:
        return ()
    found = _COMPARE[language].search(questions[0])
    things = _once([thing.strip(_MARKS) for thing in found.groups() if thing]) if found else []
    return tuple(things) if len(things) > 1 else ()


def _sentences(text: str) -> list[str]:
    return [match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip()]


def _once(texts: Sequence[str]) -> list[str]:
    """Those that say something, each once: marks and capitals make no other question of it."""
    said: dict[str, str] = {}
    for text in filter(_WORD.search, texts):
        said.setdefault(text.strip(_MARKS).casefold(), text)
    return list(said.values())


def _whole(sentences: Sequence[str]) -> list[str]:
    """One of a word or two, such as "Why?", with the one before it, of which it asks."""
    whole: list[str] = []
    for sentence in sentences:
        if whole and not _is_long_enough(sentence):
            whole[-1] = f"{whole[-1]} {sentence}"
        else:
            whole.append(sentence)
    return whole


def _questions(sentences: Sequence[str]) -> list[str]:
    return [sentence for sentence in sentences if _QUESTION.search(sentence)]


def _split(sentence: str, language: str) -> list[str]:
    """At words that join two questions, if something is asked on both sides."""
    pieces = _AND[language].split(sentence) if language in _AND else [sentence]
    parts = [piece.strip() for piece in pieces if piece and piece.strip()]
    if any(_RELATIVE.match(part) for part in parts[1:]) and not _ASKING_WORD.match(parts[0]):
        return [sentence]  # "a person who fled and who has no papers" is one person
    return parts if all(_asks_enough(part, language) for part in parts) else [sentence]


def _asks_enough(part: str, language: str) -> bool:
    if language in _ASKING and not re.search(_ASKING[language], part, re.I):
        return False
    return _is_long_enough(part)


def _is_long_enough(part: str) -> bool:
    signs = len(_UNSPACED.findall(part))
    return signs > _LEAST or len(part.split()) >= _LEAST
