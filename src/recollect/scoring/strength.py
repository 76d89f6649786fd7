"""How strongly an ad asks for something: from its own words first, from its heading second."""

from __future__ import annotations

import re

from recollect.domain.analysis import Strength
from recollect.scoring.segments import Segment

WEIGHTS: dict[Strength, float] = {"must": 1.0, "plain": 0.6, "nice": 0.4}

_MARKER = re.compile(
    r"(?P<must_before>\b(?:must(?:[- ]haves?)?|required?:|requires?|requiring|need(?:s|ed)? to|"
    r"you(?:['’]ll| will)? need|you have|mandatory:|essential:|minimum(?: of)?|at least|"
    r"no less than)(?![\w]))"
    r"|(?P<must_after>\b(?:(?:is|are) (?:a )?(?:must|required|essential|mandatory|needed|necessary)|"
    r"required|mandatory|essential|is a must|a must|necessary|must-have|non-negotiable|zwingend|"
    r"erforderlich)\b)"
    r"|(?P<nice_before>\b(?:so would|preferably|ideally|preferred:|prefer(?:ence)?(?: is)?(?: given)?(?: to|"
    r" for)?|nice to haves?:?|bonus(?: points)?(?: for| if)?:?|desirable:|optional(?:ly)?:?|it (?:is|"
    r"would be) (?:a plus|great|an advantage|nice) if|plus:)(?![\w]))"
    r"|(?P<nice_after>\b(?:(?:is|are|would be|will be|considered|as|highly|"
    r"strongly) (?:also )?(?:an? )?(?:strong |big |definite |distinct |real |huge )?(?:plus|preferred|"
    r"desirable|desired|advantage|bonus|asset|beneficial|helpful|nice to have|advantageous|useful|"
    r"welcome)|an? (?:strong |big |definite |distinct |added )?(?:plus|advantage|bonus|asset)|"
    r"preferred|desirable|desired|beneficial|advantageous|nice to have|helpful|von vorteil|"
    r"but not (?:required|essential|necessary))\b)",
    re.IGNORECASE,
)
_NOT_REQUIRED = re.compile(
    r"(?:not|n['’]t) (?:strictly |absolutely )?(?:required|essential|necessary|mandatory|needed)|"
    r"no \w+ required",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:.]|,\s*(?:and|but|with)\b|\bbut\b|\bplus\b|—|–")


def read_strength(text: str, segment: Segment, at: int) -> Strength:
    """Give how strongly the segment asks for what it names at an offset."""
    base: Strength = "must" if segment.part == "must" else "nice" if segment.part == "nice" else "plain"
    before: tuple[str, int] | None = None
    if _NOT_REQUIRED.search(text, segment.start, segment.end):
        return "nice"
    for match in _MARKER.finditer(text, segment.start, segment.end):
        strength, _, side = (match.lastgroup or "").partition("_")
        if match.start() >= at:
            if side == "before":
                break
            if before is not None and _CLAUSE.search(text, at, match.start()):
                break
            return _named(strength, base)
        if side == "before" or before is None:
            before = (strength, match.end()) if side == "before" else before
        if side == "after":
            before = None
    return base if before is None else _named(before[0], base)


def _named(strength: str, base: Strength) -> Strength:
    return "must" if strength == "must" else "nice" if strength == "nice" else base
