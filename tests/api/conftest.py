"""The application over a real store, asked in process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.asgi import TestClient
from api.requests import BASE_URL, stored
from recollect.bootstrap import open_memory
from recollect.documents.limits import Limits
from recollect.documents.pool import ReaderPool
from recollect.services.memory import Memory
from recollect.settings import Settings
from recollect.web.app import create_app

UPLOAD_LIMIT_MIB = 1
TOKEN = "correct horse battery staple"


@pytest.fixture(scope="session")
def readers() -> Iterator[ReaderPool]:
    with ReaderPool(Limits(max_bytes=UPLOAD_LIMIT_MIB * 1024 * 1024, max_pages=5), 1) as pool:
        yield pool


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", max_upload_mib=UPLOAD_LIMIT_MIB)


@pytest.fixture
def memory(settings: Settings, readers: ReaderPool) -> Iterator[Memory]:
    opened = open_memory(settings)
    opened.readers.close()
    opened.readers = readers
    yield opened
    opened.store.close()


@pytest.fixture
def app(settings: Settings, memory: Memory) -> FastAPI:
    return create_app(settings, memory)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=BASE_URL) as opened:
        yield opened


@pytest.fixture
def guarded(settings: Settings, memory: Memory) -> FastAPI:
    """Give the application of an installation that asks for a token."""
    return create_app(Settings(data=settings.data, max_upload_mib=UPLOAD_LIMIT_MIB, token=TOKEN), memory)


@pytest.fixture
def nothing_stored(client: TestClient, memory: Memory) -> Callable[[], AbstractContextManager[None]]:
    """Give a block after which no record and no file may be there that was not before."""

    @contextmanager
    def block() -> Iterator[None]:
        before = stored(client, memory)
        yield
        assert stored(client, memory) == before

    return block
