"""citabot eval add, candidates: new questions."""

import argparse
from datetime import date
from pathlib import Path

from bot.commands.common import settings_of
from evals import adding, feedback
from evals.questions import FOLDER, REPORT, TUNING, Kind, read_all, read_questions
from evals.validation import complaints
from retrieval.errors import CitabotError
from retrieval.language import detect
from retrieval.loading import load as load_document
from retrieval.sources import read_corpus


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument("--to", required=True, metavar="FILE", help="a file of evals/questions, or a path")
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in Kind])
    parser.add_argument("--why", required=True, help="why it is worth asking")
    parser.add_argument("--expected", choices=("answered", "refused", "clarify"), default="answered")
    parser.add_argument(
        "--gold", nargs=2, action="append", default=[], metavar=("SOURCE", "WORDS"),
        help="words of a document that answer; of a question to ask back on, one for each reading",
    )  # fmt: skip
    parser.add_argument("--fact", action="append", default=[], help="words of the gold that must be shown")
    parser.add_argument("--forbid", action="append", default=[], help="what must not be shown")
    parser.add_argument("--lang", metavar="xx", help="default: the question's")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents")


def add(arguments: argparse.Namespace) -> int:
    path = Path(arguments.to) if "/" in arguments.to else FOLDER / arguments.to
    others = {each.name: read_questions(each) for each in sorted(FOLDER.glob("*.yaml")) if each != path}
    own = read_questions(path) if path.exists() else []
    known = [question.id for each in (*others.values(), own) for question in each]
    readings = arguments.expected == "clarify"
    question = adding.new_question({
        "id": adding.next_id(path, known), "question": arguments.question,
        "language": arguments.lang or detect(arguments.question), "kind": arguments.kind,
        "expected": arguments.expected, "facts": tuple(arguments.fact), "forbidden": tuple(arguments.forbid),
        "gold": [
            {"source": source, "quote": words, "part": place if readings else 1}
            for place, (source, words) in enumerate(arguments.gold, start=1)
        ],
        "why": arguments.why, "since": date.today().isoformat(),
    })  # fmt: skip
    corpus = read_corpus(settings_of(arguments).corpus)
    documents = [load_document(source, corpus.path(source)) for source in corpus.sources]
    files = {**others, path.name: [*own, question]}
    wrong = [
        each for each in complaints(files, documents, [file.name for file in REPORT]) if question.id in each
    ]
    if wrong:
        raise CitabotError(wrong[0])
    adding.append(path, question)
    print(f"{adding.as_yaml(question)}\nAdded to {path}.")
    return 0


def candidates_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feedback", type=Path, metavar="FEEDBACK.jsonl")


def candidates(arguments: argparse.Namespace) -> int:
    known = read_all([*TUNING, *REPORT])
    for entry in feedback.candidates(feedback.read_feedback(arguments.feedback), known):
        print(entry)
    return 0
