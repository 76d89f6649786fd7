import pytest

from pdf_factory import RESUME, make_pdf
from recollect.documents.limits import Limits
from recollect.documents.reading import read_document
from recollect.errors import BrokenDocument, DocumentTooLarge


def test_a_pdf_is_read_with_its_fields_and_grade() -> None:
    read = read_document(make_pdf(), "cv", Limits())
    assert (read.media_type, read.text, read.text_quality) == ("application/pdf", "\n".join(RESUME), "good")
    assert read.fields.name is not None
    assert read.text[read.fields.name.start : read.fields.name.end] == "Maren Holt"


def test_a_text_is_read_with_its_fields_and_grade() -> None:
    read = read_document("\n".join(RESUME).encode("utf-16"), "cv.pdf", Limits())
    assert (read.media_type, read.text, read.text_quality) == ("text/plain", "\n".join(RESUME), "good")
    assert [email.value for email in read.fields.emails] == ["maren.holt@example.org"]


def test_the_size_comes_before_the_kind() -> None:
    with pytest.raises(DocumentTooLarge):
        read_document(b"PK\x03\x04 and more", "cv.zip", Limits(max_bytes=4))
    with pytest.raises(BrokenDocument):
        read_document(b"PK\x03\x04 and more", "cv.zip", Limits())
