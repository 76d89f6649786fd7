"""What an analysis found, as its page shows it: scores, findings with their quotes, and what is marked for them."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.analysis import AnalysisResult, Flag, ScoreRange
from recollect.services.jobs.job_standing import Medians, Standing
from recollect.web.pages.analyses.finding_views import (
    STATUSES,
    AddressOf,
    FindingGroup,
    Quote,
    tally_requirements,
    view_findings,
    view_others,
)
from recollect.web.pages.analyses.marked_text import Mark, mark_text
from recollect.web.pages.analyses.page_views import Look
from recollect.web.pages.charts import score_ruler
from recollect.web.pages.wording import (
    Status,
    reason_of,
    say_count,
    say_duration,
    say_score,
    verdict_of,
)

_MAIN_RULER, _PART_RULER = 330, 262
_BARS = {"maybe_from": "Maybe", "hire_from": "Hire", "strong_hire_from": "Strong Hire"}
_ENGINES = {"builtin": "built-in engine", "llm": "language model", "imported": "an earlier system"}


class PartScore(Struct, frozen=True, kw_only=True):
    """The score of one part."""

    name: str
    score: str
    ruler: Markup


class FlagView(Struct, frozen=True, kw_only=True):
    """Something a person should look at, and the address of where it is to be seen."""

    message: str
    address: str | None


class ResultView(Struct, frozen=True, kw_only=True):
    """What an analysis that is done found."""

    score: str
    likely: str
    undecided: str
    ruler: Markup
    compared: str
    verdict: Status
    reason: str
    parts: tuple[PartScore, ...]
    summary: str
    strengths: str
    weaknesses: str
    questions: tuple[str, ...]
    groups: tuple[FindingGroup, ...]
    tally: str
    other_quotes: tuple[Quote, ...]
    flags: tuple[FlagView, ...]
    steps: tuple[tuple[str, str], ...]
    provenance: tuple[tuple[str, str], ...]
    engine: str
    quote_total: int


def view_result(
    result: AnalysisResult,
    standing: Standing,
    *,
    on_pages: bool,
    address_of: AddressOf = lambda _, anchor: f"#{anchor}",
) -> ResultView:
    """Show a result beside the medians of its job. What is hidden stands `on_pages`, and not in the text."""
    likely = result.score_range
    medians = standing.medians if standing.of > 1 else Medians()
    return ResultView(
        score=say_score(result.overall_score),
        likely=f"likely {likely.low:.0f} to {likely.high:.0f}" if likely else "",
        undecided=say_undecided(likely, result.provenance.parameters) if likely else "",
        ruler=score_ruler(
            result.overall_score,
            low=likely.low if likely else None,
            high=likely.high if likely else None,
            median=medians.overall,
            width=_MAIN_RULER,
        ),
        compared="" if medians.overall is None else f"median of {_say_compared(standing)} for this job",
        verdict=verdict_of(result.hiring_recommendation),
        reason=reason_of(result.hiring_recommendation),
        parts=tuple(
            PartScore(name=name, score=say_score(score), ruler=score_ruler(score, median=middle, width=_PART_RULER))
            for name, score, middle in (
                ("Skills", result.skill_match_score, medians.skills),
                ("Experience", result.experience_match_score, medians.experience),
                ("Education", result.education_match_score, medians.education),
            )
        ),
        summary=result.executive_summary,
        strengths=result.strengths,
        weaknesses=result.weaknesses,
        questions=result.interview_questions,
        groups=view_findings(result, address_of),
        tally=tally_requirements(result.requirements),
        other_quotes=view_others(result, address_of),
        flags=tuple(
            FlagView(
                message=flag.message,
                address=address_of(f"F{number}", f"flag-{number}") if _is_placed(flag, on_pages=on_pages) else None,
            )
            for number, flag in enumerate(result.flags, start=1)
        ),
        steps=tuple((step.step, step.thinking) for step in result.thinking_process),
        provenance=_provenance(result),
        engine=_ENGINES[result.provenance.engine],
        quote_total=sum(one.verified for one in result.evidence),
    )


def say_undecided(likely: ScoreRange, parameters: Mapping[str, float]) -> str:
    """Say which recommendations the likely range leaves open: those whose bar lies within it."""
    bars = [
        f"{name} ({parameters[key]:g})"
        for key, name in _BARS.items()
        if key in parameters and likely.low < parameters[key] <= likely.high
    ]
    if not bars:
        return ""
    nouns = ("bar", "lies") if len(bars) == 1 else ("bars", "lie")
    return f"The {nouns[0]} for {' and '.join(bars)} {nouns[1]} within this range."


def _say_compared(standing: Standing) -> str:
    return f"the newest {standing.of:,}" if standing.is_lower_bound else say_count(standing.of, "résumé")


def _is_placed(flag: Flag, *, on_pages: bool) -> bool:
    return flag.start is not None or (on_pages and bool(flag.boxes))


def view_marks(result: AnalysisResult) -> dict[str, Look]:
    """Give how each quote and each flag is marked: a quote in the colour of the first requirement that it bears out."""
    looks: dict[str, str] = {}
    for requirement in result.requirements:
        for evidence_id in requirement.evidence:
            looks.setdefault(evidence_id, STATUSES[requirement.status].look)
    marks = {
        one.id: Look(
            look=looks.get(one.id, "ok"),
            title=f"{one.id}: {one.claim}",
            anchor=f"ev-{one.id}",
            leads_to=f"#claim-{one.id}",
        )
        for one in result.evidence
        if one.verified
    }
    for number, flag in enumerate(result.flags, start=1):
        marks[f"F{number}"] = Look(
            look="flagged", title=f"Flag {number}: {flag.message}", anchor=f"flag-{number}", leads_to="#flags"
        )
    return marks


def mark_quotes(text: str, result: AnalysisResult) -> Markup:
    """Mark each quote and what was flagged where it stands in the text."""
    looks = view_marks(result)
    spans = {one.id: (one.start, one.end) for one in result.evidence if one.verified}
    spans |= {
        f"F{number}": (flag.start, flag.end)
        for number, flag in enumerate(result.flags, start=1)
        if flag.start is not None and flag.end is not None
    }
    return mark_text(
        text,
        [
            Mark(
                id=looks[name].anchor,
                start=start,
                end=end,
                look=looks[name].look,
                label=name,
                title=looks[name].title,
                back=looks[name].leads_to,
            )
            for name, (start, end) in spans.items()
        ],
    )


def _provenance(result: AnalysisResult) -> tuple[tuple[str, str], ...]:
    made = result.provenance
    known = (
        ("Engine", f"{_ENGINES[made.engine]} {made.engine_version}"),
        ("Model", made.model),
        ("Adapter", made.adapter_id),
        ("Prompt", made.prompt_version),
        ("Lexicon", made.lexicon_version),
        ("Background", made.background_id),
        ("Calibration", made.calibration_id),
        ("Job version", str(made.job_version)),
        ("Text", f"sha256 {made.text_sha256}"),
        ("Took", None if made.duration_ms is None else say_duration(made.duration_ms)),
        ("Tokens", None if made.tokens is None else say_count(made.tokens, "token")),
        ("Range", result.score_range.method if result.score_range else None),
        ("Parameters", ", ".join(f"{name} {value:.10g}" for name, value in sorted(made.parameters.items()))),
    )
    return tuple((name, value) for name, value in known if value)
