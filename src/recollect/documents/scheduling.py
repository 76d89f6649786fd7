"""What the kernel is told, and tells, of the processor time of a reader process (Linux; elsewhere it does nothing)."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_LOWER_PRIORITY = 10
_NANOSECONDS = 1e9


def lower_priority(pid: int) -> None:
    """Let a process, and what it starts, have processor time only where little else wants it."""
    with contextlib.suppress(OSError):  # it may have ended
        os.setpriority(os.PRIO_PROCESS, pid, _LOWER_PRIORITY)
    with contextlib.suppress(OSError):
        # A reader is a session of its own, and where sessions share the processors first (autogroup), it is their
        # priority that counts.
        Path(f"/proc/{pid}/autogroup").write_text(str(_LOWER_PRIORITY), "ascii")


def waited_s(pid: int) -> float:
    """Give how long a process was ready to run and waited for a processor, in seconds; 0 where that is not told."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / _NANOSECONDS
    except (OSError, IndexError, ValueError):
        return 0.0
