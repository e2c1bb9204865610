"""From files to a verified answer. Knows nothing of Telegram or the terminal."""
