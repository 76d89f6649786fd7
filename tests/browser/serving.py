"""A server on a free port of this machine, in a thread of the tests."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from msgspec import Struct

from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.memory import Memory
from recollect.services.sample_filling import fill_with_sample
from recollect.settings import Settings
from recollect.web.app import create_app


class Site(Struct, frozen=True):
    """Where a server answers, and the memory that it works on."""

    address: str
    memory: Memory


class _Server(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


@contextmanager
def serve_site(settings: Settings, *, sample: bool = False) -> Iterator[Site]:
    """Serve a store, filled with the sample or as it is, until the block ends."""
    memory = open_memory(settings)
    if sample:
        fill_with_sample(memory, LOCAL_CALLER)
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(settings, memory)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
    server = _Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        assert server.is_up.wait(30), "the server did not start"
        yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", memory)
    finally:
        app.state.stopping.set()
        server.should_exit = True
        thread.join()
        listening.close()
        memory.close()
