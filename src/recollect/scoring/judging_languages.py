"""Languages: how well one is asked for and how well a résumé says it is known, on the common European scale."""

from __future__ import annotations

import re

from recollect.scoring.profiles import Mention, ResumeProfile

A1, A2, B1, B2, C1, C2 = range(1, 7)
_LEVELS = (
    (
        C2,
        (
            r"c2\b|nativ\w*|mother[- ]tongue|first language|muttersprach\w*|madre ?lingua|maternel\w*|bilingu\w+|"
            r"zweisprachig"
        ),
    ),
    (
        C1,
        (
            r"c1\b|fluent\w*|fluency|near[- ]native|proficient|full professional|verhandlungssicher\w*|flie(?:ß|ss)end|"
            r"ielts\D{0,12}[789]|toefl\D{0,12}(?:9[5-9]|1[012]\d)|toeic\D{0,12}9[5-9]\d|testdaf\D{0,8}[45]|courant\w*|"
            r"fluido|fluente|excellent|perfect\w*|degree in|at home in"
        ),
    ),
    (
        B2,
        (
            r"b2\b|ielts\D{0,12}[56]|toefl\D{0,12}[78]\d|toeic\D{0,12}[89]\d\d|dsh\b|advanced|upper[- ]intermediate|"
            r"very good|business|professional working|working proficiency|good command|sehr gut\w*|work in\b"
        ),
    ),
    (B1, (r"b1\b|intermediate|conversational\w*|good|independent user|gute?\b|limited working|everyday")),
    (
        A2,
        (
            r"a2\b|basic|elementary|school|some\b|rusty|a little|grundkenntnisse|notions|b[aá]sico|scolaire|"
            r"pre-intermediate"
        ),
    ),
    (A1, (r"a1\b|beginner\w*|learning|started|few words|anfänger\w*|d[ée]butant\w*")),
)
_AFTER = re.compile("|".join(f"(?P<l{level}>\\b(?:{words}))" for level, words in _LEVELS), re.IGNORECASE)
_REACH_AFTER = 36
_REACH_BEFORE = 26
_NEXT = re.compile(r"[;\n•|.]|,(?!\s*(?:spoken|written|certified|c[12]|b[12]|a[12]))")


def level_told(text: str, start: int, end: int) -> int:
    """Give the level that stands beside a language in its own phrase, or 0 where none does."""
    cut = _NEXT.search(text, end, end + _REACH_AFTER)
    after = text[end : cut.start() if cut is not None else end + _REACH_AFTER]
    found = _AFTER.search(after)
    if found is None:
        before = text[max(0, start - _REACH_BEFORE) : start]
        cuts = [match.end() for match in _NEXT.finditer(before)]
        matches = list(_AFTER.finditer(before[cuts[-1] :] if cuts else before))
        found = matches[-1] if matches else None
    return int((found.lastgroup or "l0")[1:]) if found is not None else 0


def best_level(places: tuple[Mention, ...], resume: ResumeProfile) -> int:
    """Give the highest level that a résumé states for a language, or 0."""
    return max(level_told(resume.text, one.start, one.end) for one in places)
