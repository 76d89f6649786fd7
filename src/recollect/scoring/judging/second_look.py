"""What stands around the proof of a verdict of met, looked at once more: part of the work, or somebody else's."""

from __future__ import annotations

import re

from recollect.domain.analysis import Requirement
from recollect.scoring.judging.done_elsewhere import Elsewhere, done_elsewhere
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.profiles import JobProfile, ResumeProfile, Why

_BEFORE, _AFTER, _SHORT = 140, 110, 10
_TWO_BLANKS = "  "
_BLANKS = re.compile(r"[^\S\n]{2,}")
_WORDS = 20
_SENTENCE_START = re.compile(r"[.;!?](?=\s)|\n")
_NEXT_BLOCK = re.compile(r"\n\s*\n|\n\s*[-•*–]")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\W])|\n\s*\n|\n\s*[-•*–]")
_LITTLE_BEFORE = re.compile(
    r"\b(?:some|a (?:bit|touch|taste) of|limited|rudimentary|very little|hardly any)\s+$|"
    r"\bbooked (?:on|on to|onto|in for) [^.;\n]{0,25}$|"
    r"\b(?:hired?|rent(?:ed|s)?|loan(?:ed|s)?) out\b[^.;\n]{0,40}$|"
    r"\b(?:hire|rental) (?:shop|desk|counter|branch)\b[^.;\n]{0,80}$|"
    r"\b(?:stuffed|franked|photocopied|typed|collected) [^.;\n]{0,20}\bfor (?:the|our) $|"
    r"\bpassenger (?:in|on) [^.;\n]{0,20}$|"
    r"\b(?:just|only) (?:one|once|twice)\b[^.;\n]{0,60}$|"
    r"\b(?:negotiated|booked|arranged|placed|drafted|tried|attempted|covered|sat) one (?!of\b)[^.;\n]{0,60}$|"
    r"(?:\b(?:love|like|wish|hope|hoping|aim|aspire|intend|keen|ready|plan) |['’]d )"
    r"to (?:train|qualify|become|learn|get|work)\b[^.;\n]{0,40}$|"
    r"\b(?:i['’]d|would) (?:also )?be (?:very )?(?:happy|glad|keen|delighted|ready|willing|pleased)\b[^.;\n]{0,100}$|"
    r"\b(?:like|such as|as if it were|almost) an? (?:small |big |little |mini )?$|"
    r"(?:\b(?:was|were|been|being|got)|[,:(]|\band) shown (?:how to (?:use|work|do) )?(?:the|an?|some) (?:[\w-]+ )?$|"
    r"\b(?:following|taking|attend(?:ed|ing)?|follow an?) (?:(?:the|an?) )?[^.;\n]{0,20}$|"
    r"\b(?:assist(?:ed|ing|s)?|helped|helping|supported) (?:with|in|on|to(?: \w+)?)\b[^.;:\n]{0,60}$|"
    r"\bhelped (?:out )?at\b[^.;:\n]{0,60}$|"
    r"\bset(?:s|ting)? up (?:the |a |an )?(?:rooms?|trays?|trolleys?|bays?|beds?|theatres?|tables?|stations?|carts?) "
    r"for [^.;\n]{0,40}$|"
    r"\b(?:set|planned|prescribed|chosen|picked|written|drawn up|decided) by (?:the|our|my|an?|another) [^.;\n]{0,60}$|"
    r"\bwith (?:deep|full|extensive|comprehensive|complete|unrivalled) (?:expertise|ownership|mastery|command) "
    r"(?:across|of|in|over)\b[^.;\n]{0,100}$|"
    r"\bi know (?:the|how) (?:[\w-]+ ){0,3}(?:process|procedure|side|steps|jargon|ropes)\b[^.;\n]{0,100}$",
    re.IGNORECASE,
)
_MAKER = (
    r"(?:colleague|engineer|designer|planner|teacher|developer|programmer|analyst|accountant|bookkeeper|solicitor|"
    r"lawyer|attorney|conveyancer|architect|surveyor|technician|nurse|hygienist|dentist|therapist|physio|pharmacist|"
    r"chemist|scientist|buyer|estimator|scheduler|supervisor|foreman|fitter|electrician|plumber|machinist|setter|"
    r"toolmaker|welder|mechanic|chef|baker|cook|photographer|copywriter|editor|translator|recruiter|trainer|leader|"
    r"contractor|subcontractor|broker|bureau|haulier|forwarder|joiner|roofer|plasterer|consultant|specialist|coordinator|officer|assistant|neighbour|neighbor|brother|sister|"
    r"husband|wife|father|mother|son|daughter|boss|predecessor|agency|tester|lady|expert|supplier|vendor|department|"
    r"gentleman|guy|girl|lad|woman|man|person|"
    r"(?:partner|sister|outside|external|umbrella|parent) (?:firm|company|practice|business|office))"
)
"""Those who may have made what somebody names, but for the people that work is done for."""
_OTHERS_BEFORE = re.compile(
    rf"\b(?:phone|call|ring|fetch)s? (?:the|an?|our) {_MAKER}s?\b[^.;\n]{{0,50}}$|"
    r"\b(?:coming|comes?|came) (?:off|out of) (?:the|our) [^.;\n]{0,30}$|"
    r"\bi know (?:\w+ )?from (?:her|him|them|my \w+)\b[^.;\n]{0,100}$|"
    r"\bwho (?:all )?(?:run|use|do|file|write|handle|make|keep|prepare|draft|sign|manage|process|look after)s?\b"
    r"[^.;\n]{0,90}$|\b(?:many|most|some|all|both|one) of (?:them|whom)\b[^.;\n]{0,40}$|"
    r"\b(?:go|goes|went|fed|feeds?|passed) (?:on )?(?:in)?to the [^.;\n]{0,25}['’]s [^.;\n]{0,15}$",
    re.IGNORECASE,
)
_DOES = (
    r"(?:is|are|has|have|had|holds?|does|do|did|writes?|wrote|makes?|made|sets?|runs?|ran|takes?|took|keeps?|kept|"
    r"handles?|handled|prepares?|prepared|designs?|designed|draws?|drew|builds?|built|plans?|planned|manages?|managed|"
    r"looks? after|looked after|signs?|signed|files?|filed|programs?|programmed|owns?|owned|leads?|led|"
    r"represents?|represented|answers?|answered|reviews?|reviewed|submits?|submitted|deals? with|dealt with|"
    r"tests?|tested)"
)
_MAKERS_WORK = re.compile(
    rf"\b(?:the|our|my|his|her|their|another|an?)\s+(?:[\w-]+\s+){{0,3}}?{_MAKER}s?['’]s?\s+(?:[\w-]+\s+){{0,3}}$|"
    rf"\b(?:the [\w-]+|the|our|my|[\w-]+) (?:[\w-]+ )?team['’]s\s+(?:[\w-]+\s+){{0,3}}$|"
    rf"^\W*(?:[A-Z][\w ]{{0,20}}: )?(?:our|my|the|a) (?:[\w-]+ ){{0,2}}?{_MAKER}s?(?:,? [A-Z][\w'’-]+,?)? "
    rf"(?:all |both |also |always |usually |then )?{_DOES}\b(?![^.;\n]*\b(?:I|me|my|we|us|myself)\b)[^.;\n]*$",
    re.IGNORECASE,
)
_ONES_DEPARTMENT = re.compile(
    r"\b(?:writ(?:e|es|ing)|wrote|keep(?:s|ing)?|kept|do(?:es|ing)?|did|r[ua]n(?:ning)?|prepar(?:e|es|ed|ing)|"
    r"plan(?:s|ned|ning)?|manag(?:e|es|ed|ing)|updat(?:e|es|ed|ing)|draft(?:s|ed|ing)?|l[eo]ad(?:s|ing)?|led) "
    r"(?:the|our|my) (?:[\w-]+ )?(?:department|team)['’]s (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
"""What stands before a thing of the department's that one makes: ``write the department's risk assessments``."""
_MAKERS_WITHIN = re.compile(
    rf"\b(?:the|our|his|her|their)\s+(?:[\w-]+\s+){{0,2}}?{_MAKER}s?['’]s?\s",
    re.IGNORECASE,
)
_THOSE = re.compile(
    r"\b(?:what|while|after|behind|for|that|which|with|watched|helped) (?:the|our|other) $", re.IGNORECASE
)
_TRADESPEOPLE = re.compile(rf"(?:{_MAKER}|labourer|glazier|tiler|scaffolder|driver|buyer|picker)s$", re.IGNORECASE)
"""Those whose work is spoken of, several of them: ``ground what the welders made``."""
_WITH_A_TEAM = re.compile(r"\b(?:from|by|alongside|beside|between) (?:our|the|their|an?) (?:[\w-]+ )?$", re.IGNORECASE)
_TEAM = re.compile(r" (?:[\w-]+ )?(?:team|department|people|colleagues)\b", re.IGNORECASE)
"""What stands around a thing that other people do: ``I get them from our UX team``."""
_NAMED_MAKER = re.compile(
    r"\W*(?!(?:It|That|This|There|Here|What|Who|Mine)\b)[A-Z][a-z]+(?:['’]s| is| was) (?:the|our|my) "
    rf"(?:[\w-]+ ){{0,2}}?{_MAKER}s?\s*[:,–-]"
)
"""How a sentence begins that tells of a colleague's work: ``Ann's the setter: ...``."""
_BY_OTHERS = re.compile(
    r"\s+(?:itself|themselves)\s+(?:is|are|was|were)\b[^.;\n]{0,60}\bby (?!me\b|us\b|hand\b|myself\b)", re.IGNORECASE
)
_FOLLOWED = re.compile(r"\bfollow the [^.;\n]{0,20}$", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:leave|leaves|left) (?:the |all |any )?$", re.IGNORECASE)
_TO_THEM = re.compile(r" to (?:the|our|an?|others|somebody|someone)\b", re.IGNORECASE)
_CARRIED = re.compile(r"\b(?:carr(?:y|ied)(?! out)|fetch(?:ed)?|held)\b[^.;\n]{0,20}$", re.IGNORECASE)
_FOR_MAKER = re.compile(rf"[^.;\n]{{0,25}}\bfor (?:the|our|an?) {_MAKER}s?\b", re.IGNORECASE)
_ADVERTISED = re.compile(
    r"\b(?:brochures?|articles?|blogs?|websites?|leaflets?|films?|videos?|adverts?|catalogues?)\b[^.;\n]{0,20}$",
    re.IGNORECASE,
)
_A_FIRM = re.compile(r"\s+(?:company|firm|business|manufacturer|supplier|maker|magazine|museum)\b", re.IGNORECASE)
_SAW = re.compile(r"\b(?:saw|seen)\s+(?:the |an? |some )?$", re.IGNORECASE)
_AT_A_SHOW = re.compile(
    r"[^.;\n]{0,40}\b(?:course|demo|demonstration|introduction|webinar|trade show)\b", re.IGNORECASE
)
_GOES_TO = re.compile(r"\b(?:go|goes|went|sent|send|sends) (?:off |out |over |back )?to the $", re.IGNORECASE)
_A_PLACE = re.compile(r"\s+(?:lab|laboratory|department|firm|room|bureau|people|guys)\b", re.IGNORECASE)
_ONE_OF = re.compile(r"\b(?:one|part|member) of (?:an? |the )?$", re.IGNORECASE)
_A_COURSE = re.compile(r"(?: [\w-]+){0,2} (?:course|class|module|lectures?)\b", re.IGNORECASE)
_AROUND = (
    (_CARRIED, _FOR_MAKER),
    (_ADVERTISED, _A_FIRM),
    (_SAW, _AT_A_SHOW),
    (_GOES_TO, _A_PLACE),
    (_FOLLOWED, _A_COURSE),
)
"""What stands before and after a thing with which somebody had little to do: ``carried valves in for the fitter``."""
_FROM_DRAWINGS = re.compile(
    r"\b(?:off|from|to|against|read|reading|following|per|with) (?:the |an? |our )?(?:[\w-]+ )?"
    r"(?:architect|engineer|designer)s?['’]s?\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
"""What stands before a drawing that somebody works from, whoever drew it: ``built off the architect's plans``."""
_GIVEN_BEFORE = re.compile(
    r"\b(?:get|got|receive|received|am given|was given|were given)\b[^.;\n]{0,60}$", re.IGNORECASE
)
_GIVEN_AFTER = re.compile(
    rf"[^.;\n]{{0,50}}\bfrom (?:our|the|my|an?) [^.;\n]{{0,25}}?\b(?:team|department|{_MAKER})", re.IGNORECASE
)
_ANOTHERS_PAPER = re.compile(
    r"\b(?:under|beside|alongside|next to) (?:an?|the|our|my|his|her|another|two|three|several) "
    r"(?:[\w-]+ ){0,2}$|\b[a-z]+(?:['’]s|s['’]) (?:[\w-]+ ){0,5}$|"
    r"\b(?:[Mm]y|[Oo]ur|[Tt]he|[Hh]is|[Hh]er|whose) (?:[\w-]+ ){0,2}(?:supervisor|manager|boss|mentor|"
    r"principal|preceptor|partner|director|instructor|assessor|owner)\s*[(,]\s*(?:an? )?$"
)
"""What stands before a paper that somebody else holds: ``under a PE``, ``check the customer's licence``."""
_MADE_BY = re.compile(
    r"[^.;\n]{0,70}\b(?:is|are|was|were|get|gets|got|being|been)\s+(?:all |both |mostly |mainly |usually |\w+ly )?"
    r"(?:designed|made|done|written|written up|drawn|put together|worked out|built|bought|run|handled|"
    r"prepared|kept|managed|maintained|produced|developed|"
    r"created|set|set up|planned|programmed|coded|taught|led|served|cooked|filed|drafted|booked|installed|fitted|"
    r"looked after|dealt with|carried out|typed|ordered|calculated|decided|owned|administered|supplied|organi[sz]ed|"
    r"got|drawn up|obtained|signed|issued|posted|edited|shot|filmed|printed|cut|machined|baked)\s+by\s+"
    r"(?!me\b|myself\b|us\b|my (?:team|crew|staff|people)\b|hand\b|the book\b|machine\b)"
    r"(?:the|our|my|an?|others?|somebody|someone|colleagues|[A-Z])",
)
_AS_A_CUSTOMER = re.compile(
    r"[^.;\n]{0,90}\b(?:know only|only (?:know )?the basics)\b|[^.;\n]{0,40}\b(?:only (?:know|seen)\b|"
    r"as an? (?:customer|client|patient|guest|user|viewer|passenger|buyer|parent)\b)",
    re.IGNORECASE,
)
_OTHERS_AFTER = re.compile(
    r"[^.;\n]{0,60}\b(?:coming|that comes?|that came|which comes?|which came) (?:off|out of) (?:the|our)\b|"
    r"(?:\s+[\w-]+)?\s+(?:go|goes|went|(?:is|are|was|were) (?:passed|sent|handed|given|left|referred|escalated)) "
    r"(?:up |on |over |straight )?to (?:the|my|our|an?)\b|"
    r"[^.;\n]{0,60}\b(?:(?:is|are|was|were|all) bought[- ]in|"
    r"(?:go(?:es)?|went|(?:is|are|was|were) (?:\w+ )?(?:done|made|handled|sent|given|passed))"
    r" (?:out )?(?:to|by) (?:another|other|outside|an outside|a specialist|the specialist)\b|"
    r"with (?:mr|mrs|ms|dr|my \w+|the \w+)\.? ?[\w-]*['’]s log-?in|"
    r"(?:while|and) (?:she|he|they|somebody|someone) (?:watch|sign|check)(?:es|s|ed)?|"
    r"for (?:the|an?|my|our|his|her) [\w ]{1,40}? to (?:read|interpret)|"
    r"(?:come|comes|came) to (?:me|us) (?:to be|for) \w+)\b",
    re.IGNORECASE,
)
_AS_IF = re.compile(
    r"-(?:inspired|style|like|adjacent|flavoured|flavored)\b|"
    r"[^.;\n]{0,40}\bwith (?:the|my|our|an?) (?:[\w-]+ )?[\w-]+['’]s (?:help|guidance|supervision)\b|"
    r" (?:knowledge|understanding|exposure) from (?:an?|one) \w+|"
    r"[^.;\n]{0,60}\b(?:not allowed|till i['’]m|until i['’]m|once i['’]m|when i['’]m) |"
    r"[^.;\n]{0,40}\bon (?:an? |the )?"
    r"(?:mannequins?|manikins?|mannikins?|dumm(?:y|ies)|(?:training|practice|block) heads?)\b|"
    r"\s+(?:\w+ )?(?:permit|licen[cs]e|certificate|registration|ticket)\b[^.;\n]{0,30}?"
    r"\b(?<!not )(?<!never )(?:lapsed|expired|ran out|surrendered|suspended|revoked)\b|"
    r"\W{0,3}(?:i )?(?:can )?(?:understand|follow|read|get by|get along)\b[^.;\n]{0,20}\b(?:some|little|bit|basic)\b|"
    r"(?: [\w-]+){0,2} (?:webinar|tutorial|bootcamp|taster|fundamentals|basics)\b|"
    r"[^.;\n]{0,60}\bwith (?:(?:Mr|Mrs|Ms|Dr)\. )?[^.;\n]{1,40}? "
    r"(?:next to|beside|behind|alongside|standing over|watching) me\b|"
    r"[^.;\n]{0,12}\((?:[\w ]{0,20} )?(?:holiday|sickness|sick leave|annual leave|vacation) cover\b|"
    r"[^.;\n]{0,30}\bfor (?:(?:an?|one|two|three|some) (?:days?|weeks?)|(?:one|two|three|a couple of) months?)\b"
    r"(?! (?:an?|per|each|every)\b)|"
    r"[^.;\n]{0,30}\b(?:at|in) (?:university|uni|college|school) only\b|"
    r"[^.;\n]{0,30}\bonly (?:at|in) (?:university|uni|college|school)\b|[^.;\n]{0,20}\bwhen (?:told|asked) to\b|"
    r"[^.;\n]{0,30}\b(?:arrives?|comes? in|is coming|goes live|is due|on order)\b[^.;\n]{0,12}"
    r"\b(?:next|soon|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)|"
    r"[^.;\n]{0,60}\bbefore (?:i|my) (?:joined|time|came|started)\b|"
    r"\s+i have (?:only )?tried\b|\s+books? on my shelf\b|"
    r"[^.;\n]{0,70}\b(?:nothing more|no more than that|and that(?: is|['’]s) (?:all|it))\b|"
    r"\W{0,3}(?:i )?(?:only |just )?(?:saw|met|touched|came across)\b[^.;\n]{0,40}"
    r"\b(?:introduction|demo|demonstration|school|college|training|lesson)\b",
    re.IGNORECASE,
)
_PEOPLE_WHO = re.compile(r"\s+(?:who|guys|lads|boys|girls|folks|people|operators|setters)\b", re.IGNORECASE)
_WITH_THEM = re.compile(r"\bwith (?:my |the |our )?(?:pupils|students|learners)\b", re.IGNORECASE)
_CITED = re.compile(
    r"\W*(?!(?:Staff|Senior|Junior|Lead|Chief|Head|Charge|Locum|Band) )[A-Z][\w'’-]+ [A-Z]{1,3}"
    r"(?:, [A-Z][\w'’-]+ [A-Z]{1,3})*(?:,? et al)?\. "
)
"""How the line of a publication begins: ``Example S, Other T. ``."""
_WRITINGS = re.compile(r"\b(?:publications?|talks?|presentations?)\b", re.IGNORECASE)
"""The headings of what somebody wrote or spoke about."""
_THE = re.compile(r"\b(?:the|with|for|to|those|many)\s+$", re.IGNORECASE)
_NOT_ONESELF = re.compile(
    r"\b(?:have|has|had)(?: not|n['’]t| never)(?: yet)? \w+(?: (?:up|out|in|on))? "
    r"(?:one|any|it|them|these|this|that)\b|\bnever (?!need|miss|los|stop|fail)\w+(?: (?:up|out))? (?:one|any|it)\b|"
    r"\b(?:won|can|couldn|wouldn)['’]t (?:pretend|claim)\b|\blet (?:it|them|this|that) (?:go|lapse|slide|drop)\b|"
    r"\b(?:gave|given|handed) (?:it|them) (?:up|back|in)\b|\bhave(?: not|n['’]t|) never \w+ (?:in|on) (?:on )?one\b|"
    r"\b(?:did|have)(?: not|n['’]t) (?:go on|gone on|renewed?|continued?|finish(?:ed)?|carr(?:y|ied) on)\b|"
    r"\bnot yet applied for\b|\b(?:i am|i['’]m) still learning\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\W*(?:but |though |however,? )?(?:i |we |[\w-]+ )?", re.IGNORECASE)
_MINE = re.compile(r"\b(?:my|our)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_THEIRS = re.compile(r"\b(?<!am )(?<!as )(?<!was )(?:their|his|her|the child['’]s)\s+$", re.IGNORECASE)
_WHOSE = re.compile(r"\W*(?:and |but )?(?:his|her|their)\s+(?:[\w-]+\s+)?", re.IGNORECASE)
"""What begins a clause about the work of somebody told of before it: ``; her reports are the best``."""
_CALLED = re.compile(
    r"\s+(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?\s+)?(?:is|was|has|had|goes|does|takes)\b|,? [A-Z][a-z'’-]+\b"
)
"""What follows a person who is somebody else: ``their key worker Ann is off``."""
_THE_ONE_WHO = re.compile(
    r" (?:leads?|does|do|handles?|runs?|decides?|signs?|keeps?|takes?|manages?|writes?|owns?|looks? after|"
    r"deals? with)\b"
)
_HERS = re.compile(r"\b(?:her|his) $", re.IGNORECASE)
_IS = re.compile(r" (?:is|are|was|were) ")
"""What stands around a thing of somebody else's that is spoken of: ``her bug reports are the best``."""
_IS_A_PERSON = re.compile(
    r"(?:manager|supervisor|director|solicitor|accountant|officer|engineer|partner|advis[eo]r|buyer|planner|analyst|"
    r"controller|lead|lawyer|designer|developer|consultant|specialist|coordinator|administrator|teacher)$",
    re.IGNORECASE,
)
"""Somebody else whose work is told of: ``the HR manager leads on the law, I do the numbers``."""
_A_PERSON = re.compile(
    r"(?:manager|supervisor|director|teacher|nurse|solicitor|accountant|officer|engineer|chef|therapist|foreman|"
    r"key person|key ?worker|named nurse|social worker|mentor|tutor|coach)$",
    re.IGNORECASE,
)
_WITH_A_CLASS = re.compile(
    r"[^.;\n]{0,50}\bwith (?:my |the |our |\w+ )?(?:pupils|students|learners|classes)\b", re.IGNORECASE
)
_TELLING_BEFORE = frozenset(
    tokenise(
        "expertise ownership mastery command know shown partner external outside umbrella parent "
        "what while after behind passenger stuffed franked photocopied typed collected "
        "booked hire hired rent rental loan loaned sent send sends phone call ring fetch leave leaves left carry "
        "carried fetched held brochure article blog website leaflet film video advert catalogue saw seen "
        "one part member broker bureau haulier forwarder joiner roofer plasterer "
        "some bit touch taste just only one limited rudimentary little hardly assist assisted assisting assists "
        "helped helping "
        "supported love like wish hope hoping aim aspire intend keen ready plan d happy glad delighted willing pleased "
        "almost such coming come came comes follow following taking attend attended attending who many "
        "most both whom their his her go goes "
        "went fed feeds passed my our pupils students learners get got receive received given team "
        "set planned prescribed chosen picked written drawn decided "
        "colleague engineer designer planner teacher developer programmer analyst accountant bookkeeper solicitor "
        "lawyer attorney conveyancer architect surveyor technician nurse hygienist dentist therapist physio pharmacist "
        "chemist "
        "scientist buyer estimator scheduler supervisor foreman fitter electrician plumber machinist setter toolmaker "
        "welder mechanic chef baker cook photographer copywriter editor translator recruiter trainer leader contractor "
        "subcontractor consultant specialist coordinator officer assistant neighbour neighbor brother sister husband "
        "wife father mother son daughter boss predecessor agency supplier vendor department tester lady expert "
        "gentleman guy "
        "girl lad woman man person"
    ).keys
)
_TELLING_AFTER = frozenset(
    tokenise(
        "before joined tried shelf book "
        "university uni college school told asked arrives arrive comes due order live next soon "
        "guys lads boys girls folks people operators setters "
        "cover days weeks day week months month "
        "next beside behind alongside standing watching coming basics "
        "come comes help guidance supervision knowledge understanding exposure "
        "nothing more introduction saw met touched came all it "
        "who bought login log watches watched watch sign signs signed check checks checked inspired style adjacent "
        "flavoured flavored like allowed m badge webinar tutorial bootcamp taster understand follow read get not t "
        "never applied pupils students learners classes fundamentals basics go goes went passed sent handed given left "
        "referred escalated interpret by as known know seen let gave given handed renew renewed continue continued "
        "finish finished carry carried another outside specialist mannequin manikin mannikin dummy head permit licence "
        "license certificate registration ticket lapsed expired surrendered suspended revoked"
    ).keys
)
"""Words of which one stands in each phrase above: the patterns are tried nowhere else."""

_BASIC = re.compile(r"\b(?:basics?(?: of)?|some|a little|simple|elementary|a bit of)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_A_LITTLE = re.compile(
    r"\b(?:basics?(?: of)?|bits? of|a little|some|elementary|simple)\s+(?:[\w-]+\s+)?$", re.IGNORECASE
)
AS_LITTLE = "Named, but as little known."
OF_OTHERS = "Named as somebody else’s work."
_BRIEFLY = "Learnt in a short course; nothing told of practising it."
_SAID = {Elsewhere.OTHERS: OF_OTHERS, Elsewhere.LITTLE: AS_LITTLE, Elsewhere.BRIEF: _BRIEFLY}
WRITTEN = "Written about; nothing told of practising it."
TAUGHT = "Taught; nothing told of practising it."


def look_again(
    proofs: tuple[tuple[int, int], ...], resume: ResumeProfile, over: frozenset[Why], *, paper: bool = False
) -> str:
    """Give why no proof shows that somebody did the thing alone, or holds the paper; nothing where one does."""
    known = resume.index.again
    note = ""
    for proof in proofs:
        found = known.get(proof)
        if found is None:
            found = known[proof] = _why(*proof, resume)
        if not found and paper and _is_anothers(proof[0], resume):
            found = OF_OTHERS
        if not found or (found == TAUGHT and "taught" in over) or (found == _BRIEFLY and paper):
            return ""
        note = note or found
    return note


def _why(start: int, end: int, resume: ResumeProfile) -> str:
    tokens, text = resume.tokens, resume.text
    if _CITED.match(text, text.rfind("\n", 0, start) + 1, start) or _is_among_writings(start, resume):
        return WRITTEN
    first, last = tokens.slice_at(start, end)
    keys = tokens.keys
    text, start, end = _closed_up(text, start, end)
    tells_before = not _TELLING_BEFORE.isdisjoint(keys[max(0, first - _WORDS) : first])
    before = _SENTENCE_START.split(text[max(0, start - _BEFORE) : start])[-1] if tells_before else ""
    others = bool(before) and (_is_of_others(before, start, end, text) or _NAMED_MAKER.match(before) is not None)
    if others or (not _TELLING_BEFORE.isdisjoint(keys[first:last]) and _names_maker(start, end, text)):
        return OF_OTHERS
    if _is_of_people_named(start, end, text):
        return OF_OTHERS
    if before and _is_little(before, start, end, text):
        return AS_LITTLE
    if before and _WITH_THEM.search(before):
        return TAUGHT
    after = "" if _TELLING_AFTER.isdisjoint(keys[last : last + _WORDS]) else text[end : end + _AFTER]
    said = _said_after(after, text[max(0, start - _SHORT) : start]) if after else ""
    return said or _elsewhere(text, (start, end), keys[max(0, first - _WORDS) : first], keys[last : last + _WORDS])


def _closed_up(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Give what stands around a span with single blanks between its words, and where the span lies there."""
    low, high = max(0, start - 2 * _BEFORE), end + 2 * _AFTER
    if _TWO_BLANKS not in text[low:high]:
        return text, start, end
    before, within, after = (_BLANKS.sub(" ", part) for part in (text[low:start], text[start:end], text[end:high]))
    return before + within + after, len(before), len(before) + len(within)


def _is_little(before: str, start: int, end: int, text: str) -> bool:
    """Whether what stands before a proof, or around it, tells that somebody had little to do with it."""
    if _LITTLE_BEFORE.search(before) or any(one.search(before) and other.match(text, end) for one, other in _AROUND):
        return True
    return _ONE_OF.search(before) is not None and text.startswith("team", start)


def _elsewhere(text: str, span: tuple[int, int], keys_before: list[str], keys_after: list[str]) -> str:
    """Give why a thing is not one's own by who else does it, where else, or for how short a time."""
    start, end = span
    before = _SENTENCE_START.split(text[max(0, start - _BEFORE) : start])[-1]
    after = _NEXT_BLOCK.split(text[end : end + _AFTER], 1)[0]
    found = done_elsewhere(text, span, (before, keys_before), (after, keys_after))
    return "" if found is None else _SAID[found]


def _is_of_others(before: str, start: int, end: int, text: str) -> bool:
    """Whether what stands before a proof in its sentence tells that somebody else did it, or is it."""
    if _OTHERS_BEFORE.search(before) or (_LEFT.search(before) and _TO_THEM.match(text, end)):
        return True
    if _MAKERS_WORK.search(before) and not (_ONES_DEPARTMENT.search(before) or _FROM_DRAWINGS.search(before)):
        return True
    if _WHOSE.fullmatch(before) and _MAKERS_WORK.search(_clause_before(text, start - len(before))):
        return True
    if _GIVEN_BEFORE.search(before) and _GIVEN_AFTER.match(text, end):
        return True
    if _A_PERSON.search(text, start, end) is None:
        return False
    theirs = _THEIRS.search(before) is not None and _CALLED.match(text, end) is not None
    return theirs or _MINE.search(before) is not None


def _clause_before(text: str, start: int) -> str:
    """Give the clause of a sentence before the semicolon at which another begins."""
    if text[start - 1 : start] != ";":
        return ""
    return _SENTENCE_START.split(text[max(0, start - _BEFORE) : start - 1])[-1]


def _is_of_people_named(start: int, end: int, text: str) -> bool:
    """Whether a proof names those who do the thing, or stands beside them: ``the HR manager leads on it``."""
    if _THE_ONE_WHO.match(text, end) and _IS_A_PERSON.search(text, start, end):
        return text[max(0, start - len("the ")) : start].lower() == "the "
    if _HERS.search(text, max(0, start - _SHORT), start) and _IS.match(text, end):
        return True
    if _THOSE.search(text, max(0, start - _SHORT * 2), start) and _TRADESPEOPLE.search(text, start, end):
        return True
    return bool(_TEAM.match(text, end) and _WITH_A_TEAM.search(text, max(0, start - _SHORT * 3), start))


def _names_maker(start: int, end: int, text: str) -> bool:
    """Whether a proof itself names whose work it is: ``the class teacher's weekly plans``."""
    sentence = _SENTENCE_START.split(text[max(0, end - _BEFORE) : end])[-1]
    return (
        _MAKERS_WITHIN.search(text, max(0, start - _SHORT), end) is not None or _NAMED_MAKER.match(sentence) is not None
    )


def is_as_little_as_asked(requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile) -> bool:
    """Whether an ad asks for the basics of a thing, and a résumé tells of a little of it: ``a bit of SQL``."""
    start = requirement.start or 0
    if verdict.note != AS_LITTLE or not _BASIC.search(job.description, max(0, start - _SHORT * 2), start):
        return False
    begin = verdict.proofs[0][0]
    return _A_LITTLE.search(resume.text, max(0, begin - _SHORT * 2), begin) is not None


def is_taken_back(terms: tuple[int, ...], resume: ResumeProfile) -> bool:
    """Whether a thing that is named is said to be what others work on: ``the pumps themselves are mended by Ann``."""
    taken = takes_back(resume)
    return bool(taken) and any(one.end in taken for term in terms for one in resume.mentions.get(term, ()))


def takes_back(resume: ResumeProfile) -> frozenset[int]:
    """Give the offsets behind which a résumé says so of something."""
    taken = resume.index.taken_back
    if taken is None:
        taken = resume.index.taken_back = frozenset(match.start() for match in _BY_OTHERS.finditer(resume.text))
    return taken


def _is_anothers(start: int, resume: ResumeProfile) -> bool:
    """Whether a paper is named as somebody else's: of a person one works under, or whose it is checked."""
    before = _SENTENCE_START.split(resume.text[max(0, start - _BEFORE) : start])[-1]
    return _ANOTHERS_PAPER.search(before) is not None


def _is_among_writings(start: int, resume: ResumeProfile) -> bool:
    return any(one.start <= start < one.end and _WRITINGS.search(one.heading) for one in resume.sections)


def _said_after(after: str, before: str) -> str:
    """Give why what follows a proof in its sentence, or the next, leaves less of it."""
    if _OTHERS_AFTER.match(after) or _MADE_BY.match(after) or (_PEOPLE_WHO.match(after) and _THE.search(before)):
        return OF_OTHERS
    if _AS_IF.match(after) or _AS_A_CUSTOMER.match(after) or _is_denied_after(_NEXT_BLOCK.split(after, 1)[0]):
        return AS_LITTLE
    return TAUGHT if _WITH_A_CLASS.match(after) else ""


def _is_denied_after(after: str) -> bool:
    """Whether the rest of a sentence, or the next one from its start, says that it was not done by oneself."""
    stop = _SENTENCE_END.search(after)
    if _NOT_ONESELF.search(after if stop is None else after[: stop.start()]):
        return True
    if stop is None:
        return False
    found = _NOT_ONESELF.search(after, stop.end())
    return found is not None and _LEAD.fullmatch(after, stop.end(), found.start()) is not None
