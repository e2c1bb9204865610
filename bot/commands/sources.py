"""citabot sources: the documents that answers may come from."""

import argparse

from bot.commands.common import add_home, print_json, settings_of
from bot.wording import Words
from retrieval.generation import Generations, load_contents


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Lists what the current index holds.\n\nexample: citabot sources --json"
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    contents = load_contents(Generations.of(settings_of(arguments).home).current())
    sources = [document.source for document in contents.documents]
    if arguments.json:
        print_json([source.model_dump(mode="json") for source in sources])
    else:
        words = Words("en")
        print("\n".join(f"{source.id}\n    {words.source(source)}" for source in sources))
    return 0
