"""The differences of two texts in a terminal: ``-`` before what is gone, ``+`` before what is new."""

from __future__ import annotations

from recollect.cli.terminal import printable, say, say_whole
from recollect.services.resumes.resume_diff import DiffBlock, ResumeDiff

_SIGNS = {"removed": ("- ", "red"), "added": ("+ ", "green"), "same": ("  ", "dim")}
_CONTEXT = 2


def print_diff(diff: ResumeDiff) -> None:
    """Show what differs, with a line or two around it."""
    if diff.similarity is not None:
        say_whole(f"{diff.resume_id} and {diff.with_resume_id} are {diff.similarity:.0%} alike.")
        say()
    if all(block.kind == "same" for block in diff.blocks):
        say("Their texts are the same.")
        return
    for block in diff.blocks:
        sign, style = _SIGNS[block.kind]
        for line in _lines(block):
            say_whole(f"{sign}{printable(line)}", style=style)


def _lines(block: DiffBlock) -> list[str]:
    lines = [line for line in block.text.split("\n") if line.strip()]
    if block.kind != "same" or len(lines) <= 2 * _CONTEXT:
        return lines
    return [*lines[:_CONTEXT], "…", *lines[-_CONTEXT:]]
