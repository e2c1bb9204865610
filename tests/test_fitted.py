"""docs/retrieval.md says what the fit gave."""

from retrieval.tuning import fitted
from tests.fitted import RETRIEVAL, part, written


def test_the_figures_of_the_fit_in_the_documentation_are_those_that_it_wrote() -> None:
    assert part(RETRIEVAL.read_text("utf-8")) == written(fitted()), "run: python -m tests.fitted"


def test_every_figure_of_the_fit_has_its_row() -> None:
    tuning = fitted().model_copy(update={"fitted_on": "2 tuning questions", "gave": {"supported": "1 of 2"}})

    assert written(tuning) == "| fitted on 2 tuning questions | |\n| --- | --- |\n| supported | 1 of 2 |\n"
