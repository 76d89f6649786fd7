"""The columns of a page, found by the empty strips between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median
from typing import Literal

from msgspec import Struct

from recollect.documents.pdf.segments import Segment, rows_of

_MIN_GUTTER = 4.0
_TOLERANCE = 2.0
_MIN_LINES = 3
_MIN_CHARACTERS = 24
_MIN_OVERLAP = 0.4
"""Columns stand beside each other: over so much of the shorter one's height."""
_MAX_CANDIDATES = 6
_FEW = 10
"""One segment of so many may lie across a strip that is empty otherwise."""
_MAX_SEGMENTS = 1500
_MAX_DEPTH = 5
_ALIGNED = 0.7
_SAME_BASELINE = 0.15
_SPARSE = 0.35
_TALLEST_LINE = 60.0
_LARGE = 1.3
_CELL_GAP = 1.3
_FULL_LINE = 0.75
_CELL_WORDS = 32
"""Characters of a line; what is shorter on average may be a table's cell or a date."""


class Leaf(Struct):
    """Text in one column."""

    segments: list[Segment]


class Columns(Struct):
    """Two columns beside each other."""

    left: Region
    right: Region


class Rows(Struct):
    """Parts that stand below each other, from top to bottom."""

    parts: list[Region]


Region = Leaf | Columns | Rows
SideBySide = Literal["no", "columns", "cells"]


def find_columns(segments: Sequence[Segment]) -> Region:
    """Divide a page into columns, and the parts above, between and below them."""
    if len(segments) > _MAX_SEGMENTS:
        return Leaf(list(segments))
    return _divide(sorted(segments, key=lambda segment: segment.y0 + segment.y1), 0)


def segments_in(region: Region) -> list[Segment]:
    """Give all segments of a region, in no particular order."""
    if isinstance(region, Leaf):
        return region.segments
    inner = (region.left, region.right) if isinstance(region, Columns) else region.parts
    return [segment for part in inner for segment in segments_in(part)]


def _divide(segments: list[Segment], depth: int) -> Region:
    if len(segments) < 2 * _MIN_LINES or depth == _MAX_DEPTH:
        return Leaf(segments)
    best: list[_Band] = []
    best_score = 0
    for gutter in _candidates(segments):
        bands = _bands(segments, gutter)
        score = sum(len(band.left) + len(band.right) - _MIN_LINES for band in bands if band.kind != "no")
        if score > best_score:
            best, best_score = bands, score
    if not best:
        return Leaf(segments)
    parts: list[Region] = []
    rest: list[Segment] = []
    for band in best:
        if band.kind == "no":
            rest += sorted([*band.left, *band.right, *band.across], key=lambda segment: segment.y0 + segment.y1)
            continue
        if rest:
            parts.append(_divide(rest, depth + 1))
            rest = []
        if band.kind == "cells":
            parts.append(_divide_cells(band.left, band.right))
        else:
            parts.append(Columns(_divide(band.left, depth + 1), _divide(band.right, depth + 1)))
    if rest:
        parts.append(_divide(rest, depth + 1))
    return parts[0] if len(parts) == 1 else Rows(parts)


class _Band(Struct):
    """A strip across a region: either of segments beside a gutter, or of such as lie across it."""

    left: list[Segment]
    right: list[Segment]
    across: list[Segment]
    kind: SideBySide = "no"


def _candidates(segments: Sequence[Segment]) -> Iterator[float]:
    """Give the places where a right column may begin: several segments begin there, or hardly any lies before it."""
    starts = Counter(round(segment.x0) for segment in segments)
    leftmost = min(starts)
    shared = {x: starts[x - 1] + count + starts[x + 1] for x, count in starts.items() if x > leftmost + _MIN_GUTTER}
    tried: list[float] = []
    for x in [*sorted(shared, key=lambda x: -shared[x]), *_valleys(segments)]:
        if len(tried) == _MAX_CANDIDATES:
            return
        if shared.get(int(x), _MIN_LINES) >= _MIN_LINES and all(abs(x - other) > _TOLERANCE for other in tried):
            tried.append(x)
            yield x


def _valleys(segments: Sequence[Segment]) -> Iterator[float]:
    """Give the right edges of strips that hardly any segment lies across."""
    changes: Counter[int] = Counter()
    for segment in segments:
        changes[int(segment.x0)] += 1
        changes[int(segment.x1) + 1] -= 1
    depth, width, last = 0, 0, min(changes)
    for x in sorted(changes):
        before = depth
        depth += changes[x]
        width = width + x - last if before <= len(segments) // _FEW else 0
        if depth > len(segments) // _FEW and width >= _MIN_GUTTER:
            yield x
        last = x


def _bands(segments: Sequence[Segment], gutter: float) -> list[_Band]:
    """Cut a region, whose segments go from top to bottom, where some lie across the gutter."""
    start, stop = gutter - _TOLERANCE, gutter - _MIN_GUTTER
    across = [segment for segment in segments if segment.x0 < start and segment.x1 > stop]
    left = sum(segment.x1 <= stop for segment in segments)
    if min(left, len(segments) - left - len(across)) < _MIN_LINES or len(across) > len(segments) // 2:
        return []
    bands: list[_Band] = []
    taken = _on_lines_of(across, segments)
    for segment in segments:
        goes_across = id(segment) in taken
        if not bands or bool(bands[-1].across) != goes_across:
            bands.append(_Band([], [], []))
        band = bands[-1]
        (band.across if goes_across else band.left if segment.x1 <= stop else band.right).append(segment)
    return [part for band in bands for part in _without_title(band)]


def _on_lines_of(chosen: Sequence[Segment], segments: Sequence[Segment]) -> set[int]:
    """Give the ids of the chosen segments and of those that stand on a line with one; both go from top to bottom."""
    taken = {id(segment) for segment in chosen}
    first = 0
    for segment in segments:
        while first < len(chosen) and chosen[first].y1 < segment.y0 - _TALLEST_LINE:
            first += 1
        for other in islice(chosen, first, None):
            if other.y0 > segment.y1 + _TALLEST_LINE:
                break
            if other.y1 > segment.y0 and other.y0 < segment.y1 and segment.beside(other):
                taken.add(id(segment))
                break
    return taken


def _without_title(band: _Band) -> Iterator[_Band]:
    """Part a band from the title above its columns.

    That are lines which are set beside each other but begin where no column does, and a name in large type above
    the one column that begins where the other has no lines yet.
    """
    if band.across or _side_by_side(band.left, band.right) == "no":
        yield band
        return
    segments = [*band.left, *band.right]
    starts = [Counter(round(segment.x0 / _TOLERANCE) for segment in side) for side in (band.left, band.right)]
    title: list[Segment] = []
    for row in rows_of(segments):
        if any(_begins_as_others(segment, counts) for segment in row for counts in starts):
            break
        title += row
    both = max(_top(band.left), _top(band.right))
    above = [segment for segment in segments if segment.y1 <= both + 1]
    if above and max(s.height for s in above) >= _LARGE * median(s.height for s in segments):
        title = above
    taken = {id(segment) for segment in title}
    left, right = ([s for s in side if id(s) not in taken] for side in (band.left, band.right))
    if title:
        yield _Band([], [], title)
    yield _Band(left, right, [], _side_by_side(left, right))


def _begins_as_others(segment: Segment, starts: Counter[int]) -> bool:
    place = round(segment.x0 / _TOLERANCE)
    return starts[place - 1] + starts[place] + starts[place + 1] > 1


def _side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> SideBySide:
    """Tell whether what stands left and right of a gutter are two texts, or cells that belong together line by line."""
    if min(len(left), len(right)) < _MIN_LINES or min(_characters(left), _characters(right)) < _MIN_CHARACTERS:
        return "no"
    lines = (rows_of(left), rows_of(right))
    fewer, more = sorted(lines, key=len)
    top, bottom = max(_top(left), _top(right)), min(_bottom(left), _bottom(right))
    shorter = min(_bottom(left) - _top(left), _bottom(right) - _top(right))
    if len(fewer) < _MIN_LINES or bottom - top < _MIN_OVERLAP * shorter:
        return "no"
    if _density(fewer) < _SPARSE and sum(_has_beside(row, more) for row in fewer) >= _ALIGNED * len(fewer):
        return "no"  # dates or headings beside what they belong to
    bottoms = sorted(row[0].y1 for row in more)
    aligned = sum(_has_near(bottoms, row[0].y1, _SAME_BASELINE * row[0].height) for row in fewer)
    if aligned < _ALIGNED * len(fewer) or _flows(lines[0]) or _flows(lines[1]):
        return "columns"
    return "cells"


def _divide_cells(left: Sequence[Segment], right: Sequence[Segment]) -> Region:
    """Cut cells that stand beside each other where both sides have a gap, and read the left one first."""
    rows = rows_of([*left, *right])
    lefts = {id(segment) for segment in left}
    gaps = [_top(below) - _bottom(above) for above, below in pairwise(rows)]
    wide = _CELL_GAP * sorted(gaps)[len(gaps) // 4] + 1
    strips = [list(rows[0])]
    for row, gap in zip(rows[1:], gaps, strict=True):
        if gap > wide:
            strips.append([])
        strips[-1] += row
    if len(strips) == 1:
        return Leaf(strips[0])
    parts: list[Region] = []
    for strip in strips:
        sides = ([s for s in strip if id(s) in lefts], [s for s in strip if id(s) not in lefts])
        cells = min(map(len, sides)) > 1 and not _is_right_aligned(sides[1])
        parts.append(Columns(Leaf(sides[0]), Leaf(sides[1])) if cells else Leaf(strip))
    return Rows(parts)


def _is_right_aligned(segments: Sequence[Segment]) -> bool:
    starts, ends = [segment.x0 for segment in segments], [segment.x1 for segment in segments]
    return max(ends) - min(ends) <= _TOLERANCE < max(starts) - min(starts)


def _has_beside(row: Sequence[Segment], rows: Sequence[Sequence[Segment]]) -> bool:
    return any(row[0].beside(other[0]) for other in rows)


def _has_near(values: Sequence[float], wanted: float, tolerance: float) -> bool:
    return any(abs(value - wanted) <= tolerance for value in values)


def _density(rows: Sequence[Sequence[Segment]]) -> float:
    """Give the share of a side's height that its lines fill, up to 1."""
    height = rows[-1][0].y1 - rows[0][0].y0
    return min(1.0, sum(row[0].height for row in rows) / height) if height > 0 else 1.0


def _flows(rows: Sequence[Sequence[Segment]]) -> bool:
    """Tell whether a side is running text: most lines but the last of a paragraph reach its right edge."""
    x0, x1 = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    full = sum(row[-1].x1 - x0 >= _FULL_LINE * (x1 - x0) for row in rows)
    long = sum(s.characters for row in rows for s in row) >= _CELL_WORDS * len(rows)
    return long and full >= len(rows) / 2


def _characters(segments: Sequence[Segment]) -> int:
    return sum(segment.characters for segment in segments)


def _top(segments: Sequence[Segment]) -> float:
    return min(segment.y0 for segment in segments)


def _bottom(segments: Sequence[Segment]) -> float:
    return max(segment.y1 for segment in segments)
