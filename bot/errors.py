"""What can go wrong at the way in, beside what retrieval/errors.py lists.

CitabotError              a person must act; its text is one sentence for them
└── UsageError            a command was not given what it needs, or too much
"""

from retrieval.errors import CitabotError


class UsageError(CitabotError):
    """The command line cannot be understood."""
