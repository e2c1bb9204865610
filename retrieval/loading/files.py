"""From a file's bytes to its text, or a sentence that says why not."""

import codecs
from pathlib import Path

from retrieval.errors import CorpusError


def read_text(path: Path) -> str:
    """The file as text, without a byte order mark. Raises CorpusError that names the file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}); mend its permissions.") from error
    if _is_utf_16(content):
        raise CorpusError(f"{path} is in UTF-16, which some editors call Unicode; save it as UTF-8.")
    if b"\0" in content:
        raise CorpusError(f"{path} is a binary file; convert it to plain text first.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path} is not UTF-8 at byte {error.start}; convert it, for example with iconv."
        ) from error
    if not any(character.isalnum() for character in text):
        raise CorpusError(f"{path} holds no words; put its text there or remove it.")
    return text


def _is_utf_16(content: bytes) -> bool:
    """By its mark, or because every second byte of most Latin text is zero."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    even, odd = content[::2].count(0), content[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) > len(content) // 4
