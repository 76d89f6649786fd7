"""The experience that a sentence of an ad asks for: for how long, as what, with what."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from recollect.domain.analysis import RequirementKind
from recollect.scoring.ads.asked_terms import kinds_asked
from recollect.scoring.ads.asked_times import ABOUT_EMPLOYER, NUMBERS, number_said, time_asked
from recollect.scoring.ads.asked_words import SAYS_LITTLE, any_of, telling_words
from recollect.scoring.ads.segments import Segment
from recollect.scoring.ads.strength import read_strength
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.concepts import Said, words_in
from recollect.scoring.knowledge.settings import settings
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import find_phrases, roles, vocabulary
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.reading.education import waives_degree
from recollect.scoring.reading.mentions import Found

_TIME_BEHIND = re.compile(
    r"\W*(?:[\w-]+ ){0,3}?experienced? (?:of|in|with|as an?|at) (?P<of>[^,;:.()]{3,60}?)\s*[,(–-]+\s*(?:[\w.]+ ){0,3}$|"
    r"\W*(?P<before>[^,;:.()]{3,40}?) experience\s*[,(:–-]+\s*(?:[\w.]+ ){0,3}$",
    re.IGNORECASE,
)
"""How a sentence begins up to a time that it tells in a bracket: ``experience of GP referrals (ideally``."""
_OF_THEM = re.compile(
    r"(?:\bof (?:them|these|those|which)|\bincluding|\binclusive of|\bincl\.)\s+(?:at least |a minimum of )?"
    rf"(\d{{1,2}}|(?:{'|'.join(NUMBERS)})\b)(?:\s*\(\d{{1,2}}\))?\s*\+?\s*years?\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"\s*[,(]\s*(?:including|incl\.|with) (?:some )?(?:(?:experience|time|years?|a spell) )?(?:in |at )?(?:an? |the )?"
    r"(?P<setting>[\w-]+(?: [\w-]+){0,3})(?=\s*(?:[).,;]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_LEADING = frozenset(["managing", "leading", "supervising", "mentoring", "coaching", "hiring", "manage", "lead"])
_LEADS = re.compile(
    r"\b(?:managing|leading|supervising|heading|in charge of)\s+(?:(?:an?|the|other|of|large|small|busy|own|multiple|"
    r"several|at least|\d+)\s+)*(?:teams?|people|staff|shifts?|departments?|crews?|brigades?|kitchens?|stores?|"
    r"others|direct reports|employees|warehouses?|units?|wards?|sites?|colleagues|supervisors|managers|engineers|"
    r"operatives|technicians|nurses)\b|"
    r"\b(?:supervisory|managerial|people[- ]management|line[- ]management|team[- ]lead(?:er|ership|ing)?|leadership) "
    r"(?:experience|roles?|positions?|capacity|level)\b|\bmanagement (?:roles?|positions?)\b",
    re.IGNORECASE,
)
_AS_LEADER = re.compile(
    r"\s+(?:(?:of )?working )?(?:as|in) (?:an? )?(?:[\w-]+ ){0,2}?"
    r"(?:(?:team|shift|section|floor) (?:leader|lead|manager)|supervisor|line manager|"
    r"(?:supervisory|line management|team leader|leadership) (?:role|position|capacity))\b",
    re.IGNORECASE,
)
_MANAGES = re.compile(
    r"\b(?:managing|heading|in charge of)\s+(?:(?:an?|the|large|small|busy|own|multiple|several|\d+)\s+)*"
    r"(?:shifts?|departments?|kitchens?|stores?|warehouses?|units?|wards?|sites?)\b",
    re.IGNORECASE,
)
_OF_OTHERS = _LEADING | {"our", "their"}
_SERVING, _SERVED_WITHIN = frozenset({"supporting", "assisting", "serving"}), 4
"""Words for work done for those who are named behind them: ``supporting executives at VP level``."""
_BEFORE_TITLE = frozenset({"as", "a", "an", "the"})
_RECENT = re.compile(r"\brecent\b|\bcurrent(?:ly)? (?:in|working)\b", re.IGNORECASE)
_ON_WHAT = re.compile(r",\s*(?:both|on|in|across) ", re.IGNORECASE)
"""What begins the rest of a sentence that says on what something was done: ``testing apps, on iOS and Android``."""
_EXPERIENCE = re.compile(
    r"(?:previous|prior|proven|relevant|demonstrated|solid|strong|extensive|hands-on|practical|"
    r"professional|work(?:ing)?|some|recent)?\s*\b(?:experience|track record|(?:berufs)?erfahrung|"
    r"expérience|experiencia|"
    r"experiência|esperienza|(?:werk)?ervaring|background(?! (?:checks?|in|as|of|screening|investigation)\b))\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_OR = re.compile(
    r"\bor\b(?! (?:more|over|longer|above|better)\b)"
    r"(?! (?:an? |any )?(?:similar|equivalent|comparable|related|like)\b)|/",
    re.IGNORECASE,
)
_CHECKED = re.compile(r"\b(?:drug|criminal|credit|security|references?|police)\b", re.IGNORECASE)
"""What a background is that an employer looks into."""
_PLACES = frozenset(
    tokenise("plant environment setting site sector industry workforce organisation organization").stems
)
_FOR_A_TIME = re.compile(
    r"\b(?:worked|working|been|experience) (?:as|in|with|at|for|of) [^.,;:()\n]{2,50} for "
    r"(?:at least |a minimum of |more than |over |a good |some )?$",
    re.IGNORECASE,
)
"""What is to have been done for a time that stands behind it: ``worked as a baker for at least``."""
_OF_ANY_TRADE = frozenset(
    tokenise(
        "qualified registered licensed post-registration post-qualification floor behind chair chairside tools "
        "above below higher upwards"
    ).stems
)
"""Words for practising a trade, which say nothing of its kind: ``on the tools``, ``behind the chair``."""
_MORE = re.compile(
    r"(?:,(?:(?!\band\b)[^,.;:()&]){1,38})*,?\s*\bor\s+(?=[\w-])(?!an?\b|the\b|equivalent|in lieu)(?P<last>)",
    re.IGNORECASE,
)
"""The rest of a list whose first item ends at its comma, up to its last."""
_OR_PLACES = re.compile(
    r",(?!\s*(?:ideally|preferably|especially|particularly|including|such|like|e\.g|with|full|part|either|whether)\b)(?:(?!\band\b)[^,.;:()&]){1,38}(?:,(?:(?!\band\b)[^,.;:()&]){1,38})*,?\s*\bor\s+"
    r"(?!an?\b|equivalent|in lieu|\d|the (?!like\b))(?:[\w/&'’-]+(?: (?=[\w/&'’-])|(?=\W|$))){1,5}",
    re.IGNORECASE,
)
"""The rest of a list of places or fields any of which will do: ``in a hotel, shop or hospital``."""
_ELSEWHERE = re.compile(r",\s*(?:in|at|within|with)\b", re.IGNORECASE)
"""How a place begins that is not one of a list with the thing before it: ``in tax, in practice or at a bank``."""
_LAST_PLACE = re.compile(r"(?:.*\b(?:in|of|for|with|at|an?|the)\s+)(?P<place>[^,;]{2,40})$", re.IGNORECASE)
_FEW_WORDS = 2
_FIELD_WORDS = 6
_CLAUSE_START = re.compile(
    r".*[,.;:()]\s*|.*\b(?:have|has|with|some|any|strong|proven|previous|prior)\s+", re.IGNORECASE
)
_TELLING = 0.6
_OBJECT = re.compile(
    r"\s+(?:(?:with|in|of|using|supporting|mit|im|en|avec|dans|con|con el|met|com|nella?)\s+"
    r"(?!the\s|a\s+similar|un poste|een |einer? |un puesto)|(?=\w{3,}ing\b))",
    re.IGNORECASE,
)
_END = re.compile(
    r",|;|\(|\.(?:\s|$)|\b(?:and|or) (?:an?|the|equivalent|in lieu)\b|\b(?:is|are|would|required|preferred|"
    r"desirable|a plus|essential)\b|\b(?:behind you|under your belt|to your name)\b|"
    r"\s[-–—]+\s(?:no|not|but|we|please|you)\b|"
    r"\band (?:bring|send|be|have|can|will|you|we|show|know|hold|want|enjoy|love)\b",
    re.IGNORECASE,
)


_PRACTICE = frozenset([tuple(tokenise("practice").stems)])
_OF_PATIENTS = frozenset(
    tokenise("animal veterinary vet dental medical optical eye physio physiotherapy nursing clinical family").stems
)
"""What stands before a practice that is none of accountants: ``small animal practice``."""
_WITHIN = re.compile(r"\b(?:in|at|within|for)\s+(?:an?\s+|the\s+)?", re.IGNORECASE)
_LONGEST_SETTING = 4
_NOT_COUNTED = re.compile(
    r"(?:(?<=[.;:(\n])|^|\s[–—-]\s|[,;(]\s*(?:and |but )?|(?<=[.;:(\n•*·–-] ))[^,.;:()\n–—]{3,60}? "
    r"(?:does not|doesn['’]t|do not|don['’]t|will not|won['’]t|cannot|can['’]t|is not|are not) (?:be )?count(?:ed)?\b"
    r"[^.;\n)]*",
    re.IGNORECASE | re.MULTILINE,
)
"""What an ad rules out of the time that it asks for: ``1 year with children – fieldwork doesn't count``."""
_NOT_MEANT = re.compile(
    r"\s*[,;(–-]+\s*(?:and |but )?not (?!only|just|merely|necessarily|limited|essential|required|needed)"
    r"(?:in |as |of |from |at )?(?:an? |the )?([^,;.()\n]{2,40})",
    re.IGNORECASE,
)


def without_uncounted(text: str, segment: Segment) -> Segment:
    """Give a segment up to what it says not to count; what follows it is a remark about that."""
    match = _NOT_COUNTED.search(text, segment.start, segment.end)
    return segment if match is None else msgspec.structs.replace(segment, end=match.start())


def experience_asked(
    text: str, tokens: Tokens, segment: Segment, found: list[Found], title_roles: tuple[int, ...], *, asks: bool
) -> Iterator[Asked]:
    """Yield the experience asked for: a time, or experience in a role or with a thing where the sentence asks."""
    sentence = text[segment.start : segment.end]
    if ABOUT_EMPLOYER.search(sentence):
        return
    first, last = tokens.slice_at(segment.start, segment.end)
    of_them = _OF_THEM.search(text, segment.start, segment.end)
    if of_them is not None:
        last = tokens.slice_at(segment.start, of_them.start())[1]
    named = _posts_named(tokens, first, last)
    skills = _skills_among(found, first, last)
    time = time_asked(text, segment, named=bool(named))
    if time is not None:
        start, stop, years = time
        lead = _FOR_A_TIME.search(text, segment.start, start)
        end = phrase_end(text, stop, segment.end)
        listed = _places_listed(text, tokens, (stop, end, segment.end), found)
        end, special = (end, _special_words(tokens, stop, end, found)) if listed is None else listed[:2]
        if listed is not None and special:
            found = [one for one in found if not listed[2] <= tokens.starts[one[1]] < end]
            skills = tuple(term for term in skills if term in {one[0] for one in found})
        span = tokens.slice_at(start, end)
        start, special = _thing_before(text, tokens, segment, (start, stop, end), special, known=bool(named or skills))
        either = bool(special) and (listed is not None or _is_either(text, stop, end, special))
        barred = _barred(text, tokens, end, segment.end)
        terms = (
            _skills_among(found, *span)
            if barred or (_ON_WHAT.match(text, end) and _skills_among(found, *span)) or _posts_named(tokens, *span)
            else skills or _skills_among(found, *span, soft=True)
        )
        need = Need(
            kind="experience",
            years=years,
            roles=named or title_roles,
            terms=terms,
            kinds=_kinds_among(tokens, found, terms),
            special=_settings(special, named or title_roles) if either else special,
            settings=_settings_in(text, tokens, stop, end, segment.end),
            barred=barred,
            recent=_RECENT.search(text, start, segment.end) is not None,
            post=bool(named),
            either=either,
            people=_led(text, stop, max(end, stop)),
        )
        shown = start if lead is None else lead.start()
        yield Asked("experience", read_strength(text, segment, start), shown, end, need)
        if of_them is not None:
            yield _part_of_time(text, tokens, segment, found, title_roles, of_them)
        else:
            yield from _setting_of_part(text, tokens, segment, end, named or title_roles)
        return
    plain = _plain_experience(text, segment)
    led = None if plain is None or named else _as_leader(text, tokens, segment, plain, found, title_roles)
    if led is not None:
        yield led
    elif plain is not None and (named or not found) and asks and not waives_degree(sentence):
        if (not named or not _names_post(text, plain)) and (thing := _thing(text, tokens, segment, plain)) is not None:
            yield thing
            return
        start = plain.start() + (len(plain.group()) - len(plain.group().lstrip()))
        end = phrase_end(text, plain.end(), segment.end)
        words = telling_words(tokens, plain.end(), end) if not named else ()
        special = _special_words(tokens, plain.end(), end, found) if named else ()
        if not named and not words:
            start, special = _field_before(text, tokens, segment, start)
        either = _is_either(text, min(start, plain.start()), end, special)
        need = Need(
            kind="experience",
            roles=named or title_roles,
            terms=skills,
            kinds=_kinds_among(tokens, found, skills),
            words=words,
            special=_settings(special, named or title_roles) if either else special,
            post=bool(named),
            either=either,
            anywhere=bool(special) and _BACKGROUND.search(plain.group()) is not None,
        )
        yield Asked("experience", read_strength(text, segment, start), start, end, need)


def _thing_before(
    text: str,
    tokens: Tokens,
    segment: Segment,
    time: tuple[int, int, int],
    special: tuple[str, ...],
    *,
    known: bool,
) -> tuple[int, tuple[str, ...]]:
    """Give where a thing begins behind whose bracket or comma a time stands, and its words: ``of GPs (1 year+)``.

    `time` is its start, its end and that of its phrase. Where that says more, or what is asked is `known`, as it was.
    """
    start, stop, end = time
    match = None if special or known else _TIME_BEHIND.match(text, segment.start, start)
    if match is None or any(map(str.isalnum, text[stop:end])):
        return start, special
    begin, stop = match.span("of") if match["of"] else match.span("before")
    words = telling_words(tokens, begin, stop)
    return (begin, words) if words else (start, special)


def _plain_experience(text: str, segment: Segment) -> re.Match[str] | None:
    """Give where a segment speaks of experience: not of a background that an employer looks into."""
    match = _EXPERIENCE.search(text, segment.start, segment.end)
    checked = match is not None and _BACKGROUND.search(match.group()) is not None
    return None if checked and _CHECKED.search(text, segment.start, segment.end) is not None else match


def _as_leader(
    text: str,
    tokens: Tokens,
    segment: Segment,
    plain: re.Match[str],
    found: list[Found],
    title_roles: tuple[int, ...],
) -> Asked | None:
    """Give experience of leading people where a sentence names no trade: ``as a team leader in a contact centre``."""
    match = _AS_LEADER.match(text, plain.end(), segment.end)
    if match is None:
        return None
    start = plain.start() + (len(plain.group()) - len(plain.group().lstrip()))
    end = phrase_end(text, match.end(), segment.end)
    terms = _skills_among(found, *tokens.slice_at(start, end))
    need = Need(
        kind="experience",
        roles=title_roles,
        terms=terms,
        kinds=_kinds_among(tokens, found, terms),
        people=1,
    )
    return Asked("experience", read_strength(text, segment, start), start, end, need)


def _places_listed(
    text: str, tokens: Tokens, phrase: tuple[int, int, int], found: list[Found]
) -> tuple[int, tuple[str, ...], int] | None:
    """Give the end, the words and the start of a list of places any of which will do; None where there is no list.

    `phrase` is the span so far, to the first comma, and the end of the sentence. Where several are skills, there
    are no words; a place that the lexicon knows among others is a place like them.
    """
    start, end, limit = phrase
    more = _OR_PLACES.match(text, end, limit)
    first = None if more is None else _LAST_PLACE.search(text, start, end)
    if more is None or first is None:
        return None
    begin = first.start("place")
    if _ELSEWHERE.match(text, end) and any(begin <= tokens.starts[one[1]] < end for one in found):
        return None
    known = sum(begin <= tokens.starts[one[1]] < more.end() for one in found)
    return more.end(), () if known > 1 else _special_words(tokens, begin, more.end(), []), begin


def _is_either(text: str, start: int, end: int, special: tuple[str, ...]) -> bool:
    """Whether a span names two kinds of experience of which one is enough: ``in a hotel or another kitchen``."""
    return len(special) > 1 and _OR.search(text, start, end) is not None


def _settings(special: tuple[str, ...], named: tuple[int, ...]) -> tuple[str, ...]:
    """Give the words of which one is enough, without those of the roles themselves and those for any place."""
    families = roles().families
    of_roles = frozenset().union(*(families[one].words for one in named))
    return tuple(word for word in special if word not in of_roles and word not in _PLACES) or special


def _settings_in(text: str, tokens: Tokens, start: int, end: int, limit: int) -> tuple[Said, ...]:
    """Give the settings that are named behind ``in`` or its like between two offsets, the longest names first."""
    match = _WITHIN.search(text, start, end)
    if match is None:
        return ()
    more = _MORE.match(text, end, limit)
    first, last = tokens.slice_at(match.end(), end if more is None else phrase_end(text, more.start("last"), limit))
    stems, named = tokens.stems, settings()
    found, at = [], first
    while at < last:
        for stop in range(min(last, at + _LONGEST_SETTING), at, -1):
            if (name := tuple(stems[at:stop])) in named and not (name in _PRACTICE and stems[at - 1] in _OF_PATIENTS):
                found.append(name)
                at = stop - 1
                break
        at += 1
    return tuple(dict.fromkeys(found))


def _barred(text: str, tokens: Tokens, end: int, limit: int) -> tuple[str, ...]:
    """Give the stems of the work that an ad says it does not mean: ``(not stick framing)``, ``, not in industry``."""
    match = _NOT_MEANT.match(text, end, limit)
    if match is None:
        return ()
    return telling_words(tokens, *match.span(1))


def _led(text: str, start: int, end: int) -> int:
    """Give 0 where experience is not one of leading people, 1 where it is, and 2 where it is of managing a unit."""
    if _LEADS.search(text, start, end) is None:
        return 0
    return 2 if _MANAGES.search(text, start, end) is not None else 1


def _part_of_time(
    text: str, tokens: Tokens, segment: Segment, found: list[Found], title_roles: tuple[int, ...], match: re.Match[str]
) -> Asked:
    """Give what is asked of a part of the time, as ``of them 5 years of managing people``."""
    end = phrase_end(text, match.end(), segment.end)
    first, last = tokens.slice_at(match.start(1), end)
    named = _posts_named(tokens, first, last)
    skills = _skills_among(found, first, last)
    need = Need(
        kind="experience",
        years=number_said(match.group(1)),
        roles=named or title_roles,
        terms=skills or _leading(tokens, first, last),
        kinds=_kinds_among(tokens, found, skills),
        special=_special_words(tokens, match.end(), end, found),
        post=bool(named),
    )
    return Asked("experience", read_strength(text, segment, match.start(1)), match.start(1), end, need)


def _setting_of_part(text: str, tokens: Tokens, segment: Segment, end: int, named: tuple[int, ...]) -> Iterator[Asked]:
    """Yield what is asked for beside some years where a part of them is to be in a setting: ``, including retail``."""
    match = _INCLUDING.match(text, end, segment.end)
    if match is None:
        return
    start, stop = match.span("setting")
    within = tuple(tokens.stems[slice(*tokens.slice_at(start, stop))])
    if within in settings():
        need = Need(kind="experience", roles=named, settings=(within,))
        yield Asked("experience", read_strength(text, segment, start), start, stop, need)


def _posts_named(tokens: Tokens, first: int, last: int) -> tuple[int, ...]:
    """Give the roles named in a token range, but those of others: ``managing engineers``, ``our publisher``."""
    found = find_phrases(tokens, roles().trie, first, last)
    return tuple(dict.fromkeys(role for role, at, _ in found if not _is_led(tokens.keys, first, at)))


def _is_led(keys: list[str], first: int, at: int) -> bool:
    """Whether a role at a token is that of others: ``managing engineers``, and not ``as lead engineer``."""
    if not _SERVING.isdisjoint(keys[max(first, at - _SERVED_WITHIN) : at]):
        return True
    if at == first or keys[at - 1] not in _OF_OTHERS:
        return False
    return not (keys[at - 1] == "lead" and at - 1 > first and keys[at - 2] in _BEFORE_TITLE)


def _leading(tokens: Tokens, first: int, last: int) -> tuple[int, ...]:
    """Give the skill of leading people where a token range speaks of it, whoever is led."""
    if _LEADING.isdisjoint(tokens.keys[first:last]):
        return ()
    return tuple(one[0] for one in find_phrases(tokenise("people management"), vocabulary().trie))


def _skills_among(found: list[Found], first: int, last: int, *, soft: bool = False) -> tuple[int, ...]:
    known = vocabulary().terms
    return tuple(
        dict.fromkeys(
            one[0]
            for one in found
            if first <= one[1] < last and known[one[0]].kind == "skill" and (soft or not known[one[0]].soft)
        )
    )


def _kinds_among(tokens: Tokens, found: list[Found], terms: tuple[int, ...]) -> tuple[tuple[int, frozenset[int]], ...]:
    """Give which kinds of some terms prove the experience, where narrower words name them."""
    return kinds_asked(tokens, [one for one in found if one[0] in terms])


def phrase_end(text: str, start: int, limit: int) -> int:
    """Give where the phrase that begins at an offset ends: at the next comma, bracket or clause."""
    match = _END.search(text, start, limit)
    end = match.start() if match is not None else limit
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:-–"):
        end -= 1
    return max(end, start)


def _names_post(text: str, match: re.Match[str]) -> bool:
    """Whether "experience" is that of a post, as in ``experience as a nurse``, and not of doing something."""
    return re.match(
        r"\s+(?:as|in an? |als |como |come |en tant )", text[match.end() : match.end() + 8]
    ) is not None or not _OBJECT.match(text, match.end())


def _thing(text: str, tokens: Tokens, segment: Segment, match: re.Match[str]) -> Asked | None:
    """Give experience of something, such as ``experience with ventilators``: whether it is named, not for how long."""
    lead = _OBJECT.match(text, match.end(), segment.end)
    if lead is None:
        return None
    end = phrase_end(text, lead.end(), segment.end)
    more = _MORE.match(text, end, segment.end)
    end = end if more is None else phrase_end(text, more.start("last"), segment.end)
    words, *others = any_of(text, tokens, lead.end(), end)
    if not words:
        return None
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    kind: RequirementKind = "skill" if len(words) <= _FEW_WORDS else "experience"
    need = Need(kind="words", words=words, others=tuple(Need(kind="words", words=other) for other in others))
    return Asked(kind, read_strength(text, segment, start), start, end, need)


def _field_before(text: str, tokens: Tokens, segment: Segment, start: int) -> tuple[int, tuple[str, ...]]:
    """Give where what experience is called by begins, and its words: ``union experience``; none where it is long."""
    lead = _CLAUSE_START.search(text, segment.start, start)
    begin = lead.end() if lead is not None else segment.start
    first, last = tokens.slice_at(begin, start)
    words = telling_words(tokens, begin, start) if last - first <= _FIELD_WORDS else ()
    return (begin, words) if words else (start, ())


def _special_words(tokens: Tokens, start: int, end: int, found: list[Found]) -> tuple[str, ...]:
    """Give the words that say which experience is meant, beside role and skills: ``in heavy industrial plants``."""
    first, last = tokens.slice_at(start, end)
    weight = shipped_background().weight
    named = [*find_phrases(tokens, roles().trie, first, last), *found]
    taken = {at for _, begin, stop in named for at in range(begin, stop)}
    special: dict[str, None] = {}
    for word, begin, stop in words_in(tokens, first, last):
        if not taken.isdisjoint(range(begin, stop)) or not tokens.keys[begin].isalpha() or word in SAYS_LITTLE:
            continue
        if " " in word or (weight(word) >= _TELLING and word not in _OF_ANY_TRADE):
            special[word] = None
    return tuple(special)
