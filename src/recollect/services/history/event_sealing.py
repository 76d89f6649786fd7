"""Events are sealed: given their order, and chained."""

from __future__ import annotations

from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.services.memory import Memory
from recollect.storage.history import event_chain


def seal_events(memory: Memory) -> int:
    """Seal all events that are not, and tell how many that were; nothing is written when there are none."""
    with memory.store.read(DEFAULT_WORKSPACE) as reader:
        waiting = event_chain.list_workspaces_to_seal(reader)
    return sum(_seal_workspace(memory, workspace_id) for workspace_id in waiting)


def _seal_workspace(memory: Memory, workspace_id: int) -> int:
    total = 0
    while True:
        # Handed in rather than carried out here: so it shares the commit of what is being written.
        sealed = memory.store.write(event_chain.seal_events, workspace_id).result()
        total += sealed
        if sealed < event_chain.EVENTS_A_UNIT:
            return total
