"""Which language model writes, and whose machine it runs on.

A provider's library is loaded only when its model is opened.
"""

import ipaddress
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from retrieval.errors import SettingsError
from retrieval.settings import Settings
from retrieval.writing.calling import MOST_WRITTEN

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_OWN_KIND = "openai"  # how a server at a base URL is spoken to, unless the model's name says otherwise
_NO_KEY = "none"  # servers of one's own seldom ask for one, the library always does
_AT_HOME = ("ollama",)  # providers that run on this machine unless a URL says otherwise
_PASSED_ON = ("-cloud", ":cloud")  # ends of the names of models that Ollama passes on to its own servers
_BOUND = {"ollama": "num_predict"}  # what the bound on a reply is called, elsewhere "max_tokens"
_NAMES = {"anthropic": "Anthropic", "openai": "OpenAI", "ollama": "Ollama"}


@dataclass(frozen=True, slots=True)
class Provider:
    """Who is asked."""

    name: str  # as people know it; of a server elsewhere, its host
    outside: bool  # does what is asked leave this machine and its network?

    @classmethod
    def of(cls, settings: Settings, setting: str = "CITABOT_MODEL") -> "Provider | None":
        """None without a model. Raises SettingsError for a base URL that is none."""
        if settings.model is None:
            return None
        kind, url = settings.model.partition(":")[0], settings.model_base_url
        if url is None and kind not in _AT_HOME:
            return cls(_NAMES.get(kind, kind), outside=True)
        host = _ollama_host() if url is None else _host(url, f"{setting}_BASE_URL")
        if not _is_near(host):
            return cls(host, outside=True)
        if settings.model.endswith(_PASSED_ON):
            return cls(_NAMES["ollama"], outside=True)
        return cls(_NAMES[kind] if url is None else host, outside=False)


def _host(url: str, setting: str) -> str:
    host = _hostname(url) if url.lower().startswith(("http://", "https://")) else None
    if not host:
        raise SettingsError(f"{setting} is {url!r}; write it as http://host:8000/v1.")
    return host


def _ollama_host() -> str:
    """Where Ollama's own client looks for its server."""
    written = os.environ.get("OLLAMA_HOST", "")
    return _hostname(written if "://" in written else f"//{written}") or "127.0.0.1"


def _hostname(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # half an IPv6 address
        return None


def _is_near(host: str) -> bool:
    """This machine or its own network."""
    if host == "localhost" or ("." not in host.strip("[]") and ":" not in host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


def open_chat_model(settings: Settings, setting: str = "CITABOT_MODEL") -> "BaseChatModel":
    """The model that `settings.model` names, as `setting` says. Raises SettingsError if it cannot be one."""
    from langchain.chat_models import init_chat_model  # half a second, only with a model

    name = _full_name(settings)
    try:
        model: BaseChatModel = init_chat_model(name, **_beside(settings, name.partition(":")[0]))
        return model
    except ImportError as error:
        raise SettingsError(
            f"{setting} is {name!r}, and its library is missing ({error}); install it."
        ) from None
    except Exception as error:
        # what a provider's library says may hold the key
        raise SettingsError(
            f"{setting} is {name!r} and cannot be opened ({type(error).__name__}); write it as "
            f"'provider:name', and set the provider's key or {setting}_KEY."
        ) from None


def _full_name(settings: Settings) -> str:
    """With its provider; a name alone, which may hold a colon, is one of the server at the base URL."""
    name = settings.model or ""
    if settings.model_base_url is not None and name.partition(":")[0] not in _NAMES:
        return f"{_OWN_KIND}:{name}"
    return name


def _beside(settings: Settings, kind: str) -> dict[str, Any]:
    """What else the provider's client is given."""
    given: dict[str, Any] = {_BOUND.get(kind, "max_tokens"): MOST_WRITTEN}
    if settings.model_base_url is not None:
        given["base_url"] = settings.model_base_url
        if kind == _OWN_KIND and "OPENAI_API_KEY" not in os.environ:
            given["api_key"] = _NO_KEY
    if settings.model_key is not None:
        given["api_key"] = settings.model_key.get_secret_value()
    if kind not in _AT_HOME:  # whose client knows neither
        given |= {"timeout": settings.model_seconds, "max_retries": 0}
    return given
