"""Questions and records in the forms that others' programs read. Pure.

RAGAS   a JSON line a sample, with the fields of its SingleTurnSample
MTRAG   a JSON line a task, as the generation scripts of IBM's MTRAG benchmark read them
JUnit   XML that any continuous integration shows: a test case a question, a failure for each wrong one
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from evals.compare import is_right
from evals.record import Record

Export = Callable[[Sequence[Record]], str]
_ANSWERABILITY = {"answered": "ANSWERABLE", "refused": "UNANSWERABLE", "clarify": "UNDERSPECIFIED"}


def ragas(records: Sequence[Record]) -> str:
    """`reference` and `reference_contexts` are the gold, `retrieved_contexts` the cited passages."""
    return _lines([_ragas(record) for record in records])


def _ragas(record: Record) -> dict[str, Any]:
    gold = [each.quote for each in record.question.gold]
    return {
        "user_input": record.question.question,
        "retrieved_contexts": list(dict.fromkeys(cited.passage_text for cited in record.citations)),
        "reference_contexts": gold,
        "response": record.shown_text or record.said,
        "reference": "\n".join(gold),
    }


def mtrag(records: Sequence[Record]) -> str:
    """The question is the last turn of `input`; `targets` are the gold, `predictions` what was answered."""
    return _lines([_mtrag(record) for record in records])


def _mtrag(record: Record) -> dict[str, Any]:
    asked = record.question
    turns = [(said.role, said.text) for said in asked.history] + [("user", asked.question)]
    speakers = {"user": "user", "assistant": "agent"}
    return {
        "conversation_id": asked.id,
        "task_id": f"{asked.id}<::>{sum(role == 'user' for role, _ in turns)}",
        "turn": str(sum(role == "user" for role, _ in turns)),
        "input": [{"speaker": speakers[role], "text": text} for role, text in turns],
        "contexts": [
            {"document_id": cited.passage, "source": cited.source, "text": cited.passage_text}
            for cited in record.citations
        ],
        "targets": [{"speaker": "agent", "text": gold.quote} for gold in asked.gold],
        "predictions": [{"text": record.shown_text or record.said}],
        "Answerability": [_ANSWERABILITY[asked.expected]],
    }


def junit(records: Sequence[Record]) -> str:
    """A suite a language."""
    root = ElementTree.Element("testsuites", name="citabot evaluation")
    for language in sorted({record.question.language for record in records}):
        own = [record for record in records if record.question.language == language]
        wrong = sum(not is_right(record) for record in own)
        suite = ElementTree.SubElement(
            root, "testsuite", name=f"evals.{language}", tests=str(len(own)), failures=str(wrong), errors="0"
        )
        for record in own:
            _case(suite, record)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ElementTree.Element, record: Record) -> None:
    asked = record.question
    case = ElementTree.SubElement(suite, "testcase", classname=f"evals.{asked.kind}", name=asked.id)
    if not is_right(record):
        message = f"expected {asked.expected}, found {record.outcome}"
        failure = ElementTree.SubElement(case, "failure", message=message)
        failure.text = f"{asked.question}\n{record.shown_text or record.said}"


def _lines(contents: Sequence[dict[str, Any]]) -> str:
    return "".join(json.dumps(content, ensure_ascii=False) + "\n" for content in contents)


EXPORTS: Mapping[str, Export] = {"ragas": ragas, "mtrag": mtrag, "junit": junit}
