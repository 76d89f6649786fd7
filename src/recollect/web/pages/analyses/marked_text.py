"""A text with its evidence marked where it stands; marks may lie inside each other and overlap."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

_OPEN = Markup('<mark id="{id}" class="mk {look}">')
_OPEN_AGAIN = Markup('<mark class="mk {look}" data-of="{id}">')
_CLOSE = Markup("</mark>")
_FLAG = Markup('<a class="ev {look}" href="{back}" aria-label="{title}">{label}</a>')


class Mark(Struct, frozen=True, kw_only=True):
    """A span to be marked: the id it gets on the page, and the flag behind it that leads back to the claim."""

    id: str
    start: int
    end: int
    look: str
    label: str
    title: str
    back: str
    continues: bool = False
    ends_here: bool = True


def mark_text(text: str, marks: Iterable[Mark]) -> Markup:
    """Give `text` as HTML with every mark that lies in it; one that overlaps another is cut where that one ends."""
    pieces: list[Markup | str] = []
    opened: list[Mark] = []
    written = 0

    def write_to(offset: int) -> None:
        nonlocal written
        pieces.append(text[written:offset])
        written = offset

    def close_to(offset: int) -> None:
        while opened and opened[-1].end <= offset:
            mark = opened.pop()
            write_to(mark.end)
            pieces.append(_CLOSE)
            if mark.ends_here:
                pieces.append(_FLAG.format(look=mark.look, back=mark.back, title=mark.title, label=mark.label))

    waiting = [
        (mark.start, -mark.end, number, mark)
        for number, mark in enumerate(marks)
        if 0 <= mark.start < mark.end <= len(text)
    ]
    heapq.heapify(waiting)
    while waiting:
        _, _, number, mark = heapq.heappop(waiting)
        close_to(mark.start)
        if opened and mark.end > opened[-1].end:
            cut = opened[-1].end
            heapq.heappush(waiting, (cut, -mark.end, number, replace(mark, start=cut, continues=True)))
            mark = replace(mark, end=cut, ends_here=False)
        write_to(mark.start)
        pieces.append((_OPEN_AGAIN if mark.continues else _OPEN).format(id=mark.id, look=mark.look))
        opened.append(mark)
    close_to(len(text))
    write_to(len(text))
    return Markup("").join(pieces)
