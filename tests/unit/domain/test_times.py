from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.times import from_micros, rfc3339, to_micros, utc_now

MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(MOMENTS)
def test_a_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


@given(st.one_of(st.integers(0, 2**34 * 10**6), st.integers(2**33 * 10**6 - 10**7, 2**33 * 10**6 + 10**7)))
def test_every_microsecond_is_a_moment_of_its_own(micros: int) -> None:
    assert from_micros(micros) == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


@given(MOMENTS, MOMENTS)
def test_earlier_moments_have_smaller_numbers(one: datetime, other: datetime) -> None:
    assert (one < other) == (to_micros(one) < to_micros(other))


@given(MOMENTS)
def test_a_moment_is_written_as_rfc_3339_says(moment: datetime) -> None:
    written = rfc3339(moment)
    assert written.endswith("Z")
    assert datetime.fromisoformat(written) == moment


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 3, 17, 20, 0, 123456, tzinfo=UTC), "2026-11-03T17:20:00.123456Z"),
        (datetime(2026, 11, 3, 17, 20, tzinfo=UTC), "2026-11-03T17:20:00Z"),
        (datetime(2026, 11, 3, 19, 20, tzinfo=timezone(timedelta(hours=2))), "2026-11-03T17:20:00Z"),
    ],
)
def test_every_zone_is_written_in_utc(moment: datetime, written: str) -> None:
    assert rfc3339(moment) == written


def test_now_is_aware() -> None:
    assert utc_now().tzinfo is UTC
