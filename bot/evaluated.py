"""What was evaluated is what runs: may this state of citabot be served, and what to say if nobody knows.

The only way round the evaluation is for development; every answer then says so.
"""

from pathlib import Path

from evals.passes import PASSES, read_pass
from retrieval.errors import CitabotError, SettingsError
from retrieval.settings import Environment


def require_allowed(*, unevaluated: bool, environment: Environment) -> None:
    """Raises SettingsError if the evaluation is to be passed over in production."""
    if unevaluated and environment is Environment.PRODUCTION:
        raise SettingsError(
            "--unevaluated is for development, and CITABOT_ENV is 'production'; run: make eval, and serve "
            "without it."
        )


def require_pass(fingerprint: str, passes: Path = PASSES) -> None:
    """Raises CitabotError unless a pass of this state is recorded, as it was recorded."""
    if read_pass(fingerprint, passes) is None:
        raise CitabotError(
            f"no evaluation of this state (fingerprint {fingerprint}) is recorded in {passes}, so it is not "
            "served; run: make eval, or to try it out: citabot serve --unevaluated"
        )
