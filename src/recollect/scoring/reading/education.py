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
            r"\bjd\b|\bm\.?d\.(?!\w)|promotion zum dr|doctorat\b|doctorado|doutorad[oa]|dottorato|doktorat|"
            r"(?-i:\b(?:EngD|DEng|DSc|DBA|AuD|DSW|DrPH|SJD|DMA|ThD|DMin|DHSc|DPH|DClin\w*|DEdPsy|"
            r"Dr\.?[- ](?:Ing|med|rer|phil|iur|oec)\b))"
        ),
    ),
    (
        MASTER,
        (
            r"master(?:['’]?s)?(?: degree| of \w+| in \w+)|master['’]s|masters\b|\bm\.?\s?sc\b\.?|"
            r"\bm\.?eng\b\.?|\bmba\b|m\.b\.a\.?|\bm\.ed\b\.?|\bm\.?phil\b|"
            r"\bll\.\s?m\b\.?|\bllm\b(?! (?!in\b|at\b|from\b|with\b|and\b)(?-i:[a-z]))|\bm\.a\.|\bm\.s\.|\bmsw\b|"
            r"\bmph\b|\bmpa\b|\bmarch\b(?= \(|, arch)|postgraduate degree|graduate degree|advanced degree|"
            r"magister|dipl\.?-\s?\w+\.?|diplom-\w+|\bdiplom\b(?! in)|dipl[oô]me d['’]ing[eé]nieur\w*|\bma in\b|"
            r"\bms in\b|\bbac ?\+ ?5\b|"
            r"mlis\b|mchem\b|mphys\b|mbiol\b|mmus\b|mteach\b|"
            r"\bm\.?res\b|\bmsn\b|\bmpharm\b|\bmca\b|\bm\.?tech\b|\bmfa\b|maestria|m[aá]ster(?: en| universitario)|"
            r"\bmastère\b|laurea magistrale|maestr[ií]a|mgr\b|doctorandus|staatsexamen|civilingenj[oö]r|"
            r"mestrad[oa]|magister\w*|m\.?(?:a\.?)?ed\b\.?|(?-i:\bM\.(?:A\.T|P\.[AHP]|S\.[A-Z](?:\.[A-Z])?|"
            r"(?:Ed|Eng|Arch|Com|Tech|Phil|Pharm|Plan|Res|Litt|Div|E|F\.A|L\.I\.S|L\.S|S\.W|B\.A|N|P\.T|O\.T|H\.A|"
            r"H\.S))"
            r"\b\.?|"
            r"\b(?:MS(?:CE|EE|ME|IE|CS|IS|IT|BA|F|Ed|PH|W|OT|PT|HRM|SE)|MPAcc|MAcc|MAcy|MTax|MFin|MSF|MEcon|MBus|MCom|"
            r"MComm|MComp|MDes|MLA|MURP|MUP|MPlan|MPP|MHA|MHSA|MHRM|MPT|MOT(?= in)|MScPT|MScOT|MClin\w*|MPhty|"
            r"MPhysio\w*|MOccThy|MNurs\w*|MMid\w*|MPsych\w*|MCouns|MSocWk|MSocSc|MSSc|MTh|MDiv|MLitt|MJur|MMath|MStat|"
            r"MGeol|"
            r"MBiolSci|MBioch|MSci|MMedSci|MInf|MEM(?= in)|MEnv\w*|MFor|MVSc|MDS|MHK|MMktg|MIM(?= in)|MIB(?= in)|"
            r"MEngSc|MAppSc|MASc|MSLIS|MAT(?= in)|MMus|Master [12]))\b|"
            r"(?<!,\s)(?-i:\bM[AS]\b(?! (?:Office|Excel|Word|Project|Teams|Access|Outlook|SQL|Dynamics|Azure|"
            r"Visio|Windows|Power|Exchange|EN|ISO|Sharepoint|SharePoint|Server|CRM)))(?=,? \(?[A-Z])"
        ),
    ),
    (
        BACHELOR,
        (
            r"(?-i:\bB\.(?:E|Eng|Ed|Com|Comm|Tech|Arch|Pharm|Des|Mus|N|Sc\.\s?N|S\.[A-Z](?:\.[A-Z])?|Acc|Bus|"
            r"Soc\.?\s?Sc|"
            r"Agr|V\.Sc|D\.S|P\.T|O\.T|H\.Sc|H\.M|C\.[AL]|B\.[AMS]|I\.[TS]|F\.A|L\.A|L\.S|A\.I|A\.Sc|A\.(?=[,( ]|$)|"
            r"S\.W)\b\.?|"
            r"\b(?:BS(?:CE|EE|ME|IE|ChE|CS|BA|IT|AE|ECE|CPE|CM|HM|Acc\w*|Ed|Eng|W|RT|MT|ND|OT|PT|HS|DH|RS|SE)|"
            r"BAcc\w*|BAcy|BBus\w*|BComp\w*|BInf\w*|BIT(?= in|,| \()|BEc|BEcon|BDes|BAgr\w*|BAgSc|BSoc\w*|BSSc|BNSc|"
            r"BSc[A-Z]\w*|"
            r"BOccThy|BOT(?= |,)(?= in| \(|,)|BPT|BPhysio\w*|BPhty|BPhEd|BPsych\w*|BMid\w*|BMed\w*|BMLS\w*|BAppSc|"
            r"BApp\w+|BCL|"
            r"BDent\w*|BPlan|BURP|BHM(?=,| )|BHMCT|BBM|BBS(?=,| )|BMath|BStat|BSurv|BProp\w*|BForSc|BTeach\w*|BHK|"
            r"BKin|BLArch|BAI(?=,| )|"
            r"BRadiog\w*|BOptom|BPod\w*|BSpPath|BEnv\w*|BVMedSc|BVMBS|MVB|BAMS|BHMS|BFSc|BJourn|PGDip|PgDip|"
            r"BN(?= |,| \()(?=,? \(?(?:[Hh]ons|Nursing|Adult|Child|Mental|\d))|"
            r"BE(?=,? \(?(?:[Hh]on|in\b|(?:Civil|Mech|Elec|Chem|Comp|Indust|Prod|Bio|Struct|Soft|Eng|Energy|Process|"
            r"Manuf|"
            r"Info|Instr|Auto|Aero)\w*))|AB(?= in [A-Z])))\b|"
            r"bvsc\b|bvetmed\b|bvms\b|bvm&s\b|bds\b|bchd\b|bnurs\b|bscn\b|bhsc\b|bm ?bs\b|mbbch\b|bmus\b|"
            r"bachelor(?:['’]?s)?(?: degree| of \w+)?|\bb\.?\s?sc\b\.?|\bb\.?eng\b\.?|\bb\.?tech\b\.?|"
            r"\bb\.?comm?\b\.?|\bbba\b|b\.b\.a\.?|\bb\.a\.|\bb\.s\.|\bba\b(?= in| of|,| \(|/bs|\s*[-–]|\s*hons)|"
            r"(?-i:\bBA\b(?= [A-Z][a-z]{3,}\b(?! (?:Analyst|Airways|Lead|Team))))|"
            r"\bbs\b(?= in| of|,|/ba| degree)|\bbs/ba\b|\bba/bs\b|\bbfa\b|b\.f\.a\.?|\bllb\b|\bll\.\s?b\b\.?|"
            r"(?-i:\bB\.?Ed\b|"
            r"\bBED\b(?! ))|"
            r"\bbsn\b|b\.s\.n\.?|\bb\.?arch\b|\bbsw\b|four[- ]year degree|4[- ]year degree|"
            r"2[:.][12]\b(?= (?:or (?:better|above|higher)|degree|honours|\(?hons|in [A-Za-z]))|"
            r"undergraduate degree|university degree|college degree|honou?rs degree|degree (?=in|qualified|"
            r"level)|\bpgce\b|\bpgde\b|postgraduate (?:certificate|diploma|qualification|award)|"
            r"licence (?=en\b)|licenciatura|"
            r"licenciado|licenciada|laurea\b|grado en|hochschulabschluss|degree-qualified|"
            r"(?:completed|finished|successful(?:ly completed)?) (?:university |higher |academic )?"
            r"(?:studies|degree course)|"
            r"\bbac ?\+ ?[34]\b|abgeschlossenes (?:\w+)?studium|t[ií]tul(?:aci[oó]n|o) universitari[ao]|"
            r"hbo[- ](?:werk|niveau|diploma|opleiding|bachelor)|"
            r"baccalaur[eé]at en|\bbpharm\b|\bbca\b|\bb\.?a\.?sc\b|in[zż]ynier|licencjat|fachhochschulabschluss|"
            r"\bfh[- ]diplom\b|bacharel\w*|kandidatexamen|yrkesexamen|diplom[aă] de licen[tț][aă]|diplomatura|"
            r"fachhochschulstudium|ingeniero|ingeniera|grado\b(?= superior| universitario)|kandidat\b|"
            r"(?<!,\s)(?-i:\bB[AS]\b(?! (?:Office|Excel|Word|Project|Teams|Access|Outlook|SQL|Dynamics|Azure|"
            r"Visio|Windows|Power|Exchange|EN|ISO|Sharepoint|SharePoint|Server|CRM)))(?=,? \(?[A-Z])|mb ?(?:bs|"
            r"chb|bch)\b|"
            r"\b(?<!no\s)(?<!not\sa\s)(?<!without\sa\s)degree\b"
        ),
    ),
    (
        ASSOCIATE,
        (
            r"cert\.?\s?ed\b|dtlls\b|"
            r"associate(?:['’]?s)? degree|associate(?:['’]s)?(?=(?:,| or|/| and/or) ?(?:a )?bachelor)|"
            r"(?-i:\bA\.(?:A|S|A\.S|A\.A|S\.N|D\.N|O\.S|Sc|G\.S)\b(?!\.? [A-Z][a-z]+(?:,|$))\.?|"
            r"\b(?:AAS|ASN|AOS|AAB|Fd[AS]c?|FdEng|CertHE|Cert HE|DipHE|DipTech|ASDH|"
            r"A[AS](?= in [A-Z]|, [A-Z]| degree| \()(?! in [A-Z]{2,}\b)))\b|"
            r"higher (?:apprenticeship|certificate|national|technician)|school of mines diploma|"
            r"associates? (?=of|in)(?:of|in) \w+|\ba\.?a\.?s\.(?!\w)|\baas\b|"
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
            r"\bt[- ]level\b|indentured|time[- ]served|served (?:his|her|my|an?) (?:time|apprenticeship)|improver\b|"
            r"red seal|certificate of apprenticeship|trade test\w*|craft certificate|advanced craft|"
            r"journey(?:man|woman|person|worker)(?:['’]?s)? (?:card|certificate|certification|papers?|ticket|"
            r"licen[cs]e|"
            r"status|level|book)|journeyed out|topped out|turned out as|"
            r"certificate of (?:qualification|completion of apprenticeship)|c of q\b|craft apprentice(?:ship)?|"
            r"(?:trade|modern|advanced|dual|registered|four[- ]year|4[- ]year|five[- ]year|5[- ]year|three[- ]year|"
            r"union|"
            r"company|electrical|full) apprenticeship|advanced craft|national craft certificate|"
            r"(?:job corps|vo-?tech|career and technical|trade tech)\b|skilled worker['’]?s (?:certificate|letter)|"
            r"grado medio|istituto (?:tecnico|professionale)|szko[lł]a zawodowa|tecnico\b(?= en| de)|"
            r"journey(?:man|woman|person)(?:['’]?s)? exam(?:ination)?|gesellenpr[uü]fung|meisterpr[uü]fung|"
            r"(?:b[aä]cker|konditor|fleischer|metzger|tischler|schreiner|maler|maurer|zimmer|dachdecker|friseur|"
            r"kfz-|elektro|installateur|metallbauer)meister(?:in)?\b|"
            r"journeyman certificate|postsecondary certificate|culinary (?:school|"
            r"diploma|arts diploma)|gesellenbrief|meisterbrief"
        ),
    ),
    (
        SCHOOL,
        (
            r"high school(?: diploma| degree| graduate| education)?|secondary school (?:diploma|certificate)|"
            r"\bh\.?s\.?(?: |-)(?:diploma|grad(?:uate)?)\b|hiset\b|class of (?:19|20)\d\d\b|"
            r"(?:five|six|seven|eight|nine|ten|eleven|\d{1,2}) (?:good )?passes\b(?=[^.;\n]{0,40}\b(?:english|math))|"
            r"(?:[\w.'’-]+ )?high,? (?:class of ['’]?\d|"
            r"graduated|graduate|diploma)|"
            r"(?-i:\b(?:HSC|SSLC|HSSC|VCE|WACE|WASSCE|WAEC|NCEA|IGCSEs?|CXC|CSEC|CAPE|ATAR|UCE|UACE|KCSE))\b|"
            r"international baccalaureate|\bib diploma\b|\bo[- ]levels?\b|(?:scottish|advanced) highers|"
            r"standard grades|"
            r"national [45]s?\b|matric(?:ulation)?\b|mittlere reife|realschul\w*|hauptschul\w*|fachabitur|bachillerato|"
            r"\bmatur(?:it[aà]|a)\b|brevet des coll\w+|\bdiploma di maturit\w+|vwo\b|havo\b|vmbo\b|"
            r"\bged\b|g\.e\.d\.?|\ba[- ]levels?\b(?! \d)|\bgcses?\b|\babitur\b|baccalaureat\b|baccalauréat|"
            r"secondary education|leaving cert(?:ificate)?\b|matura\b|(?:grade|year|class) 1[23]\b|"
            r"12th (?:grade|standard|pass)\b"
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
    "meng mba med ll "
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
    "secondary ged g gcse abitur baccalaureat leaving matura hs h hiset hsc sslc hssc vce wace wassce waec ncea igcse "
    "cxc csec cape atar uce uace kcse international ib o scottish standard national matric matriculation mittlere "
    "grade year class 12th "
    "fachabitur bachillerato maturita brevet vwo havo vmbo "
    "engd deng dsc dba aud dsw drph sjd dma thd dmin dhsc dph dedpsy dr doutorado doutorada dottorato doktorat "
    "civilingenjor mestrado mestrada maed mpacc macc macy mtax mfin msf mecon mbu mbus mcom mcomm mcomp mdes mla murp "
    "mup mplan mpp mha mhsa mhrm mpt mot mscpt mscot mphty moccthy mcoun mcouns msocwk msocsc mssc mth mdiv "
    "mlitt mjur mmath mstat mgeol mbiolsci mbioch msci mmedsci minf mem mfor mvsc mds mhk mmktg mim mib mengsc "
    "mappsc masc mslis mat pgdip msce msee msme msie mscs msis msit msba msed msph mspt msot mshrm msse "
    "bsce bsee bsme bsie bsche bscs bsba bsit bsae bsece bscpe bscm bshm bsed bseng bsrt bsmt bsnd bsot bspt "
    "bshs bsdh bsrs bsse bacy bit bec becon bdes bagsc bssc bnsc boccthy bot bpt bphty bphed bappsc bcl "
    "bplan burp bhm bhmct bbm bbs bmath bstat bsurv bforsc bhk bkin blarch bai boptom bsppath bvmedsc bvmb mvb bam "
    "bhm bfsc bjourn bn be ab bacharel bacharelado kandidatexamen yrkesexamen diploma diplomatura fachhochschulstudium "
    "asn aos aab fda fdsc fdeng certhe dipte diptech asdh as aa "
    "journeyman journeywoman journeyperson journeyworker journeyed topped turned craft c modern dual registered "
    "class six seven eight nine ten eleven 6 7 8 9 10 11 12 "
    "five 5 three 3 union company electrical full job vo votech career skilled"
)
_FIRST_WORDS = frozenset(_FIRST_WORDS_TEXT.split())
"""The words that a degree can begin with, in their comparable form: the pattern is tried nowhere else."""
_FIRST_PARTS = (
    *("gesellenprufung", "meisterprufung", "backermeister", "konditormeister", "fleischermeister", "metzgermeister"),
    *("tischlermeister", "schreinermeister", "malermeister", "maurermeister", "zimmermeister", "dachdeckermeister"),
    *("friseurmeister", "elektromeister", "installateurmeister", "metallbauermeister"),
    *("fachwirt", "fachangestellte", "dclin", "mclin", "mphysio", "mnurs", "mmid", "mpsych", "menv", "magister"),
    *("bsacc", "bacc", "bbus", "bcomp", "binf", "bagr", "bsoc", "bsc", "bphysio", "bpsych", "bmid", "bmed", "bml"),
    *("bapp", "bdent", "bprop", "bteach", "bradiog", "bpod", "benv", "realschul", "hauptschul", "bacharel"),
)
_SECOND_WORDS = {
    **dict.fromkeys(("two", "four", "4"), frozenset(["year"])),
    "2": frozenset(["year", "1", "2"]),
    **dict.fromkeys(("university", "college"), frozenset(["degree"])),
    "secondary": frozenset(["school", "education"]),
    "high": frozenset(["school", "education", "class", "graduated", "graduate", "diploma"]),
    "a": frozenset(["a", "level", "s"]),
    "advanced": frozenset(["degree", "diploma", "craft", "apprenticeship", "higher"]),
    "as": frozenset(["in", "degree"]),
    "be": frozenset(["hon", "hons", "in", "civil", "mechanical", "mech", "electrical", "electronic", "chemical"])
    | frozenset(["computer", "industrial", "production", "software", "engineering", "structural", "biomedical"])
    | frozenset(["information", "instrumentation", "automobile", "aeronautical", "manufacturing", "energy", "process"]),
    "national": frozenset(["craft", "4", "5", "4s", "5s"]),
    "standard": frozenset(["grade"]),
    **dict.fromkeys(("grade", "year", "class"), frozenset(["12", "13"])),
    "12th": frozenset(["grade", "standard", "pass"]),
    "international": frozenset(["baccalaureate"]),
    "scottish": frozenset(["higher"]),
    "modern": frozenset(["apprenticeship"]),
    "dual": frozenset(["apprenticeship"]),
    "union": frozenset(["apprenticeship"]),
    "company": frozenset(["apprenticeship"]),
    "electrical": frozenset(["apprenticeship"]),
    "registered": frozenset(["apprenticeship"]),
    "full": frozenset(["apprenticeship"]),
    "trade": frozenset(["school", "certificate", "qualification", "apprenticeship", "test", "tech"]),
    "job": frozenset(["corp", "corps"]),
    "career": frozenset(["and"]),
    "skilled": frozenset(["worker"]),
    "topped": frozenset(["out"]),
    "turned": frozenset(["out"]),
    "journeyed": frozenset(["out"]),
    "c": frozenset(["of"]),
    "craft": frozenset(["certificate", "apprentice", "apprenticeship"]),
    "three": frozenset(["year"]),
    "3": frozenset(["year"]),
    "class": frozenset(["of"]),
    **dict.fromkeys(
        ("six", "seven", "eight", "nine", "ten", "eleven", "6", "7", "8", "9", "10", "11", "12"),
        frozenset(["pass", "passe", "passes", "good"]),
    ),
    "five": frozenset(["year", "pass", "passe", "passes", "good"]),
    "5": frozenset(["year", "pass", "passe", "passes", "good"]),
    "associate": frozenset(["degree", "of", "in", "s"]),
    "certificate": frozenset(["iii", "iv", "3", "4", "of"]),
    "higher": frozenset(["national", "diploma", "apprenticeship", "certificate", "technician"]),
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
    r"year (?:one|two|three|four|[0-9]) of (?:two|three|four|five|\d)|\d(?:st|nd|rd|th) year of \d|"
    r"started (?:an? |my |the )?"
    r"(?=(?:b|m)\.?(?:sc|a|eng|s)\b|bachelor|master|degree|diploma|open university|nvq|level)|"
    r"\bstart(?:ed|ing|s)(?: in)? (?:[a-z]{3,9}\.? )?202[4-9]\W*$|gave (?:it )?up|"
    r"never (?:finish|complet|graduat)\w*|"
    r"no degree (?:taken|awarded)|\d{1,3} (?:of|out of|/) \d{2,3} (?:credits|ects)|"
    r"(?:credits|modules|units|semesters) so far|"
    r"without (?:a |the )?(?:degree|diploma|graduating)|(?:half|part)[- ]?way through|"
    r"withdrew|discontinued|did not (?:finish|complete|graduate)|dropped out|abgebrochen|voraussichtlich",
    *("in progress", "expected", "candidate", "pursuing", "studying", "complete", "anticipated", "left", "to go"),
    *("first year only", "still to", "planned", "did not", "dropped out", "abgebrochen", "voraussichtlich"),
    *("student", "researcher", "thesis", "dissertation", "abd", "viva", "withdrew", "discontinued"),
    *("credits", "ects", "so far", "start", "gave", "never", "no degree", "without", "through", "year of"),
    *("year one", "year two", "year three", "year four", *(f"year {number}" for number in range(10))),
)
_NO_DEGREE = re.compile(
    r"(?:[Mm]ed|ba|ma|ms|bed)\b(?!\.)|(?:BA|MA|MS|BS|AA|AS|MDS|MSF|MIM|MIB|MOT|MPT|MLA|MEM|MAT|BOT|BIT|DPH|"
    r"MUP|MHK) (?!(?:in|of|from|with|at|and|hons?|honours|honors|degree|"
    r"candidate|student|graduate|level|or|plus|majoring|major|minor)\b)[a-z]{3,}"
)
"""Letters that are no degree where they are small, or before a word that is none of one: ``BA wearer``."""
_DOCTORAND = re.compile(r"\b(?:ph\.?d|doctora(?:l|te)|d\.?phil) (?:candidate|student|researcher)\b", re.IGNORECASE)
_OPEN = sought(
    r"prerequisites?\b|planning to|credits? (?:short|away|left|to go|remaining|to finish)|enrolled|final[- ]year|"
    r"(?:currently|now|am) (?:in|on|doing|reading for|taking)\b|"
    r"\bin (?:the|my|his|her) (?:\w+ )?(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th) year (?:of|at|on)\b|"
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ]year (?:student|apprentice|trainee)|\bsit[ .,;)]|"
    r"\bsitting\b|\bdue (?:to|in)\b|\bawaiting\b|\bhalf[- ]way\b|\bworking towards\b|\bnot (?:yet )?finished",
    *(
        "prerequisite",
        "planning to",
        "credit",
        "enrolled",
        "final",
        "currently",
        "now ",
        "am ",
        *("sit ", "sit.", "sit,", "sit;", "sit)", "sitting", "due "),
        "awaiting",
    ),
    *("half", "working towards", "finished"),
    *("year of", "year at", "year on", "year stu", "year app", "year tra"),
)
_NONE = re.compile(r"\b(?:no|not an?|without an?) $", re.IGNORECASE)
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
        if match is None or _NO_DEGREE.match(text, match.start()) or _is_an_act(text, match):
            continue
        reached = match.end()
        if _NONE.search(text, max(start, match.start() - len("without a ")), match.start()):
            continue
        level = int((match.lastgroup or "l0")[1:])
        around = text[max(start, match.start() - 60) : min(end, match.end() + 120)]
        line_end = around.find("\n", match.end() - max(start, match.start() - 60))
        line = around if line_end < 0 else around[:line_end]
        behind = _ENTRY_END.search(text, match.end(), min(end, match.end() + 120))
        entry = text[max(start, match.start() - 60) : behind.start() if behind is not None else match.end() + 120]
        yield Degree(
            level,
            *match.span(),
            finished=not (_is_unfinished(line, level) or _OPEN.is_in(entry, small_letters(entry))),
        )


def _is_an_act(text: str, match: re.Match[str]) -> bool:
    """Whether letters are those of a law or a body, which an article tells: ``detained under the MHA``."""
    said = match.group()
    return said.isupper() and said.isalpha() and text[: match.start()].endswith(("under the ", "by the ", "of the "))


def _is_unfinished(line: str, level: int) -> bool:
    """Whether a line tells that a degree is not held: what it tells of somebody's doctorate is said of no other."""
    if level < DOCTORATE:
        line = _DOCTORAND.sub("", line)
    return _UNFINISHED.is_in(line, small_letters(line))


def waives_degree(sentence: str) -> bool:
    """Whether a sentence takes experience instead of the degree it asks for."""
    return _EQUIVALENT.search(sentence) is not None
