"""Ask back: when a question says too little, offer ones that say more.

What is offered are expected questions in the asker's language on the passages that come
nearest, from different places of the documents, and each of them is answered. Pure, but for
asking whether it is.
"""

from collections.abc import Callable

import numpy as np

from retrieval.answer import Clarify, Suggestion
from retrieval.followup import says_little
from retrieval.recognise import KnownQuestion, Recognised, Recogniser
from retrieval.retrieve import Hit, Retrieved
from retrieval.understand import Asked

_CLEAR = 0.5  # share of one passage from which on it is what is meant
KNOWN = 0.25  # and that it is a known question or gap: 0.2 to 0.3 tell the same tuning questions
_OFFERED = 4
_FALLBACK = "en"  # expected questions are always written in it
_ENDS = ("?", "？", "؟")
_LONGEST = 120  # characters of a question that is easily read on a button


def is_vague(asked: Asked, retrieved: Retrieved) -> bool:
    """Are there so few words that several passages may be meant, or none that people ask about?"""
    if asked.before.answer or not retrieved.hits or retrieved.recognised is None:
        return False
    is_clear = retrieved.hits[0].score >= _CLEAR and max(retrieved.recognised.topics, default=0.0) >= KNOWN
    return says_little(asked.text, asked.language) and not is_clear


def ask_back(
    asked: Asked, retrieved: Retrieved, recogniser: Recogniser, is_answered: Callable[[Suggestion], bool]
) -> Clarify | None:
    """Two to four questions to choose from; None if there are not so many."""
    offered: dict[tuple[str, ...], Suggestion] = {}
    for hit in retrieved.hits:
        place = (hit.passage.document.id, *hit.passage.section)
        suggestion = _suggestion(asked, hit, retrieved.recognised, recogniser)
        if suggestion and place not in offered and len(offered) < _OFFERED and is_answered(suggestion):
            offered[place] = suggestion
    return Clarify(tuple(offered.values()), asked.language) if len(offered) > 1 else None


def _suggestion(
    asked: Asked, hit: Hit, recognised: Recognised | None, recogniser: Recogniser
) -> Suggestion | None:
    """The question on a passage that is most like the one asked, of those that read well."""
    if recognised is None:
        return None
    known = recogniser.known
    topics = [number for number, topic in enumerate(known.topics) if topic.passage is hit.passage]
    on_it = np.isin(known.owners, topics)
    for language in (asked.language, _FALLBACK):
        written = [
            (reads_well(known.questions[number]), float(recognised.cosines[number]), int(number))
            for number in np.flatnonzero(on_it & (known.languages == language))
            if known.questions[number].text.endswith(_ENDS)
        ]
        if written:
            number = max(written)[2]
            return Suggestion(known.questions[number].text, number)
    return None


def reads_well(question: KnownQuestion) -> bool:
    """Is it a whole question of a few words, as one would offer it to somebody?

    >>> reads_well(KnownQuestion("What is parole?", "en", 0)), reads_well(KnownQuestion("parole", "en", 1))
    (True, False)
    """
    text = question.text
    return text.endswith(_ENDS) and text[:1] == text[:1].upper() and len(text) <= _LONGEST
