"""Words of danger or crisis bring the people who help at once, before any answer.

The words are in `crisis.yaml`, the lines in `hotlines.yaml`, both for maintainers to edit.
Nothing is asked, and nothing is kept of it. Pure, but for reading the two files.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.wording import (
    CRISIS,
    CRISIS_DISTRESS,
    CRISIS_EMERGENCY,
    CRISIS_NO_STORY,
    CRISIS_TRAFFICKING,
    CRISIS_VIOLENCE,
    Words,
)
from retrieval.errors import SettingsError
from retrieval.plain_yaml import read_yaml

FILE = "hotlines.yaml"
_HERE = Path(__file__).parent
_UNSPACED = ("zh",)
_INNOCENT = "innocent"  # beside the dangers in crisis.yaml


class Danger(StrEnum):
    """What words tell of."""

    EMERGENCY = "emergency"
    DISTRESS = "distress"
    VIOLENCE = "violence"
    TRAFFICKING = "trafficking"


_PURPOSES = {
    Danger.EMERGENCY: CRISIS_EMERGENCY,
    Danger.DISTRESS: CRISIS_DISTRESS,
    Danger.VIOLENCE: CRISIS_VIOLENCE,
    Danger.TRAFFICKING: CRISIS_TRAFFICKING,
}


class Hotline(BaseModel):
    """Who helps, and how that is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: str = Field(pattern=r"^[A-Z]{2}$")  # ISO 3166-1
    name: str | None = None  # as it calls itself; None where the number says it all
    number: str = Field(pattern=r"^[0-9+*# ()-]{2,24}$")
    kinds: tuple[Danger, ...] = Field(min_length=1)  # what it is for, the most fitting first
    source: str = Field(min_length=1)  # where the number was confirmed
    checked: date


@dataclass(frozen=True, slots=True)
class Hotlines:
    """All that are configured, in the order in which they are shown."""

    lines: tuple[Hotline, ...]

    def before_an_answer(self, question: str, words: Words) -> list[str]:
        """What to say first, a line each; empty where nothing tells of danger."""
        found = dangers(question)
        fitting = [line for line in self.lines if found.intersection(line.kinds)]
        if not fitting:
            return []
        return [words.say(CRISIS), *_by_country(fitting, found, words), words.say(CRISIS_NO_STORY)]


def hotlines(home: Path) -> Hotlines:
    """Those of the home, or else the shipped ones. Raises SettingsError that names the entry."""
    own = home / FILE
    path = own if own.exists() else _HERE / FILE
    try:
        content = read_yaml(path)
        return Hotlines(TypeAdapter(tuple[Hotline, ...]).validate_python(content or []))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: entry {place}: {first['msg']}; correct it there.") from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{path} cannot be read ({type(error).__name__}); mend it there.") from None


def dangers(question: str) -> set[Danger]:
    """What a question tells of.

    >>> dangers("My husband beats me. Can I get a U visa?"), dangers("What is a suicide bombing?")
    ({<Danger.VIOLENCE: 'violence'>}, set())
    """
    patterns = _patterns()
    plain = patterns[_INNOCENT].sub(" … ", _plain(question))
    return {danger for danger in Danger if patterns[danger].search(plain)}


def _by_country(lines: Sequence[Hotline], found: set[Danger], words: Words) -> list[str]:
    countries = dict.fromkeys(line.country for line in lines)
    return [
        "\n".join(
            [
                words.country(country),
                *(_line(line, found, words) for line in lines if line.country == country),
            ]
        )
        for country in countries
    ]


def _line(line: Hotline, found: set[Danger], words: Words) -> str:
    purpose = next(kind for kind in line.kinds if kind in found or kind is Danger.EMERGENCY)
    name = [words.isolated(line.name)] if line.name else []
    return f"☎ {words.isolated(line.number)} – {words.listed([*name, words.say(_PURPOSES[purpose])])}"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    written = read_yaml(_HERE / "crisis.yaml")
    return {told: _any_of(by_language) for told, by_language in written.items()}


def _any_of(by_language: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Any of the phrases; in Arabic "and" or "so" may be one with the first word."""
    unspaced = [_words(phrase, r"\s*") for code in _UNSPACED for phrase in by_language.get(code, ())]
    spaced = [
        _words(phrase, r"\s+")
        for code, phrases in by_language.items()
        if code not in _UNSPACED
        for phrase in phrases
    ]
    return re.compile("|".join([rf"(?<!\w)[وف]?(?:{'|'.join(spaced)})(?!\w)", *unspaced]), re.I)


def _words(phrase: str, gap: str) -> str:
    *words, last = _plain(phrase).split()
    return "".join(_before_another(word, gap) for word in words) + _word(last, gap)


def _before_another(word: str, gap: str) -> str:
    return f"(?:{_word(word[:-1], gap)}{gap})?" if word.endswith("?") else _word(word, gap) + gap


def _word(word: str, gap: str) -> str:
    if word == "*":
        return r"\S+(?:\s+\S+){0,2}"
    return f"(?:{'|'.join(re.escape(either).replace('_', gap) for either in word.split('|'))})"


def _plain(text: str) -> str:
    """Without accents, which many leave out, and with straight apostrophes."""
    parts = unicodedata.normalize("NFD", text.replace("’", "'").replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())
