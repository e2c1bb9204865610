"""Does a sentence claim more, less, or other than its quote? Pure.

Compared are the marks of both (`marks.py`). What a sentence adds and what it leaves out are judged
apart: "only" may not be put in or left out, "must" may not be put in, a number left out is no lie.
Which classes count is what told supported from unsupported sentences on the tuning drafts.
"""

from collections.abc import Iterable

from retrieval.writing.marks import marks

_DENIES = frozenset({"not", "implicit"})
_ADDED = frozenset({"deny", "must", "may", "would", "all", "most", "only", "least", "atmost", "condition"})
_LEFT_OUT = frozenset(
    {"deny", "should", "may", "would", "some", "most", "only", "about", "condition", "before", "after"}
)
_STRENGTHS = frozenset({"must", "may", "should"})
# "may not" and "must not" forbid alike, "not any" and "no" deny alike; languages differ in which they say.
_SAME_DENIED = _STRENGTHS | {"all"}


def says_other_than(sentence: str, language: str, quote: str, quoted_in: str) -> frozenset[str]:
    """The classes in which a sentence differs from its quote; of a value, its name.

    >>> sorted(says_other_than("ICE must go in 30 days.", "en", "ICE may go in 20 days.", "en"))
    ['=30', 'may', 'must']
    """
    said, quoted = marks(sentence, language), marks(quote, quoted_in)
    values = said.values - quoted.values
    ours, theirs = _merged(said.classes), _merged(quoted.classes)
    differing = ((ours - theirs) & _ADDED) | ((theirs - ours) & _LEFT_OUT)
    if "deny" in ours & theirs:
        differing -= _SAME_DENIED if ours & _STRENGTHS and theirs & _STRENGTHS else {"all"}
    return differing | values


def _merged(classes: Iterable[str]) -> frozenset[str]:
    """With one class for everything that denies: another language may say "does not" for "refrains"."""
    found = frozenset(classes)
    return (found - _DENIES) | {"deny"} if found & _DENIES else found
