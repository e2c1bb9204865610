"""Models of sentence-transformers, made small: weights in any number of bits, whole or cut off."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.embed import SentenceTransformers
from retrieval.errors import SettingsError
from retrieval.pretrained import digest
from retrieval.rerank import SentenceTransformersReranker
from tests.retrieval.tiny_transformer import make_cross_encoder, make_model

if TYPE_CHECKING:
    import torch

pytestmark = pytest.mark.slow


def weights() -> "torch.nn.Linear":
    """A row, a column and a single number. Takes seconds the first time."""
    import torch

    model = torch.nn.Linear(2, 1)
    model.weight.data = torch.tensor([[1.5, -2.0]])
    model.bias.data = torch.tensor([0.25])
    model.register_buffer("seen", torch.tensor(3))
    return model


def test_weights_of_32_bits_are_known_by_their_names_and_bytes() -> None:
    assert digest(weights()) == "94b6fd6f193ec9a2834003efa20418742dae6e52efbe7a2f6b57608c1eae1ffb"


def test_weights_of_16_bits_are_known_by_theirs() -> None:
    assert digest(weights().bfloat16()) == "3da97d8c159a74af2b2c8978f8f31ef3f639a92f740ed25602e00c6235a55d31"


def test_weights_that_stand_in_memory_in_another_order_are_the_same() -> None:
    turned = weights()
    turned.weight.data = turned.weight.data.repeat(2, 1).T.contiguous().T[:1]

    assert digest(turned) == digest(weights())


def test_a_model_of_16_bits_embeds_and_is_known_by_its_weights(tmp_path: Path) -> None:
    wide = SentenceTransformers(str(make_model(tmp_path / "wide")))
    narrow = SentenceTransformers(str(make_model(tmp_path / "narrow", narrow=True)))

    assert narrow.digest() != wide.digest()
    assert np.array(narrow.embed_query("leave lasts")) == pytest.approx(
        np.array(wide.embed_query("leave lasts")), abs=0.02
    )


def test_a_cross_encoder_of_16_bits_gives_scores(tmp_path: Path) -> None:
    reranker = SentenceTransformersReranker(str(make_cross_encoder(tmp_path / "model", narrow=True)))

    assert np.isfinite(reranker.scores("leave lasts", ["rent is due"])).all()


def test_a_cross_encoder_whose_weights_were_cut_off_is_one_sentence_that_names_the_setting(
    tmp_path: Path,
) -> None:
    model = make_cross_encoder(tmp_path / "model")
    whole = (model / "model.safetensors").read_bytes()
    (model / "model.safetensors").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(SettingsError) as refused:
        SentenceTransformersReranker(str(model))

    assert str(refused.value).startswith(f"the model {str(model)!r} cannot be loaded (")
    assert str(refused.value).endswith("; check CITABOT_RERANKER, or unset it.")
    assert "\n" not in str(refused.value)
