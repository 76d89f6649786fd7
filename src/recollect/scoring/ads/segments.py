"""A job description cut into sentences and bullet points, each with the part of the ad it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from recollect.domain.text import fold
from recollect.scoring.knowledge.vocabulary import read_table
from recollect.scoring.reading.intervals import lines_of

Part = Literal["must", "plain", "nice", "duties", "noise"]
Announced = Literal["must", "plain", "nice", "duties", "noise", "fact"]
"""What a heading announces: a part of the ad, or a fact such as the place, which ends with its sentence."""

_ASKED = frozenset({"must", "plain"})
_LONGEST_HEADING_WORDS = 8
_LONE_WORDS = 6
_WHOLE_AD = 1500
_LEGAL_LINE = 250
_LEGAL_START = 200
_LONGEST_INLINE = 60
_LONGEST_BRACKET = 70
_LONGEST_SENTENCE = 1000
"""Characters; each name in a sentence is looked at beside all the others."""
_SHORTEST_INLINE = 4
_HEADING_END = re.compile(r"\s*:|\.(?=\s|$)")
_HEADING_WORD = re.compile(r"(?<![\w&'’-])[\w&][\w&'’/-]*,?")
_GOES_ON = re.compile(r"\b[a-z]+ [a-z]+ $")
_IN_SMALL = re.compile(r" [a-z]")
"""What stands around a word that only ends a phrase: ``have banqueting experience: you can ...``."""
_HEADING_NUMBER = re.compile(r"\s*\d{1,2}(?:\.|\)|\.\d{1,2}[.)]?)\s+(?=[A-Z])")
_HEADING_BRACKET = re.compile(r"(?<=\w)\s*\([^()]*\)\s*:?\s*$")
_ALL_ESSENTIAL = re.compile(r"\bessential criteria\b|\b(?:all|each)\b[^()]*\b(?:essential|required)\b", re.IGNORECASE)
_EDGES = " \t\r:;.•·*#-–—_=|>►▪■●○()[]!?…&"
_BREAK = re.compile(
    r"\s*(?:[•·●▪■►○◦❖✓✔➢\u2023\u2043]|\*{2,})\s*|;\s+|"
    r"(?<=[.!?])(?<!\b(?:St|Dr|Mr|Ms|No)\.)(?<!\b(?:Mrs|e\.g|i\.e|[Mm]in|[Mm]ax)\.)(?<!\bincl\.)"
    r"\s+(?=[A-Z•\"“(]|\d+ ?\+? ?(?:years?|yrs?)\b)|"
    r"(?<=[a-z)][.!?])(?=[A-Z](?:[a-z]|[A-Z]{2}))|\s{3,}(?=[A-Z])|\s[*–]\s+(?=[A-Z])"
)
_IN_CAPITALS = re.compile(r"(?<![^\W\d_])[A-Z]{3,}(?:[ /&,]+(?:OR|OF|[A-Z]{3,}))*(?= +[A-Z][a-z])")
_LEAD = re.compile(r"[\s•·●▪■►○◦❖✓✔➢*+\-–—o\u2023\u2043]*?(?=[^\s•·●▪■►○◦❖✓✔➢*+\-–—])")
_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])[.)]|[A-Z]\d{1,2}[.):]?")
"""A piece that only numbers what follows, as the criteria of a person specification are: ``E1   You have``."""
_BULLET = re.compile(r"\s*(?:[•·●▪■►○◦❖✓✔➢*+\-–—]|\d{1,2}[.)]\s)")
_EQUAL = re.compile(
    r"equal[- ](?:opportunit|employment)|regardless of (?:race|age|gender|sex)|without regard to|"
    r"protected veteran|sexual orientation|"
    r"national origin|gender identity|reasonable (?:accommodation|adjustment)|affirmative action|\beeoc?\b|m/f/d/v|"
    r"welcome applications from|"
    r"\beveryone is welcome\b|encourage applications from|protected characteristic|all backgrounds|"
    r"diversity and inclusion|diverse work ?force|discriminat",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:[$£€]\s?\d|\d\s?(?:k\b|€|eur\b|usd\b|gbp\b)|\bper (?:hour|annum)\b).{0,80}|\b(?:salary|"
    r"401\s?\(?k\)?|paid (?:time off|holiday|vacation|leave)|pto\b|"
    r"days[’'`]? (?:annual |paid )?(?:leave|holiday|vacation)|(?:dental|vision|medical|"
    r"health),? (?:and \w+ )?insurance|pension scheme|company pension|free parking|"
    r"employee discount|sign[- ]on bonus|tuition reimbursement|competitive (?:pay|salary|commission|"
    r"compensation)|gym membership|cycle to work|"
    r"we offer\b|stock options|paid training)\b",
    re.IGNORECASE,
)
_MONEY_AT_WORK = re.compile(
    r"\b(?:manag\w+|run(?:ning)?|ran|h[eo]ld(?:ing)?|handl\w+|own(?:ed|ing)|w[oi]n(?:ning)?|deliver\w*|sold|"
    r"sell(?:ing)?|clos(?:ed|ing)|generat\w+|rais(?:ed|ing)|control\w*|oversee\w*|oversaw|led|leading|secur(?:ed|ing)|"
    r"track record)\b"
    r"[^.;\n]{0,60}[$£€]\s?\d|[$£€]\s?\d[\d.,]*\s?[kmbn]{0,2}\+? "
    r"(?:budgets?|turnover|portfolios?|projects?|contracts?|deals?|territor)",
    re.IGNORECASE,
)
"""A sum that somebody has managed, won or sold, which is no pay."""
_PAY = re.compile(
    r"\b(?:salary|pay|paid|bonus|commission|package|OTE|wage|per (?:hour|annum|year)|an hour|a year|p\.?a\b|DOE|tronc|"
    r"allowance|tips|shares)\b|/h",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:must|require[sd]?|experience (?:in|with|of)|\d\+? years?|degree|knowledge of|proficien\w+|"
    r"ability to|essential|qualified|certified|(?<!e-)verif(?:y|ying))\b",
    re.IGNORECASE,
)
_RUN_IN_LEGAL = re.compile(r"\b(?:EOE|EEOC?|(?:An? )?Equal (?:Opportunit|Employment))")
_ASKS_FOR = re.compile(
    r"\b(?:must|required|preferred|degree|diploma|years?|licen[cs]es?|certificat\w+|certified)\b(?!.*\bapplicants\b)",
    re.IGNORECASE,
)
_ASKS_AFTER_ALL = re.compile(
    r"\W*(?:(?:(?:all|successful) )?(?:candidates?|applicants?|you) )?"
    r"(?:must (?:have|be|hold|possess)|(?:at least|(?:a )?minimum(?: of)?) \w+\+? years?|"
    r"[^.;:]{0,60}\b(?:degree|diploma|experience|licen[cs]e|certificat\w+)\b[^.;:]{0,20}"
    r"\b(?:required|preferred|essential|desirable))\b",
    re.IGNORECASE,
)
"""How a sentence asks that stands among offers and facts."""
_PASTED = re.compile(
    r"easy apply|apply (?:now|on company|for this job|today)|save(?: job)?|show (?:match details|more|"
    r"less)|see (?:more|less)|"
    r"promoted(?: by.*)?|(?:over )?\d+ (?:applicants|clicked apply).*|(?:re)?posted .{1,30} ago|"
    r"\d+ (?:days?|hours?|weeks?|months?) ago.*|share|"
    r"report (?:this )?job|sign in.*|(?:full|part)[- ]time|contract|permanent|hybrid|remote|on-?site|"
    r"matches your job preferences.*|job id:?.*|"
    r"be among the first.*|tailor my resume.*|am i a good fit.*|how (?:your profile|promoted).*|"
    r"actively (?:hiring|recruiting).*|"
    r"responses managed off linkedin|\d+ (?:school|company) alumni.*|meet the hiring team|people you can reach out to",
    re.IGNORECASE,
)
_CLUES: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("must", re.compile(r"\b(?:apply (?:only )?if|only apply if|is (?:this|that) you|tick (?:these|all|every))\b")),
    (
        "nice",
        re.compile(
            r"\b(?:prefer\w*|nice|bonus|desir\w+|plus|ideally|advantage\w*|good to have|"
            r"(?:would|will|may) help|helpful)\b"
        ),
    ),
    (
        "noise",
        re.compile(
            r"\b(?:benefits?|offer|perks?|salary|compensation|about us|equal|apply|our (?:company|culture|"
            r"values|mission)|why|in return|extras|everyone is welcome|fairness|inclusion|accessibility|"
            r"equality|diversity|what you get)\b"
        ),
    ),
    (
        "must",
        re.compile(
            r"\b(?:requir\w*|must|minimum|essential|mandatory|we need|"
            r"you(?:'ll| will)? (?:need|have|be(?! responsible)|bring|hold))\b"
        ),
    ),
    (
        "plain",
        re.compile(
            r"\b(?:qualif\w+|skills?|experience|profile|looking for|bring|who you are|about you|candidate|"
            r"knowledge|educat\w+|hope to see)\b"
        ),
    ),
    ("duties", re.compile(r"\b(?:responsib\w+|dut(?:y|ies)|you will|you'll|tasks|day|functions|awaits|the job)\b")),
)


_HEADING_NOUNS_TEXT = (
    "skills skill qualifications qualification experience education knowledge abilities competencies requirements "
    "requirement responsibilities duties description summary training licenses licences certifications"
)
_HEADING_NOUNS = frozenset(_HEADING_NOUNS_TEXT.split())
_HEADING_WORDS_TEXT = (
    "required preferred desired desirable minimum basic essential key core main primary additional other general job "
    "position role professional technical specific educational work and or & the your our of for needed"
)
_HEADING_WORDS = _HEADING_NOUNS.union(_HEADING_WORDS_TEXT.split())


class Segment(Struct, frozen=True):
    """A sentence or bullet point: its span and the part of the ad it stands in."""

    start: int
    end: int
    part: Part
    headed: bool


def read_segments(text: str) -> list[Segment]:
    """Give the segments that say something about the job; benefits, legal text and page noise are left out."""
    return [one for one in read_all_segments(text) if one.part != "noise"]


def read_all_segments(text: str) -> list[Segment]:
    """Give the segments of a job, and as noise those about the employer; offers and legal text are left out.

    Where an ad has no heading over what it asks for, all that it says of the work asks.
    """
    segments = _read_segments(text)
    if any(one.part in _ASKED for one in segments):
        return segments
    return [
        Segment(one.start, one.end, "plain", headed=_is_listed(text, one.start)) if one.part == "duties" else one
        for one in segments
    ]


def _is_listed(text: str, start: int) -> bool:
    """Whether a segment stands in a line that is an item of a list."""
    return _BULLET.match(text, text.rfind("\n", 0, start) + 1) is not None


def _read_segments(text: str) -> list[Segment]:
    segments = []
    part: Part = "duties"
    headed = False
    lines = list(lines_of(text))
    listing = essential = False
    for place, (start, end) in enumerate(lines):
        line = text[start:end]
        is_item = _BULLET.match(line) is not None
        if listing and not is_item and text.count("\n", lines[place - 1][1], start) > 1:
            part, headed = "duties", False  # a list under a heading has ended
        listing = is_item
        heading = read_job_heading(line) or _lone_heading(text, lines, place)
        if heading is not None:
            essential = heading in _ASKED and (essential or _ALL_ESSENTIAL.search(line) is not None)
            part, headed = "must" if essential else heading, True
            continue
        if _PASTED.fullmatch(line.strip(_EDGES)) or _is_legal_paragraph(line):
            continue
        for piece_start, piece_end, announced in _pieces(text, start, end):
            if announced is not None and announced != "fact":
                part, headed = announced, True
            end_of_asking = _before_legal(text, piece_start, piece_end)
            if _is_noise(text[piece_start:end_of_asking]):
                continue
            told: tuple[Part, bool] = ("noise", True) if announced == "fact" else (part, headed)
            if told[0] == "noise" and _ASKS_AFTER_ALL.match(text, piece_start, end_of_asking):
                told = "plain", False
            segments += [Segment(*span, *told) for span in _readable(text, piece_start, end_of_asking)]
    return segments


def _readable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, or parts of one that is longer than anybody writes: a row of names, cut at its commas."""
    while end - start > _LONGEST_SENTENCE:
        most = start + _LONGEST_SENTENCE
        cuts = (text.rfind(mark, start, most) + 1 for mark in ", ")
        stop = next((cut for cut in cuts if cut > start), most)
        yield start, stop
        start = stop
    yield start, end


def read_job_heading(line: str) -> Part | None:
    """Give the part of an ad that a line announces when it is a heading, else None; a number before it is none of it.

    What is essential may be told in a bracket behind it: ``Person specification (all criteria are essential)``.
    """
    number = _HEADING_NUMBER.match(line)
    line = line if number is None else line[number.end() :]
    if (bracket := _HEADING_BRACKET.search(line)) is not None:
        part = read_job_heading(line[: bracket.start()])
        return "must" if part == "plain" and _ALL_ESSENTIAL.search(bracket.group()) else part
    if len(line) > 90:  # noqa: PLR2004 - no heading is longer
        return None
    folded = _folded(line)
    if (known := _headings().get(folded)) is not None:
        return "noise" if known == "fact" else known
    stripped = line.rstrip()
    words = folded.replace("/", " ").replace(",", "").split()
    if stripped[:1].isupper() and _HEADING_WORDS.issuperset(words) and not _HEADING_NOUNS.isdisjoint(words):
        return next((part for part, clue in _CLUES if clue.search(folded)), "duties")
    if not stripped.endswith((":", "?")) or len(folded.split()) > _LONGEST_HEADING_WORDS or _BULLET.match(line):
        return None
    return next((part for part, clue in _CLUES if clue.search(folded)), None)


def _lone_heading(text: str, lines: list[tuple[int, int]], place: int) -> Part | None:
    """Give what a short line announces that stands apart above other text, by its clue words; else duties."""
    start, end = lines[place]
    if place + 1 == len(lines) or (place and text.count("\n", lines[place - 1][1], start) < 2):  # noqa: PLR2004 - a blank line
        return None
    line, after = text[start:end], lines[place + 1]
    close = text.count("\n", end, after[0]) < 2  # noqa: PLR2004 - no blank line
    if len(line.split()) > _LONE_WORDS or line[-1] in ".,;!" or _BULLET.match(line) or not line[0].isupper():
        return None
    if not (close or _BULLET.match(text, *after)) or place == 0:
        return None
    folded = _folded(line)
    return next((part for part, clue in _CLUES if clue.search(folded)), "duties")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, Announced | None]]:
    """Yield each sentence of a line, with the part that a heading inside the line announces before it."""
    cuts = [match.span() for match in _BREAK.finditer(text, start, end) if not _is_in_bracket(text, start, match)]
    at = start
    for cut_start, cut_end in [*cuts, (end, end)]:
        if cut_start > at and _NUMBER.fullmatch(text, at, cut_start) is None:
            last = cut_start == end and at > start and text[at].isupper()
            heading = _headings().get(_folded(text[at:end])) if last else None
            yield from _headed_pieces(text, at, cut_start) if heading is None else [(end, end, heading)]
        at = cut_end


def _is_in_bracket(text: str, start: int, semicolon: re.Match[str]) -> bool:
    """Whether a semicolon stands in a bracket that was opened in its line and is closed again."""
    if ";" not in semicolon.group():
        return False
    opened = text.rfind("(", start, semicolon.start())
    return (
        opened >= 0
        and text.find(")", opened, semicolon.start()) < 0
        and text.find(")", semicolon.end(), opened + _LONGEST_BRACKET) >= 0
    )


def _headed_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, Announced | None]]:
    announced: Announced | None = None
    at = start
    for heading_start, heading_end, part in _inline_headings(text, start, end):
        before = _trimmed(text, at, heading_start)
        if before is not None:
            yield *before, announced
        announced, at = part, heading_end
    rest = _trimmed(text, at, end)
    if (
        rest is not None
        and announced is not None
        and (part_of_rest := read_job_heading(text[slice(*rest)])) is not None
    ):
        yield end, end, part_of_rest
    elif rest is not None:
        yield *rest, announced
    elif announced is not None:
        yield end, end, announced


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead is not None else end
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _is_legal_paragraph(line: str) -> bool:
    """Whether a line is about equal opportunities from its start; in an ad of one line they come last."""
    found = _EQUAL.search(line)
    if found is None or len(line) >= _WHOLE_AD or _before_legal(line, 0, len(line)) < len(line):
        return False
    return found.start() < _LEGAL_START or len(line) < _LEGAL_LINE


def _before_legal(text: str, start: int, end: int) -> int:
    """Give where a sentence ends before words on equal opportunities that were run into it."""
    run_in = _RUN_IN_LEGAL.search(text, start, end)
    if run_in is not None and _ASKS_FOR.search(text, start, run_in.start()):
        return start + len(text[start : run_in.start()].rstrip())
    found = _EQUAL.search(text, start, end)
    return end if found is None or found.start() - start < _LEGAL_START else found.start()


def _is_noise(sentence: str) -> bool:
    if not sentence or _EQUAL.search(sentence):
        return True
    if _OFFER.search(sentence) is None or _ASKS.search(sentence) is not None:
        return False
    return _MONEY_AT_WORK.search(sentence) is None or _PAY.search(sentence) is not None


def _folded(line: str) -> str:
    return " ".join(fold(line).replace("’", "'").strip(_EDGES).split())


@cache
def _headings() -> dict[str, Announced]:
    table = read_table("headings.toml")["job"]
    parts: tuple[Announced, ...] = ("must", "plain", "nice", "duties", "noise", "fact")
    return {name: part for part in parts for name in table[part]}


def _inline_headings(text: str, start: int, end: int) -> Iterator[tuple[int, int, Announced]]:
    """Yield the headings inside a sentence: the most words before a colon, or a whole line before a full stop.

    One in capitals needs neither.
    """
    reached = start
    for match in _IN_CAPITALS.finditer(text, start, end):
        part = _headings().get(_folded(match.group()))
        if part is not None and len(match.group()) >= _SHORTEST_INLINE:
            yield *match.span(), part
            reached = match.end()
    for match in _HEADING_END.finditer(text, start, end):
        words = list(_HEADING_WORD.finditer(text, max(reached, match.start() - _LONGEST_INLINE), match.start()))
        alone = match.group() == "."
        for word in words[-_LONGEST_HEADING_WORDS:]:
            if alone and text[max(0, word.start() - 1) : word.start()] not in {"", "\n"}:
                continue
            if not alone and _GOES_ON.search(text, start, word.start()) and _IN_SMALL.match(text, match.end()):
                continue
            part = _headings().get(_folded(text[word.start() : match.start()]))
            if part is not None and match.start() - word.start() >= _SHORTEST_INLINE:
                yield word.start(), match.end(), part
                reached = match.end()
                break
