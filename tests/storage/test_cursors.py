import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.errors import InvalidCursor
from recollect.storage.cursors import decode_cursor, encode_cursor

POSITIONS = st.integers(-(2**63) + 1, 2**63 - 1)


@given(st.text(), st.lists(POSITIONS, min_size=1, max_size=3))
def test_a_cursor_leads_back_to_its_position(scope: str, position: list[int]) -> None:
    cursor = encode_cursor(scope, *position)
    assert decode_cursor(scope, cursor, len(position)) == tuple(position)
    assert cursor.isascii()
    assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(POSITIONS)
def test_a_cursor_is_good_for_its_own_list_alone(position: int) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("jobs:b", encode_cursor("jobs:a", position))


@given(POSITIONS, st.integers(2, 4))
def test_a_cursor_of_another_length_is_refused(position: int, length: int) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("jobs", encode_cursor("jobs", position), length)


@given(st.text(min_size=1) | st.binary(min_size=1).map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_anything_else_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("jobs", cursor)


@pytest.mark.parametrize("position", [2**63, -(2**63), 2**64 - 1])
def test_a_position_that_no_row_can_have_is_refused(position: int) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("jobs", encode_cursor("jobs", position))
