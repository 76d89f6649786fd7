"""How alike two texts are, told from a small signature of each (MinHash)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

from msgspec import Struct

from recollect.domain.document import Fields
from recollect.domain.text import search_tokens

NEARLY_THE_SAME = 0.8
"""From this share of common word sequences on, two texts are versions of one."""
_BINS = 128
_ROWS = 6
"""Bins a band, 21 bands in all: texts that share four fifths of their word sequences nearly always share a band."""
_SHINGLE = 4
_FEWEST_SHINGLES = 16
_MOST_WORDS = 30_000
_EMPTY = 0
_PACKED = struct.Struct(f">{_BINS}I")


class TextSignature(Struct, frozen=True):
    """A text's signature, and the numbers one of which texts that are nearly the same have in common."""

    minhash: bytes
    bands: tuple[int, ...]


def sign_text(text: str) -> TextSignature | None:
    """Give the signature of a text, or None when it is too short to be told from others.

    One-permutation hashing (Li, Owen and Zhang, 2012) over sequences of four words; empty bins are filled from the
    next full one for the bands (Shrivastava and Li, 2014).
    """
    words = search_tokens(text)[:_MOST_WORDS]
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
    if len(shingles) < _FEWEST_SHINGLES:
        return None
    bins = [_EMPTY] * _BINS
    for shingle in shingles:
        number = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=6).digest(), "big")
        place, value = number % _BINS, (number // _BINS) % 0xFFFFFFFF + 1
        if bins[place] == _EMPTY or value < bins[place]:
            bins[place] = value
    return TextSignature(_PACKED.pack(*bins), tuple(_bands(bins)))


def bands_of(minhash: bytes) -> frozenset[int]:
    """Give the bands of a signature."""
    return frozenset(_bands(list(_PACKED.unpack(minhash))))


def likeness(one: bytes, other: bytes) -> float:
    """Estimate from two signatures the share of word sequences that two texts have in common, 0 to 1."""
    mine, theirs = (struct.unpack(_PACKED.format, packed) for packed in (one, other))
    pairs = [pair for pair in zip(mine, theirs, strict=True) if pair != (_EMPTY, _EMPTY)]
    return float(sum(number == counterpart for number, counterpart in pairs) / len(pairs))


def contact_keys(fields: Fields) -> frozenset[str]:
    """Give the e-mail addresses and telephone numbers of a résumé in the form by which they are compared."""
    emails = {f"email:{email.value.strip().casefold()}" for email in fields.emails}
    phones = {f"phone:{''.join(c for c in phone.value if c.isdigit() or c == '+')}" for phone in fields.phones}
    return frozenset(emails | phones)


def _bands(bins: list[int]) -> Iterator[int]:
    filled = list(bins)
    for place in range(2 * _BINS - 1, -1, -1):  # twice round, so that the last bins see the first ones
        if filled[place % _BINS] == _EMPTY:
            filled[place % _BINS] = filled[(place + 1) % _BINS]
    for start in range(0, _BINS - _ROWS + 1, _ROWS):
        rows = struct.pack(f">I{_ROWS}I", start, *filled[start : start + _ROWS])
        yield int.from_bytes(hashlib.blake2b(rows, digest_size=8).digest(), "big") >> 1
