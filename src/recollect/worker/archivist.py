"""The archivist: a thread that keeps the plain-file archive current, and stays out of the requests' way."""

from __future__ import annotations

import threading

from recollect.services.archiving.archive_keeping import ArchiveKeeper

GATHER_S = 1.0
"""Changes that follow each other this closely share one flush."""
LOOK_AGAIN_S = 2.0
"""How often one looks for what other processes sealed, and whether the archive is free to be kept."""


class Archivist:
    """Writes down what is sealed soon after, until it is closed; then what is left.

    After each batch it rests as long as the batch took.
    """

    def __init__(self, keeper: ArchiveKeeper) -> None:
        self._keeper = keeper
        self._keeper.bell.set()  # what an earlier process left is written down at once
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recollect-archivist", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write down what there is, and end."""
        self._closing.set()
        self._keeper.bell.set()
        self._thread.join()

    def _run(self) -> None:
        bell = self._keeper.bell
        while not self._closing.is_set():
            bell.wait(self._keeper.until_index_s if self._keeper.has_to_index else LOOK_AGAIN_S)
            if self._closing.wait(GATHER_S if bell.is_set() else 0):
                break
            bell.clear()
            self._keeper.go_on(self._closing.wait)
        self._keeper.finish()
