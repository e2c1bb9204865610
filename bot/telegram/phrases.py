"""What citabot says on Telegram alone, beside what `bot/wording.py` says everywhere.

`_` marks a sentence for the catalogues, `_n` one that depends on a number: first for one, then
for several. What stands in braces is filled in after translation.
"""

from bot.wording import Plural


def _(sentence: str) -> str:
    """Mark for the catalogues; translated where it is said."""
    return sentence


def _n(one: str, several: str) -> Plural:
    """Mark for the catalogues, as for one and for several."""
    return Plural(one, several)


# What each command does, for the menu and for /help
ASK_LINE = _("ask in a group: /ask and your question")
FEEDBACK_LINE = _("tell the people who run me what was wrong")
HELP_LINE = _("how to ask")
STATUS_LINE = _("for administrators: is everything running")
STATS_LINE = _("for administrators: how much was asked, in numbers")
RELOAD_LINE = _("for administrators: read the index again")
DESCRIPTION = _(
    "I answer questions about policy with exact quotations from a few documents, and with nothing else. "
    "I keep no record of you or your questions."
)
SHORT_DESCRIPTION = _("Answers questions about policy with exact quotations. Keeps no record of you.")

# Messages that are no question
NO_FILES = _(
    "I cannot open pictures or files, and I have not kept this one. Please write your question in words, "
    "without names or numbers of papers."
)
NO_VOICE = _("I cannot listen to voice messages or watch videos. Please write your question in words.")
NO_LOCATION = _(
    "I do not need to know where or who you are, and I have not kept it. Please write your question in words."
)

# Commands
LANGUAGE_AUTOMATIC = _("Same as my Telegram")
FORGOTTEN_HERE = _("Telegram still has this chat; you can delete it there.")
PRIVACY_REMEMBERS = _n(
    "So that you can ask further, I remember our conversation for {count} minute, and only while I run. "
    "/forget ends that at once.",
    "So that you can ask further, I remember our conversation for {count} minutes, and only while I run. "
    "/forget ends that at once.",
)
PRIVACY_COUNTS = _(
    "So that everybody gets a turn, I count for up to a day how many questions come from each account, under "
    "a scrambled number. Otherwise I count only how many questions there are, not whose they are."
)
PRIVACY_FEEDBACK = _(
    "If you send feedback, I first show exactly what would be kept, and keep it only if you then press a "
    "button."
)
PRIVACY_TELEGRAM = _(
    "Telegram carries and keeps this chat; it does that for every chat with a bot. You can delete the chat "
    "there."
)
ADMIN_STATUS = _(
    "{documents} documents, {passages} passages.\nFingerprint: {fingerprint}\n"
    "Running since: {since}\nTelegram was last heard of: {heard}"
)
ADMIN_WAITING = _("Messages that wait at Telegram: {waiting}")
ADMIN_STATS = _("Numbers since {since}, and nothing but numbers:")
ADMIN_RELOADED = _("I have read the index again. Fingerprint: {fingerprint}")
ADMIN_NOT_RELOADED = _("I could not read the index again and go on with the one before. {error}")

# Below an answer
COPY = _("Copy the quote")
NOT_ASKED = _("Not what I asked")
PREVIOUS = _("‹ Before")
NEXT = _("After ›")
BACK = _("Back to the answer")
NOT_ASKED_PARTS = _(
    "I am sorry. Please ask again in other words, or read one of these parts of the documents, which came "
    "near too:"
)
NOT_ASKED_ALONE = _("I am sorry. Please ask again in other words.")
TELL = _("Tell the people who run me")

# Feedback
FEEDBACK_HOW = _(
    "Write what was wrong or missing after the command, like this: /feedback The date is wrong. Please leave "
    "out names and numbers."
)
FEEDBACK_SHOW = _("Only if you press the button, this and nothing else is kept, without your name:")
FEEDBACK_SEND = _("Keep this")
FEEDBACK_DROP = _("Keep nothing")
FEEDBACK_KEPT = _("Thank you. It is kept.")
FEEDBACK_DROPPED = _("Nothing was kept.")
FEEDBACK_GONE = _("That was too long ago, and nothing was kept. Please send /feedback again.")
FEEDBACK_FAILED = _("It could not be kept, I am sorry. Please try again later.")

# Limits
TOO_MANY = _n(
    "Those were many questions in a short time. Please ask again in {count} minute.",
    "Those were many questions in a short time. Please ask again in {count} minutes.",
)
TOO_MANY_TODAY = _n(
    "Those were as many questions as I can take in a day. Please ask again in {count} hour.",
    "Those were as many questions as I can take in a day. Please ask again in {count} hours.",
)
BUSY = _("Many people are asking at the moment. Please ask again in a minute.")
CLOSED = _("I am here for a group of people that was chosen, and you are not among them yet. I am sorry.")

# While a language model words the answer
READING = _("I am reading: {titles}")

# Delivery
ONE_MOMENT = _("One moment, please.")
MAYBE_LOST = _("My answer may not have arrived. If you do not see it above, please ask again.")
