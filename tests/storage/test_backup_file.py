from __future__ import annotations

import io
import tarfile
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.errors import UnusableBackup
from recollect.storage.files.backup_file import (
    HEADER_NAME,
    BackupHeader,
    BackupWriter,
    Totals,
    is_backup,
    read_backup,
)

HEADER = BackupHeader(
    made_at=datetime(2026, 11, 26, 9, tzinfo=UTC),
    program_version="0.1.0",
    database="sqlite",
    schema_revision="0003",
)
MEMBERS = {
    "recollect.db": b"d" * 3000,
    "resumes/pdfs/resume_0a.pdf": b"%PDF-1.7",
    "resumes/texts/resume_0a.txt": b"Ada",
}


def write_backup(path: Path, members: dict[str, bytes], header: BackupHeader = HEADER) -> Path:
    with path.open("wb") as file, BackupWriter(file, header) as writer:
        for name, data in members.items():
            writer.add(name, io.BytesIO(data), len(data))
        assert writer.finish() == Totals(len(members), sum(map(len, members.values())))
    return path


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    path = write_backup(tmp_path / "b.tar", MEMBERS)
    sinks: dict[str, io.BytesIO] = {}

    def open_sink(name: str) -> io.BytesIO:
        return sinks.setdefault(name, io.BytesIO())

    found = read_backup(path, open_sink)
    assert found.header == HEADER
    assert found.totals.members == 3
    assert {name: sink.getvalue() for name, sink in sinks.items()} == MEMBERS
    assert is_backup(path)


def test_any_tar_can_read_it(tmp_path: Path) -> None:
    path = write_backup(tmp_path / "b.tar", MEMBERS)
    with tarfile.open(path) as tar:
        assert tar.getnames() == [HEADER_NAME, *MEMBERS, "manifest.jsonl"]
        assert {member.mode for member in tar} == {0o600}


@given(st.data())
def test_a_backup_that_is_cut_off_is_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = write_backup(tmp_path_factory.mktemp("cut") / "b.tar", MEMBERS)
    content = whole.read_bytes()
    end = content.rstrip(b"\0")
    whole.write_bytes(content[: data.draw(st.integers(0, len(end) - 1))])
    with pytest.raises(UnusableBackup):
        read_backup(whole)


@pytest.mark.parametrize(("name", "content"), MEMBERS.items())
def test_a_member_with_one_other_byte_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = write_backup(tmp_path / "b.tar", MEMBERS)
    path.write_bytes(path.read_bytes().replace(content, b"x" + content[1:], 1))
    with pytest.raises(UnusableBackup, match=name):
        read_backup(path)


def test_a_member_that_was_put_in_or_taken_out_is_noticed(tmp_path: Path) -> None:
    path = write_backup(tmp_path / "b.tar", MEMBERS)
    with tarfile.open(path) as tar:
        entries = [(entry, file.read()) for entry in tar if (file := tar.extractfile(entry))]
    for changed in ([*entries[:2], *entries[3:]], [*entries[:2], entries[1], *entries[2:]]):
        with tarfile.open(tmp_path / "changed.tar", "w") as tar:
            for entry, data in changed:
                tar.addfile(entry, io.BytesIO(data))
        with pytest.raises(UnusableBackup):
            read_backup(tmp_path / "changed.tar")


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd.txt", "resumes/../../x.txt", "recollect.db/x", "other.txt", "a\0b"]
)
def test_a_member_that_would_lie_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = write_backup(tmp_path / "b.tar", {name: b"x"})
    with pytest.raises(UnusableBackup):
        read_backup(path, lambda _: pytest.fail("nothing of it is taken"))


def test_what_is_no_backup_is_said(tmp_path: Path) -> None:
    other = tmp_path / "other.tar"
    with tarfile.open(other, "w") as tar:
        tar.addfile(tarfile.TarInfo("recollect.db"), io.BytesIO())
    noise = tmp_path / "noise"
    noise.write_bytes(b"noise" * 1000)
    newer = write_backup(
        tmp_path / "newer.tar",
        {},
        BackupHeader(
            made_at=HEADER.made_at,
            program_version="9",
            database="sqlite",
            schema_revision="9999",
            format_version=2,
        ),
    )
    for path in (other, noise, newer, tmp_path / "none", tmp_path):
        with pytest.raises(UnusableBackup):
            read_backup(path)
    assert not any(map(is_backup, (other, noise, tmp_path / "none", tmp_path)))


def test_many_members_and_large_ones_take_no_more_memory(tmp_path: Path) -> None:
    def peak(count: int, size: int) -> int:
        path = tmp_path / "b.tar"
        tracemalloc.start()
        with path.open("wb") as file, BackupWriter(file, HEADER) as writer:
            for number in range(count):
                with (tmp_path / "source").open("wb") as source:
                    source.truncate(size)
                with (tmp_path / "source").open("rb") as source:
                    writer.add(f"resumes/texts/resume_{number}.txt", source, size)
            writer.finish()
        read_backup(path)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    few = peak(5, 4_000_000)
    assert peak(400, 1) < few
    assert peak(1, 40_000_000) < few + 1_000_000
