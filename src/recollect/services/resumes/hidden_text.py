"""Which hidden words of a document were meant for a program: several, that name skills or give instructions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from recollect.domain.analysis import Flag
from recollect.domain.document import HiddenText
from recollect.scoring.evaluation import skill_spans

_SEVERAL = 4
_SKILLS = 2
_LONGEST_QUOTE = 80
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|above|previous|prior|rules?)\b"
    r"|\b(?:you are|act as|as an?)\b.{0,20}\b(?:ai|assistant|language model|llm|recruiter|screening)\b"
    r"|\b(?:system|assistant|user)\s*(?:prompt|message|:)|\bchatgpt\b|\blanguage model\b"
    r"|\b(?:rate|rank|score|recommend|select|hire|invite|shortlist|advance|mark)\b.{0,40}"
    r"\b(?:candidate|applicant|resume|résumé|cv|person|him|her|them|10/10|100|highest|top|first|best)\b"
    r"|\b(?:candidate|applicant)\b.{0,40}\b(?:must|should|meets?|exceeds?|is|perfect|ideal|best|qualified|top)\b"
    r"|\b(?:perfect|ideal|best|exceptional|excellent)\b.{0,20}\b(?:match|fit|candidate|applicant)\b"
    r"|\b(?:ignoriere|missachte|vergiss)\b|\b(?:ignora|ignore[zr])\b|\bnegeer\b|\bzignoruj\b",
    re.IGNORECASE | re.DOTALL,
)


def judge_hidden_text(found: Sequence[HiddenText]) -> tuple[HiddenText, ...]:
    """Give hidden words with the alarm set where they are several and name skills or give instructions.

    What is hidden in single words, one a place, is judged as a whole.
    """
    if not found:
        return ()
    everything = " ".join(one.text for one in found)
    alarms_as_whole = _is_for_a_program(everything) and not any(_is_for_a_program(one.text) for one in found)
    return tuple(msgspec.structs.replace(one, alarm=alarms_as_whole or _is_for_a_program(one.text)) for one in found)


def flags_of_hidden_text(found: Sequence[HiddenText]) -> tuple[Flag, ...]:
    """Give the flags for hidden words that raise the alarm."""
    return tuple(
        Flag(
            code="hidden_text",
            message=f"A reader cannot see these words ({one.reason}); they were kept out: “{_short(one.text)}”",
            page=one.page,
            boxes=one.boxes or None,
        )
        for one in found
        if one.alarm
    )


def _is_for_a_program(text: str) -> bool:
    if len(text.split()) < _SEVERAL:
        return False
    return _INSTRUCTION.search(text) is not None or len(skill_spans(text)) >= _SKILLS


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rstrip() + "…"
