"""What a scripted language model replies: values, each one way in which a provider behaves.

Says, Refuses, CutOff     a completion, as models finish one
Huge, Empty               a completion that nobody asked for
Fails                     an HTTP status that is an error
Garbage                   a status of 200 with a body that is no completion
Hangs, Dribbles, HangsUp  a connection that does not do what it should
Answers                   any of these, computed from the request
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from tests.model_requests import Received


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a completion is said to have cost."""

    prompt: int = 100
    completion: int = 20


@dataclass(frozen=True, slots=True)
class Says:
    """An assistant's message; a dict becomes JSON. Without usage the completion states none."""

    content: str | Mapping[str, Any]
    usage: Usage | None = Usage()

    @property
    def text(self) -> str:
        content = self.content
        return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Refuses:
    """The provider declines: words in the message's `refusal`, none in its content."""

    text: str = "I cannot help with that."
    usage: Usage | None = Usage()


@dataclass(frozen=True, slots=True)
class CutOff:
    """The limit of tokens was reached after this content."""

    content: str
    usage: Usage | None = Usage()


@dataclass(frozen=True, slots=True)
class Huge:
    """A content of one letter, repeated."""

    size: int = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Empty:
    """A completion without choices, with a content of no characters, or with a content of null."""

    what: Literal["choices", "content", "null"] = "content"


@dataclass(frozen=True, slots=True)
class Fails:
    """An error; None stands for the body that the API sends with the status, a str is sent as HTML."""

    status: int
    body: Mapping[str, Any] | str | None = None  # `error_body` makes one in the API's shape
    headers: Mapping[str, str] = field(default_factory=dict)  # such as Retry-After


@dataclass(frozen=True, slots=True)
class Garbage:
    """A status of 200 with plain words, half a completion's JSON, a page, or JSON of another shape."""

    kind: Literal["words", "half", "page", "shape"] = "words"


@dataclass(frozen=True, slots=True)
class Hangs:
    """Not a byte for so long, or until the client or `stop` ends it; then a reply, or a closed connection."""

    seconds: float = math.inf
    then: "Reply | None" = None


@dataclass(frozen=True, slots=True)
class Dribbles:
    """Headers at once, then a space at a time, which JSON may start with, for as long as anyone reads.

    A limit on the time between two reads never ends it; only one on the whole call does.
    """

    pause: float = 0.05  # seconds between two bytes


@dataclass(frozen=True, slots=True)
class HangsUp:
    """The connection is closed in the middle of the body."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A reply computed from what was sent: an adversary reads the passages in the prompt."""

    compute: "Callable[[Received], Reply]"


Finished: TypeAlias = Says | Refuses | CutOff | Huge | Empty
Reply: TypeAlias = Finished | Fails | Garbage | Hangs | Dribbles | HangsUp | Answers
