"""The report, as a person opens it: in a real browser, on a phone, in the dark, by keyboard."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from evals.figures import Figure
from evals.metrics import metrics
from evals.passes import Pass
from evals.questions import Kind, Said
from evals.report import report
from evals.results import Run
from tests.evals.eval_builders import question
from tests.evals.judge_builders import found_in, graded_as, opinion_on
from tests.evals.record_builders import (
    LEAVE,
    answered,
    asked_back,
    cited,
    found,
    pass_of,
    refused,
    run_of,
    told,
)

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium")
HOSTILE = "هل الإجازة مدفوعة؟ <script>document.title = 'gone'</script>"
RECORDS = (
    answered(
        cited("Leave is paid.", status="superseded"), of=question(LEAVE, id="q-1", facts=("paid",)),
        notices=(told("superseded"),), found=(found("leave-guide#1"), found("leave-guide#2")),
    ),
    refused(question(LEAVE, id="q-2", language="es", text="¿Hay licencia pagada?", kind=Kind.PARAPHRASE)),
    refused(question(id="q-3", language="ar", text=HOSTILE, kind=Kind.INJECTION, forbidden=("gone",))),
    asked_back(question(LEAVE, LEAVE.model_copy(update={"part": 2}), id="q-4", expected="clarify",
                        history=(Said(role="user", text="Hello"),))),
)  # fmt: skip


def passed(on: str, value: float) -> Pass:
    return pass_of(run_of(*RECORDS), Figure("supported", "all", "all", value, 0.1, 0.9, 2), on=on)


def html(run: Run, *, failures: tuple[str, ...] = (), passes: tuple[Pass, ...] = ()) -> str:
    return report(run, metrics({}), passes, failures)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The report of RECORDS on a phone; whatever goes wrong in it fails the test."""
    file = tmp_path / "report.html"
    passes = (passed("2026-01-01", 0.5), passed("2026-02-01", 0.6))
    judged = opinion_on(RECORDS, found_in(RECORDS[0], True, False), graded_as(RECORDS[0], 1))
    file.write_text(report(run_of(*RECORDS), metrics({}), passes, (), judged), "utf-8")
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda sent: wrong.append(sent.url) if sent.url != file.as_uri() else None)
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert wrong == []


def shown_ids(page: Page) -> list[str]:
    return [each.get_attribute("id") or "" for each in page.locator(".question:visible").all()]


# --- what it says ----------------------------------------------------------------------------


def test_the_report_names_what_failed() -> None:
    text = html(run_of(*RECORDS), failures=("supported is 40 % of 2.",))

    assert "does not pass its gates" in text
    assert "<li>supported is 40 % of 2.</li>" in text


def test_nothing_in_the_report_is_taken_for_html() -> None:
    text = html(run_of(*RECORDS))

    assert "<script>document" not in text
    assert "&lt;script&gt;document.title" in text


def test_the_report_needs_no_other_file() -> None:
    text = html(run_of(*RECORDS))

    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|@import|url\(", text) == []


def test_the_quote_is_marked_in_its_passage() -> None:
    longer = cited("paid").model_copy(update={"passage_text": "Leave is paid.", "start": 9, "end": 13})

    assert "Leave is <mark>paid</mark>." in html(run_of(answered(longer)))


def test_what_was_expected_and_what_came_of_it_are_counted() -> None:
    rows = re.findall(
        r'<th scope="row">(answered|refused|clarify)</th>(.*?)</tr>', html(run_of(*RECORDS)), re.S
    )

    assert {row: re.findall(r">(\d+)</td>", cells) for row, cells in rows} == {
        "answered": ["1", "1", "0"], "refused": ["0", "1", "0"], "clarify": ["0", "0", "1"],
    }  # fmt: skip


def test_passes_that_were_recorded_are_its_history() -> None:
    text = html(run_of(*RECORDS), passes=(passed("2026-01-01", 0.5), passed("2026-02-01", 0.6)))

    assert re.findall(r'<th scope="row">(\d{4}-\d\d-\d\d)</th>', text) == ["2026-01-01", "2026-02-01"]
    assert 'points="0.0,50.0 100.0,40.0 "' in text
    assert "No pass is recorded yet." in html(run_of(*RECORDS))


# --- in a browser ----------------------------------------------------------------------------


@pytest.mark.slow
@needs_chromium
def test_on_a_phone_nothing_reaches_beyond_the_screen(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.slow
@needs_chromium
def test_questions_are_filtered_by_language_kind_and_result(page: Page) -> None:
    page.get_by_label("Language", exact=True).select_option("es")
    assert shown_ids(page) == ["q-2"]
    page.get_by_label("Language", exact=True).select_option("")
    page.get_by_label("Kind", exact=True).select_option("injection")
    assert shown_ids(page) == ["q-3"]
    page.get_by_label("Kind", exact=True).select_option("")
    page.get_by_label("Result", exact=True).select_option("wrong")
    assert shown_ids(page) == ["q-2"]
    assert page.locator("#count").text_content() == "1 question"


@pytest.mark.slow
@needs_chromium
def test_questions_are_searched_by_all_words_in_any_case(page: Page) -> None:
    page.get_by_label("Search", exact=True).fill("LICENCIA pagada")

    assert shown_ids(page) == ["q-2"]


@pytest.mark.slow
@needs_chromium
def test_a_question_is_reached_and_opened_by_the_keyboard_alone(page: Page) -> None:
    page.get_by_label("Result", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.locator("#q-1").get_attribute("open") is not None
    assert page.locator("#q-1 mark").is_visible()


@pytest.mark.slow
@needs_chromium
def test_the_first_tab_offers_to_skip_to_the_questions(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "questions"


@pytest.mark.slow
@needs_chromium
def test_a_question_in_arabic_runs_from_right_to_left(page: Page) -> None:
    asked = page.locator("#q-3 summary [lang=ar]")

    assert asked.evaluate("element => getComputedStyle(element).direction") == "rtl"


@pytest.mark.slow
@needs_chromium
def test_a_question_that_is_a_script_does_not_run(page: Page) -> None:
    assert page.title() == "Evaluation of citabot, f00d"


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_keeps_the_rules_of_accessibility(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    found = Axe().run(page)

    assert [violation["id"] for violation in found.response["violations"]] == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
    assert dark is (scheme == "dark")
