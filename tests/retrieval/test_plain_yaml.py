"""Files that people write by hand: what is read of them, and what is refused."""

from pathlib import Path

import pytest

from retrieval.errors import CitabotError
from retrieval.plain_yaml import read_yaml


def written(folder: Path, content: str) -> Path:
    path = folder / "gaps.yaml"
    path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            "- id: visa\n  status: in_force\n  status: historical\n",
            "gaps.yaml: line 3: 'status' stands there already, on line 2, in the same entry; keep one of them.",
            id="in an entry",
        ),
        pytest.param(
            "- id: visa\n  questions:\n    en: [Is it free?]\n    es: [¿Es gratis?]\n    en: [Is it dear?]\n",
            "gaps.yaml: line 5: 'en' stands there already, on line 3, in the same entry; keep one of them.",
            id="deep in an entry",
        ),
        pytest.param(
            "{a: 1, 'a': 2}", "gaps.yaml: line 1: 'a' stands there already, on line 1, ", id="in quotes"
        ),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_its_lines(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(CitabotError) as refused:
        read_yaml(written(tmp_path, content))

    assert str(refused.value).startswith(f"{tmp_path}/{said}")


def test_a_key_may_stand_in_every_entry(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, "- {id: a, en: {id: 1}}\n- {id: b}\n")) == [
        {"id": "a", "en": {"id": 1}},
        {"id": "b"},
    ]


def test_a_day_is_the_text_that_is_written(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, "date: 2021-02-30\n")) == {"date": "2021-02-30"}
