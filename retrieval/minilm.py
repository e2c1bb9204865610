"""all-MiniLM-L6-v2 in numpy: an English model that starts at once and needs no torch.

A BERT encoder (Devlin et al., NAACL 2019), mean pooling and unit length, as the model's card
says. The texts of a batch are laid end to end, so that nothing is computed for padding.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

DIMENSIONS = 384
_LONGEST = 256  # tokens; what lies beyond is cut, as sentence-transformers does for this model
_BATCH = 2048  # tokens that are computed together: some 30 MB
_HEADS = 12
_EPSILON = 1e-12  # of the layer norms, from the model's config.json

_Affine = tuple[np.ndarray, np.ndarray]  # a matrix [inputs, outputs] or a scale, and a bias


@dataclass(frozen=True, slots=True)
class _Layer:
    attention: _Affine  # queries, keys and values side by side
    projection: _Affine
    attention_norm: _Affine
    widening: _Affine
    narrowing: _Affine
    output_norm: _Affine


class MiniLMEncoder:
    """The model in a folder as its package ships it: model.safetensors and tokenizer.json."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        tensors = load_file(folder / "model.safetensors")
        types = tensors["embeddings.token_type_embeddings.weight"]
        self._words = tensors["embeddings.word_embeddings.weight"]
        self._places = tensors["embeddings.position_embeddings.weight"] + types[0]
        self._norm = _affine(tensors, "embeddings.LayerNorm")
        depth = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
        self._layers = [_layer(tensors, f"encoder.layer.{number}") for number in range(depth)]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.no_padding()
        self._threads = threads
        self._blas = ThreadpoolController()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, [texts, 384], in the order given."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        batches = list(_batches([len(each) for each in ids]))
        vectors = np.empty((len(ids), DIMENSIONS), dtype=np.float32)
        with self._blas.limit(limits=1):
            for batch, encoded in self._encoded(ids, batches):
                vectors[batch] = encoded
        return vectors

    def _encoded(
        self, ids: Sequence[Sequence[int]], batches: Sequence[list[int]]
    ) -> Iterator[tuple[list[int], np.ndarray]]:
        """Each batch with its vectors; several are computed side by side."""

        def encode(batch: list[int]) -> np.ndarray:
            return self._encode([ids[number] for number in batch])

        if len(batches) == 1 or self._threads == 1:
            yield from ((batch, encode(batch)) for batch in batches)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from zip(batches, pool.map(encode, batches), strict=True)

    def _encode(self, ids: Sequence[Sequence[int]]) -> np.ndarray:
        ends = np.cumsum([len(each) for each in ids])
        spans = [slice(end - len(each), end) for each, end in zip(ids, ends, strict=True)]
        places = np.concatenate([np.arange(len(each)) for each in ids])
        states = _normalised(self._words[np.concatenate(ids)] + self._places[places], self._norm)
        for layer in self._layers:
            states = _through(layer, states, spans)
        means = np.stack([states[span].mean(axis=0) for span in spans])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions in groups of at most _BATCH tokens, or of one text."""
    batch: list[int] = []
    tokens = 0
    for number, length in enumerate(lengths):
        if batch and tokens + length > _BATCH:
            yield batch
            batch, tokens = [], 0
        batch.append(number)
        tokens += length
    if batch:
        yield batch


def _affine(tensors: Mapping[str, np.ndarray], *names: str) -> _Affine:
    """The named weights side by side, matrices turned to [inputs, outputs]."""
    weights = [np.ascontiguousarray(tensors[f"{name}.weight"].T) for name in names]
    return np.concatenate(weights, axis=-1), np.concatenate([tensors[f"{name}.bias"] for name in names])


def _layer(tensors: Mapping[str, np.ndarray], name: str) -> _Layer:
    heads = (f"{name}.attention.self.{part}" for part in ("query", "key", "value"))
    return _Layer(
        attention=_affine(tensors, *heads),
        projection=_affine(tensors, f"{name}.attention.output.dense"),
        attention_norm=_affine(tensors, f"{name}.attention.output.LayerNorm"),
        widening=_affine(tensors, f"{name}.intermediate.dense"),
        narrowing=_affine(tensors, f"{name}.output.dense"),
        output_norm=_affine(tensors, f"{name}.output.LayerNorm"),
    )


def _through(layer: _Layer, states: np.ndarray, spans: Sequence[slice]) -> np.ndarray:
    """One layer's output; each text attends to itself alone."""
    queries, keys, values = np.split(_applied(layer.attention, states), 3, axis=1)
    attended = np.empty_like(states)
    for span in spans:
        attended[span] = _attended(queries[span], keys[span], values[span])
    states = _normalised(states + _applied(layer.projection, attended), layer.attention_norm)
    inner = _gelu(_applied(layer.widening, states))
    return _normalised(states + _applied(layer.narrowing, inner), layer.output_norm)


def _attended(queries: np.ndarray, keys: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Scaled dot-product attention of one text, [tokens, dimensions] each."""
    tokens, width = queries.shape
    q, k, v = (each.reshape(tokens, _HEADS, -1).swapaxes(0, 1) for each in (queries, keys, values))
    scores = q @ k.swapaxes(1, 2) / math.sqrt(width / _HEADS)
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    return np.asarray((weights @ v).swapaxes(0, 1).reshape(tokens, width))


def _applied(affine: _Affine, states: np.ndarray) -> np.ndarray:
    matrix, bias = affine
    return np.asarray(states @ matrix + bias)


def _normalised(states: np.ndarray, norm: _Affine) -> np.ndarray:
    scale, bias = norm
    centred = states - states.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.mean(centred * centred, axis=1, keepdims=True) + _EPSILON)
    return np.asarray(centred / spread * scale + bias)


def _gelu(values: np.ndarray) -> np.ndarray:
    """Hendrycks and Gimpel (2016), by its tanh form, which numpy computes ten times as fast as erf."""
    inner = values * (1 + 0.044715 * values * values)
    return np.asarray(0.5 * values * (1 + np.tanh(math.sqrt(2 / math.pi) * inner)))
