"""What the pages of lists share: filters in the address, chips that take one away, and the way to what is older."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from msgspec import Struct

from recollect.domain.job import JobSummary
from recollect.domain.paging import Page
from recollect.storage.views.labels import JobLabel
from recollect.web.pages.wording import name_job, say_count, tell_apart

OFFERED_JOBS = 100
ROWS = 50
"""So many records stand on one page of a list."""


class Choice(Struct, frozen=True, kw_only=True):
    """One of the values that a filter may have."""

    value: str
    label: str
    chosen: bool


class Chip(Struct, frozen=True):
    """A filter that is in force, and the address of the list without it."""

    label: str
    address: str


class Pager(Struct, frozen=True, kw_only=True):
    """The ways from a page of a list; None where there is none."""

    newest: str | None
    older: str | None


class Given:
    """What an address says, read value by value. What can't be read is taken out of `query` and told in `problems`."""

    def __init__(self, request: Request, *names: str) -> None:
        self.query = {name: request.query_params.get(name, "").strip() for name in names}
        self.problems: list[str] = []

    def number(self, name: str, what: str, low: float, high: float) -> float | None:
        """Read a number, or None where nothing is written."""
        written = self.query[name]
        if not written:
            return None
        try:
            value = float(written)
        except ValueError:
            value = float("nan")
        if low <= value <= high:
            return value
        self._leave_out(name, f"{what} “{written}” is no number from {low:g} to {high:g}")
        return None

    def day(self, name: str, what: str, *, after: bool = False) -> datetime | None:
        """Read a day as its beginning in UTC, or, with `after`, as its end."""
        written = self.query[name]
        if not written:
            return None
        try:
            begins = datetime.strptime(written, "%Y-%m-%d").replace(tzinfo=UTC)
            return begins + timedelta(days=1) if after else begins
        except (ValueError, OverflowError):
            self._leave_out(name, f"{what} “{written}” is no day such as 2026-11-26")
            return None

    def one_of(self, name: str, what: str, known: Iterable[str]) -> str | None:
        """Read one of the values that are known, whatever its case."""
        written = self.query[name]
        if not written:
            return None
        found = next((value for value in known if value.casefold() == written.casefold()), None)
        if found is None:
            self._leave_out(name, f"{what} “{written}” is not known")
        else:
            self.query[name] = found
        return found

    def _leave_out(self, name: str, problem: str) -> None:
        self.query[name] = ""
        self.problems.append(f"{problem}; that was left out.")


def choose(options: Iterable[tuple[str, str]], chosen: str | None) -> tuple[Choice, ...]:
    """Give the choices of a filter, each a value and its label."""
    return tuple(Choice(value=value, label=label, chosen=value == (chosen or "")) for value, label in options)


def offer_jobs(offered: Iterable[JobSummary], job_id: str, chosen: JobLabel | None) -> tuple[Choice, ...]:
    """Give the jobs to choose from; `chosen` is the one in the address, which may be none of those offered."""
    labels: dict[str, str] = {one.job_id: name_job(one) for one in offered}
    if chosen is not None and job_id not in labels:
        labels = {job_id: name_job(chosen), **labels}
    return choose([("", "Any job"), *tell_apart(labels).items()], job_id)


def address_of(path: str, query: Mapping[str, str]) -> str:
    """Give an address with the parameters that are not empty."""
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def view_chips(path: str, query: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Chip, ...]:
    """Give a chip for each filter that is in force and has a label."""
    return tuple(
        Chip(label, address_of(path, {other: value for other, value in query.items() if other != name}))
        for name, label in labels.items()
        if label
    )


def view_pager(found: Page[Any], path: str, query: Mapping[str, str], cursor: str | None) -> Pager:
    """Give the ways from a page that was read at a cursor."""
    older = found.next_cursor
    return Pager(
        newest=address_of(path, query) if cursor else None,
        older=address_of(path, {**query, "cursor": older}) if older else None,
    )


def say_total(found: Page[Any], noun: str) -> str:
    """Write how many records a list has: ``1,284 analyses``, ``more than 10,000 analyses``."""
    counted = say_count(found.total, noun)
    return f"more than {counted}" if found.total_is_lower_bound else counted
