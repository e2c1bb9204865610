"""citabot doctor: is everything there that is needed to answer?"""

import argparse
import os
from collections.abc import Callable, Iterator

from bot import heartbeat
from bot.commands.common import add_home, settings_of
from bot.crisis import hotlines
from retrieval.errors import CitabotError
from retrieval.generation import Generations, load_manifest
from retrieval.settings import Settings
from retrieval.writing.provider import Provider


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exit status 1 if something that is needed is missing. --quick looks at the index and, while\n"
        "the bot runs, at its contact with Telegram: a container's health check.\n\nexample: citabot doctor"
    )
    parser.add_argument(
        "--quick", action="store_true", help="look only at the index and the contact with Telegram"
    )
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    checks = {"index": _index} if arguments.quick else dict(_ALL)
    if heartbeat.read(settings.home) is not None:
        checks["contact"] = _contact
    failed = 0
    for name, check in checks.items():
        try:
            print(f"ok       {name}: {check(settings)}")
        except CitabotError as error:
            failed += 1
            print(f"missing  {name}: {error}")
    for name in _unknown_variables():
        print(f"warning  settings: {name} is not a setting of this version and changes nothing.")
    return 1 if failed else 0


def _index(settings: Settings) -> str:
    manifest = load_manifest(Generations.of(settings.home).current())
    return f"generation {manifest.id}, {manifest.documents} documents, {manifest.passages} passages"


def _contact(settings: Settings) -> str:
    """Of the bot that runs from this home; one that was killed leaves its last word behind."""
    heard = heartbeat.read(settings.home) or heartbeat.now()
    age = heartbeat.now() - heard
    if age > heartbeat.DEAF:
        raise CitabotError(
            f"the bot has not heard of Telegram for {int(age.total_seconds())} s; "
            "its log says why; if it does not, start it again."
        )
    return f"Telegram was heard of {int(age.total_seconds())} s ago"


def _model(settings: Settings) -> str:
    from retrieval.embed import load_embedders  # loads LangChain

    return ", ".join(embedder.identity for embedder in load_embedders(settings.embeddings))


def _writer(settings: Settings) -> str:
    provider = Provider.of(settings)
    if provider is None:
        return "none; answers are quotes alone"
    from retrieval.writing.opening import open_writer  # loads LangChain

    open_writer(settings)
    where = "outside this network" if provider.outside else "within this network"
    return f"{settings.model} at {provider.name}, {where}; it is not asked anything here"


def _answers(settings: Settings) -> str:
    from retrieval.opening import open_index  # loads Chroma and LangChain

    return f"fingerprint {open_index(settings).fingerprint}"


def _token(settings: Settings) -> str:
    if settings.telegram_token is None:
        return "not set; citabot chat works without, citabot serve needs TELEGRAM_BOT_TOKEN"
    from bot.telegram.identity import ask_name  # loads the Telegram library

    return f"Telegram knows it as @{ask_name(settings)}"


def _server(settings: Settings) -> str:
    if settings.chroma_url is None:
        return "embedded"
    from retrieval.store import server_client  # loads Chroma

    try:
        server_client(settings.chroma_url).heartbeat()
    except OSError as error:
        raise CitabotError(f"{error}; answers come from the embedded index until it is back.") from error
    return settings.chroma_url


def _privacy(settings: Settings) -> str:
    from retrieval.answering import refuse_tracing  # loads LangChain

    refuse_tracing()
    return "no tracing is switched on"


def _hotlines(settings: Settings) -> str:
    return f"{len(hotlines(settings.home).lines)} numbers for words of danger"


_ALL: dict[str, Callable[[Settings], str]] = {
    "index": _index,
    "embedding model": _model,
    "language model": _writer,
    "answers": _answers,
    "chroma": _server,
    "privacy": _privacy,
    "hotlines": _hotlines,
    "telegram": _token,
}


def _unknown_variables() -> Iterator[str]:
    known = {f"CITABOT_{name.upper()}" for name in Settings.model_fields}
    yield from sorted(name for name in os.environ if name.startswith("CITABOT_") and name not in known)
