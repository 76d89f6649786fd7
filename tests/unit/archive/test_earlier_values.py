from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.archive import earlier_values as values

BERLIN = ZoneInfo("Europe/Berlin")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (81, 81.0),
        (80.26, 80.3),
        ("85%", 85.0),
        (" 7 / 100", 7.0),
        ("0", 0.0),
        (101, None),
        (-1, None),
        ("good", None),
        (True, None),
        (float("nan"), None),
        (None, None),
        ([5], None),
    ],
)
def test_a_score_is_taken_when_it_is_one(written: object, meant: float | None) -> None:
    assert values.score(written) == meant


@pytest.mark.parametrize(
    ("written", "meant", "assumed"),
    [
        ("2024-07-01T09:00:00", datetime(2024, 7, 1, 7, tzinfo=UTC), True),
        ("2024-01-01 09:00:00.5", datetime(2024, 1, 1, 8, 0, 0, 500_000, tzinfo=UTC), True),
        ("2024-07-01T09:00:00Z", datetime(2024, 7, 1, 9, tzinfo=UTC), False),
        ("2024-07-01T09:00:00+05:30", datetime(2024, 7, 1, 3, 30, tzinfo=UTC), False),
        (1714800000, datetime(2024, 5, 4, 5, 20, tzinfo=UTC), False),
        (1714800000000, datetime(2024, 5, 4, 5, 20, tzinfo=UTC), False),
        ("yesterday", None, False),
        ("0001-01-01T00:00:00+09:00", None, False),
        (True, None, False),
        (None, None, False),
    ],
)
def test_a_moment_is_taken_with_its_zone_or_the_assumed_one(
    written: object, meant: datetime | None, assumed: bool
) -> None:
    assert values.moment(written, BERLIN) == (meant, assumed)


@given(JSON)
def test_no_value_is_more_than_can_be_taken(written: Any) -> None:
    score = values.score(written)
    assert score is None or 0 <= score <= 100
    assert all(isinstance(text, str) for text in values.texts(written))
    assert isinstance(values.joined(written), str)
    number = values.whole_number(written)
    assert number is None or isinstance(number, int)
    moment, _ = values.moment(written, BERLIN)
    assert moment is None or moment.utcoffset() is not None
