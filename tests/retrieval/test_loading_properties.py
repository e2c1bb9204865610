"""What holds for any text: no word lost, none invented, and every word has its place in the file."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.retrieval import random_documents
from tests.retrieval.builders import characters_in_the_file, markdown, plain, words
from tests.retrieval.random_documents import Section, bounded

widths = st.integers(min_value=30, max_value=120)


@given(random_documents.documents)
@bounded
def test_the_words_of_a_markdown_document_are_those_of_its_file(sections: list[Section]) -> None:
    document = markdown("\n\n".join(section.markdown() for section in sections))

    assert words(document.text) == [word for section in sections for word in section.words()]


@given(random_documents.documents, widths)
@bounded
def test_the_words_of_a_wrapped_document_are_those_of_its_file(sections: list[Section], width: int) -> None:
    document = plain("\n\n".join(section.plain(width) for section in sections))

    assert words(document.text) == [word for section in sections for word in section.words()]


@given(random_documents.documents, widths)
@bounded
def test_each_character_of_a_wrapped_document_leads_back_to_its_place(
    sections: list[Section], width: int
) -> None:
    raw = "\n\n".join(section.plain(width) for section in sections)
    document = plain(raw)

    assert characters_in_the_file(document, raw) == "".join(words(document.text))


@given(
    st.text(alphabet=st.sampled_from("Ab1. ,-*#_`[]()<>!|>\n\r\f\t•¹²é法\u00ad\u200b\u00a0"), max_size=120)
)
@bounded
def test_each_character_of_any_text_leads_back_to_its_place(raw: str) -> None:
    document = markdown(raw)
    places = (
        [document.raw_map.raw_offset(offset) for offset in range(len(document.text))] if document.text else []
    )

    assert characters_in_the_file(document, raw) == "".join(words(document.text)).replace("•", "")
    assert places == sorted(places)


@given(st.text(alphabet=st.sampled_from("Abc1. ,-\n\r\t•é法\u00a0:?"), max_size=120))
@bounded
def test_no_letter_of_any_plain_text_is_lost(raw: str) -> None:
    assert re.sub("[^A-Za-zé法]", "", plain(raw).text) == re.sub("[^A-Za-zé法]", "", raw)
