"""Index files: one JSON object that maps ids to what is there now, one id a line.

They are merged line by line, so that keeping one current takes memory for what changed and not for what is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from recollect.archive.durable import replace_file, unwritable
from recollect.domain.history import Entry
from recollect.errors import ArchiveDamaged

Changes = Mapping[str, Entry | None]
"""What is there now by id; None for what is there no longer."""


def write_index(path: Path, entries: Iterable[tuple[str, Entry]]) -> None:
    """Write an index file anew."""
    replace_file(path, _framed(_line(record_id, entry) for record_id, entry in entries))


def merge_index(path: Path, changes: Changes) -> None:
    """Replace an index file by one in which the changes are carried out: changed ids keep their place.

    Raises `ArchiveDamaged` when the file is not one that was written here; it is to be written anew then.
    """
    replace_file(path, _framed(_merged(path, dict(changes))))


def _merged(path: Path, changes: dict[str, Entry | None]) -> Iterator[bytes]:
    for record_id, line in _lines(path):
        if record_id not in changes:
            yield line
        elif (entry := changes.pop(record_id)) is not None:
            yield _line(record_id, entry)
    for record_id, entry in changes.items():
        if entry is not None:
            yield _line(record_id, entry)


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give each id of an index file with its line, without comma and line end."""
    try:
        with path.open("rb") as file:
            if file.readline() != b"{\n":
                raise _strange(path)
            for line in file:
                if line == b"}\n":
                    if file.read(1):
                        raise _strange(path)
                    return
                end = line.find(b'": {', 1)
                if not line.startswith(b'"') or end < 0:
                    raise _strange(path)
                yield line[1:end].decode(), line.rstrip(b",\n")
    except FileNotFoundError as error:
        raise _strange(path) from error
    except OSError as error:
        raise unwritable(path, error) from error
    raise _strange(path)


def _line(record_id: str, entry: Entry) -> bytes:
    return b'"' + record_id.encode() + b'": ' + msgspec.json.encode(entry)


def _framed(lines: Iterable[bytes]) -> Iterator[bytes]:
    before = b"{\n"
    for line in lines:
        yield before + line
        before = b",\n"
    yield b"{\n}\n" if before == b"{\n" else b"\n}\n"


def _strange(path: Path) -> ArchiveDamaged:
    return ArchiveDamaged(f"{path} is not as it was written; it is written anew.")
