"""Which addresses Telegram accepts, and how it writes them."""

import re

_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?"
    r"(?P<login>[^/?#@]*@)?"
    r"(?P<host>\[[^\]]*\]|[^/?#:@\s]+)"
    r"(?P<port>:\d{1,5})?"
    r"(?P<rest>[/?#].*)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class WrongLinkError(ValueError):
    """An address that Telegram does not accept; the text is Telegram's reason."""


def checked_link(link: str) -> str:
    """Return the address as Telegram stores it.

    >>> checked_link("Example.ORG?q=a b")
    'http://example.org/?q=a%20b'

    A host needs a dot: `localhost` raises WrongLinkError.
    """
    if link.lower().startswith("tg://"):
        return link
    if not link:
        raise WrongLinkError("URL host is empty")
    match = _ADDRESS.fullmatch(link)
    if match is None:
        scheme = _SCHEME.match(link)
        foreign = scheme is not None and scheme[0].lower() not in {"http://", "https://"}
        raise WrongLinkError("Unsupported URL protocol" if foreign else "Wrong HTTP URL")
    if not (_is_public(match["host"]) and _is_port(match["port"])):
        raise WrongLinkError("Wrong HTTP URL")
    return _spelled(match)


def _is_public(host: str) -> bool:
    return host.startswith("[") or ("." in host and host != ".")


def _is_port(port: str | None) -> bool:
    return port is None or 1 <= int(port[1:]) <= 65535


def _spelled(match: re.Match[str]) -> str:
    scheme = (match["scheme"] or "http").lower()
    rest = (match["rest"] or "/").replace(" ", "%20")
    slash = "" if rest.startswith("/") else "/"
    port = match["port"] or ""
    return f"{scheme}://{match['login'] or ''}{match['host'].lower()}{port}{slash}{rest}"
