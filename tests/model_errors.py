"""Errors in the shape of OpenAI's API."""

from http import HTTPStatus
from typing import Any

_USUAL: dict[int, tuple[str, str | None, str]] = {  # status -> type, code, message
    401: ("invalid_request_error", "invalid_api_key", "The API key is not known here."),
    403: ("invalid_request_error", "unsupported_country_region_territory", "Not from where you are."),
    429: ("requests", "rate_limit_exceeded", "Too many requests; wait before the next one."),
    500: ("server_error", None, "The server failed while it worked on the request."),
    503: ("service_unavailable_error", None, "The model is overloaded; try again later."),
}


class ApiRefusalError(Exception):
    """A request that the API does not take."""

    def __init__(
        self, message: str, *, param: str | None = None, code: str | None = None, status: int = 400
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = error_body(message, param=param, code=code)


def error_body(
    message: str, *, type: str = "invalid_request_error", param: str | None = None, code: str | None = None
) -> dict[str, Any]:
    return {"error": {"message": message, "type": type, "param": param, "code": code}}


def usual_body(status: int) -> dict[str, Any]:
    """Return what the API says with a status when a script does not say it."""
    unusual = ("invalid_request_error", None, HTTPStatus(status).phrase)
    kind, code, message = _USUAL.get(status, unusual)
    return error_body(message, type=kind, code=code)
