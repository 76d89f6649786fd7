"""Text that is there for the machine: copied from the ad, repeated without end, or listed and never used."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from recollect.domain.analysis import Flag
from recollect.scoring.knowledge.tokens import SHINGLE, tokenise
from recollect.scoring.profiles import JobProfile, ResumeProfile

_SHORTEST_COPY = 15
_SHORTEST_AGAIN = 7
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n")
_WIDEST_GAP = 3
_SIEVE = 0x3FFF
_FEW_LETTERS = 50
_FEW_LINES = 2
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def copied_spans(resume: ResumeProfile, job: JobProfile) -> list[tuple[int, int]]:
    """Give the spans of a résumé that run on word for word as the ad does."""
    if resume.fingerprints.isdisjoint(job.fingerprints):
        return []
    tokens, shingles = resume.tokens, resume.index.shingles
    if shingles is None:
        shingles = resume.index.shingles = tokens.shingles()
    sieved = np.flatnonzero(_sieve(job.shingles)[shingles & _SIEVE])
    hits = [at for at, number in zip(sieved.tolist(), shingles[sieved].tolist(), strict=True) if number in job.shingles]
    runs: list[tuple[int, int]] = []
    for at in hits:
        if runs and at <= runs[-1][1] + _WIDEST_GAP:
            runs[-1] = (runs[-1][0], at + SHINGLE)
        else:
            runs.append((at, at + SHINGLE))
    if not any(last - first >= _SHORTEST_COPY for first, last in runs):
        return []
    # who has copied once has hardly come upon the same words by chance
    kept = [(tokens.starts[first], tokens.ends[last - 1]) for first, last in runs if last - first >= _SHORTEST_AGAIN]
    return _with_blocks(resume, job, [_whole_sentence(resume.text, *span) for span in kept])


def _with_blocks(resume: ResumeProfile, job: JobProfile, copied: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give copied spans with the short lines of the ad beside them; a block that is mostly copied is copied whole."""
    said, tokens = _words_said(job.description), resume.tokens
    found = list(copied)
    for block in _BLOCK.finditer(resume.text):
        start, stop = block.span()
        if not any(first < stop and start < last for first, last in copied):
            continue
        lines = [(one.start(), one.end()) for one in _LINE.finditer(resume.text, start, stop)]
        alike = [
            (first, last)
            for first, last in lines
            if any(begin < last and first < end for begin, end in copied)
            or _is_said(tokens.keys[slice(*tokens.slice_at(first, last))], said)
        ]
        if len(lines) > _FEW_LINES and len(alike) * 2 > len(lines):
            found = [one for one in found if not (start <= one[0] and one[1] <= stop)]
            found.append((start, stop))
        else:
            found += [line for line in alike if not any(begin < line[1] and line[0] < end for begin, end in copied)]
    return sorted(found)


def _is_said(keys: list[str], said: str) -> bool:
    """Whether the ad says some words as they stand."""
    return len(keys) > 1 and f" {' '.join(keys)} " in said


@lru_cache(maxsize=64)
def _words_said(description: str) -> str:
    return f" {' '.join(tokenise(description).keys)} "


def _whole_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a copied span with the few words before and after it in its sentence."""
    before = max(text.rfind(mark, 0, start) for mark in (". ", "\n", "; ")) + 1
    stop = _SENTENCE_END.search(text, end)
    behind = stop.start() if stop is not None else len(text)
    return (before if start - before <= _FEW_LETTERS else start), (behind if behind - end <= _FEW_LETTERS else end)


@lru_cache(maxsize=64)
def _sieve(shingles: frozenset[int]) -> NDArray[np.bool_]:
    """Give for the last bits of a number whether one of the shingles ends in them."""
    sieve = np.zeros(_SIEVE + 1, dtype=np.bool_)
    sieve[np.fromiter(shingles, dtype=np.uint32, count=len(shingles)) & _SIEVE] = True
    return sieve


def flags_of(resume: ResumeProfile, copied: list[tuple[int, int]]) -> tuple[Flag, ...]:
    """Give the flags for copied and repeated text, and for lists of skills that no work bears out."""
    flags = [
        Flag(code="copied_from_ad", message="These words are the ad's own; they earned nothing.", start=start, end=end)
        for start, end in copied
    ]
    flags += [
        Flag(
            code="keyword_stuffing",
            message="The same words come again and again; they earned nothing more.",
            start=start,
            end=end,
        )
        for start, end in resume.repeated
    ]
    flags += [
        Flag(
            code="keyword_list",
            message="Skills are listed here that next to nothing told of the work bears out; they proved little.",
            start=start,
            end=end,
        )
        for start, end in resume.unborne
    ]
    return tuple(flags)
