"""Times: aware UTC datetimes in code, RFC 3339 on the wire, whole microseconds since 1970 in the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present time, aware and in UTC."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MICROS_A_SECOND = 1_000_000
_from_timestamp = datetime.fromtimestamp
_EXACT_BELOW = 2**33 * _MICROS_A_SECOND
"""Until 2242 a float of seconds tells microseconds apart."""


def utc_now() -> datetime:
    """Give the present time in UTC."""
    return datetime.now(UTC)


def to_micros(moment: datetime) -> int:
    """Count the microseconds from 1970 to an aware `moment`."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Give the UTC moment that lies `micros` microseconds after 1970."""
    if 0 <= micros < _EXACT_BELOW:
        return _from_timestamp(micros / _MICROS_A_SECOND, UTC)  # in less than half the time
    return _EPOCH + timedelta(microseconds=micros)


def rfc3339(moment: datetime) -> str:
    """Write a moment as the API does: ``2026-11-03T17:20:00.123456Z``."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
