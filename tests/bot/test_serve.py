"""`citabot serve`, started as a person starts it."""

import signal
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from bot.cli import main
from bot.heartbeat import now, write
from tests.bot.serving import START, TOKEN, Serving, serve
from tests.bot.telegram_desk import CONTINUED_PRESENCE, marked
from tests.bot.terminal import Citabot
from tests.bot_api import BotApi, Fault
from tests.model_server import ModelServer, Says, Usage
from tests.retrieval.chroma_server import free_port

WRONG_TOKEN = "citabot: Telegram does not accept TELEGRAM_BOT_TOKEN; copy it again from @BotFather."


def test_without_a_token_it_says_where_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["serve", "--home", str(tmp_path)])

    assert status == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "citabot: TELEGRAM_BOT_TOKEN is not set; get a token from @BotFather, or run: citabot chat\n"
    )


def test_without_an_index_it_says_how_to_build_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with BotApi(token=TOKEN) as api:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("CITABOT_TELEGRAM_BASE_URL", api.base_url)
        status = main(["serve", "--unevaluated", "--home", str(tmp_path)])

    said = capsys.readouterr().err
    assert status == 1
    assert said.startswith("citabot: there is no index in ")
    assert f"; run: citabot index --home {tmp_path}" in said
    assert api.calls == []


def test_a_wrong_token_is_told_in_one_sentence_that_does_not_hold_it(
    tmp_path: Path, shipped_home: Path
) -> None:
    with BotApi(token="1:right") as api, serve(tmp_path, shipped_home, api) as bot:
        status = bot.wait()

    assert status == 1
    assert bot.said.splitlines()[-1] == WRONG_TOKEN
    assert "Traceback" not in bot.said
    assert "quokka" not in bot.said


MISTYPED = {
    "line break": f"{TOKEN}\n",
    "carriage return": f"{TOKEN}\r",
    "quotation marks": f'"{TOKEN}"',
    "only the second half": "quokka-in-the-token",
    "whole address": f"https://api.telegram.org/bot{TOKEN}/getMe",
}


@pytest.mark.parametrize("token", MISTYPED.values(), ids=MISTYPED)
def test_what_cannot_be_a_token_is_told_at_once_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], token: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)

    status = main(["serve", "--home", str(tmp_path)])

    assert status == 1
    assert capsys.readouterr().err == f"{WRONG_TOKEN}\n"


def test_it_answers_logs_nothing_that_anybody_wrote_and_stops_when_told(
    tmp_path: Path, shipped_home: Path
) -> None:
    files = {path for path in shipped_home.rglob("*") if path.is_file()}

    with BotApi(token=TOKEN) as api, serve(tmp_path, shipped_home, api) as bot:
        ada = api.private(user_id=774411774411, first_name="Adawombat", username="ada_numbat")
        api.fail("getUpdates", Fault.truncated())
        ada.say(f"{CONTINUED_PRESENCE} wallaby")
        answer = ada.wait_reply(timeout=START)
        ada.press(answer, "[1]")
        ada.wait_reply(timeout=START)
        api.fail("sendMessage", Fault.truncated())
        ada.say("/ask wallaby")
        ada.wait_reply(timeout=START)
        api.fail("sendMessage", Fault.bad_gateway())
        api.fail("getUpdates", Fault.garbage())
        ada.say("/start")
        ada.wait_reply(timeout=START)
        status = bot.stop()

    assert marked(answer, "blockquote") != []
    assert status == 0
    assert "Traceback" not in bot.said
    assert "polling Telegram; stop with Ctrl-C" in bot.said
    canaries = ("quokka", "wallaby", "wombat", "numbat", "774411", "Continued", "Presence")
    assert [canary for canary in canaries if canary in bot.said] == []
    assert {path for path in shipped_home.rglob("*") if path.is_file()} == files
    assert [path for path in files if b"wallaby" in path.read_bytes()] == []


def test_ctrl_c_stops_it_too_and_takes_back_that_telegram_is_heard(tmp_path: Path, own_home: Path) -> None:
    with BotApi(token=TOKEN) as api, serve(tmp_path, own_home, api) as bot:
        api.wait_until(lambda: bool(api.calls_of("getUpdates")), "the first poll", timeout=START)
        api.wait_until((own_home / "contact.json").exists, "the first word", timeout=START)
        status = bot.stop(signal.SIGINT)

    assert status == 0
    assert "Traceback" not in bot.said
    assert not (own_home / "contact.json").exists()


class Polling(NamedTuple):
    """A bot that polls, for tests that leave it running."""

    api: BotApi
    bot: Serving
    home: Path


@pytest.fixture(scope="module")
def polling(tmp_path_factory: pytest.TempPathFactory, shipped_home: Path) -> Iterator[Polling]:
    home = home_beside(tmp_path_factory, shipped_home)
    with BotApi(token=TOKEN) as api, serve(home, home, api) as bot:
        api.wait_until((home / "contact.json").exists, "the first word", timeout=START)
        yield Polling(api, bot, home)


def home_beside(tmp_path_factory: pytest.TempPathFactory, shipped_home: Path) -> Path:
    """A home of one's own whose index is the one of the shipped corpus."""
    home = tmp_path_factory.mktemp("home")
    (home / "index").symlink_to(shipped_home / "index")
    return home


def test_what_the_model_may_cost_a_day_is_not_begun_anew_by_a_reload(tmp_path: Path, own_home: Path) -> None:
    dear = Says({"statements": []}, usage=Usage(100_000, 1))
    with ModelServer(default=dear) as server, BotApi(token=TOKEN) as api:
        model = {"CITABOT_MODEL": "scripted", "CITABOT_MODEL_BASE_URL": f"{server.url}/v1"}
        with serve(tmp_path, own_home, api, CITABOT_ADMINS="9", CITABOT_MODEL_BUDGET="100000", **model):
            boss = api.private(user_id=9)
            boss.say(CONTINUED_PRESENCE)
            boss.wait_reply(timeout=START)
            asked = len(server.requests)
            boss.say("/reload")
            reloaded = boss.wait_reply(timeout=START)
            boss.say("Who can request parole for somebody abroad?")
            boss.wait_reply(timeout=START)

    assert asked == 1
    assert reloaded.text.startswith("I have read the index again.")
    assert len(server.requests) == 1


# Another one at work


def test_a_second_bot_with_the_same_token_is_explained(polling: Polling) -> None:
    api, bot, _ = polling

    httpx.post(f"{api.base_url}{TOKEN}/getUpdates", json={"timeout": 0})
    api.wait_until(lambda: "stop the other one" in bot.said, "the explanation", timeout=START)
    ada = api.private(user_id=7)
    ada.say("/contact")
    reply = ada.wait_reply(timeout=START)

    assert "another program polls Telegram with the same token, or a webhook is set" in bot.said
    assert reply.text.startswith("A lawyer")


# Contact with Telegram


def test_doctor_sees_how_long_ago_telegram_answered(citabot: Citabot, polling: Polling) -> None:
    looked = citabot("doctor", "--quick", "--home", polling.home)

    assert looked.status == 0
    assert "ok       contact: Telegram was heard of " in looked.out


def test_doctor_tells_of_a_bot_that_has_gone_deaf(citabot: Citabot, own_home: Path) -> None:
    write(own_home, now() - timedelta(seconds=121))

    looked = citabot("doctor", "--quick", "--home", own_home)

    assert looked.status == 1
    assert "missing  contact: the bot has not heard of Telegram for 121 s; its log says why; " in looked.out


# A webhook

SECRET = "correct-horse-battery-staple"


class Hooked(NamedTuple):
    """A bot behind a webhook, for tests that leave it running."""

    api: BotApi
    home: Path
    bring: Callable[..., httpx.Response]  # brings an update there, as Telegram would


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory, shipped_home: Path) -> Iterator[Hooked]:
    home, port = home_beside(tmp_path_factory, shipped_home), free_port()
    settings = {
        "CITABOT_WEBHOOK_URL": "https://bot.example.org/telegram", "CITABOT_WEBHOOK_SECRET": SECRET,
        "CITABOT_LISTEN": f"127.0.0.1:{port}", "CITABOT_ADMINS": "9",
    }  # fmt: skip

    def bring(update: object, *, secret: str | None = SECRET, path: str = "/telegram") -> httpx.Response:
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        return httpx.post(f"http://127.0.0.1:{port}{path}", json=update, headers=headers)

    with BotApi(token=TOKEN) as api, serve(home, home, api, **settings):
        api.wait_until(lambda: bool(api.calls_of("setWebhook")), "the webhook", timeout=START)
        api.wait_until(lambda: accepts(port), "its server", timeout=START)
        yield Hooked(api, home, bring)


def accepts(port: int) -> bool:
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", port)) == 0


def test_behind_a_webhook_it_answers_what_telegram_brings_once_and_nobody_else(hooked: Hooked) -> None:
    api, _, bring = hooked
    ada, eve = api.private(user_id=7), api.private(user_id=8)
    asked, forged = ada.say(CONTINUED_PRESENCE), eve.say("/start")

    refused = [bring(forged, secret=secret).status_code for secret in (None, "", "wrong", f"{SECRET}!")]
    elsewhere = bring(asked, path="/").status_code
    taken = [bring(asked).status_code, bring(asked).status_code]  # the second time as if it had been slow
    answer = ada.wait_reply(timeout=START)
    bring(ada.say("/contact"))
    last = ada.wait_reply(timeout=START)

    assert (refused, elsewhere, taken) == ([403, 403, 403, 403], 404, [200, 200])
    assert marked(answer, "blockquote") != []
    assert [message for message in api.sent if message.chat_id in (7, 8)] == [answer, last]
    assert api.calls_of("setWebhook")[0].params["secret_token"] == SECRET
    assert api.calls_of("getUpdates") == []


def test_behind_a_webhook_doctor_and_status_tell_whether_telegram_gets_through(
    citabot: Citabot, hooked: Hooked
) -> None:
    api, home, bring = hooked
    api.wait_until((home / "contact.json").exists, "the first word", timeout=START)

    looked = citabot("doctor", "--quick", "--home", home)
    boss = api.private(user_id=9)
    bring(boss.say("/status"))
    status = boss.wait_reply(timeout=START)

    assert looked.status == 0
    assert "ok       contact: Telegram was heard of " in looked.out
    assert status.text.endswith("Messages that wait at Telegram: 0")
    assert api.calls_of("getWebhookInfo") != []


WRONG_WEBHOOKS = {
    "no https": ("http://example.org/x", SECRET, "", "CITABOT_WEBHOOK_URL has to begin with https://"),
    "no secret": ("https://example.org/x", "", "", "CITABOT_WEBHOOK_SECRET has to be 16 to 256 letters"),
    "guessable": ("https://example.org/x", "short", "", "CITABOT_WEBHOOK_SECRET has to be 16 to 256 letters"),
    "no port": ("https://example.org/x", SECRET, "0.0.0.0", "CITABOT_LISTEN is '0.0.0.0'; write it as"),
    "huge port": ("https://example.org/x", SECRET, "0.0.0.0:99999", "CITABOT_LISTEN is '0.0.0.0:99999'"),
}


@pytest.mark.parametrize(("url", "secret", "listen", "said"), WRONG_WEBHOOKS.values(), ids=WRONG_WEBHOOKS)
def test_a_webhook_that_cannot_work_is_told_before_the_index_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    url: str, secret: str, listen: str, said: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("CITABOT_WEBHOOK_URL", url)
    monkeypatch.setenv("CITABOT_WEBHOOK_SECRET", secret)
    monkeypatch.setenv("CITABOT_LISTEN", listen)

    status = main(["serve", "--home", str(tmp_path)])

    assert status == 1
    assert capsys.readouterr().err.startswith(f"citabot: {said}")
