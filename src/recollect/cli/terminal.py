"""Standard output and standard error, for people and for programs."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import msgspec
from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from recollect.domain.paging import Page

_PIPED_WIDTH = 160
"""Columns where no terminal says how many it has."""
_COMMANDING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def stdout() -> Console:
    """Give standard output for people. Texts are never taken for markup."""
    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    return Console(width=width, markup=False, emoji=False, highlight=False)


def say(what: RenderableType = "", *, style: str | None = None) -> None:
    """Print for people; what does not fit is wrapped at spaces, and never cut."""
    stdout().print(printable(what) if isinstance(what, str) else what, style=style, crop=False, overflow="fold")


def say_whole(line: str, *, style: str | None = None) -> None:
    """Print a line that is there to be copied: it stays one line, however narrow the terminal."""
    stdout().print(printable(line), style=style, soft_wrap=True)


def complain(line: str) -> None:
    """Print a line on standard error."""
    sys.stderr.write(printable(line) + "\n")


def tell(line: str) -> None:
    """Print a line on standard error where a person reads it, and nowhere else."""
    if sys.stderr.isatty():
        complain(line)


def printable(text: str) -> str:
    """Give a text without the characters by which a document could command a terminal or reorder its lines."""
    return _COMMANDING.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def print_json(value: object) -> None:
    """Print one JSON document on standard output, and nothing else."""
    written = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.flush()
    sys.stdout.buffer.write(written + b"\n")
    sys.stdout.buffer.flush()


def answer(document: object, show: Callable[[], None], *, as_json: bool) -> None:
    """Answer a command: with `document` as JSON, or by what `show` prints for people."""
    if as_json:
        print_json(document)
    else:
        show()


def listing(name: str, page: Page[Any]) -> dict[str, object]:
    """Give a page in the shape of the API's lists, its items under `name`."""
    shown: dict[str, object] = {name: page.items, "total": page.total, "next_cursor": page.next_cursor}
    return shown | {"total_is_lower_bound": True} if page.total_is_lower_bound else shown


class Advance(Protocol):
    """Tells a bar how many are done, and of how many where that changed."""

    def __call__(self, done: int, known: int | None = None) -> None:
        """Show it."""


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Advance]:
    """Show a bar on standard error while it is a terminal; give what tells it how many of how many are done."""
    with steps() as told:

        def advance(done: int, known: int | None = None) -> None:
            told(what, done, total if known is None else known)

        advance(0)
        yield advance


@contextmanager
def steps() -> Iterator[Callable[[str, int, int | None], None]]:
    """Show a bar that goes from step to step; give what tells it the step, how many are done, and of how many."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        bar: TaskID = bars.add_task("", total=None)
        yield lambda what, done, of: bars.update(bar, description=what, completed=done, total=of)
