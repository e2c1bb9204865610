"""How a language model writes an answer that nobody has to believe: ask, check, show what holds."""
