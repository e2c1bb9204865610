"""Run written drafts through the checks: `python -m evals.drafts --home DIR`.

Says how many unsupported sentences would be shown and how many supported ones would not, with
counts and 95 % intervals, by kind and by language. The drafts of REPORT are for the figures; those
of TUNING are what the checks were fitted on and may be looked at.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from evals.scoring import Count, count
from retrieval.errors import CitabotError
from retrieval.opening import open_parts
from retrieval.passage import Passage
from retrieval.plain_yaml import read_yaml
from retrieval.settings import read_settings
from retrieval.understand import Asked
from retrieval.writing.check import Checker
from retrieval.writing.draft import DraftQuote, DraftStatement, WrittenDraft
from retrieval.writing.opening import open_checker

FOLDER = Path(__file__).parent / "written"
TUNING = (FOLDER / "tuning.yaml", FOLDER / "tuning-2.yaml", FOLDER / "tuning-3.yaml")
REPORT = (FOLDER / "report-1.yaml", FOLDER / "report-2.yaml")
HONEST = "honest"


class Quoted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    passage: int = Field(ge=1)
    text: str


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    quotes: tuple[Quoted, ...]
    unsupported: tuple[str, ...]  # the sentences of the text that must not be shown


class Case(BaseModel):
    """A draft, and what of it may be shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    language: str
    kind: str  # HONEST, or how it deceives
    passages: tuple[str, ...]  # ids, as they are numbered for the model
    statements: tuple[Said, ...]

    def draft(self) -> WrittenDraft:
        return WrittenDraft(
            statements=[
                DraftStatement(
                    text=said.text,
                    quotes=[DraftQuote(passage=each.passage, text=each.text) for each in said.quotes],
                )
                for said in self.statements
            ],
        )

    def asked(self) -> Asked:
        return Asked(self.question, self.language)

    def must_not_be_shown(self, sentence: str) -> bool:
        marked = (" ".join(each.split()) for said in self.statements for each in said.unsupported)
        return any(sentence in each or each in sentence for each in marked)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a draft and what came of it."""

    case: Case
    text: str
    supported: bool
    why_not: str  # empty: it is shown

    @property
    def shown(self) -> bool:
        return not self.why_not


_CASES = TypeAdapter(list[Case])


def read_cases(paths: Sequence[Path]) -> list[Case]:
    """The drafts of several files, in order. Raises CitabotError that names the file."""
    cases: list[Case] = []
    for path in paths:
        try:
            cases += _CASES.validate_python(read_yaml(path))
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise CitabotError(f"{path} cannot be used ({type(error).__name__}); mend it.") from error
    return cases


def judged(cases: Sequence[Case], checker: Checker, passages: dict[str, Passage]) -> Iterator[Judged]:
    """Every sentence of every draft."""
    for case in cases:
        checked = checker.check(case.draft(), [passages[name] for name in case.passages], case.asked())
        outcomes = [*((held.text, "") for held in checked.held), *checked.dropped]
        for text, why in outcomes:
            yield Judged(case, text, not case.must_not_be_shown(text), str(why))


def wrongly_shown(sentences: Sequence[Judged]) -> Count:
    """Unsupported sentences that are shown."""
    return count([each.shown for each in sentences if not each.supported])


def wrongly_dropped(sentences: Sequence[Judged]) -> Count:
    """Supported sentences of honest drafts that are not shown."""
    return count([not each.shown for each in sentences if each.supported and each.case.kind == HONEST])


def report(sentences: Sequence[Judged]) -> dict[str, str]:
    """The figures, over all, then by kind and by language."""
    kinds = sorted({each.case.kind for each in sentences} - {HONEST})
    languages = sorted({each.case.language for each in sentences})
    drafts = Counter(each.kind == HONEST for each in {each.case.id: each.case for each in sentences}.values())
    lines = {
        "drafts, adversarial and honest": f"{drafts[False]} and {drafts[True]}",
        "unsupported sentences shown": str(wrongly_shown(sentences)),
        "supported sentences dropped": str(wrongly_dropped(sentences)),
    }
    for kind in kinds:
        lines[f"shown, {kind}"] = str(wrongly_shown([each for each in sentences if each.case.kind == kind]))
    for language in languages:
        of = [each for each in sentences if each.case.language == language]
        lines[f"{language}: shown, dropped"] = f"{wrongly_shown(of)}; {wrongly_dropped(of)}"
    causes = Counter(each.why_not for each in sentences if not each.shown and each.supported)
    return lines | {f"supported, dropped for {why}": str(number) for why, number in causes.most_common()}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.drafts", description=__doc__)
    parser.add_argument("--home", type=Path, metavar="DIR", help="an index of the shipped corpus")
    parser.add_argument("--drafts", type=Path, nargs="+", default=REPORT, metavar="FILE")
    parser.add_argument("--each", action="store_true", help="also print every sentence that went wrong")
    arguments = parser.parse_args(argv)
    try:
        settings = read_settings(home=arguments.home)
        parts = open_parts(settings.home, settings.embeddings)
        passages = {passage.id: passage for passage in parts.searcher.contents.passages}
        sentences = list(judged(read_cases(arguments.drafts), open_checker(settings), passages))
    except CitabotError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    if arguments.each:
        for each in sentences:
            if each.shown != each.supported:
                print(f"{each.case.id} {each.why_not or 'SHOWN'}: {each.text}")
    print("\n".join(f"{name:36} {figure}" for name, figure in report(sentences).items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
