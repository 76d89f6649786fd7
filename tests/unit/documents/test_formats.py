import gzip

import pytest

from pdf_factory import make_pdf
from recollect.documents.formats import check_size, detect
from recollect.documents.limits import Limits
from recollect.errors import DocumentTooLarge, EmptyDocument, UnsupportedDocument

TEXT = b"Ida Storm\nTeacher of mathematics in Oslo\n"


@pytest.mark.parametrize("filename", ["cv.pdf", "CV.PDF", "cv.txt", "cv", ""])
def test_a_pdf_is_one_whatever_its_name(filename: str) -> None:
    assert detect(make_pdf(), filename) == "application/pdf"


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"junk " * 200])
def test_a_pdfs_header_may_come_within_the_first_kilobyte(before: bytes) -> None:
    assert detect(before + make_pdf(), "cv.pdf") == "application/pdf"


def test_a_pdf_that_lost_its_header_is_nobodys_text() -> None:
    assert detect(make_pdf().replace(b"%PDF-1.4", b"").decode("latin-1").encode(), "cv.txt") == "application/pdf"


def test_a_text_about_pdf_is_a_text() -> None:
    assert detect(b"A file that begins with %PDF- is one.\n", "note.pdf") == "text/plain"


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        "Søren Ångström, Zürich".encode(),
        b"\xef\xbb\xbf" + TEXT,
        TEXT.decode().encode("utf-16"),
        b"\xfe\xff" + TEXT.decode().encode("utf-16-be"),
        "Søren Ångström lærer i Ålborg".encode("cp1252"),
        b"MZ and PK are two initials\n",
        b"BMW mechanic, ten years\n",
        b"<name> in brackets\n",
    ],
)
def test_plain_text_is_known_by_its_bytes(data: bytes) -> None:
    assert detect(data, "anything.pdf") == "text/plain"


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        (b"PK\x03\x04....word/document.xml", "a Word document"),
        (b"PK\x03\x04....xl/workbook.xml", "an Excel workbook"),
        (b"PK\x03\x04....ppt/presentation.xml", "a PowerPoint presentation"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text"),
        (b"PK\x03\x04 other", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Office document"),
        (rb"{\rtf1\ansi Ida}", "a rich text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a JPEG picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        (b"\x00\x00\x00\x18ftypheic", "a picture or film"),
        (b"BM\x00\x01\x00\xff\xfe" + bytes(50), "a BMP picture"),
        (b"MZ\x90\x00\x03\x00" + bytes(50), "a program"),
        (gzip.compress(TEXT, mtime=0), "a gzip archive"),
        (b"<!DOCTYPE html><html><body>Ida</body></html>", "a web page"),
        (b"\n<!-- made by hand -->\n<HTML>Ida</HTML>", "a web page"),
        (b"%!PS-Adobe-3.0\n", "a PostScript file"),
        (bytes(range(256)) * 4, "neither a document nor a text"),
        ("Иван Петров инженер".encode("cp1251"), "neither a document nor a text"),
    ],
)
def test_what_is_not_read_is_named_with_the_way_out(data: bytes, seems: str) -> None:
    with pytest.raises(UnsupportedDocument) as caught:
        detect(data, "cv")
    assert seems in caught.value.detail
    assert "what is read now is PDF and plain text" in caught.value.detail
    assert "Ida" not in caught.value.detail


def test_a_name_that_promises_a_pdf_is_not_believed() -> None:
    with pytest.raises(UnsupportedDocument, match="despite its name"):
        detect(bytes(range(256)), "cv.PDF")


def test_sizes_are_checked() -> None:
    check_size(b"x" * 10, Limits(max_bytes=10))
    with pytest.raises(EmptyDocument, match="0 bytes"):
        check_size(b"", Limits())
    with pytest.raises(DocumentTooLarge, match="limit is 1 MiB"):
        check_size(bytes(2**20 + 1), Limits(max_bytes=2**20))
