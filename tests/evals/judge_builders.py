"""A scripted judge, set and opened as a maintainer sets and opens one, and what it may say."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.judging.agreement import Agreement
from evals.judging.items import Item, items_of
from evals.judging.judge import Identity, Judge, open_judge
from evals.judging.kept import Aspect, Judgement, Place, judge_all
from evals.judging.opinion import Opinion
from evals.judging.verdicts import Claim, Grade, SentenceVerdict, Verdicts
from evals.record import Record
from evals.scoring import Count
from retrieval.settings import Settings, read_settings
from retrieval.writing.calling import Trouble
from tests.model_server import ModelServer, Received, Says

NOWHERE = Path("no-such-home")
CLAIM = "Leave is paid. It lasts 18 weeks."  # all that the answers of these tests say
_SENTENCE = re.compile(r'<text number="\d+">\n(.*?)\n</text>')
JUDGE = Identity("openai:strict", "OpenAI")
AGREED = Agreement(Count(9, 10), Count(5, 5), Count(4, 5), 0, 0.8)
CALIBRATED: dict[Aspect, Agreement] = {"faithfulness": AGREED, "relevance": AGREED}


def settings(server: ModelServer, **given: Any) -> Settings:
    """Those of someone whose judge runs on a server of their own."""
    return read_settings(
        **({"home": NOWHERE, "judge": "scripted", "judge_base_url": f"{server.url}/v1"} | given)
    )


def judge(server: ModelServer, **given: Any) -> Judge:
    return open_judge(settings(server, **given))


def item(
    *sentences: str, id: str = "q-1", question: str = "Is leave paid?", quote: str = "Leave is paid."
) -> Item:
    """An answer of one sentence, unless more are given."""
    return Item(id, question, sentences or ("Leave is paid.",), (quote,))


def finds(*sentences: Sequence[bool], claims: str = CLAIM) -> Says:
    """Verdicts on each sentence: whether each of its claims, all in these words, is supported."""
    verdicts = [
        {"sentence": number, "claims": [{"text": claims, "supported": each} for each in supported]}
        for number, supported in enumerate(sentences, start=1)
    ]
    return Says({"sentences": verdicts})


def grades(grade: int) -> Says:
    return Says({"reason": "by hand", "grade": grade})


def agreeable(request: Received) -> Says:
    """All is supported, and everything answers."""
    if request.schema is not None and "grade" in request.schema["properties"]:
        return grades(2)
    claims = [{"text": text, "supported": True} for text in _SENTENCE.findall(request.text)]
    return Says({"sentences": [{"sentence": n, "claims": [each]} for n, each in enumerate(claims, start=1)]})


def faithful(*sentences: Sequence[bool], of: Item | None = None) -> Judgement:
    """What a judge found in an answer, or no judgement without a sentence."""
    shown = of or item()
    verdicts = [
        SentenceVerdict(sentence=number, claims=[Claim(text="a claim", supported=each) for each in claims])
        for number, claims in enumerate(sentences, start=1)
    ]
    found = Verdicts(sentences=verdicts) if verdicts else None
    return _judgement("faithfulness", shown, found)


def graded(grade: int | None, *, of: Item | None = None) -> Judgement:
    found = None if grade is None else Grade(reason="by hand", grade=grade)
    return _judgement("relevance", of or item(), found)


def found_in(record: Record, *claims: bool) -> Judgement:
    """What a judge found in the one sentence of a record; no judgement without a claim."""
    [shown] = items_of([record])
    return faithful(claims, of=shown) if claims else faithful(of=shown)


def graded_as(record: Record, grade: int | None) -> Judgement:
    [shown] = items_of([record])
    return graded(grade, of=shown)


def opinion_on(
    records: tuple[Record, ...], *judgements: Judgement, agreements: dict[Aspect, Agreement] | None = None
) -> Opinion:
    """Of a judge that was calibrated, unless `agreements` says else."""
    judged = {(each.aspect, each.id): each for each in judgements}
    return Opinion(JUDGE, records, judged, CALIBRATED if agreements is None else agreements)


def _judgement(aspect: Any, of: Item, found: Verdicts | Grade | None) -> Judgement:
    trouble = Trouble.MALFORMED if found is None else None
    return Judgement(aspect=aspect, id=of.id, digest=of.digest, found=found, trouble=trouble)


def judged(
    by: Judge, wanted: Mapping[Place, Item], folder: Path, *, at_once: int = 1, again: bool = False
) -> dict[Place, Judgement]:
    """What came of asking, and is kept in the folder."""
    return judge_all(by, wanted, folder, at_once=at_once, again=again, report=lambda done, of: None)
