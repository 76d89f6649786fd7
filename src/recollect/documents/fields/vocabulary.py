"""The words that a title block's lines are told apart by: headings, occupations, organisations."""

from __future__ import annotations

import re

from recollect.documents.fields.lexicons import heading_kinds
from recollect.domain.text import fold


def words(text: str) -> frozenset[str]:
    """Give the words of a text, folded."""
    return frozenset(fold(text).split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(fold(phrase).split()) for phrase in re.split(r"[|\n]", text) if phrase.strip())


CONTACT_HEADINGS = frozenset(name for name, kind in heading_kinds().items() if kind == "contact")
REFERENCE_HEADINGS = frozenset(name for name, kind in heading_kinds().items() if kind == "references")
_MORE_HEADINGS = _phrases("""
    hoja de vida|currículo|key achievements|career highlights|履歴書|職務経歴書|简历|个人简历|履歷|이력서
    резюме|резюмe|опыт работы|образование|навыки
""")
_HEADINGS = _MORE_HEADINGS | frozenset(heading_kinds())

_OCCUPATIONS = words("""
    accountant administrator advisor adviser agent analyst apprentice architect assistant associate attorney auditor
    baker banker barista bartender bookkeeper builder butcher buyer carer carpenter cashier chef chemist clerk coach
    consultant contractor controller cook coordinator counsel counselor counsellor curator dentist designer developer
    director dispatcher doctor driver economist editor educator electrician engineer estimator executive expert farmer
    fellow fitter foreman founder freelancer gardener generalist geologist graduate guard hairdresser handyman head
    hygienist inspector installer instructor intern interpreter investigator janitor journalist lawyer lead leader
    lecturer librarian lifeguard machinist manager marketer mason mechanic mentor merchandiser midwife nanny nurse
    officer operator optician orderly owner painter paralegal paramedic partner pharmacist photographer physician
    physicist physiotherapist pilot planner plumber postman president principal producer professional professor
    programmer psychologist receptionist recruiter representative researcher roofer salesperson scientist secretary
    specialist statistician steward storekeeper strategist student superintendent supervisor surgeon surveyor tailor
    teacher technician technologist tester therapist trader trainee trainer translator tutor underwriter veterinarian
    videographer waiter waitress warden welder worker writer ingenieur ingenieurin ingénieur ingeniero ingeniera
    ingegnere développeur développeuse desarrollador desarrolladora sviluppatore entwickler entwicklerin lehrer lehrerin
    krankenpfleger krankenschwester pflegefachkraft infirmier infirmière enfermero enfermera infermiere maestro maestra
    enseignant professeur comptable buchhalter buchhalterin contable contador kaufmann kauffrau leiter leiterin
    elektriker électricien electricista cuisinier cuisinière koch köchin cocinero cocinera vendeur vendeuse verkäufer
    verkäuferin mechaniker techniker ontwikkelaar verpleegkundige leraar boekhouder
""")
_QUALIFIERS = words("""
    accounting analytics assistant backend business certified chief clinical cloud commercial construction creative
    customer data deputy development devops digital electrical engineering finance financial freelance frontend
    full-stack fullstack general graphic human industrial information interim internal it junior kitchen laboratory
    lead legal licensed logistics machine maintenance management manufacturing marketing mechanical medical mobile
    nursing office operations primary principal product production project public purchasing quality qualified
    registered regional resources retail sales science security senior server service social software staff systems
    technical technology vice warehouse web
""")
_ORGANISATIONS = words("""
    academy agency ag associates association bank bv center centre clinic co college company consulting corp
    corporation council department foundation gmbh group holding holdings hospital inc industries institute limited llc
    llp ltd ministry partners plc restaurant sa sarl school services society solutions studio studios technologies
    traders trust universidad universität université university ventures
""")
_FILLERS = words("""
    a about an and am apartment as at avenue available by city confidential curriculum cv date dear education email
    experience for from hello hi i in is last lebenslauf mobile my no of on or our page phone please resume road skills
    street summary tel telephone the to updated vitae was we welcome with you your january february march april may
    june july august september october november december
""")
_NOT_NAMES = _OCCUPATIONS | _QUALIFIERS | _ORGANISATIONS | (_FILLERS - words("may april june august"))


def heading_key(text: str) -> str:
    """Give a line as headings are listed: folded, without signs and icons at its ends."""
    return re.sub(r"^[^\w]+|[^\w]+$", "", " ".join(fold(text).split()))


def is_heading(text: str) -> bool:
    """Tell whether a line is a usual heading of a part of a résumé."""
    return heading_key(text) in _HEADINGS


def starts_with_heading(text: str) -> str | None:
    """Give the heading, of two words at least, that a line begins with where columns were joined into it."""
    tokens = heading_key(text).split()
    for count in (3, 2):
        heading = " ".join(tokens[:count])
        if len(tokens) > count and heading in _HEADINGS:
            return heading
    return None


def is_no_name(word: str) -> bool:
    """Tell whether a word names an occupation, a rank, an organisation or a part of a résumé, not a person."""
    return fold(word).strip(".,:;&") in _NOT_NAMES


def names_occupation(text: str) -> bool:
    """Tell whether a text has a word for an occupation or a rank in it."""
    return not _OCCUPATIONS.isdisjoint(re.findall(r"[\w-]+", fold(text)))
