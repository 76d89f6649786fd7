"""A check of what is kept as its pages show it: how far it is, or what it has found and when."""

from __future__ import annotations

from msgspec import Struct

from recollect.services.upkeep.store_checks import CheckKind, CheckOutcome
from recollect.web.pages.wording import Moment, Status, say_count, say_moment
from recollect.web.pages.work.views import TaskView, view_task

_SOUND: dict[CheckKind, str] = {"chain": "The chain is whole", "store": "The store is sound"}
_NOUNS = {"documents": "document", "texts": "text", "events": "event"}


class CheckView(Struct, frozen=True, kw_only=True):
    """A check: the task that carries it out, what it has read, and what is wrong."""

    kind: CheckKind
    task: TaskView
    goes_on: bool
    status: Status
    said: str
    head: str
    problems: tuple[str, ...]
    more_problems: int
    moment: Moment


def view_check(found: CheckOutcome | None) -> CheckView | None:
    """Show the newest check of a kind; nothing where there was none."""
    if found is None:
        return None
    task = found.task
    whole = task.state == "done" and not task.failed
    if found.problem_count:
        status = Status("gap", say_count(found.problem_count, "problem"))
    elif whole:
        status = Status("ok", _SOUND[found.kind])
    elif task.ended_at is None:
        status = Status("part", "Nothing wrong so far")
    else:
        status = Status("wait", "Not checked to the end")
    return CheckView(
        kind=found.kind,
        task=view_task(task),
        goes_on=task.ended_at is None,
        status=status,
        said=_said(found),
        head=f"It ended at {found.head.seq:,} with {found.head.chain_digest}" if found.head else "",
        problems=found.problems,
        more_problems=found.problem_count - len(found.problems),
        moment=say_moment(task.ended_at or task.created_at),
    )


def _said(found: CheckOutcome) -> str:
    """Say what was read; a file that belongs to no résumé does no harm."""
    read = [say_count(found.checked[part], noun) for part, noun in _NOUNS.items() if part in found.checked]
    said = f"{', '.join(read) or 'Nothing yet'} read again"
    if found.erased:
        said += f", of {found.erased:,} the payload was erased"
    if found.orphans:
        said += f"; {say_count(found.orphans, 'file')} that no résumé names, no harm"
    if found.task.failed:
        said += f"; {say_count(found.task.failed, 'part')} could not be read"
    return f"{said}."
