"""What a language model costs: tokens by question, and money where prices are set."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.evaluation.showing import known_metrics
from evals.asking import Asking, run
from evals.figures import figures
from evals.metrics import Prices, metrics
from evals.metrics.spending import cost, counted, tokens_in, tokens_out
from evals.record import Record, Spent
from retrieval.errors import SettingsError
from retrieval.settings import read_settings
from tests.bot.guide import guide_parts
from tests.evals.eval_builders import gold, question
from tests.evals.judge_builders import NOWHERE
from tests.evals.record_builders import answered, refused
from tests.model_server import Fails, ModelServer, Says, Usage
from tests.retrieval.writing.scripted import drafts, said, writer

QUOTE = "Leave lasts 18 whole weeks, says the office."
DRAFT = drafts(said("Leave lasts 18 whole weeks.", QUOTE)).content
SPENT = Spent(requests=2, tokens_in=1500, tokens_out=200, counted=True)


def record_of(tmp_path: Path, *script: Says | Fails) -> Record:
    """Of a question that a scripted model was asked to answer."""
    asked = question(gold(QUOTE), text="How long does leave last?")

    def encode(texts: Sequence[str]) -> np.ndarray:
        return np.ones((len(texts), 1))

    with ModelServer(*script) as server:
        parts = replace(guide_parts(statements=1), writer=writer(server))
        [record] = run(
            Asking({"a.yaml": (asked,)}, tmp_path, encode), parts, [], lambda done, of: None
        ).records
    return record


def test_a_record_holds_what_the_provider_counted(tmp_path: Path) -> None:
    record = record_of(tmp_path, Says(DRAFT, Usage(900, 60)))

    assert record.spent == Spent(requests=1, tokens_in=900, tokens_out=60, counted=True)


def test_a_second_try_is_paid_for_too(tmp_path: Path) -> None:
    wrong = drafts(said("Leave lasts 20 whole weeks.", QUOTE)).content

    record = record_of(tmp_path, Says(wrong, Usage(900, 60)), Says(DRAFT, Usage(1000, 70)))

    assert record.spent == Spent(requests=2, tokens_in=1900, tokens_out=130, counted=True)


def test_what_a_provider_does_not_count_is_counted_and_marked(tmp_path: Path) -> None:
    spent = record_of(tmp_path, Says(DRAFT, usage=None)).spent

    assert spent is not None
    assert (spent.requests, spent.counted) == (1, False)
    assert spent.tokens_in > 100
    assert spent.tokens_out > 10


def test_a_record_without_a_model_says_nothing_of_tokens() -> None:
    record = answered()

    assert record.spent is None
    assert "spent" not in record.model_dump_json()
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_a_record_with_a_model_is_read_as_it_was_written() -> None:
    record = answered(spent=SPENT)

    assert Record.model_validate_json(record.model_dump_json()) == record


def test_tokens_and_cost_are_those_of_the_record() -> None:
    record = answered(spent=SPENT)

    assert (tokens_in(record), tokens_out(record), counted(record)) == (1500, 200, 1)
    # 1500 tokens at 2 and 200 at 10 a million are 0.005; a thousand times that
    assert cost(record, Prices(2, 10)) == pytest.approx(5.0)


def test_where_no_model_was_asked_none_of_it_applies() -> None:
    record = refused()

    assert (tokens_in(record), tokens_out(record), counted(record)) == (None, None, None)
    assert cost(record, Prices(2, 10)) is None


def test_means_are_over_the_questions_for_which_the_model_was_asked() -> None:
    more = answered(spent=SPENT.model_copy(update={"tokens_in": 500}))

    found = figures([answered(spent=SPENT), more, refused()], metrics({}))

    [figure] = [each for each in found if each.metric == "tokens_in" and each.by == "all"]
    assert (figure.value, figure.count) == (1000, 2)


def test_without_prices_no_cost_is_shown() -> None:
    assert "cost" not in [metric.name for metric in metrics({})]
    assert "cost" in [metric.name for metric in metrics({}, Prices(2, 10))]


def test_a_cost_is_counted_where_the_settings_have_prices() -> None:
    with_prices = read_settings(home=NOWHERE, model_prices="2 10")

    [found] = [each for each in known_metrics(with_prices) if each.name == "cost"]
    assert found.measure(answered(spent=SPENT)) == pytest.approx(5.0)
    assert "cost" not in [each.name for each in known_metrics(read_settings(home=NOWHERE))]


def test_prices_are_two_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITABOT_MODEL_PRICES", "0.15, 0.60")

    assert read_settings(home=NOWHERE).model_prices == (0.15, 0.6)


@pytest.mark.parametrize("written", ["3", "3 15 20", "-3 15", "free", "inf 1"])
def test_prices_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="the setting 'model_prices"):
        read_settings(home=NOWHERE, model_prices=written)
