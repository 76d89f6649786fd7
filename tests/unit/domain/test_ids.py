from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain import ids

DIGITS = st.integers(1, 64)
SHA256 = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(DIGITS)
def test_so_many_hexadecimal_digits_are_drawn(digits: int) -> None:
    assert re.fullmatch(f"[0-9a-f]{{{digits}}}", ids.random_hex(digits))


@pytest.mark.parametrize(
    ("make", "form", "kind"),
    [
        (ids.new_job_id, r"[0-9a-f]{8}", "job"),
        (ids.new_analysis_id, r"[0-9a-f]{12}", "analysis"),
        (ids.new_feedback_id, r"fb_[0-9a-f]{12}", "feedback"),
        (ids.new_candidate_id, r"cand_[0-9a-f]{8}", "candidate"),
        (ids.new_template_id, r"tpl_[0-9a-f]{8}", "template"),
        (ids.new_event_id, r"ev_[0-9a-f]{12}", None),
    ],
)
def test_each_id_has_its_form(make: Callable[[], str], form: str, kind: str | None) -> None:
    made = make()
    assert re.fullmatch(form, made)
    assert ids.kind_of_id(made) == kind


def test_ids_are_drawn_from_the_given_source() -> None:
    asked: list[int] = []

    def draw(digits: int) -> str:
        asked.append(digits)
        return "a" * digits

    assert ids.new_job_id(draw) == "aaaaaaaa"
    assert ids.new_feedback_id(draw) == "fb_" + "a" * 12
    assert asked == [8, 12]


@given(SHA256, st.integers(12, 64))
def test_a_resume_is_named_by_the_beginning_of_its_hash(sha256: str, digits: int) -> None:
    resume_id = ids.resume_id_of(sha256, digits)
    assert sha256.startswith(resume_id.removeprefix("resume_"))
    assert ids.resume_id_digits(resume_id) == digits
    assert ids.kind_of_id(resume_id) == "resume"
    assert ids.resume_id_of(sha256) == "resume_" + sha256[:12]


@pytest.mark.parametrize("text", ["", "A3F7B2C1", "a3f7b2c", "resume_abc", "fb_", "0123456789abcdef", "a3f7b2c1\n"])
def test_other_texts_name_nothing(text: str) -> None:
    assert ids.kind_of_id(text) is None
