"""Charts: SVG in text, coloured by class alone, so that they print and follow the theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup
from msgspec import Struct

_EDGE = 2.0
_TICKS = range(0, 101, 10)
_LONG_TICKS = frozenset({0, 50, 100})
_AXIS_Y, _RULER_HEIGHT = 15, 20
_HALF_TICK = 1.5

_RULER = '<svg class="ruler" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>'
_BAND = '<rect class="f-band" x="%.1f" width="%.1f" y="7" height="7" rx="1"/>'
_MEDIAN = '<path class="md" d="M%.1f 4h7l-3.5 5z"/>'
_TICK = '<rect class="f-ink" x="%.1f" width="3" y="3" height="14" rx="1"/>'


def score_ruler(
    score: float | None, *, low: float | None = None, high: float | None = None, median: float | None = None,
    width: int = 150,
) -> Markup:  # fmt: skip
    """Give a ruler from 0 to 100: the score as a tick, its likely range as a band, the pool's median as a triangle."""

    def place(value: float) -> float:
        return _place_on_ruler(value, width)

    label = describe_score(score, low=low, high=high, median=median)
    drawn = []
    if low is not None and high is not None:
        drawn.append(_BAND % (place(low), max(1.0, place(high) - place(low))))
    if median is not None:
        drawn.append(_MEDIAN % (place(median) - 3.5))
    if score is not None:
        drawn.append(_TICK % (place(score) - _HALF_TICK))
    return Markup(_RULER % (width, _RULER_HEIGHT, width, _RULER_HEIGHT, label, "".join([_ruler_axis(width), *drawn])))  # noqa: S704 - figures and our own words


@cache
def _ruler_axis(width: int) -> str:
    """Draw what all rulers of a width have alike."""
    ticks = " ".join(f"M{_place_on_ruler(t, width):.1f} {_AXIS_Y}v{4 if t in _LONG_TICKS else 2.5}" for t in _TICKS)
    return f'<path class="ax" d="M{_EDGE} {_AXIS_Y}H{width - _EDGE}"/><path class="tk" d="{ticks}"/>'


def _place_on_ruler(value: float, width: int) -> float:
    return _EDGE + (width - 2 * _EDGE) * value / 100


def describe_score(
    score: float | None, *, low: float | None = None, high: float | None = None, median: float | None = None
) -> str:
    """Say in words what a ruler shows."""
    parts = ["not scored" if score is None else f"{score:.0f} out of 100"]
    if low is not None and high is not None:
        parts.append(f"likely {low:.0f} to {high:.0f}")
    if median is not None:
        parts.append(f"median of this job {median:.0f}")
    return ", ".join(parts)


_COUNT_BAR = Markup(
    '<svg class="count-bar" width="{width}" height="12" viewBox="0 0 {width} 12" aria-hidden="true">'
    '<path class="ax" d="M0 11.5H{width}"/><rect class="{look}" y="1" width="{long:.1f}" height="10" rx="1"/></svg>'
)


def count_bar(count: int, most: int, look: str, width: int = 150) -> Markup:
    """Give a bar as long as a count is beside the most there are; the count itself stands beside it in words."""
    return _COUNT_BAR.format(width=width, look=look, long=width * count / max(most, 1))


class Dot(Struct, frozen=True):
    """One analysis on the strip: its score, and whose it is."""

    score: float
    name: str


_WIDTH, _RADIUS, _STEP = 880.0, 6.4, 14.0
_TALLEST = 168.0
_LABELLED, _LABEL_STEP = 5, 19.0
_LABELS_TURN_AT, _ROOM_FOR_A_NAME = 600.0, 230.0
_LONGEST_NAME = 28

_STRIP = Markup(
    '<svg class="chart strip" viewBox="-12 0 {width} {height}" role="img" aria-label="{label}">'
    '{bar}<path class="ax" d="M0 {axis}H{right}"/><path class="tk" d="{ticks}"/>{numbers}{labels}{dots}</svg>'
)
_BAR = Markup(
    '<path class="bar-line" d="M{x:.1f} 2V{axis:.0f}"/>'
    '<text class="{look}" x="{tx:.1f}" y="12">Hire from {bar:.0f}</text>'
)
_COLUMN = Markup('<rect class="{look}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>')
_BINS, _COLUMNS_HIGH, _COLUMN_GAP = 50, 120.0, 2.0
_NUMBER = Markup('<text class="mid" x="{x:.0f}" y="{y:.0f}">{value}</text>')
_DOT = Markup('<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>')
_LABEL = Markup(
    '<path class="tk" d="M{x:.1f} {foot:.1f}V{y:.1f}h{turn}"/>'
    '<text class="{look}" x="{tx:.1f}" y="{ty:.1f}">{name} {score}</text>'
)


def score_strip(dots: Sequence[Dot], bar: float | None = None) -> Markup:
    """Give all scores of a job on one line from 0 to 100, a dot each, the best of them with their names.

    `dots` come best first; at `bar` stands from where on somebody is recommended. Dots that would hide each other are
    stacked, closer where there are many.
    """
    levels = _stack([_strip_x(dot.score) for dot in dots])
    named = dots[:_LABELLED]
    rows = max(levels, default=0) + 1
    rise = min(_STEP, _TALLEST / rows)
    stacked = rows * rise
    axis = stacked + 16 + _LABEL_STEP * len(named)
    places = [(_strip_x(dot.score), axis - 10 - level * rise) for dot, level in zip(dots, levels, strict=True)]
    ticks = " ".join(f"M{_strip_x(t):.0f} {axis:.0f}v4" for t in _TICKS)
    return _STRIP.format(
        width=_WIDTH + 24,
        height=round(axis + 24),
        label=f"{len(dots)} scores from 0 to 100",
        axis=f"{axis:.0f}",
        right=_WIDTH,
        ticks=ticks,
        bar=_mark_bar(bar, axis),
        numbers=Markup("").join(_NUMBER.format(x=_strip_x(t), y=axis + 19, value=t) for t in _TICKS),
        labels=_label(named, places, axis - 10 - stacked + rise / 2),
        dots=Markup("").join(
            _DOT.format(
                look="f-pen" if rank < _LABELLED else "f-mute",
                x=x,
                y=y,
                r=_RADIUS,
            )
            for rank, (x, y) in enumerate(places)
        ),
    )


def score_bars(scores: Sequence[float], *, bar: float) -> Markup:
    """Give how many scores lie where from 0 to 100, two points a column: for more than can be told apart as dots."""
    counts = [0] * _BINS
    for score in scores:
        counts[min(int(score * _BINS / 100), _BINS - 1)] += 1
    axis, width, most = _COLUMNS_HIGH + 16, _WIDTH / _BINS, max(counts)
    columns = [
        _COLUMN.format(
            look="f-pen" if (at + 0.5) * 100 / _BINS >= bar else "f-mute",
            x=at * width + _COLUMN_GAP / 2,
            y=axis - _COLUMNS_HIGH * count / most,
            width=width - _COLUMN_GAP,
            height=_COLUMNS_HIGH * count / most,
        )
        for at, count in enumerate(counts)
        if count
    ]
    return _STRIP.format(
        width=_WIDTH + 24,
        height=round(axis + 24),
        label=f"{len(scores)} scores from 0 to 100, {sum(score >= bar for score in scores)} of {bar:.0f} or more",
        axis=f"{axis:.0f}",
        right=_WIDTH,
        ticks=" ".join(f"M{_strip_x(t):.0f} {axis:.0f}v4" for t in _TICKS),
        bar=_mark_bar(bar, axis),
        numbers=Markup("").join(_NUMBER.format(x=_strip_x(t), y=axis + 19, value=t) for t in _TICKS),
        labels="",
        dots=Markup("").join(columns),
    )


def _mark_bar(bar: float | None, axis: float) -> Markup:
    """Mark from where on somebody is recommended."""
    if bar is None:
        return Markup("")
    x, is_late = _strip_x(bar), bar > 50  # noqa: PLR2004 - the words stand on the emptier side
    return _BAR.format(x=x, axis=axis, tx=x + (-6 if is_late else 6), look="end sec" if is_late else "sec", bar=bar)


def _strip_x(score: float) -> float:
    return _WIDTH * score / 100


def _stack(places: Sequence[float]) -> list[int]:
    """Give each place the lowest level on which it touches no other."""
    taken: list[list[float]] = []
    levels = []
    for x in places:
        level = next((i for i, row in enumerate(taken) if all(abs(x - other) >= _STEP for other in row)), len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append(x)
        levels.append(level)
    return levels


def _label(named: Sequence[Dot], places: Sequence[tuple[float, float]], lowest: float) -> Markup:
    """Name the best dots; the names turn to the side that has room, the outermost highest."""
    leftwards = bool(places) and places[0][0] > _LABELS_TURN_AT
    labels = []
    for rank, (dot, (x, y)) in enumerate(zip(named, places, strict=False)):
        height = (len(named) - 1 - rank) if leftwards else rank
        to_left = leftwards and x > _ROOM_FOR_A_NAME
        at = lowest - 10 - height * _LABEL_STEP
        labels.append(
            _LABEL.format(
                x=x,
                foot=y - _RADIUS,
                y=at,
                turn=-4 if to_left else 4,
                tx=x + (-8 if to_left else 8),
                ty=at + 4,
                look=("end " if to_left else "") + ("b" if rank == 0 else "sec"),
                name=dot.name if len(dot.name) <= _LONGEST_NAME else dot.name[: _LONGEST_NAME - 1] + "…",
                score=f"{dot.score:.0f}",
            )
        )
    return Markup("").join(labels)


def leading_group(ranges: Sequence[tuple[float, float] | None]) -> int:
    """Count how many of the first can't be told from the very first: their ranges touch its own. Best come first."""
    if not ranges or ranges[0] is None:
        return 0
    lowest, count = ranges[0][0], 1
    for worse in ranges[1:]:
        if worse is None or worse[1] < lowest:
            break
        count += 1
    return count
