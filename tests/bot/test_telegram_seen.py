"""What is known of messages on Telegram, and for how long."""

from telegram import Chat

from bot.telegram.seen import Seen

GROUP = Chat(-774411, Chat.SUPERGROUP)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_numbers_of_a_chat_are_known_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    seen = Seen(clock)
    seen.note(GROUP, 5)
    seen.note_change(GROUP, 5, "Rent is due.")

    clock.now = 15 * 60 - 1
    known = seen.last(GROUP), seen.shows(GROUP, 5, "Rent is due.")
    clock.now = 15 * 60

    assert known == (5, True)
    assert (seen.last(GROUP), seen.shows(GROUP, 5, "Rent is due.")) == (0, False)


def test_what_is_too_old_leaves_memory_without_being_asked_for() -> None:
    clock = Clock()
    seen = Seen(clock)
    seen.note(GROUP, 5)
    seen.note_change(GROUP, 5, "Rent is due.")
    before = repr(vars(seen))

    clock.now = 15 * 60
    seen.purge()

    assert "774411" in before
    assert "774411" not in repr(vars(seen))
