from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fastapi import Request, Response

from recollect.web.pages.jobs.visits import Visit, keep_visit, read_visit

NOW = datetime(2026, 11, 3, 17, 20, tzinfo=UTC)
JOB, OTHER = "a3f7b2c1", "b4f7b2c2"


def request_with(cookie: str = "") -> Request:
    headers = [(b"cookie", f"recollect_visits={cookie}".encode())] if cookie else []
    return Request({"type": "http", "headers": headers, "scheme": "http", "server": ("127.0.0.1", 80), "path": "/"})


def visit(cookie: str, job_id: str, now: datetime) -> tuple[Visit, str]:
    """Look at a job, and give the visit and the cookie after it."""
    request, answer = request_with(cookie), Response()
    found = read_visit(request, job_id, now)
    keep_visit(request, answer, found)
    return found, answer.headers["set-cookie"].partition(";")[0].partition("=")[2].strip('"')


def test_the_first_visit_has_none_before_it() -> None:
    first, cookie = visit("", JOB, NOW)
    assert first.since is None
    assert visit(cookie, JOB, NOW + timedelta(minutes=5))[0].since is None


def test_what_is_new_stays_new_until_the_visit_is_over() -> None:
    _, cookie = visit("", JOB, NOW)
    later, cookie = visit(cookie, JOB, NOW + timedelta(hours=2))
    assert later.since == NOW
    again, cookie = visit(cookie, JOB, NOW + timedelta(hours=2, minutes=20))
    assert again.since == NOW
    next_day, _ = visit(cookie, JOB, NOW + timedelta(days=1))
    assert next_day.since == NOW + timedelta(hours=2, minutes=20)


def test_each_job_has_visits_of_its_own() -> None:
    _, cookie = visit("", JOB, NOW)
    other, cookie = visit(cookie, OTHER, NOW + timedelta(hours=1))
    assert other.since is None
    assert visit(cookie, JOB, NOW + timedelta(hours=2))[0].since == NOW


def test_a_cookie_that_makes_no_sense_is_no_visit() -> None:
    assert read_visit(request_with("<b>-1-2.a3f7b2c1-x-y.a3f7b2c1-1-99999999999"), JOB, NOW).since is None
