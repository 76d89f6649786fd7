"""Messages between the server and a reader process: a length of eight bytes, then MessagePack."""

from __future__ import annotations

import struct
from typing import Any

import msgspec
from msgspec import Struct

from recollect.domain.document import Document

LENGTH = struct.Struct(">Q")


class ReadRequest(Struct, frozen=True, array_like=True):
    """A file to be read, and its name."""

    data: bytes
    filename: str


class Ready(Struct, frozen=True, tag=True):
    """The reader process has started and bounded itself."""


class Done(Struct, frozen=True, tag=True):
    """The document as it was read."""

    document: Document


class Refused(Struct, frozen=True, tag=True):
    """The file can't be kept: the `name` of the `DocumentError`, and its detail."""

    error: str
    detail: str


class Failed(Struct, frozen=True, tag=True):
    """The reader itself went wrong: the exception's class and the place in the code, and no word of the file."""

    kind: str
    place: str


Reply = Ready | Done | Refused | Failed

_replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
_requests = msgspec.msgpack.Decoder(ReadRequest)


def pack(message: Any) -> bytes:
    """Give a message with its length before it."""
    body = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(body)) + body


def unpack_reply(body: bytes | bytearray) -> Reply:
    """Decode a reply. Raises `ValueError`, as `msgspec.MsgspecError` and `UnicodeDecodeError` both are."""
    return _replies.decode(body)


def unpack_request(body: bytes) -> ReadRequest:
    """Decode a request. Raises `msgspec.MsgspecError`."""
    return _requests.decode(body)
