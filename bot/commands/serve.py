"""citabot serve: the Telegram bot."""

import argparse
import asyncio
import logging
from pathlib import Path

from telegram.error import InvalidToken, TelegramError

from bot.commands.common import add_home, settings_of
from bot.evaluated import require_allowed, require_pass
from bot.telegram.application import AnyApplication, build_application, hang_up
from bot.telegram.identity import WRONG_TOKEN, token_of
from bot.telegram.webhook import Webhook, webhook_of
from evals.passes import PASSES
from retrieval import identifiers
from retrieval.answering import Parts
from retrieval.errors import SettingsError
from retrieval.opening import open_with
from retrieval.writing.opening import open_writer
from retrieval.writing.provider import Provider

_KINDS = ["message", "edited_message", "callback_query", "inline_query"]  # of updates; no others are sent
_RETRIES = 5  # of the first contact; afterwards polling goes on for as long as it takes


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Needs a token from @BotFather in TELEGRAM_BOT_TOKEN, an index, and a recorded pass of its\n"
        "evaluation. Polls Telegram until it is stopped, or, where CITABOT_WEBHOOK_URL is set, waits for\n"
        "Telegram there. Logs what happens, never what anybody writes.\n\n"
        "example: TELEGRAM_BOT_TOKEN=… citabot serve"
    )
    parser.add_argument(
        "--unevaluated", action="store_true",
        help="serve without a recorded pass, in development; every answer says so",
    )  # fmt: skip
    parser.add_argument(
        "--passes", type=Path, default=PASSES, metavar="DIR",
        help="folder of recorded passes (default: evals/passes)",
    )  # fmt: skip
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    require_allowed(unevaluated=arguments.unevaluated, environment=settings.env)
    token_of(settings)  # before the index is opened: the commonest thing to be missing
    webhook = webhook_of(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    writer = open_writer(settings)

    def opened() -> Parts:
        parts = open_with(settings, writer)
        if not arguments.unevaluated:
            require_pass(parts.fingerprint, arguments.passes)
        return parts

    provider = Provider.of(settings)
    application = build_application(
        settings, opened(), reopen=opened, unevaluated=arguments.unevaluated,
        provider=provider.name if provider and provider.outside else None,
    )  # fmt: skip
    identifiers.load()  # half a second that the first person should not wait
    try:
        _serve(application, webhook)
    except InvalidToken:
        raise SettingsError(WRONG_TOKEN) from None
    except TelegramError as error:
        raise SettingsError(
            f"Telegram cannot be reached ({type(error).__name__}); check the network and try again."
        ) from None
    return 0


def _serve(application: AnyApplication, webhook: Webhook | None) -> None:
    """Until it is stopped; what is being answered then is finished first."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        _run(application, webhook)
    finally:
        loop.run_until_complete(hang_up(application))
        loop.close()


def _run(application: AnyApplication, webhook: Webhook | None) -> None:
    log = logging.getLogger(__name__)
    if webhook is None:
        log.info("polling Telegram; stop with Ctrl-C")
        application.run_polling(
            bootstrap_retries=_RETRIES, drop_pending_updates=False, allowed_updates=_KINDS, close_loop=False
        )
    else:
        log.info("waiting for Telegram on port %d; stop with Ctrl-C", webhook.port)
        application.run_webhook(
            webhook.host, webhook.port, webhook.path, webhook_url=webhook.url, secret_token=webhook.secret,
            bootstrap_retries=_RETRIES, drop_pending_updates=False, allowed_updates=_KINDS, close_loop=False,
        )  # fmt: skip
