"""Whatever is done to a document's structure, it is read or refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counts import full_or
from fuzz.entries import ENTRIES
from recollect.documents.limits import Limits
from recollect.documents.reading import read_document
from recollect.errors import DocumentError

FEW = settings(max_examples=full_or(60, 3_000))
TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "txbxContent",
    "hyperlink",
    "sdt",
    "ins",
    "del",
    "fldSimple",
    "tab",
    "br",
    "sym",
)


def tree(names: tuple[str, ...], prefix: str) -> st.SearchStrategy[str]:
    """Give markup of any nesting of these elements, with words between."""
    words = st.text(st.characters(exclude_characters="<&>\0", codec="utf-8"), max_size=8)

    def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        children = st.lists(inside, max_size=4).map("".join)
        return st.builds(
            lambda name, body: f"<{prefix}{name}>{body}</{prefix}{name}>", st.sampled_from(names), children
        )

    return st.recursive(words, element, max_leaves=12)


@FEW
@given(body=tree(TAGS, "w:"))
def test_any_nesting_of_a_word_document_s_elements(body: str) -> None:
    from office_factory import make_docx  # noqa: PLC0415

    feed(make_docx(body))


def feed(data: bytes) -> None:
    try:
        document = read_document(data, "cv", Limits())
    except DocumentError:
        return
    assert document.text.strip()
    assert all(document.text[word.start : word.end].strip() for word in document.words)


@pytest.mark.parametrize("name", ["docx", "odt", "rtf", "html", "zip"])
def test_bytes_changed_cut_and_doubled(name: str) -> None:
    @FEW
    @given(data=st.data())
    def mutate(data: st.DataObject) -> None:
        changed = bytearray(data.draw(st.sampled_from(ENTRIES[name].seeds)))
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(changed)))
            upto = data.draw(st.integers(at, min(len(changed), at + 40)))
            changed[at:upto] = data.draw(
                st.sampled_from((b"", bytes(changed[at:upto]) * 2, b"\xff", b"<", b"{", b"\\"))
            )
        feed(bytes(changed))

    mutate()
