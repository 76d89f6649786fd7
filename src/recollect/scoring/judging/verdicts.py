"""How one requirement came out."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.analysis import RequirementStatus

MET_FROM = 0.9
PARTLY_FROM = 0.15


class Verdict(Struct, frozen=True, gc=False):
    """How one requirement came out: credit from 0 to 1 or None, the terms found, and the spans that prove it."""

    status: RequirementStatus
    credit: float | None
    note: str = ""
    proofs: tuple[tuple[int, int], ...] = ()
    terms: tuple[int, ...] = ()


NOT_FOUND = Verdict("not_found", 0.0)
NOT_SAID = Verdict("unknown", None, "Résumés seldom say this; ask.")
