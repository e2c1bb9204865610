"""The texts that a language model is given, from `prompts/`: one file each, filled in here.

A file has three parts between lines of `---`: what it is for, what the model is told, and what
it is asked. What stands in braces is filled in; `Prompt` refuses to be filled with anything less
or more. Pure, but for reading the files.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Formatter

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

FOLDER = Path(__file__).parents[2] / "prompts"
_LINE = "---\n"


@dataclass(frozen=True)
class Prompt:
    """One of the texts."""

    name: str
    told: str
    asked: str

    @classmethod
    def read(cls, name: str, folder: Path = FOLDER) -> "Prompt":
        """The prompt in `<name>.md`. Raises OSError, or ValueError if it has not three parts."""
        text = (folder / f"{name}.md").read_text("utf-8")
        parts = text.split(_LINE)
        if len(parts) != 3:
            raise ValueError(f"prompts/{name}.md has {len(parts)} parts between lines of ---; it needs 3")
        return cls(name, parts[1].strip(), parts[2].strip())

    @cached_property
    def placeholders(self) -> frozenset[str]:
        found = Formatter().parse(self.told + self.asked)
        return frozenset(field for _, field, _, _ in found if field is not None)

    @property
    def version(self) -> str:
        """Changes with every word."""
        return hashlib.sha256(f"{self.told}\0{self.asked}".encode()).hexdigest()[:12]

    def filled(self, **values: str | int) -> list[BaseMessage]:
        """The messages for a model. Raises ValueError unless exactly the placeholders are given.

        >>> Prompt("greet", "Be kind.", "Greet {name}.").filled(name="{all}")[1].content
        'Greet {all}.'
        """
        if values.keys() != self.placeholders:
            raise ValueError(
                f"prompts/{self.name}.md needs {sorted(self.placeholders)}, not {sorted(values)}"
            )
        told = [SystemMessage(self.told.format(**values))] if self.told else []
        return [*told, HumanMessage(self.asked.format(**values))]
