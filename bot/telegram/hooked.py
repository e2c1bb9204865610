"""Does what people write get through to the webhook?

That nothing comes may mean that nobody writes, or that Telegram cannot reach the bot. So Telegram is
asked now and then: the webhook is well if it is still the bot's, and nothing waits there after a
failure without anything having come since.
"""

from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.telegram.pulse import Pulse


@dataclass(slots=True)
class Hooked:
    """What is known of the webhook."""

    url: str
    pulse: Pulse
    waiting: int = 0  # updates at Telegram, when it was last asked
    _failed: datetime | None = None  # as Telegram dates its last failure
    _came: bool = False  # anything, since that failure was first heard of

    def note_update(self) -> None:
        """Something came."""
        self._came = True
        self.pulse.beat()

    async def ask(self, bot: Bot) -> None:
        try:
            self.judge(await bot.get_webhook_info())
        except TelegramError as error:
            self.pulse.trouble = f"Telegram cannot be asked about the webhook ({type(error).__name__})"

    def judge(self, info: WebhookInfo) -> None:
        """A heartbeat, or else what is wrong."""
        self.waiting = info.pending_update_count
        if info.last_error_date != self._failed:
            self._failed, self._came = info.last_error_date, False
        if info.url != self.url:
            self.pulse.trouble = (
                "CITABOT_WEBHOOK_URL is not what Telegram sends to any more; "
                "stop the other program that uses the token, and start this one again"
            )
        elif self.waiting and self._failed and not self._came:
            said = info.last_error_message or "no reason given"
            self.pulse.trouble = f"Telegram does not get through to CITABOT_WEBHOOK_URL ({said})"
        else:
            self.pulse.beat()
