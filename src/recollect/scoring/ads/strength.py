"""How strongly an ad asks for something: from its own words first, from its heading second."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.domain.analysis import Strength
from recollect.scoring.ads.segments import Segment

WEIGHTS: dict[Strength, float] = {"must": 1.0, "plain": 0.6, "nice": 0.4}

_MARKER = re.compile(
    r"(?P<must_before>\b(?:must(?:[- ]haves?)?|required?:|requires?|requiring|needs? to|"
    r"you(?:['’]ll| will)? need|you have|mandatory:|essential:|minimum(?: of)?|at least|"
    r"no less than|mindestens|zwingend|au moins|al menos|imprescindible:?|minimaal|minstens|almeno|pelo menos|"
    r"indispensable :?)(?![\w]))"
    r"|(?P<must_after>\b(?:(?:is|are) (?:a |all |both |each |also |absolutely )?"
    r"(?:must|required|essential|mandatory|needed|necessary)|"
    r"(?<!\bas )(?<!\bif )(?<!\bwhen )(?<!\bwhere )(?<!\bother )(?<!\ball )(?<!\bany )(?<!ing )"
    r"(?:(?:required|necessary)(?! (?:reports?|reporting|records?|documents?|documentation|forms?|"
    r"paperwork|information|"
    r"data|materials?|equipment|actions?|steps|changes|repairs|approvals?)\b)|mandatory|"
    r"essential(?! (?:part|role|element|member|component|function|service|worker|"
    r"for (?:the|our|their) (?!role|position|post|job|work)))\w*)|is a must|a must|must-have|non-negotiable|zwingend|"
    r"erforderlich|vorausgesetzt|unabdingbar|exigée?s?|requise?s?|obligatoires?|indispensables?|impérati(?:f|ve)s?|"
    r"requerid[oa]s?|imprescindibles?|obligatori[oa]s?|necesari[oa]s?|vereist|verplicht|noodzakelijk|richiest[oaie]|"
    r"indispensabil[ei]|obrigatóri[oa]s?|krävs)\b)"
    r"|(?P<same_before>\bso (?:is|are|would(?: be)?|will)\b)"
    r"|(?P<nice_before>\b(?:preferably|ideally|preferred:|prefer(?:ence)?(?: is)?(?: given)?(?: to|"
    r" for)?|nice to haves?:?|bonus(?: points)?(?: for| if)?:?|desirable:|optional(?:ly)?:?|idealerweise|idéalement|"
    r"idealmente|bij voorkeur|preferibilmente|de préférence|preferiblemente|it (?:is|"
    r"would be) (?:a plus|great|an advantage|nice) if|plus:)(?![\w]))"
    r"|(?P<nice_after>\b(?:(?:is|are|would be|will be|considered|as|highly|"
    r"strongly) (?:also )?(?:an? )?(?:strong |big |definite |distinct |real |huge )?(?:plus|preferred|"
    r"desirable|desired|advantage|bonus|asset|beneficial|helpful|nice(?: to have)?|advantageous|useful|handy|"
    r"welcome)|would be (?:very |really )?(?:great|good|lovely|ideal|brilliant|fantastic|a help|looked on favourably)|"
    r"(?:highly|well|favou?rably) (?:regarded|viewed|considered)|(?:regarded|viewed|looked (?:up)?on) favou?rably|"
    r"an? (?:strong |big |definite |distinct |added )?(?:plus|advantage|bonus|asset)|"
    r"preferred|desirable|desired|beneficial|advantageous|nice to have|helpful|von vorteil|wünschenswert|"
    r"gern gesehen|serait un (?:plus|atout)|est un (?:plus|atout)|un (?:plus|atout)|souhaitée?s?|appréciée?s?|"
    r"se valorará|valorable|deseables?|es un plus|een (?:pré|plus|pluspunt)|gewenst|gradit[oa]|"
    r"titolo preferenziale|desejáve(?:l|is)|meriterande|"
    r"but not (?:required|essential|necessary))\b)",
    re.IGNORECASE,
)
_NOT_REQUIRED = re.compile(
    r"(?:not|n['’]t) (?:strictly |absolutely )?(?:required|essential|necessary|mandatory|needed)|"
    r"no \w+ required",
    re.IGNORECASE,
)
_IN_BRACKET = re.compile(r"[^\s()]+[^\S\n]*\((?P<inside>[^()\n]{3,40})\)")
_NAMING_BRACKET = re.compile(r"\((?P<inside>[^()\n]{3,70})\)")
_A_NAME = re.compile(r"(?!(?:Strongly|Highly|Much|Not|If)\b)[A-Z][\w.+#/-]*")
_LAST_WORD = re.compile(r",\s*(?:ideally|preferably|optionally)\s*[.;]?\s*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:.]|,\s*(?:and|but|with)\b|\bbut\b|\bplus\b|—|–")


def read_strength(text: str, segment: Segment, at: int) -> Strength:
    """Give how strongly the segment asks for what it names at an offset."""
    base: Strength = "must" if segment.part == "must" else "nice" if segment.part == "nice" else "plain"
    before: tuple[str, int] | None = None
    last = "nice"  # "so would" alone is said of what is welcome
    if any(pattern.search(text, segment.start, segment.end) for pattern in (_NOT_REQUIRED, _LAST_WORD)):
        return "nice"
    brackets = list(_marked_brackets(text, segment))
    for match in _MARKER.finditer(text, segment.start, segment.end):
        if any(_speaks_of_another(one, match, at) for one in brackets):
            continue
        strength, _, side = (match.lastgroup or "").partition("_")
        strength = last = last if strength == "same" else strength
        if match.start() >= at:
            if side == "before" and not any(one.start("inside") <= match.start() < one.end() for one in brackets):
                break
            if before is not None and _CLAUSE.search(text, at, match.start()):
                break
            return _named(strength, base)
        if side == "before" or before is None:
            before = (strength, match.end()) if side == "before" else before
        if side == "after":
            before = None
    return base if before is None else _named(before[0], base)


def _marked_brackets(text: str, segment: Segment) -> Iterator[re.Match[str]]:
    """Yield the brackets that say how strongly the word before them is asked for, or something that they name."""
    for match in _IN_BRACKET.finditer(text, segment.start, segment.end):
        if _MARKER.fullmatch(match["inside"].strip()) and text[match.end() : segment.end].strip(" .;"):
            yield match
    for match in _NAMING_BRACKET.finditer(text, segment.start, segment.end):
        marker = _MARKER.search(match["inside"])
        rest = "" if marker is None else match["inside"].replace(marker.group(), "").strip()
        if len(rest.split()) > 1 or _A_NAME.fullmatch(rest):
            yield match


def _speaks_of_another(bracket: re.Match[str], marker: re.Match[str], at: int) -> bool:
    """Whether a marker stands in a bracket behind a word that is not the one at an offset."""
    return bracket.start("inside") <= marker.start() < bracket.end() and not bracket.start() <= at < bracket.end()


def _named(strength: str, base: Strength) -> Strength:
    return "must" if strength == "must" else "nice" if strength == "nice" else base
