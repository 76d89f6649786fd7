"""What differs between the texts of two résumés, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.ids import ResumeId
from recollect.domain.likeness import likeness, sign_text
from recollect.services.memory import Memory
from recollect.storage.records import readings, resumes

_LINE = re.compile(r"[^\n]*\n|[^\n]+$")
_WORD = re.compile(r"\S+[^\S\n]*|\n|[^\S\n]+")
_MOST_WORDS = 1_500
"""Passages with more words are compared line by line only."""
_MOST_LINES = 20_000


class DiffBlock(Struct, frozen=True, kw_only=True):
    """A passage that both texts have, or only one; spans are code points of each text."""

    kind: Literal["same", "removed", "added"]
    text: str
    start: int
    end: int
    with_start: int
    with_end: int


class ResumeDiff(Struct, frozen=True, kw_only=True):
    """How the text `with_resume_id` becomes that of `resume_id`; `similarity` is null for very short texts."""

    resume_id: ResumeId
    with_resume_id: ResumeId
    similarity: float | None
    blocks: list[DiffBlock]


def diff_resumes(memory: Memory, caller: Caller, resume_id: str, with_id: str) -> ResumeDiff:
    """Give what a résumé's text has that another's has not, and the other way round. Raises `NotFound`."""
    with memory.read(caller) as reader:
        one, other = resumes.get_resume(reader, resume_id), resumes.get_resume(reader, with_id)
        text, before = (readings.get_text(reader, kept.text_sha256) for kept in (one, other))
    signatures = sign_text(text), sign_text(before)
    similarity = None
    if signatures[0] is not None and signatures[1] is not None:
        similarity = round(likeness(signatures[0].minhash, signatures[1].minhash), 2)
    return ResumeDiff(
        resume_id=one.resume_id,
        with_resume_id=other.resume_id,
        similarity=similarity,
        blocks=list(diff_texts(before, text)),
    )


def diff_texts(before: str, after: str) -> Iterator[DiffBlock]:
    """Yield the passages of two texts in their order: what both have, what only `before`, what only `after` has."""
    pending: DiffBlock | None = None
    for kind, (start, end), (with_start, with_end) in _passages(before, after):
        whole = after[start:end] if kind != "removed" else before[with_start:with_end]
        block = DiffBlock(kind=kind, text=whole, start=start, end=end, with_start=with_start, with_end=with_end)
        if not whole:
            continue
        if pending is not None and pending.kind == kind:
            block = DiffBlock(
                kind=kind,
                text=pending.text + whole,
                start=pending.start,
                end=end,
                with_start=pending.with_start,
                with_end=with_end,
            )
        elif pending is not None:
            yield pending
        pending = block
    if pending is not None:
        yield pending


_Passage = tuple[Literal["same", "removed", "added"], tuple[int, int], tuple[int, int]]


def _passages(before: str, after: str) -> Iterator[_Passage]:
    """Compare line by line, and where lines differ word by word."""
    old, new = _cut(_LINE, before, 0, len(before)), _cut(_LINE, after, 0, len(after))
    for tag, old_span, new_span in _compare(before, after, old, new):
        if tag == "same":
            yield "same", new_span, old_span
            continue
        old_words, new_words = _cut(_WORD, before, *old_span), _cut(_WORD, after, *new_span)
        if max(len(old_words), len(new_words)) > _MOST_WORDS:
            yield "removed", (new_span[0], new_span[0]), old_span
            yield "added", new_span, (old_span[1], old_span[1])
            continue
        for inner, old_part, new_part in _compare(before, after, old_words, new_words):
            if inner == "same":
                yield "same", new_part, old_part
            else:
                yield "removed", (new_part[0], new_part[0]), old_part
                yield "added", new_part, (old_part[1], old_part[1])


def _compare(
    before: str, after: str, old: Sequence[tuple[int, int]], new: Sequence[tuple[int, int]]
) -> Iterator[tuple[Literal["same", "changed"], tuple[int, int], tuple[int, int]]]:
    matcher = SequenceMatcher(
        None,
        [before[start:end] for start, end in old],
        [after[start:end] for start, end in new],
        autojunk=max(len(old), len(new)) > _MOST_WORDS,
    )
    for tag, old_first, old_last, new_first, new_last in matcher.get_opcodes():
        old_span = _whole(old, old_first, old_last, len(before))
        new_span = _whole(new, new_first, new_last, len(after))
        yield "same" if tag == "equal" else "changed", old_span, new_span


def _whole(spans: Sequence[tuple[int, int]], first: int, last: int, end: int) -> tuple[int, int]:
    if first < last:
        return spans[first][0], spans[last - 1][1]
    at = spans[first][0] if first < len(spans) else spans[-1][1] if spans else end
    return at, at


def _cut(part: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = [match.span() for match in part.finditer(text, start, end)]
    if len(spans) <= _MOST_LINES:
        return spans
    return [*spans[:_MOST_LINES], (spans[_MOST_LINES][0], end)]
