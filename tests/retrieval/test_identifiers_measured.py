"""How much of what people send is found: strings by somebody who had not seen the patterns.

Nobody programs against `identifier_strings.yaml`; a string that fails is not mended one by one.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from retrieval.identifiers import mask

STRINGS = Path(__file__).with_name("identifier_strings.yaml")
FOUND, TOUCHED = 0.99, 0.01  # least share of identifiers, most of innocent texts


@pytest.fixture(scope="module")
def strings() -> dict[str, list[dict[str, Any]]]:
    read: dict[str, list[dict[str, Any]]] = yaml.safe_load(STRINGS.read_text("utf-8"))
    return read


def test_of_all_identifiers_99_in_100_are_masked(strings: dict[str, list[dict[str, Any]]]) -> None:
    sent = strings["positive"]

    left = [each["text"] for each in sent if any(part in mask(each["text"]).text for part in each["hide"])]

    assert len(sent) >= 200
    assert len(left) <= (1 - FOUND) * len(sent), left


def test_of_all_innocent_texts_99_in_100_are_left_as_they_are(
    strings: dict[str, list[dict[str, Any]]],
) -> None:
    sent = [each["text"] for each in strings["innocent"]]

    changed = [text for text in sent if mask(text).text != text]

    assert len(sent) >= 200
    assert len(changed) <= TOUCHED * len(sent), changed
