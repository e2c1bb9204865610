"""How the server says no, in Telegram's words."""

from http import HTTPStatus

from tests.bot_api_entities import Json


class RefusalError(Exception):
    """A request that Telegram would not carry out: an error code and a description."""

    def __init__(
        self, code: int, description: str, *, retry_after: int | None = None, moved_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after  # seconds
        self.moved_to = moved_to  # chat id

    def json(self) -> Json:
        envelope: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            envelope["parameters"] = {"retry_after": self.retry_after}
        if self.moved_to is not None:
            envelope["parameters"] = {"migrate_to_chat_id": self.moved_to}
        return envelope


def bad_request(reason: str) -> RefusalError:
    return RefusalError(HTTPStatus.BAD_REQUEST, f"Bad Request: {reason}")


def conflict(reason: str) -> RefusalError:
    return RefusalError(HTTPStatus.CONFLICT, f"Conflict: {reason}")


def forbidden(reason: str) -> RefusalError:
    return RefusalError(HTTPStatus.FORBIDDEN, f"Forbidden: {reason}")


def flooded(retry_after: int) -> RefusalError:
    return RefusalError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {retry_after}",
        retry_after=retry_after,
    )


def moved(chat_id: int) -> RefusalError:
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    return RefusalError(HTTPStatus.BAD_REQUEST, reason, moved_to=chat_id)


def unauthorized() -> RefusalError:
    return RefusalError(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def not_found(what: str = "") -> RefusalError:
    return RefusalError(HTTPStatus.NOT_FOUND, f"Not Found: {what}" if what else "Not Found")


def internal_error() -> RefusalError:
    return RefusalError(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error")
