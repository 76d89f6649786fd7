"""An analysis as a report in the terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from recollect.cli import wording
from recollect.cli.tables import print_facts
from recollect.cli.terminal import printable, say
from recollect.domain.analysis import Analysis, AnalysisResult, Evidence, JudgedRequirement, RequirementStatus

_WORDS: dict[RequirementStatus, str] = {
    "met": "met",
    "partly": "partly",
    "not_found": "not found",
    "unknown": "unknown",
}
_STYLES: dict[RequirementStatus, str] = {"met": "green", "partly": "blue", "not_found": "red", "unknown": "dim"}


def print_analysis(analysis: Analysis) -> None:
    """Print scores, findings, and each requirement with the quotes that bear it out."""
    result = analysis.analysis_result
    say(wording.person(analysis.candidate_name), style="bold")
    if result is not None:
        say(wording.title(result.role_name, result.company_name))
    print_facts(
        [
            ("analysis", analysis.analysis_id),
            ("job", f"{analysis.job_id}, version {analysis.job_version}"),
            ("résumé", analysis.resume_id),
            ("candidate", analysis.candidate_id),
            ("made", f"{wording.moment(analysis.created_at)} UTC"),
            ("version", str(analysis.version)),
        ]
    )
    if analysis.failure:
        say()
        say(f"✗ {analysis.failure}", style="red")
    if result is not None:
        _print_result(result)
    if analysis.notes:
        _print_section("Notes", analysis.notes)


def _print_result(result: AnalysisResult) -> None:
    say()
    _print_scores(result)
    _print_section("Summary", result.executive_summary)
    _print_section("Strengths", result.strengths)
    _print_section("Weaknesses", result.weaknesses)
    if result.interview_questions:
        _print_section("Questions for an interview", "\n".join(f"- {one}" for one in result.interview_questions))
    if result.requirements:
        say()
        say("Requirements", style="bold")
        _print_requirements(result)
    if result.flags:
        say()
        say("To look at", style="bold")
        for flag in result.flags:
            say(f"! {flag.message}{_on_page(flag.page)}", style="yellow")
    made_by = result.provenance
    say()
    if made_by.duration_ms is None:
        say("Imported from an earlier system.", style="dim")
        return
    say(
        f"{made_by.engine} engine {made_by.engine_version}, {made_by.duration_ms:.0f} ms. "
        "“Not found” means not on the page.",
        style="dim",
    )


def _print_scores(result: AnalysisResult) -> None:
    table = Table.grid(padding=(0, 3, 0, 0))
    for _ in range(4):
        table.add_column(justify="right", no_wrap=True)
    table.add_row(*(Text(name, style="dim") for name in ("overall", "skills", "experience", "education")))
    table.add_row(
        Text(wording.score(result.overall_score), style="bold"),
        wording.score(result.skill_match_score),
        wording.score(result.experience_match_score),
        wording.score(result.education_match_score),
    )
    say(table)
    likely = result.score_range
    if likely is not None:
        say(f"likely {wording.score(likely.low)} to {wording.score(likely.high)} ({likely.method})", style="dim")
    if result.hiring_recommendation:
        say(result.hiring_recommendation)


def _print_section(title: str, text: str) -> None:
    if text:
        say()
        say(title, style="bold")
        say(text)


def _print_requirements(result: AnalysisResult) -> None:
    quotes = {evidence.id: evidence for evidence in result.evidence}
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for requirement in result.requirements:
        shape = Text(
            f"{wording.SHAPES[requirement.status]} {_WORDS[requirement.status]}", style=_STYLES[requirement.status]
        )
        table.add_row(shape, f"{requirement.id} {requirement.strength}", _in_words(requirement, quotes))
    say(table)


def _in_words(requirement: JudgedRequirement, quotes: dict[str, Evidence]) -> Text:
    words = Text(printable(wording.one_line(requirement.text)))
    if requirement.note:
        words.append(f"\n{printable(wording.one_line(requirement.note))}", style="dim")
    for evidence_id in requirement.evidence:
        evidence = quotes[evidence_id]
        quote = printable(wording.one_line(evidence.quote))
        words.append(f"\n{evidence.id} “{quote}”{_on_page(evidence.page)}", style="italic")
    return words


def _on_page(page: int | None) -> str:
    return "" if page is None else f" (page {page})"
