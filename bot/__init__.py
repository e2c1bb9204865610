"""How people reach answers: Telegram and the terminal, in their own language."""
