"""From rankings to figures, and how these are printed."""

import pytest

from evals.bench_report import as_table, as_text
from evals.bench_results import BenchResult, Indexing, Run, SystemResult, difference, system_result
from evals.intervals import Estimate
from evals.telling import Telling, Verdicts, telling
from tests.evals.bench_builders import asked, found

TWO = [asked("q1", collection="tax"), asked("q2", collection="law", lang="es")]
HIT_AND_MISS = found("ab", "b")


def counted(result: SystemResult) -> list[tuple[str, str, int, float]]:
    """By what, which, how many, and their R@5."""
    return [(each.by, each.name, each.count, each.figures["R@5"].value) for each in result.groups]


def test_figures_are_parted_by_collection_language_and_what_was_fitted_on() -> None:
    assert counted(system_result(HIT_AND_MISS, TWO)) == [
        ("all", "all", 2, 0.5),
        ("collection", "law", 1, 0.0),
        ("collection", "tax", 1, 1.0),
        ("language", "en", 1, 1.0),
        ("language", "es", 1, 0.0),
        ("weights were", "fitted on", 1, 0.0),
        ("weights were", "not fitted on", 1, 1.0),
    ]


def test_what_all_questions_share_parts_nothing() -> None:
    alike = [asked("q2", source="web"), asked("q3", source="web")]

    assert counted(system_result(HIT_AND_MISS, alike)) == [("all", "all", 2, 0.5)]


def test_questions_without_a_source_are_in_no_group_of_sources() -> None:
    half = [asked("q2", source="web"), asked("q3")]

    assert counted(system_result(HIT_AND_MISS, half)) == [("all", "all", 2, 0.5), ("source", "web", 1, 1.0)]


def test_times_are_the_median_and_the_95th_percentile_in_milliseconds() -> None:
    run = found("a", "a", seconds=(0.010, 0.020))

    result = system_result(run, TWO)

    assert (result.p50_ms, result.p95_ms) == pytest.approx((15.0, 19.5))


def test_a_system_is_no_better_than_itself() -> None:
    same = difference(HIT_AND_MISS, HIT_AND_MISS, TWO)

    assert same.figures == {"R@5": Estimate(0.0, 0.0, 0.0), "nDCG@5": Estimate(0.0, 0.0, 0.0)}


def test_a_system_that_finds_all_is_better_than_one_that_finds_nothing() -> None:
    better = difference(found("a", "a"), found("", "", system="blind"), TWO)

    assert (better.system, better.baseline) == ("citabot", "blind")
    assert better.figures["R@5"] == Estimate(1.0, 1.0, 1.0)


# --- printed --------------------------------------------------------------------------------


def judged(system: str, *refused: bool) -> Telling:
    """What was told of three questions, of which the last has no answer; two are from one source."""
    questions = [
        asked("q1", source="web", answerability="ANSWERABLE"),
        asked("q2", source="law", answerability="ANSWERABLE"),
        asked("q3", source="law", answerability="UNANSWERABLE"),
    ]
    return telling(Verdicts(system, (0.9, 0.8, 0.1), refused), questions)


def result(*runs: Run, told: tuple[Telling, ...] = ()) -> BenchResult:
    """Of the two questions; the first run is the product's, the others are baselines."""
    return BenchResult(
        name="tiny",
        asked=3,
        counted=2,
        index=Indexing(documents=4, passages=1234, embedded=5678, seconds=12.34),
        peak_mib=512.3,
        systems=tuple(system_result(each, TWO) for each in runs),
        differences=tuple(difference(runs[0], each, TWO) for each in runs[1:]),
        telling=told,
    )


def test_the_text_says_what_was_counted_what_it_took_and_what_was_found() -> None:
    lines = as_text([result(found("a", "a"), found("", "", system="blind"))]).splitlines()

    assert lines[0] == ("tiny: 2 of 3 questions have something to be found, in 4 documents (1,234 passages)")
    assert lines[1] == (
        "Indexing took 12.3 s for 5,678 embedded texts; the memory of the process had peaked at 512 MiB "
        "by the last answer"
    )
    assert lines[3] == "citabot: a question takes 10.0 ms (p50), 10.0 ms (p95)"
    assert lines[4].split() == ["n", "R@5", "R@10", "nDCG@5", "MRR@10", "hit@1", "hit@3", "hit@5"]
    assert lines[5].split() == ["all", "2", *["1.000", "[1.000,", "1.000]"] * 7]
    assert lines[6].split()[:3] == ["collection", "law", "1"]
    assert lines[-1] == ("citabot minus blind: R@5 +1.000 [+1.000, +1.000], nDCG@5 +1.000 [+1.000, +1.000]")


def test_the_columns_of_the_text_stand_below_each_other() -> None:
    lines = as_text([result(HIT_AND_MISS)]).splitlines()

    assert {len(line) for line in lines[4:]} == {len(lines[4])}


def test_the_table_has_the_systems_the_groups_and_the_differences() -> None:
    table = as_table([result(found("a", "a"), found("", "", system="blind"))])

    figures = " | ".join(["1.000 [1.000, 1.000]"] * 7)
    head = "R@5 | R@10 | nDCG@5 | MRR@10 | hit@1 | hit@3 | hit@5"
    assert table.startswith("**tiny**: 2 of 3 questions have something to be found, in 4 documents")
    assert f"| system | n | {head} | p50 ms | p95 ms |\n| --- | --: |" in table
    assert f"| citabot | 2 | {figures} | 10.0 | 10.0 |\n| blind | 2 | 0.000 [0.000, 0.000] |" in table
    assert f"| citabot | n | {head} |" in table
    assert f"| language es | 1 | {figures} |\n" in table
    assert table.endswith(
        "| difference | R@5 | nDCG@5 |\n| --- | --: | --: |\n"
        "| citabot minus blind | +1.000 [+1.000, +1.000] | +1.000 [+1.000, +1.000] |\n"
    )


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    blocks = as_table([result(HIT_AND_MISS)]).strip().split("\n\n")[1:]

    assert [{line.count("|") for line in block.splitlines()} for block in blocks] == [{12}, {10}]


def test_the_text_says_how_well_questions_without_an_answer_were_told() -> None:
    told = judged("citabot", False, False, True)

    lines = as_text([result(HIT_AND_MISS, told=(told,))]).splitlines()

    place = lines.index("citabot: telling questions without an answer")
    assert lines[place + 1].split() == ["n", "without", "AUROC", "precision", "recall", "F1"]
    assert lines[place + 2].split() == ["lines", "were", "not", "fitted", "on", "1", "0", "-", "-", "-", "-"]
    assert lines[place + 3].split() == ["all", "3", "1", *["1.000", "[1.000,", "1.000]"] * 4]
    assert lines[place + 4].split()[:6] == ["lines", "were", "fitted", "on", "2", "1"]
    assert lines[place + 5].split()[:4] == ["source", "law", "2", "1"]
    assert lines[place + 6].split() == ["source", "web", "1", "0", "-", "-", "-", "-"]


def test_the_table_has_a_row_for_each_system_that_told_each_half_and_each_source() -> None:
    told = (judged("citabot", False, False, True), judged("blind", False, False, False))

    table = as_table([result(HIT_AND_MISS, told=told)])

    right, nothing = " | ".join(["1.000 [1.000, 1.000]"] * 4), "0.000 [0.000, 0.000]"
    assert table.endswith(
        "| telling questions without an answer | n | without | AUROC | precision | recall | F1 |\n"
        "| --- | --: | --: | --: | --: | --: | --: |\n"
        "| citabot, lines were not fitted on | 1 | 0 | - | - | - | - |\n"
        f"| citabot | 3 | 1 | {right} |\n"
        f"| citabot, lines were fitted on | 2 | 1 | {right} |\n"
        f"| citabot, source law | 2 | 1 | {right} |\n"
        "| citabot, source web | 1 | 0 | - | - | - | - |\n"
        "| blind, lines were not fitted on | 1 | 0 | - | - | - | - |\n"
        f"| blind | 3 | 1 | 1.000 [1.000, 1.000] | - | {nothing} | {nothing} |\n"
        f"| blind, lines were fitted on | 2 | 1 | 1.000 [1.000, 1.000] | - | {nothing} | {nothing} |\n"
        f"| blind, source law | 2 | 1 | 1.000 [1.000, 1.000] | - | {nothing} | {nothing} |\n"
        "| blind, source web | 1 | 0 | - | - | - | - |\n"
    )
