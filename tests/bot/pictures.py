"""Pictures of real exchanges: what was sent to Telegram, laid out as a chat.

`python -m tests.bot.pictures HOME OUT` asks the bot on the index in HOME and writes a page for each
exchange into OUT, `en.html` and so on. Any headless Chromium takes their pictures, 420 points wide.
"""

import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from retrieval.opening import open_parts
from retrieval.settings import DEFAULT_EMBEDDINGS
from tests.bot.telegram_desk import ask, desk, press, strict_bot_api
from tests.bot_api import BotApi, SentMessage

CONTACT = "Legal aid office of your city / Oficina de ayuda legal de su ciudad"
STYLE = """
body { margin: 0; padding: 14px; background: #d7e3d0; font: 15px/1.35 "Noto Sans", "Noto Sans Arabic", sans-serif; }
.said, .sent { border-radius: 14px; padding: 8px 12px; margin: 8px 0; max-width: 350px; width: fit-content;
  white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.said { background: #e8fdd0; margin-left: auto; }
.sent { background: #fff; margin-bottom: 3px; }
blockquote { margin: 3px 0; padding: 4px 8px; border-left: 3px solid #4f8fd0; border-radius: 4px; background: #eef4fb;
  unicode-bidi: plaintext; }
.row { display: flex; gap: 3px; max-width: 374px; margin-bottom: 3px; }
.row span { flex: 1; background: #8fa98a; color: #fff; border-radius: 8px; padding: 6px 4px; text-align: center;
  font-size: 13px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
"""


class Turn(NamedTuple):
    """What a person wrote or pressed, and what came back."""

    said: str
    reply: SentMessage


def page(turns: Sequence[Turn], language: str) -> str:
    """The exchange as a page. What the bot sent is Telegram's HTML, which browsers know, too."""
    body = "\n".join(_turn(turn) for turn in turns)
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{STYLE}</style>\n{body}\n</html>\n'


def _turn(turn: Turn) -> str:
    rows = [
        f'<div class="row">{"".join(_button(button.text) for button in row)}</div>'
        for row in turn.reply.keyboard
    ]
    said = f'<div class="said">{escape(turn.said)}</div>'
    sent = turn.reply.html.replace("</blockquote>\n\n", "</blockquote>").replace(
        "\n<blockquote", "<blockquote"
    )
    return "\n".join([said, f'<div class="sent">{sent}</div>', *rows])


def _button(text: str) -> str:
    return f"<span>{escape(text)}</span>"


def english(api: BotApi) -> list[Turn]:
    ada = api.private(user_id=1, language_code="en")
    question = "Can ICE arrest someone whose U visa application is still pending?"
    answer = ask(ada, question)
    return [Turn(question, answer), Turn("[1]", press(ada, answer, "[1]"))]


def creole(api: BotApi) -> list[Turn]:
    """The greeting, and the first of its examples, pressed."""
    mari = api.private(user_id=2, language_code="ht")
    start = ask(mari, "/start")
    return [Turn("/start", start), Turn(start.buttons[0].text, press(mari, start, 0))]


def asked(api: BotApi, language: str, *questions: str) -> list[Turn]:
    person = api.private(user_id=sum(map(ord, language)), language_code=language)
    return [Turn(question, ask(person, question)) for question in questions]


def main(home: Path, out: Path) -> None:
    with strict_bot_api() as api, desk(api, open_parts(home, DEFAULT_EMBEDDINGS), contact=CONTACT):
        exchanges = {
            "en": english(api),
            "es": asked(api, "es", "Mi esposo me pega. ¿Qué es la visa U?"),
            "ar": asked(api, "ar", "ما هو الحضور المستمر Continued Presence؟"),
            "ht": creole(api),
        }
    for language, turns in exchanges.items():
        (out / f"{language}.html").write_text(page(turns, language), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
