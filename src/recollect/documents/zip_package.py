"""ZIP files, opened with a bound on everything that they could unfold into."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from recollect.errors import BrokenDocument, DocumentTooCostly, EncryptedDocument

MOST_ENTRIES = 4_000
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that all parts which are read of one document may have together."""
_MOST_PART = 24 * 1024 * 1024
_MOST_RATIO = 200
_RATIO_COUNTS_FROM = 1024 * 1024
_CHUNK = 256 * 1024
_END = b"PK\x05\x06"
_END_WITHIN = 65_557
_MOST_DIRECTORY = 4 * 1024 * 1024
_IS_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error, KeyError)
_COSTLY = "The file unpacks to more than a document may; save it with smaller pictures, or as PDF, and upload it again."
_BROKEN = "The file's ZIP structure is damaged; save it again and upload that."


class ZipPackage:
    """The parts of a ZIP file by name; nothing is unpacked before it is asked for. Raises a `DocumentError`."""

    def __init__(self, data: bytes, *, most_unpacked: int = MOST_UNPACKED, most_part: int = _MOST_PART) -> None:
        self._most_part = most_part
        self._left = most_unpacked
        _check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise BrokenDocument(_BROKEN) from error
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            if name := entry.filename.lstrip("/"):
                self._entries.setdefault(name, entry)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts that are no folders, as they stand in the file: only ever text."""
        return tuple(name for name in self._entries if not name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Unpack one part.

        Raises `EncryptedDocument`, `DocumentTooCostly` when it is larger than it may be, and `BrokenDocument`.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise BrokenDocument("The file lacks a part that it names; save it again and upload that.")
        if entry.flag_bits & _IS_ENCRYPTED:
            raise EncryptedDocument(f"The file asks for a password. {EncryptedDocument.remedy}")
        if entry.compress_type not in _METHODS:
            raise BrokenDocument("The file is packed in a way that is not read here; save it again and upload that.")
        most = min(self._most_part, self._left)
        if entry.file_size > most or _unfolds(entry.file_size, entry.compress_size):
            raise DocumentTooCostly(_COSTLY)
        unpacked = self._unpack(entry, most)
        self._left -= len(unpacked)
        return unpacked

    def _unpack(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """Unpack piece by piece: the sizes that a file states are not believed."""
        unpacked = bytearray()
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    unpacked += chunk
                    if len(unpacked) > most or _unfolds(len(unpacked), entry.compress_size):
                        raise DocumentTooCostly(_COSTLY)
        except _DAMAGE as error:
            raise BrokenDocument(_BROKEN) from error
        except RuntimeError as error:  # what `zipfile` raises for a part that turns out to be encrypted
            raise EncryptedDocument(f"The file asks for a password. {EncryptedDocument.remedy}") from error
        return bytes(unpacked)


def _unfolds(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_COUNTS_FROM and unpacked > _MOST_RATIO * max(1, packed)


def _check_directory(data: bytes) -> None:
    """Refuse a list of parts that is itself too long, before anything of it is built."""
    at = data.rfind(_END, max(0, len(data) - _END_WITHIN))
    if at < 0 or at + 16 > len(data):
        raise BrokenDocument(_BROKEN)
    count, size = struct.unpack_from("<HI", data, at + 10)
    if count > MOST_ENTRIES or size > _MOST_DIRECTORY:
        raise DocumentTooCostly(
            "The file has more parts than a document may; save it again, or as PDF, and upload that."
        )
