"""What in a message is meant for the bot, and what it refers to. Pure."""

from telegram import Bot, Message, MessageEntity

from retrieval.followup import Turn


def addressed_text(message: Message, bot: Bot) -> str | None:
    """A message of a group without the bot's name, if it is put to the bot; None if it is not.

    It is, if it names the bot, as Telegram marks names, or replies to a message of the bot.
    """
    name = f"@{bot.username}".casefold()
    named = [
        (entity, text)
        for entity, text in message.parse_entities([MessageEntity.MENTION]).items()
        if text.casefold() == name
    ]
    text = message.text or ""
    for entity, mention in sorted(named, key=lambda pair: -pair[0].offset):
        start = len(text.encode("utf-16-le")[: 2 * entity.offset].decode("utf-16-le"))
        text = f"{text[:start]} {text[start + len(mention) :]}"
    if named or _replies_to(message, bot.id):
        return " ".join(text.split())
    return None


def asked_text(command: str, bot: Bot) -> str:
    """What stands behind /ask, which may name the bot; empty if it is another command."""
    name, *asked = command.split()
    return " ".join(asked) if name.casefold() in ("/ask", f"/ask@{bot.username}".casefold()) else ""


def quoted_turns(message: Message, bot: int) -> tuple[Turn, ...]:
    """What a message marks of another, or replies to; nothing if it does neither.

    Of an answer of the bot that is the words which it quotes: they are what it is about.
    """
    replied = message.reply_to_message
    by_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot
    if message.quote is not None and message.quote.text.strip():
        return (Turn("assistant" if by_bot else "user", message.quote.text),)
    if replied is None or replied.forum_topic_created is not None:
        return ()
    if not by_bot:
        return (Turn("user", replied.text),) if replied.text else ()
    quotes = " ".join(replied.parse_entities([MessageEntity.BLOCKQUOTE]).values())
    return (Turn("assistant", quotes),) if quotes else ()


def _replies_to(message: Message, bot: int) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot
