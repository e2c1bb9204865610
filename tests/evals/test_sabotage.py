"""Whatever makes answers worse is caught: by a sentence of the gate, by serve, or by both.

The gate is the shipped one, but for the bounds of single languages; it is held against the
questions of report.yaml, answered from the shipped index by the real models.
"""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest

from bot.evaluated import require_pass
from evals.asking import Asking, run
from evals.fit_search import remembering
from evals.gates import ByGroup, Gates, failures, read_gates
from evals.passes import record
from evals.questions import FOLDER, EvalQuestion, read_questions
from evals.recording import record_of
from evals.results import Run
from retrieval.answer import Answered, Citation, Statement
from retrieval.answering import Parts, Reply, Trace
from retrieval.decide import Limits, Line
from retrieval.document import Document, Quote
from retrieval.embed import Embedder
from retrieval.errors import CitabotError
from retrieval.fingerprint import fingerprint
from retrieval.fuse import Mix
from retrieval.generation import Contents, Generations, Manifest, load_manifest, stored_lines
from retrieval.look_up import Model
from retrieval.read import read_contents
from retrieval.retrieve import Retrieved, Searcher
from retrieval.sources import read_corpus, sha256_of
from retrieval.understand import Asked
from tests.evals.eval_builders import gold, question
from tests.evals.record_builders import answered, pass_of, run_of
from tests.retrieval.answer_builders import ALWAYS, issued, passages_of, superseded
from tests.retrieval.answer_builders import parts as corpus_of

ROOT = Path(__file__).parents[2]
ICE = "ice-victims-2021"
ONE = question(
    gold("Continued Presence is an ICE-approved immigration designation", source=ICE),
    text="What is Continued Presence?",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parts(shipped_parts: Parts) -> Parts:
    """What answers from the shipped corpus, embedding each question once."""
    return replace(shipped_parts, searcher=remembering(shipped_parts.searcher))


def asked(parts: Parts, folder: Path, *questions: EvalQuestion) -> Run:
    """A run over report.yaml unless `questions` are given."""
    chosen = questions or tuple(read_questions(FOLDER / "report.yaml"))
    asking = Asking({"report.yaml": chosen}, folder, lambda texts: np.ones((len(texts), 1)), again=True)
    return run(asking, parts, [], lambda done, of: None)


def over_all() -> Gates:
    """The shipped gates without the bounds of single languages, and of facts, which other files ask for."""
    gates = read_gates()
    return gates.model_copy(update={"floors": _whole(gates.floors), "ceilings": _whole(gates.ceilings)})


def _whole(bounds: dict[str, ByGroup]) -> dict[str, ByGroup]:
    return {name: {"all": groups["all"]} for name, groups in bounds.items() if name != "fact_coverage"}


def without_bounds() -> Gates:
    return read_gates().model_copy(update={"floors": {}, "ceilings": {}})


def failed(parts: Parts, folder: Path) -> str:
    return "\n".join(failures(asked(parts, folder), over_all(), None))


def test_the_shipped_state_passes_the_gates_that_catch_all_of_this(parts: Parts, tmp_path: Path) -> None:
    assert failed(parts, tmp_path) == ""


# --- what answers ----------------------------------------------------------------------------


def swapped(mix: Mix) -> Mix:
    """What the first signal weighs, the last one does, and so on."""
    return Mix(*reversed(astuple(mix)))


def test_fusion_weights_that_were_swapped(parts: Parts, tmp_path: Path) -> None:
    weights = parts.searcher.weights
    wrong = replace(
        weights, special=swapped(weights.special), same=swapped(weights.same), across=swapped(weights.across)
    )

    said = failed(replace(parts, searcher=replace(parts.searcher, weights=wrong)), tmp_path)

    assert "the search finds less, see the models, the weights" in said


def threshold_at(limits: Limits, threshold: float) -> Limits:
    def moved(line: Line) -> Line:
        return replace(line, threshold=threshold)

    return replace(limits, known={kind: moved(line) for kind, line in limits.known.items()})


def test_a_threshold_of_zero(parts: Parts, tmp_path: Path) -> None:
    said = failed(replace(parts, limits=threshold_at(parts.limits, 0.0)), tmp_path)

    assert "too much is answered, see the threshold" in said


def test_a_threshold_of_one(parts: Parts, tmp_path: Path) -> None:
    said = failed(replace(parts, limits=threshold_at(parts.limits, 1.0)), tmp_path)

    assert "too much is refused, see the threshold" in said


class OnePassage(Searcher):
    """A search that keeps the best passage alone."""

    def search_each(self, asked: Sequence[Asked], limit: int = 1) -> tuple[Retrieved, ...]:
        return super().search_each(asked, 1)


def test_one_passage_kept_of_each_search(parts: Parts, tmp_path: Path) -> None:
    searcher = parts.searcher
    one = OnePassage(
        searcher.contents, searcher.lexical, searcher.expected_lexical, searcher.models, searcher.weights,
        searcher.recogniser, searcher.reranker,
    )  # fmt: skip

    said = failed(replace(parts, searcher=one), tmp_path)

    assert "how many passages are kept" in said


class Noise(Embedder):
    """In the place of a model: unit vectors that say nothing, the same for the same text."""

    def __init__(self, replaced: Embedder) -> None:
        self.identity, self.key, self.languages = replaced.identity, replaced.key, replaced.languages

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return [_noise(text) for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [_noise(text) for text in texts]

    def digest(self) -> str:
        return hashlib.sha256(b"noise").hexdigest()


def _noise(text: str) -> list[float]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    vector = np.random.default_rng(seed).normal(size=384)
    return [float(value) for value in vector / np.linalg.norm(vector)]


def test_models_replaced_by_noise(parts: Parts, tmp_path: Path) -> None:
    models = tuple(Model(Noise(model.embedder), model.stores) for model in parts.searcher.models)

    said = failed(replace(parts, searcher=replace(parts.searcher, models=models)), tmp_path)

    assert "the search finds less, see the models" in said


def test_a_statement_that_the_verifier_should_have_dropped(parts: Parts) -> None:
    passage = parts.searcher.contents.passages[0]
    quote = Quote(passage.document, passage.start, passage.start + 20)
    invented = Answered(
        (Statement("Everybody may stay.", (1,)),), (Citation(1, quote, passage),), (), "en"
    )  # fmt: skip
    reply = Reply(ONE.question, invented, "f00d", Trace(), {})

    said = failures(run_of(record_of(ONE, reply, parts)), without_bounds(), None)

    assert (
        "q-1: statement 1 is not the words of its quotes: the verifier let it through (not_its_quotes)."
        in said
    )


def test_a_quote_from_another_text_than_the_indexed_document(parts: Parts) -> None:
    passage = parts.searcher.contents.passages[0]
    changed = replace(passage.document, text=passage.document.text.upper())
    forged = replace(passage, document=changed)
    citation = Citation(1, Quote(changed, passage.start, passage.start + 20), forged)
    answer = Answered((Statement(citation.quote.text, (1,)),), (citation,), (), "en")
    reply = Reply(ONE.question, answer, "f00d", Trace(), {})

    said = failures(run_of(record_of(ONE, reply, parts)), without_bounds(), None)

    assert any(line.endswith("(not_verbatim).") for line in said)


# --- what is answered from -------------------------------------------------------------------


def among(parts: Parts, documents: Sequence[Document]) -> Parts:
    """The same with other documents beside its passages."""
    contents = replace(parts.searcher.contents, documents=tuple(documents))
    return replace(parts, searcher=replace(parts.searcher, contents=contents))


def test_a_document_that_was_removed(parts: Parts, tmp_path: Path) -> None:
    left = [each for each in parts.searcher.contents.documents if each.id != ICE]

    said = failures(asked(among(parts, left), tmp_path, ONE), without_bounds(), None)

    assert said[0] == (
        "question q-1: its source 'ice-victims-2021' is not in the corpus; put it back, or change the gold."
    )


def test_a_sentence_of_a_document_that_was_changed(parts: Parts, tmp_path: Path) -> None:
    changed = [
        replace(each, text=each.text.replace("ICE-approved", "ICE-refused"))
        for each in parts.searcher.contents.documents
    ]

    said = failures(asked(among(parts, changed), tmp_path, ONE), without_bounds(), None)

    assert said[0].startswith(
        "question q-1: ice-victims-2021 does not say “Continued Presence is an ICE-approved"
    )


def test_a_status_that_was_changed_from_superseded_to_in_force(tmp_path: Path) -> None:
    raw = "# Presence\n\nContinued Presence is an ICE-approved immigration designation.\n"
    in_force = corpus_of(passages_of(raw, of=issued(id=ICE)), limits=ALWAYS)
    superseded_still = corpus_of(passages_of(raw, of=superseded(id=ICE)), limits=ALWAYS)

    assert failures(asked(superseded_still, tmp_path, ONE), without_bounds(), None) == []
    assert failures(asked(in_force, tmp_path, ONE), without_bounds(), None) == [
        "q-1: quotes ice-victims-2021 without the notice 'superseded': see its status in sources.yaml (unnoticed)."
    ]


# --- what serve makes of it ------------------------------------------------------------------


@pytest.fixture(scope="module")
def manifest(shipped_home: Path) -> Manifest:
    return load_manifest(Generations.of(shipped_home).current())


@pytest.fixture
def passes(tmp_path: Path, manifest: Manifest) -> Path:
    """A folder with the pass of the shipped state."""
    passed = pass_of(run_of(answered(), fingerprint=fingerprint(manifest)))
    record(passed, tmp_path / "passes")
    return tmp_path / "passes"


def test_what_passed_is_served(manifest: Manifest, passes: Path) -> None:
    require_pass(fingerprint(manifest), passes)


EDITS = {
    "fusion weights": ("fitted.json", '"passage":', '"passage": 1'),
    "a threshold": ("fitted.json", '"threshold": 0.', '"threshold": 1.'),
    "the verifier": (
        "verify.py",
        "if len(found) != len(quotes) or not _rests_on(claim, found):",
        "if False:",
    ),
    "passages kept": ("retrieve.py", "limit: int = 10", "limit: int = 1"),
    "a prompt": ("compose.md", "quotations", "rumours"),
}


@pytest.mark.parametrize(("file", "old", "new"), EDITS.values(), ids=EDITS)
def test_a_change_in_what_answers_is_not_served(
    manifest: Manifest, passes: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    code = Path(shutil.copytree(ROOT / "retrieval", tmp_path / "retrieval"))
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (prompts / "compose.md").write_text("Use quotations.\n", "utf-8")
    before = fingerprint(manifest, code=code, prompts=prompts)
    edited = (prompts if file.endswith(".md") else code) / file
    text = edited.read_text("utf-8")
    assert old in text
    edited.write_text(text.replace(old, new, 1), "utf-8")
    after = fingerprint(manifest, code=code, prompts=prompts)

    assert before != after
    with pytest.raises(CitabotError, match=f"no evaluation of this state .fingerprint {after}. is recorded"):
        require_pass(after, passes)


def content_of(folder: Path) -> str:
    """The hash that a build gives the corpus in a folder."""
    contents: Contents = read_contents(read_corpus(folder), lambda progress: None)
    return hashlib.sha256(b"".join(stored_lines(contents))).hexdigest()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))


def remove_a_document(corpus: Path) -> None:
    manifest = corpus / "sources.yaml"
    text = manifest.read_text("utf-8")
    manifest.write_text(text[: text.index("- id: wbt-first-100-days-2017")], "utf-8")
    (corpus / "wbt-first-100-days.txt").unlink()
    (corpus / "questions" / "wbt-first-100-days-2017.yaml").unlink()


def change_a_sentence(corpus: Path) -> None:
    document, manifest = corpus / "ice-crime-victims-faq.txt", corpus / "sources.yaml"
    before = sha256_of(document)
    document.write_text(document.read_text("utf-8").replace("case-by-case", "first-come"), "utf-8")
    manifest.write_text(manifest.read_text("utf-8").replace(before, sha256_of(document)), "utf-8")


def change_a_status(corpus: Path) -> None:
    manifest = corpus / "sources.yaml"
    manifest.write_text(
        manifest.read_text("utf-8").replace("status: superseded", "status: in_force"), "utf-8"
    )


@pytest.mark.parametrize("sabotage", [remove_a_document, change_a_sentence, change_a_status])
def test_another_corpus_is_not_served(
    manifest: Manifest, passes: Path, corpus: Path, sabotage: Callable[[Path], None]
) -> None:
    assert content_of(corpus) == manifest.content
    sabotage(corpus)
    other = manifest.model_copy(update={"content": content_of(corpus)})

    with pytest.raises(CitabotError, match="no evaluation of this state"):
        require_pass(fingerprint(other), passes)


def test_another_model_is_not_served(manifest: Manifest, passes: Path, parts: Parts) -> None:
    noise = Noise(parts.searcher.models[0].embedder)
    other = manifest.model_copy(update={"embedder_digests": (noise.digest(), *manifest.embedder_digests[1:])})

    with pytest.raises(CitabotError, match="no evaluation of this state"):
        require_pass(fingerprint(other), passes)


def test_a_pass_that_was_edited_by_hand_is_not_served(manifest: Manifest, passes: Path) -> None:
    [path] = passes.iterdir()
    path.write_text(path.read_text("utf-8").replace('"a model"', '"another model"'), "utf-8")

    with pytest.raises(CitabotError, match="is not as it was recorded; remove it and run: make eval"):
        require_pass(fingerprint(manifest), passes)
