"""What a language model may answer with: untrusted, bounded, and parsed strictly.

The bounds are part of the schema that the model is given, so that a model that cannot stop is
stopped, and what does not fit them is no draft. Nothing in here says that a word of it is true.
What a model is told of the fields stands in its prompt, and no word of it here.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

MOST_STATEMENTS = 6
_QUOTES = 4
_WORDS = 700  # characters of a statement or a translation
_QUOTED = 1500  # characters of a quote
_SHOWN = 12  # passages
MOST_TRANSLATIONS = MOST_STATEMENTS * _QUOTES


def _without_words(schema: dict[str, Any]) -> None:
    """A docstring is for whoever reads this file, and would become a part of the schema."""
    schema.pop("description", None)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_without_words)


class DraftQuote(Strict):
    """Words said to stand in a passage."""

    passage: int = Field(ge=1, le=_SHOWN)
    text: str = Field(min_length=1, max_length=_QUOTED)


class DraftStatement(Strict):
    text: str = Field(min_length=1, max_length=_WORDS)
    quotes: list[DraftQuote] = Field(min_length=1, max_length=_QUOTES)


class WrittenDraft(Strict):
    """An answer made of statements, each resting on quotes from numbered passages; or of none."""

    statements: list[DraftStatement] = Field(max_length=MOST_STATEMENTS)


class Rewritten(Strict):
    """A question that can be understood without what was said before it."""

    question: str = Field(min_length=1, max_length=_WORDS)


class Translations(Strict):
    """The texts in another language, in their order."""

    texts: list[Annotated[str, Field(max_length=_QUOTED)]] = Field(max_length=MOST_TRANSLATIONS)
