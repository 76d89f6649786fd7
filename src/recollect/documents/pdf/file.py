"""A PDF's bytes, opened by PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2  # noqa: F401 - importing it starts the library
import pypdfium2.raw as pdfium

from recollect.errors import BrokenDocument, EncryptedDocument


@contextmanager
def opened_pdf(data: bytes) -> Iterator[Any]:
    """Hold a PDF open; it is closed again at the end. Raises the `DocumentError` that says why it can't be opened."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)  # `data` outlives it: the caller holds it
    if not document:
        _raise_unopened(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _raise_unopened(code: int) -> None:
    if code == pdfium.FPDF_ERR_PASSWORD:
        raise EncryptedDocument(f"The document asks for a password. {EncryptedDocument.remedy}")
    if code == pdfium.FPDF_ERR_SECURITY:
        raise EncryptedDocument(f"The document's protection is of a kind not known here. {EncryptedDocument.remedy}")
    raise BrokenDocument(
        "The file says it is a PDF, but its structure can't be followed; it may have been cut off on its way. "
        "Save it again as PDF and upload that."
    )
