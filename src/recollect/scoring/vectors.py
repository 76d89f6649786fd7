"""A local text vector: hashed words and character n-grams, weighted. No model, no download."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recollect.domain.text import search_tokens
from recollect.scoring.knowledge.tokens import forms

VECTORISER_ID = "hashed-ngrams-1"
DIMENSIONS = 384

_STOP_TEXT = (
    "the and of to in a an is are was were for on with at by from as it this that be or not but has have had his "
    "her their its he she they you we i"
)
_STOP = frozenset(_STOP_TEXT.split())
_GRAM = 4
_GRAM_WORTH = 0.35
_STOP_WORTH = 0.1
_SPREAD = 3

Vector = NDArray[np.float32]


def vectorise(text: str) -> Vector:
    """Give the vector of a text: float32 of shape (384,), length 1, or all zeros when the text has no words."""
    vector = np.zeros(DIMENSIONS, dtype=np.float64)
    for word, count in sorted(Counter(search_tokens(text)).items()):
        places, signs = _features(word)
        np.add.at(vector, places, signs * (1.0 + np.log(count)))
    length = float(np.sqrt(np.dot(vector, vector)))
    if length == 0.0:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    return (vector / length).astype(np.float32)


def nearest(query: Vector, matrix: Vector, count: int) -> tuple[NDArray[np.intp], Vector]:
    """Give the rows of `matrix` most similar to `query`, best first, equal ones by index, and their similarities."""
    similarities = matrix @ query
    count = min(count, len(similarities))
    if count <= 0:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
    if count < len(similarities):
        floor = np.partition(similarities, len(similarities) - count)[len(similarities) - count]
        candidates = np.flatnonzero(similarities >= floor)
    else:
        candidates = np.arange(len(similarities))
    order = candidates[np.argsort(-similarities[candidates], kind="stable")][:count]
    return order, similarities[order]


@lru_cache(maxsize=1 << 15)
def _features(word: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Give where a word and its character n-grams fall, and with what weight and sign."""
    stem = forms(word)[1]
    worth = _STOP_WORTH if word in _STOP else 1.0
    weighted = [(f"w{copy}:{stem}", worth / _SPREAD**0.5) for copy in range(_SPREAD)]
    if word not in _STOP:
        padded = f"^{stem}$"
        grams = [padded[at : at + _GRAM] for at in range(max(1, len(padded) - _GRAM + 1))]
        weighted += [(f"g:{gram}", _GRAM_WORTH / len(grams) ** 0.5) for gram in grams]
    places = np.empty(len(weighted), dtype=np.intp)
    signs = np.empty(len(weighted), dtype=np.float64)
    for at, (feature, weight) in enumerate(weighted):
        number = crc32(feature.encode())
        places[at] = (number >> 1) % DIMENSIONS
        signs[at] = weight if number & 1 else -weight
    return places, signs
