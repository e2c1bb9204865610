"""Scripted faults: how an answer goes wrong, how often, and for whom."""

import math
import time
from dataclasses import dataclass, field, replace
from enum import Enum, auto


class Kind(Enum):
    BAD_GATEWAY = auto()
    SERVER_ERROR = auto()
    FLOOD = auto()
    HANG = auto()
    DROP_BEFORE = auto()
    DROP_AFTER = auto()
    GARBAGE = auto()
    TRUNCATED = auto()
    UNPARSED = auto()


# Of the rest Telegram never hears: no message is sent, no callback answered.
CARRIED_OUT = frozenset({Kind.HANG, Kind.DROP_AFTER, Kind.TRUNCATED})


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the next `times` calls; built by the functions below."""

    kind: Kind
    times: int = 1
    seconds: float = 0  # of HANG; whole seconds of FLOOD

    @classmethod
    def bad_gateway(cls, *, times: int = 1) -> "Fault":
        """Answer 502 with an HTML page."""
        return cls(Kind.BAD_GATEWAY, times)

    @classmethod
    def server_error(cls, *, times: int = 1) -> "Fault":
        """Answer 500 with a JSON envelope."""
        return cls(Kind.SERVER_ERROR, times)

    @classmethod
    def flood(cls, retry_after: int, *, times: int = 1) -> "Fault":
        """Answer 429, and go on refusing that chat for `retry_after` seconds."""
        return cls(Kind.FLOOD, times, retry_after)

    @classmethod
    def hang(cls, seconds: float, *, times: int = 1) -> "Fault":
        """Carry the call out at once, answer `seconds` later."""
        return cls(Kind.HANG, times, seconds)

    @classmethod
    def drop_before(cls, *, times: int = 1) -> "Fault":
        """Close the connection; nothing was carried out."""
        return cls(Kind.DROP_BEFORE, times)

    @classmethod
    def drop_after(cls, *, times: int = 1) -> "Fault":
        """Carry the call out, then close the connection without an answer."""
        return cls(Kind.DROP_AFTER, times)

    @classmethod
    def garbage(cls, *, times: int = 1) -> "Fault":
        """Answer 200 with something that is not JSON; nothing was carried out."""
        return cls(Kind.GARBAGE, times)

    @classmethod
    def unparsed(cls, *, times: int = 1) -> "Fault":
        """Refuse with 400, as if the text's markup could not be parsed."""
        return cls(Kind.UNPARSED, times)

    @classmethod
    def truncated(cls, *, times: int = 1) -> "Fault":
        """Carry the call out, answer with half of the JSON."""
        return cls(Kind.TRUNCATED, times)


@dataclass(slots=True)
class _Scripted:
    method: str  # lower case
    chat_id: int | None  # None: any
    fault: Fault

    def meets(self, method: str, chat_id: int | None) -> bool:
        return self.method == method.lower() and self.chat_id in {None, chat_id}


@dataclass(slots=True)
class Faults:
    """The faults still to come, and the chats that are flooded now."""

    _script: list[_Scripted] = field(default_factory=list)
    _flooded_until: dict[int, float] = field(default_factory=dict)  # time.monotonic

    def add(self, method: str, fault: Fault, chat_id: int | None) -> None:
        self._script.append(_Scripted(method.lower(), chat_id, fault))

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Use up one occurrence of the first fault that is meant for this call."""
        for scripted in self._script:
            if scripted.meets(method, chat_id):
                fault = scripted.fault
                scripted.fault = replace(fault, times=fault.times - 1)
                if scripted.fault.times <= 0:
                    self._script.remove(scripted)
                return fault
        return None

    def flood(self, chat_id: int, seconds: float) -> None:
        self._flooded_until[chat_id] = time.monotonic() + seconds

    def retry_after(self, chat_id: int) -> int:
        """Return the whole seconds for which the chat still refuses; 0 if it does not."""
        return max(0, math.ceil(self._flooded_until.get(chat_id, 0) - time.monotonic()))

    def clear(self) -> None:
        self._script.clear()
        self._flooded_until.clear()
