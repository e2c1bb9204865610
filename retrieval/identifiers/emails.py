"""E-mail addresses of people, written or spelled out; those of offices stay."""

import re
from collections.abc import Iterator

from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Span

_PART = r"[^\s@.,;:!?()<>\[\]{}\"'/|।。、]"
_LATIN = r"[a-z0-9-]{1,63}"
_EMAIL = re.compile(
    rf"""(?P<local>[^\s@,;:!?()<>\[\]{{}}"/|।。、]{{1,64}})
    (?:
    \ ?@\ ?(?P<host>{_LATIN}(?:(?:\.|\ \.\ ?){_LATIN}){{1,5}})
    | \ ?@\ ?{_PART}{{1,40}}(?:\.{_PART}{{2,20}}){{1,3}}
    | @(?=[^\W\d_]){_PART}{{2,40}}(?:,(?:com|net|org)(?![a-z]))?  # a slip: no end, or a comma for the point
    )""",
    re.X,
)
_GLUED = re.compile(
    r"[\u0e00-\u0eff\u1100-\u11ff\u3040-\ud7ff]"
)  # scripts without blanks around a Latin word
_LATIN_END = re.compile(r"[a-z0-9.%+-]+$")
_OFFICE = re.compile(
    r"(?:^|\.)(?:(?:gov|mil|int|gob|gouv|govt|go|gc)(?:\.[a-z]{2})?|gc\.ca|europa\.eu|un\.org|unhcr\.org"
    r"|unicef\.org|humantraffickinghotline\.org|thehotline\.org|rainn\.org)$"
)

# Words for the sign and for the point: between brackets or blanks, or glued to Latin letters.
_AT_APART = (
    r"arr?oba|arobase|chiocciola|malpa|a\ cong|собак[аи]|собачка|песик"
    r"|एट|ऐट|এট|অ্যাট|এ্যাট|ایٹ|ات|ايت|አት|ኣት|שטרודל|แอท"
)
_AT = (
    rf"(?:\ ?[(\[{{](?:at|@|{_AT_APART})[)\]}}]\ ?|\ ?(?:골뱅이|앳|艾特|アット(?:マーク)?)\ ?"
    rf"|\ (?:{_AT_APART})\ )"
)
_DOT_APART = r"dot|punto|ponto|point|pwen|kropka|cham|nokta|точка|крапка|डॉट|ডট|دوت|نقطه|ڈاٹ|ዶት|ነጥብ|נקודה|จุด"
_DOT = rf"(?:\ ?[(\[{{](?:{_DOT_APART})[)\]}}]\ ?|\ ?(?:닷|쩜|점|点|點|ドット)\ ?|\ (?:{_DOT_APART})\ |\.)"
_WORD = r"(?:[a-z0-9.%+-]{1,64}|[^\W_]{1,30})"
_LABEL = r"(?=[0-9-]{0,20}[^\W\d_])(?:[a-z0-9-]{2,63}|[^\W_]{2,30})"
_END = r"(?:[a-z]{2,6}(?![a-z])|ру|ком|нет|рф|юа)"
_LOCAL = rf"(?<![a-z0-9.%+-])(?:{_WORD}\ (?:{_DOT_APART})\ ){{0,3}}{_WORD}"
_SPELLED = re.compile(
    rf"{_LOCAL}(?:{_AT}(?P<host>{_LABEL}(?:{_DOT}{_LABEL}){{0,2}}{_DOT}{_END})"
    rf"|\ at\ (?P<plain>{_LABEL}(?:\ dot\ {_LABEL}){{0,2}}\ dot\ {_END}))",
    re.X,
)
_SIGN = re.compile(rf"@|\ at\ [a-z0-9-]{{2,63}}\ dot\ |{_AT}", re.X)
_SPELLED_DOT = re.compile(_DOT, re.X)


def emails(text: Plain) -> Iterator[Span]:
    """Addresses of people; those of governments and the UN stand in documents."""
    if not has_sign(text.low):
        return
    for found in _EMAIL.finditer(text.low):
        host = re.sub(r"[\s-]*\.[\s-]*", ".", found["host"] or "").rstrip(".")
        yield Span(_start(found), found.end(), _kind(host))
    for found in _SPELLED.finditer(text.low):
        yield Span(found.start(), found.end(), _kind(_SPELLED_DOT.sub(".", found["host"] or found["plain"])))


def has_sign(low: str) -> bool:
    """May there be an address in the text?"""
    return bool(_SIGN.search(low))


def _kind(host: str) -> IdentifierKind | None:
    return None if _OFFICE.search(host) else IdentifierKind.EMAIL


def _start(found: re.Match[str]) -> int:
    """Where the name begins, if a script without blanks is glued to it."""
    latin = _LATIN_END.search(found["local"])
    if latin and _GLUED.search(found["local"]):
        return found.start() + latin.start()
    return found.start()
