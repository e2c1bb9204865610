"""What a language model may answer with is bounded and parsed strictly."""

import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from retrieval.writing.draft import Rewritten, Translations, WrittenDraft


def quote(**other: Any) -> dict[str, Any]:
    return {"passage": 1, "text": "paid"} | other


def statement(**other: Any) -> dict[str, Any]:
    return {"text": "Leave is paid.", "quotes": [quote()]} | other


def draft(**other: Any) -> dict[str, Any]:
    return {"statements": [statement()]} | other


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(draft(), id="one statement"),
        pytest.param(draft(statements=[]), id="no statement"),
        pytest.param(draft(statements=[statement()] * 6), id="six statements"),
        pytest.param(draft(statements=[statement(quotes=[quote()] * 4)]), id="four quotes"),
        pytest.param(draft(statements=[statement(quotes=[quote(passage=12)])]), id="the last passage"),
        pytest.param(draft(statements=[statement(text="a" * 700)]), id="the longest statement"),
        pytest.param(draft(statements=[statement(quotes=[quote(text="a" * 1500)])]), id="the longest quote"),
    ],
)
def test_a_draft_within_its_bounds_is_read(given: dict[str, Any]) -> None:
    assert WrittenDraft.model_validate(given).model_dump() == given


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="nothing"),
        pytest.param(draft(sources=["a"]), id="a key of its own"),
        pytest.param(draft(answerable=True), id="a claim about itself"),
        pytest.param(draft(statements=[statement(confidence=1)]), id="a key of its own in a statement"),
        pytest.param(
            draft(statements=[statement(quotes=[quote(url="a")])]), id="a key of its own in a quote"
        ),
        pytest.param(draft(statements=[statement()] * 7), id="seven statements"),
        pytest.param(draft(statements=[statement(quotes=[])]), id="no quote"),
        pytest.param(draft(statements=[statement(quotes=[quote()] * 5)]), id="five quotes"),
        pytest.param(draft(statements=[statement(text="")]), id="an empty statement"),
        pytest.param(draft(statements=[statement(text="a" * 701)]), id="a statement too long"),
        pytest.param(draft(statements=[statement(quotes=[quote(text="")])]), id="an empty quote"),
        pytest.param(draft(statements=[statement(quotes=[quote(text="a" * 1501)])]), id="a quote too long"),
        pytest.param(draft(statements=[statement(quotes=[quote(passage=0)])]), id="passage nought"),
        pytest.param(draft(statements=[statement(quotes=[quote(passage=13)])]), id="a passage never given"),
        pytest.param(draft(statements=[statement(quotes=[quote(passage="leave#1")])]), id="a passage’s id"),
        pytest.param(draft(statements="Leave is paid."), id="prose"),
    ],
)
def test_what_is_beyond_the_bounds_or_not_asked_for_is_no_draft(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        WrittenDraft.model_validate(given)


def test_a_draft_cannot_be_changed() -> None:
    read = WrittenDraft.model_validate(draft())

    with pytest.raises(ValidationError):
        read.statements = []


@pytest.mark.parametrize("text", [pytest.param("", id="nothing"), pytest.param("a" * 701, id="too long")])
def test_a_completed_question_is_neither_empty_nor_long(text: str) -> None:
    with pytest.raises(ValidationError):
        Rewritten(question=text)


@pytest.mark.parametrize(
    "texts",
    [pytest.param(["a"] * 25, id="more than a draft has quotes"), pytest.param(["a" * 1501], id="too long")],
)
def test_translations_are_bounded_as_quotes_are(texts: list[str]) -> None:
    with pytest.raises(ValidationError):
        Translations(texts=texts)


def test_the_bounds_are_part_of_the_schema_that_a_model_is_given() -> None:
    schema = WrittenDraft.model_json_schema()

    assert schema["additionalProperties"] is False
    assert schema["properties"]["statements"]["maxItems"] == 6
    assert schema["$defs"]["DraftStatement"]["properties"]["text"]["maxLength"] == 700
    assert schema["$defs"]["DraftQuote"]["properties"]["text"]["maxLength"] == 1500


@pytest.mark.parametrize("schema", [WrittenDraft, Rewritten, Translations])
def test_a_schema_tells_a_model_nothing_that_its_prompt_should(schema: type[BaseModel]) -> None:
    assert "description" not in json.dumps(schema.model_json_schema())
