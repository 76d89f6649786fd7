import gzip

import pytest

from office_factory import ODT_TYPE, make_docx, make_odt, make_rtf, make_zip
from pdf_factory import make_pdf
from recollect.documents.formats import DOCX, ODT, check_size, detect, is_archive
from recollect.documents.limits import Limits
from recollect.errors import DocumentTooLarge, EmptyDocument, EncryptedDocument, UnsupportedDocument

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
        (make_zip({"xl/workbook.xml": "", "[Content_Types].xml": ""}), "an Excel workbook"),
        (make_zip({"ppt/presentation.xml": "", "[Content_Types].xml": ""}), "a PowerPoint presentation"),
        (make_zip({"mimetype": ODT_TYPE.replace("text", "spreadsheet")}), "an OpenDocument file"),
        (make_zip({"mimetype": "application/epub+zip"}), "an EPUB book"),
        (make_zip({"Index/Document.iwa": ""}), "a Pages document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Office document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a JPEG picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        (b"\x00\x00\x00\x18ftypheic", "a picture or film"),
        (b"BM\x00\x01\x00\xff\xfe" + bytes(50), "a BMP picture"),
        (b"MZ\x90\x00\x03\x00" + bytes(50), "a program"),
        (gzip.compress(TEXT, mtime=0), "a gzip archive"),
        (b'<?xml version="1.0"?><person>Ida</person>', "an XML file"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nIda", "a web archive (MHTML)"),
        (b"From: <x@example.org>\nSubject: a\n b\nMIME-Version: 1.0\n\nIda", "an e-mail"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Ida</text></svg>', "an XML file"),
        (b"%!PS-Adobe-3.0\n", "a PostScript file"),
        (bytes(range(256)) * 4, "neither a document nor a text"),
    ],
)
def test_what_is_not_read_is_named_with_the_way_out(data: bytes, seems: str) -> None:
    with pytest.raises(UnsupportedDocument) as caught:
        detect(data, "cv")
    assert seems in caught.value.detail
    assert "what is read is PDF, DOCX, ODT, RTF, HTML, Markdown and plain text" in caught.value.detail
    assert "Ida" not in caught.value.detail


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make_docx(), DOCX),
        (make_zip({"[Content_Types].xml": "", "word/document2.xml": ""}), DOCX),
        (make_odt(), ODT),
        (make_zip({"mimetype": f"{ODT_TYPE}-template\n"}), ODT),
        (make_rtf(), "application/rtf"),
        (b"<!DOCTYPE html><html><body>Ida</body></html>", "text/html"),
        (b"\n<!-- made by hand -->\n<HTML>Ida</HTML>", "text/html"),
        ("<html>Łódź</html>".encode("utf-16"), "text/html"),
        (b"<div><p>Ida</p><p>Storm</p></div>", "text/html"),
        (b"# Ida Storm\n\n## Work\n", "text/markdown"),
        ("Иван Петров, инженер-электрик в Казани".encode("cp1251"), "text/plain"),
    ],
)
@pytest.mark.parametrize("filename", ["cv.pdf", "cv.exe"])
def test_other_formats_are_known_by_their_content(data: bytes, kind: str, filename: str) -> None:
    assert detect(data, filename) == kind


def test_a_pdf_in_front_of_or_inside_a_zip_file_is_told_by_its_beginning() -> None:
    assert detect(make_pdf() + make_docx(), "cv.docx") == "application/pdf"
    assert is_archive(make_zip({"cv.pdf": make_pdf()}, stored=["cv.pdf"]))


def test_an_archive_is_no_document() -> None:
    archive = make_zip({"a.txt": TEXT})
    assert is_archive(archive)
    assert not is_archive(make_docx())
    assert not is_archive(TEXT)
    with pytest.raises(UnsupportedDocument, match="`recollect resume add`"):
        detect(archive, "cv.zip")


def test_a_protected_office_document_asks_for_its_password() -> None:
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedDocument):
        detect(protected, "cv.docx")


def test_many_comments_before_no_page_cost_little() -> None:
    assert detect(b"<!---->" * 2_000 + b"Ida Storm", "cv") == "text/plain"


def test_a_name_that_promises_a_pdf_is_not_believed() -> None:
    with pytest.raises(UnsupportedDocument, match="despite its name"):
        detect(bytes(range(256)), "cv.PDF")


def test_sizes_are_checked() -> None:
    check_size(b"x" * 10, Limits(max_bytes=10))
    with pytest.raises(EmptyDocument, match="0 bytes"):
        check_size(b"", Limits())
    with pytest.raises(DocumentTooLarge, match="limit is 1 MiB"):
        check_size(bytes(2**20 + 1), Limits(max_bytes=2**20))
