"""What a measurement leaves beside what it prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import CitabotError


def write(path: Path, text: str) -> None:
    """Raises CitabotError if that cannot be done."""
    with _telling(path):
        path.write_text(text, "utf-8")


def require_writable(*paths: Path | None) -> None:
    """Raises CitabotError for the first that could not be written, before hours go into what it is for."""
    for path in paths:
        if path is not None:
            with _telling(path):
                _try(path)


def _try(path: Path) -> None:
    """Leaves what is there as it is."""
    was_there = path.exists()
    path.open("a").close()
    if not was_there:
        path.unlink()


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CitabotError(f"{path} cannot be written ({error.strerror}); name another file.") from error
