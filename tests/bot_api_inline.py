"""Inline mode: what a bot may answer while somebody types its name."""

from typing import Any

from tests.bot_api_content import Content, read_content
from tests.bot_api_refusal import bad_request
from tests.bot_api_request import Params
from tests.bot_api_world import InlineResult, World

_RESULTS = 50
_ID_BYTES = 64


def answer_inline_query(world: World, params: Params) -> bool:
    query_id = params.text("inline_query_id")
    if query_id not in world.open_inline:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = params.json("results", "inline query results")
    if not isinstance(results, list) or len(results) > _RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.get("id") for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    read = tuple(_result(world, result) for result in results)
    world.open_inline.remove(query_id)
    world.answered_inline[query_id] = read
    return True


def _result(world: World, raw: Any) -> InlineResult:
    if raw.get("type") != "article":
        raise bad_request("RESULT_TYPE_INVALID")
    if not 1 <= len(str(raw.get("id", "")).encode()) <= _ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not raw.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    return InlineResult(raw["title"], raw.get("description", ""), _content(world, raw))


def _content(world: World, raw: Any) -> Content:
    given = raw["input_message_content"]
    params = {"text": given.get("message_text", ""), "parse_mode": given.get("parse_mode", "")}
    return world.count_dropped(read_content(Params(params)))
