"""ZIP archives of documents: each file by itself, and none that is an archive again."""

from __future__ import annotations

from msgspec import Struct

from recollect.documents.formats import is_archive
from recollect.documents.limits import Limits
from recollect.documents.zip_package import ZipPackage
from recollect.errors import DocumentError, DocumentTooCostly, EmptyDocument, NestedArchive

MOST_FILES = 1_000
_MOST_UNPACKED = 128 * 1024 * 1024


class PackedFile(Struct, frozen=True, kw_only=True):
    """A file of an archive: its name, which is only ever text, and its bytes or why they can't be had."""

    name: str
    data: bytes = b""
    error: str = ""
    detail: str = ""


def unpack_archive(data: bytes, limits: Limits) -> tuple[PackedFile, ...] | None:
    """Give the files of an archive, without those that systems put in by themselves; None for a document.

    Raises a `DocumentError` when the archive itself can't be unpacked.
    """
    if not is_archive(data):
        return None
    package = ZipPackage(data, most_unpacked=_MOST_UNPACKED, most_part=limits.max_bytes)
    names = [name for name in package.names if not _is_system_file(name)]
    if not names:
        raise EmptyDocument("The archive holds no files; check that it is the right one.")
    if len(names) > MOST_FILES:
        raise DocumentTooCostly(
            f"The archive holds {len(names):,} files and the limit is {MOST_FILES:,}; make several of it."
        )
    return tuple(_unpack(package, name) for name in names)


def _unpack(package: ZipPackage, name: str) -> PackedFile:
    try:
        data = package.read(name)
        if _is_nested(data):
            raise NestedArchive("This is an archive in an archive, which is not looked into; upload it by itself.")
    except DocumentError as error:
        return PackedFile(name=name, error=error.name, detail=error.detail)
    return PackedFile(name=name, data=data)


def _is_nested(data: bytes) -> bool:
    try:
        return is_archive(data)
    except DocumentError:
        return False  # a document, or something broken: whoever reads it says so


def _is_system_file(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
