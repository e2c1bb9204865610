"""The table of methods: each takes the world and the parameters and returns `result`."""

import json
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from tests.bot_api_content import TEXT_LENGTH
from tests.bot_api_entities import Json, utf16_length
from tests.bot_api_inline import answer_inline_query
from tests.bot_api_messages import (
    delete_message,
    delete_messages,
    edit_message_reply_markup,
    edit_message_text,
    send_message,
)
from tests.bot_api_refusal import bad_request
from tests.bot_api_request import Params
from tests.bot_api_world import AnsweredCallback, World

Method: TypeAlias = Callable[[World, Params], Any]

_ACTIONS = re.compile(
    r"typing|choose_sticker|find_location|(?:record|upload)_(?:video|voice|video_note)"
    r"|upload_(?:photo|document)"
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS = 100
_COMMAND_DESCRIPTION = 256
_CALLBACK_ANSWER = 200
_DESCRIPTION = 512
_SHORT_DESCRIPTION = 120


def get_me(world: World, params: Params) -> Json:
    return world.bot


def get_chat(world: World, params: Params) -> Json:
    chat_id = params.chat_id
    if chat_id not in world.chats:
        raise bad_request("chat not found")
    assert chat_id is not None
    gifts = ("unlimited", "limited", "unique")
    return world.chats[chat_id] | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            **{f"{kind}_gifts": False for kind in gifts},
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def send_chat_action(world: World, params: Params) -> bool:
    if not _ACTIONS.fullmatch(params.text("action")):
        raise bad_request("wrong parameter action in request")
    world.open_chat(params)
    return True


def send_message_draft(world: World, params: Params) -> bool:
    chat_id = world.open_chat(params)
    if world.chats[chat_id]["type"] != "private":
        raise bad_request("drafts can be sent to private chats only")
    if params.integer("draft_id") == 0:
        raise bad_request("DRAFT_ID_INVALID")
    if not 1 <= utf16_length(params.text("text")) <= TEXT_LENGTH:
        raise bad_request("message text is empty or too long")
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    query_id = params.text("callback_query_id")
    if query_id not in world.open_callbacks:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.text("text")) > _CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    world.open_callbacks.remove(query_id)
    answered = AnsweredCallback(query_id, params.text("text"), params.flag("show_alert"))
    world.answered_callbacks.append(answered)
    return True


def set_webhook(world: World, params: Params) -> bool:
    world.webhook = params.values
    world.updates.webhook_url = params.text("url")
    return True


def delete_webhook(world: World, params: Params) -> bool:
    world.webhook = {}
    world.updates.webhook_url = ""
    if params.flag("drop_pending_updates"):
        world.updates.forget()
    return True


def get_webhook_info(world: World, params: Params) -> Json:
    return {
        "url": world.updates.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        **world.webhook_failure,
    }


def set_my_commands(world: World, params: Params) -> bool:
    language = _language(params)
    commands = params.json("commands", "commands")
    if not isinstance(commands, list) or len(commands) > _COMMANDS:
        raise bad_request("expected an Array of BotCommand")
    for command in commands:
        _check_command(command["command"].removeprefix("/"), command["description"])
    world.commands[_scope(params), language] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get((_scope(params), _language(params)), [])


def set_my_description(world: World, params: Params) -> bool:
    _language(params)
    if len(params.text("description")) > _DESCRIPTION:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    return True


def set_my_short_description(world: World, params: Params) -> bool:
    _language(params)
    if len(params.text("short_description")) > _SHORT_DESCRIPTION:
        raise bad_request("BOT_SHORT_DESCRIPTION_TOO_LONG")
    return True


def _check_command(name: str, description: str) -> None:
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= _COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(params: Params) -> str:
    return json.dumps(params.json("scope", "scope") or {"type": "default"}, sort_keys=True)


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not re.fullmatch(r"(?:[a-z]{2})?", language):
        raise bad_request("invalid language code specified")
    return language


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getChat": get_chat,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "sendChatAction": send_chat_action,
    "sendMessageDraft": send_message_draft,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
}
