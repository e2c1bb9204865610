"""One hash of everything that can change an answer.

Corpus and models (as the index holds them), coefficients, prompts, and the code that
answers. Two installations with one fingerprint answer alike.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.generation import Manifest

_CODE = Path(__file__).parent
_PROMPTS = _CODE.parent / "prompts"


def fingerprint(
    manifest: Manifest, beside: Sequence[str] = (), *, code: Path = _CODE, prompts: Path = _PROMPTS
) -> str:
    """First 16 hexadecimal digits of a SHA-256, the same on every machine.

    `beside` names the models that are not in the index and the settings that change answers.
    """
    total = hashlib.sha256()
    for part in (manifest.content, *manifest.embedder_digests, *beside):
        total.update(part.encode())
    for path in _files(code, prompts):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _files(code: Path, prompts: Path) -> Iterator[Path]:
    yield from sorted(path for ending in ("py", "json", "txt") for path in code.rglob(f"*.{ending}"))
    yield from sorted(path for path in prompts.glob("*.md") if path.name != "README.md")
