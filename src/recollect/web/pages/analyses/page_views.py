"""The pages of a résumé as they are drawn: the image, the marks on it with their flags, and the text to select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from recollect.domain.document import Box
from recollect.services.resumes.marked_pages import MarkedPage, PageMark

_PIXELS_A_POINT = 2
_FLAG_HEIGHT, _FLAG_STEP = 16.0, 17.5
_MARGIN = 46.0
_PADDING = 1.2


class Look(Struct, frozen=True, kw_only=True):
    """How a mark looks, what its flag says, and where it leads."""

    look: str
    title: str
    anchor: str
    leads_to: str


class Rectangle(Struct, frozen=True):
    """A rectangle in points, written as SVG has it."""

    x: str
    y: str
    width: str
    height: str


class FlagShape(Struct, frozen=True):
    """The flag beside a page and the line that leads to it, in points."""

    leader: str
    x: str
    y: str
    text_x: str
    text_y: str


class DrawnMark(Struct, frozen=True, kw_only=True):
    """A mark on one page; one that goes on from the page before has no flag of its own.

    It `covers_same` lines as one before it, which are coloured already.
    """

    id: str
    look: Look
    rectangles: tuple[Rectangle, ...]
    covers_same: bool
    flag: FlagShape | None


class DrawnLine(Struct, frozen=True, kw_only=True):
    """A line of text that lies over the image, unseen, to be selected."""

    text: str
    x: str
    y: str
    size: str
    length: str


class DrawnPage(Struct, frozen=True, kw_only=True):
    """A page as it is drawn."""

    number: int
    is_first: bool
    image: str
    width: str
    height: str
    image_width: int
    image_height: int
    marks: tuple[DrawnMark, ...]
    lines: tuple[DrawnLine, ...]


def draw_pages(
    resume_id: str, pages: Sequence[MarkedPage], looks: Mapping[str, Look], *, with_text: bool = True
) -> tuple[DrawnPage, ...]:
    """Draw pages, `with_text` to be selected on them; `looks` has one for the id of each mark."""
    return tuple(
        DrawnPage(
            number=page.number,
            is_first=place == 0,
            image=f"/resumes/{resume_id}/pages/{page.number}.webp",
            width=_n(page.width),
            height=_n(page.height),
            image_width=round(page.width * _PIXELS_A_POINT),
            image_height=round(page.height * _PIXELS_A_POINT),
            marks=_draw_marks(page, looks),
            lines=tuple(
                DrawnLine(text=line.text, x=_n(x0), y=_n(y1 - (y1 - y0) * 0.2), size=_n(y1 - y0), length=_n(x1 - x0))
                for line in page.lines
                for x0, y0, x1, y1 in (line.box,)
                if with_text and x1 > x0 and y1 > y0
            ),
        )
        for place, page in enumerate(pages)
    )


def place_flags(centres: Sequence[float], height: float) -> list[float]:
    """Give where flags begin so that none covers another: beside what they point at, or as near as there is room."""
    placed = [0.0] * len(centres)
    order = sorted(range(len(centres)), key=centres.__getitem__)
    lowest = 0.0
    for index in order:
        placed[index] = lowest = max(centres[index] - _FLAG_HEIGHT / 2, lowest)
        lowest += _FLAG_STEP
    highest = height - _FLAG_HEIGHT
    for index in reversed(order):
        placed[index] = highest = min(placed[index], highest)
        highest -= _FLAG_STEP
    return placed


def _draw_marks(page: MarkedPage, looks: Mapping[str, Look]) -> tuple[DrawnMark, ...]:
    beginning = [mark for mark in page.marks if mark.begins]
    tops = place_flags([_centre(mark.boxes[0]) for mark in beginning], page.height)
    flags = {mark.id: _flag(mark, top, page.width) for mark, top in zip(beginning, tops, strict=True)}
    covered = [set(mark.boxes) for mark in page.marks]
    return tuple(
        DrawnMark(
            id=mark.id,
            look=looks[mark.id],
            rectangles=tuple(_rectangle(box) for box in mark.boxes),
            covers_same=set(mark.boxes) <= set().union(*covered[:place]),
            flag=flags.get(mark.id) if mark.begins else None,
        )
        for place, mark in enumerate(page.marks)
    )


def _flag(mark: PageMark, top: float, width: float) -> FlagShape:
    """Lead from the end of the first line, or from the page's margin where the line ends before it."""
    box = mark.boxes[0]
    start = min(max(box[2] + _PADDING, width - _MARGIN), width - 6)
    middle = top + _FLAG_HEIGHT / 2
    return FlagShape(
        leader=f"M{_n(start)} {_n(_centre(box))}H{_n(width - 5)}L{_n(width + 3)} {_n(middle)}H{_n(width + 8)}",
        x=_n(width + 7),
        y=_n(top),
        text_x=_n(width + 21),
        text_y=_n(middle + 3.4),
    )


def _centre(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _rectangle(box: Box) -> Rectangle:
    x0, y0, x1, y1 = box
    return Rectangle(_n(x0 - _PADDING), _n(y0 - _PADDING), _n(x1 - x0 + 2 * _PADDING), _n(y1 - y0 + 2 * _PADDING))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
