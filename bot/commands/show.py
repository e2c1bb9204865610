"""citabot show: a document's text, the one that all offsets refer to, or one passage of it."""

import argparse

from bot.commands.common import add_home, settings_of
from retrieval.errors import CitabotError
from retrieval.generation import Generations, load_contents


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Prints the text exactly, with one line end after it.\n\n"
        "example: citabot show ice-victims-2021 --passage 'ice-victims-2021#9'"
    )
    parser.add_argument("source", metavar="SOURCE", help="id of a source, as citabot sources lists it")
    parser.add_argument("--passage", metavar="ID", help="print this passage alone, such as SOURCE#3")
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    contents = load_contents(Generations.of(settings_of(arguments).home).current())
    documents = {document.id: document for document in contents.documents}
    if arguments.source not in documents:
        raise CitabotError(f"there is no source {arguments.source!r}; see: citabot sources")
    if arguments.passage is None:
        print(documents[arguments.source].text)
        return 0
    passages = {
        passage.id: passage for passage in contents.passages if passage.document.id == arguments.source
    }
    wanted = arguments.passage if "#" in arguments.passage else f"{arguments.source}#{arguments.passage}"
    if wanted not in passages:
        last = list(passages)[-1] if passages else "none"
        raise CitabotError(f"there is no passage {wanted!r} in {arguments.source}; the last one is {last!r}.")
    print(passages[wanted].text)
    return 0
