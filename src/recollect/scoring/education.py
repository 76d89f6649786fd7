"""Degrees: what a text names, and in which order they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from recollect.scoring.tokens import Tokens

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
            r"ph\.?\s?d\b\.?|doctorate|doctoral(?: degree)?|d\.?phil\b|doctor of \w+|juris doctor|j\.d\.|"
            r"\bjd\b|\bm\.?d\.(?!\w)|promotion zum dr|doctorat\b|doctorado"
        ),
    ),
    (
        MASTER,
        (
            r"master(?:['’]?s)?(?: degree| of \w+| in \w+)|master['’]s|masters\b|\bm\.?\s?sc\b\.?|"
            r"\bm\.?eng\b\.?|\bmba\b|m\.b\.a\.?|\bm\.ed\b\.?|\bm\.?phil\b|\bllm\b|\bm\.a\.|\bm\.s\.|\bmsw\b|"
            r"\bmph\b|\bmpa\b|\bmarch\b(?= \(|, arch)|postgraduate degree|graduate degree|advanced degree|"
            r"magister|dipl\.?-\s?\w+\.?|diplom-\w+|\bdiplom\b(?! in)|dipl[oô]me d['’]ing[eé]nieur\w*|\bma in\b|"
            r"\bms in\b|"
            r"\bm\.?res\b|\bmsn\b|\bmpharm\b|\bmca\b|\bm\.?tech\b|\bmfa\b|maestria|m[aá]ster(?: en| universitario)|"
            r"\bmastère\b|laurea magistrale|maestr[ií]a|mgr\b|doctorandus|staatsexamen|"
            r"(?<!,\s)(?-i:\bM[AS]\b(?! (?:Office|Excel|Word|Project|Teams|Access|Outlook|SQL|Dynamics|Azure|"
            r"Visio|Windows|Power|Exchange|EN|ISO|Sharepoint|SharePoint|Server|CRM)))(?=,? \(?[A-Z])"
        ),
    ),
    (
        BACHELOR,
        (
            r"bachelor(?:['’]?s)?(?: degree| of \w+)?|\bb\.?\s?sc\b\.?|\bb\.?eng\b\.?|\bb\.?tech\b\.?|"
            r"\bb\.?comm?\b\.?|\bbba\b|b\.b\.a\.?|\bb\.a\.|\bb\.s\.|\bba\b(?= in| of|,| \(|/bs|\s*[-–]|\s*hons)|"
            r"\bbs\b(?= in| of|,|/ba| degree)|\bbs/ba\b|\bba/bs\b|\bbfa\b|b\.f\.a\.?|\bllb\b|\bb\.?ed\b|"
            r"\bbsn\b|b\.s\.n\.?|\bb\.?arch\b|\bbsw\b|four[- ]year degree|4[- ]year degree|"
            r"undergraduate degree|university degree|college degree|honou?rs degree|degree (?=in|qualified|"
            r"level)|\bpgce\b|\bpgde\b|postgraduate (?:certificate|diploma)|licence (?=en\b)|licenciatura|"
            r"licenciado|licenciada|laurea\b|grado en|hochschulabschluss|degree-qualified|"
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
            r"associate(?:['’]?s)? degree|associates? (?=of|in)(?:of|in) \w+|\ba\.?a\.?s\.(?!\w)|\baas\b|"
            r"\badn\b|foundation degree|\bhnd\b|\bhnc\b|higher national|higher diploma|two[- ]year degree|"
            r"2[- ]year degree|advanced diploma|\bdec\b(?= en)|\bdut\b|\bbts\b|\bdeug\b|graduate certificate|"
            r"staatlich gepr[uü]fte\w*|"
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
    "degree licence licenciatura grado hochschulabschluss associate a aas adn foundation hnd hnc higher two 2 "
    "apprenticeship vocational trade commercial training kaufmann kauffrau chamber diploma technical nvq svq btec city "
    "berufsausbildung lehre ausbildung cap formacion journeyman postsecondary dipl diplome mres msn mpharm mca "
    "mtech mfa master mastere mgr doctorandus staatsexamen "
    "licenciado licenciada bpharm bca basc inzynier licencjat fachhochschulabschluss fh ingeniero ingeniera "
    "kandidat mb "
    "dec dut bts deug staatlich hohere dip diphe post cert certificate bac bep mbo technikum geselle gesellin meister "
    "facharbeiter lehrabschluss facharbeiterbrief berufsfachschule ihk level t indentured time served improver "
    "red craft "
    "istituto szkola tecnico postsecondary culinary gesellenbrief meisterbrief high "
    "secondary ged g gcse abitur baccalaureat leaving matura"
)
_FIRST_WORDS = frozenset(_FIRST_WORDS_TEXT.split())
"""The words that a degree can begin with, in their comparable form: the pattern is tried nowhere else."""
_FIRST_PARTS = ("fachwirt", "fachangestellte")
_UNFINISHED = re.compile(
    r"in progress|expected|candidate for|pursuing|currently studying|not completed|incomplete|"
    r"anticipated|left (?:after|before|without|in (?:my|the|his|her))|to go\b|first year only|still to|planned|"
    r"did not (?:finish|complete|graduate)|dropped out|abgebrochen|voraussichtlich",
    re.IGNORECASE,
)
_EQUIVALENT = re.compile(
    r"or (?:an? )?(?:equivalent|equal|comparable|relevant|related|similar|"
    r"commensurate)[\w ,/-]{0,40}(?:experience|background|training)"
    r"|or equivalent\b|or (?:the )?equivalent combination|equivalent (?:work |practical |"
    r"professional )?experience|in lieu of|or (?:relevant |work |practical )+experience|"
    r"equivalent combination of",
    re.IGNORECASE,
)


class Degree(Struct, frozen=True):
    """A degree that a text names: its level from 1 (school) to 6 (doctorate), span, and whether it is finished.

    Of a résumé's also the fields of study beside it, and the stems of its line and of its entry.
    """

    level: int
    start: int
    end: int
    finished: bool = True
    studies: frozenset[int] = frozenset()
    line: frozenset[str] = frozenset()
    entry: frozenset[str] = frozenset()


def read_degrees(text: str, tokens: Tokens, start: int, end: int) -> Iterator[Degree]:
    """Yield the degrees named between two offsets, in order."""
    first, last = tokens.slice_at(start, end)
    reached = start
    for at in range(first, last):
        if tokens.keys[at] not in _FIRST_WORDS and not tokens.keys[at].startswith(_FIRST_PARTS):
            continue
        match = _DEGREE.match(text, tokens.starts[at], end) if tokens.starts[at] >= reached else None
        if match is None:
            continue
        reached = match.end()
        level = int((match.lastgroup or "l0")[1:])
        around = text[max(start, match.start() - 60) : min(end, match.end() + 120)]
        line_end = around.find("\n", match.end() - max(start, match.start() - 60))
        yield Degree(
            level, *match.span(), finished=not _UNFINISHED.search(around if line_end < 0 else around[:line_end])
        )


def waives_degree(sentence: str) -> bool:
    """Whether a sentence takes experience instead of the degree it asks for."""
    return _EQUIVALENT.search(sentence) is not None
