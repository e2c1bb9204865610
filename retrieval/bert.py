"""A BERT encoder (Devlin et al., NAACL 2019) without torch: tokens in, a vector for each text out.

ONNX Runtime computes it, from a graph that is put together here from a model's weights, in floating
point: nothing is rounded that a model's file has not rounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

_HEADS = 12
_EPSILON = 1e-12  # of the layer norms, from both models' config.json
_BLOCK = 32  # numbers that share a scale
_BATCH = 2048  # tokens that are computed together, padding included: some 60 MB
_OPERATORS = 17  # version of ONNX's operator set, the first with LayerNormalization
_FORMAT = 10  # version of ONNX's file format, which every ONNX Runtime since 1.18 reads
_RUNTIME = "com.microsoft"  # operators that ONNX Runtime adds to ONNX


@dataclass(frozen=True, slots=True)
class FourBits:
    """A matrix whose rows come in blocks of 32 numbers: (code - 8) times the block's scale."""

    packed: (
        np.ndarray
    )  # uint8, [rows, blocks, 16]: number i in the low half of byte i, i + 16 in the high half
    scales: np.ndarray  # [rows, blocks]

    def __post_init__(self) -> None:
        if self.packed.shape != (*self.scales.shape, _BLOCK // 2):
            raise ValueError(f"{self.packed.shape} bytes do not go with {self.scales.shape} scales")

    @property
    def numbers(self) -> np.ndarray:
        """All of it as numbers, float32."""
        return self[np.arange(len(self.scales))]

    def __getitem__(self, rows: np.ndarray) -> np.ndarray:
        """Some of its rows as numbers, float32."""
        packed, scales = self.packed[rows], self.scales[rows].astype(np.float32)
        codes = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32)
        return np.asarray(((codes - 8) * scales[..., None]).reshape(len(rows), -1))


@dataclass(frozen=True, slots=True)
class Linear:
    """What a layer multiplies with, and adds."""

    matrix: np.ndarray  # [outputs, inputs]
    bias: np.ndarray


@dataclass(frozen=True, slots=True)
class Norm:
    """Scale and shift after normalising."""

    scale: np.ndarray
    shift: np.ndarray


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the encoder."""

    attention: tuple[Linear, Linear, Linear]  # of queries, keys and values
    projection: Linear
    attention_norm: Norm
    widening: Linear
    narrowing: Linear
    output_norm: Norm


@dataclass(frozen=True, slots=True)
class Bert:
    """The weights of an encoder."""

    words: np.ndarray | FourBits  # [tokens, dimensions]
    places: np.ndarray  # [longest, dimensions], with the vector of the first kind of text added
    norm: Norm
    layers: tuple[Layer, ...]


class Encoder:
    """An encoder that is ready to run; several threads may ask it at once."""

    def __init__(self, bert: Bert, *, threads: int) -> None:
        """Each batch is computed by `threads` threads."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry(
            "session.intra_op.allow_spinning", "0"
        )  # leaves idle cores to others
        graph = _graph(bert).SerializeToString()
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._words = bert.words
        self._places = bert.places

    def means(self, texts: Sequence[Sequence[int]]) -> np.ndarray:
        """The mean of each text's token states, float32, [texts, dimensions], from its tokens' numbers."""
        means = np.empty((len(texts), self._places.shape[1]), dtype=np.float32)
        for batch in _batches([len(text) for text in texts]):
            means[batch] = self._means([texts[number] for number in batch])
        return means

    def _means(self, texts: Sequence[Sequence[int]]) -> np.ndarray:
        lengths = np.array([len(text) for text in texts])
        real = np.arange(lengths.max()) < lengths[:, None]
        embedded = np.zeros((*real.shape, self._places.shape[1]), dtype=np.float32)
        embedded[real] = self._words[np.concatenate(texts)] + self._places[np.nonzero(real)[1]]
        [states] = self._session.run(None, {"embedded": embedded, "real": real.astype(np.int32)})
        return np.asarray((states * real[..., None]).sum(axis=1) / lengths[:, None])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Vectors [texts, dimensions] with length 1."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions in groups of like lengths, of at most _BATCH tokens with padding, or of one text."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda each: lengths[each]):
        if batch and lengths[number] * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


class _Nodes:
    """The steps and weights of a graph, as they are put together."""

    def __init__(self) -> None:
        self.steps: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def step(self, operator: str, *inputs: str, domain: str = "", **attributes: float) -> str:
        """Adds a step; the name of what comes out."""
        name = f"{operator}-{len(self.steps)}"
        step = helper.make_node(operator, inputs, [name], domain=domain)
        step.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self.steps.append(step)
        return name

    def weight(self, values: np.ndarray) -> str:
        """Adds a weight; its name."""
        name = f"weight-{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def _graph(bert: Bert) -> onnx.ModelProto:
    """From "embedded" [texts, tokens, dimensions] and "real" [texts, tokens], 0 for padding, to states."""
    nodes = _Nodes()
    states = _normalised(nodes, "embedded", bert.norm)
    for layer in bert.layers:
        states = _through(nodes, states, layer)
    shape = ["texts", "tokens", bert.places.shape[1]]
    graph = helper.make_graph(
        nodes.steps,
        "bert",
        [
            helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("real", TensorProto.INT32, shape[:2]),
        ],
        [helper.make_tensor_value_info(states, TensorProto.FLOAT, shape)],
        nodes.weights,
    )
    operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_RUNTIME, 1)]
    return helper.make_model(graph, opset_imports=operators, ir_version=_FORMAT)


def _through(nodes: _Nodes, states: str, layer: Layer) -> str:
    """One layer's states; each text attends to itself alone."""
    asked = [_applied(nodes, states, each) for each in layer.attention]
    attended = nodes.step("MultiHeadAttention", *asked, "", "real", domain=_RUNTIME, num_heads=_HEADS)
    projected = _applied(nodes, attended, layer.projection)
    states = _normalised(nodes, nodes.step("Add", states, projected), layer.attention_norm)
    wide = nodes.step("Gelu", _applied(nodes, states, layer.widening), domain=_RUNTIME)
    narrow = _applied(nodes, wide, layer.narrowing)
    return _normalised(nodes, nodes.step("Add", states, narrow), layer.output_norm)


def _applied(nodes: _Nodes, states: str, linear: Linear) -> str:
    multiplied = nodes.step("MatMul", states, nodes.weight(linear.matrix.T))
    return nodes.step("Add", multiplied, nodes.weight(linear.bias))


def _normalised(nodes: _Nodes, states: str, norm: Norm) -> str:
    weights = nodes.weight(norm.scale), nodes.weight(norm.shift)
    return nodes.step("LayerNormalization", states, *weights, axis=-1, epsilon=_EPSILON)
