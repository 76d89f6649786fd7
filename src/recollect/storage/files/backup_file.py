"""The one file of a backup: a plain tar that begins with what it is and ends with the hash of every member.

It is written and read as a stream: neither its size nor the number of its members matters to memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Protocol, Self

import msgspec
from msgspec import Struct

from recollect.errors import UnusableBackup

FORMAT = "recollect-backup"
FORMAT_VERSION = 1
HEADER_NAME = "recollect-backup.json"
MANIFEST_NAME = "manifest.jsonl"
DATABASE_MEMBER = "recollect.db"
SETTINGS_MEMBER = "recollect.toml"
DOCUMENTS_PREFIX = "resumes/"
STAGED_PREFIX = "staged/"

_CHUNK_BYTES = 1024 * 1024
_LARGEST_HEADER_BYTES = 64 * 1024
_SPOOLED_BYTES = 4 * 1024 * 1024
_NAME = re.compile(
    r"recollect\.(?:db|toml)|resumes/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.[a-z0-9]{1,8}|staged/[A-Za-z0-9_-]+"
)


class BackupHeader(Struct, frozen=True, kw_only=True):
    """What a backup is: when it was made, by which version, of which database and schema."""

    format: str = FORMAT
    format_version: int = FORMAT_VERSION
    made_at: datetime
    program_version: str
    database: Literal["sqlite", "postgresql"]
    schema_revision: str


class Member(Struct, frozen=True):
    """One file in a backup."""

    name: str
    size: int
    sha256: str


class Totals(Struct, frozen=True):
    """How many files a backup holds, and how many bytes they have; the last line of the manifest."""

    members: int
    bytes: int


class BackupContents(Struct, frozen=True, kw_only=True):
    """A backup that was read whole, and every hash found right."""

    header: BackupHeader
    totals: Totals


class Sink(Protocol):
    """Takes the bytes of one member."""

    def write(self, data: bytes, /) -> object:
        """Take some more bytes."""
        ...


class Readable(Protocol):
    """Gives the bytes of one member."""

    def read(self, size: int = -1, /) -> bytes:
        """Give some more bytes."""
        ...


class BackupWriter:
    """Writes a backup's members one after another; `finish` ends it with the manifest. Without that it is none."""

    def __init__(self, file: IO[bytes], header: BackupHeader) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT, bufsize=_CHUNK_BYTES)  # noqa: SIM115
        self._made_at = int(header.made_at.timestamp())
        self._manifest = tempfile.SpooledTemporaryFile(_SPOOLED_BYTES)  # noqa: SIM115 - closed by `__exit__`
        self._members = self._bytes = 0
        encoded = msgspec.json.encode(header)
        with tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as written:
            written.write(encoded)
            written.seek(0)
            self._append(HEADER_NAME, written, len(encoded))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._manifest.close()
        with contextlib.suppress(OSError):  # a full disk was told already; what is left is no backup
            self._tar.close()

    def add(self, name: str, source: Readable, size: int) -> Member:
        """Add a file of `size` bytes, and give it with the hash of what was read."""
        hashed = _Hashed(source)
        self._append(name, hashed, size)
        member = Member(name, size, hashed.sha256.hexdigest())
        self._manifest.write(msgspec.json.encode(member) + b"\n")
        self._members += 1
        self._bytes += size
        return member

    def finish(self) -> Totals:
        """Write the manifest, and give how much there is; the file itself is its opener's to close."""
        totals = Totals(self._members, self._bytes)
        self._manifest.write(msgspec.json.encode(totals) + b"\n")
        size = self._manifest.tell()
        self._manifest.seek(0)
        self._append(MANIFEST_NAME, self._manifest, size)
        self._tar.close()
        return totals

    def _append(self, name: str, source: Readable, size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, 0o600, self._made_at
        self._tar.addfile(entry, source)
        _forget_members(self._tar)


def is_backup(path: Path) -> bool:
    """Tell whether a file begins as a backup does."""
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r|") as tar:
            first = tar.next()
    except (OSError, tarfile.TarError):
        return False
    return first is not None and first.name == HEADER_NAME


def read_backup(
    path: Path,
    open_sink: Callable[[str], Sink | None] = lambda _name: None,
    progress: Callable[[int], None] = lambda _members: None,
) -> BackupContents:
    """Read a backup whole, hash every member, and hand its bytes to what `open_sink` gives for its name.

    Raises `UnusableBackup` when it is no backup, is cut off, or when a member is not what its hash says: until this
    returns, nothing of what was handed over can be trusted.
    """
    with _opened(path) as tar, tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as computed:
        header = _read_header(tar, path)
        size = 0
        for members, entry in enumerate(_each_entry(tar)):
            content = tar.extractfile(entry)
            if content is None:
                raise UnusableBackup(f"{path} holds {entry.name!r}, which is no file.")
            if entry.name == MANIFEST_NAME:
                totals = Totals(members, size)
                computed.write(msgspec.json.encode(totals) + b"\n")
                computed.seek(0)
                _compare(path, content, computed)
                return BackupContents(header=header, totals=totals)
            if not _NAME.fullmatch(entry.name):
                raise UnusableBackup(f"{path} holds {entry.name!r}, which no backup does.")
            member = Member(entry.name, entry.size, _hash_into(content, open_sink(entry.name)))
            computed.write(msgspec.json.encode(member) + b"\n")
            size += entry.size
            progress(members + 1)
    raise UnusableBackup(f"{path} is cut off: its end is missing. Use another backup.")


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r|", bufsize=_CHUNK_BYTES) as tar:
            yield tar
    except tarfile.TarError as error:
        raise UnusableBackup(f"{path} is no backup, or is damaged ({error}). Use another backup.") from error
    except OSError as error:
        raise UnusableBackup(f"{path} can't be read ({error.strerror or error}).") from error


def _read_header(tar: tarfile.TarFile, path: Path) -> BackupHeader:
    entry = tar.next()
    content = tar.extractfile(entry) if entry is not None and entry.name == HEADER_NAME else None
    if content is None or entry is None or entry.size > _LARGEST_HEADER_BYTES:
        raise UnusableBackup(f"{path} is no backup that `recollect backup` made.")
    try:
        header = msgspec.json.decode(content.read(), type=BackupHeader)
    except msgspec.MsgspecError as error:
        raise UnusableBackup(f"{path} does not say what it is; it is damaged. Use another backup.") from error
    if header.format != FORMAT or header.format_version > FORMAT_VERSION:
        raise UnusableBackup(f"{path} was made by a newer version of Recollect ({header.program_version}); install it.")
    return header


def _each_entry(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    while (entry := tar.next()) is not None:
        _forget_members(tar)
        yield entry


def _forget_members(tar: tarfile.TarFile) -> None:
    """Keep a tar from remembering every member that went through it."""
    vars(tar)["members"] = []


def _hash_into(content: IO[bytes], sink: Sink | None) -> str:
    sha256 = hashlib.sha256()
    while chunk := content.read(_CHUNK_BYTES):
        sha256.update(chunk)
        if sink is not None:
            sink.write(chunk)
    return sha256.hexdigest()


def _compare(path: Path, written: IO[bytes], computed: IO[bytes]) -> None:
    """Compare the manifest with what was found, line by line: they are written alike and in one order."""
    while True:
        expected, found = written.readline(), computed.readline()
        if expected != found:
            raise UnusableBackup(f"{path} is damaged: {_name_in(found) or 'its manifest'} is not what its hash says.")
        if not expected:
            return


def _name_in(line: bytes) -> str | None:
    try:
        return msgspec.json.decode(line, type=Member).name
    except msgspec.MsgspecError:
        return None


class _Hashed:
    """Reads from a source, and hashes what was read."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """Give some more bytes."""
        data = self._source.read(size)
        self.sha256.update(data)
        return data
