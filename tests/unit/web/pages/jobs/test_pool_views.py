from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from recollect.domain.analysis import AnalysisSummary, Requirement, ScoreRange, Strength
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.domain.job import Thresholds
from recollect.services.jobs.job_overview import MetShare, Pool, Ranked
from recollect.storage.views.job_pool import PoolScore
from recollect.web.pages.analyses.rows import median_score, newest_of_each
from recollect.web.pages.jobs.pool_views import PoolView, view_met, view_pool

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


def pool(*scores: tuple[float | None, float], page_size: int = 20, page: int = 1, outdated: int = 0) -> PoolView:
    """Show a pool of scores, best first, each with how far its likely range goes to both sides."""
    made = [
        Ranked(
            summary(number, score),
            None if score is None else ScoreRange(low=score - width, high=score + width, method="test"),
        )
        for number, (score, width) in enumerate(scores)
    ]
    shown = made[(page - 1) * page_size : page * page_size]
    everything = Pool(
        scores=tuple(PoolScore(number, score) for number, (score, _) in enumerate(scores)),
        shown=tuple(shown),
        named=tuple(one.summary.candidate_name for one in made[:5]),
        outdated=outdated,
    )
    return view_pool(everything, Thresholds(), page=page, page_size=page_size)


def test_a_headline_is_a_finding_only_where_the_ranges_bear_it_out() -> None:
    assert pool((90, 2), (60, 2), (40, 2)).headline == "Person 0 is ahead of the others."
    assert pool((90, 2), (88, 2), (40, 2)).headline == "The first 2 of 3 are too close to rank."
    assert pool((90, 20), (88, 20), (70, 20)).headline == "All 3 are too close to rank."
    assert pool((90, 2), (60, 2)).headline == "Analyses"
    assert pool((None, 0), (None, 0), (None, 0)).headline == "Analyses"
    assert pool((90, 2), (60, 2), (40, 2), outdated=1).headline == "Analyses"


def test_how_many_were_judged_before_the_job_was_changed_is_said() -> None:
    assert pool((90, 2), (60, 2), outdated=1).outdated == "1 of 2 were judged before the job was changed."
    assert pool((90, 2), (60, 2), outdated=2).outdated == "All were judged before the job was changed."
    assert pool((90, 2), (60, 2)).outdated == ""


def test_how_many_there_are_who_reach_the_bar_and_the_median_are_always_said() -> None:
    assert pool((90, 1), (60, 1), (40, 1)).about == (
        "3 résumés analysed, best first; 1 reaches 70, the bar for Hire; the median is 60"
    )
    assert pool((None, 0)).about == "1 résumé analysed, best first"
    assert pool().about == ""


def test_a_pool_is_shown_a_page_at_a_time() -> None:
    scores = [(float(score), 1.0) for score in range(4, -1, -1)]
    first, last = pool(*scores, page_size=2), pool(*scores, page_size=2, page=3)
    assert (first.pages, [row.score for row in first.rows], [row.score for row in last.rows]) == (3, ["4", "3"], ["0"])
    assert first.strip is not None
    assert last.strip is None


def test_more_scores_than_can_be_told_apart_are_columns() -> None:
    many = pool(*[(float(number % 100), 1.0) for number in range(300)])
    assert many.strip is not None
    assert "<circle" not in many.strip
    assert 'aria-label="300 scores from 0 to 100, 90 of 70 or more"' in many.strip


def test_who_was_analysed_twice_is_counted_once_by_the_newest() -> None:
    older, newer = summary(1, 90), replace(summary(2, 40), resume_id=summary(1, 90).resume_id)
    pool_of_one = newest_of_each([newer, older])
    assert [one.analysis_id for one in pool_of_one] == [newer.analysis_id]
    assert median_score(pool_of_one) == 40


def test_a_headline_that_sees_only_one_page_says_at_least() -> None:
    assert pool((90, 9), (89, 9), (88, 9), (20, 1), page_size=2).headline == (
        "At least the first 2 of 4 are too close to rank."
    )


def test_how_the_pool_meets_a_requirement_is_a_share_of_those_that_judged_it() -> None:
    asked = Requirement(id="R1", text="Welsh", kind="language", strength="nice", weight=1.0, start=None, end=None)
    judged, unjudged = view_met(
        [MetShare(requirement=asked, met=2, partly=1, of=3), MetShare(requirement=asked, met=0, partly=0, of=0)]
    )
    assert (judged.share, judged.said, judged.note) == (67, "2 of 3 met, 1 partly", "nice to have")
    assert (unjudged.share, unjudged.said) == (None, "not judged yet")


def test_what_a_job_insists_on_comes_first() -> None:
    def asked(text: str, strength: Strength) -> MetShare:
        requirement = Requirement(id=text, text=text, kind="skill", strength=strength, weight=1.0)
        return MetShare(requirement=requirement, met=0, partly=0, of=1)

    shares = [asked("a", "nice"), asked("b", "must"), asked("c", "plain"), asked("d", "must")]
    assert [one.text for one in view_met(shares)] == ["b", "d", "c", "a"]
