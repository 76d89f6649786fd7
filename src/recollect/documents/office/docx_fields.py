"""Fields of a Word document: what they show is text, what they compute it from is not."""

from __future__ import annotations

import re

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s\\][^"\s]*)"?', re.IGNORECASE)
_DEEPEST = 32


def uri_of_instruction(instruction: str) -> str:
    """Give the address of a ``HYPERLINK`` instruction; empty for any other."""
    found = _HYPERLINK.match(instruction)
    return found[1] if found else ""


def counts_pages(instruction: str) -> bool:
    """Tell whether an instruction gives the number of a page or of all pages."""
    return instruction.split(maxsplit=1)[:1] in (["PAGE"], ["NUMPAGES"], ["SECTIONPAGES"])


class FieldStack:
    """The fields that the present run stands in: each has an instruction, then its result."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []
        self._showing: list[str | None] = []
        self._counts_pages: list[bool] = []

    @property
    def in_instruction(self) -> bool:
        """Whether the present run is part of what a field computes from."""
        return bool(self._showing) and self._showing[-1] is None

    @property
    def is_silent(self) -> bool:
        """Whether the present run is no text: what a field computes from, or the number of a page."""
        return self.in_instruction or any(self._counts_pages)

    @property
    def uri(self) -> str:
        """The address of the innermost field that links to one."""
        return next((uri for uri in reversed(self._showing) if uri), "")

    def mark(self, kind: str) -> None:
        """Take in ``begin``, ``separate`` or ``end``."""
        if kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append([])
            self._showing.append(None)
            self._counts_pages.append(False)
        elif kind == "separate" and self._open:
            instruction = "".join(self._open[-1])
            self._showing[-1] = uri_of_instruction(instruction)
            self._counts_pages[-1] = counts_pages(instruction)
        elif kind == "end" and self._open:
            self._open.pop()
            self._showing.pop()
            self._counts_pages.pop()

    def instruct(self, text: str) -> None:
        """Take in a part of an instruction."""
        if self.in_instruction and self._open:
            self._open[-1].append(text)
