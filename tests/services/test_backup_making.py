from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from factories import START, TickingClock
from recollect.domain.caller import Caller
from recollect.errors import CalledOff, InvalidInput, StorageUnavailable
from recollect.services.backups import backup_making
from recollect.services.backups.backup_making import Backup, find_last_backup, make_backup
from recollect.services.backups.backup_schedule import BackupPlan, back_up_when_due, is_due, list_backups
from recollect.services.backups.backup_verification import check_backup
from recollect.services.memory import Memory
from recollect.storage.files.backup_file import read_backup
from use_cases import analyse_one, receive

HOUR = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups")


def names_in(path: Path) -> list[str]:
    names: list[str] = []
    read_backup(path, names.append)
    return names


def test_a_backup_holds_everything_and_is_remembered(memory: Memory, caller: Caller, folder: Path) -> None:
    analyse_one(memory)
    receive(memory, "Emre Aydin\nWelder\n", "emre.txt")
    (memory.data / "recollect.toml").write_text("port = 8080\n")
    made = make_backup(memory, folder)
    path = Path(made.path)
    assert path.parent == folder
    assert [other.name for other in folder.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    assert (made.documents, made.bytes) == (2, path.stat().st_size)
    with memory.read(caller) as reader:
        assert find_last_backup(reader) == made
        is_sqlite = reader.dialect == "sqlite"
    names = names_in(path)
    assert len([name for name in names if name.startswith("resumes/")]) == 4
    assert names[: 2 if is_sqlite else 1] == [*(["recollect.db"] if is_sqlite else []), "recollect.toml"]
    checked = check_backup(path)
    assert checked.problems == ()
    assert checked.database == made.database == ("sqlite" if is_sqlite else "postgresql")


def test_two_of_one_second_both_stay_and_a_named_file_is_never_replaced(
    sqlite_memory: Memory, clock: TickingClock, folder: Path
) -> None:
    for _ in range(2):
        clock.now = START
        make_backup(sqlite_memory, folder)
    assert len(list_backups(folder)) == 2
    make_backup(sqlite_memory, folder / "mine.tar")
    with pytest.raises(InvalidInput, match="there already"):
        make_backup(sqlite_memory, folder / "mine.tar")


def test_a_backup_among_the_data_is_refused(sqlite_memory: Memory, folder: Path) -> None:
    (folder / "link").symlink_to(sqlite_memory.data)
    for place in (sqlite_memory.data, sqlite_memory.data / "b" / "x.tar", folder / "link"):
        with pytest.raises(InvalidInput, match="in the data folder"):
            make_backup(sqlite_memory, place)


def test_nothing_stays_of_a_backup_that_was_called_off_or_would_be_wrong(
    sqlite_memory: Memory, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse_one(sqlite_memory)
    with pytest.raises(CalledOff):
        make_backup(sqlite_memory, folder, is_cancelled=lambda: True)
    with monkeypatch.context() as patched:
        patched.setattr(backup_making, "find_damage", lambda _: ["page 7 is torn"])
        with pytest.raises(StorageUnavailable, match="page 7 is torn"):
            make_backup(sqlite_memory, folder)
    (text,) = (sqlite_memory.data / "resumes" / "texts").iterdir()
    text.write_text("something else")
    with pytest.raises(StorageUnavailable, match="not what its hash says"):
        make_backup(sqlite_memory, folder)
    text.unlink()
    with pytest.raises(StorageUnavailable, match="can't be read"):
        make_backup(sqlite_memory, folder)
    assert list(folder.iterdir()) == []


def test_what_a_killed_backup_left_is_removed_when_it_is_old(sqlite_memory: Memory, folder: Path) -> None:
    for name, age_s in (("old", 7200), ("young", 10)):
        left = folder / f".part-{name}"
        left.mkdir()
        (left / "recollect.db").write_bytes(b"half")
        then = left.stat().st_mtime - age_s
        os.utime(left / "recollect.db", (then, then))
        os.utime(left, (then, then))
    make_backup(sqlite_memory, folder)
    assert [path.name for path in folder.glob(".part-*")] == [".part-young"]
    shutil.rmtree(folder)


def plan(folder: Path, keep: int = 3) -> BackupPlan:
    return BackupPlan(folder=folder, every=HOUR, keep=keep)


def backed_up(memory: Memory, folder: Path) -> Backup | None:
    return back_up_when_due(memory, plan(folder), is_cancelled=lambda: False)


def test_the_next_one_is_due_an_interval_after_the_newest_also_for_a_new_process(
    sqlite_memory: Memory, clock: TickingClock, folder: Path
) -> None:
    assert is_due(plan(folder / "not-there-yet"), clock())
    first = backed_up(sqlite_memory, folder)
    assert first is not None
    clock.advance(timedelta(minutes=58))
    assert backed_up(sqlite_memory, folder) is None
    clock.advance(timedelta(minutes=2))
    assert backed_up(sqlite_memory, folder) is not None
    assert len(list_backups(folder)) == 2


def test_the_newest_stay_and_other_files_are_left_alone(
    sqlite_memory: Memory, clock: TickingClock, folder: Path
) -> None:
    make_backup(sqlite_memory, folder / "mine.tar")
    (folder / "recollect-notes.txt").touch()
    made = []
    for _ in range(5):
        backup = backed_up(sqlite_memory, folder)
        assert backup is not None
        made.append(Path(backup.path))
        clock.advance(HOUR)
    assert sorted(kept.path for kept in list_backups(folder)) == made[-3:]
    assert (folder / "mine.tar").exists()
    assert (folder / "recollect-notes.txt").exists()


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_a_jump_of_the_clock_neither_puts_backups_off_nor_removes_good_ones(
    sqlite_memory: Memory, clock: TickingClock, folder: Path, jump: timedelta
) -> None:
    for _ in range(3):
        assert backed_up(sqlite_memory, folder) is not None
        clock.advance(HOUR)
    newest = [kept.path for kept in list_backups(folder)][:2]
    clock.advance(jump)
    assert backed_up(sqlite_memory, folder) is not None
    assert backed_up(sqlite_memory, folder) is None
    clock.advance(-jump)
    made = backed_up(sqlite_memory, folder)
    assert made is not None
    assert {*newest, Path(made.path)} <= {kept.path for kept in list_backups(folder)}
