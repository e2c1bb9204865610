"""Random documents with a known structure, for properties of loading and splitting."""

import textwrap
from dataclasses import dataclass

from hypothesis import Phase, settings
from hypothesis import strategies as st

# The same examples on every run; shrinking a failure would take minutes.
bounded = settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])

_PLAIN = "leave parents visa children law asks under the of employer without status"
_TRYING = "low-wage non-citizens COVID-19 I-131 287(g) 4.1 U.S. (SIJ) “T” e.g. victim’s"
WORDS = [*_PLAIN.split(), *_TRYING.split()]


def _sentence(start: int, length: int) -> str:
    """`length` of the words, round and round from `start`: two draws, however long it is."""
    some = (WORDS[(start + 7 * step) % len(WORDS)] for step in range(length))
    return " ".join(["Then", *some, "ends."])


words = st.sampled_from(WORDS)
sentences = st.builds(_sentence, st.integers(0, len(WORDS) - 1), st.integers(2, 24))
paragraphs = st.lists(sentences, min_size=1, max_size=6).map(" ".join)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, in order."""

    heading: str
    paragraphs: tuple[str, ...]
    lead_in: str
    items: tuple[str, ...]
    question: str
    answer: str

    def markdown(self) -> str:
        return "\n\n".join([f"## {self.heading}", *self._body(), f"### {self.question}", self.answer])

    def plain(self, width: int) -> str:
        """Hard-wrapped at `width` characters, words broken at their hyphens; headings stand alone."""
        body = [_wrapped(block, width) for block in [*self._body(), self.question, self.answer]]
        return "\n\n".join([self.heading, *body])

    def words(self) -> list[str]:
        parts = [self.heading, *self.paragraphs, self.lead_in, *self.items, self.question, self.answer]
        return " ".join(parts).split()

    def _body(self) -> list[str]:
        return [*self.paragraphs, self.lead_in, "\n".join(f"- {item}" for item in self.items)]


def _wrapped(block: str, width: int) -> str:
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, subsequent_indent="  " * line.startswith("- "))
        for line in block.split("\n")
    )


sections = st.builds(
    Section,
    heading=st.lists(st.sampled_from(["Leave", "Rights", "Appeals", "Workers"]), min_size=1, max_size=3).map(
        " ".join
    ),
    paragraphs=st.lists(paragraphs, max_size=2).map(tuple),
    lead_in=sentences.map(lambda sentence: sentence.removesuffix(" ends.") + " includes:"),
    items=st.lists(st.one_of(paragraphs, sentences, words), min_size=1, max_size=6).map(tuple),
    question=sentences.map(
        lambda sentence: "Who " + sentence.removesuffix(" ends.").removeprefix("Then ") + " then?"
    ),
    answer=paragraphs,
)

documents = st.lists(sections, min_size=1, max_size=2)
