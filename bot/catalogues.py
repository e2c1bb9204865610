"""The interface's languages: one gettext catalogue each, `locales/<language>.po`.

English is the source: what stands in the code. A language without a catalogue, or a
sentence missing from one, is shown in English.
"""

import gettext
import io
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"


def languages() -> tuple[str, ...]:
    """ISO 639-1 codes, English first."""
    return ("en", *sorted(path.stem for path in LOCALES.glob("*.po")))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into `language`; empty ones for English and unknown languages."""
    path = LOCALES / f"{language}.po"
    if not path.exists():
        return gettext.NullTranslations()
    # Babel reads and compiles catalogues; English needs neither
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=None))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))
