"""What reading one document may cost."""

from msgspec import Struct


class OcrLimits(Struct, frozen=True, kw_only=True):
    """The program that recognises text in pictures, and what it may cost a document."""

    command: str
    languages: str = "eng"
    timeout_s: float = 60.0
    environment: dict[str, str] = {}


class Limits(Struct, frozen=True, kw_only=True):
    """The caps on one document; each has a typed error of its own when it is passed."""

    max_bytes: int = 20 * 1024 * 1024
    max_pages: int = 60
    max_characters: int = 2_000_000
    timeout_s: float = 10.0
    memory_bytes: int = 700 * 1024 * 1024
    cpu_s: int = 10
    max_archive_bytes: int = 64 * 1024 * 1024
    ocr: OcrLimits | None = None
