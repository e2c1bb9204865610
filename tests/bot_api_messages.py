"""Methods on messages: sending, editing, deleting."""

from dataclasses import replace

from tests.bot_api_content import Content, read_content
from tests.bot_api_entities import Json
from tests.bot_api_keyboard import read_keyboard
from tests.bot_api_refusal import bad_request
from tests.bot_api_request import Params
from tests.bot_api_world import SentMessage, World, now

_AT_ONCE = 100  # messages to delete
_DELETABLE = 48 * 3600  # seconds


def send_message(world: World, params: Params) -> Json:
    accepted = read_content(params)
    chat_id = world.open_chat(params)
    reply_to = _reply_to(world, chat_id, params)
    message = SentMessage(
        chat_id=chat_id,
        message_id=world.next_id(),
        reply_to=reply_to,
        thread_id=params.integer("message_thread_id") or None,
        params=params.values,
        date=now(),
        history=[world.count_dropped(accepted)],
    )
    world.sent.append(message)
    return world.json_of(message)


def edit_message_text(world: World, params: Params) -> Json:
    accepted = read_content(params, only_inline=True)
    message = _editable(world, params)
    _change(message, accepted.content)
    world.count_dropped(accepted)
    return world.json_of(message)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    keyboard = read_keyboard(params, only_inline=True)
    message = _editable(world, params)
    _change(message, replace(message.content, keyboard=keyboard))
    return world.json_of(message)


def delete_message(world: World, params: Params) -> bool:
    """Delete a message of the bot, or in a private chat any message."""
    chat_id = world.open_chat(params)
    message_id = params.integer("message_id")
    own = world.find_sent(chat_id, message_id)
    if own and own.date < now() - _DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    if own:
        own.deleted = True
    elif world.find(chat_id, message_id) is None:
        raise bad_request("message to delete not found")
    elif world.chats[chat_id]["type"] != "private":
        raise bad_request("message can't be deleted")
    else:
        world.forget(chat_id, message_id)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Delete what is there of a list of messages, and skip what is not."""
    chat_id = world.open_chat(params)
    numbers = params.json("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= _AT_ONCE:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        if world.find(chat_id, int(number)) is not None:
            delete_message(world, Params({**params.values, "message_id": str(number)}))
    return True


def _change(message: SentMessage, content: Content) -> None:
    if content.shows_the_same_as(message.content):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    message.history.append(content)


def _editable(world: World, params: Params) -> SentMessage:
    chat_id = world.open_chat(params)
    message_id = params.integer("message_id")
    message = world.find_sent(chat_id, message_id)
    if message is None:
        known = world.find(chat_id, message_id)
        raise bad_request("message can't be edited" if known else "message to edit not found")
    return message


def _reply_to(world: World, chat_id: int, params: Params) -> int | None:
    """Return the message id to answer to; None if it is gone and that does not matter."""
    wanted = params.json("reply_parameters", "reply parameters") or _old_style_reply(params)
    if wanted is None:
        return None
    if "message_id" not in wanted:
        raise bad_request('can\'t find field "message_id"')
    original = world.find(int(wanted.get("chat_id", chat_id)), int(wanted["message_id"]))
    if original is None:
        if wanted.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    if wanted.get("quote", "") not in original.get("text", ""):
        raise bad_request("QUOTE_TEXT_INVALID")
    return int(wanted["message_id"])


def _old_style_reply(params: Params) -> Json | None:
    if not params.text("reply_to_message_id"):
        return None
    return {
        "message_id": params.integer("reply_to_message_id"),
        "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
    }
