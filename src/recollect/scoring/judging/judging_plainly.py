"""A skill that a résumé names once and plainly, as most that are found are: met, with nothing that could lessen it.

What `judge` says of such a skill is known beforehand; whatever needs a look is left to it.
"""

from __future__ import annotations

from recollect.scoring.judging.closeness import RELATED_CREDIT
from recollect.scoring.judging.judging_doubts import hold_in_one_country, is_plain
from recollect.scoring.judging.second_look import takes_back
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.company import company_of
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import Need, ResumeProfile


def is_simple(need: Need) -> bool:
    """Whether an ad asks for no more than that one of some skills is named."""
    more = need.paper or need.kinds or need.people or need.level or need.others
    return need.kind == "terms" and not more and _stand_alone(need.terms)


def judge_plainly(terms: tuple[int, ...], resume: ResumeProfile, now: int) -> Verdict | None:
    """Give the verdict on what is simply asked for where one of it is named plainly; None where `judge` must look."""
    own = [term for term in terms if term in resume.mentions]
    if len(own) != 1 or takes_back(resume):
        return None
    best = resume.mentions[own[0]][0]
    if best.credit < RELATED_CREDIT or best.listed or best.until is not None:
        return None
    proof = best.start, best.end
    return Verdict("met", 1.0, "", (proof,), (best.term,)) if is_plain(proof, resume, now) else None


@kept_while_in_force
def _stand_alone(terms: tuple[int, ...]) -> bool:
    """Whether some terms are skills that mean the same in any company and any country."""
    known = vocabulary().terms
    of_a_land = any(hold_in_one_country((term,), papers=False) for term in terms)
    return not of_a_land and all(known[term].kind == "skill" for term in terms) and not company_of(terms)[1]
