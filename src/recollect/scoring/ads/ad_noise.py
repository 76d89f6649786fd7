"""The lines of an ad that say nothing about the job: what a site pasted around it, offers, legal text, the employer."""

from __future__ import annotations

from recollect.scoring.ads.segments import read_job_heading, read_segments
from recollect.scoring.reading.intervals import lines_of


def noise_spans(text: str) -> list[tuple[int, int]]:
    """Give the spans of the lines that no requirement is read from, those that follow each other as one."""
    kept = [(one.start, one.end) for one in read_segments(text)]
    spans: list[tuple[int, int]] = []
    follows = False
    for start, end in lines_of(text):
        is_told = any(first < end and last > start for first, last in kept)
        if is_told or read_job_heading(text[start:end]) not in {None, "noise"}:
            follows = False
        elif follows:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
            follows = True
    return spans


def without_noise(text: str) -> str:
    """Give an ad without those lines; at most one empty line stays where they were."""
    pieces, written = [], 0
    for start, end in noise_spans(text):
        pieces.append(text[written:start].rstrip())
        written = end
    pieces.append(text[written:].strip() if written else text)
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip())
