"""The part of JSON Schema that OpenAI's structured outputs take in strict mode.

Rules of its guide to structured outputs: the root is an object; every object lists all its properties
as required and allows no others; some keywords are not known. Lengths of strings and lists are.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.model_errors import ApiRefusalError

_NOT_TAKEN = {
    "allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "default",
    "patternProperties", "propertyNames", "minProperties", "maxProperties", "unevaluatedProperties",
    "contains", "minContains", "maxContains", "uniqueItems", "unevaluatedItems", "prefixItems",
}  # fmt: skip
_SAY_WHAT_IT_IS = {"type", "$ref", "anyOf", "enum", "const"}
_DEEPEST = 10  # objects within objects
_MOST_PROPERTIES = 5000

Place = tuple[str, ...]
Schema = Mapping[str, Any]


def check_strict(name: str, root: Schema) -> None:
    """Raise what the API says of the first part of a schema that it does not take."""
    try:
        _check_root(root)
        for place, part in _parts(root, ()):
            _check_part(part, place, root)
        _check_size(root)
    except ValueError as error:
        raise ApiRefusalError(
            f"Invalid schema for response_format {name!r}: {error}.", param="response_format"
        ) from None


def _check_root(root: Schema) -> None:
    if root.get("type") != "object" or "anyOf" in root:
        raise ValueError(f"the root must be of type 'object', not {root.get('type')!r}")


def _parts(schema: Any, place: Place) -> Iterator[tuple[Place, Schema]]:
    """Yield a schema and all that stand in it, each with the keys that lead to it."""
    if not isinstance(schema, Mapping):
        raise ValueError(f"in context={place}, {schema!r} is not a schema")
    yield place, schema
    for keyword in ("$defs", "definitions", "properties"):
        for name, part in schema.get(keyword, {}).items():
            yield from _parts(part, (*place, keyword, name))
    for number, part in enumerate(schema.get("anyOf", [])):
        yield from _parts(part, (*place, "anyOf", str(number)))
    if "items" in schema:
        yield from _parts(schema["items"], (*place, "items"))


def _check_part(part: Schema, place: Place, root: Schema) -> None:
    where = f"in context={place}"
    if unknown := sorted(_NOT_TAKEN & part.keys()):
        raise ValueError(f"{where}, {unknown[0]!r} is not permitted")
    if not _SAY_WHAT_IT_IS & part.keys():
        raise ValueError(f"{where}, a schema must have a 'type'")
    if "$ref" in part:
        _check_reference(part, where, root)
    if part.get("type") == "array" and "items" not in part:
        raise ValueError(f"{where}, an array must have 'items'")
    if part.get("type") == "object" or "properties" in part:
        _check_object(part, where)


def _check_object(part: Schema, where: str) -> None:
    if part.get("additionalProperties") is not False:
        raise ValueError(f"{where}, 'additionalProperties' must be there and be false")
    properties, required = part.get("properties", {}), part.get("required", [])
    if missing := [name for name in properties if name not in required]:
        raise ValueError(f"{where}, 'required' must hold every key of properties; missing {missing[0]!r}")
    if extra := [name for name in required if name not in properties]:
        raise ValueError(f"{where}, 'required' holds {extra[0]!r}, which is no property")


def _check_reference(part: Schema, where: str, root: Schema) -> None:
    if beside := sorted(part.keys() - {"$ref"}):
        raise ValueError(f"{where}, $ref cannot have {beside[0]!r} beside it")
    _find(part["$ref"], where, root)


def _find(reference: str, where: str, root: Schema) -> Schema:
    found: Any = root
    for step in reference.removeprefix("#").strip("/").split("/"):
        found = found.get(step) if step and isinstance(found, Mapping) else found
    if not reference.startswith("#") or not isinstance(found, Mapping):
        raise ValueError(f"{where}, $ref {reference!r} leads nowhere")
    return found


def _check_size(root: Schema) -> None:
    properties = sum(len(part.get("properties", {})) for _, part in _parts(root, ()))
    deepest = max(place.count("properties") for place, _ in _parts(root, ()))
    if properties > _MOST_PROPERTIES:
        raise ValueError(f"{properties} properties are more than {_MOST_PROPERTIES}")
    if deepest > _DEEPEST:
        raise ValueError(f"{deepest} levels of nesting are more than {_DEEPEST}")
