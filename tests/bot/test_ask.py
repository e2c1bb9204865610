"""`citabot ask`: what one answer holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.commands.common import require_known
from bot.explain.facts import explain_json
from bot.explain.screen import explain_text
from retrieval.answering import Parts
from retrieval.answering import answer as answer_of
from retrieval.errors import CitabotError
from retrieval.understand import Question
from tests.bot.terminal import CORPUS, Citabot

Ask = Callable[..., Any]
CONTINUED_PRESENCE = "What is Continued Presence?"
PENDING = "My U visa is pending. Can ICE deport me?"
PENDING_IN_SPANISH = "Mi visa U está pendiente. ¿Me puede arrestar ICE?"
IN_SPANISH = "¿Qué es la Presencia Continua?"
FEE = "What is the filing fee for a U visa?"  # a known gap
HARPSICHORD = "Who tuned the harpsichord at the castle?"  # nothing is known of it
PRINCIPLES = "Which ten principles does the roadmap set out?"
PROTECTED = (
    "Under the new policy, absent exceptional circumstances ICE will refrain from taking civil immigration "
    "enforcement actions, including arrest and detention, against all known beneficiaries of victim-based "
    "immigration benefits and those known to have a pending application for such benefits."
)
DESIGNATION = "Continued Presence is an ICE-approved immigration designation requested by law enforcement"
ANSWER = {
    "question": str, "language": str, "outcome": str, "reason": type(None), "text": str, "statements": list,
    "citations": list, "notices": list, "suggestions": list, "composer": str, "fingerprint": str, "timings": dict,
}  # fmt: skip
CITATION = {
    "number": int, "source": str, "title": str, "publisher": str, "date": str, "status": str, "section": list,
    "page": (int, type(None)), "passage": str, "quote": str, "start": int, "end": int, "url": (str, type(None)),
}  # fmt: skip


@pytest.fixture
def home(shipped_home: Path) -> Path:
    return shipped_home


def fields_of_another_type(content: dict[str, Any], fields: dict[str, Any]) -> list[str]:
    """Fields that are missing count as well."""
    return [name for name, kind in fields.items() if not isinstance(content.get(name, ...), kind)]


def shown(answer: dict[str, Any]) -> dict[str, Any]:
    """All of an answer but what differs each time."""
    return {name: value for name, value in answer.items() if name not in ("timings", "question", "id")}


def test_an_answer_in_json_has_every_field_of_the_contract(citabot: Citabot, home: Path) -> None:
    answer = citabot("ask", "--json", CONTINUED_PRESENCE, "--home", home).json

    assert fields_of_another_type(answer, ANSWER) == []
    assert (answer["question"], answer["language"]) == (CONTINUED_PRESENCE, "en")
    assert (answer["outcome"], answer["reason"], answer["composer"]) == ("answered", None, "extractive")
    assert answer["timings"].keys() == {"understand", "retrieve", "decide", "compose", "verify", "total"}
    assert [type(value) for value in answer["timings"].values()] == [float] * 6


def test_a_citation_in_json_has_every_field_of_the_contract(ask: Ask) -> None:
    [first, *_] = ask(CONTINUED_PRESENCE)["citations"]

    assert fields_of_another_type(first, CITATION) == []
    assert (first["number"], first["source"], first["status"]) == (1, "ice-victims-2021", "superseded")
    assert (first["date"], first["publisher"]) == (
        "2021-08-10",
        "U.S. Immigration and Customs Enforcement (ICE)",
    )
    assert first["section"] == ["FAQ", "What is Continued Presence?"]
    assert first["passage"].startswith("ice-victims-2021#")


@pytest.mark.parametrize("question", [CONTINUED_PRESENCE, IN_SPANISH, PRINCIPLES])
def test_every_statement_is_cited_and_every_citation_is_used(ask: Ask, question: str) -> None:
    answer = ask(question)

    cited = [statement["citations"] for statement in answer["statements"]]
    numbers = [citation["number"] for citation in answer["citations"]]
    assert cited
    assert [] not in cited
    assert sorted({number for numbers in cited for number in numbers}) == numbers
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_quote_stands_at_its_offsets_in_the_document_that_is_shown(
    ask: Ask, citabot: Citabot, home: Path
) -> None:
    citations = [
        citation
        for question in (CONTINUED_PRESENCE, IN_SPANISH, PRINCIPLES)
        for citation in ask(question)["citations"]
    ]

    documents = {
        source: citabot("show", source, "--home", home).out
        for source in {citation["source"] for citation in citations}
    }
    assert [citation["quote"] for citation in citations] == [
        documents[citation["source"]][citation["start"] : citation["end"]] for citation in citations
    ]


@pytest.mark.parametrize("question", [CONTINUED_PRESENCE, IN_SPANISH, PRINCIPLES])
def test_every_statement_is_the_words_of_its_quotes(ask: Ask, question: str) -> None:
    answer = ask(question)

    quotes = {citation["number"]: " ".join(citation["quote"].split()) for citation in answer["citations"]}
    assert [statement["text"] for statement in answer["statements"]] == [
        " ".join(quotes[number] for number in statement["citations"]) for statement in answer["statements"]
    ]


def test_the_text_of_an_answer_is_its_statements_with_their_numbers(ask: Ask) -> None:
    answer = ask(CONTINUED_PRESENCE)

    assert answer["text"] == "\n".join(
        f"{statement['text']} [{statement['citations'][0]}]" for statement in answer["statements"]
    )


def test_an_answer_from_a_superseded_document_says_by_what_and_since_when(ask: Ask) -> None:
    answer = ask(PENDING)

    assert PROTECTED in [statement["text"] for statement in answer["statements"]]
    first, second = answer["notices"]
    assert (first["kind"], first["source"]) == ("superseded", "ice-victims-2021")
    assert "was replaced on 31 January 2025 by ICE Directive 11005.4" in first["text"]
    assert (second["kind"], second["source"]) == ("advice", None)


def test_a_question_in_spanish_is_answered_in_the_documents_words_with_notices_in_spanish(ask: Ask) -> None:
    answer = ask(PENDING_IN_SPANISH)

    assert answer["language"] == "es"
    assert PROTECTED in [statement["text"] for statement in answer["statements"]]
    assert [notice["kind"] for notice in answer["notices"]] == ["superseded", "advice", "language"]
    assert "(31 de enero de 2025) por ICE Directive 11005.4" in answer["notices"][0]["text"]
    assert "en inglés" in answer["notices"][2]["text"]


def test_in_the_terminal_the_notice_stands_before_the_quote(citabot: Citabot, home: Path) -> None:
    printed = citabot("ask", CONTINUED_PRESENCE, "--home", home).out

    assert printed.startswith("! No longer in force: ")
    assert (
        0 < printed.index("Directive 11005.4") < printed.index(DESIGNATION) < printed.index("Sources:\n[1]")
    )


def test_in_the_terminal_whose_words_follow_stands_right_before_them(citabot: Citabot, home: Path) -> None:
    blocks = citabot("ask", CONTINUED_PRESENCE, "--home", home).out.split("\n\n")

    assert blocks[blocks.index("ICE, policy, August 2021:") + 1].startswith(DESIGNATION)


def test_a_question_that_asks_two_things_names_the_one_that_was_not_found(ask: Ask) -> None:
    asked = "What is Continued Presence and who tuned the harpsichord at the castle?"

    answer = ask(asked)

    [partial] = [notice for notice in answer["notices"] if notice["kind"] == "partial"]
    assert (partial["source"], partial["superseded_on"], partial["superseded_by"]) == (None, None, None)
    assert "“who tuned the harpsichord at the castle?”" in partial["text"]
    assert answer["statements"][0]["text"].startswith(DESIGNATION)


def test_what_the_documents_do_not_say_is_refused_with_a_person_to_ask(
    citabot: Citabot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITABOT_CONTACT", "Ana at the Centro, +1 555 0100")

    refused = citabot("ask", "--json", HARPSICHORD, "--home", home)

    answer = refused.json
    assert refused.status == 0
    assert (answer["outcome"], answer["reason"]) == ("refused", "not_in_sources")
    assert (answer["statements"], answer["citations"], answer["notices"]) == ([], [], [])
    assert answer["text"].endswith("A person can help you: Ana at the Centro, +1 555 0100")
    assert "Ana at the Centro, +1 555 0100" in citabot("ask", HARPSICHORD, "--home", home).out


def test_a_known_gap_is_refused_in_what_the_corpus_says_instead(ask: Ask) -> None:
    answer = ask(FEE)

    assert (answer["outcome"], answer["reason"]) == ("refused", "not_in_sources")
    assert answer["text"].startswith(
        "These documents do not say what a U visa, a T visa or VAWA relief costs. USCIS decides these requests; "
    )


def test_a_list_that_is_asked_for_is_quoted_item_by_item_to_its_end(ask: Ask) -> None:
    answer = ask(PRINCIPLES)

    statements = [statement["text"] for statement in answer["statements"]]
    assert [text.split()[0] for text in statements] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
    assert statements[3] == (
        "4 PREVENTION of child involvement by terrorist and violent extremist groups should be A PRIORITY for "
        "State and non-State actors."
    )
    assert [text[-1] for text in statements] == ["."] * 10


def test_the_same_question_has_the_same_answer_from_an_index_that_is_opened_anew(
    ask: Ask, citabot: Citabot, home: Path
) -> None:
    anew = citabot("ask", "--json", CONTINUED_PRESENCE, "--home", home).json

    assert shown(ask(CONTINUED_PRESENCE)) == shown(anew)


def test_notices_may_be_asked_for_in_another_language(citabot: Citabot, home: Path) -> None:
    answer = citabot("ask", "--json", "--lang", "es", CONTINUED_PRESENCE, "--home", home).json

    assert answer["language"] == "es"
    assert answer["notices"][0]["text"].startswith("Ya no está vigente: ")


def test_a_language_that_nobody_translated_is_answered_in_english(ask: Ask) -> None:
    answer = ask(HARPSICHORD, language="zz")

    assert answer["language"] == "zz"
    assert answer["text"].startswith(
        "I looked in my documents and did not find an answer, so I will not guess."
    )


def test_an_answer_may_be_limited_to_some_sources(ask: Ask, citabot: Citabot, home: Path) -> None:
    sources = ("wbt-first-100-days-2017", "ice-victims-2021")

    answer = citabot("ask", "--json", CONTINUED_PRESENCE, "--home", home, "--only", *sources).json
    elsewhere = ask(CONTINUED_PRESENCE, only=("unodc-roadmap-2019",))

    assert {citation["source"] for citation in answer["citations"]} == {"ice-victims-2021"}
    assert elsewhere["statements"] == []


def test_an_unknown_source_is_answered_with_those_that_there_are(citabot: Citabot, home: Path) -> None:
    ended = citabot("ask", CONTINUED_PRESENCE, "--home", home, "--only", "nosuch")

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        "citabot: there is no source 'nosuch'; choose from ice-victims-2021, unodc-roadmap-2019, "
        "wbt-first-100-days-2017.\n"
    )


@pytest.mark.parametrize("name", ["", "ICE-VICTIMS-2021", "ice-victims-2021#3"])
def test_only_the_whole_id_of_a_source_names_it(name: str) -> None:
    with pytest.raises(CitabotError, match=f"there is no source '{name}'; choose from ice-victims-2021."):
        require_known([name], ["ice-victims-2021"])


def test_an_explained_answer_says_what_was_found_and_how_it_was_decided(citabot: Citabot, home: Path) -> None:
    explained = citabot("ask", "--json", "--explain", CONTINUED_PRESENCE, "--home", home).json["explain"]
    printed = citabot("ask", "--explain", CONTINUED_PRESENCE, "--home", home).out

    assert explained["looked_up"] == CONTINUED_PRESENCE
    assert explained["probability"] >= explained["threshold"] > 0
    assert explained["candidates"][0]["passage"].startswith("ice-victims-2021#")
    assert f"\nlooked up  {CONTINUED_PRESENCE} [en]\n" in printed


def test_an_explained_answer_shows_the_nearest_expected_question(shipped_parts: Parts) -> None:
    reply = answer_of(Question(CONTINUED_PRESENCE), shipped_parts)

    [first, *_] = explain_json(reply, shipped_parts)["candidates"]

    [near] = first["expected"]
    assert "continued presence" in near["question"].lower()
    assert f"; asked so: {near['question']} ({near['cosine']})\n" in explain_text(reply, shipped_parts)


@pytest.mark.parametrize("question", [CONTINUED_PRESENCE, IN_SPANISH, PRINCIPLES, FEE, HARPSICHORD])
def test_an_explanation_fits_on_one_screen(shipped_parts: Parts, question: str) -> None:
    lines = explain_text(answer_of(Question(question), shipped_parts), shipped_parts).splitlines()

    assert 20 <= len(lines) <= 43
    assert [line for line in lines if len(line) > 110] == []


def test_what_is_quoted_is_the_document_as_it_was_indexed(ask: Ask) -> None:
    file = " ".join((CORPUS / "ice-crime-victims-faq.txt").read_text("utf-8").split())

    quotes = [citation["quote"] for citation in ask(CONTINUED_PRESENCE)["citations"]]

    assert [quote for quote in quotes if " ".join(quote.split()) not in file] == []
