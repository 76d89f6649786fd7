"""Ids: their forms, and how new ones are drawn. Every id is stable for ever."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NewType

JobId = NewType("JobId", str)
ResumeId = NewType("ResumeId", str)
AnalysisId = NewType("AnalysisId", str)
FeedbackId = NewType("FeedbackId", str)
CandidateId = NewType("CandidateId", str)
TemplateId = NewType("TemplateId", str)
EventId = NewType("EventId", str)
TaskId = NewType("TaskId", str)

HexSource = Callable[[int], str]
"""Gives that many hexadecimal digits. Tests hand in one that repeats itself, to force collisions."""

RESUME_HASH_DIGITS = 12
_DIGITS_A_DRAW = 32
_DRAWS_AHEAD = 256
_drawn: list[str] = []
os.register_at_fork(after_in_child=_drawn.clear)


def random_hex(digits: int) -> str:
    """Draw `digits` hexadecimal digits from the system's randomness.

    It is asked for many draws at once: each time takes 1 µs. None is given twice, whatever threads and forks there are.
    """
    if digits > _DIGITS_A_DRAW:
        return os.urandom((digits + 1) // 2).hex()[:digits]
    while True:
        try:
            return _drawn.pop()[:digits]
        except IndexError:
            ahead = os.urandom(_DRAWS_AHEAD * _DIGITS_A_DRAW // 2).hex()
            _drawn.extend([ahead[at : at + _DIGITS_A_DRAW] for at in range(0, len(ahead), _DIGITS_A_DRAW)])


def new_job_id(draw: HexSource = random_hex) -> JobId:
    """Draw an id such as ``a3f7b2c1``."""
    return JobId(draw(8))


def new_analysis_id(draw: HexSource = random_hex) -> AnalysisId:
    """Draw an id such as ``f8e2d1c4b3a9``."""
    return AnalysisId(draw(12))


def new_feedback_id(draw: HexSource = random_hex) -> FeedbackId:
    """Draw an id such as ``fb_5e0a77c2d914``."""
    return FeedbackId("fb_" + draw(12))


def new_candidate_id(draw: HexSource = random_hex) -> CandidateId:
    """Draw an id such as ``cand_91be04ac``."""
    return CandidateId("cand_" + draw(8))


def new_template_id(draw: HexSource = random_hex) -> TemplateId:
    """Draw an id such as ``tpl_2f6d10b3``."""
    return TemplateId("tpl_" + draw(8))


def new_event_id(draw: HexSource = random_hex) -> EventId:
    """Draw an id such as ``ev_0c94d1e5a2b7``."""
    return EventId("ev_" + draw(12))


def new_task_id(draw: HexSource = random_hex) -> TaskId:
    """Draw an id such as ``task_7d20c6b1e94f``."""
    return TaskId("task_" + draw(12))


def resume_id_of(content_sha256: str, digits: int = RESUME_HASH_DIGITS) -> ResumeId:
    """Name a file by the first `digits` of its hash; more are taken when a different file has the same ones."""
    return ResumeId("resume_" + content_sha256[:digits])


def resume_id_digits(resume_id: str) -> int:
    """Tell how many digits of its file's hash a résumé id has."""
    return len(resume_id) - len("resume_")


_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("job", re.compile(r"[0-9a-f]{8}")),
    ("analysis", re.compile(r"[0-9a-f]{12}")),
    ("resume", re.compile(r"resume_[0-9a-f]{12,64}")),
    ("feedback", re.compile(r"fb_[0-9a-f]{12}")),
    ("candidate", re.compile(r"cand_[0-9a-f]{8}")),
    ("template", re.compile(r"tpl_[0-9a-f]{8}")),
    ("task", re.compile(r"task_[0-9a-f]{12}")),
)


def kind_of_id(text: str) -> str | None:
    """Tell which noun an id names by its form, or None when it has the form of none."""
    return next((kind for kind, form in _FORMS if form.fullmatch(text)), None)
