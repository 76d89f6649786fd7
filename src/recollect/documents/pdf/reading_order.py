"""The order in which a page's words are read: that of its content stream, or column by column.

Programs mostly write a page in the order in which it is read, and then no geometry knows better. Some write line by
line across columns, or draw a header last; that shows in how the stream jumps over the page, and only there the
places of the words decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from recollect.documents.pdf.columns import Columns, Leaf, Region, Rows, find_columns, segments_in
from recollect.documents.pdf.segments import Segment, rows_of, segments_of
from recollect.documents.pdf.words import Token

_FEW_CHANGES = 3
_MANY_CHANGES = 0.3
"""A stream that changes column oftener than for so many of the shorter column's lines goes across the columns."""
_LINE_OVERLAP = 4.0
"""The boxes of lines below each other overlap by no more than so many points."""
_MAX_RUNS = 60


class Placed(Struct, gc=False):
    """Neighbouring tokens, from `begin` to before `end`, in their place: their block, and the space before them.

    `space` is None where the one of the content stream holds.
    """

    begin: int
    end: int
    block: int
    space: str | None


def order_tokens(tokens: Sequence[Token]) -> list[Placed]:
    """Give a page's tokens, which come in the order of the content stream, in the order of reading."""
    segments = segments_of(tokens)
    region = Leaf(segments) if _is_sideways(segments) else find_columns(segments)
    blocks = {id(segment): number for number, leaf in enumerate(_leaves(region)) for segment in leaf.segments}
    ordered = segments if _is_sideways(segments) else list(_order(region))
    in_stream_order = all(before.begin < after.begin for before, after in pairwise(ordered))
    placed: list[Placed] = []
    previous: Segment | None = None
    for segment in ordered:
        block = blocks[id(segment)]
        space = None if in_stream_order else _space_between(previous, segment, placed, block)
        placed.append(Placed(segment.begin, segment.end, block, space))
        previous = segment
    return placed


def _is_sideways(segments: Sequence[Segment]) -> bool:
    """Tell whether the page's lines go up or down: then only its stream tells their order."""
    return sum(segment.y1 - segment.y0 > segment.x1 - segment.x0 for segment in segments) > len(segments) / 2


def _space_between(previous: Segment | None, segment: Segment, placed: Sequence[Placed], block: int) -> str:
    if previous is None:
        return ""
    if placed[-1].block != block and segment.y0 < previous.y0:
        return "\n\n"
    return " " if segment.beside(previous) and segment.x0 >= previous.x0 else "\n"


def _leaves(region: Region) -> Iterator[Leaf]:
    if isinstance(region, Leaf):
        yield region
    else:
        for part in (region.left, region.right) if isinstance(region, Columns) else region.parts:
            yield from _leaves(part)


def _order(region: Region) -> Iterator[Segment]:
    if isinstance(region, Leaf):
        yield from _order_leaf(region.segments)
    elif isinstance(region, Columns):
        yield from _order_columns(region)
    else:
        yield from _order_rows(region)


def _order_columns(region: Columns) -> Iterator[Segment]:
    parts = [region.left, region.right]
    sides = _sides(parts)
    if _goes_across(sides) or (_changes(sides) > 1 and not _is_orderly(region)):
        sides = [0]
    elif _changes(sides) > 1:
        yield from _in_stream_order(region)  # a few changes: section by section, as it was written
        return
    for side in (sides[0], 1 - sides[0]):
        yield from _order(parts[side])


def _order_rows(region: Rows) -> Iterator[Segment]:
    columns = [part for part in region.parts if isinstance(part, Columns)]
    crossed = any(_goes_across(_sides([part.left, part.right])) for part in columns)
    if not crossed and _changes(_sides(region.parts)) >= len(region.parts) and _is_orderly(region):
        yield from _in_stream_order(region)  # a column goes on beside what was taken for a part of its own
        return
    for part in region.parts:
        yield from _order(part)


def _order_leaf(segments: Sequence[Segment]) -> list[Segment]:
    ordered = sorted(segments, key=lambda segment: segment.begin)
    runs = _downward_runs(ordered)
    if len(runs) == 1:
        return ordered
    downward = sorted(runs, key=_top)
    if all(_bottom(before) <= _top(after) + _LINE_OVERLAP for before, after in pairwise(downward)):
        return [segment for run in downward for segment in run]
    if _are_any_mixed(runs):
        return [segment for row in rows_of(ordered) for segment in row]
    return ordered  # what stands beside each other in one line or two: a name and an address


def _is_orderly(region: Region) -> bool:
    """Tell whether the stream never comes back to what stands above something that it wrote before."""
    return not _are_any_mixed(_downward_runs(_in_stream_order(region)))


def _are_any_mixed(runs: Sequence[Sequence[Segment]]) -> bool:
    return any(_are_mixed(one, other) for one, other in combinations(runs[:_MAX_RUNS], 2))


def _downward_runs(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Cut segments where the stream goes back up the page."""
    runs: list[list[Segment]] = []
    highest = 0.0
    for segment in segments:
        middle = (segment.y0 + segment.y1) / 2
        if runs and middle >= highest:
            runs[-1].append(segment)
        else:
            runs.append([segment])
        highest = segment.y0
    return runs


def _are_mixed(earlier: Sequence[Segment], later: Sequence[Segment]) -> bool:
    """Tell whether the later of two runs has something that stands above a part of the earlier one."""
    if _top(later) >= _bottom(earlier) or min(_right(earlier), _right(later)) <= max(_left(earlier), _left(later)):
        return False
    return any(
        above.y1 <= below.y0 + _LINE_OVERLAP and min(above.x1, below.x1) > max(above.x0, below.x0)
        for above in later
        for below in earlier
    )


def _goes_across(sides: Sequence[int]) -> bool:
    shorter = min(sides.count(0), sides.count(1))
    return _changes(sides) > max(_FEW_CHANGES, _MANY_CHANGES * shorter)


def _sides(parts: Sequence[Region]) -> list[int]:
    """Give, in stream order, the number of the part that each segment belongs to."""
    numbered = sorted((segment.begin, number) for number, part in enumerate(parts) for segment in segments_in(part))
    return [number for _, number in numbered]


def _changes(numbers: Sequence[int]) -> int:
    return sum(before != after for before, after in pairwise(numbers))


def _in_stream_order(region: Region) -> list[Segment]:
    return sorted(segments_in(region), key=lambda segment: segment.begin)


def _top(run: Sequence[Segment]) -> float:
    return min(segment.y0 for segment in run)


def _bottom(run: Sequence[Segment]) -> float:
    return max(segment.y1 for segment in run)


def _left(run: Sequence[Segment]) -> float:
    return min(segment.x0 for segment in run)


def _right(run: Sequence[Segment]) -> float:
    return max(segment.x1 for segment in run)
