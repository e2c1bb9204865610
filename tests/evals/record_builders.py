"""Records for tests; each call shows only the field that matters."""

from evals.figures import Figure
from evals.passes import Pass
from evals.questions import EvalQuestion, Gold, questions_digest
from evals.record import Cited, Found, GoldPlaces, Record, Shown, Spent, Told
from evals.results import Run, RunHead, records_digest
from tests.evals.eval_builders import gold, question

LEAVE = gold("Leave is paid.")


def cited(
    quote: str = "Leave is paid.",
    *,
    number: int = 1,
    source: str = "leave-guide",
    passage: str = "leave-guide#1",
    status: str = "in_force",
    kind: str | None = None,
    language: str = "en",
    stands_there: bool = True,
) -> Cited:
    """A citation whose quote is all of its passage."""
    return Cited(
        number=number, source=source, status=status, kind=kind, language=language, section=("Leave",),
        passage=passage, passage_text=quote, passage_start=0, quote=quote, start=0, end=len(quote),
        stands_there=stands_there,
    )  # fmt: skip


def found(passage: str) -> Found:
    source = passage.partition("#")[0]
    return Found(passage=passage, source=source, score=0.5, dense=0.5, lexical=1.0, expected=0.0)


def answered(
    *citations: Cited,
    of: EvalQuestion | None = None,
    text: str | None = None,
    notices: tuple[Told, ...] = (),
    found: tuple[Found, ...] = (),
    language: str = "en",
    similarity: float | None = None,
    spent: Spent | None = None,
) -> Record:
    """An answer to a question for LEAVE unless `of` says else: a statement a citation, or all under `text`."""
    quoted = citations or (cited(),)
    if text is None:
        statements = tuple(Shown(text=each.quote, citations=(each.number,)) for each in quoted)
    else:
        statements = (Shown(text=text, citations=tuple(each.number for each in quoted)),)
    return _record(
        of, "answered", statements=statements, citations=quoted, notices=notices, found=found,
        language=language, similarity=similarity, spent=spent,
    )  # fmt: skip


def refused(of: EvalQuestion | None = None, *, found: tuple[Found, ...] = ()) -> Record:
    return _record(of, "refused", reason="not_in_sources", found=found)


def asked_back(
    of: EvalQuestion | None = None, *, suggestions: tuple[str, ...] = ("Is it?", "Was it?")
) -> Record:
    return _record(of, "clarify", suggestions=suggestions)


def told(kind: str, source: str | None = "leave-guide") -> Told:
    return Told(kind=kind, source=source, about="")


def _record(of: EvalQuestion | None, outcome: str, **fields: object) -> Record:
    asked = of or question(LEAVE)
    plain: dict[str, object] = {
        "question": asked,
        "gold": tuple(_places(each) for each in asked.gold),
        "outcome": outcome, "reason": None, "language": "en", "said": "", "statements": (), "citations": (),
        "notices": (), "suggestions": (), "found": (), "looked_up": True, "decided": (), "dropped": 0,
        "composer": "extractive",
    }  # fmt: skip
    return Record.model_validate(plain | fields)


def _places(each: Gold) -> GoldPlaces:
    """Gold stands in the first passage of its source."""
    return GoldPlaces(source=each.source, quote=each.quote, part=each.part, passages=(f"{each.source}#1",))


def run_of(*records: Record, fingerprint: str = "f00d", complaints: tuple[str, ...] = ()) -> Run:
    """A complete run that nobody measured the time of."""
    head = RunHead(
        fingerprint=fingerprint, embedders=("a model",), sources=("leave-guide",),
        questions={"report.yaml": len(records)},
        questions_sha256=questions_digest([record.question for record in records]),
        complaints=complaints, records_sha256=records_digest(records),
    )  # fmt: skip
    return Run(head, records, {})


def pass_of(run: Run, *figures: Figure, on: str = "2026-01-01") -> Pass:
    """A pass of a run, as it is recorded."""
    return Pass(
        fingerprint=run.head.fingerprint, recorded_on=f"{on}T00:00:00+00:00", sources=run.head.sources,
        embedders=run.head.embedders, questions=run.head.questions, questions_sha256=run.head.questions_sha256,
        records_sha256=run.head.records_sha256, gates_sha256="0" * 64, figures=figures,
    ).sealed()  # fmt: skip
