"""How much a word tells: less, the more résumés and ads would hold it.

The shipped weights come from the project's own written text only: `lexicon/commonness.toml` grades everyday words of
job ads and résumés by hand, and every hint word of `lexicon/roles.tsv` is weighed by the number of role families that
it stands for, as an inverse document frequency over those families. A word in neither tells most.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from recollect.scoring.tokens import tokenise
from recollect.scoring.vocabulary import read_table, roles

_GRADES = {"empty": 0.0, "everywhere": 0.15, "common": 0.4, "usual": 0.65}
_HINT_FLOOR = 0.45


class Background(Struct, frozen=True):
    """The weights of stems, from 0 to 1; one that is not listed weighs `unlisted`."""

    id: str
    weights: dict[str, float]
    unlisted: float = 1.0

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
    return Background(_id_of(weights, "own"), weights)


def learnt_background(texts: Iterable[str]) -> Background:
    """Give weights learnt from a library of texts: smoothed inverse document frequency, 1 for the rarest."""
    counts: Counter[str] = Counter()
    size = 0
    for text in texts:
        counts.update(set(tokenise(text).stems))
        size += 1
    top = math.log(size + 1)
    learnt = {
        stem: round(max(0.0, math.log((size + 1) / (count + 0.5)) / top), 4) for stem, count in sorted(counts.items())
    }
    for stem, worth in shipped_background().weights.items():
        if worth == 0:
            learnt[stem] = 0.0
    return Background(_id_of(learnt, "learnt"), learnt)


def _id_of(weights: dict[str, float], origin: str) -> str:
    lines = "\n".join(f"{stem}\t{worth}" for stem, worth in sorted(weights.items()))
    return f"{origin}-{hashlib.sha256(lines.encode()).hexdigest()[:12]}"
