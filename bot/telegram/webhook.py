"""Where Telegram sends updates to, if the settings name an address; else the bot polls. Pure."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from retrieval.errors import SettingsError
from retrieval.settings import Settings

_SECRET = re.compile("[A-Za-z0-9_-]{16,256}")  # Telegram takes shorter ones, which can be guessed
_LISTEN = re.compile(r"(?P<host>[^\s:]+|\[[0-9a-fA-F:]+\]):(?P<port>[0-9]{1,5})")


class Webhook(NamedTuple):
    url: str
    secret: str
    host: str
    port: int

    @property
    def path(self) -> str:
        """Without the slash before it."""
        return urlsplit(self.url).path.lstrip("/")


def webhook_of(settings: Settings) -> Webhook | None:
    """None to poll. Raises SettingsError that names the setting to correct, never the secret."""
    if settings.webhook_url is None:
        return None
    if not settings.webhook_url.startswith("https://"):
        raise SettingsError("CITABOT_WEBHOOK_URL has to begin with https://; Telegram sends to nothing else.")
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not _SECRET.fullmatch(secret):
        raise SettingsError(
            "CITABOT_WEBHOOK_SECRET has to be 16 to 256 letters, digits, _ or -; "
            "make one with: openssl rand -hex 32"
        )
    listen = _LISTEN.fullmatch(settings.listen)
    if listen is None or not 0 < int(listen["port"]) < 65536:
        raise SettingsError(f"CITABOT_LISTEN is {settings.listen!r}; write it as 0.0.0.0:8443.")
    return Webhook(settings.webhook_url, secret, listen["host"].strip("[]"), int(listen["port"]))
