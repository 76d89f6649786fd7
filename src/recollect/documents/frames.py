"""Messages between the server and a reader process: a length of eight bytes, then MessagePack."""

from __future__ import annotations

import struct
from typing import Any

import msgspec
from msgspec import Struct

from recollect.documents.archives import PackedFile
from recollect.domain.document import Document

LENGTH = struct.Struct(">Q")


class ReadRequest(Struct, frozen=True, array_like=True, tag=True):
    """A file to be read, its name, and whether a scan without text is to be kept."""

    data: bytes
    filename: str
    keep_scan: bool = False


class UnpackRequest(Struct, frozen=True, array_like=True, tag=True):
    """A file to be unpacked if it is an archive of documents."""

    data: bytes


IMAGE_VERSION = "1"
"""Raised when the same page of the same file is drawn as another image."""


class DrawRequest(Struct, frozen=True, array_like=True, tag=True):
    """A PDF, and the number of a page of it (from 1) that is to be drawn."""

    data: bytes
    page: int


Request = ReadRequest | UnpackRequest | DrawRequest


class Ready(Struct, frozen=True, tag=True):
    """The reader process has started and bounded itself."""


class Recognising(Struct, frozen=True, tag=True):
    """The reader process begins to recognise text, which has a time of its own; the answer follows."""


class Unpacked(Struct, frozen=True, tag=True):
    """The files of an archive; None for a file that is none."""

    files: tuple[PackedFile, ...] | None


class Drawn(Struct, frozen=True, tag=True):
    """A page as WebP."""

    image: bytes


class Done(Struct, frozen=True, tag=True):
    """The document as it was read, and how long each step took."""

    document: Document
    steps_ms: dict[str, float] = {}


class Refused(Struct, frozen=True, tag=True):
    """The file can't be kept: the `name` of the `DocumentError`, and its detail."""

    error: str
    detail: str


class Failed(Struct, frozen=True, tag=True):
    """The reader itself went wrong: the exception's class and the place in the code, and no word of the file."""

    kind: str
    place: str


Reply = Ready | Recognising | Unpacked | Done | Refused | Failed | Drawn

_replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)


def pack(message: Any) -> bytes:
    """Give a message with its length before it."""
    body = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(body)) + body


def unpack_reply(body: bytes | bytearray) -> Reply:
    """Decode a reply. Raises `ValueError`, as `msgspec.MsgspecError` and `UnicodeDecodeError` both are."""
    return _replies.decode(body)


def unpack_request(body: bytes) -> Request:
    """Decode a request. Raises `msgspec.MsgspecError`."""
    return _requests.decode(body)
