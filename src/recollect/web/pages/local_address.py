"""An address to go back to, as a form brought it along: one of ours or none."""

from __future__ import annotations

import re

_OURS = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


def safe_address(written: str) -> str:
    """Give an address on this server, or the first page when it is anything else."""
    return written if _OURS.fullmatch(written) else "/"
