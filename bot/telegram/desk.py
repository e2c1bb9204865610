"""What all handlers share: what answers, what is remembered, and how to write back."""

from dataclasses import dataclass, field

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.allowance import Turns
from bot.telegram.counts import Counts
from bot.telegram.hooked import Hooked
from bot.telegram.library import Library, Shelf
from bot.telegram.memory import Memory, Place
from bot.telegram.post import Post, Posts, message_of, topic_of
from bot.telegram.pulse import Pulse
from bot.wording import Words
from retrieval.language import SPOKEN
from retrieval.settings import Settings

Context = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Desk:
    """Built once, where the program starts."""

    settings: Settings
    library: Library
    turns: Turns
    provider: str | None  # whose language model words the answers, if one does
    unevaluated: bool = False  # tried out without a recorded pass: every answer says so
    memory: Memory = field(default_factory=Memory)
    counts: Counts = field(default_factory=Counts)
    posts: Posts = field(default_factory=Posts)
    pulse: Pulse = field(default_factory=Pulse)
    hooked: Hooked | None = None  # while the bot polls

    def note(self, update: Update) -> None:
        """An update came, whatever becomes of it."""
        self.posts.seen.note_update(update)
        if self.hooked is not None:
            self.hooked.note_update()

    def purge(self) -> None:
        """Drop what was remembered for its time, though nobody asks."""
        self.memory.purge()
        self.posts.seen.purge()
        self.shelf.parts.purge()

    @property
    def shelf(self) -> Shelf:
        return self.library.shelf

    def words(self, update: Update) -> Words:
        """In the language that the person chose, or else that of their Telegram, if citabot speaks it."""
        user = update.effective_user
        if user is None:
            return Words("en")
        client = (user.language_code or "en").split("-")[0].lower()
        chosen = self.memory.language(person) if (person := person_of(update)) else None
        return Words(chosen or (client if client in SPOKEN else "en"))

    def post(self, update: Update, context: Context, words: Words | None = None) -> Post | None:
        return self.posts.to(update, context.bot, words or self.words(update))

    def may_ask(self, *ids: int) -> bool:
        """Whether a person, or the chat that they are in, is answered at all."""
        allowed = self.settings.allowed
        return not allowed or not {*allowed, *self.settings.admins}.isdisjoint(ids)

    def is_admin(self, update: Update) -> bool:
        return update.effective_user is not None and update.effective_user.id in self.settings.admins


def place_of(update: Update) -> Place | None:
    """Whose conversation an update belongs to."""
    chat, person = update.effective_chat, person_of(update)
    if chat is None or person is None:
        return None
    return Place(chat.id, topic_of(message_of(update)), person)


def person_of(update: Update) -> int | None:
    """Who writes or presses: somebody's id, or that of the chat in whose name they write.

    All anonymous administrators of all groups are one user to Telegram.
    """
    sender = update.effective_sender
    return None if sender is None else sender.id
