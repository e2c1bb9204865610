"""What a measurement leaves beside what it prints."""

from pathlib import Path

from retrieval.errors import CitabotError


def write(path: Path, text: str) -> None:
    """Raises CitabotError if that cannot be done."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise CitabotError(f"{path} cannot be written ({error.strerror}); name another file.") from error
