"""Passages that name a thing without showing that it is practised: taught to others, done at home, done to animals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from recollect.scoring.knowledge.sought import small_letters, sought
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import roles
from recollect.scoring.profiles import Doubt, Position, ResumeProfile, Why

_SELLING_ROLES = ("sales representative", "retail associate", "retail manager")
_OF_HANDS = frozenset({"trades", "construction", "manufacturing", "engineering"})
"""Groups of trades in which to sell a thing is not to have done the work with it."""
_TEACHING_ROLES = ("teacher", "lecturer", "corporate trainer", "teaching assistant")
_TAUGHT = sought(
    r"\b(?:(?:i|we) teach|taught|teach(?:es|ing)?|lectur(?:e|es|ed|ing)|"
    r"lessons?(?! (?:in|from|learn\w*|for)\b)|tutor(?:ed|ing))\b",
    *("teach", "taught", "lectur", "lesson", "tutor"),
)
_SOLD = re.compile(r"\W*(?:i )?(?:sold|sell|sells|selling)\b", re.IGNORECASE)
_CLASS = re.compile(
    r"\b(?:students?|pupils?|class(?:es|room)?|cohorts?|modules?|courses?|curriculum|syllabus|college|school|"
    r"university|"
    r"(?:first|second|third|final)-years|sixth[- ]form|"
    r"undergraduates|seminars?|simulations?|year groups?|level \d|lessons?|lectures?)\b",
    re.IGNORECASE,
)
_USED = re.compile(r"\b(?:used?|using)\b", re.IGNORECASE)
_STUDENT = sought(
    r"\b(?:intern(?:ship)?s?|praktik\w+|werkstudent\w*|"
    r"student (?:[\w-]+ )?(?:competition|team|project|placement|nurse|teacher|engineer)|"
    r"(?:summer|industrial|sandwich|undergraduate) placements?|placement year|"
    r"practicum|capstone|classmates?|fellow (?:students?|trainees?)|bootcamp|"
    r"university project|final[- ]year project|clinical rotations?|work experience week|stagiaire|alternance|"
    r"prácticas)\b",
    *("intern", "praktik", "student", "practicum", "project", "clinical rotation", "placement", "work experience"),
    *("capstone",),
    *("classmate", "fellow", "bootcamp"),
    *("stagiaire", "alternance", "prácticas"),
)
GREW = re.compile(r"\b(?:then|later|promoted|now|fest)\b|→", re.IGNORECASE)
"""What stands in the title of a post that began as one of a student and did not stay so."""
_STUDIED = sought(
    r"\b(?:masterclass|coursework|courses? (?:in|on)|(?:courses?|modules?)(?=:| [\"“«‘])|online course|"
    r"modules? (?:in|on|incl\w*)|unit on|"
    r"units? in|"
    r"udemy|coursera|edx|moocs?|bootcamp|webinars?|tutorials?|electives?|dissertation|thesis)\b",
    *("masterclass", "course", "module", "unit", "udemy", "edx", "mooc", "bootcamp", "webinar", "tutorial", "elective"),
    *("dissertation", "thesis"),
)
_GOES_ON = re.compile(
    r"(?:,|;)? \b(?:and|so|since then|now) (?:the|they|i|we|my|our|all|now|since|most)\b"
    r"(?! (?:will|am to|hope|want|plan))",
    re.IGNORECASE,
)
_AT_HOME = sought(
    r"\b(?:at home|(?:in )?my (?:own )?(?:shed|garage|spare time|free time|kitchen table|flat|allotment|house)|"
    r"my own (?:dining room|kitchen|garden|basement|loft|home)|"
    r"for (?:my own|my wife|my husband|my family|my mother|my father|a friend|friends|fun|pleasure|the family)\b|"
    r"(?:at|for) (?:a |my )?friend['’]?s['’]?|my (?:wife|husband|partner|mother|father|brother|sister|son|"
    r"daughter)['’]s|"
    r"in the evenings?|spare[- ]time|hobby|hobbies|as an amateur|own house|teaching myself|taught myself|\(mine\)|"
    r"of my own house|on my own (?:roof|house|car|boat|flat|bike|shed)|"
    r"in the (?:garage|shed|loft|attic|cellar|basement) i (?:have|keep|run|built)|"
    r"(?:never|not) (?:been )?paid for (?:any of )?(?:it|this|them|these))|"
    r"^\W*(?:(?:personal )?interests|hobbies|leisure|outside (?:of )?work|away from work)\b[^.:\n]{0,20}[:–-]",
    *(
        "interest",
        "leisure",
        "outside",
        "away from",
        "home",
        "my ",
        "for ",
        "friend",
        "evening",
        "spare",
        "hobb",
        "amateur",
        "own house",
        "myself",
        "(mine)",
        "garage",
        "shed",
        "loft",
        "attic",
        "cellar",
        "basement",
        "paid for",
        "my own",
    ),
)
_UNPAID = re.compile(r"\bpaid for any of\b", re.IGNORECASE)
"""What is said of all the lines before it."""
_BEGINS_AT_HOME = re.compile(
    r"\W*(?:(?:since|from) )?(?:(?:19|20)\d\d\W*)?(?:(?:to )?(?:now|today|present|(?:19|20)\d\d)\W*)?at home\b",
    re.IGNORECASE,
)
"""How a line begins all of which tells of what is done at home: ``since 2019  At home, in my own oven``."""
_POINTS = re.compile(r"(?:\n[^\S\n]*[-–•·*+>][^\n]*)+")
_WORK_AT_HOME = re.compile(
    r"\b(?:work(?:ed|ing|s)?|office|based|remote\w*|nurs\w+|care|carer|visits?) (?:from |at )home\b|"
    r"\b(?:visit\w*|see(?:n|ing)?|saw|treat\w*|cared for|caring for|patients?|clients?|residents?|customers|"
    r"families|people|adults|children|mothers|elderly)\b(?:(?! my )[^.;:\n]){0,40} at home\b",
    re.IGNORECASE,
)
"""Work done from home, and work done in the homes of others."""
_PAID = re.compile(
    r"\bfor (?:money|pay|a living|a fee|paying \w+)\b|\bas a business\b|\bself-employed\b", re.IGNORECASE
)
_ANIMALS = sought(
    r"\b(?:veterinar\w+|vets?|canine|feline|equine|dogs?|cats|horses|ponies|livestock|cattle|sheep|pets?)\b",
    *("vet", "canine", "feline", "equine", "dog", "cat", "horses", "ponies", "livestock", "sheep", "pet"),
)
DOUBTING = frozenset(
    tokenise(
        "sold sell sells selling "
        "teach teaching taught lecture lectured lesson tutor home own shed garage spare free kitchen flat allotment "
        "house wife "
        "interest leisure outside away "
        "attic cellar basement loft paid "
        "husband family mother father friend fun pleasure partner brother sister son daughter evening hobby amateur "
        "myself "
        "intern interns internship internships praktikum praktikant praktikantin werkstudent werkstudentin student "
        "practicum placement placements capstone classmate classmates fellow "
        "university final rotation rotations experience stagiaire alternance practicas masterclass coursework course "
        "module unit udemy coursera edx mooc bootcamp webinar tutorial elective "
        "dissertation thesis "
        "mine veterinary veterinarian vet canine feline equine dog cat horse pony livestock cattle sheep pet"
    ).keys
)
_ANIMAL_STEMS = frozenset(
    tokenise("veterinary veterinarian vet animal pet dog cat horse livestock cattle sheep farm").stems
)
_OF_A_POST: frozenset[Why] = frozenset({"taught", "animals"})
_OF_PEOPLE = frozenset({"health", "social"})
"""Groups of trades whose work with animals is another trade."""
_A_CALLING = 3
"""Sentences about animals that make it somebody's trade."""
_ENDS = re.compile(r"[.;!?](?=\s)|\n")


def find_doubts(
    text: str, tokens: Tokens, positions: tuple[Position, ...], rows: Iterable[tuple[int, int]], telling: list[int]
) -> tuple[Doubt, ...]:
    """Give the passages of a résumé that show less than they name, by where they begin.

    `rows` only list words; `telling` are the tokens at which a `DOUBTING` word stands.
    """
    heads = sorted(one.title_start for one in positions)
    of_posts: tuple[tuple[Why, frozenset[int]], ...] = (("taught", _teaching()), ("sold", _selling()))
    found = [
        Doubt(start, end, why)
        for why, callings in of_posts
        for one in positions
        if not callings.isdisjoint(one.roles)
        for start, end in _sentences(text, one.title_start, _post_end(one, heads))
        if not _USED.search(text, start, end)
    ]
    found += [Doubt(*span, "listed") for span in rows]
    found += [Doubt(*span, "student") for span in _student_posts(text, positions, heads)]
    reached = 0
    for at in telling:
        if tokens.starts[at] >= reached:
            start, reached = _sentence_at(text, tokens.starts[at])
            sentence = text[start:reached]
            found += [Doubt(*_passage(text, start, reached, why), why) for why in _reasons(sentence)]
    found += [Doubt(*span, "animals") for span in _posts_with_animals(positions, found, heads)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _posts_with_animals(
    positions: tuple[Position, ...], found: list[Doubt], heads: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield the posts that speak of animals, in a résumé that does so again and again."""
    told = [one.start for one in found if one.why == "animals"]
    if len(told) < _A_CALLING:
        return
    for one in positions:
        end = _post_end(one, heads)
        if any(one.title_start <= at < end for at in told):
            yield one.title_start, end


def _student_posts(text: str, positions: tuple[Position, ...], heads: list[int]) -> Iterator[tuple[int, int]]:
    for one in positions:
        line = text.rfind("\n", 0, one.interval.start) + 1
        title = max(one.title_start, line), one.title_end
        if _STUDENT.expression.search(text, *title) and not GREW.search(text, *title):
            yield one.title_start, _post_end(one, heads)


def passed_over(description: str, tokens: Tokens, named: tuple[int, ...]) -> frozenset[Why]:
    """Give the reasons that count for nothing in a job that names some roles.

    Teaching counts for one who is to teach, animals in a veterinary practice, studies where interns are taken, selling
    wherever no hands are needed.
    """
    reasons: set[Why] = set()
    if not named or any(roles().families[one].group not in _OF_HANDS for one in named):
        reasons.add("sold")
    if not _teaching().isdisjoint(named):
        reasons.add("taught")
    if _STUDENT.expression.search(description):
        reasons.add("student")
    if not _ANIMAL_STEMS.isdisjoint(tokens.stems) or not any(
        roles().families[one].group in _OF_PEOPLE for one in named
    ):
        reasons.add("animals")
    return frozenset(reasons)


def why_doubted(resume: ResumeProfile, offset: int, over: frozenset[Why]) -> Why | None:
    """Give why the passage at an offset shows less than it names, or None."""
    for one in resume.doubts:
        if one.start > offset:
            break
        if offset < one.end and one.why not in over:
            return one.why
    return None


def doubted_posts(resume: ResumeProfile, over: frozenset[Why]) -> list[int]:
    """Give the places of the positions that are wholly of teaching or with animals, where the job is neither."""
    reasons = resume.index.reasons
    if reasons is None:
        heads = [one.title_start for one in resume.positions] if resume.doubts else []
        told = [[one.why for one in resume.doubts if one.start <= at < one.end] for at in heads]
        found = [(at, _OF_A_POST.intersection(why)) for at, why in enumerate(told)]
        reasons = resume.index.reasons = [(at, why) for at, why in found if why]
    return [at for at, why in reasons if not why <= over]


def _reasons(sentence: str) -> Iterator[Why]:
    small = small_letters(sentence)
    if _SOLD.match(sentence):
        yield "sold"
    if _STUDENT.is_in(sentence, small):
        yield "student"
    taught = _TAUGHT.is_in(sentence, small)
    if taught and _CLASS.search(sentence):
        yield "taught"
    if not taught and _STUDIED.is_in(sentence, small):
        yield "studied"
    if _AT_HOME.is_in(sentence, small) and not (_WORK_AT_HOME.search(sentence) or _PAID.search(sentence)):
        yield "at home"
    if _ANIMALS.is_in(sentence, small):
        yield "animals"


def _passage(text: str, start: int, end: int, why: Why) -> tuple[int, int]:
    """Give all that a sentence speaks of: of a course up to what is done since.

    Of what is at home also the list below it, and the lines that it sums up.
    """
    if why == "studied":
        return start, _studied_up_to(text, start, end)
    if why == "student":
        stop = text.find("\n", end)
        return start, len(text) if stop < 0 else stop
    if why != "at home":
        return start, end
    if _UNPAID.search(text, start, end):
        return text.rfind("\n\n", 0, start) + 1, end
    return start, _home_up_to(text, start, end)


def _home_up_to(text: str, start: int, end: int) -> int:
    """Give where what is done at home ends: with the line that begins so, or the list below what it announces."""
    if _BEGINS_AT_HOME.match(text, start, end) and text.rfind("\n", 0, start) + 1 == start:
        line = text.find("\n", end)
        return len(text) if line < 0 else line
    points = _POINTS.match(text, end) if text[end - 1] == ":" else None
    return end if points is None else points.end()


def _studied_up_to(text: str, start: int, end: int) -> int:
    """Give where a sentence about a course goes on with what is done since: ``a course and now the dentists send``."""
    studied = _STUDIED.expression.search(text, start, end)
    goes_on = None if studied is None else _GOES_ON.search(text, studied.end(), end)
    return end if goes_on is None else goes_on.start()


def _post_end(position: Position, heads: list[int]) -> int:
    """Give where what is told of a post ends: at its own end, or at the title of the next."""
    return next((head for head in heads if position.title_start < head < position.end), position.end)


def _sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Give the sentence, within its line, around an offset."""
    start = text.rfind("\n", 0, offset) + 1
    for match in _ENDS.finditer(text, start, offset):
        start = match.end()
    stop = _ENDS.search(text, offset)
    return start, stop.start() if stop is not None else len(text)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _ENDS.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


@cache
def _selling() -> frozenset[int]:
    return frozenset(number for number, family in enumerate(roles().families) if family.name in _SELLING_ROLES)


@cache
def _teaching() -> frozenset[int]:
    return frozenset(number for number, family in enumerate(roles().families) if family.name in _TEACHING_ROLES)
