from __future__ import annotations

from factories import analysis_result
from recollect.domain.analysis import AnalysisResult, JudgedRequirement, RequirementStatus, Strength
from recollect.web.pages.analyses.finding_views import view_findings


def judged(number: int, strength: Strength, status: RequirementStatus, *evidence: str) -> JudgedRequirement:
    return JudgedRequirement(
        id=f"R{number}",
        text=f"thing {number}",
        kind="skill",
        strength=strength,
        weight=1.0,
        status=status,
        credit=None,
        evidence=evidence,
    )


def result_of(*requirements: JudgedRequirement) -> AnalysisResult:
    return analysis_result(requirements=requirements)


def test_must_haves_come_first_in_the_order_of_the_job_and_tell_what_is_open() -> None:
    result = result_of(
        judged(1, "nice", "met"),
        judged(2, "must", "met"),
        judged(3, "plain", "unknown"),
        judged(4, "must", "not_found"),
        judged(5, "must", "partly"),
    )
    groups = view_findings(result, lambda _, anchor: f"#{anchor}")
    assert [(g.heading, g.said, [one.id for one in g.findings]) for g in groups] == [
        ("Must have", "2 of 3 open", ["R2", "R4", "R5"]),
        ("Asked for", "1 of 1 open", ["R3"]),
        ("Nice to have", "all met", ["R1"]),
    ]
    assert [one.id for one in groups[0].open] == ["R4", "R5"]


def test_a_quote_is_anchored_at_the_claim_that_is_shown_first() -> None:
    groups = view_findings(
        result_of(judged(1, "nice", "met", "E1"), judged(2, "must", "met", "E1")), lambda _, anchor: f"/x#{anchor}"
    )
    (first,), (second,) = (group.findings[0].quotes for group in groups)
    assert (first.anchor, second.anchor) == ("claim-E1", None)
    assert first.address == second.address == "/x#ev-E1"
