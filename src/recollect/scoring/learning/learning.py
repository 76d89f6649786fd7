"""A background learnt from a library of résumés: how rare each word is there, and which trades it speaks of.

The words of a trade are learnt from the résumés that hold its titles, as the lexicon knows them: centroids over the
role families, each against the mean of the library. They stand where anonymous singular vectors (LSA) would; measured
side by side, the named axes ranked as well, and they can be read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from recollect.scoring.knowledge.background import Background, Trades, identify, shipped_background
from recollect.scoring.knowledge.vocabulary import roles
from recollect.scoring.profiles import ResumeProfile
from recollect.scoring.reading.resumes import read_profile

LEAST_DOCUMENTS = 50
"""Fewer résumés than this tell too little to learn from."""

_LEAST_HOLDERS = 3
_LEAST_SEEN = 2


def learn_background(texts: Iterable[str]) -> Background:
    """Give the background learnt from résumés, named by its content; the order of the texts changes nothing."""
    shipped = shipped_background()
    profiles = [read_profile(text, shipped) for text in sorted(texts)]
    seen: Counter[str] = Counter()
    for one in profiles:
        seen.update(set(compress(one.tokens.stems, one.scored)))
    weights = _weights(seen, len(profiles), shipped)
    trades = _trades(profiles, sorted(stem for stem, count in seen.items() if count >= _LEAST_SEEN))
    return Background(identify(weights, "learnt"), weights, 1.0, trades)


def _weights(seen: Counter[str], size: int, shipped: Background) -> dict[str, float]:
    """Give the geometric mean of what the shipped background says of each word and its rarity in the library."""
    top = math.log(size + 1)
    weights = {stem: round(math.sqrt(worth), 4) for stem, worth in shipped.weights.items()}
    for stem, count in sorted(seen.items()):
        rarity = max(0.0, math.log((size + 1) / (count + 0.5)) / top)
        weights[stem] = round(math.sqrt(shipped.weight(stem) * rarity), 4)
    return weights


def _trades(profiles: Sequence[ResumeProfile], stems: list[str]) -> Trades:
    rows = {stem: row for row, stem in enumerate(stems)}
    families = len(roles().families)
    sums = np.zeros((len(stems), families))
    mean = np.zeros(len(stems))
    holders = np.zeros(families)
    for one in profiles:
        places, values = _unit_words(one, rows)
        mean[places] += values
        total = sum(worth for _, worth in one.title_roles)
        for role, worth in one.title_roles:
            sums[places, role] += values * (worth / total)
            holders[role] += worth / total
    centred = sums / np.maximum(holders, 1e-9) - mean[:, None] / max(1, len(profiles))
    lengths = np.sqrt((centred * centred).sum(axis=0))
    centred /= np.where(lengths > 0, lengths, 1.0)
    centred[:, holders < _LEAST_HOLDERS] = 0.0
    return Trades(rows, centred.astype(np.float32))


def _unit_words(profile: ResumeProfile, rows: dict[str, int]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Give the rows and weights of the words of a résumé, of unit length."""
    found = [(rows[key], worth) for key, worth in profile.vector.weights.items() if key in rows]
    places = np.array([row for row, _ in found], dtype=np.intp)
    values = np.array([worth for _, worth in found], dtype=np.float64)
    length = math.sqrt(float((values * values).sum()))
    return places, values / length if length > 0 else values
