"""How much a test does: reduced counts by default, full ones with RECOLLECT_FULL=1 (script/check)."""

import os


def is_full() -> bool:
    """Whether every promise is to be proved in full."""
    return os.environ.get("RECOLLECT_FULL", "") not in {"", "0"}


def full_or(reduced: int, full: int) -> int:
    """Choose the count for this run: ``full`` in a full run, otherwise ``reduced``."""
    return full if is_full() else reduced
