"""Degrees: what a text names, and in which order they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import compress

from msgspec import Struct

from recollect.scoring.knowledge.sought import small_letters, sought
from recollect.scoring.knowledge.tokens import Kept, Tokens

SCHOOL, VOCATIONAL, ASSOCIATE, BACHELOR, MASTER, DOCTORATE = range(1, 7)
LEVEL_NAMES = {
    SCHOOL: "a school-leaving certificate",
    VOCATIONAL: "a vocational qualification",
    ASSOCIATE: "an associate degree or diploma",
    BACHELOR: "a bachelor's degree",
    MASTER: "a master's degree",
    DOCTORATE: "a doctorate",
}
_PATTERNS = (
    (
        DOCTORATE,
        (
            r"d\.?\s?clin\.?\s?psy(?:ch)?\b|psy\.?d\b|edd\b|dnp\b|pharm\.?d\b|dpt\b|otd\b|dvm\b|dds\b|dmd\b|"
            r"ph\.?\s?d\b\.?|doctorate|doctoral(?: degree)?|d\.?phil\b|doctor of \w+|juris doctor|j\.d\.|"
            r"\bjd\b|\bm\.?d\.(?!\w)|promotion zum dr|doctorat\b|doctorado"
        ),
    ),
    (
        MASTER,
        (
            r"master(?:['’]?s)?(?: degree| of \w+| in \w+)|master['’]s|masters\b|\bm\.?\s?sc\b\.?|"
            r"\bm\.?eng\b\.?|\bmba\b|m\.b\.a\.?|\bm\.ed\b\.?|\bm\.?phil\b|"
            r"\bllm\b(?! (?!in\b|at\b|from\b|with\b|and\b)(?-i:[a-z]))|\bm\.a\.|\bm\.s\.|\bmsw\b|"
            r"\bmph\b|\bmpa\b|\bmarch\b(?= \(|, arch)|postgraduate degree|graduate degree|advanced degree|"
            r"magister|dipl\.?-\s?\w+\.?|diplom-\w+|\bdiplom\b(?! in)|dipl[oô]me d['’]ing[eé]nieur\w*|\bma in\b|"
            r"\bms in\b|\bbac ?\+ ?5\b|"
            r"mlis\b|mchem\b|mphys\b|mbiol\b|mmus\b|mteach\b|"
            r"\bm\.?res\b|\bmsn\b|\bmpharm\b|\bmca\b|\bm\.?tech\b|\bmfa\b|maestria|m[aá]ster(?: en| universitario)|"
            r"\bmastère\b|laurea magistrale|maestr[ií]a|mgr\b|doctorandus|staatsexamen|"
            r"(?<!,\s)(?-i:\bM[AS]\b(?! (?:Office|Excel|Word|Project|Teams|Access|Outlook|SQL|Dynamics|Azure|"
            r"Visio|Windows|Power|Exchange|EN|ISO|Sharepoint|SharePoint|Server|CRM)))(?=,? \(?[A-Z])"
        ),
    ),
    (
        BACHELOR,
        (
            r"bvsc\b|bvetmed\b|bvms\b|bvm&s\b|bds\b|bchd\b|bnurs\b|bscn\b|bhsc\b|bm ?bs\b|mbbch\b|bmus\b|"
            r"bachelor(?:['’]?s)?(?: degree| of \w+)?|\bb\.?\s?sc\b\.?|\bb\.?eng\b\.?|\bb\.?tech\b\.?|"
            r"\bb\.?comm?\b\.?|\bbba\b|b\.b\.a\.?|\bb\.a\.|\bb\.s\.|\bba\b(?= in| of|,| \(|/bs|\s*[-–]|\s*hons)|"
            r"\bbs\b(?= in| of|,|/ba| degree)|\bbs/ba\b|\bba/bs\b|\bbfa\b|b\.f\.a\.?|\bllb\b|(?-i:\bB\.?Ed\b|"
            r"\bBED\b(?! ))|"
            r"\bbsn\b|b\.s\.n\.?|\bb\.?arch\b|\bbsw\b|four[- ]year degree|4[- ]year degree|"
            r"undergraduate degree|university degree|college degree|honou?rs degree|degree (?=in|qualified|"
            r"level)|\bpgce\b|\bpgde\b|postgraduate (?:certificate|diploma)|licence (?=en\b)|licenciatura|"
            r"licenciado|licenciada|laurea\b|grado en|hochschulabschluss|degree-qualified|"
            r"(?:completed|finished|successful(?:ly completed)?) (?:university |higher |academic )?"
            r"(?:studies|degree course)|"
            r"\bbac ?\+ ?[34]\b|abgeschlossenes (?:\w+)?studium|t[ií]tul(?:aci[oó]n|o) universitari[ao]|"
            r"hbo[- ](?:werk|niveau|diploma|opleiding|bachelor)|"
            r"baccalaur[eé]at en|\bbpharm\b|\bbca\b|\bb\.?a\.?sc\b|in[zż]ynier|licencjat|fachhochschulabschluss|"
            r"\bfh[- ]diplom\b|ingeniero|ingeniera|grado\b(?= superior| universitario)|kandidat\b|"
            r"(?<!,\s)(?-i:\bB[AS]\b(?! (?:Office|Excel|Word|Project|Teams|Access|Outlook|SQL|Dynamics|Azure|"
            r"Visio|Windows|Power|Exchange|EN|ISO|Sharepoint|SharePoint|Server|CRM)))(?=,? \(?[A-Z])|mb ?(?:bs|"
            r"chb|bch)\b|"
            r"\bdegree\b"
        ),
    ),
    (
        ASSOCIATE,
        (
            r"cert\.?\s?ed\b|dtlls\b|"
            r"associate(?:['’]?s)? degree|associates? (?=of|in)(?:of|in) \w+|\ba\.?a\.?s\.(?!\w)|\baas\b|"
            r"\badn\b|foundation degree|\bhnd\b|\bhnc\b|higher national|higher diploma|two[- ]year degree|"
            r"2[- ]year degree|advanced diploma|\bdec\b(?= en)|\bdut\b|\bbts\b|\bdeug\b|graduate certificate|"
            r"staatlich gepr[uü]fte\w*|\bbac ?\+ ?2\b|"
            r"\bhöhere fachschule\b|grado superior|diploma of higher education|dip\.?\s?he\b|post-?secondary diploma"
        ),
    ),
    (
        VOCATIONAL,
        (
            r"apprenticeship|vocational (?:training|qualification|diploma|certificate|school|education)|"
            r"trade (?:school|certificate|qualification)|commercial training|training as an?|fachwirt\w*|"
            r"kaufmann\b|kauffrau\b|"
            r"fachangestellte\w*|chamber of commerce|\bdiploma\b|technical (?:school|diploma|certificate)|"
            r"\bnvq\b(?: level)? ?\d?|\bsvq\b|\bbtec\b|city (?:and|&) guilds|diploma in \w+|"
            r"\bberufsausbildung\b|\blehre\b|\bausbildung (?:zum|zur|als)|\bcap cuisine\b|"
            r"formaci[oó]n profesional|cert(?:ificate)?\.? (?:iii|iv|3|4)\b|\bcap\b(?= [A-Zp])|\bbac pro\w*|"
            r"\bbep\b|\bibb?o\b|"
            r"\bmbo\b|\btechnikum\b|\bgesell(?:e|in)\b|\bmeister\b|facharbeiter\w*|lehrabschluss|\bfacharbeiterbrief|"
            r"berufsfachschule|\bihk\b|\blevel [23] (?=diploma|nvq|award|certificate|extended|technical)|"
            r"\bt[- ]level\b|indentured|time[- ]served|served (?:his|her|my|an?) (?:time|apprenticeship)|improver|"
            r"red seal|certificate of apprenticeship|trade test\w*|craft certificate|advanced craft|"
            r"grado medio|istituto (?:tecnico|professionale)|szko[lł]a zawodowa|tecnico\b(?= en| de)|"
            r"journeyman certificate|postsecondary certificate|culinary (?:school|"
            r"diploma|arts diploma)|gesellenbrief|meisterbrief"
        ),
    ),
    (
        SCHOOL,
        (
            r"high school(?: diploma| degree| graduate| education)?|secondary school (?:diploma|certificate)|"
            r"\bged\b|g\.e\.d\.?|\ba[- ]levels?\b(?! \d)|\bgcses?\b|\babitur\b|baccalaureat\b|baccalauréat|"
            r"secondary education|leaving certificate|matura\b"
        ),
    ),
)
_GAPS = {"[- ]": r"[-\s]+", " ?": r"\s*", " ": r"[ \t]+"}
_ALL = "|".join(f"(?P<l{level}>{pattern})" for level, pattern in _PATTERNS)
# however a page sets its white space, the words are the same
_LEVELS = re.sub(r"\[- \]| \??", lambda gap: _GAPS[gap.group()], _ALL)
_DEGREE = re.compile(rf"(?<![^\W\d_])(?:{_LEVELS})", re.IGNORECASE)
_FIRST_WORDS_TEXT = (
    "pgce pgde ph phd doctorate doctoral doctor dphil d juris j jd m md promotion doctorat doctorado master msc "
    "meng mba med "
    "mphil llm ma ms msw mph mpa march postgraduate graduate advanced magister diplom maestria laurea bachelor b bsc "
    "beng btech bcom bcomm bba ba bs bfa llb bed bsn barch bsw four 4 undergraduate university college honour honor "
    "completed finished successful successfully "
    "degree licence licenciatura grado hochschulabschluss associate a aas adn foundation hnd hnc higher two 2 "
    "apprenticeship vocational trade commercial training kaufmann kauffrau chamber diploma technical nvq svq btec city "
    "berufsausbildung lehre ausbildung cap formacion journeyman postsecondary dipl diplome mres msn mpharm mca "
    "mlis mchem mphys mbiol mmus mteach bvsc bvetmed bvms bvm bds bchd bnurs bscn bhsc bm bmbs mbbch bmus certed dtlls "
    "dclinpsy dclinpsych psyd psy edd dnp pharmd pharm dpt otd dvm dds dmd "
    "mtech mfa master mastere mgr doctorandus staatsexamen "
    "licenciado licenciada bpharm bca basc inzynier licencjat fachhochschulabschluss fh ingeniero ingeniera "
    "kandidat mb "
    "dec dut bts deug staatlich hohere dip diphe post cert certificate bac bep mbo technikum geselle gesellin meister "
    "facharbeiter lehrabschluss facharbeiterbrief berufsfachschule ihk level t indentured time served improver "
    "red craft "
    "istituto szkola tecnico postsecondary culinary gesellenbrief meisterbrief high "
    "abgeschlossene titulacion titulo hbo "
    "secondary ged g gcse abitur baccalaureat leaving matura"
)
_FIRST_WORDS = frozenset(_FIRST_WORDS_TEXT.split())
"""The words that a degree can begin with, in their comparable form: the pattern is tried nowhere else."""
_FIRST_PARTS = ("fachwirt", "fachangestellte")
_SECOND_WORDS = {
    **dict.fromkeys(("two", "2", "four", "4"), frozenset(["year"])),
    **dict.fromkeys(("university", "college"), frozenset(["degree"])),
    **dict.fromkeys(("high", "secondary"), frozenset(["school", "education"])),
    "a": frozenset(["a", "level"]),
    "advanced": frozenset(["degree", "diploma", "craft"]),
    "associate": frozenset(["degree", "of", "in", "s"]),
    "certificate": frozenset(["iii", "iv", "3", "4", "of"]),
    "city": frozenset(["and", "guild"]),
    "foundation": frozenset(["degree"]),
    "graduate": frozenset(["degree", "certificate"]),
    "level": frozenset(["2", "3"]),
    "post": frozenset(["secondary"]),
    "technical": frozenset(["school", "diploma", "certificate"]),
    "time": frozenset(["served"]),
    "training": frozenset(["as"]),
}
"""For everyday words of these those that follow them in a degree."""
_UNFINISHED = sought(
    r"in progress|expected|candidate for|"
    r"(?:phd|doctora(?:l|te)|d\.?phil|master[’'s]*|msc|mba) (?:candidate|student|researcher)\b|"
    r"all but dissertation|\babd\b|(?:thesis|dissertation) (?:to be|under way|due|submitted)|viva (?:pending|due|in)|"
    r"pursuing|currently studying|not completed|incomplete|"
    r"anticipated|left (?:after|before|without|in (?:my|the|his|her))|to go\b|first year only|still to|planned|"
    r"withdrew|discontinued|did not (?:finish|complete|graduate)|dropped out|abgebrochen|voraussichtlich",
    *("in progress", "expected", "candidate", "pursuing", "studying", "complete", "anticipated", "left", "to go"),
    *("first year only", "still to", "planned", "did not", "dropped out", "abgebrochen", "voraussichtlich"),
    *("student", "researcher", "thesis", "dissertation", "abd", "viva", "withdrew", "discontinued"),
)
_OPEN = sought(
    r"prerequisites?\b|planning to|credits? (?:short|away|left|to go|remaining|to finish)|enrolled|final[- ]year|"
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ]year (?:student|apprentice|trainee)|\b(?:to )?sit\b|"
    r"\bsitting\b|\bdue (?:to|in)\b|\bawaiting\b|\bhalf[- ]way\b|\bworking towards\b|\bnot (?:yet )?finished",
    *("prerequisite", "planning to", "credit", "enrolled", "final", "year", "sit", "due ", "awaiting"),
    *("half", "working towards", "finished"),
)
_ENTRY_END = re.compile(r";|\n|(?<=\w\w\w)\. (?=[A-Z])")
_EQUIVALENT = re.compile(
    r"or (?:an? )?(?:equivalent|equal|comparable|relevant|related|similar|"
    r"commensurate)[\w ,/-]{0,40}(?:experience|background|training)"
    r"|or equivalent\b|or (?:the )?equivalent combination|equivalent (?:work |practical |"
    r"professional )?experience|in lieu of|or (?:relevant |work |practical )+experience|"
    r"equivalent combination of",
    re.IGNORECASE,
)


def may_begin_degree(key: str) -> bool:
    """Whether a degree can begin with a word."""
    return key in _FIRST_WORDS or key.startswith(_FIRST_PARTS)


_MAY_BEGIN = Kept(may_begin_degree)


class Degree(Struct, frozen=True, gc=False):
    """A degree that a text names: its level from 1 (school) to 6 (doctorate), span, and whether it is finished.

    `until` is the latest year that stands behind it, or 0. Of a résumé's also the fields of study beside it, and the
    stems of its line and of its entry, and the span of a field that stands outside that line, (0, 0) where none does.
    """

    level: int
    start: int
    end: int
    finished: bool = True
    studies: frozenset[int] = frozenset()
    until: int = 0
    line: frozenset[str] = frozenset()
    entry: frozenset[str] = frozenset()
    field: tuple[int, int] = (0, 0)


def read_degrees(text: str, tokens: Tokens, start: int, end: int) -> Iterator[Degree]:
    """Yield the degrees named between two offsets, in order."""
    first, last = tokens.slice_at(start, end)
    begins = compress(range(first, last), map(_MAY_BEGIN.__getitem__, tokens.keys[first:last]))
    return degrees_at(begins, text, tokens, start, end)


def degrees_at(begins: Iterable[int], text: str, tokens: Tokens, start: int, end: int) -> Iterator[Degree]:
    """Yield those of them that begin at some tokens."""
    reached = start
    for at in begins:
        if (after := _SECOND_WORDS.get(tokens.keys[at])) is not None and after.isdisjoint(tokens.keys[at + 1 : at + 2]):
            continue
        match = _DEGREE.match(text, tokens.starts[at], end) if tokens.starts[at] >= reached else None
        if match is None:
            continue
        reached = match.end()
        level = int((match.lastgroup or "l0")[1:])
        around = text[max(start, match.start() - 60) : min(end, match.end() + 120)]
        line_end = around.find("\n", match.end() - max(start, match.start() - 60))
        line = around if line_end < 0 else around[:line_end]
        behind = _ENTRY_END.search(text, match.end(), min(end, match.end() + 120))
        entry = text[max(start, match.start() - 60) : behind.start() if behind is not None else match.end() + 120]
        yield Degree(
            level,
            *match.span(),
            finished=not (_UNFINISHED.is_in(line, small_letters(line)) or _OPEN.is_in(entry, small_letters(entry))),
        )


def waives_degree(sentence: str) -> bool:
    """Whether a sentence takes experience instead of the degree it asks for."""
    return _EQUIVALENT.search(sentence) is not None
