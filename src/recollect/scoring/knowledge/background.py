"""How much a word tells: less, the more résumés and ads would hold it.

The shipped weights come from the project's own written text only: `lexicon/commonness.toml` grades everyday words of
job ads and résumés by hand, and every hint word of `lexicon/roles.tsv` is weighed by the number of role families that
it stands for, as an inverse document frequency over those families. A word in neither tells most.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import read_table, roles

_GRADES = {"empty": 0.0, "everywhere": 0.15, "common": 0.4, "usual": 0.65}
_HINT_FLOOR = 0.45


class Trades(Struct, frozen=True):
    """How strongly each stem speaks of each role family, as learnt: the row of a stem, and one column a family."""

    rows: dict[str, int]
    weights: NDArray[np.float32]

    def of(self, words: Mapping[str, float]) -> dict[int, float]:
        """Give how strongly weighted words speak of each role family; summed in a fixed order."""
        found = [(row, worth) for stem, worth in words.items() if (row := self.rows.get(stem)) is not None]
        if not found:
            return {}
        places = np.array([row for row, _ in found], dtype=np.intp)
        worths = np.array([[worth] for _, worth in found], dtype=np.float64)
        sums = np.add.reduce(self.weights[places] * worths, axis=0)
        return {int(family): float(sums[family]) for family in np.flatnonzero(sums > 0)}


class Background(Struct, frozen=True):
    """The weights of stems, from 0 to 1; one that is not listed weighs `unlisted`. `trades` is there when learnt."""

    id: str
    weights: dict[str, float]
    unlisted: float = 1.0
    trades: Trades | None = None

    def weight(self, stem: str) -> float:
        """Give how much a stem tells."""
        return self.weights.get(stem, self.unlisted)


@cache
def shipped_background() -> Background:
    """Give the weights that the product ships with."""
    families = roles().families
    weights: dict[str, float] = {}
    for stem, found in roles().hints.items():
        rarity = math.log(len(families) / len(found)) / math.log(len(families))
        weights[stem] = round(_HINT_FLOOR + (1 - _HINT_FLOOR) * rarity, 4)
    table = read_table("commonness.toml")["words"]
    for grade, worth in _GRADES.items():
        for line in table[grade]:
            for stem in tokenise(line).stems:
                weights[stem] = min(worth, weights.get(stem, 1.0))
    return Background(identify(weights, "own"), weights)


def identify(weights: dict[str, float], origin: str) -> str:
    """Give the name of some weights, by their content."""
    lines = "\n".join(f"{stem}\t{worth}" for stem, worth in sorted(weights.items()))
    return f"{origin}-{hashlib.sha256(lines.encode()).hexdigest()[:12]}"
