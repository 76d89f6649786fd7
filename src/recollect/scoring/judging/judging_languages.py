"""Languages: how well one is asked for and how well a résumé says it is known, on the common European scale."""

from __future__ import annotations

import re

from recollect.scoring.profiles import Mention, ResumeProfile

A1, A2, B1, B2, C1, C2 = range(1, 7)
_SPOKEN = (
    "session|call|meeting|consultation|class|lesson|interview|negotiation|correspondence|letter|presentation|"
    "customer|client|patient|guest|famil(?:y|ie)|parent|supplier|counter|caller|ticket|tour|lecture|sermon|show"
)
"""What is done in a language, or with whom, by who knows it well."""
_LEVELS = (
    (
        C2,
        (
            r"c2\b|nativ\w*|mother[- ]tongue|first language|muttersprach\w*|madre ?lingua|maternel\w*|bilingu\w+|"
            r"zweisprachig|iaith gyntaf|l[ií]ngua materna|lengua materna|moedertaal|modersm[åa]l|j[eę]zyk ojczysty|"
            r"crec[ií]\b|criad[oa] en\b|aufgewachsen|"
            r"(?:speak|spoken|both) at home|at home(?! in)\b|"
            r"is what (?:i|we) (?:count|dream|think|swear|pray|speak|talk)\b|of course\b|"
            r"(?:grew up|grown up|brought up|raised) (?:speaking |with |in )?"
        ),
    ),
    (
        C1,
        (
            r"c1\b|fluent\w*|fluency|near[- ]native|proficient|full professional|verhandlungssicher\w*|flie(?:ß|ss)end|"
            r"ielts\D{0,12}[789]|toefl\D{0,12}(?:9[5-9]|1[012]\d)|toeic\D{0,12}9[5-9]\d|testdaf\D{0,8}[45]|courant\w*|"
            r"fluid[oa]|fluente|vloeiend\w*|couramment|ma[iî]trise|ottim[ao]|flytande|dalf|excellent\w*|perfect\w*|"
            r"degree in|(?-i:[BM]A)(?: \(?hons\)?)?(?: in)?(?= $|\b)|"
            r"\bmodern languages?\W{1,3}(?:[a-z]+ (?:and|with|&) )?$|"
            r"at home in|"
            r"interpret(?:er|ing)|translator|translat(?:ed|ion)|"
            r"(?:is|are|was|were) (?:all )?in\b|"
            rf"(?:{_SPOKEN})s?\b[^.;\n]{{0,20}}\bin\b"
        ),
    ),
    (
        B2,
        (
            r"b2\b|ielts\D{0,12}[56]|toefl\D{0,12}[78]\d|toeic\D{0,12}[89]\d\d|dsh\b|advanced|upper[- ]intermediate|"
            r"very good|business|professional working|working proficiency|good command|sehr gut\w*|work in\b|"
            r"a[- ]levels?\b|leistungskurs\b|"
            r"très bonn?e?|muy buen\w*|nivel alto|alto nivel|avanzado|zeer goede?"
        ),
    ),
    (
        B1,
        (
            r"b1\b|intermediate|conversational\w*|good|independent user|gute?n?\b|limited working|everyday|"
            r"bonn?e?s?\b|buen\w{0,2}\b|buon[ao]?\b|goede?\b|intermedio"
        ),
    ),
    (
        A2,
        (
            r"a2\b|basic|elementary|some\b|rusty|a little|grundkenntnisse|"
            r"(?<!a )(?<!the )(?<!our )(?<!ing )(?<!age )(?<!lingual )school(?!,? (?:and |& )?(?:work|home|family)\b)|"
            r"notions|b[aá]sico|scolaire|pre-intermediate|level a\b|de base\b|gcse|to grade \d|"
            r"(?:core|kitchen|restaurant)\s+$"
        ),
    ),
    (
        A1,
        (
            r"a1\b|beginner\w*|learning|started|few words|anfänger\w*|d[ée]butant\w*|duolingo|phrase ?book|"
            r"(?:holiday|tourist|lunch-hour|survival|evening-class)\b"
        ),
    ),
)
_AFTER = re.compile("|".join(f"(?P<l{level}>\\b(?:{words}))" for level, words in _LEVELS), re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ROW_HEAD = re.compile(r"\W*(?:languages?|language skills|sprachen|langues|idiomas)\b\s*:?\s*", re.IGNORECASE)
_ROW_BEGINS = re.compile(r"(?:^|[\n.;:|•])[^\S\n]*$")
_NEXT_LANGUAGE = re.compile(r",[^\S\n]*([A-Z][a-zäöüéèñç]{3,})(?=[^\S\n]*[(:–-])")
_LONGEST_ROW = 120
_REACH_AFTER = 56
_REACH_BEFORE = 26
_NEXT = re.compile(
    r"[;\n•|.]|,(?!\s*(?:spoken|written|certified|(?:level )?(?:c[12]|b[12]|a[12])\b|dalf|delf|dele|toefl|"
    r"ielts|goethe|telc|rusty|level a\b|duolingo|"
    r"testdaf|both at home|(?:fluent|native|advanced|intermediate|mother tongue|my first language|spoken at home)"
    r"(?: (?:low|mid|high|speaker|level))*\s*(?:[.;,()\n]|$)))",
    re.IGNORECASE,
)


def level_told(text: str, start: int, end: int) -> int:
    """Give the level that stands beside a language in its own phrase or in the line below, or 0 where none does."""
    return _level_beside(text, start, end) or _level_below(text, start, end)


def _level_beside(text: str, start: int, end: int) -> int:
    cut = _NEXT.search(text, end, end + _REACH_AFTER)
    after = text[end : cut.start() if cut is not None else end + _REACH_AFTER]
    found = _AFTER.search(after)
    if found is None:
        before = text[max(0, start - _REACH_BEFORE) : start]
        cuts = [match.end() for match in _NEXT.finditer(before)]
        matches = list(_AFTER.finditer(before[cuts[-1] :] if cuts else before))
        found = matches[-1] if matches else None
    return int((found.lastgroup or "l0")[1:]) if found is not None else 0


def end_with_level(text: str, start: int, end: int) -> int:
    """Give where a language ends with the level that is said of it: in its line, or in the line below."""
    below = text.find("\n", end)
    if below < 0 or not _level_below(text, start, end) or _level_beside(text, start, end):
        return end
    line_end = text.find("\n", below + 1)
    return line_end if line_end >= 0 else len(text)


def _level_below(text: str, start: int, end: int) -> int:
    """Give the level in the line below a language, or 0: of several languages in a row, that of the same place."""
    row_start, row_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    if row_end < 0:
        return 0
    row = text[row_start:row_end]
    below = text[row_end + 1 : row_end + 1 + _LONGEST_ROW].partition("\n")[0]
    if (head := _ROW_HEAD.match(row)) is not None:
        row, row_start = row[head.end() :], row_start + head.end()
    languages, levels = _NAME.findall(row), list(_AFTER.finditer(below))
    if len(levels) != len(languages) or _AFTER.sub("", below).strip(" \t,;|•()"):
        return 0
    place = len(_NAME.findall(row[: start - row_start]))
    return int((levels[place].lastgroup or "l0")[1:])


def best_level(places: tuple[Mention, ...], resume: ResumeProfile) -> int:
    """Give the highest level that a résumé states for a language, or 0.

    Whoever names one without a level ahead of others with theirs need not say how well: ``Deutsch, English (C2)``.
    """
    stated = max(level_told(resume.text, one.start, one.end) for one in places)
    return stated or (C2 if any(_leads_others(resume.text, one.start, one.end) for one in places) else 0)


def _leads_others(text: str, start: int, end: int) -> bool:
    """Whether a language stands first in a row in which the next one has its level."""
    if _ROW_BEGINS.search(text, max(0, start - _REACH_BEFORE), start) is None:
        return False
    following = _NEXT_LANGUAGE.match(text, end)
    return following is not None and _level_beside(text, *following.span(1)) > 0
