"""citabot on Telegram: the same answers, as messages."""
