"""Addresses that their shape alone gives away: the ways of writing one of several countries."""

import re
from collections.abc import Iterator

from retrieval.identifiers.plain import Plain

_SHAPES = re.compile(
    r"""
    \b\d{1,5}(?:-\d\d)?\ broadway\b
    | \b(?!(?:19|20)\d\d\s)\d{2,6}\s(?:county\ r(?:oa)?d|cr|fm|(?:state\ )?(?:route|hwy|highway)|rte?|sr)
      \s\d{1,4}(?:\s(?:rd|road|hwy))?\b
    | \b\d{1,5}\ (?:avenue|ave\.?)\ (?:of\ (?:the\ )?[a-z]{3,15}|[a-z]\b)
    | \b\d{1,2}a?\.?\ (?:calle|avenida|av\.?)\ (?:[a-z]\ )?\d{1,2}-\d{2,3}(?!\d)  # Guatemala
    | [^\W\da-z在是于於址]{1,8}(?:路|街|道|巷|弄|胡同)(?:[一二三四五六七八九十\d]段)?(?:\d{1,3}[巷弄])?
      \s?\d{1,5}\s?(?:号|號|弄)  # China
    | [一-鿿]{2,8}(?:小区|小區|社区|社區|花园|花園|公寓|村)\s?\d{1,4}\s?(?:号|號|栋|棟|幢|座)(?:\d{3,4})?
    | \d{1,3}동\s?\d{2,4}호(?!선) | [가-힣]{1,6}(?:동|리|가)\s?\d{1,4}(?:-\d{1,4})?\s?번지
    | \d{1,3}(?:栋|棟|幢|号楼|號樓|单元|單元)\s?(?:\d{1,2}(?:单元|單元))?\d{3,4}(?:室|号|號)?
    | [가-힣]{2,10}(?:로|길)\s?\d{1,4}(?:-\d{1,4})?(?=,?\s\d{1,4}(?:동|호|층))
    | [가-힣]{2,10}(?:로|길)\s?\d{1,4}(?:번?길)\s?\d{1,4}(?:-\d{1,4})?  # Korea
    | [가-힣]{1,6}(?:시|도|구|군|읍|면|동)\s[가-힣\d]{1,10}(?:로|길|동)
      \s?\d{1,4}(?:-\d{1,4})?(?:번지)?(?!\d|[년월일개명세살시분%])
    | [都道府県市区町村][一-龯ぁ-んァ-ヶ]{0,8}
      \d{1,3}(?:丁目|-)\d{1,3}(?:番地?|-)?(?:\d{1,3}号?)?(?!\d)  # Japan
    | \b[^\W\d_]{2,25}[ -]?(?:straße|strasse|str\.|gasse|weg)\s\d{1,4}[a-z]?\b  # Germany
    | [ሀ-፟]{2,12}\s(?:መንገድ|ጎዳና)\s\d{1,5}(?=\s?(?:[,፣።]|$))  # Ethiopia
    | ถ(?:นน|\.)[ก-๛]{2,20}\s\d{1,4}(?:/\d{1,4})?(?=[\s,]|$)  # Thailand
    | \d{1,4}/\d{1,4}\s(?:หมู่|ม\.|ถ\.|ถนน|ซ\.|ซอย)[ก-๛\d]{0,20}
    """,
    re.X,
)
_BY_CAPITALS = re.compile(
    r"""(?<![\w.,$/-])\d{1,5}(?:\s[A-Z][\w'-]{1,20}){1,3}(?:
    [.,]?\s(?i:apt|apartment|unit|\#)\.?\s?\#?\w{1,4}  # 1420 Maple, apt 3B
    | ,\s(?:[A-Z][a-z]+\s?){1,2},?\s[A-Z]{2}\s\d{5}  # 1420 Maple, Chicago, IL 60629
    )\b
    | (?<![\w.,$-])\d{1,4}(?:/\d{1,4}){0,3}[A-Za-z]?(?:\s[A-Z]\w{1,10}){1,4},
      \s(?i:phuong|quan|p\.|q\.|tp\b)  # Vietnam
    """,
    re.X,
)


def places_by_shape(text: Plain) -> Iterator[tuple[int, int]]:
    """Numbers of houses with what stands around them."""
    yield from (found.span() for found in _SHAPES.finditer(text.low))
    yield from (found.span() for found in _BY_CAPITALS.finditer(text.text))
