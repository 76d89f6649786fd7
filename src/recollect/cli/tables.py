"""Lists as tables: ids whole, texts wrapped, and lesser columns left out where there is no room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from rich import box
from rich.cells import cell_len
from rich.table import Table

from recollect.cli import wording
from recollect.cli.terminal import printable, say, say_whole, stdout
from recollect.domain.paging import Page

T = TypeVar("T")
_GAP = 2
_LEAST_TEXT = 12


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its title, what it says of a row, and whether it may be left out in a narrow terminal.

    Only texts are wrapped; ids, names and figures stand whole.
    """

    title: str
    cell: Callable[[T], str]
    kind: Literal["id", "name", "text", "figure"] = "text"
    spare: bool = False


def print_page(page: Page[T], columns: Sequence[Column[T]], noun: str) -> None:
    """Print a page of a list, how many there are, and how to see more."""
    if page.items:
        print_rows(page.items, columns)
    at_least = "more than " if page.total_is_lower_bound else ""
    shown = f", {len(page.items)} shown" if len(page.items) != page.total else ""
    say(f"{at_least}{wording.count(page.total, noun)}{shown}", style="dim")
    if page.next_cursor:
        say_whole(f"next page: --cursor {page.next_cursor}", style="dim")


def print_rows(rows: Sequence[T], columns: Sequence[Column[T]]) -> None:
    """Print rows as a table."""
    say(make_table(rows, columns, stdout().width))


def make_table(rows: Sequence[T], columns: Sequence[Column[T]], width: int) -> Table:
    """Lay out rows in a table of that width, or of as much more as its ids and figures need."""
    laid_out = [(column, [printable(wording.one_line(column.cell(row))) for row in rows]) for column in columns]
    while _least_width(laid_out) > width and any(column.spare for column, _ in laid_out):
        last = max(i for i, (column, _) in enumerate(laid_out) if column.spare)
        del laid_out[last]
    least = _least_width(laid_out)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    if least > width:
        table.width = least
    for column, _ in laid_out:
        whole = column.kind != "text"
        table.add_column(
            column.title,
            no_wrap=whole,
            overflow="fold",
            justify="right" if column.kind == "figure" else "left",
            style="cyan" if column.kind == "id" else None,
        )
    for row in zip(*(cells for _, cells in laid_out), strict=True):
        table.add_row(*row)
    return table


def _least_width(laid_out: Sequence[tuple[Column[T], list[str]]]) -> int:
    return sum(_least(column, cells) + _GAP for column, cells in laid_out)


def _least(column: Column[T], cells: Sequence[str]) -> int:
    widest = max((cell_len(cell) for cell in [column.title, *cells]), default=0)
    return min(widest, _LEAST_TEXT) if column.kind == "text" else widest


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Print what is known of one record: a name and a value a line."""
    table = Table.grid(padding=(0, _GAP, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(name, printable(value))
    say(table)
