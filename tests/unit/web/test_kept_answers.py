"""Answers that are kept while nothing changes: the newest ones, as far as there is room."""

from __future__ import annotations

from fastapi import Response

from recollect.web.kept_answers import KeptAnswers

_LARGE = 64 * 1024
_FIT = 64


def test_the_newest_answers_are_kept_and_the_oldest_make_room() -> None:
    kept = KeptAnswers()
    kept.find("state", 0)
    for question in range(_FIT + 3):
        kept.keep(question, Response(b"x" * _LARGE))
    found = [question for question in range(_FIT + 3) if kept.find("state", question)]
    assert found == list(range(3, _FIT + 3))


def test_an_answer_that_is_read_again_takes_its_room_once() -> None:
    kept = KeptAnswers()
    kept.find("state", 0)
    for _ in range(3 * _FIT):
        kept.keep("again", Response(b"x" * _LARGE))
    kept.keep("other", Response(b"small"))
    assert kept.find("state", "again")
    assert kept.find("state", "other")


def test_neither_large_answers_nor_those_of_another_state_are_kept() -> None:
    kept = KeptAnswers()
    kept.find("state", 0)
    kept.keep("large", Response(b"x" * (_LARGE + 1)))
    kept.keep("small", Response(b"x"))
    assert kept.find("state", "large") is None
    assert kept.find("state", "small")
    assert kept.find("later", "small") is None
