import pytest

from office_factory import make_docx, make_odt, make_zip
from pdf_factory import make_pdf
from recollect.documents.archives import MOST_FILES, PackedFile, unpack_archive
from recollect.documents.limits import Limits
from recollect.documents.pool import ReaderPool
from recollect.errors import BrokenDocument, DocumentError, DocumentTooCostly, DocumentTooLarge, EmptyDocument

LIMITS = Limits(max_bytes=2 << 20)


def errors_of(files: tuple[PackedFile, ...] | None) -> dict[str, str]:
    assert files is not None
    return {file.name: file.error for file in files}


def test_each_file_comes_by_itself_and_a_bad_one_stops_nothing() -> None:
    protected = bytearray(make_zip({"secret.txt": b"x"}))
    files = unpack_archive(
        make_zip(
            {
                "a/maren.pdf": make_pdf(),
                "ida.docx": make_docx(),
                "inner.zip": make_zip({"x.txt": b"x"}),
                "bomb.txt": bytes(3 << 20),
                "a/": b"",
                "__MACOSX/a/._maren.pdf": b"x",
                ".DS_Store": b"x",
            }
        ),
        LIMITS,
    )
    assert errors_of(files) == {
        "a/maren.pdf": "", "ida.docx": "", "inner.zip": "nested_archive", "bomb.txt": "document_too_costly",
    }  # fmt: skip
    assert files is not None
    assert files[0].data == make_pdf()
    at = protected.find(b"PK\x01\x02") + 8
    protected[6] |= 1
    protected[at] |= 1
    assert errors_of(unpack_archive(bytes(protected), LIMITS)) == {"secret.txt": "encrypted_document"}


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\CON", "CON", "a\u202efdp.exe", "x" * 4096, "a\\..\\b", "nul\x01"],
)
def test_names_are_only_ever_text(name: str) -> None:
    files = unpack_archive(make_zip({name: b"Ida Storm"}), LIMITS)
    assert files is not None
    assert [file.data for file in files] == [b"Ida Storm"]


@pytest.mark.parametrize("data", [make_pdf(), make_docx(), make_odt(), b"text", b""])
def test_a_document_is_no_archive(data: bytes) -> None:
    assert unpack_archive(data, LIMITS) is None


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (make_zip({}), EmptyDocument),
        (make_zip({"a/": b""}), EmptyDocument),
        (make_zip({str(n): b"" for n in range(MOST_FILES + 1)}), DocumentTooCostly),
        (make_zip({"a": b"abc"})[:-20], BrokenDocument),
    ],
    ids=["empty", "only folders", "too many", "cut off"],
)
def test_an_archive_that_cannot_be_unpacked_says_why(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        unpack_archive(data, LIMITS)


def test_all_files_together_are_bounded() -> None:
    limits = Limits(max_bytes=60 << 20)
    noise = bytes(range(256)) * (200 << 10)
    found = unpack_archive(make_zip({str(n): noise for n in range(3)}, stored=["0", "1", "2"]), limits)
    assert errors_of(found) == {"0": "", "1": "", "2": "document_too_costly"}


def test_a_pool_unpacks_in_its_process(readers: ReaderPool) -> None:
    files = readers.unpack(make_zip({"a.txt": b"Ida"}))
    assert files is not None
    assert [(file.name, file.data) for file in files] == [("a.txt", b"Ida")]
    assert readers.unpack(make_docx()) is None
    assert readers.unpack(b"Ida") is None
    with pytest.raises(BrokenDocument):
        readers.unpack(b"PK\x03\x04 and no more")
    with ReaderPool(Limits(max_archive_bytes=10), 1) as small, pytest.raises(DocumentTooLarge):
        small.unpack(make_zip({"a.txt": b"Ida"}))
