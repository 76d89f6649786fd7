"""What a sentence of an ad tells of the employer, which asks nothing of those who apply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recollect.scoring.ads.segments import Segment
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.knowledge.vocabulary import find_phrases, roles
from recollect.scoring.reading.mentions import Found

_ASKS_AFTER_ALL = r"(?!.*\b(?:you|opening|opportunit|vacanc|position|role|need|look|seek|want|hir))"
_WE_HAVE = re.compile(
    r"\W*(?:our \w+(?: \w+)?|we) "
    r"(?:are (?:very |really |so )?(?:proud|known|passionate|committed|delighted|excited|open)|"
    r"has|have|had|sells?|operates?|owns?|serves?|employs?|makes?|produces?|moulds?|was|were) " + _ASKS_AFTER_ALL,
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"\W*(?:I(?: |['’]m |['’]ve )(?!(?:need|want|seek|ask|expect|require|hope|would|['’]d)\b)|"
    r"we(?: are|['’]re) (?:an?|the) )" + _ASKS_AFTER_ALL,
    re.IGNORECASE,
)
"""How the owner of a small firm speaks of it: ``I run three shops``, ``We're a family practice``."""
_NAMED_DOES = re.compile(
    r"\W*(?P<who>(?:The )?[A-Z][\w&'’.-]*(?: (?:(?:of|for|and|&|the) )?[A-Z][\w&'’.-]*){0,5}) "
    r"(?:has|builds|develops|makes|helps|provides|supplies|designs|manufactures|delivers|serves|sells|"
    r"operates|owns|"
    r"runs|employs|produces|supports|studies|treats|publishes|ships|imports|exports|"
    r"grows|brews|bakes|prints|repairs|insures|advises|connects|offers|specialises|specializes) " + _ASKS_AFTER_ALL
)
"""An employer by its name, as in ``Corvid Health builds software``, or a role: ``The Cook runs the line``."""
_OURS_IS_MADE = re.compile(
    r"\W*our (?:[\w-]+ ){1,4}?(?:is|are|was|were) (?:\w+ly )?"
    r"(?:written|built|made|developed|implemented|programmed|coded|running|hosted|powered|deployed|based) ",
    re.IGNORECASE,
)
_IS_A = re.compile(
    r"\W*(?:[Ww]e(?: are|['’]re)|[Oo]urs is|"
    r"(?P<who>(?!(?:This|That|It|There|Here|He|She|You)\b)(?:The )?[A-Z][\w&'’.-]*"
    r"(?: (?:(?:of|for|and|&|the) )?[A-Z][\w&'’.-]*){0,5}) (?:is|are)) (?:an?|the|one of|among) "
    r"(?:[\w'’-]+,? ){0,6}?(?:company|companies|firm|business|provider|agency|practice|clinic|surgery|school|"
    r"nursery|college|university|charity|trust|shop|store|group|manufacturer|maker|retailer|hospital|organi[sz]ation|start-?up|"
    r"scale-?up|restaurant|hotel|pub|café|cafe|bakery|garage|salon|council|authority|leader|supplier|consultancy|"
    r"builder|contractor|publisher|bank|studio|farm|brewery|institute|laborator(?:y|ies)|museum|library|partnership|"
    r"cooperative|co-operative|operator|association|foundation|employer)(?:e?s)?\b"
)
"""An employer that says what it is: ``We're a three-surgery dental practice looking for ...``."""
_NEEDLESS = re.compile(
    r"(?!\s*(?:only|no)\b)[^,.;:()\n]*\b(?:may|will|would|can) (?:also )?be considered\W*$|"
    r"\W*no (?:\w+ )?(?:accommodation|sponsorship|visas?|agenc(?:y|ies)|recruiters|relocation|parking|bonus|calls|"
    r"time[- ]?wasters)(?: please)?\W*$|"
    r"[^.;\n]*\b(?:may|can|will) (?:also )?(?:be )?substitut\w*\b|"
    r"\W*(?:you )?(?:do not|don['’]t|needn['’]t) need (?:[\w-]+ ){0,3}experience\b|"
    r"\W*(?:(?:there is |there['’]s )?no need (?:to|for)|(?:you )?(?:do not|don['’]t|needn['’]t|won['’]t|will not) "
    r"(?:have to|need (?:to|any|an?)))\b(?!.*\b(?:you (?:must|should|will|do need|have to)|must|required|essential)\b)",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r",? (?:and|so) (?:we |it )?(?:needs?|seeks?|wants?|(?:is|are) (?:hiring|looking|seeking))\b|"
    r",? (?:who (?:is|are) |(?:and )?(?:is |are |we['’]re )?(?:now |currently )?)?"
    r"(?:looking (?:for|to)|seeking|searching for|hiring|recruiting|in need of)\b",
    re.IGNORECASE,
)
"""Where a sentence turns from the employer to who is wanted."""


def is_needless(text: str, segment: Segment) -> bool:
    """Whether a sentence only says what nobody needs: ``You don't need to have worked in care, but it helps``."""
    return _NEEDLESS.match(text, segment.start, segment.end) is not None


def without_ours(text: str, tokens: Tokens, segment: Segment, found: Sequence[Found]) -> list[Found]:
    """Give what is named in a sentence, without what it tells of the employer or of what the employer has made."""
    end = _end_of_own(text, tokens, segment)
    return [one for one in found if tokens.starts[one[1]] >= end]


def _end_of_own(text: str, tokens: Tokens, segment: Segment) -> int:
    """Give where a sentence ends to tell what the employer has or does."""
    made = _OURS_IS_MADE.match(text, segment.start, segment.end)
    if made is not None:
        return made.end()
    turn = _TURNS.search(text, segment.start, segment.end)
    end = segment.end if turn is None else turn.start()
    if _WE_HAVE.match(text, segment.start, end) or _I_AM.match(text, segment.start, end):
        return end
    named = _NAMED_DOES.match(text, segment.start, end) or _IS_A.match(text, segment.start, end)
    if named is None or (segment.headed and segment.part in {"must", "plain", "nice"}):
        return segment.start
    if named["who"] is None:
        return end
    is_role = next(find_phrases(tokens, roles().trie, *tokens.slice_at(*named.span("who"))), None) is not None
    return segment.start if is_role else end
