"""Waiting for the bot, with a failure that tells what happened instead."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.bot_api_world import SentMessage, World


@dataclass(frozen=True, slots=True)
class Waiting:
    world: World

    def for_message(self, chat_id: int, *, after: int, timeout: float) -> SentMessage:
        """Return the first message to the chat whose id is above `after`."""

        def found() -> list[SentMessage]:
            return [m for m in self.world.sent if m.chat_id == chat_id and m.message_id > after]

        what = f"a message to chat {chat_id} after message {after}"
        self.until(lambda: bool(found()), what, timeout)
        return found()[0]

    def until(self, fulfilled: Callable[[], bool], what: str, timeout: float) -> None:
        if not self.world.wait_until(fulfilled, timeout):
            raise AssertionError(f"waited {timeout} s in vain for {what}\n{self._happened()}")

    def _happened(self) -> str:
        calls = [call.method for call in self.world.calls if call.method != "getUpdates"]
        polls = len(self.world.calls) - len(calls)
        refused = [f"{r.method}: {r.description}" for r in self.world.refused]
        return "\n".join(
            [
                f"  sent: {self.world.sent[-5:]}",
                f"  calls: {calls[-10:]} and {polls} polls",
                f"  refused: {refused[-5:]}",
                f"  updates that the bot has not confirmed: {len(self.world.updates)}",
            ]
        )
