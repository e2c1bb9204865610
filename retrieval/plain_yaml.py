"""YAML that people write by hand, read as it stands there.

A key that stands twice in one mapping is refused: YAML's own readers keep the last and say
nothing. A day stays the text that is written, so that one that cannot be is refused by its key.
"""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from retrieval.errors import CitabotError


class _RepeatedKeyError(Exception):
    """A key with the lines, from 1, on which it stands."""


class _PlainLoader(yaml.CSafeLoader):
    """In C, which takes a tenth of the time of the same in Python."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: dict[tuple[str, str], yaml.Node] = {}
        for key, _ in node.value:
            first = seen.setdefault((key.tag, str(key.value)), key)
            if first is not key:
                raise _RepeatedKeyError(key.value, first.start_mark.line + 1, key.start_mark.line + 1)
        return super().construct_mapping(node, deep=deep)


_PlainLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """What a file holds. Raises OSError, UnicodeDecodeError or YAMLError; CitabotError for a repeated key."""
    try:
        return yaml.load(path.read_text("utf-8"), _PlainLoader)
    except _RepeatedKeyError as repeated:
        key, first, second = repeated.args
        raise CitabotError(
            f"{path}: line {second}: {key!r} stands there already, on line {first}, in the same entry; "
            "keep one of them."
        ) from None
