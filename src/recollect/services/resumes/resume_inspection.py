"""What would be read from a file, in which order and how long each step takes. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec
from msgspec import Struct

from recollect.documents.pool import ReaderPool
from recollect.domain.document import Fields, HiddenText, MediaType, Section, TextQuality, Word
from recollect.services.resumes.hidden_text import judge_hidden_text


class Block(Struct, frozen=True):
    """Words that stand below each other on a page, in the order of reading; offsets are code points of the text."""

    page: int
    start: int
    end: int


class InspectedPage(Struct, frozen=True):
    """A page: its number from 1, the span of its text, its size in points, and how sure OCR is where it was needed."""

    number: int
    start: int
    end: int
    width: float
    height: float
    ocr_confidence: float | None


class Inspection(Struct, frozen=True, kw_only=True):
    """A file as it would be kept; `steps_ms` says how long each step took."""

    media_type: MediaType
    reader_version: str
    text: str
    text_quality: TextQuality
    pages: tuple[InspectedPage, ...]
    blocks: tuple[Block, ...]
    fields: Fields
    sections: tuple[Section, ...]
    hidden_text: tuple[HiddenText, ...]
    warnings: tuple[str, ...]
    steps_ms: dict[str, float]


def inspect_file(readers: ReaderPool, data: bytes, filename: str) -> Inspection:
    """Read a file as an upload would be. Raises a `DocumentError` where that would be refused."""
    document, steps_ms = readers.inspect(data, filename)
    return Inspection(
        media_type=document.media_type,
        reader_version=document.reader_version,
        text=document.text,
        text_quality=document.text_quality,
        pages=tuple(InspectedPage(*msgspec.structs.astuple(page)) for page in document.pages),
        blocks=tuple(_blocks(document.words)),
        fields=document.fields,
        sections=document.sections,
        hidden_text=judge_hidden_text(document.hidden_text),
        warnings=document.warnings,
        steps_ms=steps_ms,
    )


def _blocks(words: Sequence[Word]) -> Iterator[Block]:
    """Join words that follow each other in one block of one page; a format without pages has none."""
    for (page, _), joined in groupby(words, key=lambda word: (word.page, word.block)):
        block = list(joined)
        if page:
            yield Block(page, block[0].start, block[-1].end)
