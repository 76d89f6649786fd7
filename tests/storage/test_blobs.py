from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from recollect.errors import DiskFull, StorageError, StorageUnavailable
from recollect.storage.files.blobs import LocalBlobs

NAME = "pdfs/resume_0123456789ab.pdf"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "resumes"


@pytest.fixture
def blobs(root: Path) -> LocalBlobs:
    return LocalBlobs(root)


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class SystemCalls:
    """What was asked of the operating system, in order: each call is carried out and noted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        self._names: dict[int, str] = {}
        self._note(monkeypatch, "open", lambda path, *_: f"open {_kind(path)}")
        self._note(monkeypatch, "write", lambda *_: "write")
        self._note(monkeypatch, "fsync", lambda descriptor: f"fsync {self._names[descriptor]}")
        self._note(monkeypatch, "link", lambda _, target, **__: f"link {_kind(target)}")
        self._note(monkeypatch, "rename", lambda _, target, **__: f"rename {_kind(target)}")
        self._note(monkeypatch, "replace", lambda _, target, **__: f"rename {_kind(target)}")

    def _note(self, monkeypatch: pytest.MonkeyPatch, name: str, describe: Callable[..., str]) -> None:
        real = getattr(os, name)

        def noted(*args: object, **options: object) -> object:
            self.seen.append(describe(*args, **options))
            found = real(*args, **options)
            if name == "open":
                self._names[found] = _kind(args[0])
            return found

        monkeypatch.setattr(os, name, noted)


def _kind(path: object) -> str:
    written = Path(str(path))
    return "part" if written.name.startswith(".part-") else written.name


def _assert_durable(calls: list[str], folder: str, name: str) -> None:
    """Assert that a file is whole on disk before it has its name, and its name on disk before all is said done."""
    written = max(place for place, call in enumerate(calls) if call == "write")
    synced = calls.index("fsync part")
    named = next(place for place, call in enumerate(calls) if call in {f"link {name}", f"rename {name}"})
    last = max(place for place, call in enumerate(calls) if call == f"fsync {folder}")
    assert written < synced < named < last


def test_a_document_is_on_disk_before_its_name_is_and_its_name_before_it_is_said(
    blobs: LocalBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = SystemCalls(monkeypatch)
    blobs.claim(NAME, b"document")
    _assert_durable(calls.seen, "pdfs", "resume_0123456789ab.pdf")
    assert calls.seen.index("fsync resumes") < calls.seen.index("write")  # the new folder has its name on disk too


@pytest.mark.parametrize(
    "order",
    [
        ["write", "link a", "fsync part", "fsync f"],
        ["write", "fsync part", "fsync f", "link a"],
        ["fsync part", "write", "link a", "fsync f"],
    ],
)
def test_another_order_of_the_same_calls_would_be_noticed(order: list[str]) -> None:
    _assert_durable(["write", "fsync part", "link a", "fsync f"], "f", "a")
    with pytest.raises(AssertionError):
        _assert_durable(order, "f", "a")


def test_a_document_that_is_there_has_its_name_on_disk_too(
    blobs: LocalBlobs, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LocalBlobs(root).claim(NAME, b"document")  # another process, perhaps cut off before it flushed the folder
    os.utime(root / NAME, (0, 0))
    calls = SystemCalls(monkeypatch)
    assert blobs.claim(NAME, b"document")
    assert {"fsync pdfs", "fsync resumes"} <= set(calls.seen)
    assert (root / NAME).stat().st_mtime > 0


def test_a_document_is_kept_and_given_back(blobs: LocalBlobs, root: Path) -> None:
    assert not blobs.exists(NAME)
    assert blobs.claim(NAME, b"document")
    assert blobs.exists(NAME)
    assert blobs.get(NAME) == b"document"
    assert _files(root) == {NAME: b"document"}
    assert (root / NAME).stat().st_mode & 0o077 == 0


def test_an_empty_document_is_kept_too(blobs: LocalBlobs) -> None:
    assert blobs.claim(NAME, b"")
    assert blobs.get(NAME) == b""


def test_a_name_belongs_to_one_document(blobs: LocalBlobs, root: Path) -> None:
    assert blobs.claim(NAME, b"one")
    assert blobs.claim(NAME, b"one")
    assert not blobs.claim(NAME, b"two")
    assert not blobs.claim(NAME, b"longer")
    assert _files(root) == {NAME: b"one"}


def test_who_comes_second_in_a_race_gets_nothing_and_overwrites_nothing(
    blobs: LocalBlobs, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def late(source: str, target: str, **options: object) -> None:
        if not Path(target).exists():
            Path(target).write_bytes(b"the other")
        real(source, target, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", late)
    assert not blobs.claim(NAME, b"mine")
    assert _files(root) == {NAME: b"the other"}
    (root / NAME).unlink()
    assert blobs.claim(NAME, b"the other")


def test_of_many_who_claim_a_name_at_once_one_gets_it(blobs: LocalBlobs, root: Path) -> None:
    outcomes: dict[int, bool] = {}
    barrier = threading.Barrier(8)

    def claim(number: int) -> None:
        barrier.wait()
        outcomes[number] = blobs.claim(NAME, b"document %d" % number)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    (winner,) = [number for number, won in outcomes.items() if won]
    assert _files(root) == {NAME: b"document %d" % winner}


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EMLINK])
def test_where_there_are_no_links_a_free_name_is_taken_all_the_same(
    blobs: LocalBlobs, root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    taken: list[str] = []

    def no_links(_: str, target: str, **__: object) -> None:
        if taken:
            Path(target).write_bytes(b"the other")
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", no_links)
    assert blobs.claim(NAME, b"mine")
    assert _files(root) == {NAME: b"mine"}
    taken.append(NAME)
    assert not blobs.claim("pdfs/other.pdf", b"mine")
    assert _files(root) == {NAME: b"mine", "pdfs/other.pdf": b"the other"}


@pytest.mark.parametrize("call", ["write", "fsync", "link"])
@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EIO, StorageUnavailable),
        (errno.EROFS, StorageUnavailable),
    ],
)
def test_when_the_disk_fails_it_is_said_and_nothing_is_left(
    blobs: LocalBlobs, root: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, kind: type[StorageError]
) -> None:
    blobs.claim("pdfs/before.pdf", b"before")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fail)
        with pytest.raises(kind) as caught:
            blobs.claim(NAME, b"document")
    assert type(caught.value) is kind
    assert "nothing was stored" in caught.value.detail
    assert _files(root) == {"pdfs/before.pdf": b"before"}
    assert blobs.claim(NAME, b"document")


def test_a_document_that_can_not_be_compared_is_said(
    blobs: LocalBlobs, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.claim(NAME, b"document")

    def fail(_: Path) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", fail)
        with pytest.raises(StorageUnavailable):
            blobs.claim(NAME, b"document")
        with pytest.raises(StorageUnavailable, match="can't be read"):
            blobs.get(NAME)
    assert _files(root) == {NAME: b"document"}


@pytest.mark.parametrize("name", ["../outside", "a/../../b", "/etc/passwd", "", ".", "a/.."])
def test_no_name_leads_out_of_the_folder(blobs: LocalBlobs, name: str) -> None:
    for use in (blobs.get, blobs.delete, blobs.exists, lambda n: blobs.claim(n, b"x")):
        with pytest.raises(StorageUnavailable, match="leaves its folder"):
            use(name)


def test_what_is_not_there_can_not_be_read_but_can_be_removed(blobs: LocalBlobs) -> None:
    with pytest.raises(StorageUnavailable, match="recollect verify"):
        blobs.get(NAME)
    blobs.delete(NAME)
    blobs.claim(NAME, b"document")
    blobs.delete(NAME)
    assert not blobs.exists(NAME)


def test_every_file_is_named_leftovers_too(blobs: LocalBlobs, root: Path) -> None:
    assert list(blobs.names()) == []
    blobs.claim(NAME, b"document")
    (root / "texts").mkdir()
    (root / "texts" / ".part-1").write_bytes(b"cut off")
    os.utime(root / "texts" / ".part-1", (1000, 1000))
    named = dict(blobs.names())
    assert set(named) == {NAME, "texts/.part-1"}
    assert named["texts/.part-1"] == 1000
