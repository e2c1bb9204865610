"""The parts of README.md that the program writes: `python -m tests.readme HOME` puts them in.

Each lies between `<!-- name: … -->` and `<!-- end -->`.
"""

import contextlib
import io
import os
import re
import sys
from pathlib import Path

from bot.cli import main

README = Path(__file__).parent.parent / "README.md"
QUESTIONS = {
    "exchange": "Can ICE arrest someone whose U visa application is still pending?",
    "refusal": "What is the filing fee for a U visa?",
}
_PART = re.compile(r"(<!-- (?P<name>\w+): [^>]*-->\n```text\n)(?P<body>.*?)(```\n<!-- end -->)", re.S)


def parts(readme: str) -> dict[str, str]:
    """Name to text of each part."""
    return {match["name"]: match["body"] for match in _PART.finditer(readme)}


def written(home: Path) -> dict[str, str]:
    """The same parts as the program writes them today, from the index in `home`."""
    asked = {name: _asked(question, home) for name, question in QUESTIONS.items()}
    return {
        **asked,
        "help": f"$ citabot --help\n{_output(['--help'])}",
        "figures": f"$ citabot eval figures\n{_output(['eval', 'figures'])}",
    }


def _asked(question: str, home: Path) -> str:
    return f'$ citabot ask "{question}"\n{_output(["ask", question, "--home", str(home)])}'


def _output(arguments: list[str]) -> str:
    os.environ["COLUMNS"] = "100"  # argparse folds its help to the terminal
    with contextlib.redirect_stdout(io.StringIO()) as output:
        main(arguments)
    return output.getvalue()


def rewrite(home: Path) -> None:
    """Put what the program writes into README.md."""
    new = written(home)
    text = README.read_text("utf-8")
    README.write_text(_PART.sub(lambda match: match[1] + new[match["name"]] + match[4], text), "utf-8")


if __name__ == "__main__":
    rewrite(Path(sys.argv[1]))
