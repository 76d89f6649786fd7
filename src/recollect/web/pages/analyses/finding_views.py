"""The requirements of a result as its page shows them: must-haves first, each with the quotes that bear it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from recollect.domain.analysis import AnalysisResult, Evidence, JudgedRequirement
from recollect.web.pages.wording import KINDS, STRENGTHS, Status

STATUSES = {
    "met": Status("ok", "Met"),
    "partly": Status("part", "Partly met"),
    "not_found": Status("gap", "Not found"),
    "unknown": Status("wait", "Not said"),
}
AddressOf = Callable[[str, str], str]
"""Gives where a mark is to be seen, from its id and the anchor that it has there."""


class Quote(Struct, frozen=True, kw_only=True):
    """A quote and the flag that leads to its line; without a flag where it isn't verbatim in the document.

    `anchor` is where the flag in the text leads back to: the first claim that the quote bears out.
    """

    id: str
    anchor: str | None
    address: str
    claim: str
    text: str
    look: str
    page: str
    verified: bool


class Finding(Struct, frozen=True, kw_only=True):
    """A requirement, how it was judged, and what bears that out."""

    id: str
    text: str
    kind: str
    status: Status
    is_missing: bool
    note: str
    quotes: tuple[Quote, ...]


class FindingGroup(Struct, frozen=True, kw_only=True):
    """The requirements of one strength in the order of the job; `open` are those that are not met."""

    heading: str
    said: str
    findings: tuple[Finding, ...]
    open: tuple[Finding, ...]


def view_findings(result: AnalysisResult, address_of: AddressOf) -> tuple[FindingGroup, ...]:
    """Show the requirements, must-haves first."""
    evidence = {one.id: one for one in result.evidence}
    anchored: set[str] = set()
    groups = []
    for strength, heading in STRENGTHS.items():
        found = [_view(one, evidence, anchored, address_of) for one in result.requirements if one.strength == strength]
        if found:
            groups.append(_group(heading, found))
    return tuple(groups)


def view_others(result: AnalysisResult, address_of: AddressOf) -> tuple[Quote, ...]:
    """Show the quotes that bear out no requirement."""
    told = {evidence_id for one in result.requirements for evidence_id in one.evidence}
    return tuple(_quote(one, "ok", address_of) for one in result.evidence if one.id not in told)


def tally_requirements(requirements: Sequence[JudgedRequirement]) -> str:
    """Say how many requirements were judged how."""
    counts = [(sum(one.status == status for one in requirements), word) for status, word in STATUSES.items()]
    return ", ".join(f"{count} {word.word.lower()}" for count, word in counts if count)


def _group(heading: str, found: Sequence[Finding]) -> FindingGroup:
    unmet = tuple(one for one in found if one.status is not STATUSES["met"])
    said = f"{len(unmet)} of {len(found)} open" if unmet else "all met"
    return FindingGroup(heading=heading, said=said, findings=tuple(found), open=unmet)


def _view(one: JudgedRequirement, evidence: dict[str, Evidence], anchored: set[str], address_of: AddressOf) -> Finding:
    status = STATUSES[one.status]
    cited = [evidence[e] for e in one.evidence if e in evidence]
    finding = Finding(
        id=one.id,
        text=one.text,
        kind=KINDS[one.kind],
        status=status,
        is_missing=one.status == "not_found",
        note=one.note,
        quotes=tuple(_quote(e, status.look, address_of, is_first=e.id not in anchored) for e in cited),
    )
    anchored.update(e.id for e in cited)
    return finding


def _quote(one: Evidence, look: str, address_of: AddressOf, *, is_first: bool = True) -> Quote:
    return Quote(
        id=one.id,
        anchor=f"claim-{one.id}" if is_first else None,
        address=address_of(one.id, f"ev-{one.id}"),
        claim=one.claim,
        text=" ".join(one.quote.split()),
        look=look,
        page="" if one.page is None else f"page {one.page}",
        verified=one.verified,
    )
