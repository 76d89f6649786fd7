"""What stands around the proof of a verdict of met, looked at once more: part of the work, or somebody else's."""

from __future__ import annotations

import re

from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.profiles import ResumeProfile, Why

_BEFORE, _AFTER, _SHORT = 110, 110, 10
_WORDS = 16
_SENTENCE_START = re.compile(r"[.;!?](?=\s)|\n")
_NEXT_BLOCK = re.compile(r"\n\s*\n|\n\s*[-•*–]")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\W])|\n\s*\n|\n\s*[-•*–]")
_LITTLE_BEFORE = re.compile(
    r"\b(?:some|a (?:bit|touch|taste) of|limited|rudimentary|very little|hardly any)\s+$|"
    r"(?:\b(?:love|like|wish|hope|hoping|aim|aspire|intend|keen|ready|plan) |['’]d )"
    r"to (?:train|qualify|become|learn|get|work)\b[^.;\n]{0,40}$|"
    r"\b(?:i['’]d|would) (?:also )?be (?:very )?(?:happy|glad|keen|delighted|ready|willing|pleased)\b[^.;\n]{0,100}$|"
    r"\b(?:like|such as|as if it were|almost) an? (?:small |big |little |mini )?$|"
    r"\b(?:follow(?:ing)?|taking|attend(?:ed|ing)?) (?:the|an?) [^.;\n]{0,20}$|"
    r"\b(?:assist(?:ed|ing|s)?|helped|helping|supported) (?:with|in|on|to(?: \w+)?)\b[^.;:\n]{0,60}$",
    re.IGNORECASE,
)
_OTHERS_BEFORE = re.compile(
    r"\bwho (?:all )?(?:run|use|do|file|write|handle|make|keep|prepare|draft|sign|manage|process|look after)s?\b"
    r"[^.;\n]{0,90}$|\b(?:many|most|some|all|both|one) of (?:them|whom)\b[^.;\n]{0,40}$|"
    r"\b(?:go|goes|went|fed|feeds?|passed) (?:on )?(?:in)?to the [^.;\n]{0,25}['’]s [^.;\n]{0,15}$",
    re.IGNORECASE,
)
_OTHERS_AFTER = re.compile(
    r"(?:\s+[\w-]+)?\s+(?:go|goes|went|(?:is|are|was|were) (?:passed|sent|handed|given|left|referred|escalated)) "
    r"(?:up |on |over |straight )?to (?:the|my|our|an?)\b|"
    r"[^.;\n]{0,60}\b(?:(?:is|are|was|were|all) bought[- ]in|"
    r"with (?:mr|mrs|ms|dr|my \w+|the \w+)\.? ?[\w-]*['’]s log-?in|"
    r"(?:while|and) (?:she|he|they|somebody|someone) (?:watch|sign|check)(?:es|s|ed)?|"
    r"for (?:the|an?|my|our|his|her) [\w ]{1,40}? to (?:read|interpret))\b",
    re.IGNORECASE,
)
_AS_IF = re.compile(
    r"-(?:inspired|style|like|adjacent|flavoured|flavored)\b|"
    r"[^.;\n]{0,60}\b(?:not allowed|till i['’]m|until i['’]m|once i['’]m|when i['’]m) |"
    r"\W{0,3}(?:i )?(?:can )?(?:understand|follow|read|get by|get along)\b[^.;\n]{0,20}\b(?:some|little|bit|basic)\b|"
    r"(?: [\w-]+){0,2} (?:webinar|tutorial|bootcamp|taster|fundamentals|basics)\b",
    re.IGNORECASE,
)
_PEOPLE_WHO = re.compile(r"\s+who\b", re.IGNORECASE)
_WITH_THEM = re.compile(r"\bwith (?:my |the |our )?(?:pupils|students|learners)\b", re.IGNORECASE)
_CITED = re.compile(r"\W*[A-Z][\w'’-]+ [A-Z]{1,3}(?:, [A-Z][\w'’-]+ [A-Z]{1,3})*(?:,? et al)?\. ")
"""How the line of a publication begins: ``Example S, Other T. ``."""
_WRITINGS = re.compile(r"\b(?:publications?|talks?|presentations?)\b", re.IGNORECASE)
"""The headings of what somebody wrote or spoke about."""
_THE = re.compile(r"\b(?:the|with|for|to|those|many)\s+$", re.IGNORECASE)
_NOT_ONESELF = re.compile(
    r"\b(?:have|has|had)(?: not|n['’]t| never)(?: yet)? \w+(?: (?:up|out|in|on))? "
    r"(?:one|any|it|them|these|this|that)\b|\bnever (?!need|miss|los|stop|fail)\w+(?: (?:up|out))? (?:one|any|it)\b|"
    r"\b(?:won|can|couldn|wouldn)['’]t (?:pretend|claim)\b|\bnot yet applied for\b|\b(?:i am|i['’]m) still learning\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\W*(?:but |though |however,? )?(?:i |we |[\w-]+ )?", re.IGNORECASE)
_MINE = re.compile(r"\b(?:my|our)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_A_PERSON = re.compile(
    r"(?:manager|supervisor|director|teacher|nurse|solicitor|accountant|officer|engineer|chef|therapist|foreman)$",
    re.IGNORECASE,
)
_WITH_A_CLASS = re.compile(
    r"[^.;\n]{0,50}\bwith (?:my |the |our |\w+ )?(?:pupils|students|learners|classes)\b", re.IGNORECASE
)
_TELLING_BEFORE = frozenset(
    tokenise(
        "some bit touch taste limited rudimentary little hardly assist assisted assisting assists helped helping "
        "supported love like wish hope hoping aim aspire intend keen ready plan d happy glad delighted willing pleased "
        "almost such follow following taking attend attended attending who many most both whom go goes went fed "
        "feeds passed my our pupils students learners"
    ).keys
)
_TELLING_AFTER = frozenset(
    tokenise(
        "who bought login log watches watched watch sign signs signed check checks checked inspired style adjacent "
        "flavoured flavored like allowed m badge webinar tutorial bootcamp taster understand follow read get not t "
        "never applied pupils students learners classes fundamentals basics go goes went passed sent handed given left "
        "referred escalated interpret"
    ).keys
)
"""Words of which one stands in each phrase above: the patterns are tried nowhere else."""

_AS_LITTLE = "Named, but as little known."
_OF_OTHERS = "Named as somebody else’s work."
WRITTEN = "Written about; nothing told of practising it."
TAUGHT = "Taught; nothing told of practising it."


def look_again(proofs: tuple[tuple[int, int], ...], resume: ResumeProfile, over: frozenset[Why]) -> str:
    """Give why none of some proofs shows that somebody did the thing alone; nothing where one does."""
    known = resume.index.again
    note = ""
    for proof in proofs:
        found = known.get(proof)
        if found is None:
            found = known[proof] = _why(*proof, resume)
        if not found or (found == TAUGHT and "taught" in over):
            return ""
        note = note or found
    return note


def _why(start: int, end: int, resume: ResumeProfile) -> str:
    tokens, text = resume.tokens, resume.text
    if _CITED.match(text, text.rfind("\n", 0, start) + 1, start) or _is_among_writings(start, resume):
        return WRITTEN
    first, last = tokens.slice_at(start, end)
    keys = tokens.keys
    after = "" if _TELLING_AFTER.isdisjoint(keys[last : last + _WORDS]) else text[end : end + _AFTER]
    if not _TELLING_BEFORE.isdisjoint(keys[max(0, first - _WORDS) : first]):
        before = _SENTENCE_START.split(text[max(0, start - _BEFORE) : start])[-1]
        if _OTHERS_BEFORE.search(before) or (_MINE.search(before) and _A_PERSON.search(text, start, end)):
            return _OF_OTHERS
        if _LITTLE_BEFORE.search(before):
            return _AS_LITTLE
        if _WITH_THEM.search(before):
            return TAUGHT
    return _said_after(after, text[max(0, start - _SHORT) : start]) if after else ""


def _is_among_writings(start: int, resume: ResumeProfile) -> bool:
    return any(one.start <= start < one.end and _WRITINGS.search(one.heading) for one in resume.sections)


def _said_after(after: str, before: str) -> str:
    """Give why what follows a proof in its sentence, or the next, leaves less of it."""
    if _OTHERS_AFTER.match(after) or (_PEOPLE_WHO.match(after) and _THE.search(before)):
        return _OF_OTHERS
    if _AS_IF.match(after) or _is_denied_after(_NEXT_BLOCK.split(after, 1)[0]):
        return _AS_LITTLE
    return TAUGHT if _WITH_A_CLASS.match(after) else ""


def _is_denied_after(after: str) -> bool:
    """Whether the rest of a sentence, or the next one from its start, says that it was not done by oneself."""
    stop = _SENTENCE_END.search(after)
    if _NOT_ONESELF.search(after if stop is None else after[: stop.start()]):
        return True
    if stop is None:
        return False
    found = _NOT_ONESELF.search(after, stop.end())
    return found is not None and _LEAD.fullmatch(after, stop.end(), found.start()) is not None
