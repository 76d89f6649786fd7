"""People with whom nothing has happened for long are erased: off unless it is switched on, and slow to believe a clock.

By itself it acts only while the clock has been steady: at each of a week's daily looks it was about a day later than
at the one before. A jump, forwards or back, begins the week anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.domain.job import Job
from recollect.domain.times import from_micros, to_micros
from recollect.errors import InvalidInput, NotFound
from recollect.services.history.event_sealing import seal_events
from recollect.services.jobs.job_intake import change_job, read_job
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import Erased, erase_in, find_staged, finish_erasures
from recollect.storage import facts
from recollect.storage.people import retention
from recollect.storage.people.retention import Activity
from recollect.storage.unit import Reader, UnitOfWork

RETENTION = Caller(caller_id="local", actor="retention")
MOST_DAYS = 36_500
STEADY_LOOKS = 7
_A_DAY = (timedelta(hours=20), timedelta(hours=96))
_TRIFLE = timedelta(hours=1)
"""By so much a clock may be set back without having jumped."""


class DuePerson(Struct, frozen=True, kw_only=True):
    """A person who is due to be erased: since when nothing happened, and after how many days that is too long."""

    candidate_id: str
    candidate_name: str
    last_activity: datetime
    retention_days: int
    due_since: datetime


class RetentionPreview(Struct, frozen=True, kw_only=True):
    """Who is due now, longest inactive first. `enabled` when the server applies this by itself."""

    enabled: bool
    retention_days: int
    due: tuple[DuePerson, ...]
    total: int


class ClockWatch(Struct, frozen=True):
    """When was looked last, and at how many looks in a row the clock was a day later."""

    last_at: datetime
    looks: int


def preview_retention(memory: Memory, caller: Caller, *, days: int, enabled: bool, limit: int) -> RetentionPreview:
    """Tell who is due when people are kept for `days` without activity; nobody when that is 0. Nothing is changed."""
    due = [] if days == 0 else [person for person, _ in _find_due(memory, caller, days)]
    return RetentionPreview(enabled=enabled, retention_days=days, due=tuple(due[:limit]), total=len(due))


def days_of_jobs(memory: Memory, caller: Caller) -> dict[str, int]:
    """Give the days that jobs set for who was analysed against them, by job; 0 keeps people for ever."""
    with memory.read(caller) as reader:
        return {job_id: _days(said) for job_id, said in retention.days_of_jobs(reader).items()}


def set_days_of_job(memory: Memory, caller: Caller, job_id: str, days: int | None) -> Job:
    """Let a job set the days for who was analysed against it, or, with None, no longer; a new version of the job.

    Raises `InvalidInput` for days out of range, and `StaleVersion` when the job was changed meanwhile.
    """
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise InvalidInput(f"A job keeps people for 1 to {MOST_DAYS} days, or for ever with 0; {days} is neither.")
    job = read_job(memory, caller, job_id)
    others = {name: value for name, value in job.metadata.items() if name != retention.DAYS_KEY}
    own = {} if days is None else {retention.DAYS_KEY: days}
    return change_job(memory, caller, job.job_id, {"metadata": others | own}, expected_version=job.version)


def apply_retention(memory: Memory, *, days: int) -> list[Erased]:
    """Erase everybody who is due, each in a commit of their own, and give what was erased.

    Somebody with whom something happens meanwhile stays. Raises `InvalidInput` for 0 days, which means never.
    """
    if not 0 < days <= MOST_DAYS:
        raise InvalidInput(f"Retention is off, or its days are out of range ({days}); name 1 to {MOST_DAYS} days.")
    erased = []
    for person, activity in _find_due(memory, RETENTION, days):
        try:
            staged = find_staged(memory, RETENTION, person.candidate_id)
        except NotFound:  # erased by somebody else meanwhile
            continue

        def unit(
            work: UnitOfWork, person: DuePerson = person, activity: Activity = activity, staged: frozenset[str] = staged
        ) -> Erased | None:
            if retention.newest_event_at(work, person.candidate_id) != activity.newest_event_at:
                return None
            return erase_in(work, RETENTION, person.candidate_id, staged=staged)

        try:
            gone = memory.write(RETENTION, unit)
        except NotFound:  # erased by somebody else meanwhile
            continue
        if gone is not None:
            erased.append(gone)
    finish_erasures(memory)
    return erased


def apply_daily(memory: Memory, *, days: int) -> list[Erased]:
    """Look whether a day has passed on a steady clock, and then erase everybody who is due; for the server's upkeep."""
    now = memory.clock()
    with memory.read(LOCAL_CALLER) as reader:
        before = _find_watch(reader)
    after = watch_clock(before, now)
    if after == before:
        return []
    written = msgspec.json.encode(after).decode()
    memory.write(LOCAL_CALLER, lambda work: facts.put_fact(work, facts.CLOCK_WATCH, written))
    return apply_retention(memory, days=days) if after.looks >= STEADY_LOOKS else []


def watch_clock(before: ClockWatch | None, now: datetime) -> ClockWatch:
    """Count a look when a day has passed since the one before, and begin anew when the clock has jumped."""
    if before is None:
        return ClockWatch(now, 1)
    passed = now - before.last_at
    if -_TRIFLE <= passed < _A_DAY[0]:
        return before
    return ClockWatch(now, before.looks + 1 if _A_DAY[0] <= passed <= _A_DAY[1] else 1)


def _find_watch(reader: Reader) -> ClockWatch | None:
    found = facts.find_fact(reader, facts.CLOCK_WATCH)
    return msgspec.json.decode(found, type=ClockWatch) if found else None


def _find_due(memory: Memory, caller: Caller, days: int) -> list[tuple[DuePerson, Activity]]:
    seal_events(memory)  # the order of events is what their times are judged by
    now = memory.clock()
    with memory.read(caller) as reader:
        of_jobs = {job_id: _days(said) for job_id, said in retention.days_of_jobs(reader).items()}
        shortest = min([days, *(limit for limit in of_jobs.values() if limit)])
        inactive = list(retention.each_inactive(reader, to_micros(now - timedelta(days=shortest))))
        of_people = retention.jobs_of_people(reader) if of_jobs else {}
        due = []
        for activity in inactive:
            limits = [of_jobs.get(job_id, days) for job_id in of_people.get(activity.candidate_id, ())]
            longest = 0 if 0 in limits else max(limits, default=days)
            last = from_micros(activity.last_at)
            if longest and now - last >= timedelta(days=longest):
                person = DuePerson(
                    candidate_id=activity.candidate_id,
                    candidate_name=activity.candidate_name,
                    last_activity=last,
                    retention_days=longest,
                    due_since=last + timedelta(days=longest),
                )
                due.append((person, activity))
    return due


def _days(said: object) -> int:
    """Read what a job says: a number of days, or 0 for ever, which is also what anything else means."""
    return said if type(said) is int and 0 < said <= MOST_DAYS else 0
