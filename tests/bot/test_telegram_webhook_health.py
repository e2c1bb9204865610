"""Behind a webhook: whether what people write gets through, as Telegram tells it."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, WebhookInfo

from bot.heartbeat import now
from bot.telegram.hooked import Hooked
from bot.telegram.pulse import Pulse
from bot.telegram.transport import AiohttpRequest
from tests.bot_api import BotApi, Fault

URL = "https://bot.example.org/telegram"
MONDAY, TUESDAY = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
LONG_AGO = timedelta(seconds=121)
REFUSED = "Wrong response from the webhook: 502 Bad Gateway"
NOT_THROUGH = f"Telegram does not get through to CITABOT_WEBHOOK_URL ({REFUSED})"


def silent() -> Hooked:
    """A webhook of which nothing was heard for so long that it counts as deaf."""
    return Hooked(URL, Pulse(heard=now() - LONG_AGO))


def info(*, url: str = URL, waiting: int = 0, failed: datetime | None = None) -> WebhookInfo:
    said = REFUSED if failed else None
    return WebhookInfo(url, False, waiting, last_error_date=failed, last_error_message=said)


def is_deaf(hooked: Hooked) -> bool:
    hooked.pulse.look()
    return hooked.pulse.is_deaf


WELL = {
    "nothing waits": info(),
    "nothing waits any more": info(failed=MONDAY),
    "what waits is on its way": info(waiting=3),
}


@pytest.mark.parametrize("told", WELL.values(), ids=WELL)
def test_a_webhook_where_nothing_waits_after_a_failure_is_well(told: WebhookInfo) -> None:
    hooked = silent()

    hooked.judge(told)

    assert not is_deaf(hooked)


def test_what_waits_after_a_failure_is_told_with_telegrams_reason(caplog: pytest.LogCaptureFixture) -> None:
    hooked = silent()

    hooked.judge(info(waiting=3, failed=MONDAY))

    assert is_deaf(hooked)
    assert hooked.waiting == 3
    assert caplog.messages == [f"{NOT_THROUGH}; it was last heard of 121 s ago"]


def test_something_that_comes_after_a_failure_makes_it_well_though_more_waits(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hooked = silent()
    hooked.judge(info(waiting=3, failed=MONDAY))
    hooked.pulse.look()

    with caplog.at_level(logging.INFO):
        hooked.note_update()
        hooked.judge(info(waiting=2, failed=MONDAY))

        assert not is_deaf(hooked)
    assert caplog.messages[-1] == "Telegram is heard of again"


def test_a_new_failure_counts_whatever_came_before_it() -> None:
    hooked = silent()
    hooked.judge(info(waiting=3, failed=MONDAY))
    hooked.note_update()
    hooked.pulse.heard = now() - LONG_AGO

    hooked.judge(info(waiting=2, failed=TUESDAY))

    assert is_deaf(hooked)


@pytest.mark.parametrize(
    "url", ["", "https://elsewhere.example.org/telegram"], ids=["taken away", "elsewhere"]
)
def test_a_webhook_that_is_another_ones_now_is_not_well(url: str, caplog: pytest.LogCaptureFixture) -> None:
    hooked = silent()

    hooked.judge(info(url=url))

    assert is_deaf(hooked)
    assert caplog.messages[0].startswith("CITABOT_WEBHOOK_URL is not what Telegram sends to any more")


def asked(api: BotApi, hooked: Hooked) -> None:
    async def ask() -> None:
        request = AiohttpRequest(api.base_url, connections=1)
        async with Bot(api.token, base_url=api.base_url, request=request, get_updates_request=request) as bot:
            await hooked.ask(bot)

    asyncio.run(ask())


def test_telegram_itself_is_asked() -> None:
    hooked = silent()
    with BotApi() as api:
        api.hook(URL, failed=REFUSED)
        api.private(user_id=7).say("This waits.")
        asked(api, hooked)

    assert is_deaf(hooked)
    assert (hooked.waiting, hooked.pulse.trouble) == (1, NOT_THROUGH)


def test_a_telegram_that_cannot_be_asked_is_no_heartbeat() -> None:
    hooked = silent()
    with BotApi() as api:
        api.hook(URL)
        api.fail("getWebhookInfo", Fault.bad_gateway())
        asked(api, hooked)

    assert is_deaf(hooked)
    assert hooked.pulse.trouble == "Telegram cannot be asked about the webhook (NetworkError)"
