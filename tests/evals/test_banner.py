"""What is served without an evaluation says so above every answer."""

from pathlib import Path

from bot.telegram.application import build_application
from retrieval.settings import read_settings
from tests.bot.telegram_desk import ask, desk, strict_bot_api
from tests.bot_api import BotApi, SentMessage, polling
from tests.retrieval.answer_builders import ALWAYS, NEVER, parts, passages_of

GUIDE = parts(passages_of("# Leave\n\nLeave is paid for everybody.\n"), limits=ALWAYS)
SILENT = parts(passages_of("# Leave\n\nLeave is paid for everybody.\n"), limits=NEVER)
BANNER = "Trial version: nobody has checked how good these answers are. Do not rely on them."


def told(api: BotApi, question: str, *, refusing: bool = False) -> SentMessage:
    settings = read_settings(
        home=Path("no-such-home"), telegram_base_url=api.base_url, TELEGRAM_BOT_TOKEN=api.token
    )
    with polling(build_application(settings, SILENT if refusing else GUIDE, unevaluated=True)):
        return ask(api.private(user_id=7), question)


def test_an_answer_begins_with_it() -> None:
    with strict_bot_api() as api:
        message = told(api, "Is leave paid for everybody?")

    assert message.text.startswith(f"{BANNER}\n\n")
    assert "Leave is paid for everybody." in message.text


def test_a_refusal_begins_with_it() -> None:
    with strict_bot_api() as api:
        message = told(api, "Who tuned the harpsichord?", refusing=True)

    assert message.text.startswith(f"{BANNER}\n\n")


def test_it_is_said_in_the_askers_language() -> None:
    with strict_bot_api() as api:
        message = told(api, "¿La licencia es pagada para todos los trabajadores?")

    assert message.text.startswith("Versión de prueba: ")


def test_what_was_evaluated_says_nothing_of_it() -> None:
    with strict_bot_api() as api, desk(api, GUIDE):
        message = ask(api.private(user_id=7), "Is leave paid for everybody?")

    assert "Trial version" not in message.text
