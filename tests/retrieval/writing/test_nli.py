"""The NLI model that may be added to the checks: a real one, made small, with labels of every kind."""

import json
from pathlib import Path

import pytest

from retrieval.errors import SettingsError
from retrieval.settings import read_settings
from retrieval.writing.check import Checker, Why
from retrieval.writing.draft import DraftQuote, DraftStatement, WrittenDraft
from retrieval.writing.nli import NliModel
from retrieval.writing.opening import open_checker
from tests.retrieval.answer_builders import asking, passages_of
from tests.retrieval.tiny_transformer import make_cross_encoder
from tests.retrieval.writing.scripted import NOWHERE

MNLI = ("contradiction", "entailment", "neutral")
LEAVE = "Leave lasts 18 weeks."
DRAFT = WrittenDraft(
    statements=[DraftStatement(text=LEAVE, quotes=[DraftQuote(passage=1, text=LEAVE)])],
)

pytestmark = pytest.mark.slow


def checked(checker: Checker) -> tuple[list[str], list[Why]]:
    """What is shown of the draft, and why the rest is not."""
    found = checker.check(DRAFT, passages_of(LEAVE), asking("How long does leave last?"))
    return [held.text for held in found.held], [why for _, why in found.dropped]


def with_nli(folder: Path, *, favours: str) -> Checker:
    made = make_cross_encoder(folder, labels=MNLI, favours=favours)
    return open_checker(read_settings(home=NOWHERE, nli=str(made)))


@pytest.mark.parametrize(
    ("favours", "follows"), [("entailment", True), ("contradiction", False), ("neutral", False)]
)
def test_a_sentence_follows_if_that_is_the_likeliest_label(
    tmp_path: Path, favours: str, follows: bool
) -> None:
    model = NliModel(str(make_cross_encoder(tmp_path / "model", labels=MNLI, favours=favours)))

    assert model.entails("leave lasts 18 weeks", "rent is due") is follows


def test_labels_may_be_in_capitals_and_listed_in_any_order(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "model", labels=("OTHER", "ENTAILMENT"), favours="ENTAILMENT")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["id2label"] = {"1": "ENTAILMENT", "0": "OTHER"}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")

    assert NliModel(str(folder)).entails("leave lasts", "rent is due")


def test_a_model_without_such_a_label_is_an_error_that_lists_its_labels(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "model", labels=("no", "yes"))

    with pytest.raises(
        SettingsError, match=r"whose labels are \['no', 'yes'\]; choose one with 'entailment'"
    ):
        NliModel(str(folder))


def test_a_model_that_is_not_there_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="check CITABOT_NLI, or unset it") as raised:
        NliModel(str(tmp_path / "nothing"))

    assert "\n" not in str(raised.value)


def test_a_model_is_known_by_its_weights(tmp_path: Path) -> None:
    one = make_cross_encoder(tmp_path / "model", labels=MNLI, seed=1)
    first = NliModel(str(one)).identity
    one.rename(tmp_path / "old")
    again = make_cross_encoder(tmp_path / "model", labels=MNLI, seed=2)

    assert NliModel(str(again)).identity != first


def test_what_follows_is_shown(tmp_path: Path) -> None:
    assert checked(with_nli(tmp_path / "model", favours="entailment")) == ([LEAVE], [])


def test_what_does_not_follow_is_dropped_and_says_so(tmp_path: Path) -> None:
    assert checked(with_nli(tmp_path / "model", favours="neutral")) == ([], [Why.ENTAILMENT])


def test_without_the_setting_nothing_is_asked_to_follow() -> None:
    assert checked(open_checker(read_settings(home=NOWHERE))) == ([LEAVE], [])
