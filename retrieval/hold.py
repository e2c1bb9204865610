"""Hold a folder, so that another process does not remove it meanwhile.

By a shared lock on a file in it. The lock is the operating system's: it ends with the process that
has it, however that ends.
"""

import fcntl
import os
import shutil
import weakref
from contextlib import suppress
from pathlib import Path


class Hold:
    """A folder stays where it is until this is gone."""

    def __init__(self, file: Path) -> None:
        """`file` is in the folder. Raises OSError if it cannot be opened."""
        opened = os.open(file, os.O_RDONLY)
        weakref.finalize(self, os.close, opened)
        with suppress(OSError):  # some drives of a network know no locks
            fcntl.flock(opened, fcntl.LOCK_SH)


def remove(folder: Path, *, unless_held: Path) -> None:
    """Remove a folder, unless somebody holds it by this file; who is about to waits, and finds it gone."""
    try:
        file = os.open(unless_held, os.O_RDONLY)
    except OSError:  # without it nobody can
        shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        if not _is_held(file):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(file)


def _is_held(file: int) -> bool:
    """By somebody else; if not, it is ours alone until it is closed."""
    with suppress(OSError):  # as above
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
