"""Nothing of what people write stays: a long conversation full of canaries, and then a search for them."""

import gc
import logging
from pathlib import Path

import pytest

from bot.telegram.memory import Memory
from retrieval.answering import Parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk, press, strict_bot_api
from tests.bot_api import BotApi, Fault

USER, GROUP = 774411774411, -100884422
CANARIES = (
    "wombat", "numbat", "quokka", "bandicoot", "774411", "884422", "A123-456-789", "555-0134", "harpsichord",
)  # fmt: skip


def converse(api: BotApi) -> None:
    """Everything that a person can do, with words in it that stand nowhere else."""
    ada = api.private(user_id=USER, first_name="Wombat", username="numbat_7", language_code="es")
    ask(ada, "/start")
    answer = ask(ada, f"{CONTINUED_PRESENCE} My A-number is A123-456-789, my lawyer is Quokka.")
    press(ada, answer, "[1]")
    ask(ada, "Who tuned the harpsichord of Bandicoot at the castle? Call (415) 555-0134")
    press(ada, answer, "Not what I asked")
    ask(ada, "I want to die, says Quokka")
    ada.photo("bandicoot")
    ada.wait_reply(timeout=WAIT)
    ada.location()
    ada.wait_reply(timeout=WAIT)
    press(ada, ask(ada, "/language"), "español")
    ask(ada, "/feedback Quokka says bandicoot")  # shown, and never kept
    api.fail("sendMessage", Fault.bad_gateway(times=2), chat_id=USER)
    ask(ada, "Is the quokka safe?")
    ada.type_inline("What may a bandicoot do?", timeout=WAIT)
    group = api.group(GROUP, title="Bandicoot friends")
    group.say(ada, "@cita_test_bot What is Continued Presence, Quokka?")
    group.wait_reply(timeout=WAIT)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found_in(content: bytes | str) -> list[str]:
    text = content if isinstance(content, str) else content.decode("utf-8", "ignore")
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


def test_nothing_of_a_conversation_is_in_a_file_or_a_log(
    tmp_path: Path, shipped_parts: Parts, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    with caplog.at_level(logging.INFO), strict_bot_api() as api:
        with desk(api, shipped_parts, home=home):
            converse(api)
        said = [record.getMessage() for record in caplog.records if not is_of_the_tests(record)]

    assert [line for line in said if found_in(line)] == []
    assert {path: found_in(content) for path, content in files(tmp_path).items() if found_in(content)} == {}


def is_of_the_tests(record: logging.LogRecord) -> bool:
    """httpx logs addresses at INFO, which `citabot serve` silences; the address of the server is no canary."""
    return record.name == "httpx"


def test_a_mistake_in_the_middle_tells_the_log_nothing_that_was_written(
    shipped_parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("quokka 774411")

    with strict_bot_api() as api, desk(api, shipped_parts, reopen=broken, admins=(USER,)):  # type: ignore[arg-type]
        ada = api.private(user_id=USER, first_name="Wombat")
        ada.say("/reload quokka")
        ask(ada, "/contact")

    logged = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert logged == ["an update could not be handled: RuntimeError"]
    assert [record.exc_info for record in caplog.records if record.name.startswith("bot.")] == [None]


def test_after_forget_nothing_of_it_is_left_in_memory(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, shipped_parts):
        ada = api.private(user_id=USER)
        ask(ada, "Who tuned the harpsichord of Bandicoot at the castle?")
        ask(ada, "/contact")  # by then the question has been worked on to its end
        before = remembered(Memory)
        ask(ada, "/forget")
        after = remembered(Memory)

    assert "Bandicoot" in before
    assert "Bandicoot" not in after


def remembered(kind: type) -> str:
    """All that every living memory holds."""
    # not isinstance, which asks every object for its class, and some warn when they are asked
    return "".join(repr(each) for each in gc.get_objects() if type(each) is kind)
