"""Lists of skills are added to the lexicon and taken out of force."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.caller import DEFAULT_WORKSPACE, Caller
from recollect.domain.text import require_usable
from recollect.scoring.knowledge.added_terms import Addition, put_in_force
from recollect.scoring.knowledge.lexicon_additions import (
    LineReport,
    parse_terms,
    read_addition,
    write_terms,
)
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.storage import versions
from recollect.storage.history import events
from recollect.storage.records import lexicon_additions
from recollect.storage.unit import UnitOfWork


class Imported(Struct, frozen=True, kw_only=True):
    """A list that is in force now; `unchanged` when it was before."""

    addition_id: str
    source: str
    title: str
    term_count: int
    unchanged: bool
    lines: tuple[LineReport, ...]


def import_skills(memory: Memory, caller: Caller, text: str, title: str) -> Imported:
    """Add a list of skills to the lexicon; the same list again changes nothing.

    Raises `UnusableLexicon` when it is no list that is known, or has nothing new.
    """
    read = read_addition(require_usable(text, "list"))
    addition = read.addition

    def unit(work: UnitOfWork) -> bool:
        is_new = lexicon_additions.put_addition(
            work,
            addition.addition_id,
            source=read.source,
            title=require_usable(title, "title"),
            terms=write_terms(addition.terms),
            term_count=len(addition.terms),
        )
        if is_new:
            version = versions.next_version(work, "lexicon", addition.addition_id)
            events.record(
                work, actor=caller.actor, action="lexicon.extended", entity_id=addition.addition_id, version=version
            )
        return is_new

    is_new = memory.write(caller, unit)
    use_additions(memory)
    return Imported(
        addition_id=addition.addition_id,
        source=read.source,
        title=title,
        term_count=len(addition.terms),
        unchanged=not is_new,
        lines=read.lines,
    )


def remove_skills(
    memory: Memory,
    caller: Caller,
    addition_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> None:
    """Take an addition out of force; it is kept, so that the same list can be put in force again."""
    _set_active(memory, caller, addition_id, active=False, expected_version=expected_version, once=once)


def return_skills(
    memory: Memory,
    caller: Caller,
    addition_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> None:
    """Put an addition that was taken out of force in force again."""
    _set_active(memory, caller, addition_id, active=True, expected_version=expected_version, once=once)


def _set_active(
    memory: Memory,
    caller: Caller,
    addition_id: str,
    *,
    active: bool,
    expected_version: int | None,
    once: Once | None,
) -> None:
    def unit(work: UnitOfWork) -> None:
        version = versions.next_version(work, "lexicon", addition_id, expected_version)
        if lexicon_additions.set_active(work, addition_id, active=active):
            action = "lexicon.extended" if active else "lexicon.reduced"
            events.record(work, actor=caller.actor, action=action, entity_id=addition_id, version=version)
        keep(work, caller, once, None)

    memory.write(caller, unit)
    use_additions(memory)


def use_additions(memory: Memory) -> None:
    """Let this process read texts with the additions in force; another process does so when it is started."""
    with memory.store.read(DEFAULT_WORKSPACE) as reader:
        kept = lexicon_additions.active_terms(reader)
    put_in_force(tuple(Addition(addition_id, parse_terms(terms)) for addition_id, terms in kept))
    memory.kept.forget()
