"""What can go wrong on the way from files to an answer.

    CitabotError              a person must act; its text is one sentence for them
    ├── CorpusError           sources.yaml or a document cannot be used
    ├── SettingsError         a setting has a value that cannot work
    ├── IndexMissingError     nothing has been built yet
    ├── IndexMismatchError    the index is damaged, or was built with other settings or another version
    ├── BuildInProgressError  another build holds the lock
    └── StoreUnavailableError no vector store answers

    ModelError                a language model is of no use now; the quotes alone are shown

It stands in writing/calling.py and reaches nobody. A refusal is not here: it is an answer.
"""


class CitabotError(Exception):
    """An error whose text says what is wrong, where, and what to do next."""


class CorpusError(CitabotError):
    """The corpus cannot be used as it is."""


class SettingsError(CitabotError):
    """A setting has a value that cannot work."""


class IndexMissingError(CitabotError):
    """There is no current generation."""


class IndexMismatchError(CitabotError):
    """The current generation is not whole, or does not fit the settings or this version."""


class BuildInProgressError(CitabotError):
    """Another process is building a generation."""


class StoreUnavailableError(CitabotError):
    """Neither the Chroma server nor the embedded store answers."""
