"""Text that is there for the machine: copied from the ad, repeated without end, or listed and never used."""

from __future__ import annotations

from recollect.domain.analysis import Flag
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.scoring.tokens import SHINGLE

_SHORTEST_COPY = 15
_WIDEST_GAP = 3


def copied_spans(resume: ResumeProfile, job: JobProfile) -> list[tuple[int, int]]:
    """Give the spans of a résumé that run on word for word as the ad does."""
    if resume.fingerprints.isdisjoint(job.fingerprints):
        return []
    tokens = resume.tokens
    hits = [at for at, number in enumerate(tokens.shingles()) if number in job.shingles]
    runs: list[tuple[int, int]] = []
    for at in hits:
        if runs and at <= runs[-1][1] + _WIDEST_GAP:
            runs[-1] = (runs[-1][0], at + SHINGLE)
        else:
            runs.append((at, at + SHINGLE))
    return [(tokens.starts[first], tokens.ends[last - 1]) for first, last in runs if last - first >= _SHORTEST_COPY]


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
