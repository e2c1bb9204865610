"""The part of docs/retrieval.md that retrieval/fitted.json says: `python -m tests.fitted` puts it in.

It lies between `<!-- fitted: … -->` and `<!-- end -->`.
"""

import re
from pathlib import Path

from retrieval.tuning import Tuning, fitted

RETRIEVAL = Path(__file__).parent.parent / "docs" / "retrieval.md"
_PART = re.compile(r"(<!-- fitted: [^>]*-->\n)(?P<body>.*?)(<!-- end -->)", re.S)


def part(page: str) -> str:
    """The text of the part."""
    [found] = _PART.finditer(page)
    return found["body"]


def written(tuning: Tuning) -> str:
    """The same as the fit says it."""
    rows = "".join(f"| {name} | {figure} |\n" for name, figure in tuning.gave.items())
    return f"| fitted on {tuning.fitted_on} | |\n| --- | --- |\n{rows}"


def rewrite() -> None:
    """Put what was fitted last into docs/retrieval.md."""
    page = RETRIEVAL.read_text("utf-8")
    RETRIEVAL.write_text(_PART.sub(lambda match: match[1] + written(fitted()) + match[3], page), "utf-8")


if __name__ == "__main__":
    rewrite()
