"""How long an answer is and how hard to read; neither is better high or low, both are watched. Pure."""

import re

from evals.metrics.metric import Metric
from evals.record import Record

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^l]|[aeiouy]l)e$")  # but not in "table"


def length(record: Record) -> float | None:
    """Words of the statements."""
    return float(len(record.shown_text.split())) if record.statements else None


def reading_level(record: Record) -> float | None:
    """School grade of the statements in the United States, where they are English.

    0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al. 1975). Syllables are
    counted as groups of vowels, a silent e aside.
    """
    if not record.statements or any(cited.language != "en" for cited in record.citations):
        return None
    words = _WORD.findall(record.shown_text)
    if not words:
        return None
    sentences = [part for part in _SENTENCE_END.split(record.shown_text) if _WORD.search(part)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    """At least one.

    >>> [_syllables(word) for word in ("leave", "parole", "immigration", "the")]
    [1, 2, 4, 1]
    """
    lower = word.lower()
    return max(1, len(_VOWELS.findall(lower)) - bool(_SILENT.search(lower)))


METRICS = (
    Metric("length", "words of an answer", length, "neither", "number"),
    Metric(
        "reading_level", "school grade that an English answer asks for", reading_level, "neither", "number"
    ),
)
