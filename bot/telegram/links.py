"""Where on the web a quote stands, if its document has an address there. Pure."""

from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from retrieval.answer import Citation

_ENDS = 5  # words at each end of a quote that name it in a text fragment
_LONGEST = 400  # characters of a fragment; the address is a part of the message
_WHOLE = 12  # words up to which all of them do


def link(citation: Citation) -> str | None:
    """The address of the document, at the quote; None without one that Telegram would link to.

    A PDF opens at the page (`#page=`), anything else at the words (a text fragment, as the
    Web Incubator Community Group describes it).
    """
    url = citation.quote.document.source.url
    if not url or not _is_public(url):
        return None
    if urlsplit(url).path.lower().endswith(".pdf"):
        page = citation.quote.document.page(citation.quote.start)
        return url if page is None or "#" in url else f"{url}#page={page}"
    fragment = _fragment(citation.quote.text)
    if len(fragment) > _LONGEST:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def _fragment(words: str) -> str:
    """The words of a quote, or of a long one its first and last words."""
    single = words.split()
    if len(single) <= _WHOLE:
        return _encoded(single)
    return f"{_encoded(single[:_ENDS])},{_encoded(single[-_ENDS:])}"


def _encoded(words: list[str]) -> str:
    # a hyphen and a comma mean something in a text fragment
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")


def _is_public(url: str) -> bool:
    """Telegram drops links to a host without a dot, and what is not http."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".")
    except ValueError:
        return False
