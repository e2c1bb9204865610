"""The figures of a recorded pass as plain text."""

from evals.figures import Figure
from evals.table import table
from tests.evals.record_builders import answered, pass_of, run_of


def test_figures_stand_over_all_then_by_language_then_by_kind() -> None:
    passed = pass_of(
        run_of(answered()),
        Figure("supported", "all", "all", 0.5, 0.25, 0.75, 12),
        Figure("supported", "kind", "near_miss", 0.4, 0.2, 0.6, 5),
        Figure("supported", "language", "es", 1.0, 0.5, 1.0, 4),
        Figure("refusal_recall", "language", "es", 0.0, 0.0, 0.5, 2),
        Figure("length", "kind", "fact", 30.0, 20.0, 40.0, 9),
    )

    assert (
        table(passed)
        == """\
1 questions, fingerprint f00d, 2026-01-01

                    answered rightly          refused rightly           found
all                 50 % (25 to 75) of 12     –                         –
es                  100 % (50 to 100) of 4    0 % (0 to 50) of 2        –
near miss           40 % (20 to 60) of 5      –                         –"""
    )
