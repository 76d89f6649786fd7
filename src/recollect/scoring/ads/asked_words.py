"""What a sentence of an ad asks for in words that no list holds: phrases, conditions of the post, whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from recollect.domain.analysis import RequirementKind
from recollect.scoring.ads.core import core_of
from recollect.scoring.ads.segments import Segment
from recollect.scoring.ads.skill_phrases import verbs_of_work
from recollect.scoring.ads.strength import read_strength
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.concepts import concepts, ways_to_say, words_in
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import find_phrases, roles, vocabulary
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.reading.mentions import Found

_PHRASE = re.compile(
    r"\b(?:experience (?:with|in|using|of)|experienced (?:with|in)|proficien(?:t|cy) (?:with|in|at)|"
    r"knowledge (?:of|in)|familiar(?:ity)? with|skilled (?:in|at|with)|"
    r"expertise (?:with|in)|understanding of|competen(?:t|ce) (?:in|with)|trained in|(?:some(?:body|"
    r"one)|people|persons?) who can|background in|"
    r"exposure to|command of|certified in|know(?! (?:the (?:difference|drill|rest|feeling)|that)\b))\s+",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(
    r"[.;:()]|\b(?:is|are|required|preferred|a plus|desirable|essential|to|that|which|who|within|"
    r"as (?:they|it|we|you|these)|including|such as|e\.g|at(?! least)|through|for|would|while|when)\b",
    re.IGNORECASE,
)
_ITEM_GAP = re.compile(r"\s*(?:,|/|\band\b|\bor\b|&)\s*(?:\b(?:and|or)\b\s*)?", re.IGNORECASE)
_GO_TOGETHER = re.compile(
    r"(?:the |relevant |company |local |our )*(?:rules|policies|procedures|standards|terms|plant|tools|systems|codes|"
    r"laws) "
    r"(?:and|&) (?:regulations|procedures|policies|guidelines|conditions|equipment|standards|processes|protocols|rules|"
    r"machinery)\b",
    re.IGNORECASE,
)
"""Two words that are said together, of which one alone says next to nothing: ``rules and regulations``."""
_OR = re.compile(
    r"(?!.*(?:\band\b|&)).*\bor\b(?! (?:an? |any )?(?:similar|equivalent|comparable|other|like|related)\b)",
    re.IGNORECASE | re.DOTALL,
)
_OR_SIMILAR = re.compile(
    r",?\s+or\s+(?:(?:an?|any|some|something|the) )?(?:other |very )?"
    r"(?:similar|comparable|another|other|equivalent|related|like)\b\s*(?P<rest>[^;.()]*)$",
    re.IGNORECASE,
)
_AND_WORD = re.compile(r"\band\b|&")
_DOING = re.compile(r"\w{3,}ing\s+\w", re.IGNORECASE)
_A_DOING = re.compile(r"\w{4,}ing")
_ITEM_WORDS = 5
_NAME_WORDS = 2
_SAYS_OR = re.compile(r"\bor\b", re.IGNORECASE)
_FEWEST_ITEMS = 3
_ASKS_NOTHING = frozenset(
    ["from", "what", "how", "when", "why", "who", "where", "that", "your", "you", "we", "it", "is"]
)
EXPERIENCED = re.compile(
    r"\bexperienced?\b|\btrack record\b|\bbackground (?:in|as)\b|\b(?:(?:berufs)?erfahrung|berufspraxis|"
    r"expériences?|experiencia|experiência|esperienza|(?:werk|praktijk)?ervaring|erfarenhet|erfaring|doświadczeni\w+)\b",
    re.IGNORECASE,
)
_PER_CENT = re.compile(r"\s?%")
_BRACKET = re.compile(r"\s*\([^()\n]*\)")
TIME_UNITS = (
    r"years?|yrs?|months?|jahren?|jahre?|monaten?|ans?(?= (?:d['’]|de |min|au ))|ans|années?|mois|años?|meses|anos?|"
    r"anni|anno|mesi|jaar|jaren|maanden|års?|lata?|(?<=\d)y|(?<=\d\+)y|(?<=\d\+ )y"
)
_A_TIME = re.compile(rf"\d+\s*\+?\s*(?:{TIME_UNITS})\b", re.IGNORECASE)
_MOST_OTHER_WORDS = 30
_SHORT_WORDS = 9
_MOST_CONDITION_WORDS = 16
_TRANSPORT = " ".join(tokenise("own transport").stems)
_FULL_TIME = " ".join(tokenise("full time").stems)
_OWN_TRANSPORT = re.compile(
    r"\bown (?!transport|car\b|van\b|vehicle)[^.;\n]{1,30}?(?:,|\band\b|&) (transport|car|van|vehicle)\b", re.IGNORECASE
)
_ONLY_OR = re.compile(r"[^.;]{0,12}\bor\b[^.;]{0,30}", re.IGNORECASE)
_ARRANGED = re.compile(
    r"\b(?:book|arrang|organi[sz]|coordinat|co-ordinat|manag|plann|handl)\w*\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE
)
"""What stands before travel that others do."""
_NO_CONDITION = frozenset(["shift", "travel", "night", "nights", "weekend"])
"""Words that in a sentence that asks for something else are part of it: ``three years managing a shift``."""
_RULED_OUT = frozenset(["no", "without", "never", "zero"])
"""What stands before a condition that the post spares whoever takes it: ``no weekends``."""
_TELLS = 0.2
SAYS_LITTLE = frozenset(
    tokenise(
        "least major current modern similar equivalent recognised ideally after before since apprenticeship post "
        "registration qualifying qualification progressive progressively increasing responsible relevant "
        "professional proven substantial solid recent continuous demonstrable demonstrated practical previous "
        "prior extensive somebody someone anybody anyone work went go took take hundreds thousands millions dozens "
        "working hands broad varied "
        "plus minimum preferably full real running handling dealing face something anything thing "
        "berufserfahrung erfahrung praxis einschlägig einschlägige einschlägiger mehrjährige mindestens vergleichbar "
        "vergleichbaren position expérience expériences poste fonction similaire exigée requise professionnelle "
        "experiencia puesto similar demostrable laboral mínimo mínima esperienza analoga ruolo maturata ervaring "
        "werkervaring functie soortgelijke vergelijkbare minimaal erfarenhet experiência função comprovada como come "
        "kenntnisse kenntnis vorteil connaissance connaissances conocimientos kennis souhaitée souhaité "
        "appréciée wünschenswert erforderlich gewenst vereist deseable valorable als tant que sein einem "
        "einer mit au aux"
    ).stems
)
_TRAITS = frozenset(
    tokenise(
        "willing willingness enthusiastic enthusiasm passion passionate attitude motivated motivation reliable "
        "friendly flexible flexibility positive energetic available availability calm curious punctual honest happy "
        "comfortable confident prepared able ability ready good great strong keen love like enjoy person people"
    ).stems
)
"""Words for how somebody is, which résumés seldom say: the rest of such a sentence is looked for."""
_NOT_ALONE = frozenset(["only", "just", "merely", "limited", "necessarily"])
_RANKS = frozenset(tokenise("senior lead principal junior head director").stems)
_SENIORITY = re.compile(
    r"\b(?:senior|lead|principal|management|junior) (?:level|role|position)|\b\w+ leadership (?:in|of)\b", re.IGNORECASE
)
_TRAIT = re.compile(
    r"\b(?:you(?:['’]re| are)|willing\w*|enthusias\w+|passion\w*|attitude|motivat\w+|reliab\w+|friendly|flexib\w+|"
    r"positive|energetic|available|availability|travel|lift|stand for|team player|calm|curious|"
    r"punctual\w*|honest\w*|background check|drug|bereitschaft|bereit|disponib\w+|beschikbaar\w*|"
    r"age)\b",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(
    r"\b(?:certif\w+|licen[cs]\w+|regist(?:ered|ration)|qualified|qualifications?|accredit\w+|chartered|permit|"
    r"(?<!cash, )(?<!cash and )(?<!cash or )(?<!cash/)(?<!debit )(?<!credit )card(?! (?:machine|payment))|"
    r"registratie|zertifikate?|"
    r"zulassung|certificado|attestation|habilitation|abilitazione|qualifica)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:need|want|seek|look(?:ing)? for|hope for)\s+(?:somebody|someone|a (?:person|colleague|candidate)|people)\s+"
    r"who(?:['’]s|\s+(?:has|have|is|are|can|will|knows?))?\s+",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\W*(?:somebody|someone|a (?:person|colleague|candidate)|people) "
    r"who(?:['’]s|\s+(?:has|have|is|are|can|will|knows?))?\s+",
    re.IGNORECASE,
)
"""The same at the head of a line: ``Someone who stays calm``."""
_REPORTS = re.compile(
    r"\W*(?:you(?:['’]ll| will)? report to|fixed[- ]term|temporary)\b|"
    r"[^.;\n]{0,80}\b(?:required|needed|wanted|to start|starting) (?:for |from |in |as of )?(?:early |mid[- ]?|late )?"
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|easter|spring|summer|autumn) 20\d\d\b|"
    r"(?:\W*\b(?:and |or )?no (?:[\w-]+ ){0,2}(?:weekends?|evenings?|nights?|sundays?|saturdays?|holidays|shifts?|"
    r"shift work|travel|overtime|hours|lates|earlies))+\W*$",
    re.IGNORECASE,
)
"""How a sentence begins that says how the post is, and asks nothing."""
_NEAR_BY = re.compile(
    r"\W*(?:and |to |you |must |should |be )*(?:live|reside|living|based)\b[^.;]{0,30}\bwithin\b[^.;]{0,40}"
    r"\b(?:minutes?|miles?|hours?|km|distance)\b",
    re.IGNORECASE,
)
"""Where somebody has to live, which no word of the trade tells: ``live or work within six minutes of the station``."""
_ANY_NAME = re.compile(r"(?<=[a-z] )(?:[A-Z][\w+#.-]*,\s+)*[A-Z][\w+#.-]*,?\s+or\s+[A-Z][\w+#.-]*$")
_A_NAME = re.compile(r"[A-Z][\w+#-]*")
_LICENSED = re.compile(
    r"\W*(?:licensure[\w/ ]*:\s*)?(?:an? |currently |current |active |valid |unencumbered |fully )*"
    r"(?:licensed (?:as|in|to|by)\b|(?:\w+ ){0,3}licen[cs]e to practi[cs]e\b|registered (?:with|as)\b|"
    r"registration (?:with|as)\b|(?:\w+ ){0,2}(?:certificate|diploma) in\b)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^\W*\w+(?:ing|sion) of\b|\b(?:un)?(?:qualified|licen[cs]ed|registered|certified) \w+s$", re.IGNORECASE
)
"""Something done, perhaps for those who hold a paper: ``training of newly qualified nurses``."""
_EMPLOYER = re.compile(
    r"\W*(?:please\b|apply\b|click\b|(?:any|for (?:any|more|further)) (?:questions?|information|details)\b|"
    r"to (?:learn|find out|apply|hear|read)\b|why (?:we|work|join)\b|in (?:doing|order to do) so,? we\b|"
    r"(?:as|being) an? [\w\s,-]{0,60}?\b(?:company|employer|firm|organi[sz]ation|agency|industry|business|practice|"
    r"team)\b"
    r"[^.;]{0,40}\b(?:we|our|you can)\b|as experts\b|"
    r"if (?:yours|you|it)\b[^.;]{0,60}, we (?:will|can|['’]ll)\b|pay is\b|ring \w+ (?:on )?\d|"
    r"you(?:['’]ll| will) (?:hear from|receive|be (?:paid|given|offered|screened))\b|"
    r"we(?: are|['’]re) (?:very |really |so )?(?:proud|known|passionate|committed|delighted|excited|open)\b|"
    r"we (?:particularly |especially |also |warmly |actively |strongly )?"
    r"(?:look forward|encourage|believe|bridge|thank|value|pride|strive|celebrate|welcome|embrace|offer|pay|provide|"
    r"care|"
    r"will (?:contact|reply|provide|be in touch))\b|"
    r"(?:we|the (?:trust|company|council|charity|school|university|board|firm)|[A-Z][\w ]{2,40}?) "
    r"(?:reserves? the right|guarantees? an interview|(?:is|are) (?:an? )?(?:disability confident|equal opportunit)|"
    r"(?:do not|don['’]t|never) (?!need|require|expect|want|look))|we(?:['’]re| are) (?:closed|open)\b|"
    r"(?:half|most|some|all|many|one|none|two) of our\b|half our\b|no \w+ of ours\b|"
    r"(?:flexible|remote|part[- ]time|hybrid) working (?:will|can|may) be\b|overtime (?:if|when|is|available|paid)\b|"
    r"(?:do not|don['’]t) (?:call|ring|write|e-?mail|bother|apply)\b|"
    r"(?:neither|none|both) (?:of them |of these )?will\b|[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})?\W*$|"
    r"so (?:is|are|does|do) (?:an?|the)\b|[\w-]+(?: [\w-]+)?(?: is| are|['’]s) (?:free|fine|included|on us|provided)\b|"
    r"(?:e-?mail|dm|text|call|ring|phone|write|apply|send|mail|CVs?|résumés?)\b[^.;\n]*(?:@|\b\d{5,})|"
    r"the (?:sites?|offices?|shops?|depots?|buildings?) (?:is|are) \w+ (?:miles?|minutes?|km)\b|"
    r"our (?:experienced )?(?:agents|team|people|staff|clients|mission|vision) "
    r"(?!must|need|should))",
    re.IGNORECASE,
)
"""How an employer begins to speak of itself, or of how to apply: it asks for nothing then."""
_OF = re.compile(
    r"\s*(?:(?:preferably|ideally|especially|particularly|including)\s+(?:(?:of|in|with|for)\s+)?|(?:of|in|with|for)\s+)",
    re.IGNORECASE,
)
_BARE_VERB = re.compile(r"\w+ing (?:and|or|and/or) \w+ing (?:to|with|in|on|at|for|the|an?|our|your)\b", re.IGNORECASE)
"""A verb whose object stands behind the next: ``chairing or contributing to meetings``."""
_CLAUSE_END = re.compile(r"[.,;:()]")
_REMARK = re.compile(r"\W*(?:and |but |because )?you (?:already )?know (?:what|why)\b", re.IGNORECASE)
"""How an ad speaks of what was just asked: ``you know what that means``."""
_SOME_OF_IT = re.compile(
    r"\W*(?:speaks? )?(?:enough|some|working|conversational|good|decent|passable|everyday|fluent|workable) [A-Z]\w+",
    re.IGNORECASE,
)
"""How an ad begins that asks for as much of a language as the work takes: ``enough Spanish to explain a price``."""
_NUMBERING = re.compile(r"\s*(?:[A-Z]?\d{1,2}(?:\.\d{1,2})?[.):]?\s+|[~→»>*+-]+\s*)(?=\w)")


def asked_phrases(
    text: str, tokens: Tokens, segment: Segment, found: list[Found], asked: list[Asked]
) -> Iterator[Asked]:
    """Yield what follows "experience with" and its like when no list of ours holds it."""
    taken = [(tokens.starts[one[1]], tokens.ends[one[2] - 1]) for one in found]
    taken += [(one.start, one.end) for one in asked if one.need.kind != "terms"]
    for match in _PHRASE.finditer(text, segment.start, segment.end):
        stop = _PHRASE_END.search(text, match.end(), segment.end)
        end = stop.start() if stop is not None else segment.end
        at = match.end()
        items: list[Asked] = []
        gap: re.Match[str] | None = None
        for following in [*_ITEM_GAP.finditer(text, at, end), None]:
            item_end = following.start() if following is not None else end
            if following is not None and _GO_TOGETHER.match(text, at, end):
                continue
            if gap is None or not _says_what_for(text, match.end(), gap, item_end):
                items += _item(text, tokens, segment, (at, item_end), taken)
            gap, at = following, following.end() if following is not None else end
        yield from _either(items) if _OR.match(text[match.end() : end]) else items


def _says_what_for(text: str, start: int, comma: re.Match[str], end: int) -> bool:
    """Whether what follows a comma only says what was done there: ``in the operating theatre, supporting cases``."""
    return (
        comma.group().strip() == ","
        and _DOING.match(text, comma.end(), end) is not None
        and _DOING.match(text, start, comma.start()) is None
    )


def asked_items(text: str, tokens: Tokens, segment: Segment, found: list[Found], asked: list[Asked]) -> Iterator[Asked]:
    """Yield those items of a list of names that no list of ours holds: ``Brakes, suspension and tachographs``.

    A list is of three or more, each of a word or two and one at least a known skill.
    """
    gaps = list(_ITEM_GAP.finditer(text, segment.start, segment.end))
    starts, ends = [segment.start, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), segment.end]
    ranges = [tokens.slice_at(*span) for span in zip(starts, ends, strict=True)]
    if any(_SAYS_OR.search(gap.group()) for gap in gaps):
        return
    if len(ranges) < _FEWEST_ITEMS or any(not 1 <= last - first <= _NAME_WORDS for first, last in ranges):
        return
    terms = vocabulary().terms
    if not any(terms[number].kind == "skill" and (begin, stop) in ranges for number, begin, stop in found):
        return
    taken = [(tokens.starts[begin], tokens.ends[stop - 1]) for _, begin, stop in found]
    taken += [(one.start, one.end) for one in asked]
    weight = shipped_background().weight
    for (first, last), start, end in zip(ranges, starts, ends, strict=True):
        if any(weight(stem) == 1 for stem in tokens.stems[first:last]):
            yield from _item(text, tokens, segment, (start, end), taken)


def _either(items: list[Asked]) -> list[Asked]:
    """Give a list of which any item is enough as one."""
    if not items:
        return []
    need = structs.replace(items[0].need, others=tuple(one.need for one in items[1:]))
    return [structs.replace(items[0], end=items[-1].end, need=need)]


def asked_conditions(text: str, tokens: Tokens, segment: Segment, *, alone: bool) -> Iterator[Asked]:
    """Yield what the post demands beside skill: a right to work, weekends, travel; each once.

    `alone` tells that the sentence asks for nothing else, so that all of it is about the condition.
    """
    if _EMPLOYER.match(text, segment.start, segment.end):
        return
    first, last = tokens.slice_at(segment.start, segment.end)
    if (own := _OWN_TRANSPORT.search(text, segment.start, segment.end)) is not None:
        need = Need(kind="words", words=(_TRANSPORT,))
        strength = read_strength(text, segment, own.start(1))
        yield Asked("other", strength, *own.span(1), need, segment.headed)
    conditions = concepts().conditions
    named = [one for one in words_in(tokens, first, last) if tuple(one[0].split()) in conditions]
    named = [one for one in named if not one[1] or tokens.keys[one[1] - 1] not in _RULED_OUT]
    for place, (word, begin, stop) in enumerate(named):
        start, end = tokens.starts[begin], tokens.ends[stop - 1]
        if not alone and ((stop - begin == 1 and tokens.keys[begin] in _NO_CONDITION) or word == _FULL_TIME):
            continue
        if _ARRANGED.search(text, segment.start, start) and "travel" in word:
            continue
        if alone and len(named) == 1 and last - first <= _MOST_CONDITION_WORDS:
            start, end = _trimmed(text, segment)
        if any(_are_one(word, other[0]) for other in named[:place]):
            continue
        for other, _, last_stop in named[place + 1 :]:
            if other != word and _are_one(word, other) and _ONLY_OR.fullmatch(text, end, tokens.starts[last_stop - 1]):
                end = tokens.ends[last_stop - 1]
        need = Need(kind="words", words=(word,))
        yield Asked("other", read_strength(text, segment, start), start, end, need, segment.headed)


def _are_one(word: str, other: str) -> bool:
    """Whether two phrases name the same condition: ``citizen`` and ``permanent resident``."""
    return tuple(other.split()) in ways_to_say(word)


def asked_sentence(text: str, tokens: Tokens, segment: Segment) -> Iterator[Asked]:
    """Yield a whole sentence that asks for something no list holds; a remark asks for nothing."""
    if any(one.match(text, segment.start, segment.end) for one in (_REMARK, _EMPLOYER)):
        return
    start, end = _trimmed(text, segment)
    first, last = tokens.slice_at(start, end)
    if _NEAR_BY.match(text, start, end) is not None:
        yield Asked("location", read_strength(text, segment, end), start, end, Need(kind="place"), segment.headed)
        return
    words = telling_words(tokens, start, end)
    if words and last - first <= _MOST_OTHER_WORDS and not _REPORTS.match(text, start, end):
        strength = read_strength(text, segment, end)
        if strength == segment.part:
            strength = read_strength(text, segment, start)
        spoken = _SOME_OF_IT.match(text, start, end)
        if len(words) == 1 or spoken is not None:
            stop = last if spoken is None else tokens.slice_at(start, spoken.end())[1]
            if (language := _language_in(text, tokens, first, stop)) is not None:
                yield Asked("language", strength, start, end, Need(kind="terms", terms=(language,)))
                return
        begin, stop = core_of(text, start, end)
        first, last = tokens.slice_at(begin, stop)
        if core := (all_words if _is_done(tokens, first, last) else telling_words)(tokens, begin, stop):
            start, end, words = begin, stop, core
        kind = _kind_of(text[start:end], last - first)
        words = _senior_words(words) if kind == "seniority" else words
        if kind == "other":
            words = tuple(word for word in words if word not in _TRAITS) or words
        yield Asked(kind, strength, start, end, _either_of(text, tokens, (start, end), words))


def _is_done(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a token range begins with a verb of work, which is then part of what is asked for."""
    return first < last and (
        tokens.keys[first] in verbs_of_work() or _A_DOING.fullmatch(tokens.keys[first]) is not None
    )


def telling_words(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the stems in a span that tell something, each once; a phrase that has others for it is one."""
    weight = shipped_background().weight
    found: dict[str, None] = {}
    first, last = tokens.slice_at(start, end)
    for word, _, _ in words_in(tokens, first, _denied_from(tokens, first, last)):
        if " " in word or (weight(word) > _TELLS and word not in SAYS_LITTLE) or word in _RANKS:
            found[word] = None
    return tuple(found)


def _denied_from(tokens: Tokens, first: int, last: int) -> int:
    """Give the token at which an ad says what is not meant: ``hundreds, not millions``; else the end."""
    keys = tokens.keys
    for at in range(first + 1, last - 1):
        if keys[at] == "not" and keys[at + 1] not in _NOT_ALONE:
            return at
    return last


def any_of(text: str, tokens: Tokens, start: int, end: int) -> list[tuple[str, ...]]:
    """Give the telling words of each item of an or-list, any of which is enough; of anything else, all in one."""
    if (verbs := _BARE_VERB.match(text, start, end)) is not None:
        return [all_words(tokens, verbs.end(), end)]
    if (similar := _OR_SIMILAR.search(text, start, end)) is not None and not _AND_WORD.search(text, start, end):
        items = any_of(text, tokens, similar.start("rest"), end) if similar["rest"] else []
        items = [one for one in items if len(one) > 1]  # an award alone is no similar award
        gaps = [*_ITEM_GAP.finditer(text, start, similar.start())]
        end = similar.start()
        return [*_items_between(tokens, gaps, start, end), *items] or [()]
    if not _OR.match(text[start:end]):
        return [all_words(tokens, start, end)]
    return _items_between(tokens, [*_ITEM_GAP.finditer(text, start, end)], start, end) or [()]


def _items_between(tokens: Tokens, gaps: list[re.Match[str]], start: int, end: int) -> list[tuple[str, ...]]:
    """Give the words of each item of a list, those that tell something."""
    spans = zip([start, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), end], strict=True)
    return [words for span in spans if (words := all_words(tokens, *span))]


def all_words(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the telling words of a span; where that is one of several, also those that tell little by themselves.

    So ``growing an engineering organisation`` is more than engineering.
    """
    telling = telling_words(tokens, start, end)
    if len(telling) != 1 or " " in telling[0]:
        return telling
    weight = shipped_background().weight
    words = dict.fromkeys(word for word, _, _ in words_in(tokens, *tokens.slice_at(start, end)))
    return tuple(word for word in words if word in telling or (weight(word) > 0 and word not in SAYS_LITTLE))


def _trimmed(text: str, segment: Segment) -> tuple[int, int]:
    """Give the span of a sentence without its number or arrow, and without its last stop.

    Where it says who is wanted, only from there on: ``we are forty people and need somebody who ...``.
    """
    span = segment.start, segment.end
    lead = _WANTED.search(text, *span) or _SOMEBODY.match(text, *span) or _NUMBERING.match(text, *span)
    return lead.end() if lead is not None else segment.start, segment.end - (text[segment.end - 1] in ".;,")


def _item(
    text: str, tokens: Tokens, segment: Segment, span: tuple[int, int], taken: list[tuple[int, int]]
) -> Iterator[Asked]:
    if any(start < span[1] and span[0] < end for start, end in taken):
        return
    if (lead := _OF.match(text, *span)) is not None:
        span = (lead.end(), span[1])
    if (verbs := _BARE_VERB.match(text, span[0], segment.end)) is not None:
        stop = _CLAUSE_END.search(text, verbs.end(), segment.end)
        end = segment.end if stop is None else stop.start()
        if words := telling_words(tokens, verbs.end(), end):
            strength = read_strength(text, segment, span[0])
            yield Asked("skill", strength, span[0], end, Need(kind="words", words=words))
        return
    words = all_words(tokens, *span)
    first, last = tokens.slice_at(*span)
    if (
        not words
        or tokens.keys[first] in _ASKS_NOTHING
        or last - first > _ITEM_WORDS
        or _A_TIME.search(text, *span)
        or EXPERIENCED.search(text, *span)
    ):
        return
    start, end = tokens.starts[first], tokens.ends[last - 1]
    end = per_cent.end() if (per_cent := _PER_CENT.match(text, end, segment.end)) is not None else end
    bracket = _BRACKET.match(text, end, segment.end)
    if bracket is not None and any(bracket.start() < begin < bracket.end() for begin, _ in taken):
        return  # what it is is said behind it, and asked for there
    strength = read_strength(text, segment, start)
    if len(words) == 1 and (language := _language_in(text, tokens, first, last)) is not None:
        yield Asked("language", strength, start, end, Need(kind="terms", terms=(language,)))
        return
    if sum(stop - begin for _, begin, stop in find_phrases(tokens, roles().trie, first, last)) >= last - first:
        return
    yield Asked("skill", strength, start, end, Need(kind="words", words=words))


def _language_in(text: str, tokens: Tokens, first: int, last: int) -> int | None:
    """Give the language that a token range names by its own capitalised word, or None."""
    known = vocabulary().terms
    for number, begin, _ in find_phrases(tokens, vocabulary().trie, first, last):
        if known[number].kind == "language" and text[tokens.starts[begin]].isupper():
            return number
    return None


def _either_of(text: str, tokens: Tokens, span: tuple[int, int], words: tuple[str, ...]) -> Need:
    """Give how a phrase is judged; where it ends in names of which any will do, each of them is enough."""
    match = _ANY_NAME.search(text, *span)
    if match is None:
        return Need(kind="words", words=words)
    names = [tokens.slice_at(*name.span()) for name in _A_NAME.finditer(text, match.start(), match.end())]
    names = [(begin, stop) for begin, stop in names if stop > begin]
    head = telling_words(tokens, span[0], match.start())
    each = [Need(kind="words", words=(*head, *tokens.stems[begin:stop])) for begin, stop in names]
    return structs.replace(each[0], others=tuple(each[1:])) if len(each) > 1 else Need(kind="words", words=words)


def _senior_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that name a rank, or all when none does."""
    return tuple(word for word in words if word in _RANKS) or words


def _kind_of(sentence: str, length: int) -> RequirementKind:
    """Give the kind of a sentence that no list holds; a long one, or one about character, is of no kind."""
    if _SENIORITY.search(sentence):
        return "seniority"
    if _LICENSED.match(sentence):
        return "certification"
    if length > _SHORT_WORDS or _TRAIT.search(sentence):
        return "other"
    return "certification" if _CERTIFIED.search(sentence) and not _DONE.search(sentence) else "skill"
