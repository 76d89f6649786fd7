from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

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


def test_no_digits_are_drawn_twice_by_threads_or_after_a_fork() -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = [one for some in pool.map(lambda _: [ids.random_hex(32) for _ in range(600)], range(4)) for one in some]
    assert len(set(drawn)) == 2400

    program = (
        "import os; from recollect.domain.ids import random_hex; random_hex(8)\n"
        "child = os.fork()\n"
        "child and os.waitpid(child, 0)\n"
        "print(random_hex(32))"
    )
    printed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert len(set(printed.stdout.split())) == 2
