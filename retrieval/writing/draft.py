"""What a language model may answer with: untrusted, bounded, and parsed strictly.

The bounds are part of the schema that the model is given, so that a model that cannot stop is
stopped, and what does not fit them is no draft. Nothing in here says that a word of it is true.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MOST_STATEMENTS = 6
_QUOTES = 4
_WORDS = 700  # characters of a statement or a translation
_QUOTED = 1500  # characters of a quote
_SHOWN = 12  # passages
MOST_TRANSLATIONS = MOST_STATEMENTS * _QUOTES


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DraftQuote(Strict):
    """Words said to stand in a passage."""

    passage: int = Field(ge=1, le=_SHOWN, description="number of the passage")
    text: str = Field(min_length=1, max_length=_QUOTED, description="words copied from that passage")


class DraftStatement(Strict):
    text: str = Field(min_length=1, max_length=_WORDS, description="one plain sentence")
    quotes: list[DraftQuote] = Field(min_length=1, max_length=_QUOTES, description="the words that carry it")


class WrittenDraft(Strict):
    """An answer made of statements, each resting on quotes from numbered passages."""

    answerable: bool = Field(description="do the passages answer the question?")
    statements: list[DraftStatement] = Field(max_length=MOST_STATEMENTS)


class Rewritten(Strict):
    """A question that can be understood without what was said before it."""

    question: str = Field(min_length=1, max_length=_WORDS)


class Translations(Strict):
    """The texts in another language, in their order."""

    texts: list[Annotated[str, Field(max_length=_QUOTED)]] = Field(max_length=MOST_TRANSLATIONS)
