"""From a file's bytes to its text, or a sentence that says why not."""

from pathlib import Path

from retrieval.errors import CorpusError


def read_text(path: Path) -> str:
    """The file as text, without a byte order mark. Raises CorpusError that names the file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}); mend its permissions.") from error
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
