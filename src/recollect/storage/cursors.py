"""Opaque cursors: where the next page of a list begins, bound to the list and its filters."""

from __future__ import annotations

import base64
import binascii
import zlib

import msgspec

from recollect.errors import InvalidCursor

_DECODER = msgspec.msgpack.Decoder(tuple[int, tuple[int, ...]])
"""Made once: to make one takes ten times as long as to decode."""


def encode_cursor(scope: str, *position: int) -> str:
    """Write a position of the list that `scope` names, with its filters, as a cursor."""
    raw = msgspec.msgpack.encode((zlib.crc32(scope.encode()), position))
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode_cursor(scope: str, cursor: str, length: int = 1) -> tuple[int, ...]:
    """Read a cursor that `encode_cursor` wrote for the same scope, or raise `InvalidCursor`."""
    try:
        raw = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        checksum, position = _DECODER.decode(raw)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise _invalid() from error
    if checksum != zlib.crc32(scope.encode()) or len(position) != length or any(abs(p) >= 2**63 for p in position):
        raise _invalid()
    return position


def _invalid() -> InvalidCursor:
    return InvalidCursor(
        "This cursor was not given out by this list with these filters; leave it out to start at the newest."
    )
