"""A sentence-transformers model that is made, not downloaded: one layer, 32 dimensions, random weights."""

from pathlib import Path

WORDS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "leave",
    "lasts",
    "rent",
    "is",
    "due",
    "18",
    "weeks",
    ".",
)


def make_model(folder: Path, *, seed: int = 7, narrow: bool = False) -> Path:
    """Save one in `folder`, in 32 bits, or 16 if `narrow`. Takes seconds the first time: torch is loaded."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder.mkdir(parents=True)
    bare = folder / "bare"
    bare.mkdir()
    (bare / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=32, intermediate_size=64,
        num_hidden_layers=1, num_attention_heads=2, max_position_embeddings=64,
    )  # fmt: skip
    model = BertModel(config)
    (model.bfloat16() if narrow else model).save_pretrained(bare)
    BertTokenizer(vocab_file=str(bare / "vocab.txt")).save_pretrained(bare)
    body = Transformer(str(bare), max_seq_length=64)
    SentenceTransformer(modules=[body, Pooling(32)], device="cpu").save(str(folder / "model"))
    return folder / "model"


def make_cross_encoder(
    folder: Path,
    *,
    seed: int = 7,
    labels: tuple[str, ...] = ("score",),
    favours: str | None = None,
    narrow: bool = False,
) -> Path:
    """Save one that reads two texts and gives a number for each label, in `folder`.

    The label that it favours has the greatest number whatever it reads.
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=32, intermediate_size=64,
        num_hidden_layers=1, num_attention_heads=2, max_position_embeddings=64,
    )  # fmt: skip
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: number for number, label in enumerate(labels)}
    model = BertForSequenceClassification(config)
    if favours is not None:
        model.classifier.bias.data[labels.index(favours)] = 100.0
    (model.bfloat16() if narrow else model).save_pretrained(folder)
    BertTokenizer(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder
