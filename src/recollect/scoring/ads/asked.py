"""What one sentence of an ad asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from recollect.scoring.ads.alternatives import any_skill, either, or_another_name
from recollect.scoring.ads.asked_degree import asks_no_degree, degree_asked
from recollect.scoring.ads.asked_experience import experience_asked, without_uncounted
from recollect.scoring.ads.asked_terms import asked_terms
from recollect.scoring.ads.asked_words import asked_conditions, asked_items, asked_phrases, asked_sentence
from recollect.scoring.ads.core import spans_beside
from recollect.scoring.ads.employer import without_ours
from recollect.scoring.ads.segments import Segment
from recollect.scoring.ads.strength import read_strength
from recollect.scoring.knowledge.asks import duties_meant, terms_meant
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import find_phrases, roles, vocabulary
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.reading.mentions import Found, find_terms

_PLACE = re.compile(
    r"\b(?:(?:(?:based|located|live|reside|residing|living|home|address) )?within (?:[\w-]+ ){1,2}"
    r"(?:miles?|minutes?|km|kilometres?|hours?|distance)(?:['’]s?)?(?: \w+)? (?:of|from|to)|"
    r"(?:based|located|live|reside|residing|living|relocat\w+) (?:in|near|to|within)|"
    r"work(?:ing)? (?:from|at|in) our (?:\w+ )?(?:offices?|studio|site|shop|plant|works) (?:in|near))"
    r"\s+((?:the )?[A-Z][\w.'-]+(?:[ ,]+(?:(?:or|and) )?[A-Z][\w.'-]+)*)"
)
_ASKING = re.compile(
    r"\W*(?:(?:strong|proven|good|solid|sound|deep|excellent|hands-on|previous|prior|some|demonstrable|extensive|"
    r"substantial|recent|relevant|working|basic|full|valid|clean|expert|detailed|practical|a)[,\s]+)*"
    r"(?:experience|knowledge|understanding|ability|able to|familiar\w*|track record|proficien\w+|competen\w+|skilled|"
    r"skills?\b|qualified|trained|certified|licen[cs]\w*|degree|comfortable with|confident|fluent|fluency|"
    r"background in|"
    r"expertise|at least|minimum|\d+\+? ?(?:years|yrs))",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:you (?:will (?:be|have|need)|have|are|can|know|hold|bring|should)|you['’](?:ll|re|ve)|familiar with|"
    r"(?:candidate|applicant|person|somebody|someone)\b[^.;]{0,30}\b(?:have|be|who|with)|we need)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\byou\b", re.IGNORECASE)
_YOU_HAVE_DONE = re.compile(
    r"\W*(?:an?|one|two|some|at least one)\s+(?:[\w-]+\s+){1,4}?(?:(?:that|which) )?"
    r"you(?:['’]ve| have) (?:\w+ly )?(?:\w+(?:ed|en|wn)|built|made|run|led|sold|taught|brought)\b",
    re.IGNORECASE,
)
_IN_FIELD = re.compile(r"\b(?:in|of)\s+(?:an?\s+)?$", re.IGNORECASE)
_IN_A = re.compile(r"\bin an? $", re.IGNORECASE)
"""What stands before a place: ``in a GMP laboratory``."""
_FEW_SIGNS = 12
_OF_WHOM = re.compile(r"\bof whom (?:\w+ )?(?:speak|have|are|know|need|use)\b[^,.;]{0,20}$", re.IGNORECASE)
"""What is said of those whom one will work with: ``seasonal staff, some of whom speak little English``."""
_NONE_OF = re.compile(r"\W*no (?!less\b|fewer\b|more\b|stranger\b|fear\b)(?:[\w-]+ ){0,2}", re.IGNORECASE)
_A_UNIT = re.compile(r"(?:years?|months?)\b", re.IGNORECASE)
_A_NUMBER = re.compile(
    r"(?:\d\+?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|many))\s+$", re.IGNORECASE
)
_CONSIDERED = re.compile(
    r"(?!\s*(?:only|no)\b)[^,.;:()\n]*\b(?:may|will|would|can) (?:also )?be considered\b", re.IGNORECASE
)
"""Who is looked at as well: ``new graduates with a strong internship may be considered``."""
_ARTICLES = frozenset({"a", "an", "the"})
_A_MARK = re.compile(r"grades?\s", re.IGNORECASE)
_EXAMINED = re.compile(
    r"\b(?:i?gcses?|a[- ]levels?|o[- ]levels?|leaving cert\w*|nationals?|highers?|exams?)\b", re.IGNORECASE
)
_LONGEST_OR = 60
_DONE_TO_ANYTHING = frozenset(
    [
        "electrical fault finding",
        "troubleshooting skills",
        "problem solving",
        "Equipment Commissioning",
        "reactive maintenance",
        "Preventive Maintenance",
        "Maintenance Engineering",
        "machinery maintenance",
        "Calibration",
        "Product Testing",
    ]
)
"""What is done to one thing or another: behind the colon of a thing it is no skill by itself."""
_SAID_ANYHOW = frozenset({"skill", "other", "experience"})
"""The kinds of what may be asked for in everyday words."""
_RULED_OUT = re.compile(
    r"\W*not (?!only|just|merely|necessarily|limited|(?:strictly )?(?:essential|required|needed|necessary|mandatory)|"
    r"an? must)",
    re.IGNORECASE,
)
"""How a sentence begins that says what is not meant by the one before it: ``French. Not school French.``"""
_MARK_OF_SCHOOL = re.compile(
    r"\b(?:gcses?|o[- ]levels?|national 5s?)\W+(?:\w+ )?(?:at )?(?:grades? )?(?:[a-g][*+]?|[1-9])(?![\w.])",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?:\s[–—-]|;|,)\s+(?P<it>(?:the|an?|any) [\w ]{2,30}? (?:is|are|would be) (?:also )?"
    r"(?:welcome|a plus|nice|not (?:needed|required|necessary))\b)",
    re.IGNORECASE,
)
"""What is said of another thing behind the one that is asked for: ``a diploma - a degree is welcome``."""
_NO_NEED = re.compile(
    r"\bno (?:[\w-]+ ){1,5}?(?:(?:is|are) )?(?:required|necessary|needed|expected)\b|"
    r"\b(?:we|you) need no (?!less\b|fewer\b|more than\b|later\b)(?:(?!but\b|and\b|only\b)[\w-]+ ?){1,4}",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"(?![^,.;:()\n]*\b(?:welcome|plus|advantage|bonus|desirable|preferred|helpful|useful|nice|but|though|although)\b)"
    r"[^,.;:()\n]*(?:\bnot|n['’]t) (?:be )?(?:needed|required|necessary)\b(?! but\b)"
    r"(?:,? (?:as |since |because )?(?:we|you) (?:have|use|get|are given|supply|provide)\b[^.;\n]*)?",
    re.IGNORECASE,
)
"""What need not be brought, and what there is instead: ``own machine not needed, we have a Juki``."""
_TWO = 2
_TWO_VERBS = re.compile(r"[a-z]+ing (?:and|or) [a-z]+ing\b")
_PEOPLE = re.compile(r"(?<!ion)(?<!sale)s$", re.IGNORECASE)
_TO_WORK = re.compile(
    r"flexib(?:le|ility)\b[^.;,]{0,25}\b(?:to work|(?:working )?hours|shifts?|rota|roster|overtime|weekends?)\b",
    re.IGNORECASE,
)
"""To be free at those hours, and no trait."""
_TO_THE = re.compile(
    r"\b(?:to|with|by|under|from|for|alongside|assist|support) (?:the|our|an?) (?:[\w-]+ )?$", re.IGNORECASE
)
_BESIDE_NAMES = frozenset(
    tokenise(
        "and or in of with a an the some any basic strong good solid sound very excellent proven confident advanced "
        "expert working previous prior recent hands on experience experienced knowledge skill ability proficient "
        "proficiency expertise familiar familiarity understanding use using year required essential preferred "
        "desirable plus must have minimum at least "
        "et ou y e o und oder of d maîtrise dominio manejo uso gute guter gutes sehr kenntnisse kenntnis "
        "erfahrung mit im in der von vorteil wünschenswert erforderlich "
        "bonne bonnes connaissance connaissances expérience en de des du avec souhaitée souhaité exigée exigé "
        "conocimiento conocimientos experiencia con buen buenos goede kennis ervaring met van buona conoscenza di"
    ).keys
)
"""What an ad says around the names of what it asks for."""
_OR_BEFORE = re.compile(r"\bor\s+(?:in\s+|\w+ing\s+)?(?:an?\s+)?$", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,;:]\s")


def asked_in(text: str, tokens: Tokens, segment: Segment, title_roles: tuple[int, ...]) -> list[Asked]:
    """Give all that a segment asks for, in its order."""
    if _RULED_OUT.match(text, segment.start, segment.end):
        return []
    if (other := _OF_ANOTHER.search(text, segment.start, segment.end)) is not None:
        parts = ({"end": other.start()}, {"start": other.start("it")})
        each = (msgspec.structs.replace(segment, **part) for part in parts)
        return [one for part in each for one in asked_in(text, tokens, part, title_roles)]
    segment = without_uncounted(text, segment)
    first, last = tokens.slice_at(segment.start, segment.end)
    headed = segment.headed and segment.part in {"must", "plain", "nice"}
    found = _named_alone(text, tokens, first, last) if headed else []
    found = found or _within_clauses(text, tokens, first, last)
    found = [one for one in found if not (_are_people(text, tokens, one) or _is_somebody(text, tokens, one))]
    if headed:
        beside = list(spans_beside(text, segment.start, segment.end))
        found = [one for one in found if not any(start <= tokens.starts[one[1]] < end for start, end in beside)]
    marks = [match.span() for match in _MARK_OF_SCHOOL.finditer(text, segment.start, segment.end)]
    found = [one for one in found if not any(start < tokens.starts[one[1]] < end for start, end in marks)]
    found = without_details(text, tokens, segment, without_things_done(text, tokens, segment, found))
    found = [one for one in found if not _is_mark(text, tokens, segment, one)]
    ruled_out = [one for one in found if _is_ruled_out(text, tokens, segment, one)]
    found = [one for one in found if one not in ruled_out]
    found = [one for one in found if _OF_WHOM.search(text, segment.start, tokens.starts[one[1]]) is None]
    found = [one for one in found if not _is_time(text, tokens, segment, one)]
    found = [one for one in found if _TO_WORK.match(text, tokens.starts[one[1]], segment.end) is None]
    taken_too = [match.span() for match in _CONSIDERED.finditer(text, segment.start, segment.end)]
    found = [one for one in found if not any(start <= tokens.starts[one[1]] < end for start, end in taken_too)]
    degrees = list(degree_asked(text, tokens, segment, found))
    known = vocabulary().terms
    found = [
        one
        for one in found
        if known[one[0]].kind != "skill"
        or not any(
            degree.start <= tokens.starts[one[1]] < degree.end for degree in degrees if degree.need.kind == "education"
        )
    ]
    asks = headed or _ASKING.match(text, segment.start, segment.end) is not None
    asked = [
        *experience_asked(text, tokens, segment, found, title_roles, asks=asks or segment.part != "duties"),
        *degrees,
        *_places(text, tokens, segment),
        *asked_terms(text, tokens, segment, without_ours(text, tokens, segment, found)),
    ]
    if (unneeded := _NO_NEED.search(text, segment.start, segment.end)) is not None:
        asked = [one for one in asked if not unneeded.start() <= one.start < unneeded.end()]
    if (spared := _SPARED.search(text, segment.start, segment.end)) is not None:
        asked = [one for one in asked if not spared.start() <= one.start < spared.end()]
    asked = or_another_name(text, tokens, segment, asked)
    asked = either(text, _without_fields(text, _once(asked)), segment, title_roles)
    asked = [one for one in asked if not _is_either_of_a_time(text, one, asked)]
    asks = asks or "must" in {read_strength(text, segment, at) for at in (segment.start, segment.end)}
    of_person = _PERSON.search(text, segment.start, segment.end) is not None
    if asks or (of_person and not asked):
        conditions = asked_conditions(text, tokens, segment, alone=not asked)
        asked += [one for one in conditions if not _is_in_skill(one, asked)]
    if asks or of_person:
        asked += asked_phrases(text, tokens, segment, found, asked)
        asked += asked_items(text, tokens, segment, found, asked) if headed else ()
        asked = any_skill(text, [one for one in asked if not _is_half_of_a_verb(text, one)])
        if not asked and unneeded is None and not ruled_out and not asks_no_degree(text[segment.start : segment.end]):
            asked += asked_sentence(text, tokens, segment)
    if not asks and (of_person or _YOU.search(text, segment.start, segment.end) is not None):
        asked += duties_in(tokens, segment, asked)
    return [with_what_is_meant(tokens, with_compounds(text, tokens, one)) for one in asked]


def _is_in_skill(one: Asked, asked: list[Asked]) -> bool:
    """Whether a condition is but a word of a skill: ``booking international travel``."""
    return any(
        other.need.kind == "terms" and other.kind == "skill" and other.start <= one.start and one.end <= other.end
        for other in asked
    )


def duties_in(tokens: Tokens, segment: Segment, asked: list[Asked]) -> Iterator[Asked]:
    """Yield the skills that a sentence about the work asks for in everyday words: ``you'll look after the website``."""
    for terms, first, last in duties_meant(tokens, *tokens.slice_at(segment.start, segment.end)):
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if not any(one.start < end and start < one.end for one in asked):
            yield Asked("skill", "plain", start, end, Need(kind="terms", terms=terms))


def with_compounds(text: str, tokens: Tokens, one: Asked) -> Asked:
    """Give what is asked, with its hyphened words written as one, too: ``tele-remote`` or ``teleremote``."""
    words = one.need.words
    if one.need.kind != "words" or "-" not in text[one.start : one.end]:
        return one
    first, last = tokens.slice_at(one.start, one.end)
    for at in range(first, last - 1):
        pair = tokens.stems[at : at + 2]
        is_hyphened = text[tokens.ends[at] : tokens.starts[at + 1]] == "-"
        if is_hyphened and set(pair) <= set(words):
            words = tuple(dict.fromkeys("".join(pair) if word in pair else word for word in words))
    if words == one.need.words:
        return one
    need = msgspec.structs.replace(one.need, others=(*one.need.others, Need(kind="words", words=words)))
    return msgspec.structs.replace(one, need=need)


def with_what_is_meant(tokens: Tokens, one: Asked) -> Asked:
    """Give what is asked in words that no list of skills holds, with the terms that such words ask for."""
    if one.need.kind != "words" or one.kind not in _SAID_ANYHOW:
        return one
    meant = terms_meant(tokens, *tokens.slice_at(one.start, one.end), one.need.words)
    if not meant:
        return one
    need = msgspec.structs.replace(one.need, others=(*one.need.others, Need(kind="terms", terms=meant)))
    return msgspec.structs.replace(one, need=need)


def _is_either_of_a_time(text: str, one: Asked, asked: list[Asked]) -> bool:
    """Whether a skill is but the other of two kinds of some years: ``five years in a hotel or table service``."""
    return one.need.kind == "terms" and any(
        time.need.kind == "experience"
        and time.start < one.start
        and one.end <= time.end
        and (
            _OR_BEFORE.search(text, time.start, one.start) is not None
            or (time.need.either and text[one.start].islower())
        )
        for time in asked
    )


def _within_clauses(text: str, tokens: Tokens, first: int, last: int) -> list[Found]:
    """Give the terms named in a token range, those that two words name over a comma (``all day, works``) left out.

    What either side of such a comma names by itself is looked for instead.
    """
    found = find_terms(text, tokens, first, last)
    for one in found:
        if one[2] - one[1] == _TWO and _COMMA.match(text, tokens.ends[one[1]]):
            return [*_within_clauses(text, tokens, first, one[1] + 1), *_within_clauses(text, tokens, one[2] - 1, last)]
    return found


def _named_alone(text: str, tokens: Tokens, first: int, last: int) -> list[Found]:
    """Give what a line names that names terms and says nothing else, however everyday their words: ``- Dispensing``."""
    named = list(find_phrases(tokens, vocabulary().trie, first, last))
    inside = {at for _, begin, stop in named for at in range(begin, stop)}
    beside = (tokens.keys[at] for at in range(first, last) if at not in inside)
    if any(key not in _BESIDE_NAMES and not key.isdigit() for key in beside):
        return []
    if any(_COMMA.search(text, tokens.ends[begin], tokens.starts[stop - 1]) for _, begin, stop in named):
        return []
    known = vocabulary()
    everyday = [one for one in named if one[2] - one[1] == 1 and tokens.keys[one[1]] in known.ambiguous]
    return (
        named
        if all(text[tokens.starts[one[1]]].isupper() or known.terms[one[0]].name.islower() for one in everyday)
        else []
    )


def without_things_done(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> list[Found]:
    """Give what is named, without what only says where: ``a game you have published on an app store`` is one thing."""
    if _YOU_HAVE_DONE.match(text, segment.start, segment.end) is None:
        return found
    return [one for one in found if one[1] == 0 or tokens.keys[one[1] - 1] not in _ARTICLES]


def without_details(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> list[Found]:
    """Give what is named, without what is done to it behind its colon: ``drives: set-up, fault finding``."""
    colon = text.find(":", segment.start, segment.end)
    if colon < 0 or not found:
        return found
    known = vocabulary().terms
    heads = [one for one in found if tokens.starts[one[1]] < colon and known[one[0]].kind == "skill"]
    if not any(not known[one[0]].soft for one in heads):
        return found
    return [one for one in found if tokens.starts[one[1]] < colon or known[one[0]].name not in _DONE_TO_ANYTHING]


def _without_fields(text: str, asked: list[Asked]) -> list[Asked]:
    """Give what is asked for, without the field of some years by itself: ``5 years in acute care`` is one thing.

    A tool is another: whether it is known at all is asked too. Fields are written small.
    """
    years = [(one.start, one.end) for one in asked if one.kind == "experience" and one.need.years is not None]
    fields = {
        one.start
        for one in asked
        for start, end in years
        if one.kind == "skill" and one.end == end and _IN_FIELD.search(text, start, one.start)
    }
    return [
        one
        for one in asked
        if one.start not in fields or not (text[one.start : one.end].islower() or _is_place(text, one.start))
    ]


def _is_time(text: str, tokens: Tokens, segment: Segment, one: Found) -> bool:
    """Whether a name begins with the unit of a time: ``two years end-to-end payroll`` is no year end."""
    start = tokens.starts[one[1]]
    return _A_UNIT.match(text, start) is not None and _A_NUMBER.search(text, segment.start, start) is not None


def _is_ruled_out(text: str, tokens: Tokens, segment: Segment, one: Found) -> bool:
    """Whether a sentence begins by ruling out a skill: ``No visible tattoos``."""
    if vocabulary().terms[one[0]].kind != "skill":
        return False
    return _NONE_OF.fullmatch(text, segment.start, tokens.starts[one[1]]) is not None


def _is_place(text: str, start: int) -> bool:
    """Whether what begins at an offset is told as a place: ``in a GMP laboratory``."""
    return _IN_A.search(text, max(0, start - _FEW_SIGNS), start) is not None


def _is_half_of_a_verb(text: str, one: Asked) -> bool:
    """Whether what is asked is but the first of two verbs that share their object: ``making and keeping up tests``."""
    alone = " " not in text[one.start : one.end] and one.need.kind == "words"
    return alone and _TWO_VERBS.match(text, one.start) is not None


def _is_somebody(text: str, tokens: Tokens, one: Found) -> bool:
    """Whether a skill is named only by one person who has it: ``reporting to the operations manager``."""
    number, first, end = one
    if (
        vocabulary().terms[number].kind != "skill"
        or _TO_THE.search(text, max(0, tokens.starts[first] - _LONGEST_OR), tokens.starts[first]) is None
    ):
        return False
    return any((begin, stop) == (first, end) for _, begin, stop in find_phrases(tokens, roles().trie, first, end))


def _are_people(text: str, tokens: Tokens, one: Found) -> bool:
    """Whether a skill is named only by those who have it, in the plural: the people one will work with."""
    number, first, end = one
    if vocabulary().terms[number].kind != "skill" or not _PEOPLE.search(
        text, tokens.starts[first], tokens.ends[end - 1]
    ):
        return False
    return any((begin, stop) == (first, end) for _, begin, stop in find_phrases(tokens, roles().trie, first, end))


def _is_mark(text: str, tokens: Tokens, segment: Segment, one: Found) -> bool:
    """Whether a name only says how well an examination was passed: ``GCSE English at grade 4``."""
    return (
        _A_MARK.match(text, tokens.starts[one[1]], segment.end) is not None
        and _EXAMINED.search(text, segment.start, segment.end) is not None
    )


def _places(text: str, tokens: Tokens, segment: Segment) -> Iterator[Asked]:
    for match in _PLACE.finditer(text, segment.start, segment.end):
        first, last = tokens.slice_at(match.start(1), match.end(1))
        words = tuple(tokens.keys[at] for at in range(first, last) if tokens.keys[at] not in {"the", "or", "and"})
        if words:
            need = Need(kind="place", words=words)
            yield Asked("location", read_strength(text, segment, match.start()), match.start(), match.end(), need)


def _once(asked: list[Asked]) -> list[Asked]:
    """Give what is asked, but a phrase only once where the skill that it is about is named in it.

    ``experience mentoring other engineers`` is shown by what shows mentoring, or in its own words.
    """
    kept = list(asked)
    for one in asked:
        if one.need.kind != "words" or one.kind not in {"skill", "experience"}:
            continue
        inside = [other for other in asked if other.need.kind == "terms" and one.start <= other.start < one.end]
        if len(inside) != 1 or inside[0].kind != "skill":
            continue
        term = inside[0]
        need = msgspec.structs.replace(term.need, others=(*term.need.others, one.need))
        kept[kept.index(term)] = msgspec.structs.replace(term, start=one.start, end=max(one.end, term.end), need=need)
        kept.remove(one)
    return kept
