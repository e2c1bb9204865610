"""all-MiniLM-L6-v2: an English model that starts at once and needs no torch."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from retrieval.bert import Bert, Encoder, Layer, Linear, Norm, unit

_LONGEST = 256  # tokens; what lies beyond is cut, as sentence-transformers does for this model

_Tensors = Mapping[str, np.ndarray]


class MiniLMEncoder:
    """The model in a folder as its package ships it: model.safetensors and tokenizer.json."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.no_padding()
        self._encoder = Encoder(_bert(load_file(folder / "model.safetensors")), threads=threads)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, [texts, 384], in the order given: means of the states, as its card says."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        return unit(self._encoder.means(tokens))


def _bert(tensors: _Tensors) -> Bert:
    depth = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
    types = tensors["embeddings.token_type_embeddings.weight"]
    return Bert(
        words=tensors["embeddings.word_embeddings.weight"],
        places=tensors["embeddings.position_embeddings.weight"] + types[0],
        norm=_norm(tensors, "embeddings.LayerNorm"),
        layers=tuple(_layer(tensors, f"encoder.layer.{number}") for number in range(depth)),
    )


def _layer(tensors: _Tensors, name: str) -> Layer:
    queries, keys, values = (
        _linear(tensors, f"{name}.attention.self.{part}") for part in ("query", "key", "value")
    )
    return Layer(
        attention=(queries, keys, values),
        projection=_linear(tensors, f"{name}.attention.output.dense"),
        attention_norm=_norm(tensors, f"{name}.attention.output.LayerNorm"),
        widening=_linear(tensors, f"{name}.intermediate.dense"),
        narrowing=_linear(tensors, f"{name}.output.dense"),
        output_norm=_norm(tensors, f"{name}.output.LayerNorm"),
    )


def _linear(tensors: _Tensors, name: str) -> Linear:
    return Linear(tensors[f"{name}.weight"], tensors[f"{name}.bias"])


def _norm(tensors: _Tensors, name: str) -> Norm:
    return Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])
