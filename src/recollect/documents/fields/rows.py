"""A document's lines as they stand side by side on the page: rows of pieces with their place and type."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct, structs

from recollect.documents.extract import Extract
from recollect.domain.document import Box, Word

_MAX_ROWS = 4_000
"""More lines than a long résumé has; what comes after them is not searched."""
_LONGEST = 2_000
"""A line with more characters is no line of a résumé, and is left out."""
_WIDE_GAP = 1.4
"""Words this many type sizes apart stand in different columns; a text's words are a quarter to a half apart."""
_HALF = 0.5
_NEAR_ROWS = 40
"""What stands beside a row was written at most so many rows before it."""
_COLUMNS = re.compile(r"\t|\s{3,}")
BULLETS = "•·*●▪■►○◦◆▸➢✓‣➤❖∙⁃\uf0b7"
_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}\ue000-\uf8ff]\s?|[-–—o]\s|\d{{1,2}}[.)]\s)\s*(?=\S)")
_BULLET_ALONE = re.compile(rf"[{re.escape(BULLETS)}\ue000-\uf8ff–-]")
_FURNITURE = re.compile(
    r"(?:.{0,60}[-–—|·•\s])?(?:page|seite|pagina|página|strona|p\.)?\s?\d{1,2}\s?(?:/|of|von|de|di|van|z)\s?\d{1,2}",
    re.IGNORECASE,
)


class Piece(Struct, frozen=True, kw_only=True):
    """Words that stand together in a line: their span, and where the format has them their box and type."""

    start: int
    end: int
    text: str
    page: int = 0
    box: Box | None = None
    size: float = 0.0
    bold: bool = False


class Row(Struct, frozen=True, kw_only=True):
    """What stands on one height of a column, from left to right, and whether it is a point of a list."""

    pieces: tuple[Piece, ...]
    bullet: bool = False
    indent: float = 0.0
    apart: bool = False
    """Whether a blank line stands before it."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return min(piece.start for piece in self.pieces)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def size(self) -> float:
        """The size of its first words' type; 0 where that is not known."""
        return self.pieces[0].size


def read_rows(extract: Extract) -> list[Row]:
    """Give the lines of a text in its order, cut where columns stand side by side; running headers are left out."""
    rows: list[Row] = []
    starts = [word.start for word in extract.words]
    running = [(span.start, span.end) for span in extract.running]
    offset, after_bullet, apart = 0, False, False
    for line in extract.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        stripped = line.strip()
        apart = apart or not stripped
        if not stripped or len(line) > _LONGEST or any(s <= start < e for s, e in running):
            continue
        if _FURNITURE.fullmatch(stripped):
            continue
        if _BULLET_ALONE.fullmatch(stripped):
            after_bullet = True
            continue
        words = extract.words[bisect_left(starts, start) : bisect_left(starts, start + len(line))]
        row = _row(extract, start, line, words, after_bullet=after_bullet)
        if row is not None:
            rows.append(structs.replace(row, apart=apart))
        after_bullet = apart = False
        if len(rows) >= _MAX_ROWS:
            break
    return rows


def _row(extract: Extract, start: int, line: str, words: Sequence[Word], *, after_bullet: bool) -> Row | None:
    spans = list(_columns_by_place(words) if words else _columns_by_gap(line, start))
    bullet = _BULLET.match(extract.text, spans[0][0], spans[0][1])
    indent = words[0].box[0] if words else float(len(line) - len(line.lstrip()))
    if bullet is not None:
        first = (bullet.end(), spans[0][1])
        spans = [first, *spans[1:]] if first[0] < first[1] else spans[1:]
    pieces = tuple(_piece(extract, begin, end, words) for begin, end in spans)
    return Row(pieces=pieces, bullet=bullet is not None or after_bullet, indent=indent) if pieces else None


def _columns_by_gap(line: str, start: int) -> Iterator[tuple[int, int]]:
    begin = len(line) - len(line.lstrip())
    for gap in _COLUMNS.finditer(line, begin):
        if line[begin : gap.start()].strip():
            yield start + begin, start + gap.start()
        begin = gap.end()
    if line[begin:].strip():
        yield start + begin, start + len(line.rstrip())


def _columns_by_place(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    begin = words[0]
    for before, word in pairwise(words):
        height = before.box[3] - before.box[1]
        gap = word.box[0] - before.box[2]
        if word.start == before.end:
            continue  # one word that goes on in the next line
        if gap > _WIDE_GAP * height or gap < -3 * height or word.page != before.page:
            yield begin.start, before.end
            begin = word
    yield begin.start, words[-1].end


def _piece(extract: Extract, start: int, end: int, words: Sequence[Word]) -> Piece:
    inside = [word for word in words if word.start >= start - 1 and word.end <= end + 1 and word.end > start]
    text = extract.text[start:end]
    if not inside:
        return Piece(start=start, end=end, text=text)
    styles = [extract.styles[word.style] for word in inside if 0 <= word.style < len(extract.styles)]
    box = (
        min(word.box[0] for word in inside),
        min(word.box[1] for word in inside),
        max(word.box[2] for word in inside),
        max(word.box[3] for word in inside),
    )
    return Piece(
        start=start,
        end=end,
        text=text,
        page=inside[0].page,
        box=box,
        size=round(median(s.size for s in styles) if styles else median(w.box[3] - w.box[1] for w in inside), 1),
        bold=bool(styles) and styles[0].bold,
    )


def join_beside(rows: Sequence[Row]) -> list[Row]:
    """Put what stands beside a row, but comes after it in the text, into the row or right behind it.

    A column of dates is often written after the whole entry: its first line belongs to the row at its height, and
    the lines under that one follow it.
    """
    joined: list[Row] = []
    place: int | None = None
    for row in rows:
        beside = _beside(joined, row)
        if beside is None:
            place = None
            joined.append(row)
        elif not joined[beside].bullet and not row.bullet:
            joined[beside] = _merged(joined[beside], row)
            place = beside + 1
        elif place is None:
            joined.append(row)
        else:
            joined.insert(place, row)
            place += 1
    return joined


def is_beside(one: Row, other: Row) -> bool:
    """Tell whether two rows stand at one height of a page."""
    box = other.pieces[0].box
    if box is None:
        return False
    for piece in one.pieces:
        if piece.box is not None and piece.page == other.pieces[0].page:
            overlap = min(box[3], piece.box[3]) - max(box[1], piece.box[1])
            if overlap > _HALF * min(box[3] - box[1], piece.box[3] - piece.box[1]):
                return True
    return False


def _beside(rows: Sequence[Row], row: Row) -> int | None:
    first = max(0, len(rows) - _NEAR_ROWS)
    return next((index for index in range(len(rows) - 1, first - 1, -1) if is_beside(rows[index], row)), None)


def _merged(one: Row, other: Row) -> Row:
    pieces = sorted((*one.pieces, *other.pieces), key=lambda piece: piece.box[0] if piece.box else 0.0)
    return Row(pieces=tuple(pieces), bullet=one.bullet, indent=min(one.indent, other.indent))
