"""Skills, papers and languages that a sentence of an ad names, and which of them are alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from recollect.domain.analysis import RequirementKind
from recollect.scoring.ads.asked_words import all_words, telling_words
from recollect.scoring.ads.segments import Segment
from recollect.scoring.ads.strength import read_strength
from recollect.scoring.judging.judging_languages import B2, C1, level_told
from recollect.scoring.knowledge.concepts import ways_to_say
from recollect.scoring.knowledge.grades import grade_of
from recollect.scoring.knowledge.kinds import GENERAL
from recollect.scoring.knowledge.patterns import people_in
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.reading.mentions import Found, is_list_gap, kind_named

_ALTERNATIVES = re.compile(r"\bor\b|/|\boder\b|\be\.g\.|\bsuch as\b|\bfor example\b|\bor similar\b", re.IGNORECASE)
_EXAMPLES = re.compile(
    r"\b(?:e\.g\.?|such as|for example|for instance|like|or similar|or equivalent|"
    r"or comparable)(?!\w)",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\b(?:one|any|either|at least one) (?:or more )?of\b|\beither\b", re.IGNORECASE)
_SIMILAR = re.compile(
    r"\bor (?:an? |any )?(?:similar|comparable|equivalent|other|alternative|like|related)\b|\betc\b|\bwhatever\b|"
    r"\be\.g\.?|\bsuch as\b|\bfor example\b|\bfor instance\b|\(we use\b|\bour (?:system|tool)s? (?:is|are)\b|"
    r"\bwe use\b",
    re.IGNORECASE,
)
_OR_LIST = re.compile(
    r"(?:[^\s,;:().!?\n][^,;:().!?\n]{0,38},\s*)*[^\s,;:().!?\n][^,;:().!?\n]{0,38},?\s+or\s+[^,;:().!?\n]{1,38}",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(
    r",?\s+(?:systems?|tools?|software|packages?|platforms?|products?)?,?\s*"
    r"(?:such as|like|e\.g\.?,?|for example,?|for instance,?)\s+",
    re.IGNORECASE,
)
_OR_LIKE = re.compile(
    r"\W*\bor (?:an? |any )?(?:equivalent|similar|comparable|(?:an)?other)\b[^,;.()]{0,30}", re.IGNORECASE
)
_PAPER_IN = re.compile(
    r"(?:\b[\w-]+ (?<!\ban )(?<!\ba ))?\b(?:qualification|certificate|certification|accreditation|award) in (?:the )?$|"
    r"\b(?:\w+ )?level \d(?: [\w-]+)? in (?:the )?$",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(
    r"\s+(?:certificates?|certifications?|licen[cs]es?|qualifications?|tickets?|accreditation)\b|"
    r"\s+(?!and\b|or\b)\w+\s+licen[cs]e\b",
    re.IGNORECASE,
)
"""What makes a paper of the skill before it: ``radiography certificate``."""
_SUBJECT_TO = re.compile(
    r"\b(?:subject to|conditional (?:up)?on|dependent on|depends on|will undergo|must undergo)\b[^.;]*$", re.IGNORECASE
)
"""What the employer sees to before somebody begins, and nobody need hold before."""
_BEGUN = re.compile(
    r"\W{0,3}(?:or )?(?:(?:is |be |are )?(?:currently |actively )?"
    r"(?:working (?:on|to|towards?)\b|studying\b|in progress\b|under way\b|part[- ]qualified\b|enrolled\b)|"
    r"willing(?:ness)? to (?:obtain|work|study|get|complete|train|do|take)\b|to be (?:obtained|completed)\b|"
    r"(?:an? )?(?:finalist|part[- ]qualified|nearly qualified)\b|"
    r"we(?:['’](?:d|ll)| would| will| can| may)? (?:also )?(?:talk to|consider|take|welcome|look at|accept)\b"
    r"[^.;)]{0,30}?\b(?:finalists?|part[- ]qualified|(?:one|two|a few) (?:or \w+ )?(?:papers?|exams?)))",
    re.IGNORECASE,
)
"""What an ad says behind a paper that need not be held yet: ``CHRP or working on it``."""
_OR_HIGHER = re.compile(r"(?: or (?:higher|above|better))?(?:\s*\([^()\n]{1,20}\))?,?\s+or\s+(?:an? )?", re.IGNORECASE)
"""What stands between a paper and another that will do, beside a higher one or the body that gives it."""
_FOR = re.compile(r"\s+for\s+(?:the )?", re.IGNORECASE)
_LIFTED = re.compile(r"\b(?:lift|carry|mov|handl|typ)\w*\b", re.IGNORECASE)
_LOAD = re.compile(
    r"(?:\s+(?:up|to|at|least|over|minimum|boxes|items|objects|weights?|loads?|of|speed))*\s+\d{2,3}\s?\+?\s?"
    r"(?:lbs?|pounds|kgs?|kilos?|wpm|words (?:per|a) minute)\b",
    re.IGNORECASE,
)
_SPEED = re.compile(r"(?:\btyp\w+ (?:[\w-]+ ){0,3}?)?\d{2,3}\+?\s?$", re.IGNORECASE)
_UNIT = re.compile(r"wpm|words (?:per|a) minute", re.IGNORECASE)
"""A speed whose unit is what the lexicon knows: ``type 50 wpm``."""
_LEADING = frozenset(["people management", "leadership"])
_LEADS_TO = re.compile(r"(?:(?:in|of|on|with|for|a|an|the)\s+)+", re.IGNORECASE)
"""Words that lead to what is asked for where the lexicon knows it with them: ``in QuickBooks``."""
_APPLICANTS = re.compile(r"\b(?:candidates?|applicants?) (?:must|will|should|have|need)\b", re.IGNORECASE)
_AND = re.compile(r"\band\b|&", re.IGNORECASE)
_BRACKET = re.compile(r"[^\S\n]*(?:[\w-]+[^\S\n]+){0,3}\(([^()\n]{1,70})\)")
_SAYS_STRENGTH = re.compile(
    r"\b(?:plus|preferred|desirable|advantage|asset|bonus|required|essential|ideally|preferably)\b", re.IGNORECASE
)
_CLAUSE_BETWEEN = re.compile(r"\band\b|&|,|;", re.IGNORECASE)
_IN_BRACKET = re.compile(r"\bor\b|\bsimilar\b|\bcomparable\b|\be\.g|\bsuch as\b|\betc\b|\blike\b|/|\bwhatever\b")


def asked_terms(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[Asked]:
    """Yield the skills, certificates and languages; those of which any is enough as one requirement."""
    known = vocabulary().terms
    for group in _joined(text, tokens, segment, found):
        terms = tuple(dict.fromkeys(one[0] for one in group))
        if segment.part == "duties" and _soft(terms) and not _APPLICANTS.search(text, segment.start, segment.end):
            continue
        begin, stop = group[0][1:]
        start, end = tokens.starts[begin], tokens.ends[group[-1][2] - 1]
        if (lead := _LEADS_TO.match(text, start, tokens.starts[stop - 1])) is not None:
            start = lead.end()
        end = closed(text, start, end, segment.end)
        if (speed := _SPEED.search(text, segment.start, start)) is not None and _UNIT.match(text, start, end):
            start = speed.start()
        if (load := _LOAD.match(text, end, segment.end)) is not None and _LIFTED.search(text, start, end):
            end = load.end()
        kinds = {known[term].kind for term in terms}
        kind: RequirementKind = known[terms[0]].kind if len(kinds) == 1 else "skill"
        similar = kind == "skill" and _takes_similar(text, segment, end)
        level = _level_asked(text, start, end, segment.end) if kind == "language" else 0
        paper = _PAPER_IN.search(text, segment.start, start) if kind == "skill" else None
        behind = _PAPER_OF.match(text, end, segment.end) if kind == "skill" and not _soft(terms) else None
        if paper is not None:
            kind, start = "certification", paper.start()
        elif behind is not None:
            kind, end = "certification", behind.end()
        elif kind == "certification":
            level = grade_of(text, start, end)
        said = _other_words(tokens, start, end) if kind == "skill" and len(group) == 1 else ()
        people = people_in(text, segment.start, segment.end) if kind == "skill" and _leads(terms) else 0
        need = Need(
            kind="terms",
            terms=terms,
            similar=similar,
            level=level,
            said=said,
            people=people,
            paper=paper is not None or behind is not None,
            begun=kind == "certification" and _BEGUN.match(text, end, segment.end) is not None,
            kinds=kinds_asked(tokens, group, similar=similar),
        )
        if kind == "certification" and _SUBJECT_TO.search(text, segment.start, start):
            kind = "other"
        yield Asked(kind, read_strength(text, segment, start), start, end, need, segment.part != "duties")


def _takes_similar(text: str, segment: Segment, end: int) -> bool:
    """Whether a segment takes what is similar to a thing: not where it says so in a bracket behind another."""
    for match in _SIMILAR.finditer(text, segment.start, segment.end):
        opening = text.rfind("(", segment.start, match.end())
        if opening < 0 or ")" in text[opening : match.start()] or opening <= end:
            return True
        if _CLAUSE_BETWEEN.search(text, end, opening) is None:
            return True
    return False


def kinds_asked(
    tokens: Tokens, named: Iterable[Found], *, similar: bool = False
) -> tuple[tuple[int, frozenset[int]], ...]:
    """Give for each term that is named only by narrower words, or by hints at it, which kinds of it prove that.

    With them come those of other terms that do, as they show these.
    """
    kinds: dict[int, set[int]] = {}
    for one in named:
        kinds.setdefault(one[0], set()).add(kind_named(one, tokens))
    known = vocabulary().terms
    proving: dict[int, frozenset[int]] = {}
    for term, found in kinds.items():
        own = known[term].kinds
        if (enough := own.proving(frozenset(found), similar=similar)) is None:
            continue
        proving[term] = proving.get(term, frozenset()) | enough
        for other, alike in ((term, alike) for kind in enough for term, alike in own.elsewhere.get(kind, {}).items()):
            if GENERAL not in enough and other not in kinds:
                proving[other] = proving.get(other, frozenset()) | alike
    return tuple(sorted(proving.items(), key=lambda one: one[0]))


def _soft(terms: tuple[int, ...]) -> bool:
    """Whether some terms are all general traits."""
    return all(vocabulary().terms[term].soft for term in terms)


def _leads(terms: tuple[int, ...]) -> bool:
    """Whether one of some terms is about leading people."""
    return any(vocabulary().terms[term].name in _LEADING for term in terms)


def _other_words(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the words by which a skill can be told of without its name; none where it is but one everyday word.

    None either where it is one at a level, which such words leave out: ``teaching physics at A level``.
    """
    first, last = tokens.slice_at(start, end)
    if "level" in tokens.keys[first:last]:
        return ()
    words = (all_words if tokens.keys[first].endswith("ing") else telling_words)(tokens, start, end)
    if len(words) == 1 and (" " not in words[0] or len(ways_to_say(words[0])) == 1):
        return ()
    return words


def closed(text: str, start: int, end: int, limit: int) -> int:
    """Give the end of a span, past the bracket that was opened in it."""
    if text.count("(", start, end) <= text.count(")", start, end):
        return end
    close = text.find(")", end, limit)
    return close + 1 if close >= 0 else end


_BILINGUAL = re.compile(r"\bbilingual\b", re.IGNORECASE)
_BESIDE = 26


_SCALE = ("a1", "a2", "b1", "b2", "c1", "c2")
_ON_SCALE = re.compile(r"[^.;\n]*?\(\s*(?:about |level |ca\.? |around )?(?P<level>[abc][12])\b", re.IGNORECASE)
"""A level on the common European scale, in a bracket behind what the language is for."""


def _level_asked(text: str, start: int, end: int, limit: int) -> int:
    """Give the level of a language that an ad asks for; where it only says "good", that of everyday work."""
    level = level_told(text, start, end)
    if (scale := _ON_SCALE.match(text, end, limit)) is not None:
        level = _SCALE.index(scale["level"].lower()) + 1
    if level > C1 and _BILINGUAL.search(text, max(0, start - _BESIDE), end + _BESIDE) is not None:
        level = C1
    return level if level >= C1 else min(level, B2)


def _joined(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[list[Found]]:
    """Yield the groups; a head and the examples in brackets behind it are one, and so are the items of an or-list."""
    groups = list(_without_purposes(text, tokens, _grouped(text, tokens, segment, found)))
    spans = list(_or_spans(text, segment, found))
    held: list[Found] = []
    held_last: Found | None = None
    for place, group in enumerate(groups):
        after = groups[place + 1] if place + 1 < len(groups) else []
        if held_last is not None and _is_like(text, tokens, held_last, group):
            continue
        held += group
        if after and (_is_example(text, tokens, held, after) or _in_one(tokens, spans, held, after)):
            continue
        yield held
        held_last = held[-1]
        held = []


def _without_purposes(text: str, tokens: Tokens, groups: Iterable[list[Found]]) -> Iterator[list[Found]]:
    """Yield the groups but those that only say what for: ``Python or R for statistics`` asks for Python or R."""
    last: list[Found] = []
    for group in groups:
        gap = text[tokens.ends[last[-1][2] - 1] : tokens.starts[group[0][1]]] if last else ""
        if _FOR.fullmatch(gap) is None or not _are_skills(last, group):
            yield group
        last = group


def _is_like(text: str, tokens: Tokens, one: Found, group: list[Found]) -> bool:
    """Whether a group only says what would do instead of a paper: ``Safe Pass or equivalent site safety card``."""
    gap = text[tokens.ends[one[2] - 1] : tokens.starts[group[0][1]]]
    return vocabulary().terms[one[0]].kind == "certification" and _OR_LIKE.fullmatch(gap) is not None


def _is_example(text: str, tokens: Tokens, head: list[Found], after: list[Found]) -> bool:
    """Whether a group stands behind another as an example of it, or in brackets as another name for it."""
    gap = text[tokens.ends[head[-1][2] - 1] : tokens.starts[after[0][1]]]
    if _SUCH_AS.fullmatch(gap) or (_OR_LIKE.fullmatch(gap) and _are_skills(head, after)):
        return True
    bracket = _BRACKET.match(text, tokens.ends[head[0][2] - 1])
    start = tokens.starts[after[0][1]]
    if bracket is None or not bracket.start(1) <= start < bracket.end(1):
        return False
    inside = text[bracket.start(1) : bracket.end(1)]
    if _SAYS_STRENGTH.search(inside):
        return False
    return _IN_BRACKET.search(inside) is not None or not re.search(r"[,+&]|\band\b", inside)


def _are_skills(*groups: list[Found]) -> bool:
    known = vocabulary().terms
    return all(known[one[0]].kind == "skill" for group in groups for one in group)


def _in_one(tokens: Tokens, spans: list[tuple[int, int]], one: list[Found], other: list[Found]) -> bool:
    first, last = tokens.starts[one[0][1]], tokens.starts[other[-1][1]]
    return any(start <= first and last < end for start, end in spans)


def _or_spans(text: str, segment: Segment, found: list[Found]) -> Iterator[tuple[int, int]]:
    """Yield the lists that end in "or", some of whose items no list of ours may hold."""
    if len(found) < 2:  # noqa: PLR2004 - nothing to join
        return
    for match in _OR_LIST.finditer(text, segment.start, segment.end):
        if "," in match.group() and not _AND.search(match.group()):
            yield match.span()


def _grouped(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[list[Found]]:
    group: list[Found] = []
    for one in found:
        gap = (tokens.ends[group[-1][2] - 1], tokens.starts[one[1]]) if group else (0, 0)
        if group and (is_list_gap(text, *gap) or _OR_HIGHER.fullmatch(text, *gap)):
            group.append(one)
            continue
        if group:
            yield from _split_group(text, tokens, segment, group)
        group = [one]
    if group:
        yield from _split_group(text, tokens, segment, group)


def _split_group(text: str, tokens: Tokens, segment: Segment, group: list[Found]) -> Iterator[list[Found]]:
    """Yield a list whole when any of it is enough, else each of its items."""
    lead = text[max(segment.start, tokens.starts[group[0][1]] - 40) : tokens.starts[group[0][1]]]
    if _EXAMPLES.search(lead) or _ONE_OF.search(lead):
        yield group
        return
    ands = [at for at, gap in enumerate(_gaps(text, tokens, group), 1) if " and " in gap.lower()]
    for first, stop in pairwise([0, *ands, len(group)]):
        piece = group[first:stop]
        gaps = _gaps(text, tokens, piece)
        joined = any(_ALTERNATIVES.search(gap) for gap in gaps)
        if joined and not (all(gap.strip() == "/" for gap in gaps) and _all_languages(piece)):
            yield piece
        else:
            yield from ([one] for one in piece)


def _gaps(text: str, tokens: Tokens, group: list[Found]) -> list[str]:
    """Give what stands between the items of a list."""
    return [text[tokens.ends[left[2] - 1] : tokens.starts[right[1]]] for left, right in pairwise(group)]


def _all_languages(group: list[Found]) -> bool:
    known = vocabulary().terms
    return all(known[one[0]].kind == "language" for one in group)
