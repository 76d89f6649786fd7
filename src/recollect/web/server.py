"""`recollect serve`: the server, from the settings to the last request."""

from __future__ import annotations

import errno
import gc
import logging
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import uvicorn
from rich.console import Console
from rich.progress import Progress

from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import RecollectError, StartupError
from recollect.services.backups.backup_schedule import BackupPlan
from recollect.services.memory import Memory
from recollect.services.resumes.resume_tasks import collect_staged
from recollect.services.sample_filling import fill_with_sample, is_empty
from recollect.services.upkeep.orphan_collection import collect_orphans
from recollect.settings import Settings
from recollect.web.app import create_app
from recollect.web.logs import set_up_logs
from recollect.worker.archivist import Archivist
from recollect.worker.sealer import Sealer
from recollect.worker.task_runner import TaskRunner
from recollect.worker.upkeep import Upkeep

_logger = logging.getLogger("recollect.server")
_DRAIN_S = 30
_GARBAGE_THRESHOLDS = (10_000, 10, 10)
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve(settings: Settings, *, sample: bool = False, open_browser: bool = False) -> int:
    """Serve until told to stop, and give the exit code. Requests under way are finished first.

    Raises `StartupError` when it can't start: no token where one is needed, a port that is taken.
    """
    _require_token(settings)
    listening = _listen(settings)
    try:
        memory = open_memory(settings)
    except RecollectError:
        listening.close()
        raise
    set_up_logs(settings.log_level)
    try:
        if sample:
            _fill(memory)
        _run(settings, memory, listening, open_browser=open_browser)
    finally:
        listening.close()
        memory.close()
    return 0


def address_of(settings: Settings, listening: socket.socket) -> str:
    """Give the address that a browser on this machine opens."""
    port = listening.getsockname()[1]
    host = settings.host if settings.is_loopback else "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _require_token(settings: Settings) -> None:
    if not settings.is_loopback and not settings.token:
        raise StartupError(
            f"Listening on {settings.host} lets other machines in, and no token is set: refused. "
            "Set RECOLLECT_TOKEN to a long secret, or listen on 127.0.0.1."
        )


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(1024)
    except (OSError, socket.gaierror) as error:
        listening.close()
        raise StartupError(_why_not(settings, error)) from error
    return listening


def _why_not(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} on {settings.host} is taken by another program. "
            f"Choose another, such as --port {settings.port + 1 if settings.port < 65535 else 8001}."  # noqa: PLR2004
        )
    if error.errno == errno.EACCES:
        return f"Port {settings.port} needs rights that this user lacks; choose one above 1023 with --port."
    return f"Listening on {settings.host}:{settings.port} failed ({error.strerror or error})."


def _backup_plan(settings: Settings) -> BackupPlan | None:
    if not settings.backup_every_hours:
        return None
    return BackupPlan(
        folder=Path(settings.backup_folder),
        every=timedelta(hours=settings.backup_every_hours),
        keep=settings.backup_keep,
    )


def _upkeep(settings: Settings, memory: Memory) -> Upkeep:
    return Upkeep(memory, backups=_backup_plan(settings), retention_days=settings.retention_days)


def _fill(memory: Memory) -> None:
    console = Console(stderr=True)
    if not is_empty(memory, LOCAL_CALLER):
        console.print("The store is not empty: the sample was left out.")
        return
    with Progress(console=console, transient=True) as bars:
        bar = bars.add_task("Filling in the sample", total=None)
        fill_with_sample(memory, LOCAL_CALLER, lambda done, of: bars.update(bar, completed=done, total=of))


def _run(settings: Settings, memory: Memory, listening: socket.socket, *, open_browser: bool) -> None:
    address = address_of(settings, listening)
    app = create_app(settings, memory)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=_DRAIN_S,
        ws="none",
        lifespan="off",
    )
    threading.Thread(target=_collect, args=(memory,), name="recollect-orphans", daemon=True).start()
    with ExitStack() as running:
        if memory.archive is not None:
            running.enter_context(closing(Archivist(memory.archive)))
        running.enter_context(closing(Sealer(memory)))  # closed first: what it seals is archived yet
        running.enter_context(closing(_upkeep(settings, memory)))
        runner = running.enter_context(closing(TaskRunner(memory, at_once=settings.reader_processes)))

        def begin_no_more() -> None:
            app.state.stopping.set()
            runner.stop()

        _leave_out_what_stays()
        server = _AnnouncingServer(config, address=address, open_browser=open_browser, on_shutdown=begin_no_more)
        server.run(sockets=[listening])


def _leave_out_what_stays() -> None:
    """Leave modules, routes and caches out of the search for garbage, and search less often.

    A request makes hundreds of objects and leaves no cycles; at Python's own pace a tenth of its CPU goes there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE_THRESHOLDS)


def _collect(memory: Memory) -> None:
    try:
        removed = collect_orphans(memory) + collect_staged(memory)
    except RecollectError as error:
        _logger.warning("left-over files could not be removed: %s", error.detail)
        return
    if removed:
        _logger.info("removed left-over files", extra={"fields": {"files": removed}})


class _AnnouncingServer(uvicorn.Server):
    """Says where it listens once it does, and tells the background when it stops."""

    def __init__(
        self, config: uvicorn.Config, *, address: str, open_browser: bool, on_shutdown: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._address = address
        self._on_shutdown = on_shutdown
        self._open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce the address."""
        await super().startup(sockets)
        sys.stdout.write(f"Recollect is ready at {self._address}\n")
        sys.stdout.flush()
        if self._open_browser:
            webbrowser.open(self._address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the background begin nothing more, then finish the requests."""
        self._on_shutdown()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Take a signal for the wish to stop, and no more: raised again later, it would cut off closing the store."""
        before = {number: signal.signal(number, self.handle_exit) for number in _STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
