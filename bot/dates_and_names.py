"""How each language of the interface writes dates, and what it calls countries and languages.

By Babel, but for Haitian Creole, which Babel would say in French. A language that citabot does not
speak has them in English, as the sentences around them are. Pure.
"""

from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

from retrieval.language import SPOKEN

_MONTHS = {
    "ht": (
        "janvye", "fevriye", "mas", "avril", "me", "jen",
        "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
    )
}  # fmt: skip
_NAMES = {
    ("ht", "en"): "angle", ("ht", "es"): "panyòl", ("ht", "fr"): "franse", ("ht", "ar"): "arab",
    ("ht", "zh"): "chinwa", ("ht", "vi"): "vyetnamyen", ("ht", "ht"): "kreyòl ayisyen",
    ("ht", "pt"): "pòtigè", ("ht", "US"): "Etazini",
}  # fmt: skip
_LOWERED = ("vi",)  # Babel writes its names of languages as they begin a sentence
_REGIONS = {"en": "en_GB"}  # "31 January 2025", which no reader takes for another day


def written_date(iso: str, language: str) -> str:
    """A date as precise as it is known: a day, a month ("2021-08") or a year.

    >>> written_date("2021-08-10", "en"), written_date("2017-04", "ht"), written_date("2019", "fr")
    ('10 August 2021', 'avril 2017', '2019')
    """
    if len(iso) == 4:
        return iso
    day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    if language in _MONTHS:
        month = f"{_MONTHS[language][day.month - 1]} {day.year}"
        return month if len(iso) == 7 else f"{day.day} {month}"
    if len(iso) == 7:
        return format_skeleton("yMMMM", day, locale=_locale(language))
    return format_date(day, "long", locale=_locale(language))


def country_name(code: str, language: str) -> str:
    """Of an ISO 3166-1 code; the code itself if it is none."""
    return _NAMES.get((language, code)) or str(_locale(language).territories.get(code, code))


def language_name(code: str, language: str) -> str:
    """Of an ISO 639-1 code, as inside a sentence; the code itself if it is none."""
    if (language, code) in _NAMES:
        return _NAMES[language, code]
    name = str(_locale(language).languages.get(code, code))
    return f"{name[0].lower()}{name[1:]}" if language in _LOWERED else name


def _locale(language: str) -> Locale:
    spoken = language if language in SPOKEN else "en"
    return Locale.parse(_REGIONS.get(spoken, spoken))
