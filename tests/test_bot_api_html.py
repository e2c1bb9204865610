"""The test server's HTML and entity rules, beside those of Telegram's own library."""

import json
from typing import Any

import pytest
import tdjson

from tests.bot_api_content import Content, read_content
from tests.bot_api_entities import Entity, arranged, detected
from tests.bot_api_html import parse_html
from tests.bot_api_links import WrongLinkError, checked_link
from tests.bot_api_refusal import RefusalError
from tests.bot_api_request import Params

TDLIB_NAMES = {
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "BotCommand": "bot_command",
}


def tdlib(request: dict[str, Any]) -> Any:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    return json.loads(answer)


@pytest.fixture(autouse=True, scope="module")
def quiet_tdlib() -> None:
    tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def tdlib_entities(formatted: dict[str, Any]) -> list[Entity]:
    found = []
    for raw in formatted["entities"]:
        name = raw["type"]["@type"].removeprefix("textEntityType")
        extra = {"url": raw["type"].get("url"), "language": raw["type"].get("language")}
        kind = TDLIB_NAMES.get(name, name.lower())
        found.append(Entity(kind, raw["offset"], raw["length"], **extra))
    return found


def tdlib_parse(html: str) -> dict[str, Any]:
    mode = {"@type": "textParseModeHTML"}
    answer = tdlib({"@type": "parseTextEntities", "text": html, "parse_mode": mode})
    assert isinstance(answer, dict)
    return answer


def content(text: str, *, parse_mode: str = "HTML") -> Content:
    return read_content(Params({"text": text, "parse_mode": parse_mode})).content


def refusal(text: str, **params: str) -> str:
    with pytest.raises(RefusalError) as caught:
        read_content(Params({"text": text, "parse_mode": "HTML"} | params))
    return caught.value.description


ACCEPTED = {
    "plain text": "just words",
    "aliases of styles": "<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike>",
    "span for a spoiler": '<span class="tg-spoiler">x</span>',
    "spoiler": "<tg-spoiler>x</tg-spoiler>",
    "styles that touch": "<b>a</b><b>b</b>",
    "style in a style": "<b>ab<i>cd</i>ef</b>",
    "same stretch, two styles": "<i><b>ab</b></i>",
    "link in bold": '<b>a<a href="http://x.org">x</a>c</b>',
    "link without href": "<a>http://x.org</a>",
    "link with an escaped address": '<a href="http://x.org/?a=1&amp;b=2">q</a>',
    "link to localhost": '<a href="http://localhost/x">q</a>',
    "code in bold": "<b>a<code>x</code>c</b>",
    "bold in code": "<code>a<b>x</b></code>",
    "code block with a language": '<pre><code class="language-python">a</code></pre>',
    "code that does not fill its block": '<pre>x<code class="language-py">a</code></pre>',
    "quotation": "a\n<blockquote>b <b>c</b></blockquote>",
    "expandable quotation in bold": "<b>a<blockquote expandable>x</blockquote>y</b>",
    "code in a quotation": "<blockquote><code>x</code>y</blockquote>",
    "upper-case tags and blanks": "<B >x</B >",
    "surrogate pairs": "😀<b>😀</b>é<i>x</i>",
    "character references": "&lt;b&gt; &amp;amp; &quot;x&quot; &#39; &#x1F600; &lt",
    "unknown references stay": "&nbsp;&apos;&copy;&#0;&",
    "empty tags vanish": "<b></b>x",
    "nameless end tag": "<b>x</>",
}


@pytest.mark.parametrize("html", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_accepted_is_shown_as_telegrams_library_shows_it(html: str) -> None:
    # parseMarkdown on a text without Markdown puts entities in order, as sending does.
    theirs = tdlib({"@type": "parseMarkdown", "text": tdlib_parse(html)})

    parsed = parse_html(html)

    assert (parsed.text, arranged(parsed.entities)) == (theirs["text"], tdlib_entities(theirs))


REFUSED = {
    "unclosed tag": "<b>a",
    "unknown tag": "a<br>b",
    "comment": "<!-- x -->",
    "script": "<script>alert(1)</script>",
    "bare less-than": "a < b",
    "less-than at the end": "a <",
    "unclosed start tag": "a <b",
    "end tag of nothing": "é a</b>",
    "crossed tags": "<b><i>x</b></i>",
    "unclosed end tag": "<b>x</ b>",
    "span without the class": "<span>x</span>",
    "surrogate reference": "&#xD800;",
}


@pytest.mark.parametrize("html", REFUSED.values(), ids=REFUSED)
def test_what_telegrams_library_refuses_is_refused_in_its_words(html: str) -> None:
    theirs = tdlib_parse(html)["message"]

    assert refusal(html) == "Bad Request: " + theirs.replace("Can't parse", "can't parse")


STRICTER = {
    "quotation in a quotation": "<blockquote>a<blockquote>b</blockquote></blockquote>",
    "code in a link": '<a href="http://x.org"><code>a</code></a>',
    "link in code": '<code><a href="http://x.org">a</a></code>',
    "link in a link": '<a href="http://x.org">b<a href="http://y.org">x</a></a>',
    "quotation in a link": '<a href="http://x.org">b<blockquote>x</blockquote></a>',
}


@pytest.mark.parametrize("html", STRICTER.values(), ids=STRICTER)
def test_nesting_that_telegram_would_quietly_flatten_is_refused(html: str) -> None:
    assert refusal(html).startswith("Bad Request: can't parse entities: Tag ")


LIMITS = {
    "no text": ("", "message text is empty"),
    "only blanks": (" \n ", "text must be non-empty"),
    "only tags": ("<b></b>", "text must be non-empty"),
    "one unit too many": ("x" * 4097, "message is too long"),
    "one surrogate pair too many": ("😀" * 2049, "message is too long"),
    "too many bytes before parsing": ("<b>" + "&#128512;" * 4000 + "</b>", "text is too long"),
}


@pytest.mark.parametrize(("text", "reason"), LIMITS.values(), ids=LIMITS)
def test_a_text_beyond_the_limits_is_refused(text: str, reason: str) -> None:
    assert refusal(text) == f"Bad Request: {reason}"


def test_tags_and_references_do_not_count_towards_the_length() -> None:
    assert content("<b>" + "&amp;" * 4096 + "</b>").text == "&" * 4096


def test_a_text_without_parse_mode_is_taken_as_it_is() -> None:
    shown = content("<b>a &amp; b", parse_mode="")

    assert (shown.text, shown.entities) == ("<b>a &amp; b", ())


def test_an_unknown_parse_mode_is_refused() -> None:
    assert refusal("a", parse_mode="BBCode") == "Bad Request: unsupported parse_mode"


def test_blanks_at_both_ends_are_cut_and_entities_move_along() -> None:
    shown = content("\n <b>a </b>\n")

    assert (shown.text, shown.entities) == ("a", (Entity("bold", 0, 1),))


def test_entities_beyond_the_hundredth_are_dropped_and_counted() -> None:
    accepted = read_content(Params({"text": "<b>x</b>y" * 103, "parse_mode": "HTML"}))

    assert (len(accepted.content.entities), accepted.dropped_entities) == (100, 3)


def test_given_entities_must_lie_within_the_text() -> None:
    entities = json.dumps([{"type": "bold", "offset": 3, "length": 4}])

    reason = refusal("hello", parse_mode="", entities=entities)

    assert reason.endswith("at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 7")


LINKS = {
    "host in capitals": "HTTP://X.ORG",
    "no scheme": "x.org/A b",
    "query without a path": "https://x.org?q",
    "port": "http://127.0.0.1:8000/d",
    "fragment": "http://x.org#page=2",
    "letters of other alphabets": "https://ñandú.org/ñ",
    "mail address": "mailto:a@b.org",
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_an_address_is_spelled_as_telegrams_library_spells_it(link: str) -> None:
    theirs = tdlib_entities(tdlib_parse(f'<a href="{link}">q</a>'))

    assert [checked_link(link)] == [entity.url for entity in theirs]


WRONG_LINKS = ["", "http://localhost/x", "ftp://x.org", "//x.org", "http://x.org:65536/", " x.org"]


@pytest.mark.parametrize("link", WRONG_LINKS)
def test_an_address_that_telegrams_library_drops_is_wrong(link: str) -> None:
    assert tdlib_parse(f'<a href="{link}">q</a>')["entities"] == []
    with pytest.raises(WrongLinkError):
        checked_link(link)


TYPED = {
    "command": "/start",
    "command with a name": "/ask@cita_bot what is new?",
    "command in a sentence": "hi /ask you",
    "two names": "/ask@name@other",
    "path": "a/b /ask/me </ask> 24/7",
    "command before a stop": "/ask. /ask-me",
    "letters with accents": "/año é/ask @cita_botñ",
    "mention": "(@foo_bar_bot), @12345",
    "mention too short or too long": "@foo @" + "a" * 33,
    "mention after an emoji": "😀 /ask 😀@cita_bot",
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_commands_and_mentions_are_found_where_telegrams_library_finds_them(text: str) -> None:
    theirs = tdlib_entities(tdlib({"@type": "getTextEntities", "text": text}))

    assert detected(text) == theirs
