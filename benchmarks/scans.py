"""Scans: words that Tesseract recognises on pictures of pages whose text is known, and the time for a page."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from benchmarks.report import Figure
from benchmarks.resume_layouts import written_resumes
from recollect.bootstrap import find_ocr
from recollect.documents.limits import Limits
from recollect.documents.reading import read_document
from recollect.errors import DocumentError
from recollect.settings import Settings

_RESUMES = Path(__file__).parents[2] / "shared" / "data" / "resumes"
_DOTS_PER_INCH = 150
_RECALL = 0.95


def measure(*, full: bool) -> list[Figure]:
    """Give the figures; none where Tesseract is not installed."""
    ocr = find_ocr(Settings())
    if ocr is None:
        return []
    limits = Limits(ocr=ocr)
    told: list[Counter[str]] = []
    read: list[Counter[str]] = []
    pages, refused, took_s = 0, 0, 0.0
    for data in _pdfs(full=full):
        told.append(_words(read_document(data, "cv", Limits()).text))
        picture, count = _scan_of(data)
        began = time.perf_counter()
        try:
            read.append(_words(read_document(picture, "cv", limits).text))
        except DocumentError:
            read.append(Counter())
            refused += 1
        took_s += time.perf_counter() - began
        pages += count
    kept = sum((a & b).total() for a, b in zip(told, read, strict=True)) / sum(one.total() for one in told)
    return [
        Figure(
            name=f"words recognised, {len(told)} scans at {_DOTS_PER_INCH} dots an inch, {refused} refused",
            value=f"{kept:.3f}", baseline="the text layer", ratio="", goal=f"≥ {_RECALL}", met=kept >= _RECALL,
        ),
        Figure(
            name=f"a page recognised, of {pages}", value=f"{took_s / pages:.2f} s", baseline="none", ratio="",
            goal="≤ 3 s", met=took_s / pages <= 3,
        ),
    ]  # fmt: skip


def _words(text: str) -> Counter[str]:
    """Count the words; icons and the marks of lists are none."""
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def _pdfs(*, full: bool) -> Iterator[bytes]:
    """Give the real résumés where they are, and some of the written ones in English."""
    yield from (path.read_bytes() for path in sorted(_RESUMES.glob("*.pdf")))
    written = [one.data for one in written_resumes() if one.name.endswith(".pdf") and one.language == "en"]
    yield from written if full else written[:4]


def _scan_of(data: bytes) -> tuple[bytes, int]:
    """Give the pages as pictures alone, and how many they are."""
    pictures: list[Image.Image] = [
        page.render(scale=_DOTS_PER_INCH / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(data)
    ]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=_DOTS_PER_INCH, save_all=True, append_images=pictures[1:])
    return out.getvalue(), len(pictures)
