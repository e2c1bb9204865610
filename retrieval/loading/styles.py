"""How a heading without mark-up is set: as a chapter, in capitals, plainly, as a question."""

import re
from enum import IntEnum

_ROMAN = re.compile(r"(?:[IVX]{1,6}|[A-Z])\.\s+\S")
_ARABIC = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
_STRUCTURAL = re.compile(
    r"(?:faqs?|frequently asked questions|introduction|conclusions?|background|summary|annex|appendix"
    r"|references|foreword|preface)\b:?$",
    re.I,
)


class Style(IntEnum):
    """What stands higher comes first."""

    MARKED = 0
    CHAPTER = 1
    CAPITALS = 2
    PLAIN = 3
    QUESTION = 4


def style(text: str) -> Style:
    if is_structural(text) or _ARABIC.match(text) or _ROMAN.match(text):
        return Style.CHAPTER
    if text.upper() == text and any(map(str.isupper, text)):
        return Style.CAPITALS
    return Style.QUESTION if text.endswith("?") else Style.PLAIN


def is_structural(text: str) -> bool:
    """Is it a chapter by its name, numbered or not: an introduction, an annex?"""
    return bool(_STRUCTURAL.match(text))


def stands_out(text: str) -> bool:
    """Is it a heading even with text right below it?"""
    return bool(is_structural(text) or text.rstrip(":").isupper() or _ROMAN.match(text))
