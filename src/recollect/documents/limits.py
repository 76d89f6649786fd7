"""What reading one document may cost."""

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """The caps on one document; each has a typed error of its own when it is passed."""

    max_bytes: int = 20 * 1024 * 1024
    max_pages: int = 60
    max_characters: int = 2_000_000
    timeout_s: float = 10.0
    memory_bytes: int = 800_000_000
    cpu_s: int = 10
