"""What lies in the folder of documents and is not read, said in a sentence each.

Somebody who drops a PDF beside the texts must not believe that it is answered from.
"""

from collections.abc import Iterator

from retrieval.expected import FOLDER
from retrieval.sources import ENDINGS, MANIFEST, Corpus

_OURS = (MANIFEST, FOLDER)


def left_out(corpus: Corpus) -> Iterator[str]:
    """A warning for each file of another kind, and for each folder of files without an entry."""
    known = {corpus.path(source).resolve() for source in corpus.sources}
    for path in sorted(corpus.folder.iterdir()):
        if path.name.startswith(".") or path.name in _OURS:
            continue
        if path.is_dir():
            count = sum(each.is_file() and each.resolve() not in known for each in path.rglob("[!.]*"))
            if count:
                yield (
                    f"{path.name} is a folder with files that no entry names ({count}), which are left out; "
                    f"add an entry for each to {MANIFEST}, or move them up."
                )
        elif path.suffix.lower() not in ENDINGS:
            yield f"{path.name} cannot be read and is left out; save its text as {' or '.join(ENDINGS)}."
