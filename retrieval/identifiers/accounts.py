"""Names of people on networks: links to their pages, "@maria_lopez99", "my Instagram is @maria".

Names of offices and of bots stay, and so does a name of one word behind "@" that nothing says to
be somebody's: most of those that people write about are of offices and newspapers.
"""

import re
from collections.abc import Iterator

from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.labels import lexicon_of
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Span

_HOST = (
    r"(?:t\.me|telegram\.me|facebook\.com|fb\.com|fb\.me|m\.me|instagram\.com|threads\.net|tiktok\.com"
    r"|twitter\.com|x\.com|linkedin\.com/in|snapchat\.com/add|vk\.com|ok\.ru|line\.me|zalo\.me)"
)
_SHARED = (  # what stands in the place of a name there
    r"(?:events?|groups?|pages?|watch|p|reels?|stories|sharer?|hashtag|explore|help|policies|legal|s|c|i"
    r"|intent|search|joinchat)(?![a-z0-9.-])"
)
_LINK = re.compile(
    rf"(?<![a-z0-9.@-])(?:https?://)?(?:[a-z]{{1,3}}\.)?{_HOST}/(?!{_SHARED})"
    r"@?(?P<name>profile\.php\?id=\d+|[a-z0-9-][a-z0-9.-]{1,60}[a-z0-9-])"
)
_AT = re.compile(r"(?<![a-z0-9.@/-])@(?P<name>[a-z-][a-z0-9.-]{1,40}[a-z0-9-])(?!@)")
_OF_A_PERSON = re.compile(r"[a-z].*\d|[a-z][.-]+[A-Za-z]")
_OFFICE = re.compile(r"gov|(?:^|[.-])(?:ice|dhs|uscis|eoir|un|unodc|iom|ilo)(?:[.-]|$)|bot$")
_TOLD_GAP = 20  # characters from the name of a network to one on it


def accounts(text: Plain) -> Iterator[Span]:
    """The names; a link with what stands before the name in it."""
    for found in _LINK.finditer(text.low):
        if not _OFFICE.search(found["name"]):
            yield Span(found.start(), found.end(), IdentifierKind.ACCOUNT)
    names = list(_AT.finditer(text.low))
    networks = lexicon_of("networks").find(text.low) if names else []
    for found in names:
        told = any(0 <= found.start() - network.end <= _TOLD_GAP for network in networks)
        of_a_person = told or _OF_A_PERSON.search(text.text, found.start(), found.end())
        if of_a_person and not _OFFICE.search(found["name"]):
            yield Span(found.start(), found.end(), IdentifierKind.ACCOUNT)


def has_link(low: str) -> bool:
    """May there be a link to somebody's page in the text?"""
    return bool(_LINK.search(low))
