from datetime import UTC, datetime, timedelta, timezone

import pytest

from recollect.domain.ids import JobId
from recollect.domain.job import JobSummary
from recollect.web.pages.wording import (
    person_of,
    reason_of,
    say_bytes,
    say_count,
    say_duration,
    say_moment,
    say_score,
    title_of,
    verdict_of,
)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 kB"),
        (10 * 1024, "10 kB"),
        (5_400_000, "5.1 MB"),
        (3 * 1024**4, "3.0 TB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_fits(size: int, said: str) -> None:
    assert say_bytes(size) == said


@pytest.mark.parametrize(
    ("written", "look", "word", "reason"),
    [
        ("Strong Hire: every must-have is borne out.", "ok", "Strong Hire", "Every must-have is borne out."),
        ("Hire: only in part: ECG.", "ok", "Hire", "Only in part: ECG."),
        ("Maybe", "part", "Maybe", ""),
        ("No Hire: not found: Welsh.", "gap", "No Hire", "Not found: Welsh."),
        (None, "wait", "Not scored", ""),
    ],
)
def test_a_recommendation_is_a_shape_a_word_and_a_reason(
    written: str | None, look: str, word: str, reason: str
) -> None:
    verdict = verdict_of(written)
    assert (verdict.look, verdict.word, reason_of(written)) == (look, word, reason)


def test_a_missing_score_is_a_dash_and_never_a_number() -> None:
    assert (say_score(None), say_score(0.0), say_score(86.5)) == ("–", "0", "86")


def test_counts_have_their_plural() -> None:
    assert [say_count(n, "analysis") for n in (0, 1, 1284)] == ["0 analyses", "1 analysis", "1,284 analyses"]


def test_a_moment_is_said_in_utc() -> None:
    said = say_moment(datetime(2026, 11, 3, 1, 5, tzinfo=timezone(timedelta(hours=2))))
    assert (said.machine, said.shown, said.day) == ("2026-11-02T23:05:00+00:00", "2 Nov 2026, 23:05", "2 Nov 2026")


def test_a_duration_is_said_in_the_unit_that_fits() -> None:
    assert (say_duration(12.4), say_duration(1500)) == ("12 ms", "1.5 s")


def test_a_job_without_a_role_is_called_by_how_it_begins() -> None:
    job = JobSummary(
        job_id=JobId("a3f7b2c1"),
        company_name="",
        role_name=" ",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        analysis_count=0,
        description_preview="We look for a nurse who " + "cares " * 20,
    )
    assert title_of(job).startswith("We look for a nurse who")
    assert len(title_of(job)) <= 60
    assert title_of(job).endswith("…")


def test_a_person_without_a_name_is_never_called_by_another() -> None:
    assert person_of("  ", "cv.pdf") == "Name not read, cv.pdf"
    assert person_of("") == "Name not read"
    assert person_of("Ana Lund", "cv.pdf") == "Ana Lund"
