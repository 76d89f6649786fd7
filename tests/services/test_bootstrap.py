"""A memory as the program opens it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factories import TickingClock, job_draft
from postgres_server import create_database, drop_database
from recollect.bootstrap import open_memory
from recollect.domain.caller import Caller
from recollect.errors import StartupError, StorageUnavailable, StoreTooNew
from recollect.services.jobs.job_intake import create_job, current_job
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.databases import migrate
from use_cases import receive


@pytest.fixture
def url() -> Iterator[str]:
    url = create_database()
    yield url
    drop_database(url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = request.getfixturevalue("url") if request.param == "postgres" else ""
    return Settings(data=tmp_path / "data", database_url=url, reader_processes=1)


def test_everything_is_there_again_after_a_restart(settings: Settings, caller: Caller) -> None:
    with closing(open_memory(settings, clock=TickingClock())) as memory:
        job_id = create_job(memory, caller, job_draft())
        received = receive(memory)
    with closing(open_memory(settings)) as memory:
        now = current_job(memory, caller)
        assert now is not None
        assert now.job_id == job_id
        assert receive(memory).resume_id == received.resume_id
        found = verify_store(memory, caller)
    assert (found.documents, found.problems, found.orphans) == (1, (), ())


def test_the_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    with closing(open_memory(Settings(data=tmp_path / "a" / "data"))):
        assert (tmp_path / "a" / "data").stat().st_mode & 0o077 == 0


def test_the_limits_are_those_of_the_settings(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, max_characters=10)
    with closing(open_memory(settings)) as memory, pytest.raises(Exception, match="10"):
        receive(memory)


def test_a_folder_that_can_not_be_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    for data in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(StartupError, match="name another"):
            open_memory(Settings(data=data))
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(StartupError, match="can't be written"):
        open_memory(Settings(data=tmp_path / "data"))


def test_a_store_of_a_newer_version_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_memory(Settings(data=tmp_path)).close()
    monkeypatch.setattr(migrate, "SCHEMA_REVISION", "0000")
    with pytest.raises(StoreTooNew):
        open_memory(Settings(data=tmp_path))


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/nothing?host={tmp_path}"
    with pytest.raises(StorageUnavailable, match="can't be reached"):
        open_memory(Settings(data=tmp_path, database_url=url))


def test_without_its_driver_postgres_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StartupError, match=r"recollect\[postgres\]"):
        open_memory(Settings(data=tmp_path, database_url="postgresql://nobody@/nothing"))
