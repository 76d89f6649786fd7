from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.job import PREVIEW_LENGTH, preview_of


@pytest.mark.parametrize(
    ("description", "preview"),
    [
        ("Wire a school.", "Wire a school."),
        ("Wire\n a\tschool. ", "Wire a school."),
        (" " * 900 + "Wire a school." + "\n" * 900, "Wire a school."),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "…"),
        ("a" + " " * 500 + "b", "a…"),
        ("", ""),
    ],
)
def test_a_preview_is_one_line_and_says_when_there_is_more(description: str, preview: str) -> None:
    assert preview_of(description) == preview


@given(st.text())
def test_a_preview_is_never_longer_than_it_may_be(description: str) -> None:
    preview = preview_of(description)
    assert len(preview) <= PREVIEW_LENGTH + 1
    assert preview == "" or len(preview.splitlines()) == 1
    assert " ".join(description.split()).startswith(preview.removesuffix("…"))
