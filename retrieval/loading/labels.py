"""The labels of numbered lists: "1.", "(2)", "a)", "(iv)", and which of them follow each other."""

import re
from dataclasses import dataclass, field

_LABEL = re.compile(r"[ \t]*(?:(\(?)(\d{1,2})([.)])|(\(?)([a-z]|[ivx]{1,6})(\)))[ \t]+(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True, slots=True)
class Label:
    """What an item of a numbered list begins with."""

    name: str
    brackets: str  # the signs around the name
    width: int = field(compare=False)  # characters of its line up to the words

    @property
    def first(self) -> bool:
        return any(place == 1 for _, place in _places(self.name))

    def follows(self, other: "Label") -> bool:
        after = {(kind, place + 1) for kind, place in _places(other.name)}
        return self.brackets == other.brackets and not after.isdisjoint(_places(self.name))


def label_of(text: str) -> Label | None:
    """The label that the line begins with.

    >>> [label.name for line in ("(a) a form;", "12. a photo", "a form") if (label := label_of(line))]
    ['a', '12']
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    opening, name, closing = match.group(1, 2, 3) if match[2] else match.group(4, 5, 6)
    return Label(name, opening + closing, match.end())


def _places(name: str) -> set[tuple[str, int]]:
    """Where the name stands in each order that has it: "i" is the ninth letter and the first number."""
    if name.isdecimal():
        return {("number", int(name))}
    places = {("letter", ord(name) - ord("a") + 1)} if len(name) == 1 else set()
    return places | ({("roman", _ROMAN.index(name) + 1)} if name in _ROMAN else set())
