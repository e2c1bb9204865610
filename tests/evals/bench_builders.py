"""Benchmarks for tests: small folders of documents and questions, and results without a search."""

import json
from pathlib import Path
from typing import Any

from evals.bench_data import BenchQuestion
from evals.bench_results import Run

DOCUMENTS = {
    "leave": "# Parental leave\n\nParents of a newborn child may take 18 weeks of paid leave from work.\n",
    "rent": "# Rent\n\nThe rent of a flat is due on the first working day of each month.\n",
    "bread": "# Bread\n\nA baker kneads flour, water and salt and bakes the loaf for forty minutes.\n",
    "train": "# Trains\n\nA train ticket is cheaper when it is bought four days before the journey.\n",
}


def line(**fields: Any) -> dict[str, Any]:
    """A line of a file of questions."""
    return {"id": "q1", "question": "When is the rent due?", "gold": ["rent"]} | fields


def bench_folder(
    data: Path,
    *lines: dict[str, Any] | str,
    name: str = "tiny",
    documents: dict[str, str] = DOCUMENTS,
    queries: str = "queries.public.jsonl",
) -> Path:
    """A folder of one benchmark; a line that is text is written as it is. Returns `data`."""
    corpus = data / name / "corpus"
    corpus.mkdir(parents=True)
    for source, text in documents.items():
        (corpus / f"{source}.md").write_text(text, "utf-8")
    written = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    (data / name / queries).write_text("\n".join(written), "utf-8")
    return data


def asked(id: str = "q1", *, gold: str = "a", **fields: Any) -> BenchQuestion:
    """A question whose gold are the letters of `gold`."""
    return BenchQuestion(id=id, question="What?", gold=frozenset(gold), **fields)


def found(*rankings: str, system: str = "citabot", seconds: tuple[float, ...] = ()) -> Run:
    """Rankings of sources that are named by one letter."""
    return Run(
        system, tuple(tuple(ranking) for ranking in rankings), seconds or (0.01,) * len(rankings)
    )  # fmt: skip
