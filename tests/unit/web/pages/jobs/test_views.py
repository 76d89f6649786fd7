from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from recollect.domain.analysis import AnalysisSummary, ScoreRange
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.web.pages.analyses.rows import median_score, newest_of_each, rank_analyses
from recollect.web.pages.jobs.views import PoolView, view_pool

START = datetime(2026, 11, 3, 17, 20, tzinfo=UTC)


def summary(number: int, score: float | None, name: str = "") -> AnalysisSummary:
    return AnalysisSummary(
        analysis_id=AnalysisId(f"{number:012x}"),
        job_id=JobId("a3f7b2c1"),
        resume_id=ResumeId(f"resume_{number:012x}"),
        candidate_id=CandidateId(f"cand_{number:08x}"),
        candidate_name=name or f"Person {number}",
        created_at=START + timedelta(minutes=number),
        overall_score=score,
        hiring_recommendation=None if score is None else "Maybe: only in part.",
        status="done",
        feedback_count=0,
    )


def pool(*scores: tuple[float | None, float], page_size: int = 20, page: int = 1) -> PoolView:
    """Show a pool of scores, each with how far its likely range goes to both sides."""
    made = [summary(number, score) for number, (score, _) in enumerate(scores)]
    ranges: dict[str, ScoreRange] = {
        one.analysis_id: ScoreRange(low=score - width, high=score + width, method="test")
        for one, (score, width) in zip(made, scores, strict=True)
        if score is not None
    }
    return view_pool(rank_analyses(made), ranges, looked_at=len(made), total=len(made), page=page, page_size=page_size)


def test_the_best_come_first_and_those_without_a_score_last() -> None:
    shown = pool((40, 1), (None, 0), (90, 1), (60, 1))
    assert [row.score for row in shown.rows] == ["90", "60", "40", "–"]


def test_of_the_same_score_the_newer_comes_first() -> None:
    assert [one.candidate_name for one in rank_analyses([summary(1, 50), summary(2, 50)])] == ["Person 2", "Person 1"]


def test_a_headline_is_a_finding_only_where_the_ranges_bear_it_out() -> None:
    assert pool((90, 2), (60, 2), (40, 2)).headline == "Person 0 is ahead of the others."
    assert pool((90, 2), (88, 2), (40, 2)).headline == "The first 2 of 3 are too close to rank."
    assert pool((90, 20), (88, 20), (70, 20)).headline == "All 3 are too close to rank."
    assert pool((90, 2), (60, 2)).headline == "Analyses"
    assert pool((None, 0), (None, 0), (None, 0)).headline == "Analyses"


def test_how_many_there_are_and_the_median_are_always_said() -> None:
    assert pool((90, 1), (60, 1), (40, 1)).about == "3 résumés analysed, best first; the median is 60"
    assert view_pool([summary(1, 50)], {}, looked_at=500, total=900, page=1, page_size=20).about == (
        "1 résumé analysed, best first; the median is 50; from the newest 500 of 900 analyses"
    )


def test_a_pool_is_shown_a_page_at_a_time() -> None:
    scores = [(float(score), 1.0) for score in range(5)]
    first, last = pool(*scores, page_size=2), pool(*scores, page_size=2, page=3)
    assert (first.pages, [row.score for row in first.rows], [row.score for row in last.rows]) == (3, ["4", "3"], ["0"])
    assert first.strip is not None
    assert last.strip is None


def test_who_was_analysed_twice_is_counted_once_by_the_newest() -> None:
    older, newer = summary(1, 90), replace(summary(2, 40), resume_id=summary(1, 90).resume_id)
    pool_of_one = newest_of_each([newer, older])
    assert [one.analysis_id for one in pool_of_one] == [newer.analysis_id]
    assert median_score(pool_of_one) == 40


def test_a_headline_that_sees_only_one_page_says_at_least() -> None:
    assert pool((90, 9), (89, 9), (88, 9), (20, 1), page_size=2).headline == (
        "At least the first 2 of 4 are too close to rank."
    )
