"""What a judge said, on disk, a line for each item and aspect; what is there is not asked again.

<folder>/judged/<key of the judge>/
    judge.json         which judge it was
    judgements.jsonl   what it said, or why it said nothing that counts

A judge that could not be reached has said nothing: there is no line, and it is asked next time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from evals.judging.items import Item
from evals.judging.judge import Identity, Judge
from evals.judging.verdicts import BEST_GRADE, Grade, Verdicts
from retrieval.writing.calling import ModelError, Trouble

Aspect = Literal["faithfulness", "relevance"]
Place = tuple[Aspect, str]  # an aspect, and the id of an item
_FINAL = (Trouble.MALFORMED, Trouble.CUT_OFF, Trouble.REFUSED)  # another try gives no other reply


class Judgement(BaseModel):
    """What came of asking about one aspect of one item."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    aspect: Aspect
    id: str
    digest: str  # of the item, as it was shown
    found: Verdicts | Grade | None  # None: no judgement
    trouble: Trouble | None  # why there is none

    @model_validator(mode="after")
    def _of_its_aspect(self) -> "Judgement":
        wanted = Verdicts if self.aspect == "faithfulness" else Grade
        if (self.found is None) == (self.trouble is None) or not isinstance(self.found, wanted | None):
            raise ValueError("a judgement has either what was found, of its aspect, or a trouble")
        return self

    @property
    def score(self) -> float | None:
        """0..1: the share of claims that are supported, or the grade; None without a judgement."""
        match self.found:
            case Verdicts(sentences=sentences):
                claims = [claim.supported for each in sentences for claim in each.claims]
                return sum(claims) / len(claims)
            case Grade(grade=grade):
                return grade / BEST_GRADE
            case None:
                return None

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Claims that the quotes do not carry."""
        sentences = self.found.sentences if isinstance(self.found, Verdicts) else []
        return tuple(claim.text for each in sentences for claim in each.claims if not claim.supported)


def folder_of(folder: Path, identity: Identity) -> Path:
    return folder / "judged" / identity.key


def read(folder: Path, identity: Identity, wanted: Mapping[Place, Item]) -> dict[Place, Judgement]:
    """What the judge said of these; without what it said of items that changed since."""
    try:
        lines = (folder_of(folder, identity) / "judgements.jsonl").read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    kept = [judgement for line in lines if (judgement := _whole(line)) is not None]
    found = {(each.aspect, each.id): each for each in kept}
    return {
        place: each for place, each in found.items()
        if place in wanted and wanted[place].digest == each.digest
    }  # fmt: skip


def _whole(line: str) -> Judgement | None:
    """None for a line that was being written when judging was broken off."""
    try:
        return Judgement.model_validate_json(line)
    except ValidationError:
        return None


def judge_all(
    judge: Judge,
    wanted: Mapping[Place, Item],
    folder: Path,
    *,
    at_once: int,
    again: bool,
    report: Callable[[int, int], None],
) -> dict[Place, Judgement]:
    """Ask about what has not been judged yet, and keep each judgement as soon as it is there.

    `again` asks about all; of two judgements the later counts. What is missing from the result could
    not be asked. `report` is told how many of how many are done.
    """
    own = folder_of(folder, judge.identity)
    own.mkdir(parents=True, exist_ok=True)
    (own / "judge.json").write_text(_Head.of(judge.identity).model_dump_json(indent=2) + "\n", "utf-8")
    known = {} if again else read(folder, judge.identity, wanted)
    missing = [place for place in wanted if place not in known]
    report(len(known), len(wanted))
    with (own / "judgements.jsonl").open("a", encoding="utf-8") as kept, ThreadPoolExecutor(at_once) as pool:
        kept.write("\n" if kept.tell() else "")  # a line that was broken off ends here
        asked = pool.map(lambda place: _asked(judge, place[0], wanted[place]), missing)
        for number, (place, judgement) in enumerate(zip(missing, asked, strict=True), start=1):
            report(len(wanted) - len(missing) + number, len(wanted))
            if judgement is not None:
                kept.write(f"{judgement.model_dump_json()}\n")
                kept.flush()  # it was paid for
                known[place] = judgement
    return known


class _Head(BaseModel):
    name: str
    provider: str
    prompts: str

    @classmethod
    def of(cls, identity: Identity) -> "_Head":
        return cls(name=identity.name, provider=identity.provider, prompts=identity.prompts)


def _asked(judge: Judge, aspect: Aspect, item: Item) -> Judgement | None:
    """None if the judge could not be asked."""
    found: Verdicts | Grade | None = None
    trouble = None
    try:
        found = judge.verdicts(item) if aspect == "faithfulness" else judge.grade(item)
    except ModelError as error:
        if error.trouble not in _FINAL:
            judge.unreached.append(error.trouble)
            return None
        trouble = error.trouble
    return Judgement(aspect=aspect, id=item.id, digest=item.digest, found=found, trouble=trouble)


def both(items: Sequence[Item]) -> Iterator[tuple[Place, Item]]:
    """Each item under each aspect."""
    for item in items:
        yield ("faithfulness", item.id), item
        yield ("relevance", item.id), item
