"""The encoder that both models are: its matrices of four bits, and what it does with a batch."""

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval.bert import Bert, Encoder, FourBits, Layer, Linear, Norm

SIZE, WIDE, LONGEST, WORDS = 96, 192, 40, 50


def four_bits(rows: int, columns: int, seed: int) -> FourBits:
    made = np.random.default_rng(seed)
    return FourBits(
        made.integers(0, 256, (rows, columns // 32, 16), dtype=np.uint8),
        made.uniform(0.005, 0.02, (rows, columns // 32)).astype(np.float16),
    )


def linear(rows: int, columns: int, seed: int) -> Linear:
    return Linear(four_bits(rows, columns, seed).numbers, np.full(rows, seed / 1000, dtype=np.float32))


def norm(seed: int) -> Norm:
    made = np.random.default_rng(seed)
    return Norm(made.uniform(0.5, 1.5, SIZE).astype(np.float32), made.normal(0, 0.1, SIZE).astype(np.float32))


def layer(seed: int) -> Layer:
    return Layer(
        attention=(linear(SIZE, SIZE, seed), linear(SIZE, SIZE, seed + 1), linear(SIZE, SIZE, seed + 2)),
        projection=linear(SIZE, SIZE, seed + 3),
        attention_norm=norm(seed + 4),
        widening=linear(WIDE, SIZE, seed + 5),
        narrowing=linear(SIZE, WIDE, seed + 6),
        output_norm=norm(seed + 7),
    )


EMBEDDED = four_bits(WORDS, SIZE, 1)


@pytest.fixture(scope="module")
def bert() -> Bert:
    places = np.random.default_rng(3).normal(0, 0.1, (LONGEST, SIZE)).astype(np.float32)
    return Bert(EMBEDDED, places, norm(2), (layer(10), layer(20)))


def weights(name: str, part: Linear | Norm) -> dict[str, np.ndarray]:
    matrix, added = (part.matrix, part.bias) if isinstance(part, Linear) else (part.scale, part.shift)
    return {f"{name}.weight": matrix, f"{name}.bias": added}


def named(bert: Bert) -> dict[str, np.ndarray]:
    """The weights by the names of the reference implementation."""
    named = {
        "embeddings.word_embeddings.weight": EMBEDDED.numbers,
        "embeddings.position_embeddings.weight": bert.places,
        "embeddings.token_type_embeddings.weight": np.zeros((1, SIZE), dtype=np.float32),
        **weights("embeddings.LayerNorm", bert.norm),
    }
    for number, each in enumerate(bert.layers):
        place = f"encoder.layer.{number}"
        queries, keys, values = each.attention
        named |= weights(f"{place}.attention.self.query", queries)
        named |= weights(f"{place}.attention.self.key", keys)
        named |= weights(f"{place}.attention.self.value", values)
        named |= weights(f"{place}.attention.output.dense", each.projection)
        named |= weights(f"{place}.attention.output.LayerNorm", each.attention_norm)
        named |= weights(f"{place}.intermediate.dense", each.widening)
        named |= weights(f"{place}.output.dense", each.narrowing)
        named |= weights(f"{place}.output.LayerNorm", each.output_norm)
    return named


def means_by_torch(bert: Bert, texts: Sequence[list[int]]) -> np.ndarray:
    """What the reference implementation computes."""
    import torch  # takes seconds, and only this test needs it
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=WORDS, hidden_size=SIZE, num_hidden_layers=2, num_attention_heads=12, intermediate_size=WIDE,
        max_position_embeddings=LONGEST, type_vocab_size=1, hidden_act="gelu", layer_norm_eps=1e-12,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.tensor(values) for name, values in named(bert).items()})
    model.train(False)
    with torch.no_grad():
        states = [model(torch.tensor([text])).last_hidden_state[0] for text in texts]
    return np.stack([each.mean(dim=0).numpy() for each in states])


@pytest.mark.slow
def test_states_are_those_of_the_reference_implementation(bert: Bert) -> None:
    texts = [[4, 7, 1, 49, 0, 12], [3, 3, 8]]

    theirs = means_by_torch(bert, texts)

    means = Encoder(bert, threads=1).means(texts)

    assert means == pytest.approx(theirs, abs=1e-4)


def test_a_byte_holds_one_number_in_its_low_half_and_the_sixteenth_after_it_in_its_high_half() -> None:
    packed = np.full((1, 1, 16), 0x88, dtype=np.uint8)
    packed[0, 0, 0] = 0xF1

    matrix = FourBits(packed, np.array([[0.5]], dtype=np.float16))

    [row] = matrix[np.array([0])]
    assert (row[0], row[1], row[16], row[17]) == (-3.5, 0.0, 3.5, 0.0)
    assert matrix.numbers.tolist() == [row.tolist()]


def test_a_matrix_whose_blocks_and_scales_differ_in_number_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="do not go with"):
        FourBits(np.zeros((2, 3, 16), dtype=np.uint8), np.ones((2, 4)))


def test_means_come_in_the_order_of_their_texts_over_several_batches(bert: Bert) -> None:
    # 90 texts of 40, 30 and 20 tokens: 2,700 in all, and 2,048 are computed together
    texts = [[number % WORDS] * (40 - 10 * (number % 3)) for number in range(90)]
    encoder = Encoder(bert, threads=1)

    together = encoder.means(texts)

    assert together == pytest.approx(np.concatenate([encoder.means([text]) for text in texts]), abs=1e-4)


def test_padding_counts_for_nothing(bert: Bert) -> None:
    encoder = Encoder(bert, threads=1)

    [beside_a_long_text, _] = encoder.means([[5, 6], [7] * 40])

    assert beside_a_long_text == pytest.approx(encoder.means([[5, 6]])[0], abs=1e-4)


def test_no_texts_have_no_means(bert: Bert) -> None:
    assert Encoder(bert, threads=1).means([]).shape == (0, SIZE)
