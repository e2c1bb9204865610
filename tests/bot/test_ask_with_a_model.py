"""`citabot ask` and `citabot chat` with a language model: on, off, gone; and what reaches it and the log."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.terminal import Citabot, write_json_lines
from tests.model_server import Answers, Fails, ModelServer, Received, Says
from tests.retrieval.writing.scripted import completes, drafts, passages_in, said, translates, wants

PAROLE = "Can anyone request parole for somebody abroad?"
QUOTE = (
    "Anyone may request parole for themself, or on behalf of another individual, by filing Form I-131, "
    "Application for Travel Document."
)
SENTENCE = "Anyone may request parole for themself, or on behalf of another individual, by filing Form I-131."
WRITTEN = "An AI program put the answer into its own sentences."


def honest(request: Received) -> Says:
    """It writes one sentence that holds, where it is given the passage."""
    if wants(request, "texts"):
        return translates("Todo es gratis.")
    if wants(request, "question"):
        return completes("Who may request parole?")
    found = [number for number, text in passages_in(request).items() if QUOTE in text]
    return drafts(*(said(SENTENCE, QUOTE, passage=number) for number in found))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(default=Answers(honest)) as server:
        yield server


@pytest.fixture
def switched_on(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """The environment of somebody whose model is this server."""
    monkeypatch.setenv("CITABOT_MODEL", "scripted")
    monkeypatch.setenv("CITABOT_MODEL_BASE_URL", f"{server.url}/v1")
    return server


def quotes(answer: Any) -> list[str]:
    return [citation["quote"] for citation in answer["citations"]]


def test_without_a_model_the_quotes_are_the_answer(citabot: Citabot, own_home: Path) -> None:
    ran = citabot("ask", PAROLE, "--json", "--home", own_home)

    assert ran.status == 0
    assert ran.json["composer"] == "extractive"
    texts = [statement["text"] for statement in ran.json["statements"]]
    assert texts == [" ".join(quote.split()) for quote in quotes(ran.json)]
    assert QUOTE in texts


@pytest.mark.usefixtures("switched_on")
def test_with_a_model_the_answer_is_its_sentence_over_the_quote(citabot: Citabot, own_home: Path) -> None:
    ran = citabot("ask", PAROLE, "--json", "--home", own_home)

    assert ran.status == 0
    assert ran.json["composer"] == "scripted"
    assert ran.json["statements"][0] == {"text": SENTENCE, "citations": [1]}
    assert " ".join(quotes(ran.json)[0].split()) == QUOTE
    assert "written" in [notice["kind"] for notice in ran.json["notices"]]
    assert "write" in ran.json["timings"]


def test_with_a_model_whose_port_is_dead_the_quotes_are_the_answer(
    switched_on: ModelServer, citabot: Citabot, own_home: Path
) -> None:
    switched_on.stop()

    ran = citabot("ask", PAROLE, "--json", "--home", own_home)

    assert ran.status == 0
    assert ran.json["composer"] == "extractive"
    assert QUOTE in [statement["text"] for statement in ran.json["statements"]]
    assert ran.err == ""


def test_the_model_is_part_of_the_fingerprint(
    citabot: Citabot, own_home: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = citabot("ask", PAROLE, "--json", "--home", own_home).json["fingerprint"]
    monkeypatch.setenv("CITABOT_MODEL", "scripted")
    monkeypatch.setenv("CITABOT_MODEL_BASE_URL", f"{server.url}/v1")

    assert citabot("ask", PAROLE, "--json", "--home", own_home).json["fingerprint"] != without


def test_the_model_may_be_set_in_the_file_of_settings(
    server: ModelServer, citabot: Citabot, own_home: Path
) -> None:
    (own_home / "citabot.toml").write_text(
        f'model = "scripted"\nmodel_base_url = "{server.url}/v1"\n', "utf-8"
    )

    assert citabot("ask", PAROLE, "--json", "--home", own_home).json["composer"] == "scripted"


def test_a_model_that_cannot_be_opened_is_one_sentence_and_a_failure(
    citabot: Citabot, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITABOT_MODEL", "nobody:model")

    ran = citabot("ask", PAROLE, "--home", own_home)

    assert ran.status == 1
    assert ran.out == ""
    assert ran.err == (
        "citabot: CITABOT_MODEL is 'nobody:model' and cannot be opened (ValueError); write it as "
        "'provider:name', and set the provider's key or CITABOT_MODEL_KEY.\n"
    )


@pytest.mark.usefixtures("switched_on")
def test_in_the_terminal_the_sentence_stands_over_its_quote_and_who_wrote_it_is_said(
    citabot: Citabot, own_home: Path
) -> None:
    shown = citabot("ask", PAROLE, "--lang", "en", "--home", own_home).out

    assert f"{SENTENCE} [1]\n  [1] “{QUOTE}”" in shown
    assert f"! {WRITTEN}" in shown


def test_a_batch_with_a_model_that_fails_in_the_middle_answers_every_line(
    switched_on: ModelServer, citabot: Citabot, own_home: Path, tmp_path: Path
) -> None:
    switched_on.script(Fails(500), Answers(honest))
    lines = write_json_lines(
        tmp_path / "in.jsonl", [{"id": 1, "question": PAROLE}, {"id": 2, "question": f"{PAROLE} "}]
    )

    ran = citabot("ask", "--batch", lines, "--out", tmp_path / "out.jsonl", "--home", own_home)

    answered = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert ran.status == 0
    assert [
        f'"composer": "{name}"' in line
        for name, line in zip(("extractive", "scripted"), answered, strict=True)
    ] == [True, True]


# ---- what reaches the model, and the log

TELLING = (
    "I am Xiomara Quetzal, A-number A 098 765 432, phone +1 (212) 555-0142, xq@example.org. "
    "Can anyone request parole for somebody abroad?"
)


def test_no_request_holds_who_asks_or_where_a_document_is(
    switched_on: ModelServer, citabot: Citabot, own_home: Path
) -> None:
    citabot("ask", TELLING, "--home", own_home)

    sent = " ".join(str(request.body) for request in switched_on.requests)
    assert PAROLE in sent
    assert "098" not in sent
    assert "555-0142" not in sent
    assert "xq@" not in sent
    assert "ice-victims-2021" not in sent
    assert ".txt" not in sent
    assert "ice.gov/doclib" not in sent


@pytest.mark.parametrize(
    "reply", [Answers(honest), Fails(500), Says("Xiomara half a JSON {")], ids=["ok", "error", "broken"]
)
def test_the_log_has_not_one_word_of_a_question_or_an_answer(
    switched_on: ModelServer,
    citabot: Citabot,
    own_home: Path,
    caplog: pytest.LogCaptureFixture,
    reply: Answers | Fails | Says,
) -> None:
    caplog.set_level(logging.DEBUG)
    switched_on.default = reply

    citabot("ask", TELLING, "--home", own_home)

    logged = "\n".join(f"{each.name} {each.getMessage()} {each.exc_text}" for each in caplog.records)
    assert "model: " in logged
    assert "Xiomara" not in logged
    assert "parole" not in logged.lower()
    assert "abroad" not in logged
    assert "themself" not in logged
    assert "0142" not in logged


def test_in_a_conversation_only_what_a_follow_up_leans_on_is_sent(
    switched_on: ModelServer, citabot: Citabot, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = f"Who tuned the harpsichord at the castle of Xiomara?\n{PAROLE}\nAnd their taxes?\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    assert citabot("chat", "--home", own_home).status == 0

    sent = [str(request.body) for request in switched_on.requests if wants(request, "question")]
    assert len(sent) == 1
    assert SENTENCE in sent[0]
    assert "harpsichord" not in sent[0]
    assert "abroad" not in sent[0]
