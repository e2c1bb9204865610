"""How much memory a measurement took."""

import resource
import sys


def peak_mib() -> float:
    """Of this process since it began."""
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes there, KiB on Linux
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
