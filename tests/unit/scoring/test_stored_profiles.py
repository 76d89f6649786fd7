from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from generated import SETTINGS
from pairs import WrittenPair, load_pairs
from recollect.scoring import engine, stored_profiles
from recollect.scoring.knowledge.added_terms import AddedTerm, Addition, put_in_force
from recollect.scoring.stored_profiles import pack_job, pack_resume, profile_version, unpack_job, unpack_resume

PAIRS = load_pairs()
TEXTS = [one.text for pair in PAIRS for one in pair.resumes]


@pytest.mark.parametrize("text", [*TEXTS, "", "Ada"], ids=lambda text: text[:12])
def test_a_profile_of_a_resume_is_the_same_again(text: str) -> None:
    profile = engine.read_resume(text)
    assert unpack_resume(pack_resume(profile), text) == profile


def test_what_is_stored_of_a_resume_leaves_its_text_out() -> None:
    longest = max(TEXTS, key=len)
    assert longest[:40].encode() not in pack_resume(engine.read_resume(longest))


@pytest.mark.parametrize("one", PAIRS, ids=lambda one: one.job.role_name)
def test_stored_profiles_give_the_findings_of_those_just_read(one: WrittenPair) -> None:
    job = engine.read_job(one.job.description, role_name=one.job.role_name, company_name=one.job.company_name)
    stored_job = unpack_job(pack_job(job))
    assert stored_job == job
    for resume in one.resumes:
        read = engine.read_resume(resume.text)
        stored = unpack_resume(pack_resume(read), resume.text)
        assert stored is not None
        assert engine.analyse(stored, stored_job, SETTINGS) == engine.analyse(read, job, SETTINGS)


@given(st.integers(min_value=0), st.integers(0, 7))
def test_a_profile_with_one_bit_changed_is_of_no_use(place: int, bit: int) -> None:
    packed = bytearray(pack_resume(engine.read_resume(TEXTS[0])))
    packed[place % len(packed)] ^= 1 << bit
    assert unpack_resume(bytes(packed), TEXTS[0]) is None


def test_what_pairs_made_of_profiles_is_not_stored() -> None:
    resume, job = engine.read_resume(TEXTS[0]), engine.read_job(PAIRS[0].job.description)
    packed = pack_resume(resume), pack_job(job)
    engine.analyse(resume, job, SETTINGS)
    assert (pack_resume(resume), pack_job(job)) == packed


@pytest.mark.parametrize("packed", [b"", b"\0\0\0", b"\0\0\0\0", pack_job(engine.read_job("Cook\nBaking\n"))])
def test_bytes_that_are_no_profile_are_of_no_use(packed: bytes) -> None:
    assert unpack_resume(packed, "Ada") is None


def test_the_name_of_what_reads_changes_with_engine_and_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    now = profile_version()
    assert now.startswith(f"{engine.ENGINE_VERSION}+{engine.LEXICON_VERSION}+")
    put_in_force((Addition("lex_0123456789ab", (AddedTerm("skill", "Flumbrix"),)),))
    try:
        assert "lex_0123456789ab" in profile_version()
    finally:
        put_in_force(())
    assert profile_version() == now
    monkeypatch.setattr(engine, "ENGINE_VERSION", "builtin-next")
    assert profile_version() != now


class _Inner(Struct):
    at: int


class _Outer(Struct):
    inner: tuple[_Inner, ...]


class _Renamed(Struct):
    place: int


def test_the_shape_of_a_profile_is_that_of_all_it_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = stored_profiles._shape(_Outer)  # noqa: SLF001 - what the name of a version is made of
    assert list(stored_profiles._shape(_Outer)) == list(shape)  # noqa: SLF001
    monkeypatch.setattr(sys.modules[__name__], "_Inner", _Renamed)
    assert stored_profiles._shape(_Outer) != shape  # noqa: SLF001
