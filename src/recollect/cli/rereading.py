"""Documents that are read anew, one after the other: one that can't be read does not stop the others."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from recollect.cli import wording
from recollect.cli.terminal import complain, progress, say
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import InvalidInput
from recollect.services.memory import Memory
from recollect.services.resumes.resume_rereading import Reread, count_outdated, list_outdated, reread_resume


class RereadBatch(Struct, frozen=True, kw_only=True):
    """What became of each résumé."""

    reread: list[Reread]
    failed: list[Reread]


def reread(memory: Memory, resume_ids: Sequence[str], *, everything: bool) -> RereadBatch:
    """Read the named résumés anew, or all that an older reader has read. Raises `InvalidInput` when none is named."""
    if everything == bool(resume_ids):
        raise InvalidInput("Name the résumés, or give --all for those that an older version of the reader has read.")
    batch = RereadBatch(reread=[], failed=[])
    known = count_outdated(memory, LOCAL_CALLER) if everything else len(resume_ids)
    with progress("Reading résumés anew", known) as advance:
        for done, resume_id in enumerate(list_outdated(memory, LOCAL_CALLER) if everything else resume_ids, start=1):
            outcome = reread_resume(memory, LOCAL_CALLER, resume_id)
            (batch.failed if outcome.error else batch.reread).append(outcome)
            advance(done)
    return batch


def print_reread(batch: RereadBatch) -> None:
    """Say how many were read anew, and name those that were not."""
    for failed in batch.failed:
        complain(f"✗ {failed.resume_id}: {failed.error}: {wording.one_line(failed.detail or '')}")
    changed = sum(one.text_changed for one in batch.reread)
    say(f"{len(batch.reread):,} read anew, {changed:,} with another text, {len(batch.failed):,} failed", style="bold")
