"""What is said of answers with a language model beside the same without one."""

from collections.abc import Iterator

import pytest

from evals.record import Record
from evals.with_model import Pair, gathered, report
from retrieval.writing.calling import Trouble
from retrieval.writing.check import Checked, Held, Why
from retrieval.writing.writer import Written
from tests.evals.eval_builders import question
from tests.evals.record_builders import LEAVE, answered, cited, refused

SENTENCE = Held("Leave is paid.", ())
WROTE = Written(held=(SENTENCE,))
GAVE_UP = Written(trouble=Trouble.TIMED_OUT)
RIGHT, WRONG = answered(), answered(cited("Rent is due."))


def pair(quoted: Record, written: Record, came: Written | None = None) -> Pair:
    return Pair(quoted, written, came)


def test_answers_that_lost_their_right_words_got_worse() -> None:
    found = [pair(RIGHT, RIGHT, WROTE), pair(RIGHT, WRONG, WROTE), pair(WRONG, RIGHT), pair(WRONG, WRONG)]

    said = report(found, [])

    assert said["questions"] == "4"
    assert said["supported, without the model"] == "2 of 4 (50 %, 15 to 85)"
    assert said["supported, with it"] == "2 of 4 (50 %, 15 to 85)"
    assert said["answers that got worse by it"] == "1 of 4 (25 %, 5 to 70)"
    assert said["beside the point, without it"] == "2 of 4 (50 %, 15 to 85)"


def test_only_what_should_be_answered_can_be_supported_or_get_worse() -> None:
    to_refuse, two_readings = question(), question(LEAVE, expected="clarify")
    found = [
        pair(refused(to_refuse), answered(of=to_refuse), WROTE),
        pair(answered(of=two_readings), refused(two_readings), WROTE),
    ]

    said = report(found, [])

    assert said["supported, without the model"] == said["supported, with it"] == "none"
    assert said["answers that got worse by it"] == said["beside the point, with it"] == "none"


def test_trouble_is_counted_and_a_question_that_the_model_was_not_asked_is_in_no_share() -> None:
    said = report([pair(RIGHT, RIGHT, WROTE), pair(RIGHT, RIGHT, GAVE_UP), pair(RIGHT, RIGHT)], [])

    assert said["the model was asked"] == "2"
    assert said["answers with sentences of its own"] == "1 of 2 (50 %, 9 to 91)"
    assert said["trouble, timed_out"] == "1"


def test_sentences_are_counted_by_why_they_were_dropped() -> None:
    seen = [
        (2, Checked((SENTENCE,), (("Pay is 12.", Why.NUMBER),))),
        (1, Checked((), (("Pay is 13.", Why.NUMBER), ("See example.org.", Why.ADDRESS)))),
    ]

    said = report([], seen)

    assert (said["drafts that could be read"], said["statements written"]) == ("2", "3")
    assert (said["sentences shown"], said["sentences dropped"]) == ("1", "3")
    assert (said["dropped for number"], said["dropped for address"]) == ("2", "1")


def test_when_somebody_interrupts_there_are_figures_of_what_was_asked_until_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: list[int] = []

    def interrupted() -> Iterator[Pair]:
        yield pair(RIGHT, RIGHT)
        raise KeyboardInterrupt

    found = gathered(interrupted(), told.append)

    assert report(found, [])["questions"] == "1"
    assert told == [1]
    assert capsys.readouterr().err == ("evals: interrupted; the figures are of what was asked until now.\n")
