import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from ocr_program import is_playing, needs_tesseract, play_tesseract, tesseract
from pdf_factory import NEXT_PAGE, make_pdf, make_picture_of, make_scan
from pdf_objects import RESUME
from recollect.documents.limits import Limits, OcrLimits
from recollect.documents.pdf.ocr_languages import known_languages
from recollect.documents.pool import ReaderPool
from recollect.documents.reading import read_document
from recollect.domain.document import Document
from recollect.errors import CalledOff, DocumentTooCostly, ScannedDocument
from reliability.server_process import wait_until

SCAN = make_picture_of(make_pdf())


def read(data: bytes, ocr: OcrLimits | None, *, keep_scan: bool = False) -> Document:
    return read_document(data, "scan.pdf", Limits(ocr=ocr), keep_scan=keep_scan)


@needs_tesseract
def test_a_scan_is_recognised_with_boxes_and_marked() -> None:
    document = read(SCAN, tesseract())
    assert set(" ".join(RESUME).split()) - set(document.text.split()) == set()
    assert document.fields.name is not None
    assert (document.fields.name.value, document.fields.name.page) == ("Maren Holt", 1)
    (page,) = document.pages
    assert page.ocr_confidence is not None
    assert 0.7 < page.ocr_confidence <= 1
    assert document.text_quality == "good"
    assert "recognised (OCR)" in document.warnings[0]
    written = read(make_pdf(), None).words[0].box
    recognised = document.words[0].box
    assert all(abs(a - b) < 8 for a, b in zip(written, recognised, strict=True)), (written, recognised)


@needs_tesseract
def test_only_pages_that_are_pictures_are_recognised() -> None:
    text = make_pdf(["Certificates", *(f"Line {n} of a page with words of its own." for n in range(8)), NEXT_PAGE])
    stamped = make_picture_of(make_pdf(), stamp="Scanned 2026")
    assert read(text, tesseract()).pages[0].ocr_confidence is None
    assert read(text, tesseract()).warnings == ()
    found = read(stamped, tesseract())
    assert found.pages[0].ocr_confidence is not None
    assert "Registered Nurse" in found.text


@needs_tesseract
def test_a_picture_of_nothing_is_a_scan_still() -> None:
    with pytest.raises(ScannedDocument, match="no words were recognised"):
        read(make_scan(), tesseract())


@pytest.mark.parametrize("line", ["sys.exit(1)", "sys.exit('no language')", "sys.stdin.close(); sys.exit(3)"])
def test_a_program_that_fails_is_said(tmp_path: Path, line: str) -> None:
    ocr = play_tesseract(tmp_path, line)
    with pytest.raises(ScannedDocument, match="text recognition failed"):
        read(SCAN, ocr)
    kept = read(SCAN, ocr, keep_scan=True)
    assert (kept.text, kept.text_quality, kept.words) == ("", "none", ())
    assert any("recollect doctor" in warning for warning in kept.warnings)


def test_a_table_that_is_none_gives_no_words(tmp_path: Path) -> None:
    ocr = play_tesseract(tmp_path, "sys.stdout.write('level\\t1\\n5\\n' + '\\t'.join('5' * 12) + '\\n')")
    with pytest.raises(ScannedDocument):
        read(SCAN, ocr)


def test_without_a_program_a_scan_is_kept_only_when_asked() -> None:
    with pytest.raises(ScannedDocument, match="kept without its text"):
        read(SCAN, None)
    kept = read(SCAN, None, keep_scan=True)
    assert (kept.text, kept.text_quality, kept.fields.name, len(kept.pages)) == ("", "none", None, 1)


def test_recognition_has_its_own_time_and_no_more(tmp_path: Path) -> None:
    ocr = play_tesseract(tmp_path, "time.sleep(1.5); sys.exit(1)")
    slow = Limits(timeout_s=1.0, ocr=ocr)
    with ReaderPool(slow, 1) as readers:
        assert readers.read(SCAN, "scan.pdf", keep_scan=True).text_quality == "none"
    hangs = play_tesseract(tmp_path, f"open({str(tmp_path / 'pid')!r}, 'w').close(); time.sleep(600)")
    with ReaderPool(Limits(timeout_s=0.5, ocr=msgspec.structs.replace(hangs, timeout_s=0.5)), 1) as readers:
        assert readers.read(SCAN, "scan.pdf", keep_scan=True).text_quality == "none"


def test_a_reading_that_is_called_off_ends_its_program_and_the_next_document_is_read(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    ocr = play_tesseract(tmp_path, f"open({str(begun)!r}, 'w').close(); time.sleep(600)")
    with ReaderPool(Limits(ocr=ocr), 1) as readers:
        with pytest.raises(CalledOff):
            readers.read(SCAN, "scan.pdf", is_called_off=begun.exists)
        wait_until(lambda: not is_playing(tmp_path), "the program is gone")
        assert readers.read(make_pdf(), "maren.pdf").fields.name is not None


def test_waiting_for_a_place_among_the_slow_ones_can_be_called_off_too(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    ocr = play_tesseract(tmp_path, f"open({str(begun)!r}, 'w').close(); time.sleep(600)")
    patience = iter(range(10))
    over = threading.Event()
    with ReaderPool(Limits(ocr=ocr), 1) as readers, ThreadPoolExecutor(1) as others:
        first = others.submit(readers.read, SCAN, "scan.pdf", is_called_off=over.is_set)
        wait_until(begun.exists, "the first one has the place")
        with pytest.raises(CalledOff):
            readers.read(SCAN, "scan.pdf", is_called_off=lambda: next(patience, None) is None)
        assert not first.done()
        over.set()
        assert isinstance(first.exception(), CalledOff)


def test_a_reader_that_is_ended_takes_its_program_with_it(tmp_path: Path) -> None:
    ocr = msgspec.structs.replace(play_tesseract(tmp_path, "time.sleep(600)"), timeout_s=0.2)
    with (
        ReaderPool(Limits(timeout_s=0.2, ocr=ocr), 1) as readers,
        pytest.raises((ScannedDocument, DocumentTooCostly)),
    ):
        readers.read(SCAN, "scan.pdf")
    wait_until(lambda: not is_playing(tmp_path), "the program is gone")


@needs_tesseract
def test_the_languages_are_known() -> None:
    assert "eng" in known_languages(tesseract())


def test_a_program_that_is_none_knows_no_language(tmp_path: Path) -> None:
    assert known_languages(OcrLimits(command=str(tmp_path / "gone"))) == ()
    assert known_languages(play_tesseract(tmp_path, "sys.exit(1)")) == ()
