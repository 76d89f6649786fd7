"""Whether a paper is held today, and by the writer of a résumé: what stands around its name tells."""

from __future__ import annotations

import re

_NOT_NEGATED = r"(?<!never )(?<!never been )(?<!not )(?<!n't )(?<!n’t )(?<!no )(?<!without )(?<!without a )(?<!nor )"
_NOT_HELD = re.compile(
    r"\b(?:application|applied|applying|(?:will|shall|to|can|could|may|must|then) (?:apply|register)|"
    r"pending|in progress|booked|candidate|expected|planned|studying|student|"
    r"sitting|"
    r"sittings|towards?|working on|enrolled|awaiting|waiting for|checks in|eligible|to be (?:issued|awarded|renewed)|"
    r"(?<!refresher )(?<!renewal )(?<!revalidation )(?<!update )(?<!next )due|apprentice|not yet|finalist|"
    r"part[- ]qualified|"
    r"(?:result|decision)s? (?:due|in)|provisional|theory test|\d+ (?:of|out of) \d+|"
    r"(?:one|two|three|four|five|six|seven|eight) (?:of|out of) (?:the )?(?:two|three|four|five|six|seven|eight|nine|"
    r"ten|twelve|fourteen)|exams?|papers? to go|hope to|"
    r"interviews? (?:in|on|booked|due|pending|scheduled|next|to come)|starts?|started (?:in )?(?:[a-z]{3,9} )?202[4-9]"
    r"(?!\W{1,4}(?:[a-z]{3,9}\W)?(?:20|finish|complet|pass|award))|"
    r"resit|re-sit|retake|retaking|"
    rf"{_NOT_NEGATED}(?:expired|lapsed?|lapsing|suspended|revoked|failed|surrendered|withdrawn|cancelled|canceled)|"
    r"ran out|run out|no longer|not renewed|not (?:been )?kept up|did(?: not|n['’]t) renew|never renewed|inactive|"
    r"non-practi[sc]ing|retired from|retired status|gave (?:it |that |this |mine )?up|given up|"
    r"handed (?:it )?(?:back|in)|"
    r"(?:will|shall|can|must|need to|have to|going to|to be) (?:be )?"
    r"(?:swap|swapped|exchange|exchanged|convert|converted)|"
    r"let (?:it|this|that|them|mine|the \w+|my \w+)(?: \w+)? (?:lapse|slide|go|drop|expire|run out)|allowed to lapse|"
    r"(?:came|went|dropped|fell) off the (?:register|roll)|"
    r"(?:left|taken off|removed from|struck off)(?: the)? (?:register|roll)|struck off|(?:voluntary )?(?:erasure|"
    r"removal from)|out of date|formerly|"
    r"(?:part|stage|step|module|unit|section)s? (?:\d|one|two|i{1,3}|[ab])(?: (?:and|&) \w+)?[:,]? (?:was )?"
    r"(?:passed|done|complete\w*|cleared|only)|"
    r"(?:passed|cleared) (?:part|stage|step|module) (?:\d|one|two|i{1,3}|[ab])|"
    r"(?:the )?(?:first|1st) (?:part|half|stage|module|exam|paper|of (?:two|three)))\b"
)
"""What is said, in small letters, of a paper that is not held yet, not wholly, or no longer."""
_WAS_HELD = re.compile(
    r"\W{0,4}(?:(?:no\.?|number|pin|registration|licen[cs]e)\W{0,2})?(?:was|were|used to be|until|till|up to|once|"
    r"ex)\b"
    r"(?! (?:renewed|restored|issued|awarded|granted|gained|obtained|\d\d? \w+ 20[3-9]))"
)
_ONCE = re.compile(r"\b(?:previously|formerly|former|once|used to (?:be|hold|have)|ex)\W+(?:[\w-]+\W+){0,2}$")
_THEN_LOST = re.compile(
    r"[^.;\n]{0,60}[.;]\s+(?:i |it |this |that |which |both |but )?(?:have |has |had |was |is |since )*"
    r"(?:let (?:it|this|that|them)|lapsed|expired|gave (?:it )?up|surrendered|dropped|ran out|not renewed|"
    r"did(?:n['’]t| not) (?:renew|go on|finish|pass|sit|take)|never (?:renewed|finished)|no longer)\b"
)
"""What the next sentence says, of a paper that this one names: ``My number was 123. I let it go.``"""
_RUN_OUT_LATER = re.compile(
    r"^[^()]*,\s*(?:(?:it|which|and|but|has|had|now|since|this|that|is|was) )*"
    r"(?:ran out|run out|expired|lapsed|(?:over)?due for renewal|overdue|out of date)\b"
    r"(?! (?:in |on )?(?:\w+ )?(?:202[7-9]|203\d))"
)
_RESTORED = re.compile(
    r"\b(?<!not )(?<!be )(?<!n't )(?:restored|reinstated|re-?registered|renewed (?:again|since)|re-?validated|"
    r"back on the register|returned to the register)\b(?! (?:pending|applied))"
)
_LEVELS = re.compile(r"\blevel (?:1|2|one|two|i{1,2})\b")
_HAS_LEVELS = frozenset({"CFA"})
"""The papers that are held only when each level of them is passed."""

_PERSON = (
    r"(?:customers?|clients?|candidates?|applicants?|drivers?|staff|team|crew|nurses?|hygienists?|dentists?|doctors?|"
    r"contractors?|sub-?contractors?|employees?|guards?|officers?|engineers?|operatives?|operators?|workers?|"
    r"teachers?|"
    r"colleagues?|managers?|boss|owner|partners?|pharmacists?|tradesmen|electricians?|plumbers?|installers?|"
    r"visitors?|"
    r"volunteers?|carers?|tenants?|guests?|husband|wife|father|mother|brother|sister|practitioners?|therapists?|"
    r"technicians?|agents?|company|firm|shop|clinic|practice|surgery|employer|principal|supervisor|everyone|"
    r"everybody)"
)
_OF_OTHERS_BEFORE = re.compile(
    rf"\b{_PERSON}['’]s?\s+(?:[\w-]+\s+){{0,4}}$|"
    r"\b(?:check(?:s|ed|ing)?|verif(?:y|ies|ied|ying)|inspect(?:s|ed|ing)?|copies of|chas(?:e|ed|ing)|"
    r"keep(?:s|ing)? (?:an eye on|track of|the (?:file|binder|log|register) of))\s+"
    rf"(?:the|that|all|each|every|their|his|her|whether|if|for|who|{_PERSON})\b[^.;:]{{0,40}}$|"
    r"\bwork(?:s|ed|ing)? for (?:an?|the|two|three|several|both) (?:[\w-]+\s+){0,1}$|"
    r"\bunder (?:an?|another|somebody(?: else)?['’]s|the (?:eye|licen[cs]e|supervision|stamp|registration|"
    r"name) of)\s+"
    r"(?:[\w-]+\s+){0,3}$|"
    rf"\b(?:(?:the|my|both|his|her)\s+(?:[\w-]+\s+){{0,2}}{_PERSON}|"
    r"(?:our|their|all|other|those|these)\s+(?:[\w-]+\s+){0,2}[a-z]+s)\s+"
    r"(?:all |both |each |who |they )*(?:has|have|holds?|held|had|carr(?:y|ies)|needs?|needed|must)\b[^.;]{0,50}$|"
    rf"\b(?:for|of) (?:our|the|their|all|other|my|his|her)\s+(?:[\w-]+\s+){{0,2}}{_PERSON}(?:['’]s?)?\s+$|"
    r"\b(?:alongside|beside|reports? to|reporting to|answer(?:ing)? to|assistant to|supervised by|signed (?:off )?by|"
    r"stamped by|reviewed by|audited by|checked by|overseen by)\s+(?:an?|the|our|two|three|several|another|other)\s+"
    r"(?:[\w-]+\s+){0,3}$"
)
_OF_OTHERS_AFTER = re.compile(rf"\s+(?:of|for) (?:our|the|their|all|other|his|her)\s+(?:[\w-]+\s+){{0,2}}{_PERSON}\b")
_BESIDE_SOMEBODY = re.compile(
    r"\b(?:under|with|for|to|by|from|via|through)\s+(?:an?|the|our|another|two|some)\s+(?:[\w-]+\s+)?$"
)
_WHO = re.compile(r"s?\s+who\b")


def has_run_out(rest: str) -> bool:
    """Whether the rest of the sentence that begins with a paper says, behind a comma, that it has run out.

    In small letters; what was renewed since is held.
    """
    return "," in rest and _RUN_OUT_LATER.search(rest) is not None and _RESTORED.search(rest) is None


def is_held(name: str, before: str, after: str, following: str) -> bool:
    """Whether a paper of some name is held today by the writer; all in small letters.

    `before` and `after` are the rest of its clause, and `following` what comes after it over the end of that.
    """
    if _OF_OTHERS_BEFORE.search(before) or _OF_OTHERS_AFTER.match(after):
        return False
    if _WHO.match(after) and _BESIDE_SOMEBODY.search(before):
        return False
    lost = (
        _NOT_HELD.search(before)
        or _NOT_HELD.search(after)
        or _WAS_HELD.match(after)
        or _ONCE.search(before)
        or _THEN_LOST.match(following)
        or (name in _HAS_LEVELS and _LEVELS.search(after))
    )
    return not lost or _RESTORED.search(following) is not None
