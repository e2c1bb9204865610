"""What looks like an identifier and is none: amounts, laws, forms, hotlines, addresses of the web."""

import re
from collections.abc import Iterator, Sequence

from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.labels import Label
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Span

_COUNTED = r"""(?:dollars?|dolares|usd|eur|euros?|pesos|quetzales|lempiras|reais|gourdes?|goud|rubles?|million
    |thousand|percent|people|persons|children|women|men|kids|cases|ninos|ninas|mujeres|personas|enfants|femmes|personnes
    |gens|criancas|mulheres|pessoas|timoun|moun|fanm|dong|vnd|nguoi|tre\ em|bata|tao|osob|dzieci|zl)(?![a-z])
    |руб|долл|грив|человек|людей|детей|дітей|женщин|тысяч|млн|रुपये|रुपय|डॉलर|लोग|बच्च|টাকা|ডলার|শিশু|মানুষ
    |دولار|ريال|شخص|طفل|امراه|روپ|ڈالر|تومان|نفر|ዶላር|ብር|ሰው|ህጻና|元|美元|美金|块|人|名|个|個|円|원|달러|명"""
_HARMLESS = re.compile(
    rf"""
    https?://\S{{1,300}} | \bwww\.\S{{1,300}}
    | [$€£¥₹₩₱₽]\s?\d[\d.,]{{0,20}}(?:\ \d{{3}}){{0,4}}
    | (?<![\w.-])(?<!\d\ )\d[\d.,]{{0,20}}(?:\ \d{{3}}){{0,4}}(?:[.,]\d{{1,2}})?\s?(?:[$€£¥₹₩₱₽%٪]|{_COUNTED})
    | (?<![\d.,/-])\d{{1,3}}(?:,\d{{2,3}}){{1,5}}(?:\.\d{{1,2}})?(?![\d,-]*\d)
    | (?<![\d.,/-])\d{{1,9}}[.,]\d{{1,2}}(?![\d.,/-]*\d)
    | (?:\b\d{{1,2}}\s)?(?:§{{1,2}}|\b(?:sections?|sec\.|art(?:icle|iculo)?\.?|cfr|c\.f\.r\.|usc|u\.s\.c\.))
      [§\s]{{0,4}}\d{{1,5}}(?!\d)[\w.()-]{{0,20}}
    | \b[a-z](?:/[a-z]{{1,4}})?/\d{{1,4}}(?:/\d{{1,4}}){{0,3}}(?!\d)
    | \b\d{{1,4}}(?:/\d{{2,4}}){{2}}(?=\s(?:isil|committee|resolution))
    | \b(?:pm|ag)-\d{{3}}-\d{{4}}(?:\.\d)? | \bhr\s?\d{{1,5}}\b
    | (?<![\d:])\d{{1,2}}:\d\d(?::\d\d)?(?!\d|-[a-z]{{2}}-)
    | \bisbn[\s:-]{{0,3}}[\d-]{{10,17}}
    | (?<!\d)\d{{4}}\s?-\s?\d{{4}}(?=年|년|\ годах|\ роках)
    """,
    re.X,
)
# What costs a caller nothing belongs to an office or a hotline: in North America, Mexico, and below.
_TOLL_FREE = re.compile(
    r"""(?<![\d+-])(?:
    (?:(?:\+?1|\+?52|01)[ .-]{0,2})?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]{0,2}\d{3}[ .-]?\d{4}
    | (?:8[ -]?)\(?800\)?(?:[ -]?\d){7}  # Russia
    | 0[ .]?800(?:[ .-]?\d){5,7} | 0[ .]?(?:805|808|120|570)(?:[ .-]?\d){6}  # Europe, Brazil, Pakistan, Japan
    | 0808\ \d{4}\ \d{3}  # Britain; in Nigeria 0808 123 4567 is a person's
    | 01[ -]?8000(?:[ -]?\d){6} | 1660[ -]?\d\d[ -]?\d{5}  # Colombia; Nepal
    | [89]00\ \d{3}\ \d{3} | 1-[78]00-\d{3}-?\d{3} | 1-800-\d{1,2}-\d{3}-\d{4}  # Spain, Israel, Philippines
    | 400[ -]?\d{3}[ -]?\d{4} | 1[38]00[ -]?\d{3}[ -]?\d{3} | 1[568]\d\d-\d{4}  # China, Australia, Korea
    | 080-\d{3,4}-\d{4}(?=.{0,12}[가-힣])
    )(?!-?\d)""",
    re.X,
)
_COUNTED_BY_WORD = re.compile(r"\d{9,}\s?[^\d\s%$€£¥₹₩₱₽٪]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNT = re.compile(r"\d+|\d{1,3}(?:[ .,]\d{3}){1,4}")
_MONTH = re.compile(r"(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])")
_DIGITS = re.compile(r"\d+")
_NAMED_GAP = 10  # characters between a word for a paper and the number of one
_JOINS = re.compile(r"[^\d!?;。]*")


def harmless(text: Plain, labels: Sequence[Label[IdentifierKind]]) -> Iterator[Span]:
    """Amounts, counts, decimals, laws, documents of the UN, times, web addresses, toll-free numbers."""
    for pattern in (_TOLL_FREE, _HARMLESS):
        for found in pattern.finditer(text.low):
            if not _is_named(text, found, labels, free=pattern is _TOLL_FREE):
                yield Span(found.start(), found.end(), None)


def _is_named(
    text: Plain, found: re.Match[str], labels: Sequence[Label[IdentifierKind]], *, free: bool
) -> bool:
    """Is it too long for a count, or does a word just before it say that it is an identifier?"""
    counted = re.match(r"[\d ]+", found[0])
    if not counted or is_plain_number(counted[0].strip()):
        return False
    if not free and _COUNTED_BY_WORD.match(found[0]):
        return True
    named = [label for label in labels if 0 <= found.start() - label.end <= _NAMED_GAP]
    papers = [label for label in named if not (free and label.tag is IdentifierKind.PHONE)]
    long = 8 if not free else 9
    return (
        len(_DIGITS.sub("", counted[0])) <= 3
        and sum(map(str.isdigit, counted[0])) >= long
        and any(_JOINS.fullmatch(text.low, label.end, found.start()) for label in papers)
    )


def is_plain_number(written: str) -> bool:
    """Only years, or a round number: nothing that names a person.

    >>> is_plain_number("2015-2019"), is_plain_number("500000"), is_plain_number("488 123 907")
    (True, True, False)
    """
    runs = _DIGITS.findall(written)
    if any(character.isalpha() for character in written):
        return False
    if all(_YEAR.fullmatch(run) for run in runs) or _MONTH.fullmatch(written):
        return True
    return bool(_AMOUNT.fullmatch(written)) and written.endswith("000" if len("".join(runs)) < 8 else "00000")
