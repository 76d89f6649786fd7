"""Job texts to measure with, made from a small vocabulary: some words common, some rare."""

from __future__ import annotations

import random

_COMMON = (
    "the",
    "team",
    "works",
    "with",
    "customers",
    "and",
    "you",
    "plan",
    "your",
    "own",
    "day",
    "engineer",
    "manager",
    "data",
    "support",
    "quality",
    "safety",
    "project",
    "experience",
    "required",
    "skills",
    "training",
    "care",
    "patients",
    "students",
    "kitchen",
    "warehouse",
    "sales",
    "account",
    "finance",
    "report",
)
_RARE = tuple(
    first + second + third
    for first in "bcdfgklmnprstvz"
    for second in ("a", "en", "or", "il", "us")
    for third in ("ta", "mek", "lon", "dis", "vara", "pito", "rune")
)


def job_text(seed: int, characters: int) -> str:
    """Give a text of about that many characters; the same for the same seed."""
    draw = random.Random(seed)
    words: list[str] = []
    length = 0
    while length < characters:
        word = draw.choice(_COMMON) if draw.random() < 0.8 else draw.choice(_RARE)
        words.append(word)
        length += len(word) + 1
    return " ".join(words)[:characters]
