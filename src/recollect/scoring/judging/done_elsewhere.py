"""Who else, where else, or how briefly a thing is done, by the words right around the proof of a verdict of met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from recollect.scoring.knowledge.tokens import tokenise

_OTHERS = (
    r"(?:team|department|bureau|provider|agency|contractor|sub-?contractor|supplier|vendor|firm|company|head office|"
    r"auditor|accountant|bookkeeper|solicitor|lawyer|engineer|developer|programmer|analyst|designer|architect|planner|"
    r"technician|specialist|consultant|manager|director|supervisor|partner|owner|boss|colleague|administrator|buyer|"
    r"officer|nurse|doctor|chef|teacher|scientist|surveyor|electrician|plumber|welder|machinist|setter|scheduler)"
)
_MAKES = (
    r"(?:runs?|ran|do|does|did|writes?|wrote|written|makes?|made|handles?|handled|builds?|built|prepares?|prepared|"
    r"keeps?|kept|files?|filed|signs?|signed|sends?|sent|fits?|fitted|draws?|drew|designs?|designed|sets?|manages?|"
    r"managed|owns?|owned|produces?|produced|maintains?|maintained)"
)
_FIRMS_WORK = re.compile(
    r"\b(?:our|the|an outside|an external) (?:[\w-]+ )?(?:auditors?|accountants?|bureau|agency|head office|suppliers?|"
    r"contractors?|vendors?|solicitors?|lawyers?|architects?|shops|stores|branches|clinics|surgeries|depots) "
    r"(?:then |all |also )?(?:converts?|converted|takes?|took|measures?|measured|"
    r"posts?|posted|"
    r"produces?|produced|supplies|supply|supplied|repairs?|repaired|fix(?:es|ed)?|installs?|installed|fits?|fitted|"
    rf"orders?|ordered|calculates?|calculated|negotiates?|negotiated|{_MAKES}) (?:[\w-]+ ){{0,4}}$|"
    rf"\bthe (?:[\w-]+ ){{1,2}}(?:team|department)s? (?:all |also |then )?{_MAKES} (?:[\w-]+ ){{0,3}}$|"
    r"\bliais(?:e|ed|es|ing) with (?:the |our )?(?:[\w-]+ )?$|"
    r"\b(?:ask(?:s|ed|ing)?|rely(?:ing)? on|relie[sd] on|depend(?:s|ed|ing)? on|turn(?:s|ed)? to) "
    rf"(?:the|our|my|an?) (?:[\w-]+ ){{0,2}}?{_OTHERS}s? (?:for|to) (?:[\w-]+ ){{0,3}}$",
    re.IGNORECASE,
)
"""What stands before a thing that somebody else does: ``our auditors convert to``, ``ask the developers for``."""
_OUR_TEAM = re.compile(
    rf"\bour (?:[\w-]+ ){{1,2}}(?:team|department)s? (?:all |also |then )?{_MAKES} (?:[\w-]+ ){{0,3}}$", re.IGNORECASE
)
_BUT_I = re.compile(r"[^.\n]{0,40}[;,–-]\s*(?:and |but |while )?I\b")
_TO_THEM = re.compile(
    r"\b(?:to|via|through|from|what|whatever|that|which) (?:the|our|an?|their) (?:external |outside )?$", re.IGNORECASE
)
_THEM = re.compile(r" (?:team|department|bureau|provider|agency|company|firm|contractor|supplier)s?\b", re.IGNORECASE)
_ENDS_THEM = re.compile(r" (?:team|department|bureau|provider|agency|contractor|supplier)s?$", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:for|to|behind|beside|alongside) (?:the|our|two|three|four|several|other) (?:[\w-]+ )?$", re.IGNORECASE
)
_PEOPLE = re.compile(r"\b[a-z]+(?:ers|ors|ists|ians|smen)$")
"""How what names those who do a thing ends: ``for the TIG welders``."""
_DONE_AWAY = re.compile(
    r"[^.,;\n]{0,25}?\b(?:outsourced|contracted out|sub-?contracted|subbed out|farmed out|sent out|"
    r"(?:done|handled|run|negotiated|managed|bought|kept) (?:centrally|elsewhere|externally|off ?site)|"
    r"(?:is|are|was|were|gets?) (?:all |mostly |still |now )?(?:done|handled|run|kept|prepared|made|held|managed|"
    r"processed) (?:at|from|out of|in|by) (?:the |our )?(?:head office|HQ|group|centre|another|other|others|"
    r"shared services|an outside|outside)|before I (?:joined|came|started|arrived)|"
    r"(?:is|are|was|were) (?:an? )?(?:separate|another|different) (?:desk|team|department|branch|office|unit))\b|"
    r" (?:itself |work )?(?:sits|sat|lies|lay|rests|belongs|belonged) (?:with|in|at|under|to) "
    r"(?!me\b|my\b|us\b|the heart)|"
    rf"[^.;\n]{{0,40}}\b(?:that|which) (?:the|our|another) (?:[\w-]+ ){{0,2}}?{_OTHERS}s? (?:has |have |had |all )?"
    r"(?:runs?|ran|writes?|wrote|written|makes?|made|builds?|built|prepares?|prepared|draws?|drew|designs?|designed|"
    r"produces?|produced|maintains?|maintained)\b|"
    rf"[^.\n]{{0,60}}[;:,–-]\s*(?:the|our) (?:[\w-]+ )?{_OTHERS}s? (?:then |all )?{_MAKES} (?:it|them|that|those)\b",
    re.IGNORECASE,
)
_ANOTHER_DECIDES = re.compile(
    rf"[^.\n]{{0,60}}[;,–-]\s*(?:and |but )?(?:the|our|my) (?:[\w-]+ )?(?:senior|{_OTHERS})s? (?:then |always )?"
    r"(?:decides?|decided|chooses?|chose|negotiates?|negotiated|writes? and|wrote and|presents?|presented|"
    r"has the last word|makes? the decision|made the decision)\b",
    re.IGNORECASE,
)
"""How a sentence goes on in which another does what counts: ``collect three quotes; the director decides``."""
_ENDS_DONE = re.compile(r"(?:\w{3,}ed|held|run|kept|done|made|built|drawn|written|led|set)$", re.IGNORECASE)
_BY_THEM = re.compile(rf" by (?:my|our|the|another|an?) (?:[\w-]+ ){{0,2}}?{_OTHERS}s?\b(?<!my team)", re.IGNORECASE)
_A_TIME = r"(?:an?|one|two|three|half an?|half|\d)[ -](?:day|hour|morning|afternoon|evening|weekend)s?"
_LITTLE_AFTER = re.compile(
    r"[^.,;\n]{0,30}\b(?:not|never|yet to be|awaiting|still to be)(?: yet)?(?: been)? "
    r"(?:signed|sign|assessed)[- ]?off\b|"
    r"[^.;\n]{0,60}\bnothing \w+ yet\b|"
    r" (?:is |was )?(?:something )?(?:that )?I(?:['’]ve| have| had)? (?:never|hardly|barely|rarely|seldom)\b|"
    rf"[^.,;\n]{{0,40}}\bfor (?:just |only )?{_A_TIME}\b(?!['’-])(?! (?:an?|per|each|every)\b)|"
    r"\W{0,3}(?:but )?(?:only |just |once |back )(?:at|in) (?:uni|university|college|school)\b",
    re.IGNORECASE,
)
_BRIEF_COURSE = re.compile(
    rf"\W{{0,3}}(?:a )?{_A_TIME}['’]?s?(?: of)? (?:training|course|taster|workshop|introduction|intro|session|class|"
    r"induction|awareness)\b",
    re.IGNORECASE,
)
_LITTLE_BEFORE = re.compile(
    r"\b(?:chapter|lesson|unit|part|page|week) \w+ of (?:an?|the|my) (?:[\w-]+ ){0,3}$|"
    r"\b(?:read(?:ing)? up on|swott?(?:ed|ing) up on|brush(?:ed|ing)? up (?:on )?)\s*(?:my )?(?:[\w-]+ ){0,2}$|"
    r"\binterviewed for (?:an?|the) (?:[\w-]+ )?$",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(r"\b(?:used to|once|last) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_AT_SCHOOL = re.compile(r"[^.,;\n]{0,30}\b(?:at|in) (?:uni|university|college|school)\b(?! of)", re.IGNORECASE)
_WEIGHED = re.compile(r"\b(?:evaluated|trialled|compared|considered|looked at) (?:[\w-]+ )?$", re.IGNORECASE)
_CHOSE = re.compile(
    r"[^.;\n]{0,30}\b(?:and|but|then) (?:chose|went with|settled on|stayed with|picked|kept)\b", re.IGNORECASE
)
_SAID_BEFORE = frozenset(
    tokenise(
        "liaise liaised liaises liaising ask asked asking asks rely relying relied relies depend depends depended "
        "depending turn turns turned team department auditor accountant bureau agency office supplier contractor "
        "vendor shop store branch clinic surgery depot "
        "solicitor lawyer architect to via through from what whatever that which for behind beside alongside chapter "
        "lesson unit part page week read reading swotted swotting brush brushed brushing interviewed used once last "
        "evaluated trialled compared considered looked"
    ).keys
)
_SAID_AFTER = frozenset(
    tokenise(
        "separate different branch unit desk "
        "outsourced contracted subcontracted subbed farmed sent centrally elsewhere externally offsite site office hq "
        "group centre another other others services outside joined came started arrived sits sat lies lay rests "
        "belongs "
        "belonged that which the our my by signed sign assessed nothing never hardly barely rarely seldom day hour "
        "morning "
        "afternoon evening weekend uni university college school"
    ).keys
)
"""Words of which one stands in each phrase above: the patterns are tried nowhere else."""


class Elsewhere(Enum):
    """What the words around a proof make of it."""

    OTHERS = "others"
    LITTLE = "little"
    BRIEF = "brief"


def done_elsewhere(
    text: str, span: tuple[int, int], before: tuple[str, Sequence[str]], after: tuple[str, Sequence[str]]
) -> Elsewhere | None:
    """Tell whether a thing is somebody else's work, was done but a little, or learnt in days; or None.

    `before` and `after` are the rest of its sentence and some words beyond, as text and as keys.
    """
    ahead, behind = before[0], after[0]
    says_before, says_after = not _SAID_BEFORE.isdisjoint(before[1]), not _SAID_AFTER.isdisjoint(after[1])
    if says_before and _is_of_others(text, span, ahead, behind):
        return Elsewhere.OTHERS
    if says_after and (
        _DONE_AWAY.match(behind)
        or _ANOTHER_DECIDES.match(behind)
        or (_BY_THEM.match(behind) and _ENDS_DONE.search(text, *span) is not None)
    ):
        return Elsewhere.OTHERS
    if says_after and (
        _LITTLE_AFTER.match(behind) or (_AT_SCHOOL.match(behind) and _LONG_AGO.search(ahead) is not None)
    ):
        return Elsewhere.LITTLE
    if says_before and (_LITTLE_BEFORE.search(ahead) or (_CHOSE.match(behind) and _WEIGHED.search(ahead))):
        return Elsewhere.LITTLE
    return Elsewhere.BRIEF if says_after and _BRIEF_COURSE.match(behind) else None


def _is_of_others(text: str, span: tuple[int, int], before: str, after: str) -> bool:
    if _FIRMS_WORK.search(before) or (_OUR_TEAM.search(before) and _BUT_I.match(after)):
        return True
    if _TO_THEM.search(before) and (_THEM.match(after) or _ENDS_THEM.search(text, *span)):
        return True
    return _MANY.search(before) is not None and _PEOPLE.search(text, *span) is not None
