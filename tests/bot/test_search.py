"""`citabot search`: retrieval alone."""

from pathlib import Path
from typing import Any

import pytest

from tests.bot.terminal import Citabot, json_lines, write_json_lines

RESULT: dict[str, type | tuple[type, ...]] = {
    "passage": str, "source": str, "score": float, "dense": float, "lexical": float,
    "section": list, "page": (int, type(None)), "start": int, "end": int, "text": str,
}  # fmt: skip
PAROLE = "parole for people outside the country"


@pytest.fixture
def home(shipped_home: Path) -> Path:
    return shipped_home


def results(citabot: Citabot, *words: str | Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = citabot("search", "--json", *words).json["results"]
    return found


def test_found_passages_in_json_have_every_field_of_the_contract(citabot: Citabot, home: Path) -> None:
    found = citabot("search", "--json", PAROLE, "--home", home).json

    assert found["query"] == PAROLE
    assert type(found["timings"]["total"]) is float
    assert [
        (result["passage"], name)
        for result in found["results"]
        for name, kind in RESULT.items()
        if not isinstance(result.get(name, ...), kind)
    ] == []


def test_the_best_passage_comes_first(citabot: Citabot, home: Path) -> None:
    found = results(citabot, PAROLE, "--home", home)

    scores = [result["score"] for result in found]
    assert "parole into the U" in found[0]["text"]  # two documents say so, of the U.S. and the United States
    assert scores == sorted(scores, reverse=True)
    assert 0.0 <= scores[-1] <= scores[0] <= 1.0


def test_each_found_passage_is_the_one_that_show_prints(citabot: Citabot, home: Path) -> None:
    [first, second] = results(citabot, PAROLE, "-k", "2", "--home", home)

    document = citabot("show", first["source"], "--home", home).out
    assert document[first["start"] : first["end"]] == first["text"]
    assert citabot("show", second["source"], "--passage", second["passage"], "--home", home).out == (
        f"{second['text']}\n"
    )


@pytest.mark.parametrize(("wanted", "found"), [("1", 1), ("3", 3)])
def test_as_many_passages_are_found_as_were_asked_for(
    citabot: Citabot, home: Path, wanted: str, found: int
) -> None:
    assert len(results(citabot, PAROLE, "-k", wanted, "--home", home)) == found


def test_ten_passages_are_found_when_nothing_is_asked_for(citabot: Citabot, home: Path) -> None:
    assert len(results(citabot, PAROLE, "--home", home)) == 10


def test_no_passage_is_found_twice_however_many_are_asked_for(citabot: Citabot, home: Path) -> None:
    passages = [result["passage"] for result in results(citabot, PAROLE, "-k", "1000", "--home", home)]

    assert len(passages) > 10
    assert len(passages) == len(set(passages))


def test_a_query_in_another_language_finds_the_same_passage(citabot: Citabot, home: Path) -> None:
    found = results(citabot, "¿Qué es la Presencia Continua?", "-k", "1", "--home", home)

    assert found[0]["section"] == ["FAQ", "What is Continued Presence?"]


def test_in_the_terminal_each_passage_stands_below_its_score_and_place(citabot: Citabot, home: Path) -> None:
    [best] = results(citabot, "What is Continued Presence?", "-k", "1", "--home", home)

    printed = citabot("search", "What is Continued Presence?", "-k", "1", "--home", home).out

    assert printed == (
        f"{best['score']:.3f}  {best['passage']}  FAQ › What is Continued Presence?\n{best['text']}\n"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param("", "(empty); write in words what to look for.", id="nothing"),
        pytest.param("😀", "(empty); write in words what to look for.", id="emoji"),
        pytest.param("\x00", "(empty); write in words what to look for.", id="control characters"),
        pytest.param("A205123456", "(identifiers); write in words what to look for.", id="a number alone"),
        pytest.param(
            "a" * 10_000, "(too_long); write it in at most 2000 characters.", id="too many characters"
        ),
    ],
)
def test_what_cannot_be_looked_up_is_one_line(citabot: Citabot, home: Path, query: str, said: str) -> None:
    ended = citabot("search", query, "--home", home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"citabot: the query cannot be looked up {said}\n"


def test_what_says_who_somebody_is_is_not_said_back(citabot: Citabot, home: Path, tmp_path: Path) -> None:
    source = write_json_lines(tmp_path / "in.jsonl", [{"id": 1, "query": "parole for A205123456"}])

    printed = citabot("search", "parole for A205123456", "-k", "1", "--json", "--home", home)
    citabot("search", "--batch", source, "--out", tmp_path / "out.jsonl", "-k", "1", "--home", home)

    assert printed.json["query"] == "parole for [A-number]"
    assert [line["query"] for line in json_lines(tmp_path / "out.jsonl")] == ["parole for [A-number]"]


def test_each_line_of_a_batch_is_searched_or_has_its_error_in_order(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    source = write_json_lines(
        tmp_path / "in.jsonl",
        [
            {"id": "s1", "query": PAROLE},
            {"id": "s2", "query": ""},
            {"id": "s3", "question": PAROLE},
            {
                "id": "s4",
                "query": "and how long?",
                "history": [{"role": "user", "text": "Continued Presence"}],
            },
        ],
    )

    ended = citabot(
        "search", "--batch", source, "--out", tmp_path / "out.jsonl", "-k", "2", "--home", home
    )  # fmt: skip

    [first, empty, unknown, after] = json_lines(tmp_path / "out.jsonl")
    assert ended.status == 0
    assert [line["id"] for line in (first, empty, unknown, after)] == ["s1", "s2", "s3", "s4"]
    assert (first["query"], len(first["results"])) == (PAROLE, 2)
    assert empty["error"].startswith("line 2: the query cannot be looked up (empty)")
    assert unknown["error"] == "line 3: query: Field required."
    assert after["results"][0]["section"] == ["FAQ", "What is Continued Presence?"]


def test_half_of_a_surrogate_pair_is_not_said_back(citabot: Citabot, home: Path) -> None:
    assert citabot("search", "--json", "parole \ud800", "-k", "1", "--home", home).json["query"] == "parole"
