"""The company and the role that an ad speaks of, proposed where nobody named them."""

from __future__ import annotations

import re

from msgspec import Struct

from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import find_phrases, roles

_LONGEST_ROLE = 8
_LONGEST_LINE = 60
_FIRST_LINES = 6
_NAME = r"(?P<name>[A-Z0-9ÄÖÜÉÈÅØ][\w&'’.+-]*(?:[ ,]+(?:&|and|of|de|der|[A-Z0-9ÄÖÜÉÈÅØ][\w&'’.+-]*)){0,5})"
_COMPANY = (
    re.compile(rf"^\s*(?:company|employer|organi[sz]ation|hiring company)\s*:\s*{_NAME}", re.IGNORECASE | re.MULTILINE),
    re.compile(rf"\bAbout\s+(?!us\b|the\b|you\b|this\b|our\b|your\b){_NAME}\s*(?::|$)", re.MULTILINE),
    re.compile(rf"\b{_NAME}\s+(?:is|are)\s+(?:currently\s+|now\s+)?(?:looking|hiring|seeking|recruiting|searching)\b"),
    re.compile(rf"\b[Jj]oin\s+(?!us\b|our\b|the\b|a\b){_NAME}"),
    re.compile(rf"\b(?:here|working|career|role|position|job|opportunity)\s+(?:at|with)\s+{_NAME}"),
    re.compile(rf"\b[Aa]t\s+{_NAME},\s+(?:we|you|our)\b"),
)
_NO_COMPANY_TEXT = (
    "we our us you your it this they who company client team role position job the a an he she and there i"
)
_NO_COMPANY = frozenset(_NO_COMPANY_TEXT.split())
_LEGAL_END = re.compile(r"[\s,.;:]+$")
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})\.(?=\s|$)")
_ROLE = (
    re.compile(
        r"^\s*(?:job title|title|position|role|job|vacancy)\s*:\s*(?P<name>[^\n.;|]{3,60})",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(
        r"\b(?:looking for|seeking|hiring|recruiting|searching for|need|seeks|wants?|require)\s+"
        r"(?:an?|our next|another)\s+"
        r"(?:new\s+|experienced\s+|motivated\s+|skilled\s+|qualified\s+|talented\s+|passionate\s+)*"
        r"(?P<name>[^\n.,;:()|]{3,80})",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:work|role|position|job) (?:as|of) (?:an?\s+)?(?P<name>[^\n.,;:()|]{3,80})", re.IGNORECASE),
)
_ROLE_END = re.compile(
    r"\s+(?:to|for|in|at|who|with|that|on|based|within|and (?:you|we)|from|reporting|responsible|who['’]s|is|will|"
    r"joining|working|-|–|—)(?:\s|$).*|\s*[-–—|(].*",
    re.IGNORECASE | re.DOTALL,
)


class Proposal(Struct, frozen=True, kw_only=True):
    """What an ad seems to say of itself; empty where it does not."""

    company_name: str = ""
    role_name: str = ""


def propose_company(text: str) -> str:
    """Give the company that an ad names, as it writes it, or nothing."""
    for pattern in _COMPANY:
        for match in pattern.finditer(text):
            name = _LEGAL_END.sub("", _SENTENCE_END.split(match["name"])[0])
            if name and name.split()[0].casefold() not in _NO_COMPANY and not _names_role(name):
                return name
    return ""


def propose_role(text: str) -> str:
    """Give the role that an ad names, as it writes it, or nothing."""
    for pattern in _ROLE[:1]:
        for match in pattern.finditer(text):
            return " ".join(match["name"].split()).rstrip(",")
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_FIRST_LINES]
    for line in lines:
        title = _ROLE_END.sub("", line).strip(" :*#•-–")
        if (
            len(line) <= _LONGEST_LINE
            and len(title.split()) <= _LONGEST_ROLE
            and line[-1] not in ".!?:"
            and (_names_role(title))
        ):
            return title
    for pattern in _ROLE[1:]:
        for match in pattern.finditer(text):
            title = _ROLE_END.sub("", match["name"]).strip()
            if title and len(title.split()) <= _LONGEST_ROLE and _names_role(title):
                return title
    return ""


def _names_role(text: str) -> bool:
    return next(iter(find_phrases(tokenise(text), roles().trie)), None) is not None
