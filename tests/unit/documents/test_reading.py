import pytest

from office_factory import make_docx, make_odt, paragraph
from pdf_factory import make_pdf
from pdf_objects import RESUME
from recollect.documents.limits import Limits
from recollect.documents.reading import read_document
from recollect.errors import BrokenDocument, DocumentTooLarge, ScannedDocument


def test_a_pdf_is_read_with_its_fields_and_grade() -> None:
    read = read_document(make_pdf(), "cv", Limits())
    assert (read.media_type, read.text, read.text_quality) == ("application/pdf", "\n".join(RESUME), "good")
    assert read.fields.name is not None
    assert read.text[read.fields.name.start : read.fields.name.end] == "Maren Holt"


def test_a_text_is_read_with_its_fields_and_grade() -> None:
    read = read_document("\n".join(RESUME).encode("utf-16"), "cv.pdf", Limits())
    assert (read.media_type, read.text, read.text_quality) == ("text/plain", "\n".join(RESUME), "good")
    assert [email.value for email in read.fields.emails] == ["maren.holt@example.org"]


@pytest.mark.parametrize(
    "data",
    [
        make_docx(paragraph(""), more={"word/media/image1.png": b"x"}),
        make_odt("<text:p/>", more={"Pictures/1.png": b"x"}),
    ],
)
def test_an_office_file_of_pictures_is_a_scan(data: bytes) -> None:
    with pytest.raises(ScannedDocument, match="kept without its text"):
        read_document(data, "cv", Limits())
    kept = read_document(data, "cv", Limits(), keep_scan=True)
    assert (kept.text, kept.text_quality, kept.fields.name) == ("", "none", None)


def test_the_size_comes_before_the_kind() -> None:
    with pytest.raises(DocumentTooLarge):
        read_document(b"PK\x03\x04 and more", "cv.zip", Limits(max_bytes=4))
    with pytest.raises(BrokenDocument):
        read_document(b"PK\x03\x04 and more", "cv.zip", Limits())
