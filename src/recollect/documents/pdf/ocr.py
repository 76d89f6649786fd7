"""Text recognition (OCR) by Tesseract, where that is installed: pictures of pages to words with their boxes."""

from __future__ import annotations

import ctypes
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from recollect.documents.characters import clean_characters
from recollect.documents.limits import OcrLimits
from recollect.documents.pdf.frame import PageFrame
from recollect.documents.pdf.styles import StyleTable
from recollect.documents.pdf.words import PageWords, Token
from recollect.domain.document import TextStyle

DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_MOST_PIXELS = 12_000_000
_WORD_LEVEL = "5"
_COLUMNS = 12
_WHITE = 0xFFFFFFFF
_PAGE_S = 30.0
_LEAST_CONFIDENCE = 20.0
_MOST_OBJECTS = 2_000
_MOST_OF_PAGE = 0.5
_EM_OF_LINE = 0.72
"""How large type is, of the height of a box around a line's capitals and descenders."""


class Recogniser:
    """Recognises the pages of one document, as long as there is time; `announce` is called before the first."""

    def __init__(self, ocr: OcrLimits, announce: Callable[[], None]) -> None:
        self._ocr = ocr
        self._announce = announce
        self._until: float | None = None
        self.failed = False
        self.took_s = 0.0

    def read_page(self, page: Any, number: int, styles: StyleTable) -> PageWords | None:
        """Give the words on a page's picture; None where there are none, no time is left, or Tesseract fails."""
        if self._until is None:
            self._announce()
            self._until = time.monotonic() + self._ocr.timeout_s
        left_s = self._until - time.monotonic()
        if self.failed or left_s <= 0:
            self.failed = True
            return None
        picture = _draw(page)
        table = self._run(picture.pgm, min(left_s, _PAGE_S))
        tokens = list(_tokens(table, picture, styles))
        if not tokens:
            return None
        words = [token for token, _ in tokens]
        confidence = sum(sure * len(token.text) for token, sure in tokens) / sum(len(token.text) for token in words)
        raw = "".join(token.space + token.text for token in words)
        return PageWords(number, PageFrame.of(page), raw, words, round(confidence / 100, 3))

    def _run(self, picture: bytes, timeout_s: float) -> str:
        command = [self._ocr.command, "stdin", "stdout", "-l", self._ocr.languages, "--dpi", str(DOTS_PER_INCH), "tsv"]
        began = time.perf_counter()
        try:
            run = subprocess.run(  # noqa: S603 - the operator's own program; no word of the file is in the command
                command,
                input=picture,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._ocr.environment | {"OMP_THREAD_LIMIT": "1"},
                timeout=timeout_s,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            self.failed = True
            return ""
        finally:
            self.took_s += time.perf_counter() - began
        if run.returncode:
            self.failed = True
            return ""
        return run.stdout.decode("utf-8", "replace")


class _Picture(Struct, frozen=True):
    """A page as grey pixels, and how many points one is wide and high."""

    pgm: bytes
    across: float
    down: float


def has_large_picture(page: Any) -> bool:
    """Tell whether one picture covers most of a page: words beside it are a stamp on a scan."""
    sides = [ctypes.c_float() for _ in range(4)]
    frame = PageFrame.of(page)
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if (right - left) * (top - bottom) > _MOST_OF_PAGE * frame.width * frame.height:
                return True
    return False


def _draw(page: Any) -> _Picture:
    frame = PageFrame.of(page)
    scale = DOTS_PER_INCH / _POINTS_PER_INCH
    pixels = frame.width * frame.height * scale * scale
    scale *= min(1.0, (_MOST_PIXELS / pixels) ** 0.5) if pixels > 0 else 1.0
    width = min(max(1, round(frame.width * scale)), _MOST_PIXELS)
    height = min(max(1, round(frame.height * scale)), max(1, _MOST_PIXELS // width))
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        rows = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if stride != width:
        rows = b"".join(rows[row * stride : row * stride + width] for row in range(height))
    return _Picture(b"P5 %d %d 255\n%s" % (width, height, rows), frame.width / width, frame.height / height)


def _tokens(table: str, picture: _Picture, styles: StyleTable) -> list[tuple[Token, float]]:
    """Give the words of Tesseract's table with their confidence, from 0 to 100."""
    found: list[tuple[Token, float]] = []
    line: list[str] = []
    for row in table.split("\n"):
        cells = row.split("\t", _COLUMNS - 1)
        text = clean_characters(cells[-1]).strip() if len(cells) == _COLUMNS else ""
        if not text or cells[0] != _WORD_LEVEL or float(cells[10]) < _LEAST_CONFIDENCE:
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        box = (
            round(left * picture.across, 2), round(top * picture.down, 2),
            round((left + width) * picture.across, 2), round((top + height) * picture.down, 2),
        )  # fmt: skip
        same_line, line = line == cells[1:5], cells[1:5]
        if same_line and found and found[-1][0].text.endswith("@"):
            token = found[-1][0]
            token.text, token.box = token.text + text, (*token.box[:2], box[2], max(token.box[3], box[3]))
            continue
        style = styles.place_of(TextStyle(float(round((box[3] - box[1]) * _EM_OF_LINE))))
        space = " " if same_line else "\n" if found else ""
        found.append((Token(text, space, 0, 0, box=box, style=style), float(cells[10])))
    return found
