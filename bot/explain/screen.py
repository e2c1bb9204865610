"""How an answer came about, on one screen. Pure: all of it stands in the JSON of `facts`."""

import textwrap
from collections.abc import Iterator
from typing import Any

from bot.explain.facts import explain_json
from retrieval.answering import Parts, Reply

_WIDE = 110  # characters
_LABEL = 11
_NOTHING = (
    "Nothing could be looked up: the question was empty, too long, or nothing but what says who somebody is."
)
_GONE = "Nothing could be looked up: no vector store answered; run: citabot doctor"


def explain_text(reply: Reply, parts: Parts) -> str:
    """The whole question, then its parts, then where to look if the answer is wrong."""
    facts = explain_json(reply, parts)
    if not facts:
        return _NOTHING if reply.trace.asked is None else _GONE
    single = [line for part in facts["parts"] for line in ("", *_reading(part))]
    end = [
        *_labelled("dropped", f"{facts['dropped']} statements that did not hold"),
        *(_labelled("written", _written(facts["written"])) if facts["written"] else ()),
        *_rows("if wrong", facts["if_wrong"]),
    ]
    return "\n".join([*_reading(facts), *single, *end])


def _reading(facts: dict[str, Any]) -> Iterator[str]:
    yield from _labelled("looked up", f"{facts['looked_up']} [{facts['language']}]")
    if facts["masked"]:
        yield from _labelled("masked", ", ".join(facts["masked"]))
    if facts["nowhere"]:
        yield from _labelled("nowhere", "; ".join(map(_unknown, facts["nowhere"])))
    yield from _labelled("decided", _decided(facts))
    yield from _labelled(
        "weighed", ", ".join(f"{name} {nats:+.2f}" for name, nats in facts["weighed"].items())
    )
    yield from _labelled(
        "evidence", ", ".join(f"{name} {value}" for name, value in facts["evidence"].items())
    )
    if facts["gap"]:
        yield from _labelled("gap", _gap(facts["gap"]))
    yield from _labelled(
        "candidates", "share, dense, BM25, how sure it is that a known question of it is asked"
    )
    for candidate in facts["candidates"]:
        yield from _candidate(candidate)
    yield from _labelled("offers", "what each is worth, and why it was not shown")
    for offer in facts["offers"]:
        yield _cut(f"  {offer['value']:7.2f}  {_fate(offer)}  {offer['passage']}  {offer['text']}")


def _written(written: dict[str, Any]) -> str:
    if written["trouble"]:
        return f"nothing by the language model: {written['trouble']}"
    return f"{written['shown']} sentences of the language model are shown, {written['dropped']} did not hold"


def _unknown(word: dict[str, Any]) -> str:
    if word["in_an_expected_question"]:
        return f"{word['word']} (in an expected question)"
    return f"{word['word']} (like a word that occurs)" if word["like_a_known_word"] else str(word["word"])


def _decided(facts: dict[str, Any]) -> str:
    if facts["probability"] is None:
        return f"{facts['decision']}: nothing was found"
    beside = "above" if facts["distance"] >= 0 else "below"
    return (
        f"{facts['decision']}: {facts['probability']} of an answer, "
        f"{abs(facts['distance'])} {beside} the threshold {facts['threshold']}{_nevertheless(facts)}"
    )


def _nevertheless(facts: dict[str, Any]) -> str:
    """Why it was decided against the odds, if it was."""
    if (facts["decision"] == "answer") == (facts["distance"] >= 0):
        return ""
    return ", but " + (
        "all its words stand in one passage" if facts["decision"] == "answer" else "none of its words occurs"
    )


def _gap(gap: dict[str, Any]) -> str:
    so = "".join(f": {near['question']} ({near['cosine']})" for near in gap["expected"])
    return f"{gap['score']} {gap['id']}, said from {gap['limit']} on if no candidate is surer{so}"


def _candidate(candidate: dict[str, Any]) -> Iterator[str]:
    yield _cut(
        f"  {candidate['score']:.3f}  {candidate['dense']:.3f}  {candidate['lexical']:5.2f}"
        f"  {candidate['known']:6.3f}  {candidate['passage']}  {candidate['heading']}"
    )
    near = [f"asked so: {near['question']} ({near['cosine']})" for near in candidate["expected"]]
    yield _cut(
        "         " + "; ".join([f"holds {', '.join(candidate['holds']) or 'none of the words'}", *near])
    )


def _fate(offer: dict[str, Any]) -> str:
    fate = "shown" if offer["kept"] else str(offer["why"])
    return fate if offer["shows"] == 1 else f"{fate} [{offer['shown']} of {offer['shows']}]"


def _labelled(label: str, text: str) -> list[str]:
    """A fact beside its label, over as many lines as it takes."""
    return textwrap.wrap(
        text or "–", _WIDE, initial_indent=f"{label:<{_LABEL}}", subsequent_indent=" " * _LABEL,
        break_on_hyphens=False,
    )  # fmt: skip


def _rows(label: str, lines: list[str]) -> list[str]:
    return [row for number, line in enumerate(lines) for row in _labelled("" if number else label, line)]


def _cut(line: str) -> str:
    return line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…"
