"""Which known word somebody may have meant by one that nothing holds."""

from __future__ import annotations

from collections.abc import Mapping

_SHORTEST, _LONG = 4, 8
"""A shorter word is not guessed at; a long one may differ twice."""


def nearest_word(written: str, known: Mapping[str, int]) -> str | None:
    """Give the known word that is `written` but for a slip or two, or None; `known` tells how often each is used.

    It begins alike. A slip is a letter too many, too few, another one, or two that changed places: the optimal string
    alignment distance. Of those equally near the most used is given, then the first in the alphabet.
    """
    most = 0 if len(written) < _SHORTEST else 1 if len(written) < _LONG else 2
    near = []
    for word, count in known.items():
        if word[:1] != written[:1] or abs(len(word) - len(written)) > most:
            continue
        slips = _count_slips(written, word)
        if slips <= most:
            near.append((slips, -count, word))
    return min(near)[2] if near else None


def _count_slips(one: str, other: str) -> int:
    """Count the slips between two words; what they begin and end with alike has none."""
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return _align(one[start : len(one) - end], other[start : len(other) - end])


def _align(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            slips = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                slips = min(slips, before[j - 2] + 1)
            row.append(slips)
        before, last = last, row
    return last[-1]
