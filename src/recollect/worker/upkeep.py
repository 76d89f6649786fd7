"""Upkeep: a thread that does, one after the other, what is due: erasures, profiles, a backup, retention."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from recollect.errors import RecollectError
from recollect.scoring.stored_profiles import profile_version
from recollect.services.analyses.profile_tasks import profile_when_outdated
from recollect.services.backups.backup_schedule import BackupPlan, back_up_when_due
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import finish_erasures
from recollect.services.people.retention import apply_daily

_logger = logging.getLogger("recollect.upkeep")
LOOK_EVERY_S = 30.0
TRY_AGAIN_AFTER_S = 600.0


class Upkeep:
    """Does the server's own work on its store until it is closed.

    It looks at the files and the clock again and again, so that nothing is counted that a jump of the clock or a
    restart could falsify. What failed is tried again after a while.
    """

    def __init__(self, memory: Memory, *, backups: BackupPlan | None, retention_days: int = 0) -> None:
        self._memory = memory
        self._backups = backups
        self._retention_days = retention_days
        self._looking = threading.Lock()
        self._closing = threading.Event()
        self._rest_until: dict[str, float] = {}
        self._profiled_by = ""
        self._thread = threading.Thread(target=self._run, name="recollect-upkeep", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish an erasure that is under way, cancel a backup, and end."""
        self._closing.set()
        self._thread.join()

    def look(self) -> None:
        """Do what is due now."""
        with self._looking:
            self._attempt("erasure", self._finish_erasures)
            self._attempt("profiles", self._profile)
            self._attempt("backup", self._back_up)
            self._attempt("retention", self._apply_retention)

    def _run(self) -> None:
        while True:
            self.look()
            if self._closing.wait(LOOK_EVERY_S):
                return

    def _attempt(self, name: str, work: Callable[[], None]) -> None:
        if time.monotonic() < self._rest_until.get(name, 0.0):
            return
        try:
            work()
        except RecollectError as error:
            self._rest_until[name] = time.monotonic() + TRY_AGAIN_AFTER_S
            _logger.error("%s failed: %s", name, error.detail)  # noqa: TRY400 - foreseen, and its detail says it all

    def _finish_erasures(self) -> None:
        if finish_erasures(self._memory):
            _logger.info("finished an erasure")

    def _profile(self) -> None:
        """Hand in that profiles are read ahead, once for each version that this process reads with.

        Only once, since a server of another version that shares the store would have its own read in turn.
        """
        version = profile_version()
        if version == self._profiled_by:
            return
        task = profile_when_outdated(self._memory)
        self._profiled_by = version
        if task is not None:
            _logger.info("reading profiles anew", extra={"fields": {"task": task.task_id, "batches": task.total}})

    def _back_up(self) -> None:
        if self._backups is None or self._closing.is_set():
            return
        made = back_up_when_due(self._memory, self._backups, is_cancelled=self._closing.is_set)
        if made is not None:
            _logger.info("backed up", extra={"fields": {"bytes": made.bytes, "documents": made.documents}})

    def _apply_retention(self) -> None:
        if self._retention_days and not self._closing.is_set():
            erased = apply_daily(self._memory, days=self._retention_days)
            if erased:
                _logger.info("erased inactive people", extra={"fields": {"people": len(erased)}})
